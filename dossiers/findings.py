"""A fault of a text and its place, as every check tells it."""

from dataclasses import dataclass
from itertools import zip_longest

HARD, WARN = "hard", "warn"


@dataclass(frozen=True)
class Finding:
    """One fault and its place: `paragraph` counts from 1, `start` and `end` are in it.

    `section` is the pk of the section to open, `keys` the figures spoken of. A hard
    fault keeps the summary from being issued.
    """

    code: str
    severity: str
    message: str
    paragraph: int
    start: int = 0
    end: int = 0
    excerpt: str = ""
    section: int | None = None
    suggestions: tuple = ()
    keys: tuple = ()

    @property
    def is_hard(self):
        return self.severity == HARD

    @property
    def offers(self):
        """Each suggestion with the figure it comes from, "" for none."""
        return tuple(zip_longest(self.suggestions, self.keys, fillvalue=""))


def excerpt(text, start, end, around=10):
    """The place with some words about it."""
    first, last = max(start - around, 0), min(end + around, len(text))
    head, tail = "…" if first else "", "…" if last < len(text) else ""
    return f"{head}{text[first:last].strip()}{tail}"


def finding(code, severity, message, place, line, span, suggestions=(), **more):
    start, end = span
    shown = excerpt(line, start, end)
    return Finding(
        code, severity, message, place, start, end, shown, None, suggestions, **more
    )
