"""Numbers somebody vouched for that the records no longer say: old → new, by sentence.

Nothing is stored when a record changes; what was vouched for is compared with the
figures whenever somebody looks.
"""

import hashlib
from dataclasses import dataclass

from dossiers import checks, figures, sentences, summaries
from dossiers.models import Section
from dossiers.summaries import PLACE


@dataclass(frozen=True)
class Change:
    """One quoted number: `before` and `after` are the sentence around it.

    `added` and `gone` are the ids of records that came to count or no longer do.
    """

    section: Section
    key: str
    old: str
    new: str
    before: str
    after: str
    added: tuple = ()
    gone: tuple = ()

    @property
    def token(self):
        """Stands for exactly this change: what was accepted is what was read."""
        told = f"{self.section.pk}|{self.key}|{self.old}|{self.new}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def of(summary, sections=None, facts=None):
    """Every changed number of the summary, in the order of the text."""
    sections = list(summary.sections.all()) if sections is None else sections
    facts = figures.of(summary) if facts is None else facts
    document = summaries.build(summary, sections, facts)
    return in_places(checks.places(document, sections), facts)


def in_places(places, facts):
    """Pure: the changed numbers of printed paragraphs (`checks.places`)."""
    return tuple(
        _change(place, start, end, quote, facts[quote.key])
        for place in places
        for start, end, quote in place.quotes
        if quote.was
    )


def accepted(section, facts):
    """What a section quotes now, to be vouched for: {name: text, model, records}."""
    names = {fact.label: fact for fact in facts.values()} | facts
    quoted = ((names.get(place[1]), place) for place in PLACE.finditer(section.body))
    return {
        summaries.name_of(fact, place): {
            "text": fact.listed if place[2] else fact.text,
            "model": fact.model,
            "records": list(fact.records),
        }
        for fact, place in quoted
        if fact is not None
    }


def _change(place, start, end, quote, fact):
    first, last = _sentence(place.text, start)
    then = _records_then(place.section, quote)
    now = fact.records
    return Change(
        section=place.section,
        key=quote.key,
        old=quote.was,
        new=quote.text,
        before=place.text[first:start],
        after=place.text[end:last],
        added=tuple(pk for pk in now if pk not in then),
        gone=tuple(pk for pk in then if pk not in set(now)),
    )


def _records_then(section, quote):
    """The ids behind the accepted number, whether told as a number or as a list."""
    for name in (quote.key, f"{quote.key}.list"):
        if section.accepted.get(name, {}).get("text") == quote.was:
            return dict.fromkeys(section.accepted[name]["records"])
    return {}


def _sentence(text, position):
    """Where the sentence around `position` starts and ends."""
    for start, sentence in sentences.spans(text):
        if start <= position < start + len(sentence):
            return start, start + len(sentence)
    return 0, len(text)
