"""The double-count guard: people and records in two figures, events logged twice."""

from datetime import date

import pytest

from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    TrainingRecordFactory,
    UserFactory,
)
from dossiers import overlaps
from dossiers.tests.factories import FigureFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


def guard(summary):
    return overlaps.of(summary, list(summary.campaign.figures.all()))[1]


def training(name, *people):
    category = CategoryFactory(name=name, kind="training")
    activity = ActivityFactory(category=category, confirmed=True)
    for person in people:
        TrainingRecordFactory(activity=activity, person=person)
    return category


def test_people_who_took_part_in_both_are_named(summary):
    both, one = UserFactory(name="干警甲"), UserFactory(name="干警乙")
    FigureFactory(
        campaign=summary.campaign,
        label="人次",
        measure="attendances",
        category=training("上级培训", both, one),
    )
    FigureFactory(
        campaign=summary.campaign,
        label="人数",
        measure="people",
        category=training("党校", both),
    )
    (found,) = guard(summary).people
    assert (found.first.label, found.second.label) == ("人次", "人数")
    assert (found.number, found.names) == (1, ("干警甲",))
    assert guard(summary).records == ()


def test_an_activity_two_figures_count_is_found(summary):
    category = CategoryFactory()
    activity = ActivityFactory(category=category, title="登山比赛", confirmed=True)
    ActivityFactory(confirmed=True)
    FigureFactory(campaign=summary.campaign, key="all", category=None)
    FigureFactory(campaign=summary.campaign, key="some", category=category)
    (found,) = guard(summary).records
    assert (found.number, found.names, found.is_added) == (1, (activity.title,), False)


def test_what_a_formula_adds_comes_first(summary):
    category = CategoryFactory()
    ActivityFactory.create_batch(2, category=category, confirmed=True)
    for key in ("a", "b", "c"):
        FigureFactory(campaign=summary.campaign, key=key, label=key, category=category)
    FigureFactory(campaign=summary.campaign, measure="formula", formula="{b} + {c}")
    first, *others = guard(summary).records
    assert ({first.first.key, first.second.key}, first.is_added) == ({"b", "c"}, True)
    assert [each.is_added for each in others] == [False, False]


def test_two_records_of_one_day_and_name_may_be_one_event(summary):
    for title in ("“七一”登山比赛", "七一登山比赛"):
        ActivityFactory(title=title, held_on=date(2014, 7, 1), confirmed=True)
    ActivityFactory(title="七一登山比赛", held_on=date(2014, 7, 2), confirmed=True)
    FigureFactory(campaign=summary.campaign, key="all")
    (twins,) = guard(summary).twins
    assert [row.title for row in twins.rows] == ["“七一”登山比赛", "七一登山比赛"]
    assert [fact.key for fact in twins.facts] == ["all"]


def test_what_is_not_confirmed_is_counted_by_nobody(summary):
    ActivityFactory.create_batch(2, title="登山", submitted=True)
    FigureFactory.create_batch(2, campaign=summary.campaign)
    assert guard(summary) == overlaps.Guard((), (), ())


def test_a_figure_knows_its_own_overlaps(summary):
    ActivityFactory(confirmed=True)
    for key in ("a", "b", "c"):
        FigureFactory(campaign=summary.campaign, key=key)
    pairs = [{each.first.key, each.second.key} for each in guard(summary).about("a")]
    assert pairs == [{"a", "b"}, {"a", "c"}]
