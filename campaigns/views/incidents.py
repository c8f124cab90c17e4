"""负面清单: every event of the standard with its check, and entering one."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import incidents as verbs
from campaigns.forms.incidents import IncidentForm
from campaigns.models import VetoRule
from campaigns.refusals import Refused


@require_safe
def incidents(request):
    campaign = request.campaign
    checks = verbs.of(campaign) if campaign else ()
    states = Counter(check.state for check in checks)
    context = {
        "campaign": campaign,
        "checks": checks,
        "figures": _figures(states) if checks else (),
        "has_occurred": states["occurred"] > 0,
        "may_check": bool(campaign)
        and not verbs.why_not_check(campaign, by=request.user),
    }
    return render(request, "campaigns/incidents.html", context)


def incident_check(request, pk):
    """`pk` is the rule's: before the first check there is no other row."""
    campaign = request.campaign
    standard = campaign.standard_id if campaign else None
    rule = get_object_or_404(VetoRule.objects.filter(standard=standard), pk=pk)
    if why := verbs.why_not_check(campaign, by=request.user):
        messages.error(request, why)
        return redirect("incidents")
    earlier = campaign.incidents.filter(rule=rule).select_related("checked_by").first()
    form = IncidentForm(request.POST or None, initial=_known(earlier))
    if form.is_valid():
        try:
            verbs.check(campaign, by=request.user, rule=rule, **form.cleaned_data)
        except Refused as refused:
            form.add_error("occurred_on", str(refused))
        else:
            messages.success(request, _("The check is entered."))
            return redirect("incidents")
    context = {"form": form, "rule": rule, "earlier": earlier}
    return render(request, "campaigns/incident_form.html", context)


def _known(incident):
    names = ("finding", "occurred_on", "note")
    return {name: getattr(incident, name) for name in names} if incident else {}


def _figures(states):
    labels = {
        "unchecked": _("Not yet checked"),
        "none": _("Did not occur"),
        "occurred": _("Occurred"),
    }
    return [{"label": labels[state], "value": states[state]} for state in labels]
