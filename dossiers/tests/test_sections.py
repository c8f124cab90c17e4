"""A section goes from draft to review to passed; every save is a version."""

import pytest
from django.db import IntegrityError

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory, UnitFactory, UserFactory
from dossiers import differences, writing
from dossiers.admin import OutlineForm
from dossiers.models import Section
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


@pytest.fixture
def section(summary):
    return SectionFactory(summary=summary, body="开会。")


@pytest.fixture
def clerk():
    return issuing.clerk()


@pytest.fixture
def leader():
    return issuing.leader()


def revise(section, by, body="新的。", revision=None):
    revision = revision or Section.objects.get(pk=section.pk).revision
    return writing.revise(section, by=by, revision=revision, heading="", body=body)


def state(section):
    return Section.objects.get(pk=section.pk).state


def test_it_goes_from_draft_to_review_to_passed(summary, section, clerk, leader):
    assert state(section) == "draft"
    writing.submit(summary, by=clerk)
    assert state(section) == "review"
    writing.let_pass(summary, by=leader, read={section.pk: 1})
    assert state(section) == "passed"


def test_every_save_is_a_version_and_so_is_what_stood_before(section, clerk):
    revise(section, clerk, "第二稿。")
    revise(section, clerk, "第三稿。")
    kept = section.versions.values_list("revision", "body", "saved_by")
    assert list(kept) == [
        (3, "第三稿。", clerk.pk),
        (2, "第二稿。", clerk.pk),
        (1, "开会。", None),
    ]


def test_the_second_to_save_is_refused_and_nothing_is_lost(section, clerk):
    revise(section, clerk, "先存的。", revision=1)
    with pytest.raises(Refused):
        revise(section, issuing.clerk(), "后存的。", revision=1)
    assert section.versions.count() == 2
    assert Section.objects.get(pk=section.pk).body == "先存的。"


def test_a_change_takes_a_passed_section_back(summary, section, clerk, leader):
    issuing.passed(summary, clerk, leader)
    revise(section, clerk)
    changed = Section.objects.get(pk=section.pk)
    assert (changed.state, changed.accepted) == ("draft", {})


def test_the_head_writes_the_sections_of_the_own_unit_only(section, clerk):
    head = UserFactory(role=roles.UNIT_HEAD)
    with pytest.raises(Refused):
        revise(section, head)
    writing.assign(section, by=clerk, owner=head.unit)
    assert revise(section, head).changed_by == head


def test_staff_of_the_unit_do_not_write_its_section(section, clerk):
    person = UserFactory()
    writing.assign(section, by=clerk, owner=person.unit)
    with pytest.raises(Refused):
        revise(section, person)


def test_a_unit_of_another_court_owns_nothing_here(section, clerk):
    foreign = UnitFactory(court=CourtFactory(name="别处法院"))
    with pytest.raises(Refused):
        writing.assign(section, by=clerk, owner=foreign)


def test_the_head_does_not_give_sections_away(section):
    head = UserFactory(role=roles.UNIT_HEAD)
    with pytest.raises(Refused):
        writing.assign(section, by=head, owner=head.unit)


def test_an_empty_section_is_not_sent(summary, clerk):
    SectionFactory(summary=summary, body="")
    with pytest.raises(Refused):
        writing.submit(summary, by=clerk)


def test_a_heading_over_others_is_sent_without_words_of_its_own(summary, clerk):
    above = SectionFactory(summary=summary, body="")
    SectionFactory(summary=summary, parent=above)
    assert len(writing.submit(summary, by=clerk)) == 2


def test_what_is_not_ready_is_left_and_the_rest_is_sent(summary, section, clerk):
    empty = SectionFactory(summary=summary, body="")
    assert writing.submit(summary, by=clerk) == [section]
    assert state(empty) == "draft"


