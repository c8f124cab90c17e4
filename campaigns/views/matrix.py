"""The completeness matrix: criterion × year, and unit × year."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns import matrix, progress, roles
from campaigns.forms.tasks import MatrixFilter
from campaigns.models import Unit


@require_safe
def show(request):
    campaign = request.campaign or None
    if campaign is None:
        return render(request, "campaigns/matrix.html", {"report": None})
    user, sees_all = request.user, roles.sees_all(request.user)
    units = Unit.objects.of_court(campaign.court_id) if sees_all else None
    form = MatrixFilter(request.GET, units=units)
    # Without a unit (no row has key 0) nobody's criteria are one's own.
    unit = form.wanted["unit"] if sees_all else user.unit_id or 0
    report = progress.of(campaign, unit=unit)
    context = {
        "report": report,
        "columns": matrix.columns(report),
        "form": form,
        "own_unit": None if sees_all else user.unit,
        "sees_all": sees_all,
        "rows": _rows(report, form.wanted["gaps"]),
    }
    return render(request, "campaigns/matrix.html", context)


@require_safe
def units(request):
    """Units × years; staff have the one row of their own unit in the first view."""
    campaign = request.campaign or None
    report = progress.of(campaign) if campaign else None
    rows = matrix.by_unit(report) if report else ()
    if not roles.sees_all(request.user):
        own = request.user.unit_id
        rows = [row for row in rows if row.unit and row.unit.pk == own]
    context = {
        "report": report,
        "columns": matrix.columns(report) if report else (),
        "rows": rows,
        "opens_units": _opens_units(request.user),
    }
    return render(request, "campaigns/matrix_units.html", context)


def _opens_units(user):
    """May the person open the dashboard of a unit that is shown here?"""
    return user.has_perm(roles.SEE_COURT) or user.has_perm(roles.LOG)


def _rows(report, only_gaps):
    rows = matrix.of(report)
    return [row for row in rows if row.criterion.missing or not only_gaps]
