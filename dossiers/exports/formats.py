"""The formats a summary can be had in."""

from collections.abc import Callable
from dataclasses import dataclass

from dossiers.exports import page, pdf, pdf_fonts, table, text, word


@dataclass(frozen=True)
class Format:
    """`render` takes a `Document` and returns the bytes of the file.

    `remarks` returns what to tell whoever takes one: sentences, mostly none.
    """

    extension: str
    media_type: str
    render: Callable
    remarks: Callable = tuple


FORMATS = {
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.render,
    ),
    "pdf": Format("pdf", "application/pdf", pdf.render, pdf_fonts.remarks),
    "html": Format(
        "html", "text/html; charset=utf-8", lambda d: page.render(d).encode()
    ),
    "txt": Format(
        "txt", "text/plain; charset=utf-8", lambda d: text.render(d).encode()
    ),
}
# Not among them: it holds the tables of a report and none of its prose.
WORKBOOK = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    table.render,
)
