"""档案盒: opening a box, putting items in, saying where it stands."""

from django.db import transaction
from django.db.models import Max
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
def place(box, *, by, **fields):
    """Say where a box stands (`PLACE`); its year, period and number stay."""
    box = Box.objects.select_for_update().get(pk=box.pk)
    refuse(why_not_change(box, by=by))
    if set(fields) - set(PLACE):
        raise Refused(_("Year, period and number of a box never change."))
    for name, value in fields.items():
        setattr(box, name, value)
    box.save(update_fields=list(fields))
    return box


def fitting(box):
    """Items of its year and period that stand in no box yet."""
    rows = ArchiveItem.objects.kept().filter(
        court=box.court_id, year=box.year, retention=box.retention, box__isnull=True
    )
    return rows.in_order()


def _move(item, old, box, by):
    item.box = box
    item.save(update_fields=["box"])
    told = f"{old or '—'} → {box}"
    kind = ArchiveEvent.Kind.BOXING
    events.record(box.court, kind, target=item.code, by=by, item=item, detail=told)


def _why_not_of(court, by, year, retention):
    if court.pk != by.court_id:
        return _("This box belongs to another court.")
    if year not in YEARS:
        return _("This is no year of an archive.")
    if retention not in Retention.values:
        return _("Choose how long it is kept.")
    return ""
