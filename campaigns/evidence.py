"""Keeping proof: content stored once by its digest, entries that say what it proves."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import contents, files, records, roles, secrecy, years
from campaigns.models import (
    Activity,
    Evidence,
    Honour,
    Opening,
    Reading,
    Statement,
)
from campaigns.refusals import Refused, refuse

DETAILS = (
    "kind",
    "caption",
    "taken_on",
    "document_number",
    "issued_by",
    "pages",
    "passage",
    "is_confidential",
)

# Words a person writes about a piece; a mark of secrecy is refused in these as well.
WRITTEN = ("caption", "document_number", "issued_by", "passage")
is_web_address = URLValidator(schemes=["http", "https"])

# What a browser shows by itself; everything else is downloaded.
SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp")
SHOWN += ("application/pdf", "text/plain")


def keep(file, name, *, court):
    """Store content once per court and return its `StoredFile`; see `files.take`."""
    return files.take(file, name, court=court).stored_file


def why_not_change(owner, *, by):
    """The reason `by` may not change the proof of this record, or ""."""
    if isinstance(owner, Statement):
        return _why_not_change_statement(owner, by)
    return records.why_not_change(owner, by=by)


def why_not_replace(entry, *, by):
    """The reason `by` may not describe, replace or remove this entry, or ""."""
    return why_not_change(entry.owner, by=by) or _why_not_current(entry)


def serves(entry, criterion):
    """Is it linked to the criterion, itself or through its activity?"""
    own = entry.criteria.filter(pk=criterion.pk).exists()
    activity = entry.activity
    return own or bool(activity and activity.criteria.filter(pk=criterion.pk).exists())


def why_not_serve(entry, criterion, *, by):
    """The reason `by` may not let this entry serve one more criterion, or ""."""
    owner = entry.owner
    if not by.has_perm(roles.CONFIRM_ANY) or records.court_of(owner) != by.court_id:
        return _("Only the office lets proof serve a further criterion.")
    if getattr(owner, "logged_by_id", None) == by.pk:
        return _("You logged this yourself; somebody else must let it serve more.")
    return _why_not_current(entry) or _why_not_link(entry, criterion, owner)


def why_not_open(is_declared_open, *, file_name="", **details):
    """The reason this may not come in as free of secrets, or "" (非涉密)."""
    if not is_declared_open:
        return str(secrecy.NOT_DECLARED)
    if why := secrecy.why_not_text(file_name, _("the file name")):
        return why
    return _why_not_words(details)


def why_not_link(link):
    """The reason `link` is no web address to be kept, or ""."""
    try:
        is_web_address(link)
    except ValidationError:
        return _(
            "“%(link)s” is not a web address. Copy it whole, with http:// or https://."
        ) % {"link": link}
    return ""


@transaction.atomic
def attach(
    owner,
    *,
    by,
    is_declared_open=False,
    stored_file=None,
    file_name="",
    link="",
    **details,
):
    """Enter a kept file or a link as proof of `owner`; `details` as in `DETAILS`.

    `is_declared_open`: `by` declares that it holds no secret; nothing comes in without.
    """
    owner = records.lock(owner)
    refuse(why_not_change(owner, by=by))
    refuse(why_not_open(is_declared_open, file_name=file_name, **details))
    refuse(why_not_link(link) if link else "")
    _hold(stored_file)
    entry = Evidence.objects.create(
        **{_relation(owner): owner},
        stored_file=stored_file,
        file_name=contents.safe_name(file_name) if file_name else "",
        link=link,
        uploaded_by=by,
        is_declared_open=True,
        **details,
    )
    _touch(owner, by)
    return entry


@transaction.atomic
def describe(entry, *, by, criteria=None, **details):
    """Correct what an entry says of its file: kind, caption, dates, what it proves."""
    owner = records.lock(entry.owner)
    entry = _held(entry)
    refuse(why_not_change(owner, by=by) or _why_not_current(entry))
    refuse(_why_not_words(details))
    for name, value in details.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(details))
    if criteria is not None:
        entry.criteria.set(criteria)
    _touch(owner, by)
    return entry


@transaction.atomic
def serve(entry, criterion, *, by):
    """Let an entry serve one more criterion, where no new proof is needed.

    Nothing that was confirmed changes, so the record stays confirmed; the audit log
    keeps who linked it. Whatever a rule asks is still asked of it.
    """
    records.lock(entry.owner)
    entry = _held(entry)
    refuse(why_not_serve(entry, criterion, by=by))
    entry.criteria.add(criterion)
    return entry


@transaction.atomic
def replace(entry, *, by, stored_file, file_name, is_declared_open=False):
    """Put a better file in an entry's place; what it replaces is kept and linked."""
    owner = records.lock(entry.owner)
    entry = _held(entry)
    refuse(why_not_change(owner, by=by) or _why_not_current(entry))
    refuse(why_not_open(is_declared_open, file_name=file_name))
    _hold(stored_file)
    details = {name: getattr(entry, name) for name in DETAILS}
    better = Evidence.objects.create(
        **{_relation(owner): owner},
        stored_file=stored_file,
        file_name=contents.safe_name(file_name),
        uploaded_by=by,
        is_declared_open=True,
        replaces=entry,
        **details,
    )
    better.criteria.set(entry.criteria.all())
    _touch(owner, by)
    return better


