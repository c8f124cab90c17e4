"""Last year's summary copied forward: what would happen first, then it happens."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from campaigns.refusals import Refused
from dossiers import carrying, summaries
from dossiers.forms import AsOfForm
from dossiers.models import Summary


def carry(request, pk):
    """Say up to which day the copy tells; the figures that change are told before."""
    rows = Summary.objects.visible_to(request.user).select_related("campaign__court")
    last = get_object_or_404(rows, pk=pk)
    if summaries.why_not_edit(last.campaign, by=request.user):
        raise Http404
    plan = carrying.plan(last)
    form = AsOfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            as_of = form.cleaned_data["as_of"]
            made = carrying.forward(last, by=request.user, as_of=as_of)
            told = _("Copied. Every sentence now waits until somebody looks at it.")
            messages.success(request, told)
            return redirect(made)
        except Refused as refused:
            form.add_error(None, str(refused))
    why_not = carrying.why_not_carry(plan, by=request.user)
    context = {"last": last, "plan": plan, "form": form, "why_not": why_not}
    return render(request, "dossiers/summary_carry.html", context)
