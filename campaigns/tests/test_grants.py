"""Leave to read: who gives it, until when, and what its person opened."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import grants, roles
from campaigns.models import Grant, Opening
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    EvidenceFactory,
    IndicatorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = localdate


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE, language="en")


@pytest.fixture
def assessor(campaign):
    return UserFactory(role=roles.ASSESSOR, unit=None, language="en")


@pytest.fixture
def grant(campaign, assessor):
    return Grant.objects.create(campaign=campaign, person=assessor, until_on=TODAY())


def refused(call, *args, **values):
    with pytest.raises(Refused) as caught:
        call(*args, **values)
    return str(caught.value)


# -- The verbs -----------------------------------------------------------------------


def test_the_office_lets_an_assessor_in(campaign, office, assessor):
    row = grants.give(campaign, by=office, person=assessor, until_on=TODAY())
    assert (row.person, row.until_on) == (assessor, TODAY())
    assert list(type(campaign).objects.visible_to(assessor)) == [campaign]


def test_another_day_takes_the_place_of_the_first(campaign, office, grant):
    later = TODAY() + timedelta(days=9)
    grants.give(campaign, by=office, person=grant.person, until_on=later)
    assert Grant.objects.get().until_on == later


@pytest.mark.parametrize(
    "role",
    [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR, roles.AUDITOR],
)
def test_it_is_given_by_the_office_alone(campaign, assessor, role):
    by = UserFactory(role=role)
    told = refused(grants.give, campaign, by=by, person=assessor, until_on=TODAY())
    assert told == grants.why_not_grant(campaign, by=by) != ""
    assert not Grant.objects.exists()


def test_another_court_gives_no_leave(campaign, assessor):
    by = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县法院"), unit=None)
    assert refused(grants.give, campaign, by=by, person=assessor, until_on=TODAY())


def test_it_is_given_to_assessors_alone(campaign, office):
    person = UserFactory(role=roles.STAFF)
    told = refused(grants.give, campaign, by=office, person=person, until_on=TODAY())
    assert "assessor" in told or "考评" in told


@pytest.mark.parametrize("values", [{"is_active": False}, {"court": None}])
def test_it_is_given_to_active_accounts_of_the_court(campaign, office, values):
    person = UserFactory(role=roles.ASSESSOR, unit=None, **values)
    assert refused(grants.give, campaign, by=office, person=person, until_on=TODAY())


def test_it_is_not_given_for_a_day_gone_by(campaign, office, assessor):
    day = TODAY() - timedelta(days=1)
    assert refused(grants.give, campaign, by=office, person=assessor, until_on=day)
    assert not Grant.objects.exists()


def test_it_ends_at_once_and_the_row_stays(campaign, office, grant):
    grants.end(grant, by=office)
    assert Grant.objects.get().until_on == TODAY() - timedelta(days=1)
    assert not type(campaign).objects.visible_to(grant.person).exists()


def test_what_has_ended_does_not_end_again(office, grant):
    grants.end(grant, by=office)
    assert refused(grants.end, grant, by=office)


def test_an_assessor_does_not_end_it(grant):
    assert refused(grants.end, grant, by=grant.person)


def test_accounts_to_choose_from_are_assessors_without_leave(campaign, grant):
    free = UserFactory(role=roles.ASSESSOR)
    UserFactory(role=roles.STAFF)
    UserFactory(role=roles.ASSESSOR, is_active=False)
    assert list(grants.assessors(campaign)) == [free]


def test_a_leave_tells_what_its_person_opened(campaign, grant):
    entry = EvidenceFactory(activity=ActivityFactory(campaign=campaign))
    other = EvidenceFactory(
        activity=ActivityFactory(campaign=CampaignFactory(slug="other"))
    )
    for each in (entry, entry, other):
        Opening.objects.create(evidence=each, opened_by=grant.person)
    Opening.objects.create(evidence=entry, opened_by=UserFactory())
    (leave,) = grants.of(campaign)
    assert (leave.grant, leave.openings, leave.is_over) == (grant, 2, False)
    assert leave.last_at == Opening.objects.filter(evidence=entry)[1].opened_at


# -- The pages ------------------------------------------------------------------------


def test_the_office_lets_in_on_the_page(client, campaign, office, assessor):
    client.force_login(office)
    typed = {"person": assessor.pk, "until_on": TODAY()}
    page = client.post(reverse("grants"), typed, follow=True).content.decode()
    assert f"may read this campaign until {TODAY()}" in page
    assert Grant.objects.get().person == assessor


def test_what_is_refused_keeps_what_was_typed(client, campaign, office, assessor):
    client.force_login(office)
    day = (TODAY() - timedelta(days=1)).isoformat()
    page = client.post(reverse("grants"), {"person": assessor.pk, "until_on": day})
    assert "is today or later" in page.content.decode()
    assert f'value="{day}"' in page.content.decode()


def test_the_office_moves_the_last_day(client, office, grant):
    client.force_login(office)
    later = TODAY() + timedelta(days=3)
    client.post(reverse("grant", args=[grant.pk]), {"until_on": later})
    assert Grant.objects.get().until_on == later


def test_the_page_of_a_leave_lists_what_was_opened(client, campaign, office, grant):
    entry = EvidenceFactory(
        activity=ActivityFactory(campaign=campaign), caption="会议签到表"
    )
    Opening.objects.create(evidence=entry, opened_by=grant.person, is_download=True)
    client.force_login(office)
    page = client.get(reverse("grant", args=[grant.pk])).content.decode()
    assert "会议签到表" in page and "downloaded" in page


def test_the_office_ends_it_by_post_only(client, office, grant):
    client.force_login(office)
    url = reverse("grant-end", args=[grant.pk])
    assert client.get(url).status_code in (302, 405)
    assert Grant.objects.get().until_on == TODAY()
    client.post(url)
    assert Grant.objects.get().until_on < TODAY()


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR]
)
def test_for_everybody_else_there_is_no_such_page(client, grant, role):
    person = grant.person if role == roles.ASSESSOR else UserFactory(role=role)
    client.force_login(person)
    assert client.get(reverse("grants")).status_code == 404
    assert client.get(reverse("grant", args=[grant.pk])).status_code == 404
    assert client.post(reverse("grant-end", args=[grant.pk])).status_code == 404


def test_the_leave_of_another_campaign_of_the_court_opens(client, office, grant):
    CampaignFactory(
        slug="later", starts_on=date(2030, 1, 1), ends_on=date(2031, 12, 31)
    )
    client.force_login(office)
    page = client.get(reverse("grant", args=[grant.pk]))
    assert page.wsgi_request.campaign.slug == "later"
    assert page.context["grant"] == grant


def test_another_courts_leave_is_not_found(client, grant):
    court = CourtFactory(name="邻县法院")
    CampaignFactory(slug="neighbour", court=court, standard=None)
    client.force_login(UserFactory(role=roles.OFFICE, court=court, unit=None))
    assert client.get(reverse("grant", args=[grant.pk])).status_code == 404


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_page_takes_few_queries_whatever_the_size(
    client, campaign, office, size, django_assert_max_num_queries
):
    client.force_login(office)
    entry = EvidenceFactory(activity=ActivityFactory(campaign=campaign))
    for _each in range(size):
        person = UserFactory(role=roles.ASSESSOR)
        Grant.objects.create(campaign=campaign, person=person, until_on=TODAY())
        Opening.objects.create(evidence=entry, opened_by=person)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("grants")).status_code == 200


# -- When it is over ------------------------------------------------------------------


def test_the_home_page_says_that_the_leave_has_ended(client, campaign, grant):
    Grant.objects.update(until_on=TODAY() - timedelta(days=1))
    client.force_login(grant.person)
    page = client.get(reverse("home")).content.decode()
    assert "Your leave to read has ended" in page
    assert (TODAY() - timedelta(days=1)).isoformat() in page


def menu(client):
    frame = client.get(reverse("home")).context["frame"]
    return [[item.url for item in frame[bar]] for bar in ("menu", "bottom")]


def test_the_menu_then_holds_nothing_to_read(client, campaign, grant):
    client.force_login(grant.person)
    wide, narrow = menu(client)
    assert reverse("archive") in wide
    names = ("home", "inspection", "archive", "progress", "account")
    assert narrow == [reverse(name) for name in names]
    Grant.objects.update(until_on=TODAY() - timedelta(days=1))
    left = [reverse("home"), reverse("account")]
    assert menu(client) == [left, left]


def test_no_indicator_is_named_without_leave(client, campaign, grant):
    IndicatorFactory(court=campaign.court, name="结案率")
    client.force_login(grant.person)
    url = reverse("readings")
    assert "结案率" in client.get(url).content.decode()
    Grant.objects.update(until_on=TODAY() - timedelta(days=1))
    assert "结案率" not in client.get(url).content.decode()


def test_the_home_page_offers_what_an_assessor_came_for(client, grant):
    client.force_login(grant.person)
    page = client.get(reverse("home")).content.decode()
    for name in ("sample-draw", "inspection", "findings", "finding-new", "progress"):
        assert f'"{reverse(name)}"' in page
    assert f"until {TODAY()}" in page
