"""Match any text against the facts: which of its numbers are supported by a figure,
contradicted by one, explained by none, or claim nothing.

Judged by value, counting word and the words that stand near the number.
"""

import re
from bisect import bisect
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import commonplaces, numerals, windows
from dossiers.figures import Fact
from dossiers.findings import excerpt
from dossiers.likeness import (
    CLAUSE,
    REACH,
    SENTENCE,
    around,
    fits,
    matches,
    rarity_of,
    tells,
)
from dossiers.numerals import Number

TELLING = 20  # a value this large, or with decimals, is its own evidence
SUGGESTIONS = 3
BEFORE = ("原来的", "原来", "原有的", "原有", "原先的")
PART_OF_WHOLE = re.compile(r"其中|分别|另有")
# A clause that goes on about what the sentence named before: 由原来的109名增加到426名.
CARRIES_ON = re.compile(r"原来|原有|现在|现有|目前|增加|增至|发展到|达到|扩大|同比|共")


class Status(TextChoices):
    SUPPORTED = "supported", gettext_lazy("supported")
    CONTRADICTED = "contradicted", gettext_lazy("contradicted")
    UNSUPPORTED = "unsupported", gettext_lazy("unsupported")
    ORDINARY = "ordinary", gettext_lazy("no claim")


@dataclass(frozen=True)
class Verdict:
    """What became of one number. `paragraph` counts from 1; `number.start` and `.end`
    are places in that paragraph; `nearby` are facts it might mean."""

    paragraph: int
    number: Number
    status: Status
    why: str
    excerpt: str
    fact: Fact | None = None
    nearby: tuple = ()

    @property
    def label(self):
        return self.status.label


def check(text, known):
    """Return a `Verdict` for every number of `text`, in order; `known` are entries."""
    rarity = rarity_of(known)
    return tuple(
        verdict
        for number, line in enumerate(text.splitlines(), 1)
        for verdict in check_paragraph(line, known, number, rarity)
    )


def marked(text, verdicts):
    """Return the paragraphs that have words as runs of (words, verdict or None)."""
    return tuple(
        tuple(_runs(line, [one for one in verdicts if one.paragraph == place]))
        for place, line in enumerate(text.splitlines(), 1)
        if line.strip()
    )


def _runs(line, verdicts):
    end = 0
    for verdict in verdicts:
        number = verdict.number
        yield line[end : number.start], None
        yield line[number.start : number.end], verdict
        end = number.end
    yield line[end:], None


def check_paragraph(text, known, place=1, rarity=None):
    """The verdicts on one paragraph; `place` is its number."""
    rarity = rarity_of(known) if rarity is None else rarity
    ends = [match.start() for match in SENTENCE.finditer(text)]
    claims = [
        _claim(number, text, bisect(ends, number.start), known, rarity)
        for number in numerals.find(text)
    ]
    supported = {}
    for claim in claims:
        if fact := claim.support():
            supported.setdefault(claim.sentence, set()).add(fact.key)
    return [claim.verdict(place, supported.get(claim.sentence, ())) for claim in claims]


# -- One claim ------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """A number, where it stands, and the entries it may speak of, best first; `others`
    are those by words alone, whatever they count in."""

    number: Number
    text: str
    sentence: int
    common: str
    matches: tuple
    others: tuple
    known: tuple

    def support(self):
        """The fact that bears it out by words and value, or by a telling value alone."""
        if self.common:
            return None
        best = self.matches[0].score if self.matches else 0
        for match in self.matches:
            if match.score * 2 >= best and self._is_told(match.entry):
                return match.entry.fact
        return None if self._contradicting(()) else self._by_value()

    def verdict(self, place, supported):
        if self.common:
            return self._verdict(place, Status.ORDINARY, self.common)
        if fact := self.support():
            return self._verdict(place, Status.SUPPORTED, _told(fact), fact)
        if fact := self._contradicting(supported):
            return self._verdict(place, Status.CONTRADICTED, _told(fact), fact)
        if self.number.is_indefinite:
            return self._verdict(place, Status.ORDINARY, _("names no number"))
        return self._verdict(
            place, Status.UNSUPPORTED, self._why_not(), None, self._nearby()
        )

    @property
    def clause(self):
        """Its clause up to and behind it."""
        return around(self.number, self.text, CLAUSE, True)

    def _why_not(self):
        if other := [match.entry.fact for match in self._rivals()]:
            return _("%(label)s covers another time: %(window)s.") % {
                "label": other[0].label,
                "window": other[0].period.label,
            }
        return _("No figure tells this number.")

    def _verdict(self, place, status, why, fact=None, nearby=()):
        shown = excerpt(self.text, self.number.start, self.number.end)
        return Verdict(place, self.number, status, why, shown, fact, nearby)

    def _contradicting(self, supported):
        """The fact whose words stand by the number while its value is another."""
        rivals = [
            match
            for match in self._rivals(supported)
            if self._is_of_that_time(match.entry)
        ]
        if not rivals:
            return None
        best = max(match.score for match in rivals)
        tied = [match.entry for match in rivals if match.score == best]
        free = [one for one in tied if one.fact.key not in supported] or tied
        return min(free, key=self._distance).fact

    def _rivals(self, supported=()):
        if self.number.is_indefinite or PART_OF_WHOLE.search(self.clause):
            return []
        goes_on = CARRIES_ON.search(self.clause)
        return [
            match
            for match in self.matches
            if match.is_strong
            and (match.is_close or goes_on)
            and (match.is_close or match.entry.fact.key not in supported)
        ]

    def _is_told(self, known):
        return tells(self.number, known) and self._is_of_that_time(known)

    def _is_of_that_time(self, known):
        """The time named last before it is the figure's; another makes it another
        number, neither borne out nor false. 原来的109名 leaves the time open."""
        start = self.number.start
        before = self.text[max(start - REACH, 0) : start]
        if before.endswith(BEFORE):
            return True
        sentence = SENTENCE.split(before)[-1]
        named = windows.named(sentence)[-1:]
        return not named or named[0] in windows.names_of(known.fact.period)

    def _distance(self, known):
        value = abs(known.fact.value) or 1
        return abs(value - self.number.low) / max(value, self.number.low, 1)

    def _by_value(self):
        """The one fact with this value and counting word, if the value is rare."""
        number = self.number
        if not number.is_exact or not number.word:
            return None
        if number.low < TELLING and number.low == int(number.low):
            return None
        fitting = (one for one in self.known if fits(number, one))
        same = [one for one in fitting if self._is_told(one)]
        return same[0].fact if len(same) == 1 else None

    def _nearby(self):
        """Facts it might mean: their words are near, or they have its value and word."""
        close = [match for match in self.others if match.is_close]
        found = [match for match in (*self.matches, *close) if match.is_strong]
        near = {match.entry: None for match in found}
        same = (one for one in self.known if fits(self.number, one))
        near |= {one: None for one in same if tells(self.number, one)}
        return tuple(one.fact for one in list(near)[:SUGGESTIONS])


def _claim(number, text, sentence, known, rarity):
    common = commonplaces.reason(number, text)
    if common:
        return Claim(number, text, sentence, common, (), (), known)
    fitting = [one for one in known if fits(number, one)]
    found = matches(number, text, fitting, rarity)
    others = matches(number, text, known, rarity)
    return Claim(number, text, sentence, common, found, others, known)


def _told(fact):
    return _("%(label)s: %(text)s") % {"label": fact.label, "text": fact.text}
