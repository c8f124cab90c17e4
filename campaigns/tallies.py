"""Which records count for which criterion of a campaign: rows, no rules.

`progress` is the reader; everything here is gathered in three queries.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q
from django.utils.timezone import localdate

from campaigns.models import Activity, Criterion, Evidence
from campaigns.querysets import confirmed

EVIDENCE_COLUMNS = (
    "pk",
    "kind",
    "document_number",
    "taken_on",
    "stored_file__characters",
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
OWNER = ("ours__unit", "ours__unit__name")
EXPLANATION = (
    "said__pk",
    "said__year",
    "said__reason",
    "said__judged_by__name",
    "said__judged_at",
)


class Owner(NamedTuple):
    """A unit that answers for a criterion."""

    pk: int
    name: str


class Proof(NamedTuple):
    """A piece of evidence, as far as rules look at it.

    `day` is that of what it proves, `since` the moment from which it counts;
    `taken_on` is its own day, `characters` the length of its text, where known.
    """

    pk: int
    kind: str
    has_number: bool
    taken_on: date | None
    characters: int | None
    year: int
    day: date
    since: datetime


class Explanation(NamedTuple):
    """Why a criterion does not apply in `year`, or in the whole cycle (None)."""

    pk: int
    year: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Tally:
    """By criterion: its activities as {key: year}, its proof, who answers for it, why
    it does not apply; and all `proofs` by key, also those that serve no criterion."""

    proofs: dict[int, Proof]
    activities: dict[int, dict[int, int]]
    evidence: dict[int, tuple[Proof, ...]]
    owners: dict[int, tuple[Owner, ...]]
    explanations: dict[int, tuple[Explanation, ...]]


def of(campaign, until=None):
    """The `Tally` of what counts, of what happened up to the day `until`."""
    activities = _activities(campaign, until)
    proofs, evidence = _evidence(campaign, until, activities)
    return Tally(proofs, activities, evidence, *_answers(campaign))


def proof_of(entry):
    """The `Proof` of one entry, whether it counts yet or not; nothing is queried when
    its file and what it belongs to are at hand."""
    values = [_at(entry, column.split("__")) for column in EVIDENCE_COLUMNS]
    return _read(values)[0]


def _at(row, names):
    """What a column such as activity__held_on is of a row; None beyond a gap."""
    for name in names:
        row = None if row is None or name == "criteria" else getattr(row, name)
    return row


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
    proofs, found = {}, defaultdict(dict)  # a row for each further criterion
    for row in _evidence_rows(campaign, until):
        proof, activity, further = _read(row)
        proofs[proof.pk] = proof
        for criterion in served_by[activity] | {further} - {None}:
            found[criterion][proof.pk] = proof
    return proofs, _listed(found)


def counting_rows(campaign):
    """The rows of evidence that count for a campaign."""
    # A reading belongs to the court; the campaign it serves is told by its day.
    within = Q(reading__ends_on__range=(campaign.starts_on, campaign.ends_on))
    rows = Evidence.objects.counting().of_campaign(campaign)
    return rows.filter(Q(reading=None) | within)


def _evidence_rows(campaign, until):
    rows = counting_rows(campaign)
    if until is not None:
        rows = rows.filter(
            Q(activity__held_on__lte=until)
            | Q(honour__awarded_on__lte=until)
            | Q(reading__ends_on__lte=until)
            | Q(statement__court_signed_at__date__lte=until)
        )
    return rows.order_by().values_list(*EVIDENCE_COLUMNS)


def _read(row):
    pk, kind, number, *facts, further, activity = row[:7]
    *owners, signed_for, signed_at = row[7:]
    own = pk, kind, bool(number), *facts
    dates = iter(owners)
    for day, since in zip(dates, dates, strict=True):  # of what it belongs to
        if day:
            return Proof(*own, day.year, day, since), activity, further
    signed = signed_for, localdate(signed_at), signed_at
    return Proof(*own, *signed), activity, further


def _answers(campaign):
    """Who answers for each criterion, and why one does not apply, in one query."""
    rows = Criterion.objects.filter(standard=campaign.standard_id).annotate(
        ours=FilteredRelation(
            "assignments", condition=Q(assignments__campaign=campaign)
        ),
        said=FilteredRelation("exemptions", condition=Q(exemptions__campaign=campaign)),
    )
    rows = rows.filter(Q(ours__isnull=False) | Q(said__isnull=False))
    rows = rows.order_by("ours__unit__order", "ours__unit", "said__year")
    owners, explanations = defaultdict(dict), defaultdict(dict)
    for criterion, *told in rows.values_list("pk", *OWNER, *EXPLANATION):
        owner, said = Owner(*told[: len(OWNER)]), Explanation(*told[len(OWNER) :])
        if owner.pk:
            owners[criterion][owner.pk] = owner
        if said.pk:
            explanations[criterion][said.pk] = said
    return _listed(owners), _listed(explanations)


def _listed(found):
    return {key: tuple(each.values()) for key, each in found.items()}
