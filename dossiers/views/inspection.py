"""The first page of an inspection: the lot, what was drawn, what was found."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns import roles
from dossiers import inspections, samples
from dossiers.inspection_forms import DrawForm
from dossiers.models import Finding, Sample

SHOWN = 8


@require_safe
def hub(request):
    campaign = request.campaign or None
    user = request.user
    may_see = user.has_perm(roles.SEE_COURT) or user.has_perm(roles.SEE_GRANTED)
    if campaign is None or not may_see:
        raise Http404
    drawn = Sample.objects.visible_to(user).filter(campaign=campaign)
    found = Finding.objects.visible_to(user).filter(campaign=campaign)
    context = {
        "campaign": campaign,
        "form": DrawForm(),
        "why_not_draw": samples.why_not_draw(campaign, by=user),
        "may_raise": not inspections.why_not_raise(campaign, by=user),
        "samples": drawn.select_related("drawn_by")[:SHOWN],
        "findings": found.select_related("raised_by", "criterion")[:SHOWN],
    }
    return render(request, "dossiers/inspection.html", context)
