"""The double-count guard: records and people that two figures both count, and records
that look like one event logged twice."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from campaigns.models import User
from dossiers import figures, formulas
from dossiers.figures import Fact
from dossiers.models import Figure
from dossiers.tallies import Tally

SHOWN = 8  # names told of what overlaps; the rest is a number
NOT_WORDS = re.compile(r"[\W_]+")
M = Figure.Measure
OF_PEOPLE = (M.ATTENDANCES, M.PEOPLE)


@dataclass(frozen=True)
class Overlap:
    """Two figures that count `number` same records or people; `names` are some of them.

    `is_added`: a formula counts both, and so counts these twice.
    """

    first: Fact
    second: Fact
    number: int
    names: tuple
    is_of_people: bool
    is_added: bool

    @property
    def more(self):
        return self.number - len(self.names)


@dataclass(frozen=True)
class Twins:
    """Records of one day that go by one name; `facts` count one or more of them."""

    rows: tuple
    facts: tuple


@dataclass(frozen=True)
class Guard:
    records: tuple
    people: tuple
    twins: tuple

    def about(self, key):
        """The overlaps of one figure."""
        both = (*self.people, *self.records)
        return tuple(each for each in both if key in (each.first.key, each.second.key))


def of(summary, rows, chosen=None, *, with_names=True):
    """The facts of `summary` by key, and what they count twice.

    `rows` are its figures, `chosen` those to look at; names of people cost a query.
    """
    tally = Tally(summary.campaign, summary.as_of)
    chosen = rows if chosen is None else chosen
    facts = figures.of(summary, chosen, tally)
    counted = [row for row in chosen if row.measure != M.FORMULA]
    added = _added(rows)
    behind = {row.key: _activities(facts[row.key], tally) for row in counted}
    titles = {row.id: row.title for row in tally.activities}
    records = _overlaps(counted, facts, added, behind, titles, is_of_people=False)
    return facts, Guard(
        tuple(records),
        tuple(_of_people(counted, facts, added, tally, with_names)),
        tuple(_twins(facts, behind, tally)),
    )


def _of_people(rows, facts, added, tally, with_names):
    """The persons two figures both count among those who took part."""
    rows = [row for row in rows if row.measure in OF_PEOPLE]
    person = {row.id: row.other_id for row in tally.attendances}
    behind = {
        row.key: {person[pk] for pk in facts[row.key].records if pk in person}
        for row in rows
    }
    common = set().union(
        *(behind[one.key] & behind[two.key] for one, two in combinations(rows, 2))
    )
    found = User.objects.in_bulk(common) if common and with_names else {}
    names = {pk: user.name for pk, user in found.items()}
    return _overlaps(rows, facts, added, behind, names, is_of_people=True)


def _overlaps(rows, facts, added, behind, names, *, is_of_people):
    """What two figures share, those that are added first, then the largest."""
    found = []
    for one, two in combinations(rows, 2):
        if not (shared := behind[one.key] & behind[two.key]):
            continue
        told = sorted(names[pk] for pk in shared if pk in names)[:SHOWN]
        found.append(
            Overlap(
                facts[one.key],
                facts[two.key],
                len(shared),
                tuple(told),
                is_of_people,
                frozenset((one.key, two.key)) in added,
            )
        )
    return sorted(found, key=lambda each: (not each.is_added, -each.number))


def _activities(fact, tally):
    """The ids of the activities behind a fact, directly or by who and what was there."""
    if fact.model == "activity":
        return set(fact.records)
    links = {"trainingrecord": "attendances", "evidence": "documents"}.get(fact.model)
    if links is None:
        return set()
    counted = set(fact.records)
    return {row.activity_id for row in getattr(tally, links) if row.id in counted}


def _added(rows):
    """Pairs of keys that one formula adds together."""
    keys = {name: row.key for row in rows for name in (row.key, row.label)}
    pairs = set()
    for row in rows:
        parts = {keys[name] for name in formulas.names(row.formula) if name in keys}
        pairs.update(map(frozenset, combinations(parts, 2)))
    return pairs


def _twins(facts, behind, tally):
    """Activities of one day and one name, but for signs and spaces."""
    same = {}
    for row in tally.activities:
        name = NOT_WORDS.sub("", row.title)
        same.setdefault((row.held_on, name), []).append(row)
    for rows in same.values():
        if len(rows) < 2:
            continue
        counts = Counter(
            key for row in rows for key, ids in behind.items() if row.id in ids
        )
        yield Twins(tuple(rows), tuple(facts[key] for key in counts))
