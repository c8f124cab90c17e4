"""The page of what awaits a person's confirmation."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    EvidenceFactory,
    HonourFactory,
    ReadingFactory,
    StoredFileFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def see(client):
    """What the page shows this person."""

    def as_person(person):
        CampaignFactory()
        client.force_login(person)
        return client.get(reverse("awaiting")).context

    return as_person


def submitted(make, days_ago=0, **values):
    moment = timezone.now() - timedelta(days=days_ago)
    return make(status="submitted", submitted_at=moment, **values)


def test_the_longest_wait_stands_first_with_its_days_and_pictures(see):
    short = submitted(ActivityFactory, 1)
    long = submitted(ActivityFactory, 12)
    photo = StoredFileFactory(media_type="image/jpeg")
    EvidenceFactory(activity=long, stored_file=photo, kind="picture")
    EvidenceFactory(activity=long)
    told = see(UserFactory(role=roles.OFFICE))["activities"]
    assert [(one.record, one.days, one.record.pictures) for one in told] == [
        (long, 12, 1),
        (short, 1, 0),
    ]


def test_readings_and_honours_await_the_office(see):
    reading = submitted(ReadingFactory, 2)
    honour = submitted(HonourFactory, 1)
    told = see(UserFactory(role=roles.OFFICE))["ledgers"]
    assert [one.record for one in told] == [reading, honour]


def test_what_the_person_wrote_is_listed_apart_with_the_reason(see):
    office = UserFactory(role=roles.OFFICE)
    logged = submitted(ActivityFactory, 3, logged_by=office)
    changed = submitted(ActivityFactory, 2, changed_by=office)
    told = see(office)
    assert told["activities"] == []
    assert [(one.record, one.why_not) for one in told["own"]] == [
        (logged, _("You logged this yourself; somebody else must confirm it.")),
        (
            changed,
            _("You made the last change to this; somebody else must confirm it."),
        ),
    ]


def test_a_head_sees_what_the_own_unit_submitted(see):
    head = UserFactory(role=roles.UNIT_HEAD)
    own = submitted(ActivityFactory, unit=head.unit)
    submitted(ActivityFactory)
    submitted(HonourFactory)
    told = see(head)
    assert [one.record for one in told["activities"]] == [own]
    assert told["ledgers"] == []


def test_staff_see_that_theirs_is_waiting(see):
    author = UserFactory()
    own = submitted(ActivityFactory, logged_by=author)
    told = see(author)
    assert told["activities"] == []
    assert [one.record for one in told["own"]] == [own]


def test_the_list_is_leafed_through(client, see):
    office = UserFactory(role=roles.OFFICE)
    for days in range(30):
        submitted(ActivityFactory, days, category=CategoryFactory(name=f"类{days}"))
    own = submitted(ActivityFactory, 3, logged_by=office)
    first = see(office)
    assert [one.days for one in first["activities"]] == list(range(29, 4, -1))
    assert [one.record for one in first["own"]] == [own]
    second = client.get(reverse("awaiting"), {"page": 2})
    assert [one.days for one in second.context["activities"]] == [4, 3, 2, 1, 0]
    assert second.context["own"] == []
    assert _("Nothing awaits your confirmation") not in second.content.decode()


def test_a_second_page_of_ones_own_does_not_say_that_nothing_waits(client, see):
    office = UserFactory(role=roles.OFFICE)
    submitted(ActivityFactory, 40)
    for days in range(26):
        submitted(ActivityFactory, days, logged_by=office)
    see(office)
    page = client.get(reverse("awaiting"), {"page": 2})
    assert page.context["activities"] == []
    assert [one.days for one in page.context["own"]] == [0]
    assert _("Nothing awaits your confirmation") not in page.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_its_queries_do_not_grow(client, see, number):
    for make in (ActivityFactory, ReadingFactory, HonourFactory):
        for _time in range(number):
            submitted(make)
    see(UserFactory(role=roles.OFFICE))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("awaiting"))
    assert len(queries) <= 12
