"""不适用: a written explanation instead of proof, for a year or for the whole cycle.

A criterion that does not apply is answered in writing (award.md 2.4): its material is
complete then, and the explanation is shown wherever it counts.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import records, roles, years
from campaigns.models import Campaign, Exemption
from campaigns.refusals import Refused, refuse

SHORTEST = 10  # characters of an explanation: less explains nothing


def why_not_exempt(campaign, criterion, *, by, year=None):
    """The reason `by` may not declare it not applicable, or ""; year None: the cycle."""
    return (
        why_not_decide(campaign, by=by)
        or _why_not_criterion(campaign, criterion)
        or _why_not_year(campaign, year)
        or _why_twice(campaign, criterion, year)
    )


def why_not_withdraw(exemption, *, by):
    campaign = exemption.campaign
    return why_not_decide(campaign, by=by) or _why_locked(campaign, exemption.year)


@transaction.atomic
def exempt(campaign, criterion, *, by, reason, year=None):
    """Say in writing why a criterion does not apply; returns the `Exemption`."""
    # One after the other, so that nothing is said twice.
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(why_not_exempt(campaign, criterion, by=by, year=year))
    reason = reason.strip()
    if len(reason) < SHORTEST:
        told = {"number": SHORTEST}
        raise Refused(
            _("Explain in at least %(number)s characters why it does not apply.") % told
        )
    return Exemption.objects.create(
        campaign=campaign, criterion=criterion, year=year, reason=reason, judged_by=by
    )


@transaction.atomic
def withdraw(exemption, *, by):
    """Take an explanation back: proof is asked for again. The audit log keeps it."""
    exemption = records.lock(exemption)
    refuse(why_not_withdraw(exemption, by=by))
    exemption.delete()


def why_not_decide(campaign, *, by):
    """The reason it is not for `by` to say what applies, or ""; nothing is queried."""
    if campaign.court_id != by.court_id:
        return _("This campaign belongs to another court.")
    if not by.has_perm(roles.EXEMPT):
        return _("Whether a criterion applies is for the office to say.")
    return ""


def _why_not_criterion(campaign, criterion):
    if criterion.standard_id != campaign.standard_id:
        return _("This criterion is not part of the campaign's standard.")
    if criterion.children.exists():
        return _("It has criteria below it; say of each of them whether it applies.")
    return ""


def _why_not_year(campaign, year):
    if year is not None and year not in campaign.calendar_years:
        return _("The campaign does not run in %(year)s.") % {"year": year}
    return _why_locked(campaign, year)


def _why_locked(campaign, year):
    """A locked year stays as it was judged; the whole cycle takes in every year."""
    asked = campaign.calendar_years if year is None else (year,)
    reasons = (years.why_locked(campaign, each) for each in asked)
    return next(filter(None, reasons), "")


def _why_twice(campaign, criterion, year):
    known = Exemption.objects.filter(campaign=campaign, criterion=criterion)
    said = set(known.values_list("year", flat=True))
    if None in said or year in said:
        return _("That it does not apply has been explained already.")
    if year is None and said:
        return _("Single years are explained already; withdraw those first.")
    return ""
