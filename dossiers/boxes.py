"""档案盒: opening a box, putting items in, saying where it stands."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from campaigns.models import Court
from campaigns.refusals import Refused, refuse
from dossiers import events
from dossiers.admissions import why_not_correct, why_not_keep
from dossiers.models import ArchiveEvent, ArchiveItem, Box, Retention

PLACE = ("cabinet", "shelf", "thickness", "remarks")
YEARS = range(1949, 2100)


def why_not_open(*, by):
    """The reason `by` may not open a box, or ""."""
    return why_not_keep(by)


def why_not_change(box, *, by):
    """The reason `by` may not fill or move this box, or ""."""
    if why := why_not_keep(by):
        return why
    if box.court_id != by.court_id:
        return _("This box belongs to another court.")
    return ""


def why_not_put(item, box, *, by):
    """The reason this item does not belong into this box, or ""."""
    if why := why_not_change(box, by=by) or why_not_correct(item, by=by):
        return why
    if (item.year, item.retention) != (box.year, box.retention):
        told = _("%(code)s is of another year or period than the box.")
        return told % {"code": item.code}
    return ""


@transaction.atomic
def open(court, *, by, year, retention, **place):
    """Open the next box of a year and period; `place`: cabinet, shelf, thickness (mm),
    remarks."""
    refuse(why_not_open(by=by) or _why_not_of(court, by, year, retention))
    Court.objects.select_for_update().get(pk=court.pk)
    same = Box.objects.filter(court=court, year=year, retention=retention)
    last = same.aggregate(last=Max("number"))["last"] or 0
    return Box.objects.create(
        court=court, year=year, retention=retention, number=last + 1, **place
    )


@transaction.atomic
def put(items, box, *, by):
    """Put items into a box, all or none, each with its event; return how many moved."""
    Court.objects.select_for_update().get(pk=box.court_id)
    keys = [item.pk for item in items]
    held = list(ArchiveItem.objects.in_order().filter(pk__in=keys))
    for item in held:
        refuse(why_not_put(item, box, by=by))
    moved = [item for item in held if item.box_id != box.pk]
    old = Box.objects.in_bulk({item.box_id for item in moved if item.box_id})
    for item in moved:
        _move(item, old.get(item.box_id), box, by)
    return len(moved)


@transaction.atomic
def take_out(items, box, *, by):
    """Take items out of a box, each with its event; return how many came out."""
    Court.objects.select_for_update().get(pk=box.court_id)
    keys = [item.pk for item in items]
    held = list(ArchiveItem.objects.in_order().filter(pk__in=keys, box=box))
    for item in held:
        refuse(why_not_put(item, box, by=by))
    for item in held:
        _move(item, box, None, by)
    return len(held)


def placed(box):
    """The number of the event that last said where the box stands; 0: none did."""
    rows = ArchiveEvent.objects.filter(court=box.court_id, target=str(box))
    return events.last(rows.filter(kind=ArchiveEvent.Kind.PLACING))


@transaction.atomic
def place(box, *, by, seen=None, **fields):
    """Say where a box stands (`PLACE`); its year, period and number stay.

    `seen`: `placed` as the person read it (None: whatever stands). The event tells
    what stood there and what stands there now. Nothing new: nothing is written.
    """
    Court.objects.select_for_update().get(pk=box.court_id)
    box = Box.objects.select_for_update().get(pk=box.pk)
    refuse(why_not_change(box, by=by))
    if set(fields) - set(PLACE):
        raise Refused(_("Year, period and number of a box never change."))
    lines = [_line(box, *each) for each in fields.items() if _is_new(box, *each)]
    refuse(events.why_moved(seen, placed(box), lines))
    if lines:
        for name, value in fields.items():
            setattr(box, name, value)
        box.save(update_fields=list(fields))
        kind, detail = ArchiveEvent.Kind.PLACING, "\n".join(lines)
        events.record(box.court, kind, target=box, by=by, detail=detail)
    return box


def fitting(box):
    """Items of its year and period that do not stand in it: those in no box come
    first, then those of the boxes beside it."""
    rows = ArchiveItem.objects.kept().filter(
        court=box.court_id, year=box.year, retention=box.retention
    )
    rows = rows.exclude(box=box).select_related("box")
    beside = F("box__number").asc(nulls_first=True)
    return rows.order_by(beside, "unit_code", "number")


def _move(item, old, box, by):
    item.box = box
    item.save(update_fields=["box"])
    told = f"{old or '—'} → {box or '—'}"
    kind = ArchiveEvent.Kind.BOXING
    events.record(item.court, kind, target=item.code, by=by, item=item, detail=told)


def _is_new(box, name, value):
    return getattr(box, name) != value


def _line(box, name, value):
    label = box._meta.get_field(name).verbose_name
    return f"{label}: {getattr(box, name) or '—'} → {value or '—'}"


def _why_not_of(court, by, year, retention):
    if court.pk != by.court_id:
        return _("This box belongs to another court.")
    if year not in YEARS:
        return _("This is no year of an archive.")
    if retention not in Retention.values:
        return _("Choose how long it is kept.")
    return ""
