"""Readings and honours: what the office keeps beside the activities."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import records, roles
from campaigns.models import Honour, Reading
from campaigns.refusals import refuse


def why_not_keep(court_id, *, by):
    """The reason `by` may not enter readings and honours for this court, or ""."""
    if not by.has_perm(roles.KEEP_LEDGERS) or court_id != by.court_id:
        return _("Readings and honours are kept by the office.")
    return ""


@transaction.atomic
def read(indicator, *, by, **values):
    """Enter a reading as a draft: `starts_on`, `ends_on`, `value`, `source`."""
    refuse(
        why_not_keep(indicator.court_id, by=by)
        or _why_not_period(indicator, values)
        or _why_twice(indicator, values)
    )
    reading = Reading(indicator=indicator, logged_by=by, changed_by=by, **values)
    refuse(records.why_locked(reading))
    reading.save()
    return reading


@transaction.atomic
def award(campaign, *, by, **values):
    """Enter an honour as a draft: `title`, `level`, `giver`, `awarded_on`, …"""
    refuse(why_not_keep(campaign.court_id, by=by) or _why_two_receivers(values))
    honour = Honour(campaign=campaign, logged_by=by, changed_by=by, **values)
    refuse(records.why_locked(honour))
    honour.save()
    return honour


@transaction.atomic
def correct(record, *, by, revision, **values):
    """Correct a reading or honour as read at `revision`."""
    record = records.lock(record)
    refuse(records.why_not_change(record, by=by) or records.why_stale(record, revision))
    if isinstance(record, Reading):
        refuse(_why_not_period(record.indicator, values))
        refuse(_why_twice(record.indicator, values, besides=record.pk))
    else:
        refuse(_why_two_receivers(values))
    for name, value in values.items():
        setattr(record, name, value)
    # The day it moves to may lie in a locked year, too.
    refuse(records.why_locked(record))
    touched = records.changed(record, by=by)
    record.save(update_fields=[*values, *touched])
    return record


def _why_not_period(indicator, values):
    starts_on, ends_on = values.get("starts_on"), values["ends_on"]
    if indicator.kind == indicator.Kind.FLOW and starts_on is None:
        return _("This indicator is a flow: say from which day the period runs.")
    if indicator.kind == indicator.Kind.STOCK and starts_on is not None:
        return _("This indicator is a stock: it is read on one day, without a period.")
    if starts_on and ends_on < starts_on:
        return _("The period ends before it begins.")
    return ""


def _why_two_receivers(values):
    if values.get("unit") and values.get("person"):
        return _(
            "An honour goes to a unit or to a person, or to the court: not to two."
        )
    return ""


def _why_twice(indicator, values, besides=None):
    same = Reading.objects.filter(
        indicator=indicator,
        starts_on=values.get("starts_on"),
        ends_on=values["ends_on"],
    ).exclude(pk=besides)
    if same.exists():
        return _("There is a reading for this day or period already; correct that one.")
    return ""
