"""What is printed on boxes and first pages: 盒脊 and 归档章 (DA/T 22-2015)."""

from dataclasses import dataclass

from campaigns.models import Court
from dossiers.models import ArchiveItem


@dataclass(frozen=True)
class Spine:
    """The back of a box, from top to bottom."""

    fonds_name: str
    fonds_number: str
    year: int
    retention: str
    first: str
    last: str
    number: int
    thickness: int  # mm
    place: str


@dataclass(frozen=True)
class Stamp:
    """归档章: 45 × 16 mm, six equal cells in two rows (rules.md 3.1)."""

    code: str
    upper: tuple[str, str, str]  # fonds number, year, item number
    lower: tuple[str, str, str]  # unit, period, pages


def spines(boxes):
    """One `Spine` a box, in the order given, in two queries."""
    boxes = list(boxes)
    items = ArchiveItem.objects.kept().filter(box__in=boxes).in_order()
    inside = {}
    for box, unit, number in items.values_list("box", "unit_code", "number"):
        inside.setdefault(box, []).append((unit, number))
    courts = Court.objects.in_bulk({box.court_id for box in boxes})
    return tuple(_spine(box, courts[box.court_id], inside.get(box.pk)) for box in boxes)


def stamps(items):
    """One `Stamp` an item, in the order given; what is unknown stays blank, for the
    pen."""
    return tuple(_stamp(item) for item in items)


def _spine(box, court, held):
    first, last = _range(held)
    return Spine(
        fonds_name=court.name,
        fonds_number=court.fonds_number,
        year=box.year,
        retention=box.get_retention_display(),
        first=first,
        last=last,
        number=box.number,
        thickness=box.thickness,
        place=" ".join(filter(None, (box.cabinet, box.shelf))),
    )


def _range(held):
    """Numbers begin anew with every unit, so a box of several names them."""
    if not held:
        return "", ""
    is_one = len({unit for unit, _number in held}) == 1
    ends = (held[0], held[-1])
    return tuple(
        f"{number:04d}" if is_one else f"{unit}-{number:04d}" for unit, number in ends
    )


def _stamp(item):
    return Stamp(
        code=item.code,
        upper=(item.fonds_number, str(item.year), f"{item.number:04d}"),
        lower=(item.unit_code, item.get_retention_display(), str(item.pages or "")),
    )
