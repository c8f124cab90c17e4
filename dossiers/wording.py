"""How official prose tells a number: 60多人次, 10余人, 五个, 28.6万元."""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零一二三四五六七八九"
MISSING = "待补充"


def exact(value):
    """Return a number as written: 18, 31.5; no trailing zeros, no grouping."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def one_decimal(value):
    return f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP):f}"


def ten_thousands(value):
    """Return yuan as 万: 286217 → 28.6万."""
    return f"{exact(one_decimal(Decimal(value) / 10000))}万"


def about(value, word):
    """Return `value` rounded down with `word` (多, 余): 61 → 60多, 60 → 60, 7 → 7.

    Rounds to tens below 1 000, to hundreds below 10 000, to thousands above.
    """
    value = int(value)
    step = 10 if value < 1_000 else 100 if value < 10_000 else 1_000
    if value < 10 or value % step == 0:
        return str(value)
    return f"{value // step * step}{word}"


def hanzi(value):
    """Return 1–99 in hanzi as said before a counting word: 两, 五, 十二, 二十一."""
    value = int(value)
    if value == 2:
        return "两"
    if not 1 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def several(value):
    """Return 多 from three up, else the number in hanzi."""
    return "多" if value >= 3 else hanzi(value)


def year_on_year(change):
    """Return 同比下降31.6%, 同比上升4%, 同比持平 for a change in percent."""
    size = exact(one_decimal(abs(change)))
    if size == "0":
        return "同比持平"
    return f"同比{'下降' if change < 0 else '上升'}{size}%"


def before_after(before, now, counted):
    """Return 由109名增加到426名, 由9个减少到5个 or 保持109名; `counted` tells a number."""
    if before == now:
        return f"保持{counted(now)}"
    way = "增加" if now > before else "减少"
    return f"由{counted(before)}{way}到{counted(now)}"
