"""Everything that counts, as plain rows, each table read once: the door through which
figures see the records. Nothing after this asks the database."""

from collections import namedtuple
from functools import cached_property

from django.db.models import F, FilteredRelation, Q, Value

from campaigns.models import (
    Activity,
    Evidence,
    Honour,
    Reading,
    TrainingRecord,
    Unit,
)
from campaigns.querysets import confirmed, signed

ActivityRow = namedtuple(
    "ActivityRow",
    "id category_id unit_id title held_on festival sessions headcount cost",
)
LinkRow = namedtuple("LinkRow", "what id activity_id other_id")
ReadingRow = namedtuple("ReadingRow", "id indicator_id starts_on ends_on value")
HonourRow = namedtuple("HonourRow", "id unit_id title awarded_on work level")
UnitRow = namedtuple("UnitRow", "unit_id statement_id year")


class Tally:
    """What counts for `campaign` up to the day `until`, read when first asked for."""

    def __init__(self, campaign, until):
        self.campaign = campaign
        self.until = until

    @cached_property
    def activities(self):
        """Confirmed activities in the order of their days."""
        rows = Activity.objects.confirmed().filter(
            campaign=self.campaign, held_on__lte=self.until
        )
        return _rows(ActivityRow, rows.order_by("held_on", "pk"))

    @cached_property
    def attendances(self):
        """`other_id` is the person."""
        return self._links["attendance"]

    @cached_property
    def documents(self):
        """Formal documents with a number that belong to activities that count."""
        return self._links["document"]

    @cached_property
    def served(self):
        """Pairs of activity and criterion, as a set."""
        through = Activity.criteria.through.objects.filter(
            confirmed("activity__"), activity__campaign=self.campaign
        )
        return frozenset(through.values_list("activity_id", "criterion_id"))

    @cached_property
    def readings(self):
        """Confirmed readings of the court, oldest first, also from before the campaign."""
        rows = Reading.objects.confirmed().filter(
            indicator__court=self.campaign.court_id, ends_on__lte=self.until
        )
        return _rows(ReadingRow, rows.order_by("ends_on", "pk"))

    @cached_property
    def honours(self):
        rows = Honour.objects.confirmed().filter(
            campaign=self.campaign, awarded_on__lte=self.until
        )
        return _rows(HonourRow, rows.order_by("awarded_on", "pk"))

    @cached_property
    def units(self):
        """Every active unit, once for each signed statement; without one, year None."""
        signed_here = FilteredRelation(
            "statements",
            condition=Q(statements__campaign=self.campaign) & signed("statements__"),
        )
        rows = Unit.objects.of_court(self.campaign.court_id).active()
        rows = rows.annotate(here=signed_here).order_by("order", "pk", "here__year")
        return tuple(
            map(UnitRow._make, rows.values_list("pk", "here__pk", "here__year"))
        )

    @cached_property
    def _links(self):
        """Attendances and documents in one query."""
        here = {
            "activity__campaign": self.campaign,
            "activity__held_on__lte": self.until,
        }
        attendance = (
            TrainingRecord.objects.filter(confirmed("activity__"), **here)
            .order_by()
            .values_list(Value("attendance"), "pk", "activity_id", "person_id")
        )
        document = (
            Evidence.objects.counting()
            .filter(kind=Evidence.Kind.DOCUMENT, **here)
            .exclude(document_number="")
            .order_by()
            .values_list(Value("document"), "pk", "activity_id", F("pk"))
        )
        links = {"attendance": [], "document": []}
        for row in attendance.union(document, all=True):
            links[row[0]].append(LinkRow._make(row))
        return {what: tuple(rows) for what, rows in links.items()}


def _rows(kind, queryset):
    return tuple(map(kind._make, queryset.values_list(*kind._fields)))
