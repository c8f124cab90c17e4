"""The completeness matrix: criterion × year, and unit × year, over one `Progress`.

Nothing is queried here: a unit's own matrix is that of the unit's own progress.
"""

from collections import defaultdict
from dataclasses import dataclass

from campaigns.progress import CriterionProgress, State
from campaigns.tallies import Owner


@dataclass(frozen=True)
class Cell:
    """Requirements of one year, with all below; `year` None is the whole cycle."""

    year: int | None
    asked: int = 0
    met: int = 0
    missing: int = 0
    has_records: bool = False
    exempt: int = 0

    def __add__(self, other):
        return Cell(
            self.year,
            self.asked + other.asked,
            self.met + other.met,
            self.missing + other.missing,
            self.has_records or other.has_records,
            self.exempt + other.exempt,
        )

    @property
    def is_exempt(self):
        """A written explanation answers for everything asked here."""
        return bool(self.asked) and self.exempt == self.asked

    @property
    def state(self):
        """None when nothing is asked; else the words of the work state."""
        if not self.asked:
            return None
        if self.met == self.asked:
            return State.COMPLETE
        return State.IN_PROGRESS if self.has_records or self.met else State.NOTHING


@dataclass(frozen=True)
class Row:
    criterion: CriterionProgress
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class UnitRow:
    """What one unit answers for; `unit` None is what nobody answers for."""

    unit: Owner | None
    cells: tuple[Cell, ...]
    complete: int
    askable: int

    @property
    def missing(self):
        return sum(cell.missing for cell in self.cells)


def columns(report):
    """The years, and None last where something is asked once for the whole cycle."""
    asks_once = any(
        rule.year is None for each in report.criteria for rule in each.rules
    )
    return (*report.years, None) if asks_once else report.years


def of(report):
    """A row per criterion in tree order; a parent adds what is below it."""
    below = defaultdict(list)
    rows = {}
    for each in reversed(report.criteria):  # children before parents
        cells = tuple(
            sum((row.cells[place] for row in below[each.node.pk]), _own(each, year))
            for place, year in enumerate(columns(report))
        )
        rows[each.node.pk] = Row(each, cells)
        below[each.node.parent].append(rows[each.node.pk])
    return tuple(rows[each.node.pk] for each in report.criteria)


def by_unit(report):
    """A row per unit that answers for something, what misses most first."""
    owned = defaultdict(list)
    for each in report.criteria:
        for owner in each.units or (None,):
            if each.rules:
                owned[owner].append(each)
    nobody = owned.pop(None, None)
    rows = [_unit_row(owner, owned[owner], report) for owner in owned]
    rows.sort(key=lambda row: -row.missing)
    return (*rows, _unit_row(None, nobody, report)) if nobody else tuple(rows)


def _unit_row(unit, criteria, report):
    cells = tuple(
        sum((_own(each, year) for each in criteria), Cell(year))
        for year in columns(report)
    )
    leaves = [each for each in criteria if each.askable]
    complete = sum(each.is_full for each in leaves)
    return UnitRow(unit, cells, complete, len(leaves))


def _own(each, year):
    """What the criterion's own rules ask in `year`."""
    rules = [rule for rule in each.rules if rule.year == year]
    held = {*each.activities.values(), *(proof.year for proof in each.evidence)}
    return Cell(
        year=year,
        asked=len(rules),
        met=sum(rule.is_met for rule in rules),
        missing=sum(rule.missing for rule in rules),
        has_records=bool(rules) and (bool(held) if year is None else year in held),
        exempt=sum(rule.is_exempt for rule in rules),
    )
