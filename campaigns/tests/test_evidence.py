"""Keeping proof: stored once, attached, described, replaced, removed."""

import pytest
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns import activities, contents, evidence, files, roles
from campaigns.models import Evidence, StoredFile
from campaigns.tests.factories import (
    ActivityFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    StatementFactory,
    StoredFileFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, reason, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def activity():
    return ActivityFactory()


def kept():
    file = text()
    return evidence.keep(file, file.name, court=CourtFactory())


def attach(owner, by=None, **changes):
    if "stored_file" not in changes:
        changes["stored_file"] = kept()
    details = {
        "file_name": "a.txt",
        "kind": "other",
        "is_declared_open": True,
    }
    by = by or owner.logged_by
    return evidence.attach(owner, by=by, **details | changes)


# -- Keeping ---------------------------------------------------------------------


def test_a_picture_is_kept_with_its_thumbnail():
    kept = evidence.keep(picture(), "照片.jpg", court=CourtFactory())
    assert kept.media_type == "image/jpeg"
    assert kept.file.name == f"{kept.digest[:2]}/{kept.digest[2:4]}/{kept.digest}"
    assert default_storage.exists(kept.file.name)
    assert default_storage.exists(kept.thumbnail.name)


def test_the_same_content_is_kept_once_whatever_its_name():
    court = CourtFactory()
    first = evidence.keep(picture(), "照片.jpg", court=court)
    again = evidence.keep(picture(), "副本.jpg", court=court)
    assert first == again
    assert StoredFile.objects.count() == 1


def test_another_court_keeps_its_own_row():
    first = evidence.keep(text(), "通知.txt", court=CourtFactory())
    other = evidence.keep(text(), "通知.txt", court=CourtFactory(name="邻县人民法院"))
    assert first != other
    assert first.digest == other.digest


def test_what_is_not_what_its_name_says_is_not_kept():
    with pytest.raises(contents.Refused):
        evidence.keep(text(), "照片.jpg", court=CourtFactory())
    assert StoredFile.objects.count() == 0


# -- Attaching -------------------------------------------------------------------


def test_a_file_is_attached_to_an_activity(activity):
    entry = attach(activity, file_name="../活动:通知.txt", caption="通知")
    assert (entry.activity, entry.uploaded_by) == (activity, activity.logged_by)
    assert entry.file_name == "活动_通知.txt"
    activity.refresh_from_db()
    assert activity.revision == 2


def test_new_proof_of_a_confirmed_activity_is_confirmed_again():
    confirmed = ActivityFactory(confirmed=True)
    attach(confirmed)
    confirmed.refresh_from_db()
    assert confirmed.status == "submitted"


def test_a_link_is_attached(activity):
    link = "http://court.example/news/1"
    entry = attach(activity, stored_file=None, file_name="", link=link, kind="web")
    assert (entry.link, entry.stored_file) == (link, None)


def test_a_statement_takes_proof_from_the_head_of_its_unit():
    statement = StatementFactory()
    head = UserFactory(unit=statement.unit, role=roles.UNIT_HEAD)
    assert attach(statement, by=head).statement == statement


def test_a_statement_takes_no_proof_from_staff():
    statement = StatementFactory()
    assert reason(attach, statement, by=UserFactory(unit=statement.unit)) == _(
        "Only the office or the head of the unit adds to a statement."
    )


def test_a_statement_takes_no_proof_from_another_court():
    stranger = UserFactory(court=CourtFactory(name="邻县人民法院"), role=roles.OFFICE)
    assert reason(attach, StatementFactory(), by=stranger) == _(
        "This statement belongs to another court."
    )


def test_an_activity_takes_no_proof_from_a_colleague(activity):
    colleague = UserFactory(unit=activity.unit)
    assert reason(attach, activity, by=colleague) == _(
        "Only its author, the head of the unit or the office can change this."
    )


# -- Describing, replacing, removing ---------------------------------------------


def test_an_entry_is_described(activity):
    entry = EvidenceFactory(activity=activity)
    criterion = CriterionFactory()
    author = activity.logged_by
    evidence.describe(entry, by=author, criteria=[criterion], passage="第三段")
    entry.refresh_from_db()
    assert entry.passage == "第三段"
    assert list(entry.criteria.all()) == [criterion]


def test_a_replacement_keeps_what_it_replaces_and_what_was_said_of_it(activity):
    entry = EvidenceFactory(activity=activity, caption="签到表")
    better = evidence.replace(
        entry,
        by=activity.logged_by,
        stored_file=kept(),
        file_name="签到表-清晰.txt",
        is_declared_open=True,
    )
    assert (better.replaces, better.caption) == (entry, "签到表")
    assert list(Evidence.objects.current()) == [better]


# -- Bytes taken away between keeping and entering ---------------------------------

GONE = "This file is no longer in the store; choose the file again."


def test_a_file_erased_since_it_was_kept_proves_nothing(activity):
    stored = kept()
    files.erase(stored)
    assert reason(attach, activity, stored_file=stored) == _(GONE)
    assert not activity.evidence.exists()


def test_a_file_forgotten_since_it_was_kept_proves_nothing(activity):
    stored = kept()
    files.forget(StoredFile.objects.get(pk=stored.pk))
    assert reason(attach, activity, stored_file=stored) == _(GONE)


def test_a_file_erased_since_replaces_nothing(activity):
    entry, stored = EvidenceFactory(activity=activity), kept()
    files.erase(stored)
    details = {"stored_file": stored, "file_name": "a.txt", "is_declared_open": True}
    told = reason(evidence.replace, entry, by=activity.logged_by, **details)
    assert told == _(GONE)
    assert list(Evidence.objects.current()) == [entry]


@pytest.mark.parametrize("act", ["attach", "forget", "erase"])
def test_who_enters_forgets_or_erases_holds_the_row_of_the_file(
    activity, act, monkeypatch
):
    stored, held, hold = kept(), [], QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet,
        "select_for_update",
        lambda rows, *args: held.append(rows.model) or hold(rows, *args),
    )
    if act == "attach":
        attach(activity, stored_file=stored)
    else:
        getattr(files, act)(stored)
    assert held[-1] is StoredFile


