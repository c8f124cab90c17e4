"""The words of a file somebody brings: Word (.docx) or plain text, read and not kept."""

import zipfile

from django.utils.translation import gettext_lazy
from docx import Document
from docx.table import Table

from campaigns import contents

MAX_BYTES = 5 * contents.MEGABYTE
MAX_PART = 20 * contents.MEGABYTE  # of one part of a Word file, unpacked
MAX_LENGTH = 30_000  # characters; a full summary has 5 000
ENCODINGS = ("utf-8-sig", "gb18030")

KIND = gettext_lazy(
    "Only Word (.docx) and text (.txt) can be read here. Save it as one of these and "
    "upload it again."
)
LONG = gettext_lazy("The text has more than %(limit)s characters. Check it in parts.")


def words_of(file, name):
    """Return the paragraphs of `file` as text, one a line; its name is checked too.

    Raises `contents.Refused` with the reason for any other kind, too much, or damage.
    """
    kind = contents.inspect(file, name, max_bytes=MAX_BYTES)
    if kind.extension not in READERS:
        raise contents.Refused(KIND)
    text = READERS[kind.extension](file)
    if len(text) > MAX_LENGTH:
        raise contents.Refused(LONG % {"limit": MAX_LENGTH})
    return text


def _word(file):
    _check_parts(file)
    try:
        return "\n".join(_paragraphs(Document(file)))
    except Exception as error:  # python-docx raises whatever a damaged part makes it
        raise contents.Refused(contents.DAMAGED) from error


def _check_parts(file):
    with zipfile.ZipFile(file) as parts:
        largest = max(part.file_size for part in parts.infolist())
    file.seek(0)
    if largest > MAX_PART:
        raise contents.Refused(contents.SWOLLEN)


def _paragraphs(document):
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(cell.text for cell in row.cells)
        else:
            yield block.text


def _text(file):
    data = file.read()
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise contents.Refused(contents.UNREADABLE)


READERS = {"docx": _word, "txt": _text}
