"""What was done over the months and since last week, and what that completed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from campaigns import charts, progress, trends
from campaigns.models import Activity
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def running():
    """A campaign that began last year and ends with this one."""
    year = localdate().year
    return CampaignFactory(
        slug="running", starts_on=date(year - 1, 1, 1), ends_on=date(year, 12, 31)
    )


@pytest.fixture
def leaf():
    leaf = CriterionFactory(code="1.1", points=3)
    EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle", minimum=2)
    return leaf


def trend(campaign):
    return trends.of(campaign, progress.of(campaign))


def in_months(campaign, number):
    return {
        f"{month.first:%Y-%m}": getattr(month, number)
        for month in trend(campaign).months
        if getattr(month, number)
    }


def confirmed(days_ago, **values):
    row = ActivityFactory(confirmed=True, **values)
    moment = timezone.now() - days_ago * DAY
    Activity.objects.filter(pk=row.pk).update(confirmed_at=moment)
    return row


# -- Months ---------------------------------------------------------------------------


def test_every_month_of_the_campaign_is_there(campaign):
    months = trend(campaign).months
    assert len(months) == 24
    assert (months[0].first, months[-1].first) == (date(2013, 1, 1), date(2014, 12, 1))


def test_months_to_come_are_not_drawn(running):
    assert trend(running).months[-1].first == localdate().replace(day=1)


def test_a_month_counts_the_confirmed_activities_held_in_it(campaign):
    ActivityFactory(confirmed=True, held_on=date(2013, 5, 31))
    ActivityFactory(confirmed=True, held_on=date(2013, 6, 1))
    ActivityFactory(submitted=True, held_on=date(2013, 6, 2))
    assert in_months(campaign, "activities") == {"2013-05": 1, "2013-06": 1}


def test_points_stand_from_the_month_that_made_the_material_complete(campaign, leaf):
    ActivityFactory(confirmed=True, criteria=[leaf], held_on=date(2014, 10, 3))
    ActivityFactory(confirmed=True, criteria=[leaf], held_on=date(2014, 11, 30))
    assert in_months(campaign, "points") == {"2014-11": 3, "2014-12": 3}


def test_points_wait_for_the_last_of_several_rules(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="document", per="cycle")
    ActivityFactory(confirmed=True, criteria=[leaf], held_on=date(2014, 1, 5))
    ActivityFactory(confirmed=True, criteria=[leaf], held_on=date(2014, 2, 5))
    late = ActivityFactory(confirmed=True, criteria=[leaf], held_on=date(2014, 12, 5))
    EvidenceFactory(activity=late)
    assert in_months(campaign, "points") == {"2014-12": 3}


def test_the_last_month_agrees_with_the_progress(campaign, leaf):
    part = CriterionFactory(code="2", points=5)
    for number in range(2):
        below = CriterionFactory(code=f"2.{number}", parent=part, points=None)
        EvidenceRuleFactory(criterion=below, asked="activity", per="cycle")
        ActivityFactory(confirmed=True, criteria=[below, leaf])
    report = progress.of(campaign)
    assert report.points.complete == 8
    assert trends.of(campaign, report).months[-1].points == 8


# -- Since last week -------------------------------------------------------------------


def test_what_was_confirmed_in_the_last_seven_days_is_new(running):
    new = confirmed(6, campaign=running, held_on=localdate())
    confirmed(8, campaign=running, held_on=localdate())
    assert trend(running).changes.activities == (new,)


def test_a_week_tells_what_it_completed(running, leaf):
    confirmed(9, campaign=running, held_on=localdate(), criteria=[leaf])
    confirmed(1, campaign=running, held_on=localdate(), criteria=[leaf])
    changes = trend(running).changes
    assert [each.node.code for each in changes.completed] == ["1.1"]
    assert (changes.requirements, changes.points) == (1, 3)


def test_what_was_complete_before_is_not_new(running, leaf):
    for days in (9, 10, 1):
        confirmed(days, campaign=running, held_on=localdate(), criteria=[leaf])
    changes = trend(running).changes
    assert (changes.completed, changes.requirements, changes.points) == ((), 0, 0)


def test_of_a_campaign_that_is_over_the_last_week_of_work_is_told(campaign):
    last = confirmed(400)
    confirmed(410)
    changes = trend(campaign).changes
    assert changes.activities == (last,)
    assert changes.until == localdate() - 400 * DAY


# -- Late entries ----------------------------------------------------------------------


def test_late_entries_are_counted_among_the_years_activities(campaign):
    ActivityFactory(confirmed=True, held_on=date(2013, 5, 1))
    ActivityFactory(confirmed=True)  # held in 2014, logged now
    in_time = ActivityFactory(confirmed=True)
    moment = datetime(2014, 3, 9, tzinfo=timezone.get_current_timezone())
    Activity.objects.filter(pk=in_time.pk).update(logged_at=moment)
    told = trend(campaign)
    assert (told.year, told.late, told.held) == (2014, 1, 2)
    assert trends.late_share(trends.held_this_year(campaign)) == (1, 2)
    own = trends.held_this_year(campaign, in_time.unit)
    assert trends.late_share(own) == (0, 1)


def test_a_co_host_did_it_like_the_host(campaign):
    activity, co_host = ActivityFactory(confirmed=True), UnitFactory(name="工会")
    activity.co_hosts.add(co_host, UnitFactory(name="团支部"))
    told = trend(campaign)
    host = activity.unit
    assert told.by_unit[host.pk, host.name] == 1
    assert told.by_unit[co_host.pk, "工会"] == 1
    assert (told.held, len(told.by_unit)) == (1, 3)
    assert list(trends.held_this_year(campaign, co_host)) == [activity]


@pytest.mark.parametrize("size", [1, 3, 30])
def test_a_trend_takes_one_query(campaign, leaf, size, django_assert_num_queries):
    for _ in range(size):
        ActivityFactory(confirmed=True, criteria=[leaf])
    report = progress.of(campaign)
    with django_assert_num_queries(1):
        trends.of(campaign, report)


# -- Charts ------------------------------------------------------------------------------

MONTHS = [(date(2014, month, 1), month) for month in range(1, 13)]


@pytest.mark.parametrize(
    "drawing",
    [
        charts.columns(MONTHS, "每月活动"),
        charts.line(MONTHS, "每月活动", top=100, mark=80),
        charts.line(MONTHS[:1], "每月活动", top=100),
    ],
)
def test_a_chart_is_scalable_named_and_carries_no_paint(drawing):
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert 'aria-label="每月活动"' in drawing
    for word in ("style", "<script", 'fill="#', 'stroke="#', "font-family", "bottom"):
        assert word not in drawing


def test_every_column_carries_its_number():
    assert charts.columns([(date(2014, 1, 1), 37)], "每月").count(">37<") == 1


def test_the_label_of_a_chart_is_escaped():
    assert "<b>" not in charts.columns(MONTHS, "<b>")
