"""Returning a record to its author, with the reason."""

import pytest
from django.utils.translation import gettext as _

from campaigns import records, roles
from campaigns.models import Activity
from campaigns.tests.factories import ActivityFactory, UserFactory
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted():
    return ActivityFactory(submitted=True)


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def test_it_works(submitted, office):
    returned = records.send_back(submitted, by=office, reason=" 缺签到表 ", revision=1)
    assert returned.status == "returned"
    assert returned.returned_by == office
    assert returned.return_reason == "缺签到表"


def test_it_refuses_without_a_reason(submitted, office):
    assert reason(records.send_back, submitted, by=office, reason=" ") == _(
        "Say why it is returned, so that it can be put right."
    )
    submitted.refresh_from_db()
    assert submitted.is_awaiting


def test_it_refuses_what_nobody_submitted(office):
    draft = ActivityFactory()
    assert reason(records.send_back, draft, by=office, reason="缺") == _(
        "Only a submitted record can be returned."
    )


def test_it_refuses_the_person_who_logged_it(office):
    own = ActivityFactory(submitted=True, logged_by=office)
    assert reason(records.send_back, own, by=office, reason="缺") == _(
        "You logged this yourself; change it instead of returning it."
    )


def test_it_refuses_a_head_of_another_unit(submitted):
    head = UserFactory(role=roles.UNIT_HEAD)
    assert reason(records.send_back, submitted, by=head, reason="缺") == _(
        "Confirming is for the office, or for the head of the host unit."
    )


def test_it_refuses_what_changed_since_it_was_read(submitted, office):
    Activity.objects.filter(pk=submitted.pk).update(revision=3)
    assert reason(
        records.send_back, submitted, by=office, reason="缺", revision=2
    ) == _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    ) % {"name": submitted.changed_by.name}
