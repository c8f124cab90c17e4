"""What each criterion brings to the result of a campaign in each year, and why."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import scoresheets, standards
from campaigns.models import Score
from campaigns.ranges import Range


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


def of(report, sheet, weights):
    """An `Item` for each criterion that is scored and each year; no query."""
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
    if each.is_exempt or any(said.year == year for said in each.explanations):
        return Ground.COMPLETE, ""
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
