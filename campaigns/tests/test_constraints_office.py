"""Impossible states are impossible in the database: one attempt for each constraint."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import CampaignYear, Incident, VetoRule
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StandardFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused(name):
    """The database refuses by the constraint of this name.

    SQLite names columns, not the constraint, when something stands there twice.
    """
    with (
        pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint failed") as why,
        transaction.atomic(),
    ):
        yield
    is_unique = name.endswith("_once")
    assert is_unique == ("unique" in str(why.value).lower())


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


# -- Statements and targets -----------------------------------------------------


def test_a_unit_has_one_statement_in_a_year():
    statement = StatementFactory()
    with refused("statement_once"):
        StatementFactory(unit=statement.unit)


def test_a_signature_of_the_unit_has_a_person_and_a_moment():
    with refused("statement_unit_signature_is_whole"):
        StatementFactory(unit_signed_at=timezone.now())


def test_a_signature_of_the_court_has_a_person_and_a_moment():
    signed = {"unit_signed_by": UserFactory(), "unit_signed_at": timezone.now()}
    with refused("statement_court_signature_is_whole"):
        StatementFactory(**signed, court_signed_at=timezone.now())


def test_the_court_does_not_sign_before_the_unit():
    with refused("statement_unit_signs_first"):
        StatementFactory(court_signed_by=UserFactory(), court_signed_at=timezone.now())


def test_nobody_signs_for_both():
    statement = StatementFactory(signed=True)
    with refused("statement_signed_by_two_people"):
        change(statement, court_signed_by=statement.unit_signed_by)


def test_a_target_asks_for_at_least_one():
    with refused("target_asks_for_something"):
        TargetFactory(quantity=0)


# -- Readings and honours; what every record keeps to stands with the activities ----


def test_a_stock_is_read_once_on_a_day():
    entry = ReadingFactory()
    with refused("stock_reading_once"):
        ReadingFactory(indicator=entry.indicator)


def test_a_flow_is_read_once_for_a_period():
    entry = ReadingFactory(starts_on=date(2014, 1, 1))
    with refused("flow_reading_once"):
        ReadingFactory(indicator=entry.indicator, starts_on=date(2014, 1, 1))


def test_a_period_does_not_end_before_it_begins():
    with refused("reading_ends_after_start"):
        ReadingFactory(starts_on=date(2014, 2, 1), ends_on=date(2014, 1, 31))


def test_an_indicator_has_its_name_once():
    indicator = IndicatorFactory()
    with refused("indicator_name_once"):
        IndicatorFactory(name=indicator.name)


def test_an_honour_has_one_receiver():
    with refused("honour_to_one_receiver"):
        HonourFactory(unit=UnitFactory(), person=UserFactory())


# -- The negative list ------------------------------------------------------------


def rule(**values):
    given = {"title": "重大责任事故", "consequence": "veto", **values}
    return VetoRule.objects.create(standard=StandardFactory(), **given)


def incident(**values):
    given = {"rule": rule(), "finding": "none", **values}
    campaign = CampaignFactory()
    return Incident.objects.create(campaign=campaign, checked_by=UserFactory(), **given)


def test_an_event_has_one_check_in_a_campaign():
    first = incident()
    with refused("incident_once"):
        incident(rule=first.rule)


def test_an_event_that_occurred_has_a_day():
    with refused("incident_date_iff_occurred"):
        incident(finding="occurred")


def test_an_event_that_did_not_occur_has_no_day():
    with refused("incident_date_iff_occurred"):
        incident(occurred_on=date(2014, 5, 6))


def test_a_deduction_says_how_many_points():
    with refused("veto_rule_points_iff_deduction"):
        rule(consequence="deduction")


def test_a_deduction_takes_more_than_nothing():
    with refused("veto_rule_points_iff_deduction"):
        rule(consequence="deduction", points=0)


def test_only_a_deduction_has_points():
    with refused("veto_rule_points_iff_deduction"):
        rule(consequence="veto", points=10)


# -- Standards --------------------------------------------------------------------


def test_a_version_of_a_standard_stands_once():
    standard = StandardFactory()
    with refused("standard_version_once"):
        type(standard).objects.create(
            court=standard.court,
            name=standard.name,
            version=standard.version,
            issuer="文明委",
            level="city",
        )


def test_a_standard_has_points_to_give():
    with refused("standard_total_positive"):
        StandardFactory(total_points=0, pass_mark=None)


def test_a_pass_mark_lies_within_the_total():
    with refused("standard_pass_mark_within_total"):
        StandardFactory(total_points=100, pass_mark=101)


def test_a_pass_mark_is_not_negative():
    with refused("standard_pass_mark_within_total"):
        StandardFactory(total_points=100, pass_mark=-1)


def test_a_code_stands_once_in_a_standard():
    criterion = CriterionFactory()
    with refused("criterion_code_once"):
        CriterionFactory(code=criterion.code)


def test_points_of_a_criterion_are_not_negative():
    with refused("criterion_points_not_negative"):
        CriterionFactory(points=-1)


def test_a_criterion_is_not_its_own_parent():
    criterion = CriterionFactory()
    with refused("criterion_not_its_own_parent"):
        change(criterion, parent=criterion)


def test_an_evidence_rule_asks_for_something():
    with refused("rule_asks_for_something"):
        EvidenceRuleFactory(minimum=0)


@pytest.mark.parametrize("month", [0, 13])
def test_a_due_month_is_in_the_calendar(month):
    with refused("rule_due_month_exists"):
        EvidenceRuleFactory(due_month=month)


# -- Campaigns, units, people -----------------------------------------------------


def test_a_campaign_ends_after_it_begins():
    with refused("campaign_ends_after_start"):
        CampaignFactory(starts_on=date(2014, 1, 1), ends_on=date(2014, 1, 1))


def year(**values):
    given = {"campaign": CampaignFactory(), "year": 2014, "points_share": 60}
    return CampaignYear.objects.create(**given | values)


def test_a_campaign_has_a_year_once():
    year()
    with refused("campaign_year_once"):
        year()


@pytest.mark.parametrize("share", [-1, 101])
def test_a_share_of_points_is_a_percentage(share):
    with refused("campaign_year_share_is_percentage"):
        year(points_share=share)


def test_a_lock_says_by_whom():
    with refused("campaign_year_lock_is_whole"):
        year(locked_at=timezone.now(), lock_reason="已上报")


def test_a_lock_says_why():
    with refused("campaign_year_lock_is_whole"):
        year(locked_at=timezone.now(), locked_by=UserFactory())


def test_a_court_has_a_unit_of_a_name_once():
    unit = UnitFactory()
    with refused("unit_name_once"):
        UnitFactory(name=unit.name)


def test_a_court_has_an_archive_code_once():
    unit = UnitFactory()
    with refused("unit_code_once"):
        UnitFactory(code=unit.code)


def test_two_courts_may_have_units_of_one_name_and_code():
    unit = UnitFactory()
    other = UnitFactory(
        court=CourtFactory(name="邻县人民法院"), name=unit.name, code=unit.code
    )
    assert other.pk != unit.pk


def test_a_sign_in_name_stands_once_whatever_its_case():
    UserFactory(username="zhang")
    with refused("user_name_once"):
        UserFactory(username="Zhang")
