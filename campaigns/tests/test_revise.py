"""Changing an activity, discarding a draft, and keeping the list of a training."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import activities, roles
from campaigns.models import Activity, TrainingRecord
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CourtFactory,
    TrainingRecordFactory,
    UnitFactory,
    UserFactory,
)
from campaigns.tests.samples import reason, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ActivityFactory()


def revise(activity, by=None, revision=1, **changes):
    told = values(activity.category, activity.unit, **changes)
    by = by or activity.logged_by
    return activities.revise(activity, by=by, revision=revision, **told)


# -- Changing --------------------------------------------------------------------


def test_it_works(draft):
    revised = revise(draft, title="送法进校园", place="城关小学")
    revised.refresh_from_db()
    assert (revised.title, revised.place) == ("送法进校园", "城关小学")
    assert revised.revision == 2


def test_a_confirmed_one_must_be_confirmed_again():
    confirmed = ActivityFactory(confirmed=True)
    head = UserFactory(unit=confirmed.unit, role=roles.UNIT_HEAD)
    revised = revise(confirmed, by=head)
    revised.refresh_from_db()
    assert revised.status == "submitted"
    assert (revised.confirmed_by, revised.confirmed_at) == (None, None)
    assert revised.changed_by == head


def test_its_author_keeps_the_unit_it_has_after_moving_to_another(draft):
    author = draft.logged_by
    author.unit = UnitFactory()
    author.save()
    assert revise(draft).unit == draft.unit


def test_it_refuses_what_changed_since_it_was_read(draft):
    revise(draft)
    assert reason(revise, draft, revision=1) == _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    ) % {"name": draft.logged_by.name}


def test_it_refuses_a_colleague(draft):
    colleague = UserFactory(unit=draft.unit)
    assert reason(revise, draft, by=colleague) == _(
        "Only its author, the head of the unit or the office can change this."
    )


def test_it_refuses_who_only_reads(draft):
    leader = UserFactory(role=roles.LEADING_GROUP)
    assert reason(revise, draft, by=leader) == _(
        "Your role reads records and does not log them."
    )


def test_it_refuses_another_court(draft):
    stranger = UserFactory(court=CourtFactory(name="邻县人民法院"), role=roles.OFFICE)
    assert reason(revise, draft, by=stranger) == _(
        "This record belongs to another court."
    )


def test_it_refuses_another_unit(draft):
    told = values(draft.category, UnitFactory())
    why = reason(activities.revise, draft, by=draft.logged_by, revision=1, **told)
    assert why == _("You log for your own unit only.")


def test_it_refuses_to_move_into_a_locked_year(draft):
    draft.campaign.years.create(
        year=2013,
        points_share=40,
        locked_at=timezone.now(),
        locked_by=draft.logged_by,
        lock_reason="已上报",
    )
    why = reason(revise, draft, held_on=draft.held_on.replace(year=2013))
    assert why == _("%(year)s is locked: %(reason)s") % {
        "year": 2013,
        "reason": "已上报",
    }


# -- Discarding ------------------------------------------------------------------


def test_a_draft_is_discarded_by_its_author(draft):
    activities.discard(draft, by=draft.logged_by)
    assert Activity.objects.count() == 0


def test_what_was_submitted_is_not_discarded():
    returned = ActivityFactory(returned=True)
    assert reason(activities.discard, returned, by=returned.logged_by) == _(
        "Only a draft that was never submitted can be discarded."
    )


def test_a_draft_is_not_discarded_by_the_office(draft):
    office = UserFactory(role=roles.OFFICE)
    assert reason(activities.discard, draft, by=office) == _(
        "Only its author can discard a draft."
    )


# -- The list of a training ------------------------------------------------------


@pytest.fixture
def training():
    return ActivityFactory(category=CategoryFactory(kind="training"))


def test_people_are_enrolled_once(training):
    first, second = UserFactory(), UserFactory()
    activities.enrol(training, by=training.logged_by, people=[first], hours=4)
    added = activities.enrol(training, by=training.logged_by, people=[first, second])
    assert [row.person for row in added] == [second]
    assert list(training.training_records.values_list("person", "hours")) == [
        (first.pk, 4),
        (second.pk, None),
    ]


def test_a_list_that_changes_nothing_is_no_revision(training):
    activities.enrol(training, by=training.logged_by, people=[])
    training.refresh_from_db()
    assert training.revision == 1


def test_only_a_training_keeps_a_list(draft):
    told = reason(activities.enrol, draft, by=draft.logged_by, people=[UserFactory()])
    assert told == _("Only a training keeps a list of who took part.")
    assert TrainingRecord.objects.count() == 0


def test_a_training_with_people_on_its_list_stays_one(training):
    row = TrainingRecordFactory(activity=training)
    other = CategoryFactory(kind="meeting")
    told = _("People are on its list; take them off before it is no training.")
    assert reason(revise, training, category=other) == told
    assert revise(training, category=CategoryFactory(kind="training")).revision == 2
    row.delete()
    assert revise(training, revision=2, category=other).category == other


@pytest.mark.parametrize(
    ("verb", "args"),
    [("amend_attendance", {"hours": 1, "result": "passed"}), ("strike_off", {})],
)
def test_who_was_struck_off_meanwhile_is_told(training, verb, args):
    row = TrainingRecordFactory(activity=training)
    TrainingRecord.objects.all().delete()
    told = reason(getattr(activities, verb), row, by=training.logged_by, **args)
    assert told == _("This person is no longer on the list.")
    training.refresh_from_db()
    assert training.revision == 1


def test_attendance_is_amended_and_the_activity_confirmed_again():
    row = TrainingRecordFactory(activity=ActivityFactory(confirmed=True))
    author = row.activity.logged_by
    activities.amend_attendance(row, by=author, hours=8, result="passed")
    row.refresh_from_db()
    assert (row.hours, row.result) == (8, "passed")
    assert row.activity.status == "submitted"


def test_a_person_is_struck_off(draft):
    row = TrainingRecordFactory(activity=draft)
    assert activities.strike_off(row, by=draft.logged_by).revision == 2
    assert TrainingRecord.objects.count() == 0


@pytest.mark.parametrize("verb", ["enrol", "amend_attendance", "strike_off"])
def test_a_colleague_does_not_keep_the_list(draft, verb):
    row = TrainingRecordFactory(activity=draft)
    colleague = UserFactory(unit=draft.unit)
    args = {
        "enrol": {"people": [colleague]},
        "amend_attendance": {"hours": 1, "result": "passed"},
        "strike_off": {},
    }[verb]
    target = draft if verb == "enrol" else row
    assert reason(getattr(activities, verb), target, by=colleague, **args) == _(
        "Only its author, the head of the unit or the office can change this."
    )
