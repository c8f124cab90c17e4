"""What an assessor took out of the archive, as the office sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import roles
from campaigns.models import Grant
from campaigns.tests.factories import CampaignFactory, UserFactory
from dossiers import events
from dossiers.models import ArchiveEvent
from dossiers.tests.factories import ArchiveItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant():
    person = UserFactory(role=roles.ASSESSOR, unit=None)
    until = localdate() + timedelta(days=9)
    return Grant.objects.create(
        campaign=CampaignFactory(), person=person, until_on=until
    )


def test_what_an_assessor_took_out_of_the_archive_is_listed(client, grant):
    item = ArchiveItemFactory(campaign=grant.campaign)
    court = grant.campaign.court
    events.record(court, "download", target=item.code, by=grant.person, item=item)
    events.record(court, "download", target="test-2013-2014-1", by=grant.person)
    events.record(court, "download", target="不是他取走的", by=UserFactory())
    client.force_login(UserFactory(role=roles.OFFICE))
    url = reverse("archive-taken", args=[grant.pk])
    assert url in client.get(reverse("grant", args=[grant.pk])).content.decode()
    told = client.get(url).content.decode()
    assert item.code in told and "test-2013-2014-1" in told
    assert item.get_absolute_url() in told
    assert "不是他取走的" not in told


@pytest.mark.parametrize("role", [roles.STAFF, roles.LEADING_GROUP, roles.ASSESSOR])
def test_who_lets_nobody_in_does_not_see_what_they_took(client, grant, role):
    client.force_login(UserFactory(role=role))
    url = reverse("archive-taken", args=[grant.pk])
    assert client.get(url).status_code == 404


def test_the_list_of_what_was_taken_takes_the_same_queries(client, grant):
    client.force_login(UserFactory(role=roles.OFFICE))
    url, taken = reverse("archive-taken", args=[grant.pk]), []
    court = grant.campaign.court
    for total in (1, 3, 20):
        while ArchiveEvent.objects.count() < total:
            item = ArchiveItemFactory(campaign=grant.campaign)
            events.record(court, "download", target="x", by=grant.person, item=item)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        taken.append(len(captured))
    assert len(set(taken)) == 1 and taken[0] <= 12, taken
