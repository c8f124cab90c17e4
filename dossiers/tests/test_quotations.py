"""Both ways: a figure's sentences, and the sentences whose numbers count a record."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    IndicatorFactory,
    ReadingFactory,
    TrainingRecordFactory,
)
from dossiers import figures, quotations
from dossiers.models import Edition
from dossiers.tests import issuing
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


@pytest.fixture
def activity(summary):
    category = CategoryFactory()
    FigureFactory(
        campaign=summary.campaign, key="forum", label="讲坛", category=category
    )
    return ActivityFactory(category=category, confirmed=True)


def told(kind, record, summary):
    return [each.told for each in quotations.of_record(kind, record, summary.campaign)]


def test_a_record_is_quoted_where_its_figure_stands(summary, activity):
    SectionFactory(summary=summary, body="领导重视。今年举办{讲坛}。成效明显。")
    assert told("activity", activity, summary) == ["今年举办1次。"]


def test_the_key_quotes_as_the_name_does(summary, activity):
    SectionFactory(summary=summary, body="举办{forum}；列举{讲坛.list}。")
    assert told("activity", activity, summary) == [
        "举办1次；",
        f"列举{activity.title}。",
    ]


def test_a_sentence_ends_with_any_of_its_marks(summary, activity):
    SectionFactory(summary=summary, body="好!今年举办{讲坛}?成效明显。")
    assert told("activity", activity, summary) == ["今年举办1次?"]


def test_a_record_no_figure_counts_is_quoted_nowhere(summary, activity):
    SectionFactory(summary=summary, body="举办{讲坛}。")
    assert told("activity", ActivityFactory(confirmed=True), summary) == []


def test_an_unconfirmed_record_is_quoted_nowhere(summary, activity):
    SectionFactory(summary=summary, body="举办{讲坛}。")
    other = ActivityFactory(category=activity.category, submitted=True)
    assert told("activity", other, summary) == []


def test_the_attendance_at_an_activity_quotes_it(summary):
    row = TrainingRecordFactory(activity=ActivityFactory(confirmed=True))
    FigureFactory(
        campaign=summary.campaign,
        label="培训",
        measure="attendances",
        counting_word="人次",
    )
    SectionFactory(summary=summary, body="培训{培训}。")
    assert told("activity", row.activity, summary) == ["培训1人次。"]


def test_a_reading_is_quoted_through_a_formula(summary):
    indicator = IndicatorFactory(counting_word="名")
    reading = ReadingFactory(
        indicator=indicator, ends_on=date(2014, 9, 30), value=426, confirmed=True
    )
    common = {"campaign": summary.campaign, "counting_word": "名"}
    FigureFactory(
        label="现有", measure="indicator_latest", indicator=indicator, **common
    )
    FigureFactory(label="倍数", measure="formula", formula="{现有} × 2", **common)
    SectionFactory(summary=summary, body="达到{倍数}。")
    assert told("reading", reading, summary) == ["达到852名。"]


def test_every_year_of_the_campaign_is_looked_through(summary, activity):
    last_year = SummaryFactory(
        campaign=summary.campaign, year=2013, as_of=date(2013, 12, 31)
    )
    for each in (summary, last_year):
        SectionFactory(summary=each, body="举办{讲坛}。")
    found = quotations.of_record("activity", activity, summary.campaign)
    assert [each.summary.year for each in found] == [2014]


def test_a_figure_lists_its_sentences(summary, activity):
    SectionFactory(summary=summary, body="举办{讲坛}。另有{没有}。")
    facts = figures.of(summary)
    every = quotations.of_summary(summary, summary.sections.all(), facts)
    assert [each.told for each in every] == ["举办1次。", "另有待补充。"]
    assert [each.told for each in quotations.of_figure(facts["forum"], every)] == [
        "举办1次。"
    ]


def test_more_sentences_need_no_more_queries(summary, activity):
    counts = []
    for rows in (1, 3, 30):
        SectionFactory.create_batch(rows, summary=summary, body="举办{讲坛}。")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            quotations.of_record("activity", activity, summary.campaign)
        counts.append(len(queries))
    assert counts == [4, 4, 4]


def test_an_edition_goes_on_quoting_the_record_as_it_was_issued():
    summary = issuing.told_summary()
    activity = summary.campaign.activities.get()
    clerk, leader = issuing.clerk(), issuing.leader()
    issuing.passed(summary, clerk, leader)
    edition = issuing.issued(summary, leader)
    other = ActivityFactory(confirmed=True)
    rows = Edition.objects.filter(summary=summary)
    assert quotations.of_editions("activity", activity, rows) == (
        (edition, ("今年举办法官讲坛1期。",)),
    )
    assert quotations.of_editions("activity", other, rows) == ()


def test_the_page_tells_it_whatever_campaign_is_in_view(client):
    summary = issuing.told_summary()
    later = {"starts_on": date(2015, 1, 1), "ends_on": date(2016, 12, 31)}
    CampaignFactory(slug="next", **later)
    client.force_login(issuing.clerk())
    activity = summary.campaign.activities.get()
    page = client.get(f"/summaries/quoting/activity/{activity.pk}/")
    assert page.wsgi_request.campaign.slug == "next"
    assert [each.told for each in page.context["quotations"]] == [
        "今年举办法官讲坛1期。"
    ]
