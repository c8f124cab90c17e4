"""负面清单: each event of the standard is none, occurred, or not yet checked."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles, years
from campaigns.models import Incident, VetoRule
from campaigns.refusals import refuse


@dataclass(frozen=True)
class Check:
    """One rule of the negative list and what the check found, if there was one."""

    rule: VetoRule
    incident: Incident | None

    @property
    def state(self):
        return self.incident.finding if self.incident else "unchecked"


@dataclass(frozen=True)
class Event:
    """An event of the negative list with its check; `finding` None: not yet checked."""

    title: str
    consequence: str
    points: Decimal | None
    finding: str | None
    occurred_on: date | None

    @property
    def label(self):
        return VetoRule.Consequence(self.consequence).label

    @property
    def has_occurred(self):
        return self.finding == Incident.Finding.OCCURRED

    @property
    def is_deduction(self):
        return self.consequence == VetoRule.Consequence.DEDUCTION

    @property
    def is_veto(self):
        """It occurred and stops everything: no number of points outranks it."""
        return self.has_occurred and not self.is_deduction


def events(campaign):
    """Every `Event` of the campaign's standard, in one query."""
    if campaign.standard_id is None:
        return ()
    ours = FilteredRelation("incidents", condition=Q(incidents__campaign=campaign))
    rows = VetoRule.objects.filter(standard=campaign.standard_id).annotate(checked=ours)
    rows = rows.annotate(
        finding=F("checked__finding"), occurred_on=F("checked__occurred_on")
    )
    names = ("title", "consequence", "points", "finding", "occurred_on")
    return tuple(Event(*row) for row in rows.values_list(*names))


def vetoes(campaign):
    """The events that occurred and stop everything; one query, none without campaign."""
    return tuple(each for each in events(campaign) if each.is_veto) if campaign else ()


def of(campaign):
    """Every event of the campaign's standard with its check, in two queries."""
    if campaign.standard_id is None:
        return ()
    found = {
        incident.rule_id: incident
        for incident in campaign.incidents.select_related("checked_by")
    }
    rules = VetoRule.objects.filter(standard=campaign.standard_id)
    return tuple(Check(rule, found.get(rule.pk)) for rule in rules)


def why_not_check(campaign, *, by):
    if not by.has_perm(roles.CHECK_INCIDENTS) or campaign.court_id != by.court_id:
        return _("The negative list is checked by the office.")
    return ""


@transaction.atomic
def check(campaign, *, by, rule, finding, occurred_on=None, note=""):
    """Enter what the check of one event found, in place of an earlier check."""
    refuse(
        why_not_check(campaign, by=by)
        or _why_not_listed(campaign, rule)
        or _why_not_enter(finding, occurred_on)
        or _why_not_day(campaign, rule, occurred_on)
        or _why_locked(campaign, rule, occurred_on)
    )
    values = {
        "finding": finding,
        "occurred_on": occurred_on,
        "note": note,
        "checked_by": by,
        "checked_at": timezone.now(),
    }
    incident, _created = Incident.objects.update_or_create(
        campaign=campaign, rule=rule, defaults=values
    )
    return incident


def _why_not_listed(campaign, rule):
    if rule.standard_id != campaign.standard_id:
        return _("This event is not on the list of the campaign's standard.")
    return ""


def _why_not_enter(finding, occurred_on):
    if finding == Incident.Finding.OCCURRED and occurred_on is None:
        return _("Say on which day it occurred.")
    if finding == Incident.Finding.NONE and occurred_on is not None:
        return _("An event that did not occur has no day.")
    return ""


def _why_not_day(campaign, rule, day):
    """The list looks back from the campaign's start as far as its rule says."""
    first = _months_before(campaign.starts_on, rule.window_months)
    if day is None or first <= day <= campaign.ends_on:
        return ""
    return _("The date must lie between %(first)s and %(last)s.") % {
        "first": first.isoformat(),
        "last": campaign.ends_on.isoformat(),
    }


def _why_locked(campaign, rule, day):
    """Neither what is entered nor what it replaces may speak of a locked year."""
    earlier = Incident.objects.filter(campaign=campaign, rule=rule)
    days = {day, *earlier.values_list("occurred_on", flat=True)}
    told = {years.why_locked(campaign, each.year if each else None) for each in days}
    return next(filter(None, told), "")


def _months_before(day, months):
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
