"""What is to be put right in a draft before it is issued, each with its place.

Hard faults block: what has no data, what contradicts the records, what is left blank.
"""

from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import factcheck, likeness, sentences, summaries, windows
from dossiers.blocks import Heading, Paragraph, Quote
from dossiers.factcheck import Status
from dossiers.findings import HARD, WARN, finding
from dossiers.proofreading import label_of, proofread


@dataclass(frozen=True)
class Place:
    """A printed paragraph: its number from 1, the section it is written in, its words."""

    number: int
    section: object
    block: Heading | Paragraph

    @property
    def text(self):
        if isinstance(self.block, Heading):
            return self.block.label + self.block.text
        return self.block.text

    @property
    def quotes(self):
        """The told figures as (start, end, quote)."""
        end = 0
        for run in getattr(self.block, "runs", ()):
            start, end = end, end + len(run.text)
            if isinstance(run, Quote):
                yield start, end, run


def of(summary, variant="full"):
    """Every finding of the draft as it stands, in the order of the text; reads the
    facts once and asks the database nothing more per paragraph."""
    sections = list(summary.sections.all())
    facts, known = likeness.read(summary)
    document = summaries.build(summary, sections, facts)
    return check(places(document, sections), sections, facts, known, variant)


def check(found_places, sections, facts, known, variant="full"):
    """Pure: the findings of printed paragraphs, ordered by place."""
    rarity = likeness.rarity_of(known)
    found = _of_text(found_places, variant)
    found += _empty_sections(sections, found_places)
    found += _copied(found_places)
    for place in found_places:
        for one in (
            *_figures_missing(place),
            *_numbers_typed(place, known, rarity),
            *_windows_unnamed(place, facts),
            *_labels_typed(place),
        ):
            found.append(_at(place, one))
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.start)))


def places(document, sections):
    """The paragraphs of a document in order, each with its section."""
    blocks = iter(document.blocks)
    found = []
    for _level, section in summaries.outline(sections):
        lines = sum(bool(line.strip()) for line in section.body.splitlines())
        for block in islice(blocks, bool(section.heading) + lines):
            found.append(Place(len(found) + 1, section, block))
    return tuple(found)


def _at(place, one):
    return replace(one, section=place.section.pk)


def _of_text(found_places, variant):
    """What proofreading finds, without blanks that are figures without data."""
    found = proofread([place.text for place in found_places], variant)
    return [
        _at(found_places[one.paragraph - 1], one)
        for one in found
        if one.code != "blank" or not _in_quote(one, found_places[one.paragraph - 1])
    ]


def _in_quote(one, place):
    return any(start <= one.start < end for start, end, _quote in place.quotes)


def _figures_missing(place):
    for start, end, quote in place.quotes:
        if not quote.is_known:
            code, message = "unknown-figure", _("No figure is called “%(name)s”.")
        elif quote.is_missing:
            code, message = "missing-figure", _("The figure %(name)s has no data yet.")
        else:
            continue
        keys = (quote.key,) if quote.is_known else ()
        message = message % {"name": quote.key}
        yield finding(
            code, HARD, message, place.number, place.text, (start, end), keys=keys
        )


def _numbers_typed(place, known, rarity):
    """Numbers in the prose itself, whatever they tell: they do not follow the records."""
    told = [(start, end) for start, end, _quote in place.quotes]
    told += filter(None, [_typed_label(place)])
    for verdict in factcheck.check_paragraph(place.text, known, place.number, rarity):
        number = verdict.number
        if any(start <= number.start < end for start, end in told):
            continue
        if verdict.status in TYPED:
            yield _typed(verdict, place)


def _typed(verdict, place):
    severity, code, message = TYPED[verdict.status]
    number = verdict.number
    facts = (verdict.fact,) if verdict.fact else verdict.nearby
    values = {"number": number.text, "fact": _told(verdict.fact)}
    return finding(
        code,
        severity,
        str(message) % values,
        place.number,
        place.text,
        (number.start, number.end),
        tuple(f"{fact.placeholder} {fact.text}" for fact in facts),
        keys=tuple(fact.key for fact in facts),
    )


