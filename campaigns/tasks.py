"""Tasks: a gap given to a unit with a day; whether it is done only the records say."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import assignments, progress, roles, standards, years
from campaigns.models import Campaign, Task, Unit
from campaigns.refusals import Refused, refuse

ROOM = timedelta(days=30)  # what a unit is given unless somebody says otherwise


class State(TextChoices):
    """In the order in which they want to be looked at."""

    OVERDUE = "overdue", gettext_lazy("task overdue")
    OPEN = "open", gettext_lazy("task open")
    DONE = "done", gettext_lazy("task done")
    LAPSED = "lapsed", gettext_lazy("no longer asked")
    CANCELLED = "cancelled", gettext_lazy("task cancelled")


LOOKED_AT = list(State)


@dataclass(frozen=True)
class TaskState:
    """A task beside what the records say of its rule; `rule` None: asked no longer."""

    task: Task
    rule: progress.RuleProgress | None
    criterion: standards.Node | None
    is_last: bool  # the only thing its criterion still wants

    @property
    def state(self):
        if self.task.cancelled_at:
            return State.CANCELLED
        if self.rule is None:
            return State.LAPSED
        if self.rule.is_met:
            return State.DONE
        return State.OVERDUE if self.task.due_on < localdate() else State.OPEN

    @property
    def is_pending(self):
        return self.state in (State.OPEN, State.OVERDUE)

    @property
    def missing(self):
        return self.rule.missing if self.rule else 0

    @property
    def points(self):
        """Points of the criterion: at stake until everything it wants is there."""
        return self.criterion.points if self.criterion else None


@dataclass(frozen=True)
class GapLine:
    """A gap with the standing tasks that were given for it."""

    gap: progress.Gap
    tasks: tuple[TaskState, ...]


@dataclass(frozen=True)
class Given:
    """What giving many gaps came to: new tasks, and what was left as it is.

    Gaps nobody answers for, of locked years, and of which every unit has its task.
    """

    tasks: tuple[Task, ...]
    unowned: int = 0
    locked: int = 0
    standing: int = 0
    whole: int = 0  # chosen criteria that miss nothing


# -- Reading ----------------------------------------------------------------------


def of(rows, report):
    """A `TaskState` for each of `rows`, what presses first, in one query.

    `report` is the progress of the whole campaign: a unit may be given what another
    unit answers for.
    """
    rules = {rule.key: rule for each in report.criteria for rule in each.rules}
    open_in = Counter(gap.criterion.pk for gap in report.gaps)
    rows = rows.select_related("criterion", "rule", "unit", "given_by", "cancelled_by")
    states = (_state(task, rules, report, open_in) for task in rows)
    return tuple(sorted(states, key=_pressing))


def beside(gaps, states):
    """`gaps` with the tasks among `states` that were given for them."""
    given = {}
    for each in states:
        if not each.task.cancelled_at:
            given.setdefault((each.task.rule_id, each.task.year), []).append(each)
    return tuple(GapLine(gap, tuple(given.get(gap.key, ()))) for gap in gaps)


def default_day(gap):
    """When a task for `gap` is due unless somebody says otherwise."""
    today = localdate()
    last = last_day(gap)
    return min(last, today + ROOM) if last else today + ROOM


def last_day(gap):
    """The last day a task may run to, or None once the time for doing it is over.

    What was done then may still be entered late, shown as such: that knows no last day.
    """
    return gap.rule.due_on if gap.rule.due_on >= localdate() else None


def _state(task, rules, report, open_in):
    each = report.by_pk.get(task.criterion_id)
    rule = rules.get((task.rule_id, task.year))
    is_last = open_in[task.criterion_id] == 1
    return TaskState(task, rule, each.node if each else None, is_last)


def _pressing(each):
    return LOOKED_AT.index(each.state), each.task.due_on, each.task.pk


# -- Giving -----------------------------------------------------------------------


def why_not_give(campaign, *, by):
    """The reason `by` gives no tasks in this campaign, or ""."""
    if not by.has_perm(roles.GIVE_TASKS) or campaign.court_id != by.court_id:
        return _("Tasks are given by the office and the leading group.")
    return ""


@transaction.atomic
def give(campaign, *, by, rule, year, unit, due_on, note=""):
    """Give the gap of `rule` (its key) in `year` to `unit`; returns the task."""
    campaign = _held(campaign)
    refuse(why_not_give(campaign, by=by) or years.why_locked(campaign, year))
    gap = find_gap(progress.of(campaign), rule, year)
    refuse(
        _why_not_missing(gap)
        or _why_not_due(gap, due_on)
        or assignments.why_not_unit(campaign, unit)
        or _why_given(campaign, gap, unit)
    )
    return _create(campaign, by, gap, unit.pk, due_on, note)


@transaction.atomic
def give_part(campaign, *, by, part):
    """Give every gap below `part` (a key) to the units that answer for it, `Given`.

    What stands given already, or lies in a locked year, is left as it is.
    """
    return give_below(campaign, by=by, criteria=[part])


@transaction.atomic
def give_below(campaign, *, by, criteria):
    """Give every gap of, or below, `criteria` (keys) as `give_part` does."""
    campaign = _held(campaign)
    refuse(why_not_give(campaign, by=by))
    gaps = gaps_of(progress.of(campaign), *criteria)
    locked = years.locks(campaign)
    still = [gap for gap in gaps if gap.rule.year not in locked]
    active = set(Unit.objects.active().values_list("pk", flat=True))
    owed = [(gap, unit.pk) for gap in still for unit in gap.units if unit.pk in active]
    standing = campaign.tasks.standing()
    given = set(standing.values_list("rule_id", "year", "unit_id"))
    new = [(gap, unit) for gap, unit in owed if (*gap.key, unit) not in given]
    tasks = tuple(
        _create(campaign, by, gap, unit, default_day(gap)) for gap, unit in new
    )
    return Given(
        tasks,
        unowned=len(still) - len({gap.key for gap, _unit in owed}),
        locked=len(gaps) - len(still),
        standing=len({gap.key for gap, _unit in owed} - {gap.key for gap, _ in new}),
        whole=len(set(criteria).difference(*(gap.criterion.path for gap in gaps))),
    )


def find_gap(report, rule, year):
    """The gap of a rule (its key) in a year, or None when nothing is missing."""
    return next((gap for gap in report.gaps if gap.key == (rule, year)), None)


def gaps_of(report, *criteria):
    """What is missing of some criteria (keys), with all below them."""
    chosen = set(criteria)
    return [gap for gap in report.gaps if not chosen.isdisjoint(gap.criterion.path)]


def _held(campaign):
    """One at a time: two people must not give the same gap twice."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _create(campaign, by, gap, unit, due_on, note=""):
    return Task.objects.create(
        campaign=campaign,
        criterion_id=gap.criterion.pk,
        rule_id=gap.rule.rule.pk,
        year=gap.rule.year,
        unit_id=unit,
        due_on=due_on,
        note=note,
        given_by=by,
    )


