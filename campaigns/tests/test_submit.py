"""Handing a record in for confirmation."""

import pytest
from django.utils.translation import gettext as _

from campaigns import records, roles
from campaigns.models import Activity
from campaigns.tests.factories import (
    ActivityFactory,
    CriterionFactory,
    HonourFactory,
    ReadingFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ActivityFactory(criteria=[CriterionFactory()])


def label(name):
    return str(Activity._meta.get_field(name).verbose_name)


def test_it_works(draft):
    submitted = records.submit(draft, by=draft.logged_by)
    assert submitted.status == "submitted"
    assert submitted.submitted_at is not None


def test_a_returned_one_is_submitted_again():
    returned = ActivityFactory(returned=True, criteria=[CriterionFactory()])
    assert records.submit(returned, by=returned.logged_by).is_awaiting


def test_it_refuses_what_was_submitted_already():
    submitted = ActivityFactory(submitted=True)
    assert reason(records.submit, submitted, by=submitted.logged_by) == _(
        "This record has been submitted already."
    )


@pytest.mark.parametrize("name", ["place", "narrative"])
def test_it_refuses_what_is_not_told_yet(draft, name):
    Activity.objects.filter(pk=draft.pk).update(**{name: " "})
    assert reason(records.submit, draft, by=draft.logged_by) == _(
        "Still missing: %(fields)s."
    ) % {"fields": label(name)}


def test_it_refuses_without_a_criterion_and_says_all_that_is_missing(draft):
    draft.criteria.clear()
    Activity.objects.filter(pk=draft.pk).update(place="")
    assert reason(records.submit, draft, by=draft.logged_by) == _(
        "Still missing: %(fields)s."
    ) % {"fields": f"{label('place')}、{label('criteria')}"}


def test_it_refuses_a_colleague_who_did_not_log_it(draft):
    colleague = UserFactory(unit=draft.unit)
    assert reason(records.submit, draft, by=colleague) == _(
        "Only its author, the head of the unit or the office can change this."
    )


@pytest.mark.parametrize("make", [ReadingFactory, HonourFactory])
def test_readings_and_honours_are_submitted_by_the_office_only(make):
    record = make()
    office = UserFactory(role=roles.OFFICE)
    assert reason(records.submit, record, by=UserFactory()) == _(
        "Readings and honours are kept by the office."
    )
    assert records.submit(record, by=office).is_awaiting


def test_a_reading_needs_its_source():
    reading = ReadingFactory(source=" ")
    office = UserFactory(role=roles.OFFICE)
    source = str(reading._meta.get_field("source").verbose_name)
    assert reason(records.submit, reading, by=office) == _(
        "Still missing: %(fields)s."
    ) % {"fields": source}
