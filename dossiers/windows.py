"""How prose names the time a figure covers: 今年, 二年来, 去年以来, 每年, 2012年. Pure."""

import re

DIGITS = "零一二三四五六七八九"
PATTERNS = {
    "去年以来": r"去年以来|去年至今|上年以来",
    "今年": r"今年|本年|全年|年内|一年来|目前|现在|截至(?!当年|当时|去年|上年|\d)",
    "创建以来": r"创建(?:期内|周期内?|以来)|本届",
    "每年": r"每年|年均|逐年",
    "去年": r"去年(?!同期|同比)|上年(?!同期|同比)",
}
NAMES = re.compile(
    "|".join(f"({pattern})" for pattern in PATTERNS.values())
    + r"|(?P<count>[一二两三四五六七八九]|\d)年(?:多?来|间)"
    r"|(?P<first>\d{4})年?\s*[—–至-]+\s*(?P<last>\d{4})年"
    r"|(?P<year>\d{4})年(?P<since>以来)?"
)


def named(text):
    """Return every window `text` names, in order, as labels: 今年, 去年以来, 二年来,
    创建以来, 每年, 去年, 2012年, 2013年以来, 2013—2014年."""
    return tuple(_label(match) for match in NAMES.finditer(text))


def names_of(period):
    """Return the labels, as `named` gives them, that name a `figures.Period` rightly."""
    first, last = period.starts_on.year, period.ends_on.year
    if period.label == "今年":
        return {"今年", f"{last}年"}
    span = {f"{first}年以来", f"{first}—{last}年", f"{_hanzi(last - first + 1)}年来"}
    if period.label == "去年以来":
        return span | {"去年以来"}
    if period.label == "每年":
        return span | {"每年", "创建以来"}
    if period.label.endswith("年来"):
        alone = {"今年", f"{last}年"} if first == last else set()
        return span | alone | {period.label, "创建以来"}
    return {period.label}


def _label(match):
    if match.lastindex and match.lastindex <= len(PATTERNS):
        return list(PATTERNS)[match.lastindex - 1]
    if match["count"]:
        count = match["count"].replace("两", "二")
        return f"{_hanzi(int(count)) if count.isdigit() else count}年来"
    if match["first"]:
        return f"{match['first']}—{match['last']}年"
    return f"{match['year']}年{match['since'] or ''}"


def _hanzi(number):
    return DIGITS[number] if 0 < number < 10 else str(number)
