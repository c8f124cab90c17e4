"""What was judged, side by side: whose points and verdicts a reader gets to see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from auditlog.models import LogEntry
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Criterion, Score, Verdict

Assessor = Score.Assessor
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Sheet:
    """What was judged, as far as its reader may see it.

    `scores` by (criterion, year, assessor), `verdicts` by (criterion, year), keys of
    rows; `hidden` are the (criterion, year) whose judgements the reader does not see
    before giving their own.
    """

    scores: dict[tuple, Score]
    verdicts: dict[tuple, Verdict]
    hidden: frozenset[tuple]

    def score(self, criterion, year, assessor):
        """The score of the year, or the one for the whole cycle, or None."""
        of_year = self.scores.get((criterion, year, assessor))
        return of_year or self.scores.get((criterion, None, assessor))


@dataclass(frozen=True)
class Cell:
    """What one kind of assessor gave; `is_hidden` when the reader must score first."""

    label: str
    scores: tuple[Score, ...]
    is_hidden: bool


@dataclass(frozen=True)
class Change:
    """One entry of the log of a score: points before and after, with the reason then."""

    at: datetime
    name: str
    assessor: str
    year: int | None
    before: str
    after: str
    reason: str


def of(campaign, *, by=None, criterion=None, with_verdicts=True):
    """The `Sheet` of a campaign, or of one criterion, as `by` sees it; two queries.

    Without `by` everything is seen; without verdicts it is one query.
    """
    scores, verdicts = campaign.scores.all(), campaign.verdicts.all()
    if criterion is not None:
        scores = scores.filter(criterion=criterion)
        verdicts = verdicts.filter(criterion=criterion)
    if not with_verdicts:
        verdicts = verdicts.none()
    sheet = Sheet(
        {_key(row): row for row in scores.select_related("judged_by")},
        {_key(row): row for row in verdicts.select_related("judged_by")},
        frozenset(),
    )
    return _as_seen(sheet, campaign, by) if by and is_blind(by) else sheet


def cells(sheet, criterion, years):
    """A `Cell` for each kind of assessor with what was given in `years` (None: cycle)."""
    is_hidden = any((criterion, year) in sheet.hidden for year in years)
    keys = {kind: [(criterion, year, kind) for year in years] for kind in Assessor}
    return tuple(
        Cell(kind.label, tuple(filter(None, map(sheet.scores.get, asked))), is_hidden)
        for kind, asked in keys.items()
    )


def is_blind(user):
    """Inspectors judge by themselves: they see no other points before giving theirs."""
    return user.has_perm(roles.SCORE_AS_INSPECTOR)


def why_not_see_totals(campaign, nodes, sheet, *, by):
    """The reason `by` may not see sums of scores yet, or "". `sheet` is as `by` sees it."""
    if not is_blind(by):
        return ""
    own = _own_years(sheet, by)
    years = set(campaign.calendar_years)
    if all(_is_whole(own[pk], years) for pk in carriers(nodes)):
        return ""
    return _("The sums are shown once you have scored every criterion.")


def carriers(nodes):
    """The keys of the criteria that are scored: the deepest ones that carry points."""
    below, found = defaultdict(Decimal), set()
    for node in reversed(nodes):  # children before parents
        worth = below[node.pk]
        if not worth and node.points:
            worth = node.points
            found.add(node.pk)
        below[node.parent] += worth
    return frozenset(found)


def grades_of(criterion):
    """{name of a grade: its points}, best first; {} when it is not scored by grade."""
    if criterion.score_form != Criterion.ScoreForm.GRADED:
        return {}
    found = {}
    for part in criterion.grades.replace("，", "、").replace(",", "、").split("、"):
        name, _sign, share = part.partition("=")
        try:
            points = Decimal(share.strip()) * (criterion.points or 0)
        except InvalidOperation:
            continue
        found[name.strip()] = points.quantize(HUNDREDTH)
    return found


def history(rows):
    """Every `Change` of the given scores, the newest first, in one query."""
    known = {row.pk: row for row in rows}
    entries = LogEntry.objects.get_for_model(Score).filter(object_id__in=known)
    last, found = {}, []
    for entry in entries.select_related("actor").order_by("timestamp", "pk"):
        last[entry.object_id] = seen = last.get(entry.object_id, {}) | entry.changes
        found.append(_change(known[entry.object_id], entry, seen))
    return tuple(reversed(found))


# -- Who sees whose ---------------------------------------------------------------


def _key(row):
    if isinstance(row, Score):
        return row.criterion_id, row.year, row.assessor
    return row.criterion_id, row.year


def _as_seen(sheet, campaign, by):
    own, of_campaign = _own_years(sheet, by), set(campaign.calendar_years)
    hidden = frozenset(
        key[:2]
        for key in [*sheet.scores, *sheet.verdicts]
        if not _is_given(own[key[0]], key[1], of_campaign)
    )
    return Sheet(
        {key: row for key, row in sheet.scores.items() if key[:2] not in hidden},
        {key: row for key, row in sheet.verdicts.items() if key not in hidden},
        hidden,
    )


def _own_years(sheet, by):
    """{criterion: years this inspector has scored}; None among them is the cycle."""
    own = defaultdict(set)
    for (criterion, year, assessor), row in sheet.scores.items():
        if assessor == Assessor.INSPECTOR and row.judged_by_id == by.pk:
            own[criterion].add(year)
    return own


def _is_given(given, year, of_campaign):
    return year in given or _is_whole(given, of_campaign)


def _is_whole(given, of_campaign):
    return None in given or given >= of_campaign


def _change(row, entry, seen):
    before, after = entry.changes.get("points", ("", seen["points"][1]))
    return Change(
        at=entry.timestamp,
        name=entry.actor.name if entry.actor else "",
        assessor=row.get_assessor_display(),
        year=row.year,
        before="" if before == "None" else before,
        after=after,
        reason=seen["reason"][1],
    )
