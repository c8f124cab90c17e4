"""What was promised, against what was done."""

from datetime import date

import pytest

from campaigns import targets
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return TargetFactory(quantity=2)


def do(target, **values):
    values = {
        "category": target.category,
        "unit": target.statement.unit,
        "confirmed": True,
    } | values
    return ActivityFactory(**values)


def counted(target):
    (report,) = targets.of([target.statement])
    return report.counted


def test_sessions_of_confirmed_activities_count(target):
    do(target, sessions=3)
    (report,) = targets.of([target.statement])
    assert (report.counted, report.is_met, report.missing) == (3, True, 0)


def test_short_of_the_quantity_it_is_not_met(target):
    do(target)
    (report,) = targets.of([target.statement])
    assert (report.counted, report.is_met, report.missing) == (1, False, 1)


def test_what_is_not_confirmed_does_not_count(target):
    do(target, confirmed=False, submitted=True)
    assert counted(target) == 0


def test_a_co_hosted_activity_counts_once(target):
    unit = target.statement.unit
    do(target, unit=UnitFactory()).co_hosts.add(unit, UnitFactory())
    do(target).co_hosts.add(unit)
    assert counted(target) == 2


def test_another_unit_year_category_or_campaign_does_not_count(target):
    do(target, unit=UnitFactory())
    do(target, held_on=date(2013, 3, 8))
    do(target, campaign=CampaignFactory(slug="other"))
    ActivityFactory(unit=target.statement.unit, confirmed=True)
    assert counted(target) == 0


@pytest.mark.parametrize("size", [1, 3, 30])
def test_it_takes_two_queries_whatever_the_size(size, django_assert_num_queries):
    statements = [StatementFactory() for _ in range(size)]
    person, confirmer = UserFactory(), UserFactory()
    for statement in statements:
        do(TargetFactory(statement=statement), logged_by=person, confirmed_by=confirmer)
    with django_assert_num_queries(2):
        reports = targets.of(statements)
        assert [each.counted for each in reports] == [1] * size
        assert {each.target.statement.unit.name for each in reports}