def test_who_made_the_last_change_does_not_pass_it(summary, section):
    both = issuing.clerk()
    both.groups.add(*issuing.leader().groups.all())
    revise(section, both)
    writing.submit(summary, by=issuing.clerk())
    with pytest.raises(Refused):
        writing.let_pass(summary, by=both, read={section.pk: 2})
    assert state(section) == "review"


def test_the_table_refuses_it_as_well(section, clerk):
    section.changed_by = section.passed_by = clerk
    section.state, section.passed_at = "passed", clerk.joined_at
    with pytest.raises(IntegrityError):
        section.save()


def test_the_office_passes_nothing(summary, section, clerk):
    writing.submit(summary, by=issuing.clerk())
    with pytest.raises(Refused):
        writing.let_pass(summary, by=clerk, read={section.pk: 1})


def test_a_section_changed_since_it_was_read_is_not_passed(
    summary, section, clerk, leader
):
    revise(section, clerk)
    writing.submit(summary, by=clerk)
    with pytest.raises(Refused):
        writing.let_pass(summary, by=leader, read={section.pk: 1})


def test_a_section_with_an_open_remark_is_not_passed(summary, section, clerk, leader):
    writing.submit(summary, by=clerk)
    remark = writing.comment(section, by=leader, text="请核对。")
    with pytest.raises(Refused):
        writing.let_pass(summary, by=leader, read={section.pk: 1})
    writing.resolve(remark, by=clerk)
    assert writing.let_pass(summary, by=leader, read={section.pk: 1}) == [section]


def test_returning_leaves_the_reason_as_a_remark(summary, section, clerk, leader):
    writing.submit(summary, by=clerk)
    writing.send_back(section, by=leader, reason="请补充效果。")
    assert state(section) == "draft"
    assert section.comments.unresolved().get().text == "请补充效果。"


def test_returning_needs_a_reason(summary, section, clerk, leader):
    writing.submit(summary, by=clerk)
    with pytest.raises(Refused):
        writing.send_back(section, by=leader, reason=" ")
    assert state(section) == "review"


def test_a_stranger_to_the_section_does_not_settle_its_remark(section, leader):
    remark = writing.comment(section, by=leader, text="请核对。")
    with pytest.raises(Refused):
        writing.resolve(remark, by=UserFactory(role=roles.UNIT_HEAD))


def test_a_remark_is_settled_once(section, clerk):
    remark = writing.comment(section, by=clerk, text="请核对。")
    writing.resolve(remark, by=clerk)
    with pytest.raises(Refused):
        writing.resolve(remark, by=clerk)


def test_the_administration_places_sections_and_changes_no_words(section):
    values = {"order": 7, "parent": "", "heading": "别的标题"}
    OutlineForm(values, instance=section).save()
    placed = Section.objects.get(pk=section.pk)
    assert (placed.order, placed.heading) == (7, "组织领导")


def told(line):
    return [(run.kind, run.text) for run in line.runs]


def test_a_changed_paragraph_shows_what_went_out_and_came_in():
    (line,) = differences.of("今年举办讲坛三期。", "今年举办讲坛五期。")
    assert line.kind == "changed"
    assert told(line) == [
        ("same", "今年举办讲坛"),
        ("removed", "三"),
        ("added", "五"),
        ("same", "期。"),
    ]


def test_paragraphs_put_in_and_taken_out_are_told_apart():
    lines = differences.of("甲甲甲\n乙乙乙", "乙乙乙\n丙丙丙")
    assert [(line.kind, line.runs[0].text) for line in lines] == [
        ("removed", "甲甲甲"),
        ("same", "乙乙乙"),
        ("added", "丙丙丙"),
    ]


def test_paragraphs_with_nothing_in_common_are_one_gone_and_one_new():
    lines = differences.of("甲甲甲", "丙丙丙")
    assert [line.kind for line in lines] == ["removed", "added"]


def test_old_and_new_can_be_read_back_from_the_runs():
    old, new = "坚持以人为本，司法为民。", "坚持司法为民，以人民为中心。"
    runs = differences.runs(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
