"""版头 and 版记 in Word: what makes a report a paper that is sent (GB/T 9704-2012).

Lengths are twips. On a line of exact height Word and LibreOffice set the baseline at
4/5 of it, and a hanzi reaches 0.88 of its size above its baseline.
"""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor, Twips

from dossiers import blocks
from dossiers.exports import measures, word_parts
from dossiers.exports.word_sheet import add_run, add_told

RED = "FF0000"
MARK_TOP = 1984  # 35 mm from the edge of 版心 to the mark (7.2.4)
MARK_LINE = 1.1  # of its size: the top of the hanzi is the top of the line
RULE_SPACE = 7  # pt: with the foot of the line above 4 mm to the red line (7.2.7)
RULE = f'<w:bottom w:val="single" w:sz="12" w:space="{RULE_SPACE}" w:color="{RED}"/>'
LEFT = 1587  # 订口 (5.2.1)
WIDTH = 8845  # of 版心 between the margins
SMALL = Pt(14)  # 4号
SMALL_CELL = 280
SMALL_LINE = Pt(21)
THICK, THIN = 8, 6  # eighths of a point: 0.35 mm, and the next above 0.25 mm (7.4.1)
# From the edge of the page, and not of 版心: else LibreOffice floats no table that
# leaves no room for text beside it.
FLOATING = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
    f'w:horzAnchor="page" w:tblpX="{LEFT}" w:tblpYSpec="bottom"/>'
)
NO_MARGINS = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)


# -- 版头 -------------------------------------------------------------------------


def add_letterhead(sheet, head):
    """Add all that stands above the title, down to the red line."""
    tops = [(head.copy_number, word_parts.FANGSONG), (head.urgency, word_parts.HEITI)]
    tops = [top for top in tops if top[0]] or [("", word_parts.FANGSONG)]
    for text, face in tops:
        add_run(sheet.add_paragraph(style="Normal"), text, face)
    add_mark(sheet, head.mark, below=len(tops) * word_parts.PITCH)
    add_number(sheet, head)


def add_mark(sheet, mark, *, below):
    """Add 发文机关标志, red, its top 35 mm under the edge of 版心 (7.2.4)."""
    paragraph = sheet.add_paragraph(style="Normal")
    run = add_run(paragraph, mark, word_parts.TITLE_SONG)
    size = measures.mark_size(mark)
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(RED)
    word_parts.track(run, 0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(round(size * MARK_LINE))
    paragraph.paragraph_format.space_before = Twips(MARK_TOP - below)


def add_number(sheet, head):
    """Add 发文字号 1字 from the left and 签发人 1字 from the right (7.2.5, 7.2.6)."""
    paragraph = sheet.add_paragraph(style="Normal")
    layout = paragraph.paragraph_format
    layout.space_before = Twips(2 * word_parts.PITCH)
    layout.first_line_indent = Twips(word_parts.CELL)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    layout.tab_stops.add_tab_stop(
        Twips(WIDTH - word_parts.CELL), WD_TAB_ALIGNMENT.RIGHT
    )
    add_told(paragraph, head.number, word_parts.FANGSONG)
    add_run(paragraph, "\t签发人：", word_parts.FANGSONG)
    add_told(paragraph, head.signer, word_parts.KAITI)
    word_parts.underline(paragraph, RULE)


# -- Between the title and 版记 ------------------------------------------------------


def add_addressee(sheet, addressee):
    """Add 主送机关 at the edge of 版心; the title leaves one line above it (7.3.2)."""
    paragraph = sheet.add_paragraph(style="Normal")
    for run in addressee.runs:
        add_told(paragraph, run, word_parts.FANGSONG)


def add_annexes(sheet, annexes):
    """Add 附件说明: 2字 in, every line under the first name (7.3.4)."""
    for number, line in enumerate(annexes.lines):
        paragraph = sheet.add_paragraph(style="Normal")
        layout = paragraph.paragraph_format
        layout.left_indent = Twips(5 * word_parts.CELL)
        layout.keep_with_next = True
        if number == 0:
            layout.first_line_indent = Twips(-3 * word_parts.CELL)
            layout.space_before = Twips(word_parts.PITCH)
        add_run(paragraph, "" if number else "附件：", word_parts.FANGSONG)
        add_run(paragraph, line, word_parts.FANGSONG)


def add_note(sheet, note):
    """Add 附注 in the line below the date, 2字 in (7.3.6)."""
    paragraph = sheet.add_paragraph(style="Body Text")
    add_run(paragraph, note.printed, word_parts.FANGSONG)


# -- 版记 --------------------------------------------------------------------------


def add_imprint(sheet, imprint):
    """Add 版记: a table that floats to the foot of the page its anchor stands on.

    The anchor is the small last paragraph, which stays with what is before it; so the
    last line is the foot of 版心 of the last page, whatever the length (7.4.1).
    """
    grid = sheet.add_table(rows=2 if imprint.copies else 1, cols=1)
    grid.autofit = False
    shape_grid(grid)
    *first, last = (row.cells[0] for row in grid.rows)
    for cell in first:
        write_copies(cell.paragraphs[0], imprint.copies)
    write_printing(last.paragraphs[0], imprint)
    anchor = sheet.add_paragraph(style="Normal")
    anchor.paragraph_format.line_spacing = Pt(1)


def shape_grid(grid):
    """Give the table its place, width and lines: thick first and last, thin between."""
    properties = grid._tbl.tblPr
    lines = (("top", THICK), ("bottom", THICK), ("insideH", THIN))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in lines
    )
    set_properties(
        properties,
        f"{FLOATING}<w:tblW w:w='{WIDTH}' w:type='dxa'/>"
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type='fixed'/>{NO_MARGINS}",
    )
    grid.columns[0].width = Twips(WIDTH)
    for row in grid.rows:
        row.cells[0].width = Twips(WIDTH)


def set_properties(properties, xml):
    """Replace what a table says of itself, in the order the schema asks for."""
    properties[:] = list(parse_xml(f"<w:tblPr {nsdecls('w')}>{xml}</w:tblPr>"))


def write_copies(paragraph, copies):
    """抄送: 1字 in from both edges, its lines under the first name (7.4.2)."""
    layout = shape_small(paragraph)
    layout.left_indent = Twips(4 * SMALL_CELL)
    layout.first_line_indent = Twips(-3 * SMALL_CELL)
    layout.right_indent = Twips(SMALL_CELL)
    for text in ("抄送：", copies + "。"):
        add_run(paragraph, text, word_parts.FANGSONG).font.size = SMALL


def write_printing(paragraph, imprint):
    """印发机关 1字 from the left, 印发日期 1字 from the right (7.4.3)."""
    layout = shape_small(paragraph)
    layout.left_indent = Twips(SMALL_CELL)
    layout.tab_stops.add_tab_stop(Twips(WIDTH - SMALL_CELL), WD_TAB_ALIGNMENT.RIGHT)
    for run in (imprint.printer, blocks.Text("\t"), *imprint.printed_runs):
        add_told(paragraph, run, word_parts.FANGSONG).font.size = SMALL


def shape_small(paragraph):
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = SMALL_LINE
    return paragraph.paragraph_format
