"""The tags of a template as they stand in its paragraphs, each read on its own, so
that a fault has a place before anything is rendered."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn
from lxml import etree

from dossiers.stationery import places

# Not past a second beginning: many without an end would be read again and again.
TAG = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL
)
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
BRACE = re.compile(r"[{}]")
WIDE = re.compile("[｛{][｛{%％]|[｝}%％][｝}]")
HEAD = re.compile(r"\{%(?:(p|tr|tc) +| *)(\w+)")
STRAIGHT = str.maketrans("“”‘’", "\"\"''")  # Word turns quotes; docxtpl turns them back
MAX_TAGS = 300  # of one template
MAX_LENGTH = 5000  # characters and elements of a paragraph with braces
# What may stand between the runs of a tag without tearing it.
QUIET = [
    qn(f"w:{name}") for name in ("r", "t", "proofErr", "bookmarkStart", "bookmarkEnd")
] + [qn("w:lastRenderedPageBreak")]
LOOKS = qn("w:rPr")

OPEN_END = gettext_lazy(
    "This mark has no partner in the same paragraph. Type the whole tag in one paragraph."
)
FULL_WIDTH = gettext_lazy(
    "Full-width braces are not read as a tag. Type {{ and }} in half width."
)
TORN = gettext_lazy(
    "The tag is torn by a link, a tab, a tracked change or the like. Delete it and "
    "type it again in one go."
)
HIDDEN = gettext_lazy(
    "A tag stands outside the text, as in the description of a picture. Remove it."
)
OUTSIDE = gettext_lazy(
    "Braces stand outside the text, as in an equation or a field; they would be read as "
    "part of a tag. Remove them."
)
APART = gettext_lazy(
    "Braces of two paragraphs would be read together as one tag. Type the whole tag in "
    "one paragraph."
)
TOO_LONG = gettext_lazy("A paragraph with tags has at most %(most)s characters.")
TOO_MANY = gettext_lazy("A template has at most %(most)s tags.")


@dataclass(frozen=True)
class Tag:
    """One tag: its own text with straight quotes, and the paragraph it stands in."""

    text: str
    spot: places.Spot

    @property
    def is_printed(self):
        return self.text.startswith("{{")

    @property
    def is_comment(self):
        return self.text.startswith("{#")

    @property
    def scope(self):
        """What a statement repeats or leaves out: "" words, p, tr or tc."""
        head = HEAD.match(self.text)
        return head[1] or "" if head else ""

    @property
    def word(self):
        """for, endfor, if, elif, else, endif; "" for what is printed or unreadable."""
        head = HEAD.match(self.text)
        return head[2] if head else ""

    @property
    def source(self):
        """The tag as Jinja reads it, without docxtpl's p, tr and tc."""
        return re.sub(r"^\{%(p|tr|tc) ", "{% ", self.text)


def of(spot):
    """The tags of a paragraph, in order."""
    return [Tag(each.translate(STRAIGHT), spot) for each in TAG.findall(spot.text)]


def excess(spots):
    """(spot, message) where there is more than a template needs, before it is read."""
    count = braces = 0
    for spot in spots:
        text = spot.text
        count += len(re.findall(r"\{[{%#]", text))
        braces += len(BRACE.findall(text))
        if count > MAX_TAGS or braces > 4 * MAX_TAGS:
            yield spot, TOO_MANY % {"most": MAX_TAGS}
            return
        if BRACE.search(text) and _is_long(spot):
            yield spot, TOO_LONG % {"most": MAX_LENGTH}


def faults_of_form(spot):
    """(excerpt, message) of what looks like a tag and is none, or is torn."""
    rest = TAG.sub("", spot.text)
    for loose in LOOSE.findall(rest):
        yield loose, OPEN_END
    if not LOOSE.search(rest) and any(
        "｛" in w or "｝" in w for w in WIDE.findall(rest)
    ):
        yield spot.excerpt, FULL_WIDTH
    matches = list(TAG.finditer(spot.text))
    elements = _seen(spot) if matches else []
    for match in matches:
        if _is_torn(spot, match, elements):
            yield match[0], TORN


def hidden(root):
    """(element, text, message) of what docxtpl would fill in besides the paragraphs."""
    texts = root.xpath(".//text()")  # python-docx reads more into element.text
    for text in texts:
        if BRACE.search(text) and not _is_of_paragraph(text):
            yield text.getparent(), text, OUTSIDE
    for element, value in _beside(root):
        if LOOSE.search(value):
            yield element, value, HIDDEN
    for one, other in pairwise(texts):
        if LOOSE.search(one[-1] + other[0]) and not _are_together(one, other):
            yield one.getparent(), f"{one[-20:]}…{other[:20]}", APART


def _beside(root):
    """What stands in a part and is no text: attributes and remarks."""
    for note in root.iter(etree.Comment, etree.PI):
        yield note, note.text or ""
    for element in root.iter("*"):
        yield from ((element, value) for value in element.attrib.values())


def _is_of_paragraph(text):
    """Is it one of those `places.texts_of` reads?"""
    return text.is_text and text.getparent().tag == places.T


def _are_together(*texts):
    """Are they read as one, in the same paragraph?"""
    holders = {places.inside(each.getparent(), places.P) for each in texts}
    return all(map(_is_of_paragraph, texts)) and len(holders) == 1


def _is_long(spot):
    elements = islice(spot.element.iter(), MAX_LENGTH + 1)
    return max(len(spot.text), sum(1 for _each in elements)) > MAX_LENGTH


def _is_torn(spot, match, elements):
    """Do its pieces lie in runs side by side, with nothing but text between?"""
    pieces, start = [], 0
    for text in spot.texts:
        end = start + len(text.text or "")
        if start < match.end() and end > match.start():
            pieces.append(text)
        start = end
    runs = [piece.getparent() for piece in pieces]
    if len({run.getparent() for run in runs}) > 1:
        return True
    first, last = elements.index(pieces[0]), elements.index(pieces[-1])
    return any(each.tag not in QUIET for each in elements[first : last + 1])


def _seen(spot):
    """Every element of a paragraph; looks do not count."""
    return [
        each
        for each in spot.element.iter("*")
        if each.tag != LOOKS and places.inside(each, LOOKS) is None
    ]


def unread(word):
    """The reason a statement is not one of a template's."""
    return _(
        "“%(word)s” is not available here; there are for, if, elif, else, endif, endfor."
    ) % {"word": word}
