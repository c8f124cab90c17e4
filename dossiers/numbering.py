"""档号: how an archive number is built and given out (DA/T 22-2015, rules.md 3.1)."""

import re

from django.db.models import Max
from django.utils.translation import gettext as _

from campaigns.models.people import fonds_number, unit_code
from campaigns.refusals import Refused
from dossiers.models import ArchiveItem, Retention

FORM = re.compile(r"^[A-Z0-9]{4}-WS·\d{4}-(Y|D30|D10)-[A-Z0-9]{3}-\d{4}\Z")
LAST = 9999


def why_not_number(court, *, unit, retention):
    """The reason no number can be built from these, or ""."""
    if not fonds_number.regex.match(court.fonds_number):
        return _("The court has no valid fonds number; the administrator sets it.")
    if unit.court_id != court.pk:
        return _("The unit belongs to another court.")
    if not unit_code.regex.match(unit.code):
        return _("The unit has no valid archive code; the administrator sets it.")
    if retention not in Retention.values:
        return _("Choose how long it is kept.")
    return ""


def give(court, *, unit, retention, year):
    """The next number of the class, as the fields of an item that make it up.

    The caller holds the row of the court, so that nobody else takes the same one. It
    counts over all rows of the class, whoever may see them and whatever became of
    them: a number is never given twice.
    """
    place = {
        "court": court,
        "fonds_number": court.fonds_number,
        "year": year,
        "retention": retention,
        "unit_code": unit.code,
    }
    last = ArchiveItem.objects.filter(**place).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    if number > LAST:
        raise Refused(_("This class is full: a number has four digits."))
    return {
        **place,
        "unit": unit,
        "number": number,
        "code": code(number=number, **place),
    }


def code(**place):
    """The number these make up; ValueError where they make up none."""
    text = composed(ArchiveItem(**place))
    if not FORM.match(text):
        raise ValueError(f"no archive number: {text}")
    return text


def composed(item):
    """全宗号-WS·年度-保管期限-机构代码-件号, as "0117-WS·2014-Y-BGS-0001": what the
    fields of an item say its number is."""
    place = f"{item.fonds_number}-WS·{item.year}-{item.retention}"
    return f"{place}-{item.unit_code}-{item.number:04d}"
