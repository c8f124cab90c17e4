"""The formats a summary can be had in."""

from collections.abc import Callable
from dataclasses import dataclass

from dossiers.exports import page, text, word


@dataclass(frozen=True)
class Format:
    """`render` takes a `Document` and returns the bytes of the file."""

    extension: str
    media_type: str
    render: Callable


FORMATS = {
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.render,
    ),
    "html": Format(
        "html", "text/html; charset=utf-8", lambda d: page.render(d).encode()
    ),
    "txt": Format(
        "txt", "text/plain; charset=utf-8", lambda d: text.render(d).encode()
    ),
}
