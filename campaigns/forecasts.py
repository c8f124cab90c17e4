"""Where a campaign will end: a range of points with reasons, against the pass mark.

*Sure* is what an inspector or else the office gave. *Likely* adds what nobody has
scored yet but whose material is complete; *possible* adds what can still be handed in
and what only a visit or a survey can tell. A verdict or a work state is never a score.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from campaigns import incidents, progress, prospects, scoresheets, standards, years
from campaigns.prospects import Ground, Item
from campaigns.ranges import NOTHING, Range


class Outlook(TextChoices):
    VETO = "veto", gettext_lazy("stopped by the negative list")
    SURE = "sure", gettext_lazy("will pass")
    LIKELY = "likely", gettext_lazy("should pass")
    POSSIBLE = "possible", gettext_lazy("in doubt")
    OUT_OF_REACH = "out_of_reach", gettext_lazy("cannot pass")
    NO_MARK = "no_mark", gettext_lazy("no pass mark entered")


@dataclass(frozen=True)
class Part:
    node: standards.Node
    points: Range


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
    events: tuple[incidents.Event, ...]

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
        return tuple(each for each in self.events if each.is_veto)

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
    """The `Forecast` of a campaign; at most seven queries, whatever its size.

    `report` (a whole `progress.Progress`) and `sheet` (a whole `scoresheets.Sheet`) spare
    their queries where a page has them already.
    """
    report = report or progress.of(campaign)
    sheet = sheet or scoresheets.of(campaign, with_verdicts=False)
    weights = years.weights(campaign)
    items = tuple(prospects.of(report, sheet, weights))
    events = incidents.events(campaign)
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
