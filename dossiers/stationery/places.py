"""Where something stands in a Word file, as somebody who looks at it would say it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

P, T, TC, TR, TBL = (qn(f"w:{name}") for name in ("p", "t", "tc", "tr", "tbl"))
BOX = qn("w:txbxContent")
EXCERPT = 60  # characters


@dataclass(frozen=True)
class Spot:
    """A paragraph: `place` in words, its element, and its text elements in order."""

    part: str
    place: str
    element: object
    texts: tuple

    @property
    def text(self):
        return "".join(each.text or "" for each in self.texts)

    @property
    def excerpt(self):
        return self.text.strip()[:EXCERPT]


def spots(root, part=""):
    """Every paragraph below `root` in the order of the text; `part` is "" for the
    body, else the words for header, footer or notes."""
    number, tables = 0, [each for each in root.iter(TBL) if _outer(each, TBL) is each]
    for element in root.iter(P):
        if inside(element, BOX) is not None:
            told = _("text box")
        elif inside(element, TC) is not None:
            told = _in_table(element, tables)
        else:
            number += 1
            told = _("paragraph %(number)s") % {"number": number}
        place = f"{part} · {told}" if part else told
        yield Spot(part, place, element, texts_of(element))


def texts_of(paragraph):
    """Its own texts; a text box hangs in a paragraph and has paragraphs of its own."""
    return tuple(each for each in paragraph.iter(T) if inside(each, P) is paragraph)


def inside(element, tag):
    """The nearest element of this kind that holds `element`, or None."""
    return next(element.iterancestors(tag), None)


def spot_of(element, root, part=""):
    """The place of any element: that of the paragraph it stands in, else the part."""
    paragraph = element if element.tag == P else inside(element, P)
    found = (each for each in spots(root, part) if each.element is paragraph)
    return next((each.place for each in found), part or _("settings of the file"))


def _outer(element, tag):
    outer = element
    for each in element.iterancestors(tag):
        outer = each
    return outer


def _in_table(element, tables):
    """By the outermost table: what stands in a table in a cell is told by the cell."""
    table = _outer(inside(element, TBL), TBL)
    rows = [each for each in table if each.tag == TR]
    held = set(element.iterancestors())
    row = next((each for each in rows if each in held), None)
    cells = [each for each in row if each.tag == TC] if row is not None else []
    cell = next((each for each in cells if each in held), None)
    return _("table %(table)s, row %(row)s, cell %(cell)s") % {
        "table": tables.index(table) + 1,
        "row": rows.index(row) + 1 if row is not None else "?",
        "cell": cells.index(cell) + 1 if cell is not None else "?",
    }
