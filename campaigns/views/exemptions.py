"""Saying in writing that a criterion does not apply, and taking it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import exemptions
from campaigns.forms.exemptions import ExemptionForm
from campaigns.models import Campaign, Criterion, Exemption
from campaigns.refusals import Refused


def exempt(request, pk):
    campaign = request.campaign or None
    if campaign is None:
        raise Http404
    criterion = get_object_or_404(Criterion, pk=pk, standard=campaign.standard_id)
    if why := exemptions.why_not_decide(campaign, by=request.user):
        messages.error(request, why)
        return redirect("criterion", pk)
    years = campaign.calendar_years
    initial = {"year": request.GET.get("year")}
    form = ExemptionForm(request.POST or None, years=years, initial=initial)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _exempt(request, campaign, criterion, form):
        return redirect("criterion", pk)
    context = {"criterion": criterion, "campaign": campaign, "form": form}
    return render(request, "campaigns/exemption_form.html", context)


@require_POST
def withdraw(request, pk):
    campaigns = Campaign.objects.visible_to(request.user)
    exemption = get_object_or_404(Exemption, pk=pk, campaign__in=campaigns)
    try:
        exemptions.withdraw(exemption, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Withdrawn. Proof is asked for again."))
    return redirect("criterion", exemption.criterion_id)


def _exempt(request, campaign, criterion, form):
    """False leaves the form with the reason and what was typed."""
    said = form.cleaned_data
    try:
        exemptions.exempt(campaign, criterion, by=request.user, **said)
    except Refused as why:
        form.add_error(None, str(why))
        return False
    messages.success(
        request, _("Kept. The explanation stands wherever the criterion counts.")
    )
    return True
