"""Keeping proof: content stored once by its digest, entries that say what it proves."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import contents, extraction, records, roles, years
from campaigns.models import Activity, Evidence, Honour, Reading, Statement, StoredFile
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

# What a browser shows by itself; everything else is downloaded.
SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp")
SHOWN += ("application/pdf", "text/plain")


def keep(file, name, *, court):
    """Store content once per court and return its `StoredFile`.

    The bytes are on disk before the row is written, so a row never lacks its file; the
    same content again gives the row that is there. Raises `Refused` with the reason.
    """
    limit = settings.UPLOAD_FILE_MEGABYTES * 1024 * 1024
    content = contents.inspect(file, name, max_bytes=limit)
    algorithm, digest = contents.digest(file)
    known = StoredFile.objects.filter(court=court, algorithm=algorithm, digest=digest)
    if found := known.first():
        return found
    path = _write(f"{digest[:2]}/{digest[2:4]}/{digest}", file)
    thumbnail = _write_thumbnail(digest, file, content)
    row, _created = StoredFile.objects.get_or_create(
        court=court,
        algorithm=algorithm,
        digest=digest,
        defaults={
            "size": content.size,
            "media_type": content.media_type,
            "file": path,
            "thumbnail": thumbnail,
            "characters": extraction.characters(file, content.extension),
            "width": content.width,
            "height": content.height,
        },
    )
    return row


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


@transaction.atomic
def attach(owner, *, by, stored_file=None, file_name="", link="", **details):
    """Enter a kept file or a link as proof of `owner`; `details` as in `DETAILS`."""
    owner = records.lock(owner)
    refuse(why_not_change(owner, by=by))
    entry = Evidence.objects.create(
        **{_relation(owner): owner},
        stored_file=stored_file,
        file_name=contents.safe_name(file_name) if file_name else "",
        link=link,
        uploaded_by=by,
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
def replace(entry, *, by, stored_file, file_name):
    """Put a better file in an entry's place; what it replaces is kept and linked."""
    owner = records.lock(entry.owner)
    entry = _held(entry)
    refuse(why_not_change(owner, by=by) or _why_not_current(entry))
    details = {name: getattr(entry, name) for name in DETAILS}
    better = Evidence.objects.create(
        **{_relation(owner): owner},
        stored_file=stored_file,
        file_name=contents.safe_name(file_name),
        uploaded_by=by,
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


def _write(path, file):
    """Write once: the name is the content, so an existing file is the same file."""
    if default_storage.exists(path):
        return path
    file.seek(0)
    saved = default_storage.save(path, file)
    if default_storage.size(saved) == 0:
        raise Refused(_("The file could not be stored; try again."))
    return saved


def _write_thumbnail(digest, file, content):
    if content.kind_hint != "picture":
        return ""
    small = ContentFile(contents.thumbnail(file))
    return _write(f"thumbnails/{digest[:2]}/{digest}.webp", small)
