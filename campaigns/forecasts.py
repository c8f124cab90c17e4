"""Where a campaign will end: a range of points with reasons, against the pass mark.

*Sure* is what an inspector or else the office gave. *Likely* adds what nobody has
scored yet but whose material is complete; *possible* adds what can still be handed in
and what only a visit or a survey can tell. A verdict or a work state is never a score.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import F, FilteredRelation, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import progress, scoresheets, standards, years
from campaigns.models import Incident, Score, VetoRule
from campaigns.ranges import NOTHING, Range


class Outlook(TextChoices):
    VETO = "veto", gettext_lazy("stopped by the negative list")
    SURE = "sure", gettext_lazy("will pass")
    LIKELY = "likely", gettext_lazy("should pass")
    POSSIBLE = "possible", gettext_lazy("in doubt")
    OUT_OF_REACH = "out_of_reach", gettext_lazy("cannot pass")
    NO_MARK = "no_mark", gettext_lazy("no pass mark entered")


class Ground(TextChoices):
    """Why a criterion brings what it brings in a year."""

    INSPECTOR = "inspector", gettext_lazy("scored by the inspector")
    OFFICE = "office", gettext_lazy("scored by the office")
    COMPLETE = "complete", gettext_lazy("material complete, not yet scored")
    OPEN = "open", gettext_lazy("material missing, can still be handed in")
    LOST = "lost", gettext_lazy("material missing, the day is past")
    VISIT = "visit", gettext_lazy("only a visit or a survey can tell")
    UNASKED = "unasked", gettext_lazy("nothing says which material it asks for")


# Where the points of what nobody has scored begin to count.
ADDS_TO = {
    Ground.COMPLETE: ("likely", "possible"),
    Ground.OPEN: ("possible",),
    Ground.VISIT: ("possible",),
    Ground.UNASKED: ("possible",),
    Ground.LOST: (),
}


@dataclass(frozen=True)
class Item:
    """What one criterion brings to the result in one year; None is the whole cycle.

    `points` are weighted by the year; `why` is the assessor's reason, or what is
    missing.
    """

    node: standards.Node
    year: int | None
    ground: Ground
    points: Range
    why: str


@dataclass(frozen=True)
class Part:
    node: standards.Node
    points: Range


@dataclass(frozen=True)
class Event:
    """An event of the negative list with its check; `finding` None: not yet checked."""

    title: str
    consequence: str
    points: Decimal | None
    finding: str | None

    @property
    def label(self):
        return VetoRule.Consequence(self.consequence).label

    @property
    def has_occurred(self):
        return self.finding == Incident.Finding.OCCURRED

    @property
    def is_deduction(self):
        return self.consequence == VetoRule.Consequence.DEDUCTION


@dataclass(frozen=True)
class Forecast:
    """The range of the whole with everything that led to it.

    `points` are after the cap of the bonus and after deductions; `parts` before.
    """

    points: Range
    bonus: Range
    mark: Decimal | None
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    events: tuple[Event, ...]

    @property
    def outlook(self):
        """A veto outranks every point."""
        if self.vetoes:
            return Outlook.VETO
        if self.mark is None:
            return Outlook.NO_MARK
        ends = (Outlook.SURE, Outlook.LIKELY, Outlook.POSSIBLE)
        reached = (end for end in ends if getattr(self.points, end) >= self.mark)
        return next(reached, Outlook.OUT_OF_REACH)

    @cached_property
    def vetoes(self):
        """What occurred and stops everything."""
        return tuple(
            each for each in self.events if each.has_occurred and not each.is_deduction
        )

    @cached_property
    def deductions(self):
        """What occurred and costs points."""
        return tuple(
            each for each in self.events if each.has_occurred and each.is_deduction
        )

    @cached_property
    def unchecked(self):
        """Events nobody has checked: each could still change the whole."""
        return tuple(each for each in self.events if each.finding is None)

    @property
    def deducted(self):
        return sum((each.points for each in self.deductions), NOTHING)

    @property
    def scale(self):
        """How wide a drawing of the range is: the total, or what bonus may add to it."""
        return max(self.points.total, self.points.possible)

    @cached_property
    def by_ground(self):
        """{ground: (items, points at stake)} in the order of the grounds."""
        found = defaultdict(list)
        for item in self.items:
            found[item.ground].append(item)
        return {
            ground: (found[ground], _together(found[ground]).rounded())
            for ground in Ground
            if found[ground]
        }

    @property
    def unknown(self):
        """What only a visit or a survey can tell."""
        return [item for item in self.items if item.ground == Ground.VISIT]


def of(campaign, report=None, sheet=None):
    """The `Forecast` of a campaign; at most eight queries, whatever its size.

    `report` (a whole `progress.Progress`) and `sheet` (a whole `scoresheets.Sheet`) spare
    their queries where a page has them already.
    """
    report = report or progress.of(campaign)
    sheet = sheet or scoresheets.of(campaign)
    weights = years.weights(campaign)
    items = tuple(_items(report, sheet, weights))
    events = tuple(_events(campaign))
    standard = campaign.standard
    bonus = _bonus(report, items, standard)
    plain = _together(item for item in items if not _is_bonus(item.node, report))
    deducted = sum(
        (each.points for each in events if each.has_occurred and each.is_deduction),
        NOTHING,
    )
    return Forecast(
        points=_whole(plain, bonus, standard).less(deducted).rounded(),
        bonus=bonus.rounded(),
        mark=standard.pass_mark if standard else None,
        parts=tuple(_parts(report, items)),
        items=items,
        events=events,
    )


# -- What each criterion brings ---------------------------------------------------


def _items(report, sheet, weights):
    carriers = scoresheets.carriers([each.node for each in report.criteria])
    below = _with_what_is_below(report, carriers)
    for each in report.criteria:
        if each.node.pk in carriers:
            for year, weight in weights.items():
                item = _item(each, below[each.node.pk], year, sheet)
                yield replace(item, points=item.points.times(weight))


def _with_what_is_below(report, carriers):
    """{carrier: it and the criteria below it}: its points may stand on their material."""
    found = defaultdict(list)
    for each in report.criteria:
        for pk in carriers.intersection(each.node.path):
            found[pk].append(each)
    return found


def _item(each, family, year, sheet):
    node, total = each.node, each.node.points
    for assessor in (Score.Assessor.INSPECTOR, Score.Assessor.OFFICE):
        if given := sheet.score(node.pk, year, assessor):
            points = Range(total, given.points, given.points, given.points)
            return Item(node, year, Ground(assessor), points, given.reason)
    ground, why = _ground(each, family, year)
    points = Range(total, **dict.fromkeys(ADDS_TO[ground], total))
    return Item(node, year, ground, points, why)


def _ground(each, family, year):
    """How material stands in a year; rules of the whole cycle stand in every year."""
    rules = [
        rule
        for member in family
        for rule in member.rules
        if year is None or rule.year in (None, year)
    ]
    missing = [rule for rule in rules if not rule.is_met]
    if each.is_judged_by_visit:
        return Ground.VISIT, "、".join(method.name for method in each.node.methods)
    if not rules:
        return Ground.UNASKED, ""
    if not missing:
        return Ground.COMPLETE, ""
    is_lost = any(rule.is_overdue for rule in missing)
    return Ground.LOST if is_lost else Ground.OPEN, "；".join(map(_owed, missing))


def _owed(rule):
    told = _("%(what)s: %(missing)s missing, by %(day)s")
    return told % {
        "what": f"{rule.year} {rule.label}" if rule.year else str(rule.label),
        "missing": rule.missing,
        "day": rule.due_on.isoformat(),
    }


# -- Adding up --------------------------------------------------------------------


def _together(items):
    return sum((item.points for item in items), Range())


def _parts(report, items):
    by_part = defaultdict(list)
    for item in items:
        by_part[item.node.path[0]].append(item)
    for part in report.parts:
        yield Part(part.node, _together(by_part[part.node.pk]).rounded())


def _bonus_head(node, report):
    """The topmost bonus criterion a criterion stands under, or None."""
    return next((pk for pk in node.path if report.by_pk[pk].node.is_bonus), None)


def _is_bonus(node, report):
    return _bonus_head(node, report) is not None


def _bonus(report, items, standard):
    """Bonus points: each group up to its own points, together up to the cap."""
    groups = defaultdict(list)
    for item in items:
        groups[_bonus_head(item.node, report)].append(item)
    groups.pop(None, None)
    capped = (
        _together(group).within(None, report.by_pk[head].node.points)
        for head, group in groups.items()
    )
    return sum(capped, Range()).within(None, standard.bonus_cap if standard else None)


def _whole(plain, bonus, standard):
    """Inside the total, bonus cannot lift the result above it; outside, it comes on top."""
    total = standard.total_points if standard else None
    if standard and standard.bonus_inside:
        whole = replace(plain + bonus, total=total or plain.total + bonus.total)
        return whole.within(None, whole.total)
    return replace(plain + bonus, total=total or plain.total)


def _events(campaign):
    """Every event of the negative list with this campaign's finding, in one query."""
    if campaign.standard_id is None:
        return
    ours = FilteredRelation("incidents", condition=Q(incidents__campaign=campaign))
    rows = VetoRule.objects.filter(standard=campaign.standard_id).annotate(check=ours)
    for row in rows.annotate(finding=F("check__finding")).values_list(
        "title", "consequence", "points", "finding"
    ):
        yield Event(*row)
