"""The tags of a template as they stand in its paragraphs, each read on its own, so
that a fault has a place before anything is rendered."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn

from dossiers.stationery import places

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
WIDE = re.compile("[｛{][｛{%％]|[｝}%％][｝}]")
HEAD = re.compile(r"\{%(?:(p|tr|tc) +| *)(\w+)")
STRAIGHT = str.maketrans("“”‘’", "\"\"''")  # Word turns quotes; docxtpl turns them back
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


def faults_of_form(spot):
    """(excerpt, message) of what looks like a tag and is none, or is torn."""
    rest = TAG.sub("", spot.text)
    for loose in LOOSE.findall(rest):
        yield loose, OPEN_END
    if not LOOSE.search(rest) and any(
        "｛" in w or "｝" in w for w in WIDE.findall(rest)
    ):
        yield spot.excerpt, FULL_WIDTH
    for match in TAG.finditer(spot.text):
        if _is_torn(spot, match):
            yield match[0], TORN


def hidden(root):
    """Attributes and field codes that hold a tag: docxtpl would fill those in too."""
    for element in root.iter(qn("w:instrText")):
        if LOOSE.search(element.text or ""):
            yield element, element.text
    for element in root.iter("*"):
        for value in element.attrib.values():
            if re.search(r"\{[{%#]", value):
                yield element, value


def _is_torn(spot, match):
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
    return any(each.tag not in QUIET for each in _between(spot, pieces))


def _between(spot, pieces):
    """Every element from the first piece of a tag to the last; looks do not count."""
    elements = [
        each
        for each in spot.element.iter("*")
        if each.tag != LOOKS and places.inside(each, LOOKS) is None
    ]
    return elements[elements.index(pieces[0]) : elements.index(pieces[-1]) + 1]


def unread(word):
    """The reason a statement is not one of a template's."""
    return _(
        "“%(word)s” is not available here; there are for, if, elif, else, endif, endfor."
    ) % {"word": word}
