"""The text inside a file, read once to count its characters.

A limit such as “at most 500 characters” can be checked only where the text can be
read: .docx, .xlsx, .txt, .csv and .pdf with text in it. Of everything else (scans,
old .doc, .wps, .ofd, pictures) nothing is told, which is not the same as no text.
"""

import zipfile
from itertools import chain

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

MEGABYTE = 1 << 20
# A text that is this long breaks every limit there is; reading on tells nothing.
ENOUGH = 200_000
PAGES = 300
MAX_UNPACKED = 60 * MEGABYTE
SEPARATE_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def characters(file, extension):
    """How many characters the text of `file` has, without white space, or None.

    Hanzi, letters, digits and punctuation count one each. None: the text cannot be
    read. At most `ENOUGH` are counted. Leaves `file` at its start.
    """
    read = READERS.get(extension)
    if read is None:
        return None
    try:
        return _count(read(file)) or None
    except Exception:  # whatever parsers trip over: the file was judged before
        return None
    finally:
        file.seek(0)


def _count(pieces):
    total = 0
    for piece in pieces:
        total += len("".join(piece.split()))
        if total >= ENOUGH:
            return ENOUGH
    return total


def _word(file):
    """Every run of the body, in tables and text boxes too, each once."""
    _check_unpacked(file)
    body = Document(file).element.body
    for text in body.iter(qn("w:t")):
        if next(text.iterancestors(SEPARATE_COPY), None) is None:
            yield text.text or ""


def _sheet(file):
    _check_unpacked(file)
    book = load_workbook(file, read_only=True, data_only=True)
    rows = (sheet.iter_rows(max_col=200, values_only=True) for sheet in book)
    for value in chain.from_iterable(chain.from_iterable(rows)):
        if value is not None:
            yield str(value)


def _pdf(file):
    file.seek(0)
    for page in PdfReader(file).pages[:PAGES]:
        yield page.extract_text()


def _text(file):
    file.seek(0)
    content = file.read(ENOUGH * 4)
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("gb18030", errors="ignore")


def _check_unpacked(file):
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        if sum(each.file_size for each in archive.infolist()) > MAX_UNPACKED:
            raise ValueError("too large to be read")
    file.seek(0)


READERS = {"docx": _word, "xlsx": _sheet, "pdf": _pdf, "txt": _text, "csv": _text}
