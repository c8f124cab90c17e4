"""Who answers for a criterion: naming the responsible unit of several at once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Assignment, Campaign
from campaigns.refusals import refuse


@dataclass(frozen=True)
class Assigned:
    """What naming a unit came to: `named` anew, `standing` already, `foreign`: of
    another standard."""

    named: int
    standing: int
    foreign: int


def why_not_assign(campaign, *, by):
    """The reason `by` does not say who answers in this campaign, or ""."""
    if not by.has_perm(roles.ASSIGN) or campaign.court_id != by.court_id:
        return _("The office says which unit answers for what.")
    return ""


def why_not_unit(campaign, unit):
    """The reason `unit` is given nothing in this campaign, or ""."""
    if unit.court_id != campaign.court_id or not unit.is_active:
        return _("Choose an active unit of this court.")
    return ""


@transaction.atomic
def assign(campaign, *, by, criteria, unit):
    """Let `unit` answer for `criteria` (rows), beside whoever does; `Assigned`."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(why_not_assign(campaign, by=by) or why_not_unit(campaign, unit))
    rows = campaign.assignments.filter(unit=unit)
    known = set(rows.values_list("criterion", flat=True))
    own = [each for each in criteria if each.standard_id == campaign.standard_id]
    new = [each for each in own if each.pk not in known]
    for criterion in new:  # one by one: the log keeps each
        Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    return Assigned(len(new), len(own) - len(new), len(criteria) - len(own))
