"""Confirming: a second pair of eyes, on what they have read."""

import pytest
from django.utils.translation import gettext as _

from campaigns import records, roles
from campaigns.models import Activity
from campaigns.tests.factories import (
    ActivityFactory,
    CourtFactory,
    HonourFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted():
    return ActivityFactory(submitted=True)


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def test_it_works(submitted, office):
    confirmed = records.confirm(submitted, by=office, revision=1)
    assert confirmed.status == "confirmed"
    assert confirmed.confirmed_by == office
    assert confirmed.confirmed_at is not None
    assert list(Activity.objects.confirmed()) == [submitted]


def test_the_head_confirms_what_the_own_unit_did(submitted):
    head = UserFactory(unit=submitted.unit, role=roles.UNIT_HEAD)
    assert records.confirm(submitted, by=head).confirmed_by == head


@pytest.mark.parametrize("state", ["returned", "confirmed", None])
def test_it_refuses_what_nobody_submitted(office, state):
    activity = ActivityFactory(**({state: True} if state else {}))
    assert reason(records.confirm, activity, by=office) == _(
        "Only a submitted record can be confirmed."
    )


def test_it_refuses_the_person_who_logged_it(office):
    own = ActivityFactory(submitted=True, logged_by=office)
    assert reason(records.confirm, own, by=office) == _(
        "You logged this yourself; somebody else must confirm it."
    )


def test_it_refuses_the_person_who_changed_it_last(submitted, office):
    Activity.objects.filter(pk=submitted.pk).update(changed_by=office)
    assert reason(records.confirm, submitted, by=office) == _(
        "You made the last change to this; somebody else must confirm it."
    )


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR]
)
def test_it_refuses_who_is_neither_office_nor_head_of_the_unit(submitted, role):
    assert reason(records.confirm, submitted, by=UserFactory(role=role)) == _(
        "Confirming is for the office, or for the head of the host unit."
    )


def test_it_refuses_a_head_who_confirms_an_honour():
    honour = HonourFactory(status="submitted", submitted_at="2014-05-05T00:00Z")
    head = UserFactory(role=roles.UNIT_HEAD)
    assert reason(records.confirm, honour, by=head) == _(
        "Confirming is for the office, or for the head of the host unit."
    )


def test_it_refuses_the_office_of_another_court(submitted):
    stranger = UserFactory(court=CourtFactory(name="邻县人民法院"), role=roles.OFFICE)
    assert reason(records.confirm, submitted, by=stranger) == _(
        "This record belongs to another court."
    )


def test_it_refuses_what_changed_since_it_was_read(submitted, office):
    Activity.objects.filter(pk=submitted.pk).update(revision=2)
    assert reason(records.confirm, submitted, by=office, revision=1) == _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    ) % {"name": submitted.changed_by.name}
