"""Logging what was done: the verbs that write an activity and who took part."""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import records, roles
from campaigns.models import Activity, Category, TrainingRecord, Unit
from campaigns.refusals import Refused, refuse

FIELDS = (
    "category",
    "unit",
    "title",
    "held_on",
    "ended_on",
    "place",
    "festival",
    "sessions",
    "headcount",
    "cost",
    "narrative",
)


def why_not_log(campaign, *, by):
    """The reason `by` cannot log anything for this campaign, or ""."""
    if campaign is None:
        return _("There is no campaign yet; the office sets one up first.")
    if campaign.court_id != by.court_id:
        return _("This campaign belongs to another court.")
    if by.has_perm(roles.LOG_ANY) or (by.has_perm(roles.LOG) and by.unit_id):
        return ""
    if by.has_perm(roles.LOG):
        return _("Your account has no unit; ask the system administrator to set it.")
    return _("Your role reads records and does not log them.")


@transaction.atomic
def log(campaign, *, by, co_hosts=(), criteria=(), **values):
    """Log a new activity as a draft; `values` are the names in `FIELDS`."""
    refuse(why_not_log(campaign, by=by) or _why_not_place(campaign, by, values))
    activity = Activity(campaign=campaign, logged_by=by, changed_by=by, **values)
    refuse(records.why_locked(activity))
    activity.save()
    activity.co_hosts.set(co_hosts)
    activity.criteria.set(criteria)
    return activity


@transaction.atomic
def revise(activity, *, by, revision, co_hosts=(), criteria=(), **values):
    """Change an activity as read at `revision`; a confirmed one must be confirmed again."""
    activity = records.lock(activity)
    refuse(
        records.why_not_change(activity, by=by)
        or records.why_stale(activity, revision)
        or _why_not_place(activity.campaign, by, values, was=activity.unit_id)
        or _why_not_become(activity, values["category"])
    )
    for name, value in values.items():
        setattr(activity, name, value)
    refuse(records.why_locked(activity))
    touched = records.changed(activity, by=by)
    activity.save(update_fields=[*values, *touched])
    activity.co_hosts.set(co_hosts)
    activity.criteria.set(criteria)
    return activity


def why_not_discard(activity, *, by):
    if activity.status != Activity.Status.DRAFT or activity.submitted_at:
        return _("Only a draft that was never submitted can be discarded.")
    if activity.logged_by_id != by.pk:
        return _("Only its author can discard a draft.")
    return ""


@transaction.atomic
def discard(activity, *, by):
    """Throw a draft away, with the entries of its proof; stored files stay."""
    activity = records.lock(activity)
    refuse(why_not_discard(activity, by=by))
    activity.evidence.order_by("-pk").delete()
    activity.delete()


def why_not_enrol(activity, *, by):
    """The reason `by` may not put people on the list of this activity, or ""."""
    return records.why_not_change(activity, by=by) or _why_no_list(activity.category)


@transaction.atomic
def enrol(activity, *, by, people, hours=None, result=TrainingRecord.Result.ATTENDED):
    """Add `people` to a training; who is there already stays as they are."""
    activity = records.lock(activity)
    refuse(why_not_enrol(activity, by=by))
    present = set(activity.training_records.values_list("person_id", flat=True))
    added = [
        TrainingRecord.objects.create(
            activity=activity, person=person, hours=hours, result=result
        )
        for person in people
        if person.pk not in present
    ]
    if added:
        activity.save(update_fields=records.changed(activity, by=by))
    return added


@transaction.atomic
def amend_attendance(training_record, *, by, hours, result):
    """Correct one person's hours and result."""
    activity = records.lock(training_record.activity)
    refuse(records.why_not_change(activity, by=by))
    training_record = _held(training_record)
    training_record.hours = hours
    training_record.result = result
    training_record.save(update_fields=["hours", "result"])
    activity.save(update_fields=records.changed(activity, by=by))
    return training_record


@transaction.atomic
def strike_off(training_record, *, by):
    """Take one person off a training; the activity must be confirmed again."""
    activity = records.lock(training_record.activity)
    refuse(records.why_not_change(activity, by=by))
    _held(training_record).delete()
    activity.save(update_fields=records.changed(activity, by=by))
    return activity


def _held(training_record):
    """The person's line as it stands now that the activity is locked."""
    held = TrainingRecord.objects.filter(pk=training_record.pk).first()
    if held is None:
        raise Refused(_("This person is no longer on the list."))
    return held


def _why_no_list(category):
    if category.kind != Category.Kind.TRAINING:
        return _("Only a training keeps a list of who took part.")
    return ""


def _why_not_become(activity, category):
    """A list of people stays with a training."""
    if _why_no_list(category) and activity.training_records.exists():
        return _("People are on its list; take them off before it is no training.")
    return ""


def _why_not_place(campaign, by, values, was=None):
    """Date within the campaign, unit one the person may log for or that it `was`."""
    held_on, ended_on = values["held_on"], values.get("ended_on")
    if not campaign.covers(held_on) or (ended_on and not campaign.covers(ended_on)):
        return _("The date must lie between %(first)s and %(last)s.") % {
            "first": campaign.starts_on.isoformat(),
            "last": campaign.ends_on.isoformat(),
        }
    unit = values["unit"].pk
    if unit != was and not Unit.objects.loggable_by(by).filter(pk=unit).exists():
        return _("You log for your own unit only.")
    return ""
