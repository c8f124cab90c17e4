"""Filling a template in: the words by docxtpl in the sandbox, then the body in the
template's own styles."""

import hashlib
import re
from io import BytesIO
from traceback import walk_tb

import docx
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateRuntimeError, UndefinedError

from campaigns.refusals import Refused
from dossiers import blocks
from dossiers.exports import word, word_sheet
from dossiers.stationery import places, sandbox, styles, words

INDENT = 2  # characters, where the body falls back on a style that has none


class Failed(Refused):
    """The template could not be filled in; `excerpt` is the paragraph it stopped at."""

    def __init__(self, why, excerpt=""):
        told = _("The Word template cannot be filled in: %(why)s")
        super().__init__(told % {"why": f"{why} {excerpt}".strip()})
        self.why, self.excerpt = why, excerpt


def file_of(summary, document, facts, chosen):
    """The bytes of a format; Word in the template the summary chose, if it did."""
    version = summary.template
    if version is None or chosen.extension != "docx":
        return chosen.render(document)
    context = words.context(summary, document, facts)
    return render(content_of(version), document, context)


def content_of(version):
    """The bytes of a version; raises `Refused` when they are not what was uploaded."""
    try:
        with version.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.new(version.algorithm, content).hexdigest() != version.digest:
        raise Refused(
            _("The file of this template is lost or was altered on the disk.")
        )
    return content


def render(content, document, context):
    """Return the .docx: `content` filled with `context` and the blocks of `document`.

    The same bytes for the same report. Raises `Failed`.
    """
    environment = sandbox.Environment()
    try:
        return word.pack(_told(_filled(content, context, environment), document))
    except Exception as error:  # a template may compare a word with a number
        raise Failed(_why(error), _line_of(error, environment.last_source)) from error


def _filled(content, context, environment):
    """docxtpl parses with its own parser, so the result is written and opened anew."""
    template, filled = DocxTemplate(BytesIO(content)), BytesIO()
    template.render(context, environment)
    template.save(filled)
    return docx.Document(filled)


def _told(sheet, document):
    """The sheet with its body, the notice and whose report it is."""
    _pour(sheet, document)
    if document.notice and not _says(sheet, document.notice):
        _print_notice(sheet, document.notice)
    word.describe(sheet.core_properties, document)
    return sheet


def _why(error):
    """In the reader's words; what nobody foresaw as the library says it."""
    match error:
        case UndefinedError():
            return _("What a tag asks for is not there.")
        case TypeError():
            return _("A tag compares words with a number, or repeats what is no list.")
        case sandbox.Forbidden() | TemplateRuntimeError():
            return error.message
        case _:
            return _("The file could not be put together (%(why)s).") % {"why": error}


def _line_of(error, source):
    """The words of the paragraph it stopped at: docxtpl gives each a line of its own."""
    lines = [line for frame, line in walk_tb(error.__traceback__) if _is_ours(frame)]
    number = lines[-1] if lines else getattr(error, "lineno", None)
    line = source.splitlines()[number - 1 : number] if number else []
    return re.sub(r"<[^>]+>", "", "".join(line)).strip()[: places.EXCERPT]


def _is_ours(frame):
    return frame.f_code.co_filename == "<template>"


def _pour(sheet, document):
    """Put the blocks where the mark stands; what follows the signature comes last."""
    signed = next(
        (n for n, one in enumerate(document.blocks) if blocks.is_signature(one)),
        len(document.blocks),
    )
    body, rest = document.blocks[:signed], document.blocks[signed + 1 :]
    chosen = styles.of(sheet)
    for paragraph in list(sheet.element.body.iter(places.P)):
        if words.MARK in "".join(t.text or "" for t in places.texts_of(paragraph)):
            for element in _built(sheet, body, chosen):
                paragraph.addprevious(element)
            _keep_with_signature(paragraph.getprevious())
            _remove(paragraph)
    _built(sheet, rest, chosen)


def _keep_with_signature(element):
    """So that what signs never stands alone on a page (GB/T 9704-2012 7.3.5.5)."""
    if element is not None and element.tag == places.P:
        Paragraph(element, None).paragraph_format.keep_with_next = True


def _remove(paragraph):
    """A cell must keep a paragraph at its end."""
    is_last = paragraph.getnext() is None
    if is_last and paragraph.getparent().tag == places.TC:
        for child in paragraph.xpath("./*[not(self::w:pPr)]"):
            paragraph.remove(child)
    else:
        paragraph.getparent().remove(paragraph)


def _built(sheet, told, chosen):
    """Add the blocks at the end of the file and return their elements."""
    before = set(sheet.element.body)
    for block in told:
        _add(sheet, block, chosen)
    return [each for each in sheet.element.body if each not in before]


def _add(sheet, block, chosen):
    match block:
        case blocks.Heading():
            paragraph = _paragraph(sheet, chosen[block.level].style)
            _write(paragraph, blocks.Text(block.label + block.text))
        case blocks.Paragraph():
            paragraph = _paragraph(sheet, chosen["body"].style)
            if chosen["body"].wanted:
                _indent(paragraph)
            for run in block.runs:
                _write(paragraph, run)
        case _:
            word.add_block(sheet, block, None)


def _paragraph(sheet, style):
    paragraph = sheet.add_paragraph()
    if style:
        paragraph.style = style
    return paragraph


def _write(paragraph, run):
    """The face is the template's; the hint keeps “ ” and — as wide as hanzi."""
    written = paragraph.add_run(word_sheet.printable(run.text))
    fonts = written._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")
    if isinstance(run, blocks.Quote) and run.is_missing:
        written.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _indent(paragraph):
    paragraph.paragraph_format.first_line_indent = Pt(16 * INDENT)
    indent = paragraph._p.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(100 * INDENT))


def _says(sheet, notice):
    """Does the template place the notice itself, in text or header?"""
    roots = [sheet.element, *(header._element for header in _headers(sheet))]
    return any(
        notice in "".join(each.text or "" for each in root.iter(places.T))
        for root in roots
    )


def _print_notice(sheet, notice):
    for header in _headers(sheet):
        paragraph = header.add_paragraph(notice)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _headers(sheet):
    """The headers that are printed; one that follows the section before has no own."""
    has_even = sheet.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(sheet.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if has_even:
            headers.append(section.even_page_header)
        yield from (
            each for each in headers if number == 0 or not each.is_linked_to_previous
        )
