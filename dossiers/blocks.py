"""A report is a tree of blocks; page, Word and plain text each render this tree.

Nothing here knows Django. `Document` is what `summaries.build` returns and what
every exporter takes.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Text:
    """Words as written."""

    text: str


@dataclass(frozen=True)
class Quote:
    """A figure told in a sentence: `text` as told, `key` names its records.

    A name that is no figure is not known, and has nothing to open. `was` is the text
    somebody vouched for, where it is no longer what the records say ("" otherwise).
    """

    key: str
    text: str
    is_missing: bool = False
    is_known: bool = True
    was: str = ""


@dataclass(frozen=True)
class Heading:
    """A numbered heading; `level` 1 to 4 is printed 一、 （一） 1. （1）.

    `number` is the ordinal among its siblings, from 1 (GB/T 9704-2012 7.3.3).
    """

    level: int
    number: int
    text: str

    @property
    def label(self):
        """The printed number, punctuation included."""
        if self.level == 1:
            return f"{chinese_ordinal(self.number)}、"
        if self.level == 2:
            return f"（{chinese_ordinal(self.number)}）"
        if self.level == 3:
            return f"{self.number}."
        return f"（{self.number}）"


@dataclass(frozen=True)
class Paragraph:
    """Body text: a run of `Text` and `Quote`."""

    runs: tuple

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Table:
    """Rows of words under their column headings; `widths` are shares of the page.

    `starts_page`: an annex, which begins a page of its own (GB/T 9704-2012 7.3.4);
    `label` (附件) stands in the first line of that page, the caption in the third.
    """

    caption: str
    columns: tuple
    rows: tuple
    widths: tuple = ()
    starts_page: bool = False
    label: str = ""

    @property
    def shares(self):
        """The widths as shares of one; alike where none are given."""
        widths = self.widths or (1,) * len(self.columns)
        return tuple(each / sum(widths) for each in widths)

    @property
    def labelled(self):
        """Each row as pairs of column and cell."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Signature:
    """署名 and 成文日期: unsealed (GB/T 9704-2012 7.3.5.2), or with room for the seal
    that a paper sent out bears (7.3.5.1)."""

    organisation: str
    signed_on: date
    is_sealed: bool = False

    @property
    def date_text(self):
        return day_text(self.signed_on)


@dataclass(frozen=True)
class Letterhead:
    """版头 of a paper that goes up (7.2): all that stands above the title.

    `number` and `signer` are a `Text`, or a missing `Quote`.
    """

    mark: str
    number: Text | Quote
    signer: Text | Quote
    copy_number: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Addressee:
    """主送机关, above the body; printed with its colon (7.3.2)."""

    name: Text | Quote

    @property
    def runs(self):
        return (self.name, Text("："))


@dataclass(frozen=True)
class Annexes:
    """附件说明, below the body; one annex has no number (7.3.4)."""

    names: tuple

    @property
    def lines(self):
        """Each annex as printed, without 附件： before the first."""
        if len(self.names) == 1:
            return self.names
        return tuple(f"{n}. {name}" for n, name in enumerate(self.names, start=1))


@dataclass(frozen=True)
class Note:
    """附注, below the date, in brackets (7.3.6)."""

    words: str

    @property
    def printed(self):
        return f"（{self.words}）"


@dataclass(frozen=True)
class Imprint:
    """版记, at the foot of the last page (7.4): 抄送 ("" leaves it out), 印发机关 and
    印发日期, each of the two a `Text` or a missing `Quote`."""

    copies: str
    printer: Text | Quote
    printed_on: Text | Quote

    @property
    def printed_runs(self):
        return (self.printed_on, Text("印发"))


@dataclass(frozen=True)
class Document:
    """A whole report: `title`, `blocks` in order, `notice` printed on every page
    when the content is a demonstration ("" otherwise); a `letterhead` above the title
    makes it a paper that is sent."""

    title: str
    blocks: tuple
    notice: str = ""
    letterhead: Letterhead | None = None


def is_signature(block):
    return isinstance(block, Signature)


def day_text(day):
    """Arabic digits, full year, no leading zero (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_ordinal(number):
    """Return 1–99 in hanzi: 一, 十, 十一, 二十, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
