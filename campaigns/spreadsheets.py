"""What may stand in a cell, whoever opens the sheet and with whatever."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def legal(text):
    """The text without control characters, which no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def harmless(value):
    """A text that looks like a formula stays text; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    text = legal(value)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
