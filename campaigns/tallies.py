"""Which records count for which criterion of a campaign: rows, no rules.

`progress` is the reader; everything here is gathered in three queries.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from campaigns.models import Activity, Assignment, Evidence
from campaigns.querysets import confirmed

EVIDENCE_COLUMNS = (
    "pk",
    "kind",
    "document_number",
    "criteria",
    "activity_id",
    "activity__held_on",
    "activity__confirmed_at",
    "honour__awarded_on",
    "honour__confirmed_at",
    "reading__ends_on",
    "reading__confirmed_at",
    "statement__year",
    "statement__court_signed_at",
)


class Owner(NamedTuple):
    """A unit that answers for a criterion."""

    pk: int
    name: str


class Proof(NamedTuple):
    """A counting piece of evidence, as far as rules look at it.

    `day` is that of what it proves, `since` the moment from which it counts.
    """

    pk: int
    kind: str
    has_number: bool
    year: int
    day: date
    since: datetime


@dataclass(frozen=True)
class Tally:
    """By criterion: its activities as {key: year}, its proof, who answers for it."""

    activities: dict[int, dict[int, int]]
    evidence: dict[int, tuple[Proof, ...]]
    owners: dict[int, tuple[Owner, ...]]


def of(campaign, until=None):
    """The `Tally` of what counts, of what happened up to the day `until`."""
    activities = _activities(campaign, until)
    evidence = _evidence(campaign, until, activities)
    return Tally(activities, evidence, _owners(campaign))


def _activities(campaign, until):
    links = Activity.criteria.through.objects.filter(
        confirmed("activity__"),
        activity__campaign=campaign,
        criterion__standard=campaign.standard_id,
    )
    if until is not None:
        links = links.filter(activity__held_on__lte=until)
    found = defaultdict(dict)
    for criterion, activity, held_on in links.values_list(
        "criterion_id", "activity_id", "activity__held_on"
    ):
        found[criterion][activity] = held_on.year
    return found


def _evidence(campaign, until, activities):
    """Proof serves the criteria of its activity, and those it names itself."""
    served_by = defaultdict(set)
    for criterion, keys in activities.items():
        for key in keys:
            served_by[key].add(criterion)
    found = defaultdict(dict)  # a row for each further criterion
    for row in _evidence_rows(campaign, until):
        proof, activity, further = _read(row)
        for criterion in served_by[activity] | {further} - {None}:
            found[criterion][proof.pk] = proof
    return {key: tuple(proofs.values()) for key, proofs in found.items()}


def _evidence_rows(campaign, until):
    counting = Evidence.objects.counting()
    # A reading belongs to the court; the campaign it serves is told by its day.
    readings = counting.filter(
        reading__indicator__court=campaign.court_id,
        reading__ends_on__range=(campaign.starts_on, campaign.ends_on),
    )
    rows = counting.of_campaign(campaign) | readings
    if until is not None:
        rows = rows.filter(
            Q(activity__held_on__lte=until)
            | Q(honour__awarded_on__lte=until)
            | Q(reading__ends_on__lte=until)
            | Q(statement__court_signed_at__date__lte=until)
        )
    return rows.order_by().values_list(*EVIDENCE_COLUMNS)


def _read(row):
    pk, kind, number, further, activity, *owners, signed_for, signed_at = row
    dates = iter(owners)
    for day, since in zip(dates, dates, strict=True):  # of what it belongs to
        if day:
            proof = Proof(pk, kind, bool(number), day.year, day, since)
            return proof, activity, further
    day = localdate(signed_at)
    return Proof(pk, kind, bool(number), signed_for, day, signed_at), activity, further


def _owners(campaign):
    found = defaultdict(list)
    rows = Assignment.objects.filter(campaign=campaign).order_by("unit__order", "unit")
    for criterion, *owner in rows.values_list("criterion", "unit", "unit__name"):
        found[criterion].append(Owner(*owner))
    return {key: tuple(owners) for key, owners in found.items()}
