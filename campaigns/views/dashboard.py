"""The dashboards: the leading group's of the whole court, and one unit's."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from campaigns import activities, dashboards, roles, tasks
from campaigns.models import Unit


@require_safe
def court(request):
    """Whoever sees the court sees the board; others are led to their own unit's."""
    user, campaign = request.user, request.campaign or None
    if not user.has_perm(roles.SEE_COURT):
        if user.has_perm(roles.LOG) and user.unit_id:
            return redirect("dashboard-unit", user.unit_id)
        raise Http404
    context = {"campaign": campaign}
    request.awaiting = None  # the board asks enough; what waits is the home page's
    if campaign:
        context["board"] = dashboards.of(campaign)
        context["may_give"] = not tasks.why_not_give(campaign, by=user)
    return render(request, "campaigns/dashboard.html", context)


@require_safe
def unit(request, pk):
    user, campaign = request.user, request.campaign or None
    if campaign is None or not _may_see(user, pk):
        raise Http404
    row = get_object_or_404(Unit.objects.of_court(campaign.court_id), pk=pk)
    request.awaiting = None  # as above
    context = {
        "board": dashboards.of_unit(campaign, row),
        "unit": row,
        "sees_court": user.has_perm(roles.SEE_COURT),
        "may_give": not tasks.why_not_give(campaign, by=user),
        "may_log": not activities.why_not_log(campaign, by=user),
    }
    return render(request, "campaigns/dashboard_unit.html", context)


def _may_see(user, unit):
    if user.has_perm(roles.SEE_COURT):
        return True
    return user.has_perm(roles.LOG) and user.unit_id == unit
