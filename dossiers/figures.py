"""Figures: named numbers computed from the records that count, never typed.

`of(summary)` is the only door between counting and telling; it returns every figure
as a `Fact` with the ids of the records behind it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dossiers import formulas, wording
from dossiers.counting import MEASURES, Found, Period
from dossiers.models import Figure
from dossiers.tallies import Tally

M = Figure.Measure
W = Figure.Window
R = Figure.Rounding


@dataclass(frozen=True)
class Fact:
    """A figure with its value. `records` is a model name and the ids behind it;
    `items` are the names of a list, `parts` the keys of the figures it is calculated
    from. `value` None: no data, told as 待补充."""

    key: str
    label: str
    value: Decimal | None
    text: str
    period: Period
    model: str
    records: tuple
    items: tuple = ()
    note: str = ""
    parts: tuple = ()

    @property
    def is_missing(self):
        return self.value is None

    @property
    def placeholder(self):
        """What the clerk writes for it."""
        return f"{{{self.label}}}"

    @property
    def listed(self):
        """The items joined as prose joins them: no mark between quotes (GB/T 15834 4.5.3)."""
        return "、".join(self.items).replace("”、“", "”“") or wording.MISSING


def of(summary, rows=None, tally=None):
    """Every figure of the summary's campaign by key, as of the summary's day.

    `rows` picks some of them, with those they are calculated from; `tally` may hold
    later days too: a figure never looks beyond its own period.
    """
    tally = tally or Tally(summary.campaign, summary.as_of)
    rows = list(summary.campaign.figures.all() if rows is None else rows)
    counted = [row for row in rows if row.measure != M.FORMULA]
    facts = {row.key: compute(row, tally, summary) for row in counted}
    _calculate([row for row in rows if row.measure == M.FORMULA], summary, facts)
    return {row.key: facts[row.key] for row in rows}


def compute(figure, tally, summary, facts=()):
    """One figure as told in `summary`, over what `tally` holds; a calculated one over
    `facts` by key."""
    period = period_of(figure, summary)
    if figure.measure == M.FORMULA:
        return _fact(figure, _calculated(figure, dict(facts)), period)
    return _fact(figure, MEASURES[figure.measure](figure, tally, period), period)


def _calculate(rows, summary, facts):
    """Add each calculated figure once its parts are there; a circle stays missing."""
    waiting = {name for row in rows for name in (row.key, row.label)}
    while rows:
        ready = [row for row in rows if waiting.isdisjoint(formulas.names(row.formula))]
        for row in ready or rows:
            facts[row.key] = compute(row, None, summary, facts)
            waiting -= {row.key, row.label}
        rows = [row for row in rows if row not in ready] if ready else []


def _fact(figure, found, period):
    return Fact(
        key=figure.key,
        label=figure.label,
        value=found.value,
        text=tell(figure, found.value, found.before),
        period=period,
        model=found.model,
        records=found.records,
        items=found.items,
        note=figure.note,
        parts=found.parts,
    )


def period_of(figure, summary):
    """The window in days, ending at the latest on the summary's as-of day."""
    year, campaign = summary.year, summary.campaign
    until = min(summary.as_of, date(year, 12, 31))
    if figure.window == W.AS_OF_YEAR:
        ends_on = min(date(figure.window_year, 12, 31), summary.as_of)
        return Period(date.min, ends_on, f"{figure.window_year}年")
    if figure.window == W.CUSTOM:
        return _custom(figure, summary)
    if figure.window == W.THIS_YEAR:
        return Period(date(year, 1, 1), until, "今年")
    if figure.window == W.SINCE_LAST_YEAR:
        return Period(date(year - 1, 1, 1), until, "去年以来")
    count = wording.DIGITS[min(year - campaign.starts_on.year + 1, 9)]
    label = "每年" if figure.window == W.EACH_YEAR else f"{count}年来"
    return Period(campaign.starts_on, until, label)


def _custom(figure, summary):
    first, last = figure.window_from, figure.window_to
    label = f"{first.year}年{first.month}月—{last.year}年{last.month}月"
    return Period(first, min(last, summary.as_of), label)


def tell(figure, value, before=None):
    """The number as the sentence says it, with its counting word."""
    if value is None:
        return wording.MISSING
    if figure.measure == M.INDICATOR_CHANGE:
        return wording.year_on_year(value)
    if figure.window == W.EACH_YEAR:
        return "每年"
    if before is not None:
        return wording.before_after(before, value, lambda each: _counted(figure, each))
    return _counted(figure, value)


def _counted(figure, value):
    return f"{ROUNDINGS[figure.rounding](value)}{figure.counting_word}"


ROUNDINGS = {
    R.EXACT: wording.exact,
    R.TENS_MORE: lambda value: wording.about(value, "多"),
    R.TENS_OVER: lambda value: wording.about(value, "余"),
    R.ONE_DECIMAL: lambda value: wording.exact(wording.one_decimal(value)),
    R.TEN_THOUSANDS: wording.ten_thousands,
    R.CHINESE: wording.hanzi,
    R.SEVERAL: wording.several,
}


def _calculated(figure, facts):
    """What other figures give; the records are theirs when all are of one kind."""
    names = {fact.label: fact for fact in facts.values()} | facts
    values = {name: fact.value for name, fact in names.items()}
    parts = [names[each] for each in formulas.names(figure.formula) if each in names]
    kinds = {part.model for part in parts}
    ids = (pk for part in parts for pk in part.records) if len(kinds) == 1 else ()
    return Found(
        _rounded(formulas.evaluate(figure.formula, values)),
        kinds.pop() if len(kinds) == 1 else "",
        tuple(dict.fromkeys(ids)),
        parts=tuple(part.key for part in parts),
    )


def _rounded(value):
    """A third has no end: four decimals are more than any sentence tells."""
    return None if value is None else round(value, 4)