def test_a_removed_entry_stays_but_no_longer_counts():
    entry = EvidenceFactory(activity=ActivityFactory(confirmed=True))
    assert list(Evidence.objects.counting()) == [entry]
    evidence.remove(entry, by=entry.activity.logged_by)
    entry.refresh_from_db()
    assert entry.removed_by == entry.activity.logged_by
    assert list(Evidence.objects.current()) == []
    assert Evidence.objects.count() == 1


VERBS = ["describe", "remove", "replace"]


def change(verb, entry, by):
    args = {
        "describe": {"caption": "别的"},
        "remove": {},
        "replace": {"stored_file": StoredFileFactory(), "file_name": "b.txt"},
    }[verb]
    return reason(getattr(evidence, verb), entry, by=by, **args)


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_removed_is_not_touched_again(activity, verb):
    entry = EvidenceFactory(activity=activity, caption="签到表")
    evidence.remove(Evidence.objects.get(), by=activity.logged_by)
    assert change(verb, entry, activity.logged_by) == _(
        "This entry has been replaced or removed already."
    )
    assert Evidence.objects.get().caption == "签到表"


@pytest.mark.parametrize("verb", VERBS)
def test_an_entry_that_vanished_is_told(activity, verb):
    entry = EvidenceFactory(activity=activity)
    Evidence.objects.all().delete()
    told = change(verb, entry, activity.logged_by)
    assert told == _("This entry is no longer there.")


@pytest.mark.parametrize("verb", VERBS)
def test_an_entry_whose_record_was_discarded_is_told(activity, verb):
    entry = EvidenceFactory(activity=activity)
    activities.discard(activity, by=activity.logged_by)
    told = change(verb, entry, activity.logged_by)
    assert told == _("This record is no longer there.")


@pytest.mark.parametrize("verb", VERBS)
def test_a_colleague_changes_nothing(activity, verb):
    entry = EvidenceFactory(activity=activity)
    colleague = UserFactory(unit=activity.unit)
    assert change(verb, entry, colleague) == _(
        "Only its author, the head of the unit or the office can change this."
    )
