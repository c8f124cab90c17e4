"""Which figures the words about a number speak of: by the character pairs the names
of a figure share with the item, clause or sentence the number stands in."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from dossiers import figures, sentences
from dossiers.models import Figure

NEAR = Decimal("0.34")  # share of a figure's name that must stand near a number
FEW_ITEMS = 6  # a longer list is a register, and its titles speak of everything
REACH = 120  # characters before and behind a number that can speak of it
SAME_WORDS = {"位": "名", "人": "名"}
CHANGES = Figure.Measure.INDICATOR_CHANGE

ENDS = f"{sentences.MARKS}；;\n"
SENTENCE = re.compile(f"[{ENDS}]")
CLAUSE = re.compile(rf"[{ENDS}，：]|,(?!\d{{3}})|:")
ITEM = re.compile(rf"[{ENDS}，：、]|,(?!\d{{3}})|:")
NOT_HANZI = re.compile(r"[^\u4e00-\u9fff%]")


@dataclass(frozen=True)
class Entry:
    """A fact with what tells it apart in prose: `words` are sets of character pairs,
    one for each name it goes by."""

    fact: figures.Fact
    counting_word: str
    measure: str
    words: tuple

    @property
    def is_change(self):
        return self.measure == CHANGES


@dataclass(frozen=True)
class Match:
    """How strongly the words of `entry` stand near a number. `is_close`: in its own
    clause. One pair alone (示范) may bear a value out, but contradicts nothing."""

    entry: Entry
    score: Decimal
    is_close: bool
    is_strong: bool


def read(summary):
    """Return (facts by key, an `Entry` for each that has a value)."""
    rows = named(summary.campaign)
    facts = figures.of(summary)
    told = (row for row in rows if not facts[row.key].is_missing)
    return facts, tuple(entry(row, facts[row.key]) for row in told)


def named(campaign):
    """The figures of a campaign, read once, with the names they go by."""
    rows = Figure.objects.select_related("category", "indicator")
    prefetch_related_objects([campaign], Prefetch("figures", rows))
    return list(campaign.figures.all())


def entry(figure, fact):
    """One figure as an `Entry`: it goes by its name, what it counts, and its items."""
    names = [
        figure.label,
        figure.category.name if figure.category else "",
        figure.indicator.name if figure.indicator else "",
        *figure.items.split("、"),
        *(fact.items if len(fact.items) <= FEW_ITEMS else ()),
        *(word for word in figure.words.split("、") if len(word) > 2),
    ]
    words = dict.fromkeys(frozenset(pairs(name)) for name in names)
    return Entry(fact, figure.counting_word, figure.measure, tuple(filter(None, words)))


def fits(number, known):
    """Are they counted by the same word, and do both tell a change or both a level?"""
    ours, theirs = number.word, known.counting_word
    if SAME_WORDS.get(ours, ours) != SAME_WORDS.get(theirs, theirs):
        return not theirs and not known.is_change
    if theirs == "%":
        return known.is_change == bool(number.direction)
    return True


def tells(number, known):
    """Does the number tell the fact's value, in direction and to its own precision?"""
    value = known.fact.value
    if known.is_change and number.direction:
        value = value * number.direction
    elif known.is_change:
        value = abs(value)
    if number.word == "%" and number.low == 100:
        return value == 100  # 99.6% is not all
    return number.tells(value)


def pairs(text):
    """The neighbouring pairs of hanzi in `text`, marks between them left out."""
    text = NOT_HANZI.sub("", text)
    return [text[i : i + 2] for i in range(len(text) - 1)]


def resembling(words, names):
    """The keys of `names` enough of whose name stands in `words`; a pair of hanzi many
    names share (活动) weighs little."""
    near, own = (
        set(pairs(words)),
        {key: set(pairs(name)) for key, name in names.items()},
    )
    counts = Counter(pair for each in own.values() for pair in each)
    rarity = {pair: Decimal(1) / count for pair, count in counts.items()}
    return tuple(
        key
        for key, name in own.items()
        if name & near and _share(name, near, rarity) >= NEAR
    )


def matches(number, text, known, rarity):
    """Entries whose words stand in the same item, else clause, else earlier in the
    sentence; the nearest with a strong match wins."""
    weak = ()
    for boundary, is_close in ((ITEM, True), (CLAUSE, True), (SENTENCE, False)):
        near = rarity.keys() & pairs(around(number, text, boundary, is_close))
        if not near:
            continue
        scored = (_match(one, near, rarity, is_close) for one in known)
        found = sorted(filter(None, scored), key=lambda match: -match.score)
        if any(match.is_strong for match in found):
            return tuple(found)
        weak = weak or tuple(found)
    return weak


def _match(known, near, rarity, is_close):
    """By the name of which the greatest share stands near; a pair many figures have
    in their names (活动) weighs little. None when too little does."""
    scored = [
        (_share(name, near, rarity), len(name & near) >= min(2, len(name)))
        for name in known.words
    ]
    score, is_strong = max(scored, default=(0, False))
    strong = max((each for each in scored if each[1]), default=(0, False))
    if strong[0] >= NEAR:
        score, is_strong = strong
    return Match(known, score, is_close, is_strong) if score >= NEAR else None


def _share(name, near, rarity):
    weight = sum(rarity[pair] for pair in name & near)
    return weight / sum(rarity[pair] for pair in name)


def around(number, text, boundary, both_sides):
    """The words about a number up to the boundary, its digits left out."""
    before = boundary.split(text[max(number.start - REACH, 0) : number.start])[-1]
    behind = text[number.end : number.end + REACH] if both_sides else ""
    after = boundary.split(behind)[0]
    return f"{before}{number.word}{after}"


def rarity_of(known):
    """1 for a pair in the names of one figure, 1/n for one in those of n."""
    counts = Counter()
    for one in known:
        counts.update(set().union(*one.words))
    return {pair: Decimal(1) / count for pair, count in counts.items()}
