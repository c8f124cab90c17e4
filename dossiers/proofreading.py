"""Faults of any text that no figure is needed to see: numbering, dates, punctuation,
counted phrases, length. Sources: GB/T 9704-2012 7.3, GB/T 15834-2011."""

import re
from datetime import date

from django.utils.translation import gettext as _

from dossiers import numerals
from dossiers.blocks import chinese_ordinal
from dossiers.findings import HARD, WARN, Finding, finding

# 综合文件一般不超过5000字 (整治形式主义为基层减负若干规定, 2024); award.md 5.1 for brief.
LIMITS = {"full": 5_000, "brief": 1_500}

REACH = 200  # characters before a counted phrase in which its list is sought
HANZI = "一二三四五六七八九十"
LABELS = (
    re.compile(rf"(?P<hanzi>[{HANZI}]{{1,3}})、"),
    re.compile(rf"(?P<open>[（(])(?P<hanzi>[{HANZI}]{{1,3}})(?P<close>[）)])"),
    re.compile(r"(?P<digits>\d{1,2})(?P<mark>[.．、])(?!\d)"),
    re.compile(r"(?P<open>[（(])(?P<digits>\d{1,2})(?P<close>[）)])"),
)
ITEMS = re.compile(rf"(?:^|(?<=[。；;：:，,]))([{HANZI}])是")
DATES = re.compile(
    r"(?P<hanzi>[〇○零一二三四五六七八九]{2,4}年[一二三四五六七八九十]{1,2}月"
    r"(?:[一二三四五六七八九十]{1,3}日)?)"
    r"|(?<!\d)(?P<year>\d{4}(?=[年./-])|\d{2}(?=年))[年./-](?P<month>\d{1,2})(?:月|[-./])"
    r"(?:(?P<day>\d{1,2})(?:日|(?!\d)))?"
)
HALF_WIDTH = re.compile(
    r"(?<=[\u4e00-\u9fff”》）)%])[,;:!?](?!\d{3}(?!\d))"
    r"|[(](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[)]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)"
    r"|(?<=[\u4e00-\u9fff])[\"']|[\"'](?=[\u4e00-\u9fff])"
)
FULL_WIDTH = dict(zip(",;:!?().", "，；：！？（）。", strict=True))
DOUBLED = re.compile(r"[，。；：、！？]{2,}")
BLANKS = re.compile(r"待补充|[×xX]{2,}|某某|[{}]")
QUOTED = re.compile(r"“([^”]{1,12})”")
LIST = r"(?P<list>(?:“[^”]{1,12}”[、和及]?){2,})"
LIST_THEN_COUNT = re.compile(LIST + r"(?P<more>等)?(?P<between>[^，。；“”\d]{0,8}?)$")
COUNT_THEN_LIST = re.compile(r"^[^，。；“”\d]{0,8}[：:—]+" + LIST)
UNITED = re.compile(r"“([二两三四五六七八九十])位一体”")
PAIRED = re.compile(r"“((?:[两二三四五六七八九十][\u4e00-\u9fff]){1,3})”")


def proofread(lines, variant="full"):
    """Return every `Finding` in a sequence of paragraphs, in order of place."""
    found = [*_numbering(lines), *_enumeration(lines), *_length(lines, variant)]
    for place, line in enumerate(lines, 1):
        for rule in (_dates, _half_width, _doubled, _blanks, _united, _paired, _lists):
            found += rule(place, line)
    return sorted(found, key=lambda one: (one.paragraph, one.start))


def label_of(line):
    """Return (level from 1, number, match) of a typed heading label, or None."""
    text = line.lstrip()
    for level, pattern in enumerate(LABELS, 1):
        if match := pattern.match(text):
            groups = match.groupdict()
            number = groups.get("digits") or ordinal(groups["hanzi"])
            return level, int(number), match
    return None


def ordinal(text):
    bounds = numerals.hanzi_range(text)
    return bounds[0] if bounds else 0


# -- Numbering ------------------------------------------------------------------


def _numbering(lines):
    """Each level counts from 1 without gaps (7.3.3); a list may begin again at 1."""
    counts = [0] * len(LABELS)
    for place, line in enumerate(lines, 1):
        if not (label := label_of(line)):
            continue
        level, number, match = label
        span = _span(line, match)
        if number not in (1, counts[level - 1] + 1):
            yield _out_of_sequence(place, line, span, counts[level - 1] + 1, level)
        if form := official_label(level, number, match):
            message = _("Write the number of a heading as “%(form)s”.") % {"form": form}
            yield finding("heading-form", WARN, message, place, line, span, (form,))
        counts[level - 1 :] = [number] + [0] * (len(LABELS) - level)


def _out_of_sequence(place, line, span, wanted, level):
    form = printed(level, wanted)
    message = _("Headings are out of sequence: “%(form)s” was to come here.") % {
        "form": form
    }
    return finding("sequence", WARN, message, place, line, span, (form,))


def official_label(level, number, match):
    """The label as 7.3.3 prints it, when `match` is printed otherwise; else ""."""
    form = printed(level, number)
    return "" if match[0].replace("．", ".") == form else form


def printed(level, number):
    if level in (1, 2):
        number = chinese_ordinal(number)
    return ("{}、", "（{}）", "{}.", "（{}）")[level - 1].format(number)


def _span(line, match):
    indent = len(line) - len(line.lstrip())
    return indent + match.start(), indent + match.end()


