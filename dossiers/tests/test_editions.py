"""Issuing: what was issued stands still, and why a draft is not issued yet."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory, UserFactory
from dossiers import editions, readiness, snapshots, summaries, writing
from dossiers.blocks import Document, Table
from dossiers.exports.formats import FORMATS
from dossiers.models import Edition, EditionFile, Summary
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def why(summary, by):
    return readiness.why_not_issue(readiness.read(summary), by=by)


def kinds(summary):
    return [(one.kind, one.count) for one in readiness.read(summary).blockers]


def frozen(edition):
    """Everything an edition holds, its files' bytes included."""
    row = Edition.objects.filter(pk=edition.pk).values().get()
    files = {one.extension: one.file.read() for one in edition.files.all()}
    return row, files


def test_it_works(ready, leader):
    edition = issuing.issued(ready, leader)
    assert (edition.number, edition.issued_by) == (1, leader)
    assert "今年举办法官讲坛1期。" in edition.text
    assert [file.extension for file in edition.files.all()] == list(FORMATS)


def test_it_keeps_each_number_with_its_records(ready, leader):
    fact = issuing.issued(ready, leader).facts["forum"]
    (first,) = ready.campaign.activities.all()
    assert (fact["text"], fact["model"], fact["records"]) == (
        "1期",
        "activity",
        [first.pk],
    )


def test_what_was_issued_stands_still_when_a_record_is_added(ready, leader):
    edition = issuing.issued(ready, leader)
    before = frozen(edition)
    issuing.hold_forum(2)
    assert frozen(Edition.objects.get()) == before
    assert "2期" in summaries.draft(ready)[0].blocks[1].text


def test_the_files_have_the_digest_they_were_issued_with(ready, leader):
    for file in issuing.issued(ready, leader).files.all():
        content = file.file.read()
        assert hashlib.new(file.algorithm, content).hexdigest() == file.digest
        assert len(content) == file.size


def test_the_frozen_tree_gives_the_same_bytes_again(ready, leader):
    edition = issuing.issued(ready, leader)
    document = editions.document_of(edition)
    issuing.hold_forum(2)
    for file in edition.files.all():
        assert FORMATS[file.extension].render(document) == file.file.read()


def test_the_tree_of_the_draft_survives_being_plain_data(ready):
    document, _facts = summaries.draft(ready)
    plain = json.loads(json.dumps(snapshots.of_document(document)))
    assert snapshots.document_of(plain) == document


def test_a_table_survives_it_too():
    table = Table("活动", ("日期", "名称"), (("1日", "讲坛"),), (1, 2), True)
    document = Document("总结", (table,))
    plain = json.loads(json.dumps(snapshots.of_document(document)))
    assert snapshots.document_of(plain) == document


def test_an_altered_file_is_found(ready, leader):
    file = issuing.issued(ready, leader).files.get(extension="txt")
    assert editions.is_intact(file)
    default_storage.delete(file.file.name)
    default_storage.save(file.file.name, ContentFile(b"other"))
    assert not editions.is_intact(file)


def test_a_lost_file_is_found(ready, leader):
    file = issuing.issued(ready, leader).files.get(extension="txt")
    default_storage.delete(file.file.name)
    assert not editions.is_intact(file)


@pytest.mark.parametrize(
    "act",
    [
        lambda edition: edition.save(),
        lambda edition: edition.delete(),
        lambda edition: Edition.objects.update(title="别的"),
        lambda edition: Edition.objects.all().delete(),
        lambda edition: EditionFile.objects.update(digest="0"),
        lambda edition: edition.files.first().delete(),
    ],
    ids=["save", "delete", "bulk update", "bulk delete", "file", "file delete"],
)
def test_nothing_changes_or_deletes_an_edition(ready, leader, act):
    edition = issuing.issued(ready, leader)
    before = frozen(edition)
    with pytest.raises(TypeError):
        act(edition)
    assert frozen(Edition.objects.get()) == before


def test_its_summary_cannot_be_deleted(ready, leader):
    issuing.issued(ready, leader)
    with pytest.raises(ProtectedError):
        ready.delete()


def test_a_later_edition_supersedes_and_never_overwrites(ready, clerk, leader):
    first = issuing.issued(ready, leader)
    before = frozen(first)
    late = issuing.hold_forum(2)
    read = [one.token for one in readiness.read(ready).changes]
    writing.accept(ready, by=clerk, read=read)
    second = issuing.issued(ready, leader)
    assert (second.number, editions.previous(second)) == (2, first)
    assert frozen(first) == before
    difference = editions.difference(first, second)
    (change,) = difference.figures
    assert (change.label, change.old, change.new) == ("法官讲坛", "1期", "2期")
    assert (change.added, change.gone) == (1, 0)
    assert [line.kind for line in difference.lines] == ["changed"]
    assert second.facts["forum"]["records"][-1] == late.pk


