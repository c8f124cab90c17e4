"""负面清单: none, occurred, and not yet checked are three different things."""

from datetime import date

import pytest
from django.utils.translation import gettext as _

from campaigns import incidents, roles
from campaigns.models import Incident, VetoRule
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    StandardFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def rule(campaign):
    return VetoRule.objects.create(
        standard=campaign.standard, title="重大责任事故", consequence="veto"
    )


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def test_what_nobody_checked_is_not_none(campaign, rule):
    (check,) = incidents.of(campaign)
    assert (check.rule, check.incident, check.state) == (rule, None, "unchecked")


def test_a_check_that_found_nothing(campaign, rule, office):
    incidents.check(campaign, by=office, rule=rule, finding="none", note="已函询")
    (check,) = incidents.of(campaign)
    assert check.state == "none"
    assert (check.incident.checked_by, check.incident.note) == (office, "已函询")
    assert check.incident.checked_at is not None


def test_an_event_that_occurred_has_its_day(campaign, rule, office):
    day = date(2014, 5, 6)
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    (check,) = incidents.of(campaign)
    assert (check.state, check.incident.occurred_on) == ("occurred", day)


def test_a_later_check_takes_the_place_of_the_earlier(campaign, rule, office):
    day = date(2014, 5, 6)
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    other = UserFactory(role=roles.OFFICE)
    incidents.check(campaign, by=other, rule=rule, finding="none")
    only = Incident.objects.get()
    assert (only.finding, only.occurred_on, only.checked_by) == ("none", None, other)


def test_only_the_office_checks(campaign, rule):
    leader = UserFactory(role=roles.LEADING_GROUP)
    why = reason(incidents.check, campaign, by=leader, rule=rule, finding="none")
    assert why == _("The negative list is checked by the office.")


def test_the_office_of_another_court_does_not_check(campaign, rule):
    court = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(role=roles.OFFICE, court=court)
    why = reason(incidents.check, campaign, by=stranger, rule=rule, finding="none")
    assert why == _("The negative list is checked by the office.")


def test_an_event_that_occurred_needs_a_day(campaign, rule, office):
    why = reason(incidents.check, campaign, by=office, rule=rule, finding="occurred")
    assert why == _("Say on which day it occurred.")


def test_an_event_that_did_not_occur_takes_no_day(campaign, rule, office):
    given = {"rule": rule, "finding": "none", "occurred_on": date(2014, 5, 6)}
    why = reason(incidents.check, campaign, by=office, **given)
    assert why == _("An event that did not occur has no day.")


def test_an_event_of_another_standard_is_not_checked(campaign, rule, office):
    rule.standard = StandardFactory(version="2015")
    rule.save()
    why = reason(incidents.check, campaign, by=office, rule=rule, finding="none")
    assert why == _("This event is not on the list of the campaign's standard.")


def test_a_campaign_without_a_standard_has_no_list():
    assert incidents.of(CampaignFactory(slug="bare", standard=None)) == ()


def test_the_list_costs_two_queries_however_long(
    campaign, rule, django_assert_num_queries
):
    for number in range(29):
        VetoRule.objects.create(
            standard=campaign.standard, title=f"事件{number}", consequence="veto"
        )
    with django_assert_num_queries(2):
        assert len(incidents.of(campaign)) == 30
