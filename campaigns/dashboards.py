"""What the leading group and a unit see first, gathered once in constant queries."""

from collections import Counter
from dataclasses import dataclass

from campaigns import forecasts, matrix, progress, ranges, targets, tasks, trends
from campaigns.models import Campaign, Task, Unit

SHOWN = 8


@dataclass(frozen=True)
class UnitLine:
    """What one unit has complete, owes, was given and did."""

    pk: int
    name: str
    complete: int
    askable: int
    missing: int
    open: int
    overdue: int
    activities: int

    @property
    def pending(self):
        return self.open + self.overdue


@dataclass(frozen=True)
class PartLine:
    """A top-level criterion with what it is forecast to bring."""

    progress: progress.CriterionProgress
    points: ranges.Range


@dataclass(frozen=True)
class Board:
    """The leading group's page; `gaps` the worst few of all, with their tasks."""

    campaign: Campaign
    report: progress.Progress
    forecast: forecasts.Forecast
    units: tuple[UnitLine, ...]
    gaps: tuple[tasks.GapLine, ...]
    states: Counter
    trend: trends.Trend

    @property
    def parts(self):
        brings = {part.node.pk: part.points for part in self.forecast.parts}
        return [PartLine(each, brings[each.node.pk]) for each in self.report.parts]

    @property
    def unowned(self):
        """Gaps nobody answers for."""
        return sum(not gap.units for gap in self.report.gaps)

    @property
    def occurred(self):
        """Events of the negative list that did."""
        return sum(event.has_occurred for event in self.forecast.events)

    @property
    def overdue(self):
        return self.states[tasks.State.OVERDUE]

    @property
    def pending(self):
        return self.overdue + self.states[tasks.State.OPEN]


@dataclass(frozen=True)
class UnitBoard:
    """One unit's page: its criteria, gaps, tasks and targets."""

    unit: Unit
    report: progress.Progress
    row: matrix.UnitRow | None
    columns: tuple[int | None, ...]
    criteria: tuple[progress.CriterionProgress, ...]
    gaps: tuple[tasks.GapLine, ...]
    tasks: tuple[tasks.TaskState, ...]
    targets: tuple[targets.TargetProgress, ...]
    year: int
    late: int
    held: int


def of(campaign):
    """The `Board` of a campaign, in nine queries whatever its size."""
    report = progress.of(campaign)
    given = tasks.of(Task.objects.filter(campaign=campaign), report)
    trend = trends.of(campaign, report)
    return Board(
        campaign=campaign,
        report=report,
        forecast=forecasts.of(campaign, report),
        units=tuple(_lines(report, given, trend)),
        gaps=tasks.beside(report.gaps[:SHOWN], given),
        states=Counter(each.state for each in given),
        trend=trend,
    )


def of_unit(campaign, unit):
    """The `UnitBoard` of one unit, in eight queries at most."""
    report = progress.of(campaign)
    given = tasks.of(Task.objects.filter(campaign=campaign, unit=unit), report)
    owned = [each for each in report.criteria if _is_owned(each.units, unit)]
    gaps = [gap for gap in report.gaps if _is_owned(gap.units, unit)]
    owing = (row for row in matrix.by_unit(report) if row.unit)
    year = trends.year_of(campaign)
    rows = list(trends.held_this_year(campaign, unit))
    late, held = trends.late_share(rows)
    statements = campaign.statements.filter(unit=unit, year=year)
    return UnitBoard(
        unit=unit,
        report=report,
        row=next((row for row in owing if row.unit.pk == unit.pk), None),
        columns=matrix.columns(report),
        criteria=tuple(each for each in owned if each.rules),
        gaps=tasks.beside(gaps, given),
        tasks=given,
        targets=targets.of(statements, _sessions(campaign, unit, year, rows)),
        year=year,
        late=late,
        held=held,
    )


def _is_owned(owners, unit):
    return any(owner.pk == unit.pk for owner in owners)


def _sessions(campaign, unit, year, rows):
    """Sessions of the unit's activities of the year, as its targets count them."""
    found = Counter()
    for row in rows:
        found[campaign.pk, row.category_id, unit.pk, year] += row.sessions
    return found


def _lines(report, given, trend):
    """A line per unit that owes, was given or did something, what misses most first."""
    owed = {row.unit.pk: row for row in matrix.by_unit(report) if row.unit}
    names = {row.unit.pk: row.unit.name for row in owed.values()}
    names |= {each.task.unit_id: each.task.unit.name for each in given}
    names |= dict(trend.by_unit.keys())
    states = Counter((each.task.unit_id, each.state) for each in given)
    held = {pk: number for (pk, _name), number in trend.by_unit.items()}
    lines = (
        UnitLine(
            pk=pk,
            name=name,
            complete=owed[pk].complete if pk in owed else 0,
            askable=owed[pk].askable if pk in owed else 0,
            missing=owed[pk].missing if pk in owed else 0,
            open=states[pk, tasks.State.OPEN],
            overdue=states[pk, tasks.State.OVERDUE],
            activities=held.get(pk, 0),
        )
        for pk, name in names.items()
    )
    return sorted(lines, key=lambda line: (-line.overdue, -line.missing, line.pk))
