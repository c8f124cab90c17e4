"""When things were entered: inspectors see a heap at the end of the year (award.md 3.3:
seven of ten reports were filed 33 to 210 days late, between 28 and 31 December)."""

from collections import Counter

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dossiers.complaints.lines import Line, of_activity

LAST_DAYS = 22  # from this day of December on
HEAP = 25  # per cent of a year's records entered in one month; a twelfth is 8


def late(material):
    """补录: entered more than 30 days after the event."""
    for row in material.activities:
        if row.is_late_entry:
            told = _("entered %(days)s days later") % {"days": row.lag_days}
            yield of_activity(row, told)


def last_days(material):
    for row in material.activities:
        day = localdate(row.logged_at)
        if day.month == 12 and day.day >= LAST_DAYS:
            yield of_activity(row, _("entered on %(day)s") % {"day": day})


def heap(material):
    """A December in which too much of the year was entered."""
    days = [localdate(row.logged_at) for row in material.activities]
    of_year = Counter(day.year for day in days)
    of_december = Counter(day.year for day in days if day.month == 12)
    for year, number in sorted(of_december.items()):
        share = round(100 * number / of_year[year])
        if share >= HEAP:
            told = {"number": number, "all": of_year[year], "share": share}
            detail = _("%(number)s of %(all)s entered in December, %(share)s%%") % told
            yield Line(str(year), f"{reverse('activities')}?year={year}", detail)
