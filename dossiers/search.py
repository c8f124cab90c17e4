"""Finding anything again, in Chinese, from one character up, with the reader's rights.

The only module that knows which database it is on: both fold the 26 Latin letters and
nothing else, so that the same words find the same rows (dependencies.md, "Search in
Chinese": no index of either database knows words of two hanzi).
"""

import re
import string
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db.models import Count, F, Func, Q, TextField, Value
from django.db.models.functions import (
    Coalesce,
    Greatest,
    StrIndex,
    Substr,
)

from dossiers.holdings import HOLDINGS

FIRST = 5  # of each kind on the page of all kinds
AROUND = 30  # characters before a hit, and two times that after it
WORDS = 8  # more in one search are left aside
TO_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Folded(Func):
    """Latin letters as small ones; everything else as it is, on either database."""

    function = "LOWER"  # SQLite's own knows the 26 letters only
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        letters = f"'{string.ascii_uppercase}', '{string.ascii_lowercase}'"
        template = f"TRANSLATE(%(expressions)s, {letters})"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether they are what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """One row found: its title and the words around the hit, in pieces."""

    url: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    day: date | None
    unit: str
    state: tuple[str, str]


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `hits` are the first or one page of them."""

    key: str
    label: str
    number: int
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is looked for: words, all of which must be there, and filters by name."""

    words: tuple[str, ...]
    filters: dict

    def __bool__(self):
        return bool(self.words)


def question(text, **filters):
    """Read a search as typed; full-width letters and digits mean the usual ones too."""
    words = dict.fromkeys(text.split())
    asked = {name: value for name, value in filters.items() if value not in (None, "")}
    return Question(tuple(words)[:WORDS], asked)


def overview(asked, *, by):
    """Every kind with its number, the first hits of each; kinds without any left out."""
    numbers = _numbers(asked, by)
    return tuple(
        Group(
            holding.key,
            str(holding.label),
            numbers[holding.key],
            _hits(holding, _found(holding, asked, by)[:FIRST], asked),
        )
        for holding in HOLDINGS
        if numbers.get(holding.key)
    )


def listing(key, asked, *, by):
    """All rows of one kind, as a queryset; turn a page of it into hits with `hits`."""
    return _found(_holding(key), asked, by)


def hits(key, rows, asked):
    return _hits(_holding(key), rows, asked)


def numbers(asked, *, by):
    """How many of each kind, as groups without their hits; one query."""
    found = _numbers(asked, by)
    return tuple(
        Group(each.key, str(each.label), found[each.key])
        for each in HOLDINGS
        if found.get(each.key)
    )


def _holding(key):
    return next(each for each in HOLDINGS if each.key == key)


def _found(holding, asked, by):
    """Rows of a kind that hold every word and pass every filter, newest first."""
    rows = holding.rows(by)
    model = rows.model
    if not set(asked.filters) <= set(holding.narrow):
        return model.objects.none()
    keys = rows.filter(pk__in=_matching(holding, model, asked)).values("pk")
    chosen = model.objects.filter(pk__in=keys.order_by())
    for name, value in asked.filters.items():
        fitting = model.objects.filter(holding.narrow[name](value))
        chosen = chosen.filter(pk__in=fitting.order_by().values("pk"))
    days = [F(path) for path in holding.day]
    chosen = chosen.annotate(found_on=Coalesce(*days) if days[1:] else days[0])
    return chosen.select_related(*holding.related).order_by("-found_on", "-pk")


def _matching(holding, model, asked):
    """Keys of the rows that hold every word, each in whatever column."""
    paths = [*holding.title, *holding.columns, *filter(None, [holding.text])]
    columns = {f"words_{n}": Folded(F(path)) for n, path in enumerate(paths)}
    rows = model.objects.alias(**columns).order_by()
    for word in asked.words:
        rows = rows.filter(_holds(word, columns))
    return rows.values("pk")


def _holds(word, columns):
    found = Q()
    for column, spelling in product(columns, _spellings(word)):
        found |= Q(**{f"{column}__contains": spelling})
    return found


def _spellings(word):
    """As typed and with full-width letters and digits as usual ones, folded."""
    usual = unicodedata.normalize("NFKC", word)
    return tuple(dict.fromkeys(each.translate(TO_LOWER) for each in (word, usual)))


def _numbers(asked, by):
    """{kind: how many}, of all kinds in one query."""
    counted = [
        _found(holding, asked, by)
        .select_related(None)
        .order_by()
        .annotate(holding=Value(holding.key))
        .values("holding")
        .annotate(number=Count("pk"))
        .values_list("holding", "number")
        for holding in HOLDINGS
        if set(asked.filters) <= set(holding.narrow)
    ]
    if not counted:
        return {}
    return dict(counted[0].union(*counted[1:], all=True))


def _hits(holding, rows, asked):
    if holding.text:
        rows = rows.annotate(inside=_around(holding.text, asked.words))
    return tuple(_hit(holding, row, asked.words) for row in rows)


def _around(path, words):
    """The words around a hit inside a file; the whole is never fetched."""
    places = [StrIndex(Folded(F(path)), Value(_spellings(word)[0])) for word in words]
    place = Greatest(*places) if len(places) > 1 else places[0]
    length = max(map(len, words)) + 3 * AROUND
    return Substr(F(path), Greatest(place - AROUND, Value(1)), Value(length))


def _hit(holding, row, words):
    titles = [text for path in holding.title if (text := _read(row, path))]
    others = [_read(row, path) for path in holding.columns]
    others += [*titles[1:], getattr(row, "inside", None) or ""]
    return Hit(
        url=_url(row),
        title=marked(titles[0] if titles else str(row), words),
        excerpt=_excerpt(others, _left(titles[:1], words)),
        day=row.found_on,
        unit=_unit(row),
        state=holding.state(row),
    )


def marked(text, words):
    """The text in pieces, those that are one of `words` marked."""
    folded = text.translate(TO_LOWER)
    spellings = {each for word in words for each in _spellings(word)}
    longest_first = sorted(spellings, key=len, reverse=True)
    pieces, end = [], 0
    for hit in re.finditer("|".join(map(re.escape, longest_first)), folded):
        if hit.start() > end:
            pieces.append(Piece(text[end : hit.start()], False))
        pieces.append(Piece(text[hit.start() : hit.end()], True))
        end = hit.end()
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return tuple(pieces)


def _left(titles, words):
    """The words the title does not hold itself."""
    folded = "".join(titles).translate(TO_LOWER)
    return [
        word for word in words if not any(each in folded for each in _spellings(word))
    ]


def _excerpt(texts, words):
    """The first text with a hit, cut around it; () when the title says it all."""
    if not words:
        return ()
    for text in texts:
        text = " ".join(text.split())
        pieces = marked(text, words)
        place = 0
        for piece in pieces:
            if piece.is_hit:
                return _cut(text, place, words)
            place += len(piece.text)
    return ()


def _cut(text, place, words):
    start, end = max(place - AROUND, 0), place + 2 * AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return marked(f"{before}{text[start:end]}{after}", words)


def _read(row, path):
    """What a path leads to, as text; "" where something on the way is missing."""
    for name in path.split("__"):
        row = getattr(row, name, None)
        if row is None:
            return ""
    return str(row)


def _near(row):
    """The row itself, then the record it belongs to."""
    return row, getattr(row, "owner", None), getattr(row, "statement", None)


def _url(row):
    return next(
        each.get_absolute_url()
        for each in _near(row)
        if hasattr(each, "get_absolute_url")
    )


def _unit(row):
    units = (getattr(each, "unit", None) for each in _near(row))
    return next((str(unit) for unit in units if unit), "")
