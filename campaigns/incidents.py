"""负面清单: each event of the standard is none, occurred, or not yet checked."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
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
