"""The words inside a file, read once: searched, scanned for secrets, counted.

Read are .docx, .xlsx, .txt, .csv and .pdf with text in it. Of everything else (scans,
old .doc, .wps, .ofd, pictures) nothing is told, which is not the same as no text.
"""

import zipfile
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

MEGABYTE = 1 << 20
# A text that is this long breaks every limit there is; reading on tells nothing.
ENOUGH = 200_000
PAGES = 300
MAX_UNPACKED = 60 * MEGABYTE
SEPARATE_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")
UNKEPT = dict.fromkeys((0, *range(55296, 57344)))  # no database takes them


@dataclass(frozen=True)
class Passage:
    """Some words and where they stand; what stands beside the body is not counted."""

    place: str | Promise
    text: str
    is_body: bool = True


def passages(file, extension):
    """The words of `file` in order, a tuple of `Passage`; empty: it cannot be read.

    At most some `ENOUGH` characters. Leaves `file` at its start.
    """
    read = READERS.get(extension)
    if read is None:
        return ()
    try:
        return tuple(_enough(read(file)))
    except Exception:  # whatever parsers trip over: the file was judged before
        return ()
    finally:
        file.seek(0)


def text(found):
    """The words of passages, one passage a line."""
    return "\n".join(passage.text for passage in found)


def count(found):
    """How many characters passages have, without white space, or None for no text.

    Hanzi, letters, digits and punctuation count one each; at most `ENOUGH` are counted.
    """
    total = sum(_length(passage) for passage in found if passage.is_body)
    return min(total, ENOUGH) or None


def characters(file, extension):
    """How many characters the text of `file` has; None: it cannot be read."""
    return count(passages(file, extension))


def _enough(found):
    total = 0
    for passage in found:
        words = passage.text.translate(UNKEPT).strip()
        if not words:
            continue
        yield Passage(passage.place, words[: ENOUGH * 2], passage.is_body)
        total += len(words)
        if total >= ENOUGH:
            return


def _length(passage):
    return len("".join(passage.text.split()))


def _word(file):
    """Headers and notes, then the paragraphs, in tables and text boxes too, each once."""
    _check_unpacked(file)
    document = Document(file)
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in BESIDE and not relation.is_external:
            words = "\n".join(_paragraphs(parse_xml(relation.target_part.blob)))
            yield Passage(BESIDE_PLACES[kind], words, is_body=False)
    for number, words in enumerate(_paragraphs(document.element.body), 1):
        yield Passage(format_lazy(_("paragraph {number}"), number=number), words)


def _paragraphs(element):
    """The words of each paragraph; a text box's own stand by themselves."""
    texts = (
        words
        for words in element.iter(qn("w:t"))
        if next(words.iterancestors(SEPARATE_COPY), None) is None
    )
    for _paragraph, runs in groupby(texts, _paragraph_of):
        yield "".join(run.text or "" for run in runs)


def _paragraph_of(words):
    return next(words.iterancestors(qn("w:p")), None)


def _sheet(file):
    _check_unpacked(file)
    book = load_workbook(file, read_only=True, data_only=True)
    for sheet in book:
        rows = sheet.iter_rows(max_col=200, values_only=True)
        for number, row in enumerate(rows, 1):
            cells = (str(value) for value in row if value is not None)
            place = format_lazy(
                _("sheet “{sheet}”, row {number}"), sheet=sheet.title, number=number
            )
            yield Passage(place, " ".join(cells))


def _pdf(file):
    file.seek(0)
    for number, page in enumerate(PdfReader(file).pages[:PAGES], 1):
        yield Passage(format_lazy(_("page {number}"), number=number), _read_page(page))


def _read_page(page):
    """One page that cannot be read does not hide the others."""
    try:
        return page.extract_text()
    except Exception:  # pypdf trips over whatever a page holds
        return ""


def _text(file):
    file.seek(0)
    content = file.read(ENOUGH * 4)
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("gb18030", errors="ignore")
    for number, line in enumerate(words.splitlines(), 1):
        yield Passage(format_lazy(_("line {number}"), number=number), line)


def _check_unpacked(file):
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        if sum(each.file_size for each in archive.infolist()) > MAX_UNPACKED:
            raise ValueError("too large to be read")
    file.seek(0)


BESIDE_PLACES = {
    "header": _("header"),
    "footer": _("footer"),
    "footnotes": _("footnotes"),
    "endnotes": _("endnotes"),
    "comments": _("comments"),
}
READERS = {"docx": _word, "xlsx": _sheet, "pdf": _pdf, "txt": _text, "csv": _text}
