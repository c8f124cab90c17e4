"""What the records of the year say for a section: dated sentences with their records,
for the clerk to take or leave. Nothing is told that no field of a record says."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from campaigns.models import Activity, Category
from dossiers import likeness, sentences
from dossiers.models import Figure
from dossiers.summaries import PLACE

M = Figure.Measure
LIMIT = 40  # sentences of activities offered at once; a category narrows them
HONOURED = ("荣誉", "表彰", "获奖")
VERBS = {Category.Kind.MEASURE: "形成", Category.Kind.MEETING: "召开"}
OPENINGS = {
    M.ACTIVITIES: "开展",
    M.SESSIONS: "开展",
    M.ATTENDANCES: "参加",
    M.PEOPLE: "参加",
}


@dataclass(frozen=True)
class Scope:
    """Which records belong to a section; `names` says by what they were recognised."""

    categories: frozenset = frozenset()
    criteria: frozenset = frozenset()
    units: frozenset = frozenset()
    indicators: frozenset = frozenset()
    names: tuple = ()
    takes_honours: bool = False

    def covers(self, row, served):
        """Does the activity belong here? A unit's own are told where nothing else is
        asked for."""
        if self.categories or self.criteria:
            return row.category_id in self.categories or any(
                (row.id, criterion) in served for criterion in self.criteria
            )
        return row.unit_id in self.units


@dataclass(frozen=True)
class Line:
    """A sentence with where it comes from: `key` stands for the record (activity-7)."""

    key: str
    held_on: date | None
    sentence: str
    source: str
    url: str
    stands: bool = False


def scope_of(section, rows, categories, criteria):
    """By the figures the section quotes, by names its heading shares words with or its
    prose says whole, else by the unit that writes it. `rows` are figures, the others
    what the court has and the standard asks."""
    asked = {place[1] for place in PLACE.finditer(section.body)}
    quoted = [row for row in rows if asked & {row.label, row.key}]
    prose = PLACE.sub("", section.body)
    kinds = _named(section.heading, prose, {each.pk: each.name for each in categories})
    kinds |= {row.category_id for row in quoted if row.category_id}
    asks = _named(section.heading, prose, {each.pk: each.title for each in criteria})
    asks |= {row.criterion_id for row in quoted if row.criterion_id}
    names = [each.name for each in categories if each.pk in kinds]
    names += [each.title for each in criteria if each.pk in asks]
    if not names and section.owner:
        names = [section.owner.name]
    return Scope(
        frozenset(kinds),
        frozenset(asks),
        frozenset({section.owner_id} - {None}),
        frozenset(row.indicator_id for row in quoted if row.indicator_id),
        tuple(names),
        any(row.measure == M.HONOURS for row in quoted)
        or any(word in section.heading for word in HONOURED),
    )


def chosen(categories, criteria):
    """The scope somebody chose, instead of what the section speaks of."""
    names = [each.name for each in categories] + [each.title for each in criteria]
    return Scope(
        frozenset(each.pk for each in categories),
        frozenset(each.pk for each in criteria),
        names=tuple(names),
    )


def of(section, scope, rows, facts, tally, *, by):
    """(lines, how many more there are): figures first, then the year by its days.

    Only what `by` may see is told. The tally holds what counts up to the as-of day.
    """
    summary = section.summary
    first = date(summary.year, 1, 1)
    last = min(summary.as_of, date(summary.year, 12, 31))
    lines = [
        *_openings(section, scope, rows, facts),
        *_readings(scope, rows, facts, tally, first, last),
        *_honours(scope, tally, first, last),
    ]
    held = [
        row.id
        for row in tally.activities
        if first <= row.held_on <= last and scope.covers(row, _served(scope, tally))
    ]
    seen = _activities(held, by)
    lines += [_activity(row, rows, facts) for row in seen[:LIMIT]]
    lines.sort(key=lambda line: line.held_on or date.min)
    return marked(lines, section.body), len(seen[LIMIT:])


def marked(lines, body):
    """The lines, those whose sentence stands in `body` marked: their record stays
    beside them as long as nobody rewrites it."""
    standing = set(sentences.of(body))
    return tuple(replace(line, stands=line.sentence in standing) for line in lines)


def _named(heading, prose, names):
    """Keys of the names the heading shares words with, or the prose says whole."""
    whole = {key for key, name in names.items() if len(name) > 2 and name in prose}
    return whole | set(likeness.resembling(heading, names))


def _served(scope, tally):
    return tally.served if scope.criteria else frozenset()


def _activities(ids, by):
    rows = Activity.objects.visible_to(by).filter(pk__in=ids)
    rows = rows.select_related("unit", "category").prefetch_related("co_hosts")
    return list(rows.order_by("held_on", "pk"))


def _activity(row, rows, facts):
    """3月5日，立案庭会同工会在凤山社区开展“便民服务”。"""
    hosts = "、".join(unit.name for unit in row.co_hosts.all())
    who = f"{row.unit.name}会同{hosts}" if hosts else row.unit.name
    place = f"在{row.place}" if row.place else ""
    title = row.title.replace("“", "‘").replace("”", "’")
    people = _figure_of(M.HEADCOUNT, row.pk, rows, facts)
    people = f"，参加人数{people}" if people else ""
    verb = VERBS.get(row.category.kind, "开展")
    words = f"{_days(row)}，{who}{place}{verb}“{title}”{people}。"
    url = row.get_absolute_url()
    return Line(f"activity-{row.pk}", row.held_on, words, row.title, url)


def _days(row):
    """3月5日, 3月5日至7日, 3月30日至4月2日: the year is the summary's own."""
    first, last = row.held_on, row.ended_on
    if last is None or last == first:
        return _day(first)
    if last.year != first.year:
        return f"{_day(first)}至{last.year}年{_day(last)}"
    same = last.month == first.month
    return f"{_day(first)}至{f'{last.day}日' if same else _day(last)}"


