"""Which counting word a measure may be told with: 人次, 人数, 期 and 次 are never confused."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import Figure

M = Figure.Measure
PEOPLE = ("人", "名", "位")
OF_PEOPLE = (*PEOPLE, "人次")
SESSIONS = ("次", "期", "场")

# Measures told with these words and no other, and why.
ONLY = {
    M.ATTENDANCES: (
        ("人次",),
        gettext_lazy("Attendances are told as 人次: one person at three is three."),
    ),
    M.HEADCOUNT: (
        ("人次",),
        gettext_lazy(
            "Headcounts add up to 人次: who came twice is in it twice. For 人 choose "
            "distinct people."
        ),
    ),
    M.PEOPLE: (
        PEOPLE,
        gettext_lazy(
            "Distinct people are told as 人 or 名; for 人次 choose attendances."
        ),
    ),
    M.COST: (("元",), gettext_lazy("Amounts spent are told as 元.")),
    M.SIGNED_SHARE: (("%",), gettext_lazy("A share is told as %.")),
}
NEVER = {
    M.ACTIVITIES: (
        (*OF_PEOPLE, "期"),
        gettext_lazy(
            "Activities are not 人 or 人次, nor 期: one record may hold several; choose "
            "the measure for those."
        ),
    ),
    M.SESSIONS: (
        OF_PEOPLE,
        gettext_lazy("Sessions are not people; choose attendances or distinct people."),
    ),
    M.EVIDENCE: (
        (*OF_PEOPLE, *SESSIONS),
        gettext_lazy("Documents are told as 份, 件 or 项."),
    ),
}


def is_like(word, other):
    """人, 名 and 位 say the same; everything else is its own."""
    return word == other or (word in PEOPLE and other in PEOPLE)


def faults(figure):
    """Yield (field, reason) when the counting word says something else was counted."""
    why = (
        _why_not(figure)
        or _why_unlike_category(figure)
        or _why_unlike_indicator(figure)
    )
    if why:
        yield "counting_word", str(why)


def _why_not(figure):
    allowed, why = ONLY.get(figure.measure, ((), ""))
    if allowed:
        return "" if figure.counting_word in allowed else why
    refused, why = NEVER.get(figure.measure, ((), ""))
    return why if figure.counting_word in refused else ""


def _why_unlike_category(figure):
    """A category counts 期 or 次 or 场; its sessions are told in that."""
    word, category = figure.counting_word, figure.category
    if figure.measure != M.SESSIONS or category is None or word not in SESSIONS:
        return ""
    own = category.counting_word
    if own not in SESSIONS or own == word:
        return ""
    return _("%(category)s is counted in %(word)s.") % {
        "category": category.name,
        "word": own,
    }


def _why_unlike_indicator(figure):
    told_as_is = (M.INDICATOR_LATEST, M.INDICATOR_SUM, M.INDICATOR_BEFORE_AFTER)
    indicator = figure.indicator
    if figure.measure not in told_as_is or indicator is None:
        return ""
    if is_like(figure.counting_word, indicator.counting_word):
        return ""
    return _("The indicator is read in %(word)s.") % {"word": indicator.counting_word}
