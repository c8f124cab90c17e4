"""Gaps and the tasks made of them: what is missing, who does it, by when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import activities, incidents, progress, roles
from campaigns import tasks as verbs
from campaigns.forms.tasks import PENDING, GapFilter, TaskFilter, TaskForm
from campaigns.models import Criterion, Task, Unit
from campaigns.numbers import number
from campaigns.refusals import Refused

PAGE = 25


# -- Gaps -------------------------------------------------------------------------


@require_safe
def gaps(request):
    campaign = request.campaign or None
    if campaign is None:
        return render(request, "campaigns/gaps.html", {"campaign": None})
    user, units = request.user, _units(request)
    report = progress.of(campaign)
    parts = [part.node for part in report.parts]
    form = GapFilter(request.GET, parts=parts, years=report.years, units=units)
    wanted = form.wanted
    owner = wanted["unit"].pk if wanted["unit"] else None
    # Without a unit (no row has key 0) nobody's gaps are one's own.
    wanted["owner"] = owner if roles.sees_all(user) else user.unit_id or 0
    states = verbs.of(_visible(user).filter(campaign=campaign), report)
    lines = [
        line for line in verbs.beside(report.gaps, states) if _is_wanted(line, wanted)
    ]
    part = wanted["part"]
    context = {
        "campaign": campaign,
        "form": form,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "may_give": not verbs.why_not_give(campaign, by=user),
        "part": report.by_pk[part].node if part else None,
        "part_gaps": len(verbs.gaps_of(report, part)) if part else 0,
    }
    return render(request, "campaigns/gaps.html", context)


def _is_wanted(line, wanted):
    gap = line.gap
    if wanted["part"] and gap.criterion.path[0] != wanted["part"]:
        return False
    if wanted["year"] and gap.rule.year not in (None, wanted["year"]):
        return False
    if wanted["owner"] is not None and wanted["owner"] not in {
        each.pk for each in gap.units
    }:
        return False
    if wanted["unowned"] and gap.units:
        return False
    return not (wanted["free"] and line.tasks)


# -- Giving -----------------------------------------------------------------------


def new(request):
    """`?rule=` (its key) and `year` (none: the whole cycle) say which gap."""
    campaign = request.campaign or None
    if campaign is None:
        raise Http404
    if why := verbs.why_not_give(campaign, by=request.user):
        messages.error(request, why)
        return redirect("gaps")
    report = progress.of(campaign)
    rule, year = (number(request.GET.get(name)) for name in ("rule", "year"))
    gap = verbs.find_gap(report, rule, year)
    if gap is None:
        messages.info(request, _("Nothing is missing here any more."))
        return redirect("gaps")
    form = _form(request, gap)
    if form.is_valid() and (task := _give(request, campaign, rule, year, form)):
        messages.success(request, _("The task is given."))
        return redirect(task)
    states = verbs.of(_visible(request.user).filter(campaign=campaign), report)
    (line,) = verbs.beside([gap], states)
    context = {"form": form, "line": line, "gap": gap}
    return render(request, "campaigns/task_form.html", context)


def _form(request, gap):
    owner = gap.units[0].pk if gap.units else None
    initial = {"unit": owner, "due_on": verbs.default_day(gap)}
    units = Unit.objects.of_court(request.user.court_id).active()
    return TaskForm(
        request.POST or None,
        initial=initial,
        units=units,
        last_day=verbs.last_day(gap),
    )


def _give(request, campaign, rule, year, form):
    """The new task, or None with the reason on the form."""
    values = form.cleaned_data
    try:
        return verbs.give(campaign, by=request.user, rule=rule, year=year, **values)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


@require_POST
def give_part(request, pk):
    """Every gap below a top-level criterion, to the units that answer for it."""
    campaign = request.campaign or None
    standard = campaign.standard_id if campaign else None
    part = get_object_or_404(Criterion, pk=pk, standard=standard, parent=None)
    try:
        given = verbs.give_part(campaign, by=request.user, part=part.pk)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = _("%(number)s tasks given.") % {"number": len(given.tasks)}
        if given.unowned:
            told += _(" %(number)s gaps have no responsible unit and stay.") % {
                "number": given.unowned
            }
        messages.success(request, told)
    return redirect(f"{reverse('gaps')}?part={part.pk}")


# -- Tasks ------------------------------------------------------------------------


@require_safe
def listing(request):
    campaign = request.campaign or None
    form = TaskFilter(request.GET, units=_units(request))
    states, wanted = (), form.wanted
    if campaign:
        rows = _visible(request.user).filter(campaign=campaign)
        if wanted["unit"]:
            rows = rows.filter(unit=wanted["unit"])
        states = verbs.of(rows, progress.of(campaign))
    chosen = [each for each in states if _is_in(each, wanted["state"])]
    context = {
        "campaign": campaign,
        "form": form,
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("page")),
        "may_give": bool(campaign)
        and not verbs.why_not_give(campaign, by=request.user),
    }
    return render(request, "campaigns/tasks.html", context)


def _is_in(each, state):
    if state == PENDING:
        return each.is_pending
    return state in ("", None, each.state)


@require_safe
def one(request, pk):
    task = _one(request, pk)
    report = progress.of(task.campaign)
    (state,) = verbs.of(Task.objects.filter(pk=task.pk), report)
    context = {
        "each": state,
        "task": state.task,
        "vetoes": incidents.vetoes(task.campaign),
        "points": report.points,
        "points_after": verbs.score_after(state, report),
        "may_log": state.is_pending
        and not activities.why_not_log(task.campaign, by=request.user),
        "may_cancel": not verbs.why_not_cancel(task, by=request.user),
    }
    return render(request, "campaigns/task.html", context)


@require_POST
def cancel(request, pk):
    task = _one(request, pk)
    try:
        verbs.cancel(task, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The task is cancelled."))
    return redirect(task)


def _visible(user):
    return Task.objects.visible_to(user)


def _one(request, pk):
    rows = _visible(request.user).select_related("campaign__standard")
    return get_object_or_404(rows, pk=pk)


def _units(request):
    """The units to choose from; None for whoever sees only their own."""
    if not roles.sees_all(request.user) or not request.campaign:
        return None
    return Unit.objects.of_court(request.campaign.court_id)
