"""Activities: the list, one of them, and its way to confirmation."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import activities, compliance, progress, records, roles, standards
from campaigns.forms.lists import ActivityFilter, order_of
from campaigns.models import Activity, Criterion, User
from campaigns.numbers import number
from campaigns.querysets import current
from campaigns.refusals import Refused

PAGE = 25


@dataclass(frozen=True)
class Step:
    """One thing that happened to a record, as its own fields tell it."""

    at: datetime
    what: str
    by: User
    note: str = ""


def listing(request):
    rows = Activity.objects.visible_to(request.user).for_list()
    rows = rows.filter(campaign=_key(request.campaign)).annotate(
        proofs=Count("evidence", filter=current("evidence__"), distinct=True)
    )
    narrowed = ActivityFilter(request.GET, rows, request=request)
    ordered = narrowed.qs.order_by(*order_of(request.GET.get("sort")))
    context = {
        "filter": narrowed,
        "page": Paginator(ordered, PAGE).get_page(request.GET.get("page")),
        "why_not_log": activities.why_not_log(
            (request.campaign or None), by=request.user
        ),
    }
    return render(request, "campaigns/activities.html", context)


def show(request, pk):
    return _show(request, _visible(request, pk))


@require_POST
def submit(request, pk):
    activity = _visible(request, pk)
    try:
        records.submit(activity, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Submitted. Somebody else confirms it now."))
        if wanting := progress.wanting(activity):
            messages.warning(request, wanting)
    return redirect(activity)


@require_POST
def confirm(request, pk):
    activity = _visible(request, pk)
    try:
        records.confirm(activity, by=request.user, revision=_revision(request))
    except Refused as why:
        messages.error(request, str(why))
        return redirect(activity)
    told = _("Confirmed, it counts now: %(unit)s, %(title)s.")
    messages.success(request, told % _named(activity))
    return redirect("awaiting")


@require_POST
def send_back(request, pk):
    activity = _visible(request, pk)
    reason = request.POST.get("reason", "")
    try:
        records.send_back(
            activity, by=request.user, reason=reason, revision=_revision(request)
        )
    except Refused as why:
        return _show(request, _visible(request, pk), reason=reason, refusal=str(why))
    told = _("Returned to %(name)s with the reason: %(unit)s, %(title)s.")
    messages.success(
        request, told % (_named(activity) | {"name": activity.logged_by.name})
    )
    return redirect("awaiting")


@require_POST
def discard(request, pk):
    activity = _visible(request, pk)
    try:
        activities.discard(activity, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
        return redirect(activity)
    messages.success(request, _("The draft is discarded."))
    return redirect("activities")


def _show(request, activity, **typed):
    """Its page; `typed` is a reason that was refused, and the refusal."""
    entries = activity.evidence.visible_to(request.user).current()
    entries = list(entries.select_related("stored_file", "activity"))
    criteria = list(standards.loose(Criterion.objects.filter(activities=activity)))
    why_not = _reasons(activity, request.user)
    context = {
        "activity": activity,
        "co_hosts": activity.co_hosts.all(),
        "pictures": [entry for entry in entries if entry.is_picture],
        "files": [entry for entry in entries if not entry.is_picture],
        "criteria": criteria,
        "reviews": compliance.review(criteria, entries, activity.campaign),
        "hints": compliance.remarks(entries),
        "training": activity.training_records.select_related("person__unit"),
        "steps": _steps(activity),
        "why_not": why_not,
        "told": _told(activity, request.user, why_not),
    }
    context |= typed
    return render(request, "campaigns/activity.html", context)


def _visible(request, pk):
    rows = Activity.objects.visible_to(request.user).select_related(
        "campaign__court", "category", "unit", "logged_by", "changed_by"
    )
    return get_object_or_404(rows, pk=pk)


def _key(campaign):
    return campaign.pk if campaign else None


def _revision(request):
    """The revision the page showed; what is no number matches none."""
    read = number(request.POST.get("revision"))
    return -1 if read is None else read


def _named(activity):
    """What a message calls it. After a judgement comes the list, never the next record:
    the second click of a slow double click would judge that one unseen."""
    return {"unit": activity.unit, "title": activity.title}


def _reasons(activity, user):
    """Each verb's reason not to; the page shows the buttons that have none."""
    asked = {"by": user, "locked": records.why_locked(activity)}
    return {
        "change": records.why_not_change(activity, **asked),
        "submit": records.why_not_submit(activity, **asked),
        "confirm": records.why_not_confirm(activity, **asked),
        "send_back": records.why_not_return(activity, **asked),
        "discard": activities.why_not_discard(activity, by=user),
    }


def _told(activity, user, why_not):
    """The reasons worth reading: why an own draft, or what one may judge, must wait."""
    is_unfinished = not (activity.is_awaiting or activity.is_confirmed)
    if is_unfinished and not why_not["change"]:
        return why_not["submit"]
    judges = user.has_perm(roles.CONFIRM) or user.has_perm(roles.CONFIRM_ANY)
    return why_not["confirm"] if activity.is_awaiting and judges else ""


def _steps(activity):
    told = (
        (activity.logged_at, _("logged"), activity.logged_by, ""),
        (activity.submitted_at, _("submitted"), activity.logged_by, ""),
        (
            activity.returned_at,
            _("returned"),
            activity.returned_by,
            activity.return_reason,
        ),
        (activity.confirmed_at, _("confirmed"), activity.confirmed_by, ""),
    )
    steps = [Step(*step) for step in told if step[0]]
    return sorted(steps, key=lambda step: step.at)