def _enumeration(lines):
    """一是, 二是, 三是 count on, also from one paragraph to the next."""
    last = 0
    for place, line in enumerate(lines, 1):
        if label_of(line):
            last = 0
        for match in ITEMS.finditer(line):
            number = ordinal(match[1])
            if number not in (1, last + 1):
                wanted = f"{chinese_ordinal(last + 1)}是"
                message = _(
                    "The enumeration is out of sequence: “%(form)s” was to come."
                )
                yield finding(
                    "enumeration",
                    WARN,
                    message % {"form": wanted},
                    place,
                    line,
                    match.span(),
                    (wanted,),
                )
            last = number


def _length(lines, variant):
    limit = LIMITS[variant]
    length = sum(len("".join(line.split())) for line in lines)
    if length > limit:
        message = _("The text has %(length)s characters; at most %(limit)s are usual.")
        yield Finding(
            "length", WARN, message % {"length": length, "limit": limit}, len(lines)
        )


# -- Dates and marks ------------------------------------------------------------


def _dates(place, line):
    """成文日期 and others in Arabic digits, full year, no leading zero (7.3.5.4)."""
    for match in DATES.finditer(line):
        form = official_date(match)
        if form == match[0]:
            continue
        if form:
            message = _("Write the date as %(form)s.") % {"form": form}
            severity, suggestions = WARN, (form,)
        else:
            message = _("There is no such day: %(text)s.") % {"text": match[0]}
            severity, suggestions = HARD, ()
        span = match.span()
        yield finding("date", severity, message, place, line, span, suggestions)


def official_date(match):
    """Return 2014年11月3日 for any way of writing it; "" for a day that is none."""
    year, month, day = _date_parts(match)
    year += 2000 if year < 100 else 0
    try:
        date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year}年{month}月" + (f"{day}日" if day else "")


def _date_parts(match):
    if not match["hanzi"]:
        return int(match["year"]), int(match["month"]), int(match["day"] or 0)
    year, rest = match["hanzi"].replace("○", "〇").split("年")
    month, day = rest.split("月")
    digits = "".join(str(numerals.DIGITS[each]) for each in year)
    return int(digits), ordinal(month), ordinal(day.rstrip("日")) if day else 0


def _half_width(place, line):
    """One finding a paragraph: damaged text has them by the dozen."""
    if not (found := list(HALF_WIDTH.finditer(line))):
        return
    message = _(
        "Half-width punctuation between hanzi: %(count)s times in this paragraph."
    )
    marks = dict.fromkeys(match[0] for match in found)
    suggestions = tuple(f"{one} → {FULL_WIDTH.get(one, '“”')}" for one in marks)
    yield finding(
        "half-width",
        WARN,
        message % {"count": len(found)},
        place,
        line,
        found[0].span(),
        suggestions,
    )


def _doubled(place, line):
    for match in DOUBLED.finditer(line):
        message = _("Two punctuation marks in a row: %(marks)s.") % {"marks": match[0]}
        yield finding("doubled", WARN, message, place, line, match.span())


def _blanks(place, line):
    for match in BLANKS.finditer(line):
        message = _("Something is left to be filled in: %(text)s.") % {"text": match[0]}
        yield finding("blank", HARD, message, place, line, match.span())


# -- Counted phrases ------------------------------------------------------------


def _united(place, line):
    """以甲为…、乙为…的“四位一体”: as many parts as the phrase says."""
    for match in UNITED.finditer(line):
        before = line[max(match.start() - REACH, 0) : match.start()]
        clause = re.split("[，,。；;：:]", before)[-1]
        parts = clause.split("、")
        if len(parts) > 1 and len(parts) != ordinal(match[1].replace("两", "二")):
            yield _miscounted(place, line, match.span(), match[0], len(parts))


def _paired(place, line):
    """“六难三案”: as many quoted items in …难 and …案 before it in the sentence."""
    for match in PAIRED.finditer(line):
        before = line[max(match.start() - REACH, 0) : match.start()]
        sentence = re.split("[。；;]", before)[-1]
        items = [one for each in QUOTED.findall(sentence) for one in each.split("、")]
        if len(items) < 2:
            continue
        wanted = {word: count for count, word in re.findall("(.)(.)", match[1])}
        for word, count in wanted.items():
            listed = _listed(items, word, wanted)
            if listed and listed != ordinal(count.replace("两", "二")):
                phrase = f"{count}{word}"
                yield _miscounted(place, line, match.span(), phrase, listed)


def _listed(items, word, words):
    """Items of a word: 立案难 is one of 难 though 案 is in it; the end decides."""
    return sum(
        item.endswith(word) or (word in item and item[-1] not in words)
        for item in items
    )


def _lists(place, line):
    """“甲”“乙”“丙”等四项: as many as are named; 等 may leave some unnamed."""
    for number in numerals.find(line):
        if not number.word or not number.is_exact:
            continue
        start, end = number.start, number.end
        before = LIST_THEN_COUNT.search(line[max(start - REACH, 0) : start])
        listed = before or COUNT_THEN_LIST.search(line[end : end + REACH])
        if not listed:
            continue
        length = len(QUOTED.findall(listed["list"]))
        may_be_more = before and before["more"] and number.low > length
        if number.low != length and not may_be_more:
            yield _miscounted(place, line, (start, end), number.text, length)


def _miscounted(place, line, span, phrase, listed):
    message = _("%(phrase)s is said, but %(listed)s are listed.")
    values = {"phrase": phrase, "listed": listed}
    return finding("counted-phrase", WARN, message % values, place, line, span)
