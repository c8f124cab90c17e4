"""From a record to every sentence whose numbers count it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from campaigns.models import Activity, Campaign, Evidence, Honour, Reading, Statement
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
    """The sentences that quote one record, whatever campaign is in view."""
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind].objects.visible_to(request.user)
    one = get_object_or_404(rows, pk=pk)
    drafts = Summary.objects.visible_to(request.user)
    campaigns = Campaign.objects.filter(pk__in=drafts.values("campaign"))
    found = [
        told
        for campaign in _of(one, campaigns)
        for told in quotations.of_record(kind, one, campaign, drafts)
    ]
    editions = Edition.objects.visible_to(request.user)
    context = {
        "record": one,
        "quotations": found,
        "issued": quotations.of_editions(kind, one, editions),
    }
    return render(request, "dossiers/figure_quotations.html", context)


def _of(record, campaigns):
    """The campaigns that may tell of it: its own; a reading counts in any of them."""
    owner = record.owner if isinstance(record, Evidence) else record
    own = getattr(owner, "campaign_id", None)
    return campaigns.filter(pk=own) if own else campaigns
