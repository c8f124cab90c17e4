"""Figures: named numbers computed from the records that count, never typed.

`of(summary)` is the only door between counting and telling; it returns every figure
as a `Fact` with the ids of the records behind it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from campaigns import festivals
from dossiers import wording
from dossiers.models import Figure
from dossiers.tallies import Tally

M = Figure.Measure
W = Figure.Window
R = Figure.Rounding


@dataclass(frozen=True)
class Period:
    """The days a figure looks at, both included, and how prose names them."""

    starts_on: date
    ends_on: date
    label: str

    def covers(self, day):
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Fact:
    """A figure with its value. `records` is a model name and the ids behind it;
    `items` are the names of a list. `value` None: no data, told as 待补充."""

    key: str
    label: str
    value: Decimal | None
    text: str
    period: Period
    model: str
    records: tuple
    items: tuple = ()
    note: str = ""

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


@dataclass(frozen=True)
class Found:
    """What a measure found before it is worded."""

    value: Decimal | None
    model: str
    records: tuple
    items: tuple = ()


def of(summary):
    """Every figure of the summary's campaign by key, as of the summary's day."""
    tally = Tally(summary.campaign, summary.as_of)
    rows = summary.campaign.figures.all()
    return {row.key: compute(row, tally, summary) for row in rows}


def compute(figure, tally, summary):
    """One figure as told in `summary`, over what `tally` holds."""
    period = period_of(figure, summary)
    found = MEASURES[figure.measure](figure, tally, period)
    return Fact(
        key=figure.key,
        label=figure.label,
        value=found.value,
        text=tell(figure, found.value),
        period=period,
        model=found.model,
        records=found.records,
        items=found.items,
        note=figure.note,
    )


def period_of(figure, summary):
    """The window in days, ending at the latest on the summary's as-of day."""
    year, campaign = summary.year, summary.campaign
    until = min(summary.as_of, date(year, 12, 31))
    if figure.window == W.AS_OF_YEAR:
        ends_on = min(date(figure.window_year, 12, 31), summary.as_of)
        return Period(date.min, ends_on, f"{figure.window_year}年")
    if figure.window == W.THIS_YEAR:
        return Period(date(year, 1, 1), until, "今年")
    if figure.window == W.SINCE_LAST_YEAR:
        return Period(date(year - 1, 1, 1), until, "去年以来")
    count = wording.DIGITS[min(year - campaign.starts_on.year + 1, 9)]
    label = "每年" if figure.window == W.EACH_YEAR else f"{count}年来"
    return Period(campaign.starts_on, until, label)


def tell(figure, value):
    """The number as the sentence says it, with its counting word."""
    if value is None:
        return wording.MISSING
    if figure.measure == M.INDICATOR_CHANGE:
        return wording.year_on_year(value)
    if figure.window == W.EACH_YEAR:
        return "每年"
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


# -- Measures: each takes the figure, what counts, and the days --------------------


def _activities(figure, tally, period):
    """The activities a figure speaks of."""
    words = _split(figure.words)
    return [
        row
        for row in tally.activities
        if period.covers(row.held_on)
        and figure.category_id in (None, row.category_id)
        and figure.unit_id in (None, row.unit_id)
        and (not words or any(word in row.title for word in words))
        and (not figure.criterion_id or (row.id, figure.criterion_id) in tally.served)
    ]


def _count_activities(figure, tally, period):
    rows = _activities(figure, tally, period)
    if figure.window == W.EACH_YEAR:
        return _per_year(rows, period)
    return _found(len(rows), "activity", rows, _names(rows))


def _per_year(rows, period):
    """The least any year has; a year without any leaves the figure without data."""
    by_year = Counter(row.held_on.year for row in rows)
    years = range(period.starts_on.year, period.ends_on.year + 1)
    return _found(min(by_year[year] for year in years), "activity", rows, _names(rows))


def _sum(name):
    def measure(figure, tally, period):
        rows = _activities(figure, tally, period)
        given = [row for row in rows if getattr(row, name) is not None]
        total = sum(getattr(row, name) for row in given)
        return _found(total, "activity", given, _names(given))

    return measure


def _attended(figure, tally, period):
    chosen = {row.id for row in _activities(figure, tally, period)}
    return [row for row in tally.attendances if row.activity_id in chosen]


