"""真实性: is it what was filed, under the number and with the facts it was filed with?"""

import unicodedata
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import numbering
from dossiers.fixity import stock as stocks
from dossiers.fixity.results import (
    Fault,
    Nature,
    Register,
    failed,
    judged,
    passed,
    warned,
)

TEXTS = ("title", "responsible", "document_number", "remarks")
LIMITED = (*TEXTS, "fonds_number", "unit_code", "code")
FIXED = {"fonds_number": 4, "unit_code": 3}
CHOSEN = ("retention", "secrecy")
TYPED = ("year", "number", "pages", "formed_on", "filed_at")
EARLIEST = 1949

authenticity = Register(Nature.AUTHENTIC)
check = authenticity.check


@check(
    "1-2",
    gettext_lazy("Length of the metadata"),
    gettext_lazy("No entry is longer than its field, or shorter than it must be"),
)
def lengths(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), filter(None, map(_length(item), LIMITED)))


def _length(item):
    def fault(name):
        most = item._meta.get_field(name).max_length
        length, exact = len(getattr(item, name)), FIXED.get(name)
        if length > most or (exact and length != exact):
            told = _("%(field)s: %(length)s characters, not %(wanted)s")
            wanted = exact or most
            return told % {
                "field": _label(item, name),
                "length": length,
                "wanted": wanted,
            }
        return ""

    return fault


@check(
    "1-3",
    gettext_lazy("Type and form of the metadata"),
    gettext_lazy("Dates are dates, numbers are numbers"),
)
def types(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _invalid(item, TYPED))


@check(
    "1-4",
    gettext_lazy("Range of the metadata"),
    gettext_lazy("Retention period and secrecy are among those there are"),
)
def ranges(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _invalid(item, CHOSEN))


def _invalid(item, names):
    """What the fields themselves say against their values."""
    for name in names:
        field = item._meta.get_field(name)
        try:
            field.clean(getattr(item, name), item)
        except ValidationError as error:
            yield f"{_label(item, name)}: {'; '.join(error.messages)}"


@check(
    "1-5",
    gettext_lazy("Reasonable values"),
    gettext_lazy("Dates follow one another, and none lies in the future"),
)
def reasonable(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _unreasonable(item))


def _unreasonable(item):
    today = timezone.localdate()
    if item.formed_on > today or timezone.localdate(item.filed_at) > today:
        yield _("A date lies in the future.")
    if item.formed_on.year < EARLIEST:
        yield _("The date of the item cannot be right.")
    if item.year - item.formed_on.year not in (0, 1):
        yield _("The year of the number is not that of the item.")
    if timezone.localdate(item.filed_at) < item.formed_on:
        yield _("It was filed before it was formed.")
    if item.pages == 0:
        yield _("It has no page.")


@check(
    "1-6",
    gettext_lazy("Special characters"),
    gettext_lazy("No invisible or control character stands in the metadata"),
)
def characters(stock):
    for item in stock.items:
        bad = [_label(item, n) for n in TEXTS if _has_hidden(getattr(item, n))]
        yield judged(stocks.thing_of(item), bad)


def _has_hidden(text):
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn"}
    return any(unicodedata.category(each) in hidden for each in text)


@check(
    "1-7",
    gettext_lazy("Form of the archive number"),
    gettext_lazy("The number has the form of the rules and says what the item says"),
    beside="DA/T 22-2015",
)
def numbers(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _misnumbered(item))


def _misnumbered(item):
    if not numbering.FORM.match(item.code):
        yield _("%(code)s has not the form of an archive number") % {"code": item.code}
    composed = numbering.composed(item)
    if item.code != composed:
        yield _("It should be %(code)s.") % {"code": composed}


@check(
    "1-8",
    gettext_lazy("Nothing twice"),
    gettext_lazy("No archive number stands twice; no document number, no title"),
    is_whole=True,
)
def duplicates(stock):
    kept = [item for item in stock.items if not item.is_destroyed]
    codes = Counter(item.code for item in stock.items)
    documents = Counter(i.document_number for i in kept if i.document_number)
    titles = Counter((i.title, i.formed_on) for i in kept)
    for item in stock.items:
        thing = stocks.thing_of(item)
        if codes[item.code] > 1:
            yield failed(thing, Fault.DUPLICATE, _("The archive number stands twice."))
        elif (
            documents[item.document_number] > 1
            or titles[item.title, item.formed_on] > 1
        ):
            told = _("Another item has the same document number, or title and date.")
            yield warned(thing, Fault.DUPLICATE, told)
        else:
            yield passed(thing)


def _label(item, name):
    return item._meta.get_field(name).verbose_name
