"""Which proof goes into a package, and what stays out of it, with the reason."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath

from campaigns import progress, tallies
from campaigns.models import Evidence
from dossiers.models import ArchiveItem, ItemPart

OWNERS = (
    "stored_file",
    "activity__unit",
    "activity__category",
    "statement__unit",
    "honour",
    "reading__indicator",
)


@dataclass(frozen=True)
class Piece:
    """A piece of proof as a package shows it; `item` is what it was filed as, or None.

    `day` is that of what it proves, `groups` what the year's page lists it under.
    """

    entry: object
    item: ArchiveItem | None
    day: date
    year: int
    group: str
    codes: tuple[str, ...]  # of the criteria it serves

    @property
    def pk(self):
        return self.entry.pk

    @property
    def stored(self):
        return self.entry.stored_file

    @property
    def caption(self):
        return self.entry.caption or self.entry.file_name or self.entry.link

    @property
    def name(self):
        """What its file is named for; the ending comes by itself."""
        return self.entry.caption or PurePath(self.entry.file_name).stem

    @property
    def is_confidential(self):
        return _is_confidential(self.entry, self.item)


@dataclass(frozen=True)
class Count:
    """How much goes in, and what is left out and why; numbers of pieces of proof."""

    files: int
    links: int
    size: int  # bytes of the files
    confidential: int  # of those that go in
    left_confidential: int
    left_destroyed: int
    left_unconfirmed: int
    items: int
    criteria: int
    complete: int
    missing: int


@dataclass(frozen=True)
class Choice:
    """The proof that counts, divided into what goes in and what stays out; `items` is
    the number of archive items shown with it."""

    pieces: tuple[Piece, ...]
    items: int
    confidential: frozenset[int]  # keys of what is left out
    destroyed: frozenset[int]


def choose(campaign, *, with_confidential, report=None):
    """The `Choice` of the proof that counts. Three queries beside those of progress."""
    report = report or progress.of(campaign)
    served = _served(report)
    items = _filed(campaign)
    filed = {key: item for key, item in items if key}
    shown = {item for _key, item in items if _is_shown(item, with_confidential)}
    rows = tallies.counting_rows(campaign).select_related(*OWNERS)
    pieces, confidential, destroyed = [], set(), set()
    for entry in rows.order_by("pk"):
        item = filed.get(entry.pk)
        if item and item.is_destroyed:
            destroyed.add(entry.pk)
        elif _is_confidential(entry, item) and not with_confidential:
            confidential.add(entry.pk)
        elif proof := report.proofs.get(entry.pk):
            pieces.append(_piece(entry, item, proof, served.get(entry.pk, ())))
    pieces.sort(key=lambda each: (each.day, each.pk))
    out = frozenset(confidential), frozenset(destroyed)
    return Choice(tuple(pieces), len(shown), *out)


def count(campaign, *, with_confidential, report=None):
    """The `Count` of what would go in now."""
    report = report or progress.of(campaign)
    choice = choose(campaign, with_confidential=with_confidential, report=report)
    return counted(report, choice, choice.items, unconfirmed(campaign))


def unconfirmed(campaign):
    """How many pieces of proof wait for somebody else to confirm their record."""
    rows = Evidence.objects.of_campaign(campaign).current().filter(reading=None)
    return rows.exclude(pk__in=Evidence.objects.counting()).count()


def counted(report, choice, items, waiting):
    stored = {each.stored.pk: each.stored.size for each in choice.pieces if each.stored}
    files = sum(each.stored is not None for each in choice.pieces)
    return Count(
        files=files,
        links=len(choice.pieces) - files,
        size=sum(stored.values()),
        confidential=sum(each.is_confidential for each in choice.pieces),
        left_confidential=len(choice.confidential),
        left_destroyed=len(choice.destroyed),
        left_unconfirmed=waiting,
        items=items,
        criteria=report.askable,
        complete=report.complete,
        missing=sum(each.missing for each in report.parts),
    )


def data_of(count):
    return asdict(count)


def _is_confidential(entry, item):
    return entry.is_confidential or bool(item and item.is_confidential)


def _served(report):
    """{piece of proof: codes of the criteria it serves, in the order of the tree}."""
    found = defaultdict(list)
    for each in report.criteria:
        for proof in each.evidence:
            found[proof.pk].append(each.node.code)
    return found


def _filed(campaign):
    """Pairs of a piece of proof (None: a file of an edition) and its item."""
    rows = ItemPart.objects.current().filter(item__campaign=campaign)
    rows = rows.select_related("item__box")
    return [(part.evidence_id, part.item) for part in rows]


def _is_shown(item, with_confidential):
    return not item.is_destroyed and (with_confidential or not item.is_confidential)


def _piece(entry, item, proof, codes):
    return Piece(entry, item, proof.day, proof.year, _group(entry), tuple(codes))


def _group(entry):
    """What the page of a year lists it under: the category, or what kind of record."""
    if entry.activity:
        return entry.activity.category.name
    return "责任书" if entry.statement else "荣誉" if entry.honour else "指标数据"
