"""Sizes and sums of GB/T 9704-2012 that need no file format."""

import re
from unicodedata import east_asian_width

CHARACTERS = 28  # 字 in a line of 版心 (5.2.3)
TITLE_CHARACTERS = 20  # 2号 hanzi that fit in 156 mm
MARK = 36  # pt, 小初: the most practice gives 发文机关标志; 7.2.4 leaves it open
MARK_ROOM = 156 / 25.4 * 72  # pt
SENSE_END = re.compile("年度|法院|委员会|单位|[的、，：]")


def width(text):
    """Return the width of `text` in 字: a hanzi is 1, an ASCII letter or digit ½.

    “ ” — and their like are full width in Chinese text, hence A beside W and F.
    """
    return sum(1 if east_asian_width(each) in "WFA" else 0.5 for each in text)


def unsealed_indents(organisation, day, *, cell):
    """Return the right indents of 署名 and 成文日期 by 7.3.5.2, without a seal.

    The widths `organisation` and `day`, the 字 `cell` and the result share one unit.
    署名 stands 2字 from the right and the date starts 2字 after it does; a longer
    date stands 2字 from the right instead and 署名 moves left.
    """
    organisation = min(organisation, (CHARACTERS - 2) * cell)  # a longer one wraps
    if organisation >= day:
        return 2 * cell, organisation - day
    return 4 * cell + day - organisation, 2 * cell


def sealed_indents(organisation, day, *, cell):
    """Return the right indents of 署名 and 成文日期 by 7.3.5.1, with room for a seal.

    The date stands 4字 from the right and 署名 is centred on it.
    """
    return max(0, 4 * cell + (day - organisation) / 2), 4 * cell


def indents(signature, pair, *, cell):
    """Return the right indents of the `pair` of widths of a `blocks.Signature`."""
    rule = sealed_indents if signature.is_sealed else unsealed_indents
    return rule(*pair, cell=cell)


def blank_lines(signature):
    """Return the lines left blank above it: the seal reaches up to the body (7.3.5.1),
    and a court's seal is 42 mm across."""
    return 2 if signature.is_sealed else 1


def mark_size(mark):
    """Return the size in pt at which 发文机关标志 stands on one line, to the half."""
    fitting = MARK_ROOM / max(width(mark), 1)
    return min(MARK, int(fitting * 2) / 2)


def title_lines(title):
    """Break a title too long for one line where the sense allows, most evenly.

    7.3.1 asks for whole words and symmetrical lines. Line ends in `title` are kept;
    where no good place is found the title stays whole and the renderer wraps it.
    """
    if "\n" in title or width(title) <= TITLE_CHARACTERS:
        return tuple(title.split("\n"))
    ends = [found.end() for found in SENSE_END.finditer(title)]
    pairs = [(title[:end], title[end:]) for end in ends]
    fitting = [pair for pair in pairs if max(map(width, pair)) <= TITLE_CHARACTERS]
    return min(fitting, key=unevenness, default=(title,))


def unevenness(pair):
    upper, lower = pair
    return abs(width(upper) - width(lower))