@transaction.atomic
def remove(entry, *, by):
    """Take an entry out of what counts; the row and its file stay."""
    owner = records.lock(entry.owner)
    entry = _held(entry)
    refuse(why_not_change(owner, by=by) or _why_not_current(entry))
    entry.removed_at = timezone.now()
    entry.removed_by = by
    entry.save(update_fields=["removed_at", "removed_by"])
    _touch(owner, by)
    return entry


def hand_out(entry, *, by, is_download=False):
    """Write down that `by` opened or downloaded the file of this entry."""
    return Opening.objects.create(evidence=entry, opened_by=by, is_download=is_download)


def _why_not_words(details):
    """The reason words written about a piece may not come in, or ""."""
    for name in WRITTEN:
        place = Evidence._meta.get_field(name).verbose_name
        if why := secrecy.why_not_text(details.get(name), place):
            return why
    return ""


def _hold(stored_file):
    """Nobody takes the bytes away between this and the end of the transaction."""
    if stored_file is not None:
        files.lock([stored_file])
        refuse(files.why_not_prove(stored_file))


def _held(entry):
    """The entry as it stands now that its owner is locked."""
    held = Evidence.objects.filter(pk=entry.pk).first()
    if held is None:
        raise Refused(_("This entry is no longer there."))
    return held


def _touch(owner, by):
    """New proof is a change like any other: a confirmed record is confirmed again."""
    if not isinstance(owner, Statement):
        owner.save(update_fields=records.changed(owner, by=by))


def _relation(owner):
    names = {Activity: "activity", Statement: "statement"}
    names |= {Honour: "honour", Reading: "reading"}
    return names[type(owner)]


def _why_not_current(entry):
    if entry.removed_at or Evidence.objects.filter(replaces=entry).exists():
        return _("This entry has been replaced or removed already.")
    return ""


def _why_not_link(entry, criterion, owner):
    campaign = getattr(owner, "campaign", None)  # a reading belongs to the court
    if campaign is None:
        is_ours = criterion.standard.court_id == records.court_of(owner)
    else:
        is_ours = criterion.standard_id == campaign.standard_id
    if not is_ours:
        return _("This criterion is not part of the campaign's standard.")
    if criterion.children.exists():
        return _("It has criteria below it; choose one of those.")
    if serves(entry, criterion):
        return _("It serves this criterion already.")
    if isinstance(owner, Statement):
        return years.why_locked(campaign, owner.year)
    return records.why_locked(owner)


def _why_not_change_statement(statement, by):
    if statement.campaign.court_id != by.court_id:
        return _("This statement belongs to another court.")
    is_head = by.has_perm(roles.SIGN_FOR_UNIT) and statement.unit_id == by.unit_id
    if not is_head and not by.has_perm(roles.PREPARE_STATEMENTS):
        return _("Only the office or the head of the unit adds to a statement.")
    return years.why_locked(statement.campaign, statement.year)
