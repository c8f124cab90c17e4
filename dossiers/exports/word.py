"""A report as an official Word file, laid out by GB/T 9704-2012."""

from datetime import UTC, datetime, time
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Twips

from dossiers import blocks
from dossiers.exports import measures, word_parts, word_sheet, word_tables
from dossiers.exports.word_sheet import add_run

FACES = (word_parts.HEITI, word_parts.KAITI, word_parts.FANGSONG, word_parts.FANGSONG)
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # a zip file knows nothing earlier
PROPERTY_LIMIT = 255  # the longest text python-docx takes


def render(document):
    """Return the .docx of a `blocks.Document`: the same bytes for the same report."""
    sheet = word_sheet.blank(document.notice)
    describe(sheet.core_properties, document)
    add_title(sheet, document.title)
    for block, following in pairwise((*document.blocks, None)):
        add_block(sheet, block, before_signature=is_signature(following))
    return pack(sheet)


def is_signature(block):
    return isinstance(block, blocks.Signature)


def add_title(sheet, title):
    text = "\n".join(measures.title_lines(title))
    add_run(sheet.add_paragraph(style="Title"), text, word_parts.TITLE_SONG)


def add_block(sheet, block, *, before_signature):
    match block:
        case blocks.Heading():
            paragraph = sheet.add_paragraph(style=f"Heading {block.level}")
            add_run(paragraph, block.label + block.text, FACES[block.level - 1])
        case blocks.Paragraph():
            paragraph = sheet.add_paragraph(style="Body Text")
            add_runs(paragraph, block.runs)
            if before_signature:  # so that a signature never stands alone (7.3.5.5)
                paragraph.paragraph_format.keep_with_next = True
        case blocks.Table():
            word_tables.add_table(sheet, block)
        case blocks.Signature():
            add_signature(sheet, block)
        case _:
            raise TypeError(f"Word cannot print {block!r}")


def add_runs(paragraph, runs):
    for each in runs:
        run = add_run(paragraph, each.text, word_parts.FANGSONG)
        if isinstance(each, blocks.Quote) and each.is_missing:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_signature(sheet, signature):
    """Add 署名 one blank line below the body and the date below it (7.3.5.2)."""
    pair = signature.organisation, signature.date_text
    indents = measures.unsealed_indents(*map(advance, pair), cell=word_parts.CELL)
    organisation = add_right(sheet, signature.organisation, indents[0])
    organisation.space_before = Twips(word_parts.PITCH)
    organisation.keep_with_next = True
    add_right(sheet, signature.date_text, indents[1])


def add_right(sheet, text, indent):
    paragraph = sheet.add_paragraph(style="Signature")
    add_run(paragraph, text, word_parts.FANGSONG)
    paragraph.paragraph_format.right_indent = Twips(indent)
    return paragraph.paragraph_format


def advance(text):
    """Return the width of body `text` in twips: 3号, each character 5 closer."""
    return round(measures.width(text) * 320 - 5 * len(text))


def describe(properties, document):
    """Say whose report this is; its moment is the day it was signed, never now."""
    signature = next(filter(is_signature, document.blocks), None)
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
