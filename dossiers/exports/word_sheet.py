"""A blank official sheet in Word: page, styles, page number, notice."""

import re

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Twips

from dossiers.exports import word_parts

# A4 with 版心 156 × 225 mm (5.1, 5.2.1). Margins stay the same on both sides of the
# sheet: 28 and 26 mm differ by the 2 mm that clause 6 allows between the faces.
# footer_distance puts the dash of the page number 7 mm under 版心 (7.5), as measured
# in LibreOffice with the exact 20 pt line of the footer style.
PAGE = {
    "page_width": 11906,
    "page_height": 16838,
    "top_margin": 2098,
    "bottom_margin": 1984,
    "left_margin": 1587,
    "right_margin": 1474,
    "header_distance": 1134,
    "footer_distance": 1402,
}
NUMBER_INDENT = Twips(280)  # 1字 of 4号 from the edge of 版心 (7.5)
KEPT = {RELATION.STYLES, RELATION.SETTINGS}
UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def blank(notice):
    """Return an empty `docx.Document` that follows GB/T 9704-2012.

    `notice` is printed small above every page unless it is "".
    """
    sheet = docx.Document()
    drop_template(sheet.part)
    style_sheet(sheet)
    shape_page(sheet.sections[0])
    number_pages(sheet.sections[0])
    if notice:
        print_notice(sheet.sections[0], notice)
    return sheet


def drop_template(part):
    """Forget what python-docx's template brings: theme, thumbnail, American styles."""
    for key, relation in list(part.rels.items()):
        if relation.reltype not in KEPT:
            del part.rels[key]
    package = part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype in (RELATION.THUMBNAIL, RELATION.EXTENDED_PROPERTIES):
            del package.rels[key]


def style_sheet(sheet):
    root = sheet.styles.element
    latent = root.find(qn("w:latentStyles"))
    defaults, *styles = word_parts.styles()
    root[:] = [defaults, latent, *styles]
    sheet.settings.element[:] = word_parts.settings()
    sheet.part.relate_to(font_table(sheet.part.package), RELATION.FONT_TABLE)


def font_table(package):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable"
    name = PackURI("/word/fontTable.xml")
    return Part(name, f"{kind}+xml", word_parts.font_table(), package)


def shape_page(section):
    section.orientation = WD_ORIENT.PORTRAIT
    for name, twips in PAGE.items():
        setattr(section, name, Twips(twips))
    # "lines", never "linesAndChars": LibreOffice then gives each hanzi two cells.
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(word_parts.PITCH))


def number_pages(section):
    """Print — 1 — right on odd pages and left on even ones, 1字 in (7.5)."""
    odd = write_number(section.footer)
    odd.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    odd.paragraph_format.right_indent = NUMBER_INDENT
    even = write_number(section.even_page_footer)
    even.alignment = WD_ALIGN_PARAGRAPH.LEFT
    even.paragraph_format.left_indent = NUMBER_INDENT


def write_number(footer):
    paragraph = footer.paragraphs[0]
    add_run(paragraph, "— ", word_parts.SONGTI)
    number = add_run(paragraph, "1", word_parts.SONGTI)
    add_run(paragraph, " —", word_parts.SONGTI)
    field = word_parts.page_field()
    number._element.addprevious(field)
    field.append(number._element)
    return paragraph


def print_notice(section, notice):
    for header in (section.header, section.even_page_header):
        add_run(header.paragraphs[0], notice, word_parts.SONGTI)


def add_run(paragraph, text, face):
    """Add `text` in `face` and return the run; what XML cannot hold is left out.

    python-docx's own `font.name` reaches Latin letters only, and without the hint
    Word sets “ ” and — in the Latin width.
    """
    run = paragraph.add_run(printable(text))
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), face)
    fonts.set(qn("w:hint"), "eastAsia")
    return run


def add_told(paragraph, told, face):
    """Add a `blocks.Text` or `Quote`; what is missing is marked."""
    run = add_run(paragraph, told.text, face)
    if getattr(told, "is_missing", False):
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def printable(text):
    """Return `text` without the characters XML 1.0 forbids."""
    return UNPRINTABLE.sub("", text)
