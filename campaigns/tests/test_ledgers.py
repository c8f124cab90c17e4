"""Readings and honours: entered by the office, corrected as read, confirmed by another."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import ledgers, records, roles
from campaigns.models import CampaignYear, Honour, Reading
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    UnitFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db
KEPT_BY_THE_OFFICE = "Readings and honours are kept by the office."


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def stock():
    return IndicatorFactory(kind="stock")


@pytest.fixture
def flow():
    return IndicatorFactory(kind="flow")


def a_reading(**changes):
    given = {"starts_on": None, "ends_on": date(2014, 10, 31)}
    return given | {"value": 5, "source": "统计台账"} | changes


def an_honour(**changes):
    given = {"title": "文明窗口", "level": "county", "giver": "县文明办"}
    return given | {"awarded_on": date(2014, 5, 4)} | changes


def lock_year(campaign, year):
    CampaignYear.objects.create(
        campaign=campaign,
        year=year,
        points_share=40,
        locked_at=timezone.now(),
        locked_by=UserFactory(),
        lock_reason="已上报",
    )
    told = {"year": year, "reason": "已上报"}
    return _("%(year)s is locked: %(reason)s") % told


# -- Readings ---------------------------------------------------------------------


def test_a_reading_is_entered_as_a_draft(stock, office):
    entry = ledgers.read(stock, by=office, **a_reading())
    assert (entry.status, entry.logged_by, entry.revision) == ("draft", office, 1)
    assert list(Reading.objects.confirmed()) == []


def test_only_the_office_enters_a_reading(stock):
    why = reason(ledgers.read, stock, by=UserFactory(), **a_reading())
    assert why == _(KEPT_BY_THE_OFFICE)


def test_the_office_of_another_court_enters_no_reading(stock):
    court = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(role=roles.OFFICE, court=court)
    why = reason(ledgers.read, stock, by=stranger, **a_reading())
    assert why == _(KEPT_BY_THE_OFFICE)


def test_a_flow_needs_a_first_day(flow, office):
    why = reason(ledgers.read, flow, by=office, **a_reading())
    assert why == _("This indicator is a flow: say from which day the period runs.")


def test_a_stock_has_no_period(stock, office):
    given = a_reading(starts_on=date(2014, 1, 1))
    why = reason(ledgers.read, stock, by=office, **given)
    assert why == _(
        "This indicator is a stock: it is read on one day, without a period."
    )


def test_a_period_runs_forward(flow, office):
    given = a_reading(starts_on=date(2014, 11, 1))
    why = reason(ledgers.read, flow, by=office, **given)
    assert why == _("The period ends before it begins.")


def test_a_day_is_read_once(stock, office):
    ledgers.read(stock, by=office, **a_reading())
    why = reason(ledgers.read, stock, by=office, **a_reading(value=6))
    assert why == _(
        "There is a reading for this day or period already; correct that one."
    )


def test_a_period_is_read_once(flow, office):
    given = a_reading(starts_on=date(2014, 1, 1))
    ledgers.read(flow, by=office, **given)
    why = reason(ledgers.read, flow, by=office, **given)
    assert why == _(
        "There is a reading for this day or period already; correct that one."
    )


# -- Honours ----------------------------------------------------------------------


def test_an_honour_is_entered_as_a_draft(office):
    entry = ledgers.award(CampaignFactory(), by=office, **an_honour())
    assert (entry.status, entry.logged_by, entry.revision) == ("draft", office, 1)
    assert list(Honour.objects.confirmed()) == []


def test_only_the_office_enters_an_honour():
    head = UserFactory(role=roles.UNIT_HEAD)
    why = reason(ledgers.award, CampaignFactory(), by=head, **an_honour())
    assert why == _(KEPT_BY_THE_OFFICE)


def test_an_honour_has_one_receiver(office):
    given = an_honour(unit=UnitFactory(), person=UserFactory())
    why = reason(ledgers.award, CampaignFactory(), by=office, **given)
    assert why == _(
        "An honour goes to a unit or to a person, or to the court: not to two."
    )


def test_no_honour_is_entered_into_a_locked_year(office):
    campaign = CampaignFactory()
    locked = lock_year(campaign, 2014)
    assert reason(ledgers.award, campaign, by=office, **an_honour()) == locked


# -- Correcting -------------------------------------------------------------------


def test_a_confirmed_reading_stops_counting_when_corrected(office):
    entry = ReadingFactory(confirmed=True)
    corrected = ledgers.correct(entry, by=office, revision=1, **a_reading(value=7))
    assert (corrected.status, corrected.value) == ("submitted", 7)
    assert (corrected.revision, corrected.changed_by) == (2, office)
    assert list(Reading.objects.confirmed()) == []


def test_who_corrects_does_not_confirm(office):
    entry = ReadingFactory(confirmed=True)
    ledgers.correct(entry, by=office, revision=1, **a_reading(value=7))
    why = reason(records.confirm, entry, by=office)
    assert why == _("You made the last change to this; somebody else must confirm it.")


def test_only_the_office_corrects():
    why = reason(
        ledgers.correct, ReadingFactory(), by=UserFactory(), revision=1, **a_reading()
    )
    assert why == _(KEPT_BY_THE_OFFICE)


def test_a_correction_of_what_somebody_changed_is_refused(office):
    entry = ReadingFactory()
    first = UserFactory(role=roles.OFFICE, name="创建办乙")
    ledgers.correct(entry, by=first, revision=1, **a_reading(value=6))
    why = reason(ledgers.correct, entry, by=office, revision=1, **a_reading(value=7))
    told = _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    )
    assert why == told % {"name": "创建办乙"}
    entry.refresh_from_db()
    assert entry.value == 6


def test_a_correction_keeps_to_the_kind_of_the_indicator(office):
    given = a_reading(starts_on=date(2014, 1, 1))
    why = reason(ledgers.correct, ReadingFactory(), by=office, revision=1, **given)
    assert why == _(
        "This indicator is a stock: it is read on one day, without a period."
    )


def test_a_correction_does_not_move_onto_another_reading(office):
    first = ReadingFactory()
    entry = ReadingFactory(indicator=first.indicator, ends_on=date(2013, 10, 31))
    why = reason(ledgers.correct, entry, by=office, revision=1, **a_reading())
    assert why == _(
        "There is a reading for this day or period already; correct that one."
    )


def test_a_correction_gives_an_honour_no_second_receiver(office):
    given = an_honour(unit=UnitFactory(), person=UserFactory())
    why = reason(ledgers.correct, HonourFactory(), by=office, revision=1, **given)
    assert why == _(
        "An honour goes to a unit or to a person, or to the court: not to two."
    )


def test_an_honour_of_a_locked_year_stands(office):
    entry = HonourFactory()
    locked = lock_year(entry.campaign, 2014)
    why = reason(ledgers.correct, entry, by=office, revision=1, **an_honour())
    assert why == locked


def test_an_honour_does_not_move_into_a_locked_year(office):
    entry = HonourFactory()
    locked = lock_year(entry.campaign, 2013)
    given = an_honour(awarded_on=date(2013, 5, 4))
    assert reason(ledgers.correct, entry, by=office, revision=1, **given) == locked
    entry.refresh_from_db()
    assert entry.awarded_on == date(2014, 5, 4)
