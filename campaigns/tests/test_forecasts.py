"""Where a campaign will end: the range, its reasons, and the negative list above all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import forecasts, years
from campaigns.forecasts import Ground, Outlook
from campaigns.models import (
    Campaign,
    CampaignYear,
    Exemption,
    Incident,
    Method,
    Score,
    VetoRule,
)
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def campaign():
    """2013 weighs 40, 2014 weighs 60, of 100 points 80 pass."""
    found = CampaignFactory()
    for year, share in ((2013, 40), (2014, 60)):
        CampaignYear.objects.create(campaign=found, year=year, points_share=share)
    return Campaign.objects.get(pk=found.pk)


@pytest.fixture
def running():
    """A campaign that ends in a month: its gaps can still be closed."""
    today = timezone.localdate()
    found = CampaignFactory(
        slug="running",
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=30),
    )
    return change(found, cycle="total")


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.refresh_from_db()
    return row


def a_criterion(campaign, points, **values):
    return CriterionFactory(standard=campaign.standard, points=points, **values)


def with_rule(campaign, points, **values):
    """Asks for one activity in each year."""
    criterion = a_criterion(campaign, points, **values)
    EvidenceRuleFactory(criterion=criterion, asked="activity")
    return criterion


def visited(campaign, points):
    criterion = a_criterion(campaign, points)
    eyes = Method.objects.create(
        court=campaign.court, name="实地考察", is_documentary=False
    )
    criterion.methods.add(eyes)
    return criterion


def held(campaign, criterion, year):
    ActivityFactory(
        campaign=campaign,
        confirmed=True,
        held_on=date(year, 5, 4),
        criteria=[criterion],
    )


def given(campaign, criterion, points, year=None, assessor="office"):
    Score.objects.create(
        campaign=campaign,
        criterion=criterion,
        points=points,
        year=year,
        assessor=assessor,
        reason="见记录。",
        judged_by=UserFactory(),
    )


def ends(campaign):
    points = forecasts.of(campaign).points
    return points.sure, points.likely, points.possible


def occurred(campaign, consequence="veto", points=None):
    rule = VetoRule.objects.create(
        standard=campaign.standard,
        title="事件",
        consequence=consequence,
        points=points,
    )
    Incident.objects.create(
        campaign=campaign,
        rule=rule,
        finding="occurred",
        occurred_on=date(2014, 5, 6),
        checked_by=UserFactory(),
    )


# -- The range --------------------------------------------------------------------


def test_what_is_scored_is_sure(campaign):
    given(campaign, a_criterion(campaign, 100), 90)
    assert ends(campaign) == (90, 90, 90)


def test_years_weigh_by_their_share(campaign):
    criterion = a_criterion(campaign, 100)
    given(campaign, criterion, 50, 2013)
    given(campaign, criterion, 100, 2014)
    assert ends(campaign) == (80, 80, 80)


def test_the_mean_takes_years_alike(campaign):
    change(campaign, cycle="mean")
    criterion = a_criterion(campaign, 100)
    given(campaign, criterion, 50, 2013)
    given(campaign, criterion, 100, 2014)
    assert ends(campaign) == (75, 75, 75)


def test_a_mean_of_three_years_does_not_miss_the_mark_by_dust(campaign):
    change(campaign, cycle="mean", ends_on=date(2015, 12, 31))
    criterion = a_criterion(campaign, 100)
    for year in (2013, 2014, 2015):
        given(campaign, criterion, 80, year)
    assert forecasts.of(campaign).outlook == Outlook.SURE


def test_one_total_counts_the_whole_cycle_once(campaign):
    change(campaign, cycle="total")
    given(campaign, a_criterion(campaign, 100), 70)
    assert ends(campaign) == (70, 70, 70)


def test_the_inspector_goes_before_the_office(campaign):
    criterion = a_criterion(campaign, 100)
    given(campaign, criterion, 90)
    given(campaign, criterion, 60, assessor="inspector")
    assert ends(campaign) == (60, 60, 60)


def test_a_self_assessment_is_not_sure(campaign):
    criterion = with_rule(campaign, 100)
    given(campaign, criterion, 100, assessor="self")
    assert ends(campaign)[0] == 0


def test_complete_material_is_likely_in_its_year(campaign):
    criterion = with_rule(campaign, 100)
    held(campaign, criterion, 2014)
    assert ends(campaign) == (0, 60, 60)
    grounds = [(item.year, item.ground) for item in forecasts.of(campaign).items]
    assert grounds == [(2013, Ground.LOST), (2014, Ground.COMPLETE)]


def test_what_can_still_be_done_is_possible(running):
    with_rule(running, 100)
    assert ends(running) == (0, 0, 100)
    (item,) = forecasts.of(running).items
    assert item.ground == Ground.OPEN
    assert running.ends_on.isoformat() in item.why


def test_a_gap_past_its_day_is_lost(campaign):
    with_rule(campaign, 100)
    assert ends(campaign) == (0, 0, 0)


def test_what_only_a_visit_can_tell_is_unknown_and_possible(campaign):
    criterion = visited(campaign, 20)
    found = forecasts.of(campaign)
    assert ends(campaign) == (0, 0, 20)
    assert {item.node.pk for item in found.unknown} == {criterion.pk}
    assert {item.why for item in found.unknown} == {"实地考察"}


def explained(campaign, criterion, year):
    Exemption.objects.create(
        campaign=campaign,
        criterion=criterion,
        year=year,
        reason="本院没有此项职能。",
        judged_by=UserFactory(),
    )


def test_an_explanation_stands_in_for_material_in_its_year(campaign):
    explained(campaign, with_rule(campaign, 100), 2014)
    assert ends(campaign) == (0, 60, 60)


def test_what_does_not_apply_awaits_no_visit(campaign):
    explained(campaign, visited(campaign, 20), None)
    assert ends(campaign) == (0, 20, 20)


def test_nothing_asked_is_possible_and_named(campaign):
    a_criterion(campaign, 10)
    found = forecasts.of(campaign)
    assert ends(campaign) == (0, 0, 10)
    assert list(found.by_ground) == [Ground.UNASKED]


def test_material_may_stand_below_the_points(campaign):
    parent = a_criterion(campaign, 10)
    child = with_rule(campaign, None, parent=parent)
    held(campaign, child, 2013)
    held(campaign, child, 2014)
    assert ends(campaign) == (0, 10, 10)


def test_parts_add_up_what_stands_in_them(campaign):
    first, second = (a_criterion(campaign, None, code=code) for code in "12")
    given(campaign, a_criterion(campaign, 10, parent=first), 8)
    given(campaign, a_criterion(campaign, 5, parent=second), 5)
    found = {part.node.code: part.points.sure for part in forecasts.of(campaign).parts}
    assert found == {"1": 8, "2": 5}


# -- Bonus ------------------------------------------------------------------------


def a_bonus(campaign, **rules):
    change(campaign.standard, **rules)
    given(campaign, a_criterion(campaign, 100), 95)
    given(campaign, a_criterion(campaign, 10, is_bonus=True), 8)


def test_bonus_outside_comes_on_top(campaign):
    a_bonus(campaign, bonus_inside=False)
    assert ends(campaign) == (103, 103, 103)


def test_bonus_has_its_cap(campaign):
    a_bonus(campaign, bonus_inside=False, bonus_cap=3)
    assert ends(campaign) == (98, 98, 98)


def test_bonus_inside_does_not_pass_the_total(campaign):
    a_bonus(campaign, bonus_inside=True)
    assert ends(campaign) == (100, 100, 100)


def test_the_points_of_a_bonus_group_are_its_cap(campaign):
    change(campaign.standard, bonus_inside=False)
    group = a_criterion(campaign, 5, is_bonus=True)
    for _each in range(3):
        given(campaign, a_criterion(campaign, 4, is_bonus=True, parent=group), 4)
    assert ends(campaign) == (5, 5, 5)


# -- The negative list and the outlook --------------------------------------------


def test_a_deduction_is_taken_off_every_end(campaign):
    given(campaign, a_criterion(campaign, 80), 80)
    visited(campaign, 20)
    occurred(campaign, "deduction", 2)
    assert ends(campaign) == (78, 78, 98)


def test_a_deduction_stops_at_nothing(campaign):
    occurred(campaign, "deduction", 2)
    assert ends(campaign) == (0, 0, 0)


@pytest.mark.parametrize("consequence", ["veto", "no_application", "revocation"])
def test_a_veto_outranks_every_point(campaign, consequence):
    given(campaign, a_criterion(campaign, 100), 100)
    occurred(campaign, consequence)
    found = forecasts.of(campaign)
    assert found.outlook == Outlook.VETO
    assert found.points.sure == 100


def test_an_unchecked_event_is_named_and_stops_nothing(campaign):
    given(campaign, a_criterion(campaign, 100), 100)
    VetoRule.objects.create(
        standard=campaign.standard, title="事件", consequence="veto"
    )
    found = forecasts.of(campaign)
    assert found.outlook == Outlook.SURE
    assert [event.title for event in found.unchecked] == ["事件"]


def test_an_event_of_another_campaign_stops_nothing(campaign):
    occurred(CampaignFactory(slug="other", standard=campaign.standard))
    assert forecasts.of(campaign).vetoes == ()


@pytest.mark.parametrize(
    ("scored", "complete", "visit", "outlook"),
    [
        (80, 0, 20, Outlook.SURE),
        (79, 1, 20, Outlook.LIKELY),
        (79, 0, 1, Outlook.POSSIBLE),
        (79, 0, "0.99", Outlook.OUT_OF_REACH),
    ],
)
def test_the_outlook_is_read_off_the_range(campaign, scored, complete, visit, outlook):
    given(campaign, a_criterion(campaign, 100), scored)
    criterion = with_rule(campaign, complete)
    for year in (2013, 2014):
        held(campaign, criterion, year)
    visited(campaign, Decimal(visit))
    assert forecasts.of(campaign).outlook == outlook


def test_without_a_pass_mark_there_is_no_outlook(campaign):
    change(campaign.standard, pass_mark=None)
    assert forecasts.of(campaign).outlook == Outlook.NO_MARK


def test_a_campaign_without_a_standard_has_an_empty_forecast(campaign):
    found = forecasts.of(change(campaign, standard=None))
    assert (found.items, found.outlook) == ((), Outlook.NO_MARK)


# -- Weights and queries ----------------------------------------------------------


def test_shares_that_do_not_make_100_are_taken_in_proportion(campaign):
    campaign.years.filter(year=2014).update(points_share=40)
    assert years.weights(campaign) == {2013: Decimal("0.5"), 2014: Decimal("0.5")}


def test_without_shares_years_weigh_alike(campaign):
    campaign.years.all().delete()
    assert years.weights(campaign) == {2013: Decimal("0.5"), 2014: Decimal("0.5")}


@pytest.mark.parametrize("number", [1, 3, 30])
def test_its_queries_do_not_grow(campaign, number):
    for _each in range(number):
        criterion = with_rule(campaign, 1)
        held(campaign, criterion, 2014)
        given(campaign, criterion, 1, 2013)
        occurred(campaign, "deduction", 1)
    with CaptureQueriesContext(connection) as queries:
        assert len(forecasts.of(campaign).items) == 2 * number
    assert len(queries) <= MOST_QUERIES