def _told(fact):
    return f"{fact.label} {fact.text}" if fact else ""


TYPED = {
    Status.CONTRADICTED: (
        HARD,
        "contradicted",
        gettext_lazy("%(number)s is typed by hand; the records say: %(fact)s."),
    ),
    Status.UNSUPPORTED: (
        WARN,
        "unsupported",
        gettext_lazy("%(number)s is typed by hand and no figure tells it."),
    ),
    Status.SUPPORTED: (
        WARN,
        "typed",
        gettext_lazy(
            "%(number)s is typed by hand; quote the figure, so that it stays true."
        ),
    ),
}


def _windows_unnamed(place, facts):
    """A figure without its time can be read as another; 每年 is its own."""
    for start, sentence in sentences.spans(place.text):
        named = set(windows.named(sentence))
        for key, span in _quoted_in(place, start, start + len(sentence)).items():
            fact = facts.get(key)
            if _needs_no_time(fact) or named & windows.names_of(fact.period):
                continue
            message = _("The sentence does not name the time of %(label)s: %(window)s.")
            values = {"label": fact.label, "window": fact.period.label}
            yield finding(
                "window",
                WARN,
                message % values,
                place.number,
                place.text,
                span,
                (fact.period.label,),
                keys=(key,),
            )


def _needs_no_time(fact):
    """A list and an anniversary have no records, hence no days they cover."""
    return fact is None or not fact.model


def _quoted_in(place, first, last):
    """{key: (start, end)} of the first quote of each figure between two places."""
    found = {}
    for start, end, quote in place.quotes:
        if first <= start < last and quote.is_known and not quote.is_missing:
            found.setdefault(quote.key, (start, end))
    return found


def _labels_typed(place):
    """Headings are numbered by themselves; a typed number would stand twice."""
    if span := _typed_label(place):
        message = _("Headings are numbered by themselves; leave the number out.")
        yield finding("typed-heading", WARN, message, place.number, place.text, span)


def _typed_label(place):
    """Where in a heading a number was typed, or None."""
    if not isinstance(place.block, Heading) or not label_of(place.block.text):
        return None
    start = len(place.block.label)
    return start, start + label_of(place.block.text)[2].end()


def _empty_sections(sections, found_places):
    """A heading with nothing below it."""
    parents = {section.parent_id for section in sections}
    for place in found_places:
        section = place.section
        if section.body.strip() or section.pk in parents:
            continue
        message = _("There is nothing below this heading.")
        span = 0, len(place.text)
        yield _at(
            place,
            finding("empty", WARN, message, place.number, place.text, span),
        )


def _copied(found_places):
    """Sentences of last year nobody has looked at since: they may no longer be true."""
    for place, span, _words in carried(found_places):
        message = _("Copied from last year; say that it still holds, or change it.")
        one = finding("carried", HARD, message, place.number, place.text, span)
        yield _at(place, one)


def carried(found_places):
    """(place, (start, end), the sentence as written) of each copied sentence that
    still awaits somebody."""
    for place, line in _written(found_places):
        waiting = set(place.section.unreviewed)
        written = [words.strip() for _start, words in sentences.spans(line)]
        told = list(sentences.spans(place.text))
        for words, (start, shown) in zip(written, told, strict=False):
            if words in waiting:
                yield place, (start, start + len(shown)), words


def _written(found_places):
    """Each printed paragraph with the line it was written as."""
    lines = {}
    for place in found_places:
        if isinstance(place.block, Heading):
            continue
        section = place.section
        if section.pk not in lines:
            lines[section.pk] = filter(str.strip, section.body.splitlines())
        yield place, next(lines[section.pk]).strip()