def _count_attendances(figure, tally, period):
    rows = _attended(figure, tally, period)
    return _found(len(rows), "trainingrecord", rows)


def _count_people(figure, tally, period):
    rows = _attended(figure, tally, period)
    return _found(len({row.other_id for row in rows}), "trainingrecord", rows)


def _count_documents(figure, tally, period):
    chosen = {row.id for row in _activities(figure, tally, period)}
    rows = [row for row in tally.documents if row.activity_id in chosen]
    return _found(len(rows), "evidence", rows)


def _read(figure, tally, period):
    return [
        row
        for row in tally.readings
        if row.indicator_id == figure.indicator_id and period.covers(row.ends_on)
    ]


def _latest_reading(figure, tally, period):
    rows = _read(figure, tally, period)[-1:]
    return Found(rows[0].value if rows else None, "reading", _ids(rows))


def _sum_of_readings(figure, tally, period):
    rows = [
        row
        for row in _read(figure, tally, period)
        if row.starts_on and period.covers(row.starts_on)
    ]
    total = sum(row.value for row in rows)
    return Found(total if rows else None, "reading", _ids(rows))


def _change_on_last_year(figure, tally, period):
    """Percent against the same days a year before; both readings must be there."""
    for now in reversed(_read(figure, tally, period)):
        before = _same_days_last_year(now, tally)
        if before is not None and before.value:
            change = (now.value - before.value) / before.value * 100
            return Found(change, "reading", _ids([before, now]))
    return Found(None, "reading", ())


def _same_days_last_year(reading, tally):
    wanted = (_year_before(reading.starts_on), _year_before(reading.ends_on))
    return next(
        (
            row
            for row in tally.readings
            if row.indicator_id == reading.indicator_id
            and (row.starts_on, row.ends_on) == wanted
        ),
        None,
    )


def _year_before(day):
    if day is None:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - 1, day=last)


def _count_honours(figure, tally, period):
    words = _split(figure.words)
    rows = [
        row
        for row in tally.honours
        if period.covers(row.awarded_on)
        and (not words or any(word in row.title for word in words))
    ]
    return _found(len(rows), "honour", rows, tuple(row.title for row in rows))


def _share_signed(figure, tally, period):
    units = {row.unit_id for row in tally.units}
    signed = [row for row in tally.units if row.year == period.ends_on.year]
    if not units:
        return Found(None, "statement", ())
    share = Decimal(100 * len(signed)) / len(units)
    return Found(share, "statement", tuple(row.statement_id for row in signed))


def _length_of_list(figure, tally, period):
    """With a category, an item counts once an activity of it names it."""
    items = _split(figure.items)
    if figure.category_id is None:
        return Found(Decimal(len(items)), "", (), items)
    rows = _activities(figure, tally, period)
    named = tuple(item for item in items if any(item in row.title for row in rows))
    behind = [row for row in rows if any(item in row.title for item in named)]
    return _found(len(named), "activity", behind, named)


def _anniversary(figure, tally, period):
    return Found(Decimal(period.ends_on.year - figure.base_year), "", ())


MEASURES = {
    M.ACTIVITIES: _count_activities,
    M.SESSIONS: _sum("sessions"),
    M.HEADCOUNT: _sum("headcount"),
    M.COST: _sum("cost"),
    M.ATTENDANCES: _count_attendances,
    M.PEOPLE: _count_people,
    M.EVIDENCE: _count_documents,
    M.INDICATOR_LATEST: _latest_reading,
    M.INDICATOR_SUM: _sum_of_readings,
    M.INDICATOR_CHANGE: _change_on_last_year,
    M.HONOURS: _count_honours,
    M.SIGNED_SHARE: _share_signed,
    M.LIST_LENGTH: _length_of_list,
    M.ANNIVERSARY: _anniversary,
}


def _found(number, model, rows, items=()):
    """Counting nothing is having no data: told as 待补充, not as 0."""
    return Found(Decimal(number) if number else None, model, _ids(rows), tuple(items))


def _ids(rows):
    return tuple(row.id for row in rows)


def _names(rows):
    """Festivals as prose tells them, else titles; each once, in the order of days."""
    told = (festivals.TOLD.get(row.festival, row.title) for row in rows)
    return tuple(dict.fromkeys(told))


def _split(text):
    return tuple(word.strip() for word in text.split("、") if word.strip())
