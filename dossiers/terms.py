"""保管期限: until when an item is kept, counted from the year after it was formed."""

from datetime import date

from django.utils import timezone

from dossiers.models import Retention

YEARS = {Retention.THIRTY: 30, Retention.TEN: 10}


def ended_on(year, retention):
    """The first day after the term, None for what is kept for ever: the term begins
    on 1 January of the year after (rules.md 3.1)."""
    years = YEARS.get(retention)
    return date(year + years + 1, 1, 1) if years else None


def is_over(year, retention, today=None):
    """Has its term ended? Never for what is kept for ever."""
    ended = ended_on(year, retention)
    return ended is not None and ended <= (today or timezone.localdate())
