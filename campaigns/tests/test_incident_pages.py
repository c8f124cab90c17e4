"""The pages of the negative list: everybody reads, the office checks."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Incident, VetoRule
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    StandardFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def rule(campaign):
    return VetoRule.objects.create(
        standard=campaign.standard, title="重大责任事故", consequence="veto"
    )


@pytest.fixture
def enter(client):
    """Sign in as somebody of this role and return them."""

    def as_somebody(role, **fields):
        user = UserFactory(role=role, **fields)
        client.force_login(user)
        return user

    return as_somebody


@pytest.fixture
def office(enter):
    return enter(roles.OFFICE)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def check(client, rule, **typed):
    return client.post(reverse("incident-check", args=[rule.pk]), typed)


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.OFFICE]
)
def test_everybody_of_the_court_reads_the_list(client, enter, rule, role):
    enter(role)
    page = client.get(reverse("incidents"))
    assert [each.state for each in page.context["checks"]] == ["unchecked"]
    may_check = reverse("incident-check", args=[rule.pk]) in page.content.decode()
    assert may_check == (role == roles.OFFICE)


def test_another_court_sees_no_list(client, enter, rule):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    assert client.get(reverse("incidents")).context["checks"] == ()
    assert check(client, rule, finding="none").status_code == 404


def test_the_office_enters_a_check(client, office, rule):
    response = check(client, rule, finding="none", note="已函询")
    assert response.url == reverse("incidents")
    entered = Incident.objects.get()
    assert (entered.rule, entered.finding, entered.note) == (rule, "none", "已函询")
    assert entered.checked_by == office


def test_an_event_that_occurred_is_shown_with_its_day(client, office, rule):
    check(client, rule, finding="occurred", occurred_on="2014-05-06")
    page = client.get(reverse("incidents"))
    (found,) = page.context["checks"]
    assert (found.state, found.incident.occurred_on) == ("occurred", date(2014, 5, 6))
    assert page.context["has_occurred"] is True


def test_an_event_without_a_day_is_refused_beside_the_field(client, office, rule):
    form = check(client, rule, finding="occurred", note="在查").context["form"]
    assert form.errors == {"occurred_on": [_("Say on which day it occurred.")]}
    assert form["note"].value() == "在查"
    assert Incident.objects.count() == 0


def test_a_day_to_come_is_refused(client, office, rule):
    tomorrow = localdate() + timedelta(days=1)
    form = check(client, rule, finding="occurred", occurred_on=tomorrow).context["form"]
    assert form.errors["occurred_on"] == [_("This day has not come yet.")]


def test_a_second_check_begins_with_the_first(client, office, rule):
    check(client, rule, finding="none", note="已函询")
    form = client.get(reverse("incident-check", args=[rule.pk])).context["form"]
    assert (form["finding"].value(), form["note"].value()) == ("none", "已函询")


@pytest.mark.parametrize("role", [roles.STAFF, roles.LEADING_GROUP])
def test_only_the_office_checks(client, enter, rule, role):
    enter(role)
    response = check(client, rule, finding="none")
    assert told(response) == [_("The negative list is checked by the office.")]
    assert Incident.objects.count() == 0


def test_an_event_of_another_standard_is_not_found(client, office, campaign):
    strange = VetoRule.objects.create(
        standard=StandardFactory(version="2015"), title="事件", consequence="veto"
    )
    assert check(client, strange, finding="none").status_code == 404


def test_a_campaign_without_a_list_says_so(client, office, campaign):
    page = client.get(reverse("incidents")).content.decode()
    assert _("No negative list") in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_its_queries_do_not_grow(client, office, campaign, number):
    for each in range(number):
        rule = VetoRule.objects.create(
            standard=campaign.standard, title=f"事件{each}", consequence="veto"
        )
        Incident.objects.create(
            campaign=campaign, rule=rule, finding="none", checked_by=UserFactory()
        )
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("incidents"))
    assert len(page.context["checks"]) == number
    assert len(queries) <= MOST_QUERIES
