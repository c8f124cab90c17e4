"""The burden meter, and letting proof serve a further criterion."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import evidence, progress, reuse, roles
from campaigns.models import Criterion, Evidence
from campaigns.numbers import number
from campaigns.refusals import Refused


def meter(request):
    """What every proof serves, what need not be made again, what nothing asks for."""
    campaign = request.campaign or None
    if campaign is None or not request.user.has_perm(roles.SEE_COURT):
        messages.error(request, _("The office watches how proof is reused."))
        return redirect("evidence-list")
    told = reuse.meter(campaign, progress.of(campaign))
    return render(request, "campaigns/reuse.html", {"meter": told})


@require_POST
def serve(request, pk):
    """Let a piece of proof serve the criterion of the page the button stood on."""
    entry = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    key = number(request.POST.get("criterion"))
    criterion = get_object_or_404(Criterion.objects.select_related("standard"), pk=key)
    try:
        evidence.serve(entry, criterion, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
    else:
        told = {"entry": entry, "criterion": criterion}
        messages.success(request, _("“%(entry)s” serves %(criterion)s too.") % told)
    return redirect("criterion", criterion.pk)
