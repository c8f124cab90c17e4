"""考评授权: who may look in until when, and what they opened."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import grants as verbs
from campaigns.forms.grants import ExtendForm, GrantForm
from campaigns.models import Grant
from campaigns.refusals import Refused

PAGE = 25


def grants(request):
    """The leaves of the campaign, and a form for another one."""
    campaign = _campaign(request)
    people = verbs.assessors(campaign)
    form = GrantForm(request.POST or None, people=people)
    if form.is_valid() and _give(request, campaign, form):
        return redirect("grants")
    context = {"campaign": campaign, "form": form, "leaves": verbs.of(campaign)}
    return render(request, "campaigns/grants.html", context)


def grant(request, pk):
    """One leave: longer or shorter, and every proof its person opened."""
    row = _grant(request, pk)
    form = ExtendForm(request.POST or None, initial={"until_on": row.until_on})
    if form.is_valid() and _give(request, row.campaign, form, person=row.person):
        return redirect("grant", pk=pk)
    rows = verbs.openings(row.campaign).filter(opened_by=row.person_id)
    rows = rows.select_related("evidence__stored_file").order_by("-opened_at", "-pk")
    context = {
        "grant": row,
        "form": form,
        "is_over": verbs.is_over(row),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/grant.html", context)


@require_POST
def grant_end(request, pk):
    row = _grant(request, pk)
    try:
        verbs.end(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = _("%(name)s sees nothing of this campaign any more.")
        messages.success(request, told % {"name": row.person.name})
    return redirect("grants")


def _campaign(request):
    """The campaign in view, for whoever may let somebody into it."""
    campaign = request.campaign or None
    if campaign is None or verbs.why_not_grant(campaign, by=request.user):
        raise Http404
    return campaign


def _grant(request, pk):
    """A leave of any campaign of the court, whichever is in view."""
    rows = Grant.objects.filter(campaign__court=request.user.court_id)
    row = get_object_or_404(rows.select_related("person", "campaign"), pk=pk)
    if verbs.why_not_grant(row.campaign, by=request.user):
        raise Http404
    return row


def _give(request, campaign, form, **who):
    """The leave, or None with the reason on the form."""
    try:
        row = verbs.give(campaign, by=request.user, **who, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    told = _("%(name)s may read this campaign until %(day)s.")
    day = row.until_on.isoformat()
    messages.success(request, told % {"name": row.person.name, "day": day})
    return row
