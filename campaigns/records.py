"""The way of every record: submit, confirm or return, by two different people.

`why_not_…` answers with a reason or ""; the page asks it whether to show the
button, the verb asks it again before it acts. A page that asks several of them looks
up `why_locked` once and passes it as `locked`.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles, years
from campaigns.models import Activity, Campaign, Honour, Reading
from campaigns.refusals import Refused, refuse


def why_not_submit(record, *, by, locked=None):
    if record.status not in ("draft", "returned"):
        return _("This record has been submitted already.")
    if why := why_not_change(record, by=by, locked=locked):
        return why
    missing = _missing(record)
    if missing:
        return _("Still missing: %(fields)s.") % {"fields": "、".join(missing)}
    return ""


def why_not_confirm(record, *, by, locked=None):
    if not record.is_awaiting:
        return _("Only a submitted record can be confirmed.")
    if by.pk == record.logged_by_id:
        return _("You logged this yourself; somebody else must confirm it.")
    if by.pk == record.changed_by_id:
        return _("You made the last change to this; somebody else must confirm it.")
    return _why_not_judge(record, by) or _locked(record, locked)


def why_not_return(record, *, by, locked=None):
    if not record.is_awaiting:
        return _("Only a submitted record can be returned.")
    if by.pk == record.logged_by_id:
        return _("You logged this yourself; change it instead of returning it.")
    return _why_not_judge(record, by) or _locked(record, locked)


def why_not_change(record, *, by, locked=None):
    """The reason `by` may not change this record or its proof, or ""."""
    if isinstance(record, Activity):
        if why := _why_not_change_activity(record, by):
            return why
    elif not by.has_perm(roles.KEEP_LEDGERS) or court_of(record) != by.court_id:
        return _("Readings and honours are kept by the office.")
    return _locked(record, locked)


def why_locked(record):
    """The reason nothing dated in this record's year may change any more, or ""."""
    day = day_of(record)
    if day is None:
        return ""
    reasons = (years.why_locked(each, day.year) for each in _campaigns(record, day))
    return next(filter(None, reasons), "")


def why_stale(record, revision):
    """The reason what was read at `revision` is no longer what stands here, or ""."""
    if revision is None or revision == record.revision:
        return ""
    return _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    ) % {"name": record.changed_by.name}


def day_of(record):
    """The day a record speaks of: held, awarded, or as of."""
    for name in ("held_on", "awarded_on", "ends_on"):
        if hasattr(record, name):
            return getattr(record, name)
    return None


def count_awaiting(user):
    """How many records await this person's confirmation, in one query."""
    first, *others = (
        model.objects.confirmable_by(user).order_by().values("pk")
        for model in (Activity, Reading, Honour)
    )
    return first.union(*others, all=True).count()


@transaction.atomic
def submit(record, *, by):
    """Hand a draft or returned record in for confirmation."""
    record = lock(record)
    refuse(why_not_submit(record, by=by))
    record.status = record.Status.SUBMITTED
    record.submitted_at = timezone.now()
    record.save(update_fields=["status", "submitted_at"])
    return record


@transaction.atomic
def confirm(record, *, by, revision=None):
    """Confirm what `by` has read: another `revision` than the one read is refused."""
    record = lock(record)
    refuse(why_not_confirm(record, by=by) or why_stale(record, revision))
    record.status = record.Status.CONFIRMED
    record.confirmed_by = by
    record.confirmed_at = timezone.now()
    record.save(update_fields=["status", "confirmed_by", "confirmed_at"])
    return record


@transaction.atomic
def send_back(record, *, by, reason, revision=None):
    """Return a submitted record to its author with a reason."""
    record = lock(record)
    reason = reason.strip()
    refuse(why_not_return(record, by=by) or why_stale(record, revision))
    if not reason:
        raise Refused(_("Say why it is returned, so that it can be put right."))
    record.status = record.Status.RETURNED
    record.returned_by = by
    record.returned_at = timezone.now()
    record.return_reason = reason
    record.save(update_fields=["status", "returned_by", "returned_at", "return_reason"])
    return record


def changed(record, *, by):
    """Mark a locked record as changed by `by`; a confirmed one must be confirmed again.

    The caller saves: returns the names of the fields touched.
    """
    record.revision += 1
    record.changed_by = by
    if record.is_confirmed:
        record.status = record.Status.SUBMITTED
        record.confirmed_by = None
        record.confirmed_at = None
    return ["revision", "changed_by", "status", "confirmed_by", "confirmed_at"]


def lock(record):
    """The row as it stands now, held until the transaction ends."""
    held = type(record).objects.select_for_update().filter(pk=record.pk).first()
    if held is None:
        raise Refused(_("This record is no longer there."))
    return held


def _why_not_judge(record, by):
    if by.has_perm(roles.CONFIRM_ANY):
        same_court = court_of(record) == by.court_id
        return "" if same_court else _("This record belongs to another court.")
    own_unit = by.unit_id is not None and getattr(record, "unit_id", None) == by.unit_id
    if isinstance(record, Activity) and by.has_perm(roles.CONFIRM) and own_unit:
        return ""
    return _("Confirming is for the office, or for the head of the host unit.")


def _why_not_change_activity(activity, by):
    if activity.campaign.court_id != by.court_id:
        return _("This record belongs to another court.")
    if by.has_perm(roles.LOG_ANY):
        return ""
    if not by.has_perm(roles.LOG):
        return _("Your role reads records and does not log them.")
    is_head = by.has_perm(roles.CONFIRM) and activity.unit_id == by.unit_id
    if activity.logged_by_id == by.pk or is_head:
        return ""
    return _("Only its author, the head of the unit or the office can change this.")


def _missing(record):
    """What a record must say before anyone can confirm it."""
    if isinstance(record, Activity):
        wanted = {
            "place": record.place.strip(),
            "narrative": record.narrative.strip(),
            "criteria": record.criteria.exists() or record.campaign.standard_id is None,
        }
    elif isinstance(record, Reading):
        wanted = {"source": record.source.strip()}
    else:
        wanted = {"giver": record.giver.strip()}
    return [
        str(record._meta.get_field(name).verbose_name)
        for name, given in wanted.items()
        if not given
    ]


def _locked(record, known):
    return why_locked(record) if known is None else known


def _campaigns(record, day):
    """A reading belongs to the court: its day tells which campaigns it serves."""
    if not isinstance(record, Reading):
        return [record.campaign]
    return Campaign.objects.filter(
        court=record.indicator.court_id, starts_on__lte=day, ends_on__gte=day
    )


def court_of(record):
    """The key of the court a record or statement belongs to."""
    if isinstance(record, Reading):
        return record.indicator.court_id
    return record.campaign.court_id
