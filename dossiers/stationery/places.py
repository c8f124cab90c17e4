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
    number, numbered = 0, _numbered(root)
    for element in root.iter(P):
        if inside(element, BOX) is not None:
            told = _("text box")
        elif inside(element, TC) is not None:
            told = _in_table(element, numbered)
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


def _numbered(root):
    """The outermost tables, their rows and cells: {element: numbers from 1, or "?"}."""
    numbered = {}
    outermost = (each for each in root.iter(TBL) if inside(each, TBL) is None)
    for table_number, table in enumerate(outermost, 1):
        numbered[table] = (table_number, "?", "?")
        for row_number, row in enumerate(table.iterchildren(TR), 1):
            numbered[row] = (table_number, row_number, "?")
            for cell_number, cell in enumerate(row.iterchildren(TC), 1):
                numbered[cell] = (table_number, row_number, cell_number)
    return numbered


def _in_table(element, numbered):
    """By the outermost table: what stands in a table in a cell is told by the cell."""
    holders = (numbered.get(each) for each in element.iterancestors())
    table, row, cell = next(filter(None, holders), ("?", "?", "?"))
    return _("table %(table)s, row %(row)s, cell %(cell)s") % {
        "table": table,
        "row": row,
        "cell": cell,
    }
