"""What real tables get wrong: sums that do not add up, points the text denies.

The office decides, so these are warnings (award.md 7.9).
"""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns.imports import words
from campaigns.imports.findings import WARNING, Finding
from campaigns.imports.values import plain
from campaigns.models import Criterion

# "（5分）" and "满分5分" say what a criterion is worth; "扣1分" and "每次得2分" do not.
NUMBER = r"(\d+(?:\.\d+)?)\s*分"
TOLD = re.compile(
    rf"\(\s*(?:共|计|满分|分值|本项)?\s*[:为]?\s*{NUMBER}\s*\)"
    rf"|(?:满分|分值|本项|共计|总分|总计)\s*[:为]?\s*{NUMBER}"
)
AT_THE_END = re.compile(rf"(?<![扣减得加每次\d.]){NUMBER}\s*$")


def check(plan):
    """Add a warning for every sum and every text that disagrees with the points."""
    for line in plan.lines:
        _check_children(plan, line)
        _check_text(plan, line)
        _check_form(plan, line)
    if plan.lines:
        _check_total(plan)
        _check_bonus(plan)


def worth(lines, *, bonus):
    """The points of `lines` together, or None when not one of them has points."""
    counted = [
        line.points
        for line in lines
        if line.points is not None and (bonus or not line.is_bonus)
    ]
    return sum(counted, Decimal(0)) if counted else None


def points_told(text):
    """Every number of points a text claims for its criterion."""
    flat = unicodedata.normalize("NFKC", text)
    found = [next(filter(None, groups)) for groups in TOLD.findall(flat)]
    return [Decimal(number) for number in found]


def _check_children(plan, line):
    inside = plan.facts["bonus_inside"] or line.is_bonus
    below = worth(line.children, bonus=inside)
    if line.points is None or below is None or below == line.points:
        return
    if line.is_bonus and below > line.points:
        return  # the parent is the cap of what may be added
    told = _("%(code)s has %(points)s points, its parts together %(sum)s.")
    values = {"code": line.code, "points": plain(line.points), "sum": plain(below)}
    plan.tell(line, "points", told % values, WARNING)


def _check_text(plan, line):
    title = unicodedata.normalize("NFKC", line.title)
    told = {"title": points_told(title), "requirement": ()}
    if not told["title"] and (end := AT_THE_END.search(title)):
        told["title"] = [Decimal(end[1])]
    told["requirement"] = points_told(line.values["requirement"])
    for key, numbers in told.items():
        for number in dict.fromkeys(numbers):
            if number != line.points:
                _tell_text(plan, line, key, number)


def _tell_text(plan, line, key, number):
    if line.points is None:
        told = _("The text says %(told)s points, the column says none.")
    else:
        told = _("The text says %(told)s points, the column says %(points)s.")
    values = {"told": plain(number), "points": plain(line.points)}
    plan.tell(line, key, told % values, WARNING)


def _check_form(plan, line):
    if line.values["score_form"] == Criterion.ScoreForm.TEXT and line.points:
        told = _("It is said to be without points, but has %(points)s.")
        plan.tell(line, "score_form", told % {"points": plain(line.points)}, WARNING)


def _check_total(plan):
    total = plan.facts["total_points"]
    tops = [line for line in plan.lines if line.parent is None]
    together = worth(tops, bonus=plan.facts["bonus_inside"])
    if total is None or together is None or together == total:
        return
    told = _("The total is %(total)s, the top-level parts together are %(sum)s.")
    values = {"total": plain(total), "sum": plain(together)}
    _tell_standard(plan, "total_points", told % values)


def _check_bonus(plan):
    has_bonus = any(line.is_bonus for line in plan.lines)
    if plan.facts["bonus_cap"] is not None and not has_bonus:
        told = _("There is a limit for bonus points, but no criterion is a bonus.")
        _tell_standard(plan, "bonus_cap", told)


def _tell_standard(plan, key, message):
    heading = next(fact.heading for fact in words.FACTS if fact.key == key)
    plan.findings.append(Finding(WARNING, words.INFO, 0, heading, message))
