"""What stands in a catalogue: items of the archive with their files, pages and sums,
divided by year, box or criterion."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, Sum

from campaigns import standards
from campaigns.models import Criterion
from dossiers.models import ArchiveItem, ItemPart

BOX = "盒 "  # before the name of a box
NOWHERE = {"box": "未装盒", "criterion": "未对应指标"}


@dataclass(frozen=True)
class Entry:
    """One 件; `parts` and `size` (bytes) are what of it is kept, `span` its 页号."""

    item: ArchiveItem
    parts: int
    size: int
    span: str = ""


@dataclass(frozen=True)
class Group:
    """Entries under one heading: a year, a box, a criterion."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Totals:
    """`pages` are those that were counted, `uncounted` items whose were not."""

    items: int
    parts: int
    pages: int
    size: int  # bytes
    uncounted: int
    destroyed: int

    @property
    def told_pages(self):
        """ "" where nobody counted any, which is not the same as none."""
        return "" if self.uncounted == self.items else str(self.pages)

    @property
    def remarks(self):
        told = (
            (self.destroyed, f"已销毁{self.destroyed}件"),
            (self.uncounted, f"未计页{self.uncounted}件"),
        )
        return "；".join(words for number, words in told if number)


def totals(entries):
    return Totals(
        items=len(entries),
        parts=sum(each.parts for each in entries),
        pages=sum(each.item.pages or 0 for each in entries),
        size=sum(each.size for each in entries),
        uncounted=sum(each.item.pages is None for each in entries),
        destroyed=sum(each.item.is_destroyed for each in entries),
    )


# -- Reading --------------------------------------------------------------------------


def read(items, court, *, with_spans):
    """The entries in order, each once with all its parts, however it was found."""
    once = items.filter(court=court).order_by().values("pk")
    current = Q(parts__withdrawn_at__isnull=True)
    rows = ArchiveItem.objects.filter(pk__in=once).for_list()
    rows = list(
        rows.annotate(
            held=Count("parts", filter=current),
            weight=Sum("parts__size", filter=current),
        )
    )
    spans = _spans({item.box_id for item in rows}) if with_spans else {}
    return tuple(_entry(item, spans.get(item.pk, "")) for item in rows)


def _entry(item, span):
    """Of what was destroyed the number is left, and no file."""
    if item.is_destroyed:
        return Entry(item, 0, 0, span)
    return Entry(item, item.held, item.weight or 0, span)


def _spans(boxes):
    """{item: from–to, the pages of a box counted through}.

    Over everything in the box, seen or not, destroyed or not: numbers on paper do not
    move. After an item whose pages nobody counted, none is known.
    """
    rows = ArchiveItem.objects.filter(box__in=boxes - {None}).in_order()
    found, last = {}, defaultdict(int)
    for key, box, pages in rows.values_list("pk", "box", "pages"):
        if last[box] is None or pages is None:
            last[box] = None
        elif pages:
            first, last[box] = last[box] + 1, last[box] + pages
            found[key] = str(first) if pages == 1 else f"{first}-{last[box]}"
    return found


# -- Ways to divide -------------------------------------------------------------------


def _by_year(entries):
    found = groupby(entries, key=lambda each: each.item.year)
    return tuple(Group(f"{year}年度", tuple(held)) for year, held in found)


def _by_box(entries):
    """A group a box, as they stand; what is in none comes last."""
    found = defaultdict(list)
    for each in entries:
        found[each.item.box].append(each)
    boxes = sorted(
        filter(None, found), key=lambda box: (box.year, box.retention, box.number)
    )
    groups = [Group(f"{BOX}{box}", tuple(found[box])) for box in boxes]
    loose = [Group(NOWHERE["box"], tuple(found[None]))] if None in found else []
    return (*groups, *loose)


def _by_criterion(entries):
    """A group a criterion; an item stands under each one its current parts serve."""
    served = _served(entries)
    rows = Criterion.objects.filter(
        pk__in={key for keys in served.values() for key in keys}
    )
    nodes = sorted(rows, key=lambda row: (row.standard_id, standards.natural(row.code)))
    found = defaultdict(list)
    for each in entries:
        for key in served.get(each.item.pk, (None,)):
            found[key].append(each)
    groups = [
        Group(f"{node.code} {node.title}", tuple(found[node.pk])) for node in nodes
    ]
    loose = [Group(NOWHERE["criterion"], tuple(found[None]))] if None in found else []
    return (*groups, *loose)


def _served(entries):
    """{item: keys of the criteria it serves}, for those that serve any."""
    parts = ItemPart.objects.current().filter(
        item__in=[each.item.pk for each in entries]
    )
    found = defaultdict(set)
    for path in ("evidence__criteria", "evidence__activity__criteria"):
        rows = parts.filter(**{f"{path}__isnull": False}).values_list("item", path)
        for item, criterion in rows:
            found[item].add(criterion)
    return found


def _by_class(entries):
    """A group for each year, period and unit, which has numbers of its own."""
    return tuple(Group(held[0].item.unit_code, held) for held in classes(entries))


WAYS: dict[str, Callable] = {
    "year": _by_year,
    "class": _by_class,
    "box": _by_box,
    "criterion": _by_criterion,
}


def classes(entries):
    """The entries by year, period and unit, as their numbers run."""
    found = groupby(
        entries,
        key=lambda each: (each.item.year, each.item.retention, each.item.unit_code),
    )
    return [tuple(held) for _class, held in found]