def _why_not_missing(gap):
    if gap is None:
        return _("Nothing is missing here any more.")
    return ""


def _why_not_due(gap, due_on):
    last = last_day(gap)
    if due_on < localdate():
        return _("This day has passed; choose a later one.")
    if last and due_on > last:
        told = _("It can be done until %(day)s at the latest.")
        return told % {"day": last.isoformat()}
    return ""


def _why_given(campaign, gap, unit):
    rule, year = gap.key
    rows = campaign.tasks.standing().filter(rule=rule, year=year, unit=unit)
    if rows.exists():
        return _("%(unit)s has this task already.") % {"unit": unit.name}
    return ""


# -- Taking back ------------------------------------------------------------------


def why_not_cancel(task, *, by):
    if task.cancelled_at:
        return _("This task is cancelled already.")
    return why_not_give(task.campaign, by=by)


@transaction.atomic
def cancel(task, *, by, reason):
    """Take a task back with a reason; the row stays."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    refuse(why_not_cancel(task, by=by))
    if not reason.strip():
        raise Refused(_("Say why the task is cancelled."))
    task.cancelled_by, task.cancelled_at = by, timezone.now()
    task.cancel_reason = reason.strip()
    task.save(update_fields=["cancelled_by", "cancelled_at", "cancel_reason"])
    return task


def score_after(state, report):
    """Points with complete material once this task is done, or None if it adds none."""
    if not state.is_pending or not state.is_last or not state.points:
        return None
    return report.points.complete + Decimal(state.points)
