"""Who opened which proof is written down, and told to the office and the leaders."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import evidence, roles
from campaigns.models import Opening
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    EvidenceFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def entry():
    CampaignFactory()
    activity = ActivityFactory(submitted=True, logged_by=UserFactory())
    stored = evidence.keep(picture(), "照片.jpg", court=activity.campaign.court)
    return EvidenceFactory(activity=activity, stored_file=stored, file_name="照片.jpg")


def open_as(client, person, entry, name="evidence-file", **asked):
    client.force_login(person)
    return client.get(reverse(name, args=[entry.pk]), asked)


def test_an_opening_is_written_down(client, entry):
    open_as(client, entry.activity.logged_by, entry)
    opening = Opening.objects.get()
    assert (opening.evidence, opening.opened_by, opening.is_download) == (
        entry,
        entry.activity.logged_by,
        False,
    )


def test_a_download_is_told_apart(client, entry):
    open_as(client, entry.activity.logged_by, entry, download="")
    assert Opening.objects.get().is_download


def test_what_no_browser_shows_is_a_download(client, entry):
    table = text("名单.csv", "姓名,单位")
    entry.stored_file = evidence.keep(table, table.name, court=UserFactory().court)
    entry.save()
    open_as(client, entry.activity.logged_by, entry)
    assert Opening.objects.get().is_download


@pytest.mark.parametrize("name", ["evidence-thumbnail", "evidence"])
def test_small_pictures_and_the_page_are_no_opening(client, entry, name):
    open_as(client, entry.activity.logged_by, entry, name)
    assert Opening.objects.count() == 0


def test_asking_for_the_head_only_is_none(client, entry):
    client.force_login(entry.activity.logged_by)
    client.head(reverse("evidence-file", args=[entry.pk]))
    assert Opening.objects.count() == 0


def test_who_may_not_see_it_leaves_no_opening(client, entry):
    stranger = UserFactory(role=roles.ASSESSOR, unit=None)
    assert open_as(client, stranger, entry).status_code == 404
    assert Opening.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        (roles.OFFICE, True),
        (roles.LEADING_GROUP, True),
        (roles.UNIT_HEAD, False),
        (roles.STAFF, False),
    ],
)
def test_the_office_and_the_leaders_read_who_saw_it(client, entry, role, is_told):
    evidence.hand_out(entry, by=UserFactory(name="民一庭干警甲", unit=None))
    reader = UserFactory(role=role, unit=entry.activity.unit)
    page = open_as(client, reader, entry, "evidence")
    assert ("民一庭干警甲" in page.content.decode()) is is_told


def test_the_page_asks_as_often_for_one_opening_as_for_many(client, entry):
    office = UserFactory(role=roles.OFFICE)
    client.force_login(office)
    url = reverse("evidence", args=[entry.pk])
    evidence.hand_out(entry, by=office)
    client.get(url)
    numbers = []
    for _round in (1, 30):
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        numbers.append(len(seen))
        for _each in range(29):
            evidence.hand_out(entry, by=UserFactory(unit=None))
    assert numbers[0] == numbers[1]
