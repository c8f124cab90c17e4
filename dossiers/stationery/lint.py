"""What is to be put right in a template, each with its place; read when it is uploaded."""

import re
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import islice

import docx
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml import parse_xml

from dossiers import wording
from dossiers.stationery import (
    grammar,
    hazards,
    parts,
    places,
    rendering,
    styles,
    tags,
    words,
)

FILLED = ("header", "footer", "footnotes")
UNFILLED = ("endnotes", "comments")
SINGLE = re.compile(r"(?<!\{)\{([^{}%#]{1,40})\}(?!\})")

NO_BODY = gettext_lazy(
    "The text of the summary appears nowhere. Put {{ 正文 }} alone in a paragraph."
)
NO_SIGNATURE = gettext_lazy(
    "Neither {{ 落款 }} nor {{ 日期 }} appears: the report will not be signed."
)
NOT_FILLED = gettext_lazy(
    "Endnotes and comments are not filled in; the tag is printed as it stands."
)
ONE_BRACE = gettext_lazy(
    "One pair of braces is for the prose of a summary. Here it is %(spelling)s."
)


@dataclass(frozen=True)
class Finding:
    """A fault: `place` and `message` in words; a hard one keeps it from being used.

    `kind` is form, syntax, forbidden, name, style, gap or trial.
    """

    kind: str
    is_hard: bool
    place: str
    excerpt: str
    message: str

    def as_data(self):
        return asdict(self)


@dataclass(frozen=True)
class Read:
    """A part that is looked through: `part` in words, `is_filled` by docxtpl."""

    root: object
    part: str
    is_filled: bool
    spots: list


@dataclass(frozen=True)
class Material:
    """What a template is tried with. Without `has_facts` no figure is known yet, and
    any name of one may be right."""

    document: object
    facts: dict
    context: dict
    name: str
    has_facts: bool = True


def check(content, material):
    """Return the findings of a template and the figures it quotes.

    `content` has passed `hazards.refuse`. Raises `contents.Refused` when Word's own
    parts are damaged.
    """
    with parts.damage_refused():
        sheet = docx.Document(BytesIO(content))
        read = [Read(*each, list(places.spots(*each[:2]))) for each in _roots(sheet)]
        properties = sheet.core_properties._element
        chosen = styles.of(sheet)
    spots = (spot for each in read for spot in each.spots)
    if excess := [
        _hard("form", s.place, s.excerpt, why) for s, why in tags.excess(spots)
    ]:
        return excess, []
    reader = grammar.Reader(words.shape(material.facts), material.has_facts)
    findings = [*_of_parts(read, reader), *_of_properties(properties)]
    findings += _of_whole(chosen, reader)
    if not any(one.is_hard for one in findings):
        findings += _of_trial(content, sheet, named(material, reader.figures))
    order = sorted(findings, key=lambda one: not one.is_hard)
    return order, sorted(reader.figures)


def unknown_figures(figures, facts):
    """The figures a template quotes that these facts do not have."""
    known = words.shape(facts)[words.FIGURES]
    return tuple(name for name in figures if name not in known)


def named(material, figures):
    """While no figure exists, those the template quotes are told as missing."""
    if material.has_facts:
        return material
    told = dict.fromkeys(figures, wording.MISSING)
    context = material.context | {words.FIGURES: told, words.LISTS: told}
    return Material(material.document, {}, context, material.name, False)


def _of_parts(read, reader):
    for each in read:
        if not each.is_filled:
            yield from _not_filled(each.spots)
            continue
        for element, text, why in islice(tags.hidden(each.root), hazards.MAX_TOLD):
            place = places.spot_of(element, each.root, each.part)
            yield _hard("form", place, text[: places.EXCERPT], why)
        for spot in each.spots:
            yield from _of_spot(spot, reader)
        for tag in reader.finish():
            yield _hard("syntax", tag.spot.place, tag.text, grammar.NO_PARTNER)


def _of_spot(spot, reader):
    for excerpt, message in tags.faults_of_form(spot):
        yield _hard("form", spot.place, excerpt, message)
    for tag in tags.of(spot):
        try:
            reader.read(tag)
        except grammar.Fault as fault:
            yield _hard(fault.kind, spot.place, tag.text, fault)
    for name in SINGLE.findall(tags.TAG.sub("", spot.text)):
        if name in reader.known[words.FIGURES]:
            spelling = f"{{{{ {words.FIGURES}.{name} }}}}"
            message = str(ONE_BRACE) % {"spelling": spelling}
            yield Finding("form", False, spot.place, f"{{{name}}}", message)


def _of_whole(chosen, reader):
    """What no single paragraph tells: nothing told, not signed, styles missing."""
    where = _("whole template")
    if reader.used.isdisjoint({words.BODY, words.PARTS}):
        yield Finding("gap", False, where, "", str(NO_BODY))
    if reader.used.isdisjoint({words.SIGNED, words.DAY}):
        yield Finding("gap", False, where, "", str(NO_SIGNATURE))
    if words.BODY in reader.used:
        for each in chosen.values():
            if each.wanted:
                yield Finding("style", False, where, each.wanted, each.told)


def _of_properties(properties):
    """docxtpl would fill in the properties of the file, which are ours to write."""
    for element in properties.iter():
        if tags.LOOSE.search(element.text or ""):
            place = _("properties of the file")
            yield _hard("form", place, element.text[: places.EXCERPT], tags.HIDDEN)


def _of_trial(content, sheet, material):
    try:
        rendering.render(content, material.document, material.context)
    except rendering.Failed as failed:
        body = places.spots(sheet.element.body)
        found = (one for one in body if one.excerpt == failed.excerpt)
        place = next((one.place for one in found), _("trial rendering"))
        yield _hard("trial", place, failed.excerpt, failed.why)


def _roots(sheet):
    """(root element, part in words, whether docxtpl fills it in), the body first."""
    yield sheet.element.body, "", True
    for relation in sheet.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in FILLED + UNFILLED:
            part = relation.target_part
            name = hazards.part_words(str(part.partname).lstrip("/"))
            yield parse_xml(part.blob), name, kind in FILLED


def _not_filled(spots):
    for spot in spots:
        for tag in tags.of(spot):
            yield Finding("form", False, spot.place, tag.text, str(NOT_FILLED))


def _hard(kind, place, excerpt, message):
    return Finding(kind, True, place, excerpt, str(message))
