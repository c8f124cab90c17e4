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
    is_confidential: bool  # itself, or the item it was filed as

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
    left_earlier: int = 0  # of readings before the campaign; sealed ones may lack it


@dataclass(frozen=True)
class Choice:
    """The proof that counts, divided into what goes in and what stays out; `items` is
    the number of archive items shown with it."""

    pieces: tuple[Piece, ...]
    items: int
    confidential: frozenset[int]  # keys of what is left out
    destroyed: frozenset[int]


def choose(campaign, *, with_confidential, report=None):
    """The `Choice` of the proof that counts. Five queries beside those of progress."""
    report = report or progress.of(campaign)
    served = _served(report)
    items = _filed(campaign)
    filed = {key: item for key, item in items if key}
    shown = rows_of(campaign, with_confidential).filter(parts__in=_parts(campaign))
    rows = tallies.counting_rows(campaign)
    open_ = set(rows.shown().values_list("pk", flat=True))
    pieces, confidential, destroyed = [], set(), set()
    for entry in rows.select_related(*OWNERS).order_by("pk"):
        item = filed.get(entry.pk)
        if item and item.is_destroyed:
            destroyed.add(entry.pk)
        elif entry.pk not in open_ and not with_confidential:
            confidential.add(entry.pk)
        elif proof := report.proofs.get(entry.pk):
            codes = served.get(entry.pk, ())
            pieces.append(_piece(entry, item, proof, codes, entry.pk not in open_))
    pieces.sort(key=lambda each: (each.day, each.pk))
    out = frozenset(confidential), frozenset(destroyed)
    return Choice(tuple(pieces), shown.distinct().count(), *out)


def count(campaign, *, with_confidential, report=None):
    """The `Count` of what would go in now."""
    report = report or progress.of(campaign)
    choice = choose(campaign, with_confidential=with_confidential, report=report)
    waiting, before = unconfirmed(campaign), earlier(campaign)
    return counted(report, choice, choice.items, waiting, before)


def unconfirmed(campaign):
    """How many pieces of proof wait for somebody else to confirm their record."""
    rows = Evidence.objects.of_campaign(campaign).current().filter(reading=None)
    return rows.exclude(pk__in=Evidence.objects.counting()).count()


def earlier(campaign):
    """How much proof tells a level of before the campaign that its figures compare
    with: a reading of the year before, of an indicator one of them is about."""
    since = campaign.starts_on.replace(year=campaign.starts_on.year - 1, day=1)
    rows = Evidence.objects.counting().filter(
        reading__ends_on__gte=since,
        reading__ends_on__lt=campaign.starts_on,
        reading__indicator__in=campaign.figures.values("indicator"),
    )
    return rows.count()


def counted(report, choice, items, waiting, earlier=0):
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
        left_earlier=earlier,
        items=items,
        criteria=report.askable,
        complete=report.complete,
        missing=sum(each.missing for each in report.parts),
    )


def data_of(count):
    return asdict(count)


def rows_of(campaign, with_confidential):
    """The items of the archive that a package shows."""
    rows = ArchiveItem.objects.filter(campaign=campaign)
    return rows.kept() if with_confidential else rows.shown()


def _served(report):
    """{piece of proof: codes of the criteria it serves, in the order of the tree}."""
    found = defaultdict(list)
    for each in report.criteria:
        for proof in each.evidence:
            found[proof.pk].append(each.node.code)
    return found


def _filed(campaign):
    """Pairs of a piece of proof (None: a file of an edition) and its item."""
    rows = _parts(campaign).select_related("item__box")
    return [(part.evidence_id, part.item) for part in rows]


def _parts(campaign):
    return ItemPart.objects.current().filter(item__campaign=campaign)


def _piece(entry, item, proof, codes, is_confidential):
    return Piece(
        entry=entry,
        item=item,
        day=proof.day,
        year=proof.year,
        group=_group(entry),
        codes=tuple(codes),
        is_confidential=is_confidential,
    )


def _group(entry):
    """What the page of a year lists it under: the category, or what kind of record."""
    if entry.activity:
        return entry.activity.category.name
    return "责任书" if entry.statement else "荣誉" if entry.honour else "指标数据"
