"""What an import found: where it stands in the file, and what is wrong or doubtful."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """An error blocks, a warning must be acknowledged, a note only tells.

    `row` counts from 1 as Excel shows it; `column` is "E 分值"; 0 and "" are the whole.
    """

    level: str
    sheet: str
    row: int
    column: str
    message: str


def whole(message, sheet="", level=ERROR):
    """A finding about the file or a sheet, not about one cell."""
    return Finding(level, sheet, 0, "", str(message))


def column_name(index, heading=""):
    """ "E 分值" for the fifth column (`index` 4)."""
    return f"{get_column_letter(index + 1)} {heading}".strip()
