"""What a package tells: the proof chosen for it by criterion, year and box."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.timezone import localdate

from campaigns import progress
from campaigns.models import Criterion
from dossiers import figures, reports
from dossiers.models import ArchiveItem, Edition, ItemPart, Summary
from dossiers.packages import choosing

UNBOXED = "未装盒"


@dataclass(frozen=True)
class Page:
    """A criterion with its statement and proof; `unshown` pieces count but stay out."""

    progress: object
    statement: str
    pieces: tuple[choosing.Piece, ...]
    unshown: int

    @property
    def node(self):
        return self.progress.node


@dataclass(frozen=True)
class Shelf:
    """A box, or None for what is in no box yet, with its items and their parts."""

    box: object
    items: tuple[ArchiveItem, ...]

    @property
    def name(self):
        return str(self.box) if self.box else UNBOXED


@dataclass(frozen=True)
class Material:
    """Everything a package tells of its campaign, at one moment."""

    campaign: object
    report: progress.Progress
    choice: choosing.Choice
    pages: tuple[Page, ...]
    shelves: tuple[Shelf, ...]
    editions: tuple[Edition, ...]

    @property
    def pieces(self):
        return self.choice.pieces

    @property
    def items(self):
        """In the order of the catalogue."""
        found = (item for shelf in self.shelves for item in shelf.items)
        return sorted(found, key=_place)


def gather(campaign, *, with_confidential):
    """The `Material` as it stands now, in constant queries."""
    report = progress.of(campaign)
    choice = choosing.choose(
        campaign, with_confidential=with_confidential, report=report
    )
    return Material(
        campaign,
        report,
        choice,
        _pages(report, choice, statements(campaign)),
        _shelves(campaign, with_confidential),
        editions(campaign),
    )


def count_of(material):
    campaign, items = material.campaign, len(material.items)
    waiting, earlier = choosing.unconfirmed(campaign), choosing.earlier(campaign)
    return choosing.counted(material.report, material.choice, items, waiting, earlier)


def editions(campaign):
    """The latest edition of each year's summary, the newest year first."""
    rows = Edition.objects.filter(summary__campaign=campaign)
    rows = rows.select_related("summary", "issued_by").defer("document", "text")
    rows = rows.prefetch_related("files").order_by("-summary__year", "-number")
    found = {}
    for row in rows:
        found.setdefault(row.summary_id, row)
    return tuple(found.values())


def statements(campaign):
    """{criterion: what was done for it, in at most 500 characters, from records}."""
    leaves = Criterion.objects.filter(standard=campaign.standard_id, children=None)
    today = min(localdate(), campaign.ends_on)
    summary = campaign.summaries.order_by("-year").first()
    summary = summary or Summary(year=today.year, as_of=today)
    summary.campaign = campaign
    told = reports.of(campaign, leaves, figures.of(summary), campaign.ends_on)
    return {
        each.criterion.pk: "".join(
            run.text for run in reports.statement(each, each.limit)
        )
        for each in told
    }


# -- Gathering ------------------------------------------------------------------------


def _pages(report, choice, told):
    by_key = {piece.pk: piece for piece in choice.pieces}
    left = choice.confidential | choice.destroyed
    return tuple(
        Page(each, told.get(each.node.pk, ""), *_shown(each.evidence, by_key, left))
        for each in report.criteria
    )


def _shown(proofs, by_key, left):
    """The pieces among `proofs` in order of day, and how many stay out."""
    pieces = [by_key[proof.pk] for proof in proofs if proof.pk in by_key]
    pieces.sort(key=lambda each: (each.day, each.pk))
    return tuple(pieces), sum(proof.pk in left for proof in proofs)


def _shelves(campaign, with_confidential):
    current = ItemPart.objects.current().select_related("edition_file")
    rows = choosing.rows_of(campaign, with_confidential).in_order()
    rows = rows.select_related("box", "unit")
    rows = rows.prefetch_related(Prefetch("parts", current, to_attr="current_parts"))
    found = defaultdict(list)
    for item in rows:
        found[item.box].append(item)
    boxes = sorted(filter(None, found), key=_shelf_order)
    order = [*boxes, *([None] if None in found else [])]
    return tuple(Shelf(box, tuple(found[box])) for box in order)


def _shelf_order(box):
    return box.year, box.retention, box.number


def _place(item):
    return item.year, item.retention, item.unit_code, item.number
