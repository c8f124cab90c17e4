"""Numbers in running text: digits and hanzi, with their approximate words, scale,
counting word and place. Pure; what a number claims is for others to judge."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
DIGITS |= {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

# The longest first: 人次 is not 人, 周年 is not 年. 人 before 民, 大… begins a word:
# 3次人民陪审员 is no headcount, nor is 5人民法庭.
WORDS = (
    "个百分点|平方米|人次|件次|场次|课时|学时|小时|分钟|个月|周年|公里|万元"
    "|％|%|人(?![民大才员格])|名|位|期|次|场|份|件|起|项|个|家|户|篇|条|块|台|套|册|幅"
    "|面|批|届|支|类|种|处|间|辆|本|座|亩|盏|棵|株|页|倍|门|岁|组|轮|天|年|月|日|号|字|元|分"
)
# Before these a hanzi numeral is part of a word (十分, 三字经, 一日).
NOT_AFTER_HANZI = {"分", "字", "号", "面", "门", "本"}
_hanzi = f"[{''.join(DIGITS)}{''.join(UNITS)}]+"
FORM = re.compile(
    r"(?P<before>将近|接近|大约|超过|近|约|逾|超)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>[.．]\d+)?"
    rf"|百分之(?P<percent>{_hanzi})(?:点(?P<points>[{''.join(DIGITS)}]+))?"
    rf"|(?P<hanzi>{_hanzi}))"
    r"(?:\s?(?P<more>[多余来]))?(?P<scale>[千万亿]+)?(?P<over>[多余])?"
    rf"(?:\s?(?P<word>{WORDS}))?"
)
MANY = re.compile(
    r"(?<![\d一二三四五六七八九十百千万亿众许诸大])多(?P<word>[项次名个期场件份])"
)
DIRECTION = re.compile(
    r"(?:(?P<fall>下降|减少|降低|下滑|压减|缩减|降)|(?P<rise>上升|增长|提高|增加|上涨|提升))"
    r"(?:了|近|约|超过|超|逾|幅度?|达|率)*$"
)
MORE = ("多", "余", "超过", "逾", "超")
NEARLY = ("将近", "接近", "近")
ABOUT = ("大约", "约", "来")


@dataclass(frozen=True)
class Number:
    """A number as written at `start` to `end`, counting word included.

    It tells any value from `low` to `high`. `step` is how finely an exact number is
    told: 31.6 to 0.1, 28.6万 to 1 000. `direction` is −1 after 下降, 1 after 上升.
    """

    start: int
    end: int
    text: str
    low: Decimal
    high: Decimal
    step: Decimal
    word: str
    is_hanzi: bool = False
    is_indefinite: bool = False
    direction: int = 0

    @property
    def is_exact(self):
        return self.low == self.high

    def tells(self, value):
        """Would official prose tell `value` this way? 60多 tells 61 to 69, not 60."""
        if not self.is_exact:
            return self.low <= value <= self.high
        told = (value / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step
        return told == self.low


def find(text):
    """Return every `Number` of `text` in order.

    Hanzi count as a number only before a counting word: 统一, 进一步 and 十分 are words.
    """
    found = [number for match in FORM.finditer(text) if (number := _read(match, text))]
    found += [_many(match) for match in MANY.finditer(text)]
    return tuple(sorted(found, key=lambda number: number.start))


def hanzi_range(text):
    """Return the least and greatest value of a hanzi numeral: 五 (5, 5), 三四 (3, 4).

    None when it is no numeral, as 百 alone or 百千.
    """
    if all(each in DIGITS for each in text):
        return _digit_range(text)
    if text[0] in UNITS and text[0] != "十":
        return None
    total = section = digit = 0
    for each in text:
        if each in DIGITS:
            digit = DIGITS[each]
        elif UNITS[each] >= UNITS["万"]:
            total, section, digit = total + (section + digit) * UNITS[each], 0, 0
        else:
            section, digit = section + (digit or 1) * UNITS[each], 0
    return (total + section + digit,) * 2


def _digit_range(text):
    """二〇一四 is a row of digits, 三四 a pair that tells either."""
    values = [DIGITS[each] for each in text]
    if len(text) == 2 and 0 < values[0] < values[1]:
        return tuple(values)
    return (int("".join(map(str, values))),) * 2


def _read(match, text):
    word = (match["word"] or "").replace("％", "%")
    if match["digits"]:
        low, high, step = _digit_value(match)
    elif match["percent"]:
        word, (low, high, step) = "%", _percent_value(match)
    else:
        low, high, step = _hanzi_value(match, word)
    if low is None:
        return None
    scale = _scale(match["scale"] or "")
    low, high, step = low * scale, high * scale, step * scale
    if word == "万元":
        word, (low, high, step) = "元", (low * 10_000, high * 10_000, step * 10_000)
    return Number(
        *match.span(),
        match[0],
        *_spread(low, high, _approximations(match), _place(low, scale, match)),
        step,
        word,
        is_hanzi=not match["digits"],
        direction=_direction(text[max(match.start() - 12, 0) : match.start()]),
    )


def _digit_value(match):
    decimals = (match["decimals"] or "").replace("．", ".")
    value = Decimal(match["digits"].replace(",", "") + decimals)
    step = Decimal(1).scaleb(-max(len(decimals) - 1, 0))
    return value, value, step


def _percent_value(match):
    bounds = hanzi_range(match["percent"])
    if bounds is None:
        bounds = (100, 100)  # 百分之百
    points = "".join(str(DIGITS[each]) for each in match["points"] or "")
    value = Decimal(f"{bounds[0]}.{points or 0}")
    return value, value, Decimal(1).scaleb(-len(points))


def _hanzi_value(match, word):
    nothing = (None, None, None)
    text = match["hanzi"]
    if not word or word in NOT_AFTER_HANZI:
        return nothing
    if text in ("百", "千", "万") and (match["more"] or match["over"]):
        return Decimal(UNITS[text]), Decimal(UNITS[text]), Decimal(1)
    bounds = hanzi_range(text)
    if not bounds or not bounds[1]:
        return nothing
    return Decimal(bounds[0]), Decimal(bounds[1]), Decimal(1)


def _scale(units):
    scale = Decimal(1)
    for unit in units:
        scale *= UNITS[unit]
    return scale


def _approximations(match):
    return {match["before"], match["more"], match["over"]} - {None}


def _spread(low, high, words, place):
    """Widen by the approximate words: 60多 (61, 69), 近60 (54, 59), 约60 (57, 63)."""
    least = min(place / 10, Decimal(1))
    if words.intersection(MORE):
        return low + least, low + place - least
    if words.intersection(NEARLY):
        return low * Decimal("0.9"), low - least
    if words.intersection(ABOUT):
        return low * Decimal("0.95"), high * Decimal("1.05")
    return low, high


def _place(value, scale, match):
    """Below which the rest is left open: the last digit that is not 0, in 60余万
    the tens of 万; in 30万余 it is 万 itself."""
    if match["over"] and scale > 1:
        return scale
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)


def _direction(before):
    if match := DIRECTION.search(before):
        return -1 if match["fall"] else 1
    return 0


def _many(match):
    """多项 tells three and more, as `wording.several` does."""
    return Number(
        *match.span(),
        match[0],
        Decimal(3),
        Decimal("Infinity"),
        Decimal(1),
        match["word"],
        is_hanzi=True,
        is_indefinite=True,
    )
