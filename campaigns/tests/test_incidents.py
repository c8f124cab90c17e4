"""负面清单: none, occurred, and not yet checked are three different things."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import incidents, roles
from campaigns.models import CampaignYear, Incident, VetoRule
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


@pytest.mark.parametrize("day", [date(2010, 12, 31), date(2015, 1, 1)])
def test_an_event_outside_the_window_is_refused(campaign, rule, office, day):
    given = {"rule": rule, "finding": "occurred", "occurred_on": day}
    why = reason(incidents.check, campaign, by=office, **given)
    told = {"first": "2011-01-01", "last": "2014-12-31"}
    assert why == _("The date must lie between %(first)s and %(last)s.") % told


@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2014, 12, 31)])
def test_the_window_looks_back_from_the_start(campaign, rule, office, day):
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    assert Incident.objects.get().occurred_on == day


def test_a_month_too_short_for_the_day_ends_the_window(campaign, rule, office):
    campaign.starts_on = date(2013, 3, 31)
    rule.window_months = 1
    day = date(2013, 2, 28)
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    assert Incident.objects.get().occurred_on == day


def test_a_window_longer_than_history_is_open(campaign, rule, office):
    rule.window_months = 32767
    day = date(1, 1, 1)
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    assert Incident.objects.get().occurred_on == day


def lock(campaign, office, *calendar_years):
    for year in calendar_years:
        CampaignYear.objects.create(
            campaign=campaign,
            year=year,
            points_share=50,
            locked_at=timezone.now(),
            locked_by=office,
            lock_reason="已上报",
        )
    told = {"year": calendar_years[-1], "reason": "已上报"}
    return _("%(year)s is locked: %(reason)s") % told


def test_no_event_is_entered_into_a_locked_year(campaign, rule, office):
    locked = lock(campaign, office, 2014)
    given = {"rule": rule, "finding": "occurred", "occurred_on": date(2014, 5, 6)}
    assert reason(incidents.check, campaign, by=office, **given) == locked
    given["occurred_on"] = date(2013, 5, 6)
    assert incidents.check(campaign, by=office, **given).occurred_on.year == 2013


def test_an_event_of_a_locked_year_is_not_checked_away(campaign, rule, office):
    day = date(2014, 5, 6)
    incidents.check(campaign, by=office, rule=rule, finding="occurred", occurred_on=day)
    locked = lock(campaign, office, 2014)
    why = reason(incidents.check, campaign, by=office, rule=rule, finding="none")
    assert why == locked
    assert Incident.objects.get().finding == "occurred"


def test_a_cycle_that_is_locked_takes_no_check(campaign, rule, office):
    locked = lock(campaign, office, 2013, 2014)
    why = reason(incidents.check, campaign, by=office, rule=rule, finding="none")
    assert why == locked


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
