"""Locking and unlocking a year, what a lock holds, and how a campaign ended."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import activities, evidence, ledgers, records, roles, statements, years
from campaigns.models import CampaignYear
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StatementFactory,
    StoredFileFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def row(campaign):
    CampaignYear.objects.create(campaign=campaign, year=2014, points_share=60)
    return CampaignYear.objects.get()


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def locked(row, office):
    """What every verb says of 2014 from now on."""
    years.lock(row, by=office, reason="已上报")
    return _("%(year)s is locked: %(reason)s") % {"year": 2014, "reason": "已上报"}


def why(verb, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return str(refused.value)


# -- Locking ----------------------------------------------------------------------


def test_it_works(row, office):
    found = years.lock(row, by=office, reason=" 已上报 ")
    assert (found.locked_by, found.lock_reason) == (office, "已上报")
    assert found.locked_at is not None
    assert years.why_locked(row.campaign, 2014) != ""
    assert years.why_locked(row.campaign, 2013) == ""


def test_it_unlocks_with_a_reason(row, office, locked):
    found = years.unlock(row, by=office, reason="补报材料")
    assert (found.locked_at, found.locked_by) == (None, None)
    assert years.why_locked(row.campaign, 2014) == ""


def test_the_history_keeps_both_reasons(row, office, locked):
    years.unlock(row, by=office, reason="补报材料")
    told = [(each.is_locked, each.reason) for each in years.history([row])]
    assert told == [(False, "补报材料"), (True, "已上报")]


def test_a_lock_with_the_reason_of_the_unlocking_is_told_with_it(row, office, locked):
    years.unlock(row, by=office, reason="补报材料")
    years.lock(row, by=office, reason="补报材料")
    assert years.history([row])[0].reason == "补报材料"


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (years.lock, "Say why the year is locked."),
        (years.unlock, "Say why the year is unlocked."),
    ],
)
def test_it_refuses_without_a_reason(row, office, verb, told):
    if verb is years.unlock:
        years.lock(row, by=office, reason="已上报")
    assert why(verb, row, by=office, reason=" ") == _(told)


def test_it_refuses_to_lock_twice(row, office, locked):
    told = _("This year is locked already.")
    assert why(years.lock, row, by=office, reason="再锁") == told


def test_it_refuses_to_unlock_what_is_open(row, office):
    told = _("This year is not locked.")
    assert why(years.unlock, row, by=office, reason="开") == told


@pytest.mark.parametrize("role", [roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR])
def test_only_the_office_locks(row, role):
    told = _("Years are locked and unlocked by the office.")
    assert why(years.lock, row, by=UserFactory(role=role), reason="锁") == told


def test_it_refuses_the_office_of_another_court(row):
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    told = _("Years are locked and unlocked by the office.")
    assert why(years.lock, row, by=stranger, reason="锁") == told


@pytest.mark.parametrize("factory", [ActivityFactory, HonourFactory, ReadingFactory])
def test_it_waits_for_what_is_still_to_be_confirmed(row, office, factory):
    record = factory(status="submitted", submitted_at=timezone.now())
    told = _(
        "%(number)s records of %(year)s await confirmation; confirm or return them first."
    ) % {"number": 1, "year": 2014}
    assert why(years.lock, row, by=office, reason="已上报") == told
    records.confirm(record, by=office)
    assert years.lock(row, by=office, reason="已上报").locked_by == office


def test_what_another_year_or_campaign_awaits_does_not_hold_it(row, office):
    submitted = {"status": "submitted", "submitted_at": timezone.now()}
    ActivityFactory(held_on=date(2013, 3, 8), **submitted)
    ActivityFactory(campaign=CampaignFactory(slug="other"), **submitted)
    HonourFactory(campaign=CampaignFactory(slug="other"), **submitted)
    court = CourtFactory(name="邻县人民法院")
    ReadingFactory(indicator=IndicatorFactory(court=court), **submitted)
    assert years.lock(row, by=office, reason="已上报").locked_by == office


# -- What a lock holds ------------------------------------------------------------


def test_a_submitted_record_of_a_locked_year_waits(campaign, office, locked):
    activity = ActivityFactory(campaign=campaign, submitted=True)
    assert why(records.confirm, activity, by=office) == locked
    assert why(records.send_back, activity, by=office, reason="缺照片") == locked


def test_a_draft_of_a_locked_year_is_not_submitted(campaign, locked):
    draft = ActivityFactory(campaign=campaign)
    assert why(records.submit, draft, by=draft.logged_by) == locked


def test_nothing_is_logged_into_a_locked_year(campaign, office, locked):
    given = {
        "category": CategoryFactory(),
        "unit": office.unit,
        "title": "活动",
        "held_on": date(2014, 5, 4),
    }
    assert why(activities.log, campaign, by=office, **given) == locked


def test_nobody_is_enrolled_in_a_locked_year(campaign, office, locked):
    activity = ActivityFactory(campaign=campaign)
    assert why(activities.enrol, activity, by=office, people=[office]) == locked


@pytest.mark.parametrize("factory", [ActivityFactory, HonourFactory, ReadingFactory])
def test_no_proof_is_added_in_a_locked_year(campaign, office, locked, factory):
    told = why(evidence.attach, factory(), by=office, stored_file=StoredFileFactory())
    assert told == locked


def test_no_proof_is_added_to_a_statement_of_a_locked_year(campaign, office, locked):
    paper = StatementFactory(campaign=campaign)
    told = why(evidence.attach, paper, by=office, stored_file=StoredFileFactory())
    assert told == locked


def test_no_reading_is_entered_into_a_locked_year(campaign, office, locked):
    given = {"ends_on": date(2014, 6, 30), "value": 5, "source": "台账"}
    assert why(ledgers.read, IndicatorFactory(), by=office, **given) == locked


def test_a_reading_outside_every_campaign_is_not_locked(campaign, office, locked):
    reading = ReadingFactory(ends_on=date(2016, 6, 30))
    assert records.why_locked(reading) == ""


def test_a_statement_of_a_locked_year_stands(campaign, office, locked):
    paper = StatementFactory(campaign=campaign)
    TargetFactory(statement=paper)
    head = UserFactory(role=roles.UNIT_HEAD, unit=paper.unit)
    leader = UserFactory(role=roles.LEADING_GROUP)
    assert why(statements.sign_for_unit, paper, by=head) == locked
    paper.unit_signed_by, paper.unit_signed_at = head, timezone.now()
    paper.save()
    assert why(statements.sign_for_court, paper, by=leader) == locked


def test_no_statement_is_opened_or_changed_in_a_locked_year(campaign, office, locked):
    paper = StatementFactory(campaign=campaign)
    opened = {"year": 2014, "units": [office.unit]}
    assert why(statements.prepare, campaign, by=office, **opened) == locked
    assert why(statements.set_target, paper, by=office) == locked


# -- Shares and the outcome -------------------------------------------------------


def test_shares_short_of_100_are_told(campaign, row):
    told = _("The shares of the years are %(sum)s%% together, not 100%%.")
    assert years.why_not_whole(campaign, [row]) == told % {"sum": 60}
    other = CampaignYear(campaign=campaign, year=2013, points_share=40)
    assert years.why_not_whole(campaign, [row, other]) == ""


def test_a_mean_needs_no_shares(campaign, row):
    campaign.cycle = campaign.Cycle.MEAN
    assert years.why_not_whole(campaign, [row]) == ""


@pytest.mark.parametrize("outcome", ["named", "kept", "failed", "revoked", ""])
def test_the_office_enters_the_outcome(campaign, office, outcome):
    years.conclude(campaign, by=office, outcome=outcome)
    campaign.refresh_from_db()
    assert campaign.outcome == outcome


def test_it_refuses_an_outcome_nobody_knows(campaign, office):
    told = _("This is not an outcome.")
    assert why(years.conclude, campaign, by=office, outcome="won") == told


def test_only_the_office_enters_the_outcome(campaign):
    leader = UserFactory(role=roles.LEADING_GROUP)
    told = _("The outcome is entered by the office.")
    assert why(years.conclude, campaign, by=leader, outcome="named") == told
