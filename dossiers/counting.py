"""What each measure counts: it takes the figure, what counts, and the days it looks at."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from campaigns import festivals
from campaigns.models import Honour
from dossiers.models import Figure

M = Figure.Measure
W = Figure.Window


@dataclass(frozen=True)
class Period:
    """The days a figure looks at, both included, and how prose names them."""

    starts_on: date
    ends_on: date
    label: str

    def covers(self, day):
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Found:
    """What a measure found before it is worded; `before` is what `value` was once."""

    value: Decimal | None
    model: str
    records: tuple
    items: tuple = ()
    before: Decimal | None = None
    parts: tuple = ()


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
    least = min((by_year[year] for year in years), default=0)
    return _found(least, "activity", rows, _names(rows))


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


def _before_and_after(figure, tally, period):
    """The last reading up to the end of `window_year`, and the latest after it."""
    turn = date(figure.window_year, 12, 31)
    rows = [row for row in tally.readings if row.indicator_id == figure.indicator_id]
    before = [row for row in rows if row.ends_on <= turn]
    after = [row for row in rows if turn < row.ends_on <= period.ends_on]
    if not before or not after:
        return Found(None, "reading", ())
    pair = before[-1], after[-1]
    return Found(pair[1].value, "reading", _ids(pair), before=pair[0].value)


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
    rows = _highest(rows)
    return _found(len(rows), "honour", rows, tuple(row.title for row in rows))


def _highest(rows):
    """Honours for the same work count once, at the highest level; of equals the first."""
    best = {}
    for row in rows:
        work = row.work.strip() or row.id
        if work not in best or _rank(row) < _rank(best[work]):
            best[work] = row
    kept = {row.id for row in best.values()}
    return [row for row in rows if row.id in kept]


def _rank(honour):
    return Honour.Level.values.index(honour.level)


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
    M.INDICATOR_BEFORE_AFTER: _before_and_after,
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
