"""What an assessor took out of the archive: beside the proof they opened, as the page
of their leave tells it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns import grants
from campaigns.models import Grant
from dossiers.models import ArchiveEvent

PAGE = 25


@require_safe
def taken(request, pk):
    """Every event of the archive by the person of one leave, the newest first; of all
    campaigns, for not every event belongs to one."""
    rows = Grant.objects.filter(campaign__court=request.user.court_id)
    grant = get_object_or_404(rows.select_related("person", "campaign"), pk=pk)
    if grants.why_not_grant(grant.campaign, by=request.user):
        raise Http404
    events = ArchiveEvent.objects.filter(
        court=grant.campaign.court_id, by=grant.person_id
    )
    events = events.select_related("item").order_by("-number")
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    context = {"grant": grant, "page": page}
    return render(request, "dossiers/archive_taken.html", context)
