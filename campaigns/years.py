"""Years of a campaign: what each weighs, which are locked, and how it all ended."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from auditlog.models import LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Activity, Campaign, CampaignYear, Honour, Reading
from campaigns.refusals import Refused, refuse

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Change:
    """One locking or unlocking, as the log kept it."""

    year: str
    at: datetime
    name: str
    is_locked: bool
    reason: str


def weights(campaign):
    """{year: its part of the result}, together 1; {None: 1} when the cycle is one total.

    Shares that do not add up to 100 are taken in proportion; without any, years weigh
    the same. One query, or none.
    """
    if campaign.cycle == Campaign.Cycle.TOTAL:
        return {None: Decimal(1)}
    years = campaign.calendar_years
    shares = {}
    if campaign.cycle == Campaign.Cycle.SHARE:
        shares = dict(campaign.years.values_list("year", "points_share"))
    shares = {year: shares.get(year, Decimal(0)) for year in years}
    if not any(shares.values()):
        shares = dict.fromkeys(years, Decimal(1))
    return {year: share / sum(shares.values()) for year, share in shares.items()}


def scored(campaign):
    """The years that are scored one by one; (None,) where the cycle is one total."""
    is_one = campaign.cycle == Campaign.Cycle.TOTAL
    return (None,) if is_one else tuple(campaign.calendar_years)


def why_not_whole(campaign, rows):
    """What is wrong with the shares of the years `rows`, or ""."""
    if campaign.cycle != Campaign.Cycle.SHARE:
        return ""
    together = sum(row.points_share for row in rows)
    if together == WHOLE:
        return ""
    return _("The shares of the years are %(sum)s%% together, not 100%%.") % {
        "sum": f"{together.normalize():f}" if together else 0
    }


def locks(campaign):
    """{year: why it is locked} in one query."""
    rows = campaign.years.filter(locked_at__isnull=False)
    return dict(rows.values_list("year", "lock_reason"))


def why_locked(campaign, year):
    """The reason nothing of this year may change any more, or "".

    None, the whole cycle, is locked once its last open year is.
    """
    locked = locks(campaign)
    if year is None and locked.keys() >= set(campaign.calendar_years):
        year = campaign.calendar_years[-1]
    if year not in locked:
        return ""
    told = _("%(year)s is locked: %(reason)s")
    return told % {"year": year, "reason": locked[year]}


def why_not_keep(campaign, *, by):
    """The reason `by` may not lock or unlock the years of this campaign, or ""."""
    if not by.has_perm(roles.LOCK_YEARS) or campaign.court_id != by.court_id:
        return _("Years are locked and unlocked by the office.")
    return ""


def why_unsettled(row):
    """The reason a `CampaignYear` cannot be locked yet, or "".

    What is submitted could be neither confirmed nor returned in a locked year.
    """
    number = sum(rows.awaiting_confirmation().count() for rows in _records_of(row))
    if not number:
        return ""
    return _(
        "%(number)s records of %(year)s await confirmation; confirm or return them first."
    ) % {"number": number, "year": row.year}


@transaction.atomic
def lock(row, *, by, reason):
    """Close a `CampaignYear`: nothing dated in it and no score of it changes after."""
    row = _held(row, by)
    if row.locked_at is not None:
        raise Refused(_("This year is locked already."))
    refuse(why_unsettled(row))
    row.locked_at, row.locked_by = timezone.now(), by
    return _save(row, reason, _("Say why the year is locked."))


@transaction.atomic
def unlock(row, *, by, reason):
    """Open a locked year again; the log keeps who did and why, as for the lock."""
    row = _held(row, by)
    if row.locked_at is None:
        raise Refused(_("This year is not locked."))
    row.locked_at = row.locked_by = None
    return _save(row, reason, _("Say why the year is unlocked."))


def history(rows):
    """Every `Change` of the given years, the newest first, in one query."""
    years = {row.pk: str(row) for row in rows}
    entries = LogEntry.objects.get_for_model(CampaignYear).filter(object_id__in=years)
    reasons, found = {}, []
    for entry in entries.select_related("actor").order_by("timestamp", "pk"):
        year, changes = years[entry.object_id], entry.changes
        # The log tells what differs: a reason used again stands in an earlier entry.
        if "lock_reason" in changes:
            reasons[year] = changes["lock_reason"][1]
        before, after = changes.get("locked_at", ("", ""))
        if before != after:
            is_locked = after != "None"
            name = entry.actor.name if entry.actor else ""
            reason = reasons.get(year, "")
            found.append(Change(year, entry.timestamp, name, is_locked, reason))
    return tuple(reversed(found))


def why_not_conclude(campaign, *, by):
    """The reason `by` may not enter how this campaign ended, or ""."""
    if not by.has_perm(roles.SWITCH_STANDARD) or campaign.court_id != by.court_id:
        return _("The outcome is entered by the office.")
    return ""


@transaction.atomic
def conclude(campaign, *, by, outcome):
    """Enter the outcome: named, kept, failed, revoked, or "" while it is open."""
    refuse(why_not_conclude(campaign, by=by))
    if outcome and outcome not in Campaign.Outcome:
        raise Refused(_("This is not an outcome."))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    campaign.outcome = outcome
    campaign.save(update_fields=["outcome"])
    return campaign


def _records_of(row):
    """Every kind of record that is dated in the year and counts for the campaign."""
    campaign, year = row.campaign, row.year
    during = (campaign.starts_on, campaign.ends_on)
    readings = Reading.objects.filter(indicator__court=campaign.court_id)
    return (
        Activity.objects.filter(campaign=campaign, held_on__year=year),
        Honour.objects.filter(campaign=campaign, awarded_on__year=year),
        readings.filter(ends_on__year=year, ends_on__range=during),
    )


def _held(row, by):
    row = CampaignYear.objects.select_for_update().get(pk=row.pk)
    refuse(why_not_keep(row.campaign, by=by))
    return row


def _save(row, reason, missing):
    row.lock_reason = reason.strip()
    if not row.lock_reason:
        raise Refused(missing)
    row.save(update_fields=["locked_at", "locked_by", "lock_reason"])
    return row
