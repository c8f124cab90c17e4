"""Days and moments of the demonstration, in the court's own time zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo(settings.TIME_ZONE)


def day(text):
    return date.fromisoformat(text)


def at(on, hour=9, minute=30):
    """A moment on a day, given as a date or as 2014-11-03."""
    on = day(on) if isinstance(on, str) else on
    return datetime.combine(on, time(hour, minute), ZONE)


def workday_after(on, days):
    """The day `days` after `on`, moved to Monday when it falls on a weekend."""
    later = on + timedelta(days=days)
    to_monday = 7 - later.weekday() if later.weekday() > 4 else 0
    return later + timedelta(days=to_monday)
