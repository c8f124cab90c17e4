"""Figures count what is confirmed, within their window, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CriterionFactory,
    EvidenceFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StatementFactory,
    TrainingRecordFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import figures
from dossiers.tests.factories import FigureFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


@pytest.fixture
def forum():
    return CategoryFactory(name="法官讲坛", counting_word="期")


def held(category, day, **values):
    return ActivityFactory(category=category, held_on=day, confirmed=True, **values)


def told(summary, **definition):
    figure = FigureFactory(campaign=summary.campaign, **definition)
    return figures.of(summary)[figure.key]


def test_it_counts_confirmed_activities_of_the_category(summary, forum):
    row = held(forum, date(2014, 3, 1))
    ActivityFactory(category=forum, held_on=date(2014, 3, 2), submitted=True)
    held(CategoryFactory(), date(2014, 3, 3))
    fact = told(summary, category=forum, counting_word="期")
    assert (fact.text, fact.records, fact.model) == ("1期", (row.pk,), "activity")


def test_confirming_one_more_changes_the_number(summary, forum):
    held(forum, date(2014, 3, 1))
    waiting = ActivityFactory(category=forum, held_on=date(2014, 4, 1), submitted=True)
    figure = FigureFactory(campaign=summary.campaign, category=forum)
    assert figures.of(summary)[figure.key].value == 1
    waiting.status, waiting.confirmed_by = "confirmed", UserFactory()
    waiting.confirmed_at = waiting.submitted_at
    waiting.save()
    assert figures.of(summary)[figure.key].value == 2


def test_what_lies_after_the_as_of_day_is_not_told(summary, forum):
    held(forum, date(2014, 11, 3))
    held(forum, date(2014, 11, 4))
    assert told(summary, category=forum).value == 1


@pytest.mark.parametrize(
    ("window", "value", "label"),
    [
        ("this_year", 1, "今年"),
        ("campaign", 2, "二年来"),
        ("since_last_year", 2, "去年以来"),
    ],
)
def test_the_window_decides_which_years_count(summary, forum, window, value, label):
    held(forum, date(2013, 6, 1))
    held(forum, date(2014, 6, 1))
    fact = told(summary, category=forum, window=window)
    assert (fact.value, fact.period.label) == (value, label)


def test_another_campaign_does_not_count(summary, forum):
    held(forum, date(2014, 3, 1), campaign=CampaignFactory(slug="other"))
    assert told(summary, category=forum).is_missing


def test_sessions_are_added_and_activities_are_not(summary, forum):
    held(forum, date(2014, 3, 1), sessions=3)
    assert told(summary, category=forum, measure="sessions").value == 3
    assert told(summary, category=forum, measure="activities").value == 1


def test_attendances_count_each_time_and_people_once(summary):
    training = CategoryFactory(kind="training")
    person = UserFactory()
    for month in (3, 4):
        activity = held(training, date(2014, month, 1))
        TrainingRecordFactory(activity=activity, person=person)
    TrainingRecordFactory(activity=activity)
    attendances = told(summary, category=training, measure="attendances")
    people = told(summary, category=training, measure="people")
    assert (attendances.value, people.value) == (3, 2)
    assert len(people.records) == 3


def test_headcount_and_cost_leave_out_what_was_not_given(summary, forum):
    given = held(forum, date(2014, 3, 1), headcount=40, cost=Decimal("1200.50"))
    held(forum, date(2014, 4, 1))
    headcount = told(summary, category=forum, measure="headcount")
    cost = told(summary, category=forum, measure="cost", rounding="ten_thousands")
    assert (headcount.value, headcount.records) == (40, (given.pk,))
    assert cost.text == "0.1万次"


def test_words_in_the_title_narrow_it_down(summary, forum):
    row = held(forum, date(2014, 3, 1), title="邀请法律专家讲课")
    held(forum, date(2014, 3, 2), title="庭长讲课")
    assert told(summary, category=forum, words="专家、教授").records == (row.pk,)


def test_a_criterion_narrows_it_down(summary, forum):
    criterion = CriterionFactory()
    row = held(forum, date(2014, 3, 1), criteria=[criterion])
    held(forum, date(2014, 3, 2))
    assert told(summary, criterion=criterion).records == (row.pk,)


def test_documents_need_a_number_and_a_confirmed_activity(summary, forum):
    confirmed = held(forum, date(2014, 3, 1))
    entry = EvidenceFactory(activity=confirmed, document_number="罗法〔2014〕1号")
    EvidenceFactory(activity=confirmed, document_number="")
    EvidenceFactory(document_number="罗法〔2014〕2号")
    fact = told(summary, category=forum, measure="evidence")
    assert (fact.value, fact.records) == (1, (entry.pk,))


def test_the_latest_reading_of_the_year_is_told(summary):
    indicator = IndicatorFactory()
    ReadingFactory(
        indicator=indicator, ends_on=date(2014, 3, 1), value=300, confirmed=True
    )
    last = ReadingFactory(
        indicator=indicator, ends_on=date(2014, 9, 1), value=426, confirmed=True
    )
    ReadingFactory(indicator=indicator, ends_on=date(2014, 10, 1), value=500)
    fact = told(
        summary, measure="indicator_latest", indicator=indicator, counting_word="名"
    )
    assert (fact.text, fact.records) == ("426名", (last.pk,))


def test_a_reading_of_last_year_is_no_reading_of_this_year(summary):
    indicator = IndicatorFactory()
    ReadingFactory(indicator=indicator, ends_on=date(2013, 9, 1), confirmed=True)
    fact = told(summary, measure="indicator_latest", indicator=indicator)
    assert (fact.text, fact.is_missing) == ("待补充", True)


def test_as_of_a_year_takes_the_last_reading_up_to_its_end(summary):
    indicator = IndicatorFactory()
    for year, value in ((2012, 109), (2014, 426)):
        ReadingFactory(
            indicator=indicator, ends_on=date(year, 12, 31), value=value, confirmed=True
        )
    fact = told(
        summary,
        measure="indicator_latest",
        indicator=indicator,
        window="as_of_year",
        window_year=2012,
    )
    assert fact.value == 109


def reading_of(indicator, year, value):
    return ReadingFactory(
        indicator=indicator,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 10, 31),
        value=value,
        confirmed=True,
    )


def test_year_on_year_compares_the_same_days(summary):
    indicator = IndicatorFactory(kind="flow")
    before, now = reading_of(indicator, 2013, 50), reading_of(indicator, 2014, 34)
    fact = told(summary, measure="indicator_change", indicator=indicator)
    assert (fact.text, fact.records) == ("同比下降32%", (before.pk, now.pk))


def test_year_on_year_without_last_year_is_missing(summary):
    indicator = IndicatorFactory(kind="flow")
    reading_of(indicator, 2014, 34)
    assert told(summary, measure="indicator_change", indicator=indicator).is_missing


def test_flows_are_added_within_the_window(summary):
    indicator = IndicatorFactory(kind="flow")
    for year, value in ((2012, 5), (2013, 400), (2014, 423)):
        reading_of(indicator, year, value)
    fact = told(
        summary, measure="indicator_sum", indicator=indicator, window="since_last_year"
    )
    assert fact.value == 823


def test_honours_of_the_window_are_counted(summary):
    values = {"status": "confirmed", "submitted_at": "2014-06-01T00:00Z"}
    values |= {"confirmed_at": "2014-06-01T00:00Z"}
    honour = HonourFactory(confirmed_by=UserFactory(), **values)
    HonourFactory()
    assert told(summary, measure="honours").records == (honour.pk,)


def test_the_share_of_signed_units_is_a_percentage(summary):
    court = summary.campaign.court
    signed, _open = UnitFactory(court=court), UnitFactory(court=court, is_active=False)
    people = UserFactory.create_batch(2, unit=signed)
    StatementFactory(
        unit=signed,
        unit_signed_by=people[0],
        unit_signed_at="2014-01-10T00:00Z",
        court_signed_by=people[1],
        court_signed_at="2014-01-11T00:00Z",
    )
    UnitFactory(court=court)
    fact = told(summary, measure="signed_share", counting_word="%")
    assert fact.text == "50%"


def test_a_list_counts_the_items_that_were_really_done(summary, forum):
    held(forum, date(2014, 3, 1), title="评选“文明庭室”")
    fact = told(
        summary, measure="list_length", items="文明庭室、文明家庭", category=forum
    )
    assert (fact.value, fact.listed) == (1, "文明庭室")


def test_an_anniversary_follows_from_the_year(summary):
    fact = told(summary, measure="anniversary", base_year=1921, counting_word="周年")
    assert fact.text == "93周年"


def test_each_year_tells_the_leanest_year(summary, forum):
    held(forum, date(2013, 5, 1))
    held(forum, date(2014, 5, 1))
    held(forum, date(2014, 6, 1))
    assert told(summary, category=forum, window="each_year").text == "每年"


def test_each_year_with_an_empty_year_is_missing(summary, forum):
    held(forum, date(2014, 5, 1))
    assert told(summary, category=forum, window="each_year").is_missing


def test_festivals_are_listed_by_the_name_prose_gives_them(summary, forum):
    held(forum, date(2014, 3, 8), festival="women")
    held(forum, date(2014, 5, 4), festival="youth")
    assert told(summary, category=forum).items == ("“三八”妇女节", "“五四”青年节")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_figures_need_the_same_queries_whatever_they_count(
    summary, forum, rows, django_assert_num_queries
):
    indicator = IndicatorFactory()
    FigureFactory.create_batch(rows, campaign=summary.campaign, category=forum)
    for measure in ("attendances", "evidence", "signed_share", "honours"):
        FigureFactory(campaign=summary.campaign, measure=measure)
    FigureFactory(
        campaign=summary.campaign, measure="indicator_sum", indicator=indicator
    )
    for day in range(rows):
        activity = held(forum, date(2014, 1, 1 + day))
        TrainingRecordFactory(activity=activity)
    with django_assert_num_queries(6):
        figures.of(summary)


def test_no_mark_stands_between_quoted_items(summary):
    fact = told(summary, measure="list_length", items="“立案难”、“诉讼难”、执行难")
    assert fact.listed == "“立案难”“诉讼难”、执行难"


def test_each_year_of_a_summary_before_the_campaign_has_no_data(forum):
    before = SummaryFactory(year=2012, as_of=date(2012, 12, 31))
    held(forum, date(2013, 3, 1))
    assert told(before, category=forum, window="each_year").value is None