def _day(day):
    return f"{day.month}月{day.day}日"


def _openings(section, scope, rows, facts):
    """今年，开展法官讲坛{法官讲坛}。 for figures of these kinds not quoted here yet."""
    quoted = {place[1] for place in PLACE.finditer(section.body)}
    for row in rows:
        fact = facts[row.key]
        if fact.is_missing or row.category_id not in scope.categories:
            continue
        if row.measure not in OPENINGS or quoted & {row.key, row.label}:
            continue
        verb, name = OPENINGS[row.measure], row.category.name
        words = f"{fact.period.label}，{verb}{name}{fact.placeholder}。"
        url = reverse("figure", args=[section.summary_id, row.key])
        yield Line(f"figure-{row.pk}", None, words, row.label, url)


def _readings(scope, rows, facts, tally, first, last):
    """截至9月30日，司法便民联络员为{现有联络员}。 the newest of each indicator."""
    if not scope.indicators:
        return
    names = {row.indicator_id: row.indicator for row in rows if row.indicator_id}
    newest = {
        row.indicator_id: row
        for row in tally.readings
        if row.indicator_id in scope.indicators and first <= row.ends_on <= last
    }
    for reading in newest.values():
        indicator = names[reading.indicator_id]
        told = _figure_of(M.INDICATOR_LATEST, reading.id, rows, facts)
        told = told or f"{reading.value.normalize():f}{indicator.counting_word}"
        since = f"{_day(reading.starts_on)}至" if reading.starts_on else "截至"
        words = f"{since}{_day(reading.ends_on)}，{indicator.name}为{told}。"
        url = reverse("reading", args=[reading.id])
        yield Line(f"reading-{reading.id}", reading.ends_on, words, indicator.name, url)


def _honours(scope, tally, first, last):
    """4月2日，获“先进集体”。"""
    if not scope.takes_honours and not scope.units:
        return
    for row in tally.honours:
        if not first <= row.awarded_on <= last:
            continue
        if scope.takes_honours or row.unit_id in scope.units:
            title = row.title.replace("“", "‘").replace("”", "’")
            words = f"{_day(row.awarded_on)}，获“{title}”。"
            url = reverse("honour", args=[row.id])
            yield Line(f"honour-{row.id}", row.awarded_on, words, row.title, url)


def _figure_of(measure, pk, rows, facts):
    """The name of the figure that tells exactly this record's number, or ""."""
    for row in rows:
        fact = facts[row.key]
        if row.measure == measure and fact.records == (pk,):
            return fact.placeholder
    return ""
