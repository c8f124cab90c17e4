"""The first page: each role lands on what it came for."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import (
    activities,
    dashboards,
    festivals,
    progress,
    records,
    roles,
    targets,
    tasks,
    trends,
)
from campaigns import setup as setting_up
from campaigns.models import Activity, Court, Statement, Task

READ_LOG = "auditlog.view_logentry"
SHOWN = 8

# Need, label, who does it, where it is done: in the order of the work.
STEPS = (
    ("court", gettext_lazy("Enter the court's name and fonds number"), "court"),
    ("units", gettext_lazy("Enter the units with their archive codes"), "unit"),
    ("people", gettext_lazy("Open accounts and give them roles"), "user"),
    ("criteria", gettext_lazy("Enter or import the standard"), "standard"),
    ("rules", gettext_lazy("Say what proof each criterion asks for"), "criterion"),
    ("campaign", gettext_lazy("Let the campaign use the standard"), "standard"),
    (
        "categories",
        gettext_lazy("Name the categories of activity and the criteria each serves"),
        "category",
    ),
    ("assignments", gettext_lazy("Say which unit answers for what"), "campaign"),
)


@dataclass(frozen=True)
class Step:
    """One thing to set up, as the part `steps` shows it."""

    label: str
    is_done: bool
    is_next: bool
    url: str
    detail: str


def home(request):
    role = _role(request.user)
    context = {"role": role, "campaign": request.campaign or None}
    return render(request, "campaigns/home.html", context | HOMES[role](request))


def setup(request):
    return render(request, "campaigns/setup.html", {"steps": _steps(request.user)})


# -- Whose home it is ---------------------------------------------------------------


def _role(user):
    """The one role whose work comes first for somebody who holds several."""
    held = (
        ("administrator", user.is_superuser or user.has_perm(roles.ADMINISTER_PEOPLE)),
        ("office", user.has_perm(roles.CONFIRM_ANY)),
        ("leader", user.has_perm(roles.SEE_COURT)),
        ("assessor", user.has_perm(roles.SEE_GRANTED)),
        ("staff", user.has_perm(roles.LOG)),
        ("auditor", user.has_perm(READ_LOG)),
    )
    return next((role for role, is_held in held if is_held), "nobody")


def _administrator(request):
    return {"steps": _steps(request.user)}


def _auditor(request):
    return {"log_url": reverse("admin:auditlog_logentry_changelist")}


def _nobody(request):
    return {}


def _assessor(request):
    """What they came for while their leave lasts; afterwards, that it has ended."""
    campaign = request.campaign or None
    own = request.user.grants.order_by("-until_on", "-pk")
    if campaign is None:
        return {"ended": own.select_related("campaign").first()}
    leave = own.filter(campaign=campaign).first()
    return {"report": progress.of(campaign), "leave": leave}


# -- Staff and heads of units ---------------------------------------------------------


def _staff(request):
    user, campaign = request.user, request.campaign or None
    if campaign is None:
        return {}
    judges = user.has_perm(roles.CONFIRM)
    waiting = Activity.objects.confirmable_by(user).for_list().oldest_wait_first()
    return _unfinished(user, _with_author(user, campaign)) | {
        "why_not_log": activities.why_not_log(campaign, by=user),
        "judges": judges,
        "waiting": list(waiting[:SHOWN]) if judges else [],
        "targets": targets.of(_own_statements(user, campaign)),
        "tasks": _own_tasks(user, campaign),
        **_coming_days(campaign),
    }


def _own_tasks(user, campaign):
    """What the unit was given and the records do not show yet."""
    rows = Task.objects.visible_to(user).standing()
    rows = rows.filter(campaign=campaign, unit=user.unit_id)
    if not rows.exists():
        return []
    states = tasks.of(rows, progress.of(campaign))
    return [each for each in states if each.is_pending]


def _coming_days(campaign):
    """The next festivals; after the campaign nothing can be logged for them."""
    today = timezone.localdate()
    return {"festivals": festivals.after(today, 4), "is_on": campaign.covers(today)}


def _own_statements(user, campaign):
    """The unit's statement of this year, or of the campaign's last."""
    year = min(timezone.localdate().year, campaign.ends_on.year)
    rows = Statement.objects.visible_to(user)
    return rows.filter(campaign=campaign, unit=user.unit_id, year=year)


def _with_author(user, campaign):
    rows = Activity.objects.visible_to(user).unfinished().for_list()
    return rows.filter(campaign=campaign).select_related("returned_by")


def _unfinished(user, rows):
    """What is with its author: returned with a reason, and the own drafts."""
    rows = [row for row in rows if not row.is_awaiting]
    own = [row for row in rows if row.logged_by_id == user.pk]
    return {
        "returned": [row for row in own if row.is_returned],
        "drafts": [row for row in own if not row.is_returned],
        "returned_to_others": [
            row for row in rows if row.is_returned and row.logged_by_id != user.pk
        ][:SHOWN],
        "returned_number": sum(row.is_returned for row in rows),
    }


# -- The office -------------------------------------------------------------------------


def _confirmable(rows, user):
    """Of rows at hand, by the rule itself; a locked year has none that wait."""
    return [row for row in rows if not records.why_not_confirm(row, by=user, locked="")]


def _office(request):
    user, campaign = request.user, request.campaign or None
    if campaign is None:
        return {"steps": _steps(user)}
    report = progress.of(campaign)
    if not report.criteria:
        return {"steps": _steps(user)}
    rows = Activity.objects.visible_to(user).not_confirmed().for_list()
    rows = rows.filter(campaign=campaign).select_related("returned_by")
    rows = list(rows.oldest_wait_first())  # one query for what waits and what is back
    given = tasks.of(Task.objects.standing().filter(campaign=campaign), report)
    late, held = trends.late_share(trends.held_this_year(campaign))
    return _unfinished(user, rows) | {
        "why_not_log": activities.why_not_log(campaign, by=user),
        "judges": True,
        "waiting": _confirmable(rows, user)[:SHOWN],
        "waiting_number": request.awaiting,
        "report": report,
        "lines": tasks.beside(report.gaps[:SHOWN], given),
        "overdue": sum(each.state == tasks.State.OVERDUE for each in given),
        "pending": sum(each.is_pending for each in given),
        "late": late,
        "held": held,
        "year": trends.year_of(campaign),
        "may_give": not tasks.why_not_give(campaign, by=user),
        **_coming_days(campaign),
    }


# -- The leading group --------------------------------------------------------------------


def _leader(request):
    campaign = request.campaign or None
    if campaign is None:
        return {}
    why_not_give = tasks.why_not_give(campaign, by=request.user)
    return {"board": dashboards.of(campaign), "may_give": not why_not_give}


HOMES = {
    "administrator": _administrator,
    "office": _office,
    "leader": _leader,
    "assessor": _assessor,
    "staff": _staff,
    "auditor": _auditor,
    "nobody": _nobody,
}


# -- Setting up ---------------------------------------------------------------------------


def _steps(user):
    court = user.court or (Court.objects.first() if user.is_superuser else None)
    is_there = setting_up.of(court) | {"court": court is not None}
    first = next((need for need, *_rest in STEPS if not is_there[need]), None)
    return [
        Step(
            label=label,
            is_done=is_there[need],
            is_next=need == first,
            url=_admin_url(user, model),
            detail="" if _admin_url(user, model) else _whose(model),
        )
        for need, label, model in STEPS
    ]


def _admin_url(user, model):
    """Where it is done; a standard is imported on a page of its own."""
    if model == "standard" and user.has_perm(roles.SEE_STANDARDS):
        return reverse("standards")
    if not user.is_staff or not user.has_perm(f"campaigns.change_{model}"):
        return ""
    return reverse(f"admin:campaigns_{model}_changelist")


def _whose(model):
    if model in ("court", "unit", "user"):
        return _("The system administrator does this.")
    return _("The office does this.")
