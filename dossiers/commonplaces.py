"""Numbers that claim nothing about the year's work, each with the reason why."""

import re

from django.utils.translation import gettext_lazy as _

DATE = _("a year or a date")
ORDINAL = _("an ordinal, not a count")
NUMBERING = _("the number of a heading")
SPAN = _("a span of time")
CODE = _("part of a code, a document number or a telephone number")
TITLE = _("part of a title")
PHRASE = _("part of a set phrase")
ARTICLE = _("“a” or “one”, not a count")
EACH = _("a requirement for each, not a count")

NEAR = 60  # characters about a number in which its quotes or brackets are sought
YEAR = range(1900, 2101)
PHRASES = ("法检两家", "三个代表", "一个样", "一次性", "两个维护", "四个全面")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
TITLED = re.compile(r"《[^》]*》")
DATED = re.compile(
    r"(?:\d{2,4}|[〇零一二三四五六七八九]{2,4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
    r"|\d{4}\s*[—–~～至-]+\s*\d{4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[:：]\d{2}"
    r"|\d{1,2}·\d{1,2}|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月(?=[^份]|份)"
)
CODED = re.compile(
    r"[〔\[［]\d{4}[〕\]］]\s*\d*号?|[A-Za-z][A-Za-z0-9/.-]*\d[\d.-]*"
    r"|(?:电话|热线|邮编|网址|阅读)[:：]?\s*[\d-]+|\d{7,}"
)
LABEL = re.compile(r"\s*[（(]?\d{1,2}(?:[）)]|[、．]|\.(?!\d))")
CONGRESS = re.compile(r"[一二三四五六七八九十]中|全会|全国人|人大|党代")


def reason(number, text):
    """Why `number` of the paragraph `text` is no claim; "" when it is one."""
    for applies, why in RULES:
        if applies(number, text):
            return why
    return ""


def _in(pattern):
    def rule(number, text):
        first, last = max(number.start - NEAR, 0), number.end + NEAR
        return any(
            match.start() <= number.start < match.end()
            for match in pattern.finditer(text, first, last)
        )

    return rule


def _is_year(number, text):
    has_year = not number.word or number.word == "年"
    return has_year and number.is_exact and number.low in YEAR and len(number.text) >= 4


def _is_numbering(number, text):
    label = LABEL.match(text)
    return bool(label) and number.start < label.end()


def _is_ordinal(number, text):
    before = text[max(number.start - 3, 0) : number.start].rstrip()
    if before.endswith("第"):
        return True
    if number.word == "号":
        return True
    return number.word == "届" and bool(CONGRESS.match(text, number.end))


def _is_span(number, text):
    return number.word in ("年", "个月", "月", "日")


def _is_phrase(number, text):
    if number.is_hanzi and _in(QUOTED)(number, text):
        return True
    around = text[max(number.start - 3, 0) : number.end + 3]
    return any(phrase in around for phrase in PHRASES)


def _is_for_each(number, text):
    """每村至少一名: a requirement, whatever the total."""
    before = text[max(number.start - NEAR, 0) : number.start]
    clause = re.split("[，,。；;]", before)[-1]
    return bool(re.search("每[^年]", clause)) and clause.endswith(
        ("至少有", "至少", "有")
    )


def _is_article(number, text):
    return number.is_hanzi and number.text.rstrip()[:1] == "一" and number.high == 1


RULES = (
    (_in(TITLED), TITLE),
    (_in(CODED), CODE),
    (_in(DATED), DATE),
    (_is_year, DATE),
    (_is_numbering, NUMBERING),
    (_is_ordinal, ORDINAL),
    (_is_phrase, PHRASE),
    (_is_for_each, EACH),
    (_is_article, ARTICLE),
    (_is_span, SPAN),
)
