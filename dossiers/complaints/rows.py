"""Everything the checks look at, read once; after this nothing is queried."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models.functions import Substr

from campaigns import incidents, progress, tallies
from campaigns.models import Activity, Honour, Statement, TrainingRecord
from campaigns.models.standards import ProofKind
from dossiers import figures, fixity
from dossiers.models import ArchiveItem, Edition, ItemPart

# Of a text so much is read: reports are 500 characters, a paper names its annexes
# and the request it answers at its head or foot.
READ = 6000


@dataclass(frozen=True)
class Material:
    """The rows of a campaign that count, with what was filed of them."""

    campaign: object
    report: object
    activities: list
    entries: list
    honours: list
    statements: list
    events: tuple
    attended: frozenset
    filed: frozenset
    unboxed: list
    facts: dict = field(default_factory=dict)
    edition: object = None
    health: object = None  # how the archive stands by its last check

    @cached_property
    def by_activity(self):
        """{activity: its proof}."""
        return _grouped(self.entries, "activity_id")

    @cached_property
    def by_honour(self):
        return _grouped(self.entries, "honour_id")

    @cached_property
    def by_owner(self):
        """{`owner_key`: all proof of that record}."""
        found = defaultdict(list)
        for entry in self.entries:
            found[owner_key(entry)].append(entry)
        return found

    @cached_property
    def criteria_of(self):
        """{evidence: the criteria it serves}, as nodes of the standard."""
        found = defaultdict(list)
        for each in self.report.criteria:
            for proof in each.evidence:
                found[proof.pk].append(each.node)
        return found

    @cached_property
    def short(self):
        """Activities that serve a criterion of which a rule lacks proof in their year."""
        return {
            activity
            for each in self.report.criteria
            for activity, year in each.activities.items()
            if any(not r.is_met and r.year in (None, year) for r in each.rules)
        }

    def of_kind(self, *kinds):
        return [entry for entry in self.entries if entry.kind in kinds]

    @property
    def pictures(self):
        return self.of_kind(ProofKind.PICTURE)

    @property
    def documents(self):
        return self.of_kind(ProofKind.DOCUMENT)

    @property
    def texts(self):
        return self.of_kind(ProofKind.REPORT)


def owner_key(entry):
    """Tells the record a piece of proof belongs to; one of the four is set."""
    return (entry.activity_id, entry.statement_id, entry.honour_id, entry.reading_id)


def read(campaign):
    """The `Material` of a campaign, in the same queries whatever its size."""
    report = progress.of(campaign)
    activities = _activities(campaign)
    honours = list(
        Honour.objects.confirmed().filter(campaign=campaign).select_related("unit")
    )
    statements = list(
        Statement.objects.filter(campaign=campaign).select_related("unit")
    )
    owners = (activities, honours, statements)
    return Material(
        campaign=campaign,
        report=report,
        activities=activities,
        entries=_entries(campaign, *owners),
        honours=honours,
        statements=statements,
        events=incidents.of(campaign),
        attended=_attended(campaign),
        filed=_filed(campaign),
        unboxed=list(ArchiveItem.objects.kept().filter(campaign=campaign, box=None)),
        health=fixity.health(campaign.court),
        **_edition(campaign),
    )


def _activities(campaign):
    rows = Activity.objects.confirmed().filter(campaign=campaign)
    rows = rows.select_related("category", "unit").defer("narrative")
    return list(rows.order_by("held_on", "pk"))


def _entries(campaign, activities, honours, statements):
    """Proof that counts, each with its owner at hand and how its text begins."""
    rows = tallies.counting_rows(campaign).select_related("stored_file", "reading")
    rows = rows.select_related("reading__indicator").order_by("pk")
    entries = list(rows.annotate(beginning=Substr("stored_file__words__text", 1, READ)))
    known = {
        "activity": {row.pk: row for row in activities},
        "honour": {row.pk: row for row in honours},
        "statement": {row.pk: row for row in statements},
    }
    for entry in entries:
        for name, rows in known.items():
            if owner := rows.get(getattr(entry, f"{name}_id")):
                setattr(entry, name, owner)
    return entries


def _attended(campaign):
    rows = TrainingRecord.objects.filter(activity__campaign=campaign).order_by()
    return frozenset(rows.values_list("activity", flat=True).distinct())


def _filed(campaign):
    rows = ItemPart.objects.current().filter(item__campaign=campaign)
    return frozenset(rows.order_by().values_list("evidence", flat=True))


def _edition(campaign):
    """The newest edition, and what its figures would tell today."""
    rows = Edition.objects.filter(summary__campaign=campaign)
    edition = rows.select_related("summary").order_by("-issued_at", "-pk").first()
    if edition is None:
        return {}
    edition.summary.campaign = campaign
    edition.summary.as_of = edition.as_of  # as of the day it spoke of
    return {"edition": edition, "facts": figures.of(edition.summary)}


def _grouped(entries, name):
    found = defaultdict(list)
    for entry in entries:
        if key := getattr(entry, name):
            found[key].append(entry)
    return found
