"""From a record to every sentence whose numbers count it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from campaigns.models import Activity, Evidence, Honour, Reading, Statement
from dossiers import quotations
from dossiers.models import Edition, Summary

KINDS = {
    "activity": Activity,
    "evidence": Evidence,
    "reading": Reading,
    "honour": Honour,
    "statement": Statement,
}


def record(request, kind, pk):
    """The sentences that quote one record, in the campaign in view."""
    if kind not in KINDS or not request.campaign:
        raise Http404
    rows = KINDS[kind].objects.visible_to(request.user)
    one = get_object_or_404(rows, pk=pk)
    drafts = Summary.objects.visible_to(request.user)
    found = quotations.of_record(kind, one, request.campaign, drafts)
    editions = Edition.objects.visible_to(request.user)
    editions = editions.filter(summary__campaign=request.campaign)
    context = {
        "record": one,
        "quotations": found,
        "issued": quotations.of_editions(kind, one, editions),
    }
    return render(request, "dossiers/figure_quotations.html", context)
