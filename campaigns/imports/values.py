"""Reading a row's cells as texts, numbers and words, and telling what does not fit."""

import re
import unicodedata
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from campaigns.imports.findings import ERROR, WARNING, Finding, column_name

GRAIN = Decimal("0.01")
# 0.1 + 0.2 in a sheet is 0.30000000000000004: noise of the machine, not of the table.
NOISE = Decimal("0.000001")
MOST_POINTS = Decimal("9999.99")
MOST_COUNT = 32767
BLANKS = re.compile(r"[\s\u3000\u00a0]+")


def as_text(cell):
    """A cell as the text a person sees in it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float, Decimal)):
        return _as_number(cell)
    text = str(cell).replace("\r\n", "\n").replace("_x000D_", "")
    return text.strip(" \t\r\n\u3000\u00a0\ufeff")


def plain(number):
    """A decimal without idle zeros, never as 1E+2; None is ""."""
    return "" if number is None else f"{Decimal(number).normalize():f}"


def _as_number(cell):
    exact = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not exact.is_finite():
        return str(cell)
    rounded = exact.quantize(Decimal("0.0000000001"), ROUND_HALF_UP)
    return plain(rounded if isinstance(cell, float) else exact)


class Cells:
    """One row of a sheet under known columns; what does not fit goes to `findings`."""

    def __init__(self, sheet, row, places, headings, findings):
        self.sheet = sheet
        self.number = row.number
        self.row = row
        self.places = places
        self.headings = headings
        self.findings = findings

    def raw(self, key):
        place = self.places.get(key)
        if place is None or place >= len(self.row.cells):
            return None
        return self.row.cells[place]

    def says(self, key):
        return as_text(self.raw(key)) != ""

    def tell(self, key, message, level=ERROR):
        place = self.places.get(key)
        column = "" if place is None else column_name(place, self.headings[key])
        found = Finding(level, self.sheet, self.number, column, str(message))
        self.findings.append(found)

    def text(self, key, limit=None):
        cell = self.raw(key)
        if isinstance(cell, (date, time)):
            self.tell(
                key,
                _(
                    "Excel has made a date of this. Set the column to text and "
                    "type it again."
                ),
            )
            return ""
        text = as_text(cell)
        if limit and len(text) > limit:
            told = _("Too long: %(length)s characters, at most %(limit)s fit here.")
            self.tell(key, told % {"length": len(text), "limit": limit})
        return text

    def needed(self, key, limit):
        text = self.text(key, limit)
        if not text and not isinstance(self.raw(key), (date, time)):
            self.tell(key, _("Missing: this cell must be filled in."))
        return text

    def names(self, key, limit):
        """Several words in one cell, separated as people separate them."""
        parts = re.split(r"[、,，;；/\n]+", self.text(key))
        found = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        for name in found:
            if len(name) > limit:
                told = _("“%(name)s” is too long: at most %(limit)s characters.")
                self.tell(key, told % {"name": name[:40], "limit": limit})
        return found

    def points(self, key):
        """A decimal of at most two places; None when blank or unfit."""
        exact = self._number(key)
        if exact is None:
            return None
        if not 0 <= exact <= MOST_POINTS:
            told = _("%(value)s is not between 0 and %(most)s.")
            self.tell(key, told % {"value": plain(exact), "most": MOST_POINTS})
            return None
        rounded = exact.quantize(GRAIN, ROUND_HALF_UP)
        if abs(rounded - exact) > NOISE:
            told = _(
                "%(value)s has more than two decimals and is taken as %(rounded)s."
            )
            values = {"value": plain(exact), "rounded": plain(rounded)}
            self.tell(key, told % values, WARNING)
        return rounded

    def count(self, key, *, least=1, most=MOST_COUNT):
        """A whole number; None when blank or unfit."""
        exact = self._number(key)
        if exact is None:
            return None
        if exact == exact.to_integral_value() and least <= exact <= most:
            return int(exact)
        told = _("%(value)s is not a whole number from %(least)s to %(most)s.")
        values = {"value": plain(exact), "least": least, "most": most}
        self.tell(key, told % values)
        return None

    def word(self, key, words, taught):
        """What a word of the template means; None when blank or unknown."""
        said = BLANKS.sub("", self.text(key))
        if not said:
            return None
        if said in words:
            return words[said]
        told = _("“%(said)s” is not known here. Write one of: %(words)s.")
        self.tell(key, told % {"said": said[:40], "words": "、".join(taught)})
        return None

    def _number(self, key):
        text = unicodedata.normalize("NFKC", self.text(key))
        text = BLANKS.sub("", text).removesuffix("分").removesuffix("月")
        text = text.removesuffix("字")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
        self.tell(key, _("“%(said)s” is not a number.") % {"said": text[:40]})
        return None
