"""A report as an official Word file, laid out by GB/T 9704-2012."""

from datetime import UTC, datetime, time
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.shared import Twips

from dossiers import blocks
from dossiers.exports import (
    measures,
    word_letter,
    word_parts,
    word_sheet,
    word_tables,
)
from dossiers.exports.word_sheet import add_run, add_told

FACES = (word_parts.HEITI, word_parts.KAITI, word_parts.FANGSONG, word_parts.FANGSONG)
OF_A_LETTER = {
    blocks.Addressee: word_letter.add_addressee,
    blocks.Annexes: word_letter.add_annexes,
    blocks.Note: word_letter.add_note,
    blocks.Imprint: word_letter.add_imprint,
}
# What ends a paper stays with what is before it, so that a signature never stands
# alone (7.3.5.5).
STAYING = blocks.Annexes, blocks.Signature, blocks.Note, blocks.Imprint
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # a zip file knows nothing earlier
PROPERTY_LIMIT = 255  # the longest text python-docx takes


def render(document):
    """Return the .docx of a `blocks.Document`: the same bytes for the same report."""
    sheet = word_sheet.blank(document.notice)
    describe(sheet.core_properties, document)
    if document.letterhead:
        word_letter.add_letterhead(sheet, document.letterhead)
    add_title(sheet, document.title, is_below_line=bool(document.letterhead))
    for block, following in pairwise((*document.blocks, None)):
        add_block(sheet, block, following)
    return pack(sheet)


def add_title(sheet, title, *, is_below_line):
    """Add the title, two blank lines below the red line if there is one (7.3.1)."""
    text = "\n".join(measures.title_lines(title))
    paragraph = sheet.add_paragraph(style="Title")
    add_run(paragraph, text, word_parts.TITLE_SONG)
    if is_below_line:
        paragraph.paragraph_format.space_before = Twips(2 * word_parts.PITCH)


def add_block(sheet, block, following):
    match block:
        case blocks.Heading():
            paragraph = sheet.add_paragraph(style=f"Heading {block.level}")
            add_run(paragraph, block.label + block.text, FACES[block.level - 1])
        case blocks.Paragraph():
            add_runs(sheet.add_paragraph(style="Body Text"), block.runs)
        case blocks.Table():
            word_tables.add_table(sheet, block)
        case blocks.Signature():
            add_signature(sheet, block)
        case _ if type(block) in OF_A_LETTER:
            OF_A_LETTER[type(block)](sheet, block)
        case _:
            raise TypeError(f"Word cannot print {block!r}")
    if isinstance(following, STAYING) and not isinstance(block, blocks.Table):
        sheet.paragraphs[-1].paragraph_format.keep_with_next = True


def add_runs(paragraph, runs):
    for each in runs:
        add_told(paragraph, each, word_parts.FANGSONG)


def add_signature(sheet, signature):
    """Add 署名 one or two blank lines below the body and the date below it (7.3.5)."""
    pair = signature.organisation, signature.date_text
    widths = map(advance, pair)
    indents = measures.indents(signature, tuple(widths), cell=word_parts.CELL)
    organisation = add_right(sheet, signature.organisation, indents[0])
    blank = measures.blank_lines(signature)
    organisation.space_before = Twips(blank * word_parts.PITCH)
    organisation.keep_with_next = True
    add_right(sheet, signature.date_text, indents[1])


def add_right(sheet, text, indent):
    paragraph = sheet.add_paragraph(style="Signature")
    add_run(paragraph, text, word_parts.FANGSONG)
    paragraph.paragraph_format.right_indent = Twips(round(indent))
    return paragraph.paragraph_format


def advance(text):
    """Return the width of body `text` in twips: 3号, each character 5 closer."""
    return round(measures.width(text) * 320 - 5 * len(text))


def describe(properties, document):
    """Say whose report this is; its moment is the day it was signed, never now."""
    signature = next(filter(blocks.is_signature, document.blocks), None)
    author = one_line(signature.organisation) if signature else ""
    properties.title = one_line(document.title)
    properties.author = properties.last_modified_by = author
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = moment(signature)


def one_line(text):
    return word_sheet.printable(text).replace("\n", "")[:PROPERTY_LIMIT]


def moment(signature):
    if signature is None:
        return UNDATED
    return datetime.combine(signature.signed_on, time(), tzinfo=UTC)


def pack(sheet):
    """Return the file with every entry dated alike, whenever and wherever it runs."""
    saved, packed = BytesIO(), BytesIO()
    sheet.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name)  # dated 1980-01-01
            entry.create_system = 3  # Windows would write 0
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
