"""Tables of an official Word file: three-line, small type, the head on every page."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips

from dossiers.exports import word_parts
from dossiers.exports.word_sheet import add_run

WIDTH = 28 * word_parts.CELL  # of 版心, twips
SIZE = Pt(10.5)  # 5号
LINE = Pt(14)
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    for side, size in (("top", 12), ("bottom", 12), ("insideH", 4))
)


def add_table(sheet, table):
    """Add the caption and the rows of a `blocks.Table`."""
    if table.label:  # in the first line, the caption in the third (7.3.7)
        add_head(sheet, table.label, starts_page=table.starts_page)
    caption = add_head(
        sheet, table.caption, starts_page=table.starts_page and not table.label
    )
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if table.label:
        caption.paragraph_format.space_before = Twips(word_parts.PITCH)
    grid = sheet.add_table(rows=0, cols=len(table.columns))
    grid.autofit = False
    grid._tbl.tblPr.append(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{LINES}</w:tblBorders>")
    )
    widths = [Twips(round(WIDTH * share)) for share in table.shares]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((table.columns, *table.rows)):
        add_row(grid, row, widths, is_head=number == 0)


def add_head(sheet, text, *, starts_page):
    paragraph = sheet.add_paragraph(style="Normal")
    add_run(paragraph, text, word_parts.HEITI)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.page_break_before = starts_page
    return paragraph


def add_row(grid, row, widths, *, is_head):
    line = grid.add_row()
    properties = line._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(line.cells, row, widths, strict=True):
        cell.width = width
        write(cell.paragraphs[0], str(text), is_head=is_head)


def write(paragraph, text, *, is_head):
    face = word_parts.HEITI if is_head else word_parts.SONGTI
    run = add_run(paragraph, text, face)
    run.font.size = SIZE
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = LINE
