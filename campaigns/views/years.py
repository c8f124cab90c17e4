"""The years of a campaign: shares, locks with their reasons, and the outcome."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import years as verbs
from campaigns.forms.scores import LockForm, OutcomeForm
from campaigns.models import CampaignYear
from campaigns.refusals import Refused


@require_safe
def years(request):
    return _show(request)


@require_POST
def year_lock(request, pk):
    return _turn(request, pk, verbs.lock, _("%(year)s is locked now."))


@require_POST
def year_unlock(request, pk):
    return _turn(request, pk, verbs.unlock, _("%(year)s is open again."))


@require_POST
def campaign_outcome(request):
    form = OutcomeForm(request.POST)
    if request.campaign and form.is_valid():
        try:
            verbs.conclude(request.campaign, by=request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The outcome is entered."))
    return redirect("years")


def _turn(request, pk, verb, done):
    """Lock or unlock; without a reason the page comes back with what was typed."""
    rows = CampaignYear.objects.filter(campaign=request.campaign or None)
    row = get_object_or_404(rows, pk=pk)
    form = LockForm(request.POST, auto_id=f"year-{pk}_%s")
    if not form.is_valid():
        return _show(request, form=form, tried=pk)
    try:
        verb(row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done % {"year": row.year})
    return redirect("years")


def _show(request, form=None, tried=None):
    campaign, user = request.campaign or None, request.user
    if campaign is None:
        return render(request, "campaigns/years.html", {"campaign": None})
    rows = list(campaign.years.select_related("locked_by"))
    may_keep = not verbs.why_not_keep(campaign, by=user)
    context = {
        "campaign": campaign,
        "rows": [(row, _form(row, form, tried)) for row in rows],
        "why_not_whole": verbs.why_not_whole(campaign, rows),
        "history": verbs.history(rows),
        "may_keep": may_keep,
        "outcome_form": _outcome_form(campaign, user),
        "edit_url": _edit_url(campaign) if may_keep and user.is_staff else "",
    }
    return render(request, "campaigns/years.html", context)


def _form(row, form, tried):
    return form if row.pk == tried else LockForm(auto_id=f"year-{row.pk}_%s")


def _outcome_form(campaign, user):
    if verbs.why_not_conclude(campaign, by=user):
        return None
    return OutcomeForm(initial={"outcome": campaign.outcome})


def _edit_url(campaign):
    return reverse("admin:campaigns_campaign_change", args=[campaign.pk])
