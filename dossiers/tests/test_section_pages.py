"""Writing, comparing and reviewing sections on screen, as the people who do it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import roles
from campaigns.tests.factories import UnitFactory, UserFactory
from dossiers import writing
from dossiers.models import Comment, Section
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory, SummaryFactory
from dossiers.tests.issuing import page, post, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def state(section):
    return Section.objects.get(pk=section.pk).state


def test_the_way_of_a_section_on_screen(client, section, clerk, leader):
    post(client, clerk, "section-submit", section.pk)
    assert state(section) == "review"
    post(client, leader, "section-pass", section.pk, revision=1)
    assert state(section) == "passed"


def test_the_summary_sends_and_passes_everything(client, summary, clerk, leader):
    above = SectionFactory(summary=summary, body="")
    below = SectionFactory(summary=summary, parent=above)
    post(client, clerk, "summary-submit", summary.pk)
    read = [f"{key}:{number}" for key, number in issuing.read_of(summary).items()]
    post(client, leader, "summary-pass", summary.pk, read=read)
    assert {state(each) for each in (above, below)} == {"passed"}


def test_the_reviewer_sees_what_to_do_and_the_writer_does_not(
    client, summary, section, clerk, leader
):
    writing.submit(summary, by=clerk)
    url = reverse("section-pass", args=[section.pk])
    assert url in page(client, leader, "section", section.pk)
    assert url not in page(client, clerk, "section", section.pk)


def test_a_refusal_is_told_and_changes_nothing(client, section, clerk):
    assert told(client, clerk, "section-pass", section.pk, revision=1) != []
    assert state(section) == "draft"


def test_a_section_is_returned_with_a_remark(client, summary, section, clerk, leader):
    writing.submit(summary, by=clerk)
    post(client, leader, "section-return", section.pk, text="请补充效果。")
    assert state(section) == "draft"
    assert "请补充效果。" in page(client, clerk, "section", section.pk)


def test_a_remark_is_made_and_settled(client, section, clerk, leader):
    post(client, leader, "section-remark", section.pk, text="请核对。")
    remark = Comment.objects.get()
    post(client, clerk, "remark-resolve", remark.pk)
    assert Comment.objects.get().resolved_by == clerk


def test_the_head_of_a_unit_finds_and_writes_its_section(client, section, clerk):
    head = UserFactory(role=roles.UNIT_HEAD)
    client.force_login(head)
    assert client.get(section.get_absolute_url()).status_code == 404
    post(client, clerk, "section-assign", section.pk, owner=head.unit_id)
    values = {"heading": "学习", "body": "今年学习。", "revision": 1}
    post(client, head, "section-revise", section.pk, **values)
    assert Section.objects.get().body == "今年学习。"


def test_the_head_reads_the_other_sections_and_does_not_write_them(client, clerk):
    head = UserFactory(role=roles.UNIT_HEAD)
    summary = SummaryFactory()
    SectionFactory(summary=summary, owner=head.unit)
    other = SectionFactory(summary=summary, owner=UnitFactory())
    page(client, head, "section", other.pk)
    assert client.get(reverse("section-revise", args=[other.pk])).status_code == 404


def test_whoever_saves_second_sees_the_difference_and_then_saves(
    client, section, clerk
):
    writing.revise(section, by=clerk, revision=1, heading="学习", body="今年学习三次。")
    values = {"heading": "学习", "body": "今年学习五次。", "revision": 1}
    other = issuing.clerk()
    answer = post(client, other, "section-revise", section.pk, **values)
    shown = answer.content.decode()
    assert "<del>三</del><ins>五</ins>" in shown
    assert 'name="revision" value="2"' in shown
    assert Section.objects.get().body == "今年学习三次。"
    post(client, other, "section-revise", section.pk, **values | {"revision": 2})
    assert Section.objects.get().body == "今年学习五次。"
    assert section.versions.filter(body="今年学习三次。").exists()


def test_any_two_versions_are_compared(client, section, clerk):
    for number, body in enumerate(("今年学习三次。", "今年学习五次。"), start=1):
        values = {"revision": number, "heading": "学习", "body": body}
        writing.revise(section, by=clerk, **values)
    shown = page(client, clerk, "section-compare", section.pk)
    assert "<del>三</del><ins>五</ins>" in shown
    shown = page(client, clerk, "section-compare", section.pk, query="?older=3&newer=2")
    assert "<del>五</del><ins>三</ins>" in shown


def test_what_is_not_settled_stands_beside_the_comparison(client, section, clerk):
    writing.comment(section, by=clerk, text="请核对。")
    settled = writing.comment(section, by=clerk, text="已经改好。")
    writing.resolve(settled, by=clerk)
    shown = page(client, clerk, "section-compare", section.pk)
    assert ("请核对。" in shown, "已经改好。" in shown) == (True, False)


@pytest.mark.parametrize("query", ["?older=9&newer=x", "?older=1"])
def test_versions_that_are_not_there_are_no_error(client, section, clerk, query):
    writing.revise(section, by=clerk, revision=1, heading="", body="今年学习。")
    assert "<ins>" not in page(
        client, clerk, "section-compare", section.pk, query=query
    )


@pytest.mark.parametrize(
    "name",
    ["section-submit", "section-pass", "section-return", "section-remark"],
)
def test_looking_changes_nothing(client, section, clerk, name):
    client.force_login(clerk)
    assert client.get(reverse(name, args=[section.pk])).status_code == 302


def queries(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_section_costs_the_same_whatever_was_said(client, section, clerk):
    costs = set()
    for number in range(1, 31):
        writing.comment(section, by=clerk, text="请核对。")
        values = {"heading": "学习", "body": f"今年学习。{'。' * number}"}
        writing.revise(section, by=clerk, revision=number, **values)
        if number in (1, 3, 30):
            costs.add(queries(client, clerk, section.get_absolute_url()))
    assert len(costs) == 1
    assert costs.pop() <= 12


def test_an_endless_revision_passes_nothing(client, summary, section, clerk, leader):
    writing.submit(summary, by=clerk)
    client.force_login(leader)
    url = reverse("section-pass", args=[section.pk])
    client.post(url, {"revision": "9" * 5000})
    section.refresh_from_db()
    assert section.state != Section.State.PASSED