def test_the_living_draft_is_compared_with_what_was_issued(ready, leader):
    edition = issuing.issued(ready, leader)
    assert not editions.difference_to_draft(edition, readiness.read(ready))
    issuing.hold_forum(2)
    change = editions.difference_to_draft(edition, readiness.read(ready)).figures[0]
    assert (change.old, change.new) == ("1期", "2期")


def test_it_refuses_what_is_not_passed(summary, leader):
    assert kinds(summary) == [("sections", 1)]
    with pytest.raises(Refused):
        issuing.issued(summary, leader)
    assert not Edition.objects.exists()


def test_it_refuses_a_summary_without_sections(summary, leader):
    summary.sections.all().delete()
    assert kinds(summary) == [("sections", 0)]


def test_it_refuses_a_changed_number_until_it_is_accepted(ready, clerk, leader):
    issuing.hold_forum(2)
    assert kinds(ready) == [("changes", 1)]
    with pytest.raises(Refused):
        issuing.issued(ready, leader)
    read = [one.token for one in readiness.read(ready).changes]
    writing.accept(ready, by=clerk, read=read)
    assert issuing.issued(ready, leader).number == 1


def test_it_refuses_an_open_remark(ready, clerk, leader):
    remark = writing.comment(ready.sections.get(), by=clerk, text="请核对。")
    assert kinds(ready) == [("comments", 1)]
    writing.resolve(remark, by=clerk)
    assert kinds(ready) == []


def test_it_refuses_a_hard_fault_and_no_waiver_helps(summary, clerk, leader):
    SectionFactory(summary=summary, heading="", body="今年举办法官讲坛9期。")
    issuing.passed(summary, clerk, leader)
    assert kinds(summary) == [("hard", 1)]
    (fault,) = readiness.read(summary).hard
    with pytest.raises(Refused):
        readiness.waive(
            summary, by=clerk, names=[readiness.name_of(fault)], reason="无妨"
        )
    assert kinds(summary) == [("hard", 1)]


def test_only_the_leading_group_issues(ready, clerk):
    with pytest.raises(Refused):
        issuing.issued(ready, clerk)


def test_the_leading_group_of_another_court_does_not(ready):
    stranger = issuing.leader(court=CourtFactory(name="别处法院"))
    with pytest.raises(Refused):
        issuing.issued(ready, stranger)


def test_who_made_the_last_change_does_not_issue(summary, leader):
    both = issuing.clerk()
    both.groups.add(*leader.groups.all())
    section = summary.sections.get()
    body = section.body
    writing.revise(section, by=both, revision=1, heading="学习", body=body)
    issuing.passed(summary, issuing.clerk(), leader)
    assert kinds(summary) == []
    assert why(summary, both) != ""
    assert why(summary, leader) == ""


def test_a_draft_that_changed_since_it_was_read_is_not_issued(ready, leader):
    with pytest.raises(Refused):
        editions.issue(ready, by=leader, fingerprint="what somebody read before")
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"as_of": date(2014, 11, 4)}, {"title": "另一标题"}],
    ids=["day", "title"],
)
def test_what_changes_while_it_is_issued_stops_it(ready, leader, monkeypatch, change):
    stored = editions._store

    def store(content, chosen):
        Summary.objects.update(**change)
        return stored(content, chosen)

    monkeypatch.setattr(editions, "_store", store)
    with pytest.raises(Refused):
        issuing.issued(ready, leader)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("left", [lambda whole: whole[:9], lambda whole: whole[::-1]])
def test_half_a_file_left_by_a_crash_is_written_anew(ready, leader, left):
    file = issuing.issued(ready, leader).files.get(extension="txt")
    whole = file.file.read()
    Path(file.file.path).write_bytes(left(whole))
    again = issuing.issued(ready, leader).files.get(extension="txt")
    assert Path(again.file.path).read_bytes() == whole


def test_it_names_what_made_its_files(ready, leader):
    told = issuing.issued(ready, leader).versions
    assert {"jinja2", "lxml", "docxtpl", "typst"} <= told.keys()


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.OFFICE])
def test_the_whole_court_reads_what_was_issued(ready, leader, role):
    edition = issuing.issued(ready, leader)
    assert Edition.objects.visible_to(UserFactory(role=role)).get() == edition


@pytest.mark.parametrize("role", [roles.SYSTEM_ADMIN, roles.AUDITOR, roles.ASSESSOR])
def test_who_has_no_part_in_it_reads_nothing(ready, leader, role):
    issuing.issued(ready, leader)
    assert not Edition.objects.visible_to(UserFactory(role=role)).exists()
