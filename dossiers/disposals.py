"""鉴定销毁: proposed by the office, decided by somebody else, then carried out.

A destroyed item keeps its number and its row. Our copy of a paper is erased only
where nothing that is still kept needs it; the register tells of each paper which of
the two became of it.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import files, roles
from campaigns.models import Court, Evidence, StoredFile
from campaigns.refusals import Refused, refuse
from dossiers import events, terms
from dossiers.models import (
    ArchiveEvent,
    ArchiveItem,
    Disposal,
    Erasure,
    ItemPart,
    PackageFile,
    Retention,
)


@dataclass(frozen=True)
class Line:
    """One item of the register, with what became of its papers: `erasures`."""

    item: ArchiveItem
    erasures: tuple


def due(court, today=None):
    """Kept items past their term that stand in no proposal yet, in their order."""
    rows = ArchiveItem.objects.filter(court=court).kept()
    is_over = Q(pk__in=[])
    classes = rows.order_by().values_list("year", "retention").distinct()
    for year, retention in classes:
        if terms.is_over(year, retention, today):
            is_over |= Q(year=year, retention=retention)
    standing = Disposal.objects.filter(court=court).standing()
    return rows.filter(is_over).exclude(disposals__in=standing).in_order()


def state_of(disposal):
    """Where it stands: open, keep, decided (to destroy, not carried out yet), done."""
    if disposal.is_open:
        return "open"
    if disposal.decision == Disposal.Decision.KEEP:
        return "keep"
    is_done = all(item.is_destroyed for item in disposal.items.all())
    return "done" if is_done else "decided"


def why_not_propose(by):
    """The reason `by` may not propose anything for destruction, or ""."""
    if not by.has_perm(roles.FILE_ARCHIVE) or by.court_id is None:
        return _("Proposing is for the office.")
    return ""


def why_not_item(item, *, today=None):
    """The reason this item cannot be proposed, or ""."""
    told = {"code": item.code}
    if item.retention == Retention.PERMANENT:
        return _("%(code)s is kept for ever.") % told
    if item.is_destroyed:
        return _("%(code)s was destroyed already.") % told
    if not terms.is_over(item.year, item.retention, today):
        told["day"] = terms.ended_on(item.year, item.retention)
        return _("The term of %(code)s ends on %(day)s.") % told
    if item.disposals.standing().exists():
        return _("%(code)s stands in a proposal already.") % told
    return ""


@transaction.atomic
def propose(items, *, by, reason):
    """Propose items for destruction, each past its term; return the `Disposal`."""
    refuse(why_not_propose(by))
    court = Court.objects.select_for_update().get(pk=by.court_id)
    asked = {item.pk for item in items}
    rows = list(ArchiveItem.objects.filter(court=court, pk__in=asked).in_order())
    if not rows or len(rows) != len(asked):
        raise Refused(_("Choose at least one item of your court."))
    if not reason.strip():
        raise Refused(_("Give the reason; it stays with the proposal."))
    for item in rows:
        refuse(why_not_item(item))
    disposal = Disposal.objects.create(
        court=court, reason=reason.strip(), proposed_by=by
    )
    disposal.items.set(rows)
    for item in rows:
        _tell(item, ArchiveEvent.Kind.PROPOSAL, by=by, detail=disposal.reason)
    return disposal


def awaiting(user):
    """Proposals this person may decide on, the oldest first."""
    if not user.has_perm(roles.DECIDE_DISPOSAL):
        return Disposal.objects.none()
    rows = Disposal.objects.visible_to(user).filter(decision="")
    return rows.exclude(proposed_by=user).order_by("proposed_at", "pk")


def why_not_decide(disposal, *, by):
    """The reason `by` may not decide on this proposal, or ""."""
    if not by.has_perm(roles.DECIDE_DISPOSAL) or by.court_id != disposal.court_id:
        return _("Deciding on disposal is for the leading group.")
    if not disposal.is_open:
        return _("This has been decided already.")
    if disposal.proposed_by_id == by.pk:
        return _("You proposed it; somebody else decides.")
    return ""


@transaction.atomic
def decide(disposal, *, by, decision, opinion=""):
    """Decide to destroy or to keep; keeping asks for the reason. Return the row."""
    disposal = _lock(disposal)
    refuse(why_not_decide(disposal, by=by))
    if decision not in Disposal.Decision.values:
        raise Refused(_("Choose: destroy, or keep."))
    if decision == Disposal.Decision.KEEP and not opinion.strip():
        raise Refused(_("Say why it is kept."))
    disposal.decision, disposal.opinion = decision, opinion.strip()
    disposal.decided_by, disposal.decided_at = by, timezone.now()
    disposal.save(update_fields=["decision", "opinion", "decided_by", "decided_at"])
    told = f"{disposal.get_decision_display()} {disposal.opinion}".strip()
    for item in disposal.items.in_order():
        _tell(item, ArchiveEvent.Kind.DECISION, by=by, detail=told)
    return disposal


def why_not_destroy(disposal, *, by):
    """The reason `by` may not carry out this decision, or ""."""
    if not by.has_perm(roles.FILE_ARCHIVE) or by.court_id != disposal.court_id:
        return _("Carrying out the decision is for the office.")
    if disposal.decision != Disposal.Decision.DESTROY:
        return _("There is no decision to destroy.")
    if not disposal.items.kept().exists() and not _left(disposal):
        return _("It has been carried out already.")
    return ""


def destroy(disposal, *, by):
    """Carry the decision out; what a break left behind is erased when asked again.

    The rows are written first: bytes that outlive them are told by the next check,
    bytes without rows would be lost without a word.
    """
    _enter(disposal, by)
    for stored in _left(disposal):
        _erase(disposal, stored)
    return disposal


@transaction.atomic
def _erase(disposal, stored):
    """What somebody was told is kept, since the register was written, stays."""
    files.lock([stored])
    if _left(disposal, path=stored.file.name):
        _erase_copies(stored)
        files.erase(stored)


def _erase_copies(stored):
    """What was made of a file for a package goes first: as long as the file is there,
    a break is made good when asked again."""
    copies = PackageFile.objects.copies_of([stored])
    others = PackageFile.objects.exclude(source__in=copies.values("source"))
    alone = copies.exclude(file__in=others.values("file"))
    for name in set(alone.values_list("file", flat=True)):
        stored.file.storage.delete(name)


@transaction.atomic
def _enter(disposal, by):
    """Mark every item, write the register and the events."""
    disposal = _lock(disposal)
    refuse(why_not_destroy(disposal, by=by))
    items = list(disposal.items.kept().in_order())
    files.lock(StoredFile.objects.filter(evidence__filed_as__item__in=items))
    gone = {item.pk for item in items}
    for item in items:
        erasures = [
            _erasure(disposal, part, gone)
            for part in item.parts.select_related("evidence__stored_file")
        ]
        item.destroyed_at = timezone.now()
        item.save(update_fields=["destroyed_at"])
        detail = "\n".join(map(str, erasures))
        _tell(item, ArchiveEvent.Kind.DESTRUCTION, by=by, detail=detail)


def lines(disposal):
    """销毁清册: every item of a disposal with what became of its papers."""
    items = disposal.items.in_order().select_related("unit")
    rows = Erasure.objects.filter(disposal=disposal).select_related("part")
    by_item = {}
    for row in rows.order_by("part__order", "pk"):
        by_item.setdefault(row.part.item_id, []).append(row)
    return [Line(item, tuple(by_item.get(item.pk, ()))) for item in items]


def _lock(disposal):
    """The court's row first, as whoever files does; then the proposal's."""
    Court.objects.select_for_update().get(pk=disposal.court_id)
    return Disposal.objects.select_for_update().get(pk=disposal.pk)


def _erasure(disposal, part, gone):
    why = _why_kept(part, gone)
    path = "" if why else part.evidence.stored_file.file.name
    return Erasure.objects.create(
        disposal=disposal, part=part, path=path, kept_because=str(why)
    )


def _why_kept(part, gone):
    """The reason our copy of this paper stays, or ""; `gone` are the items that go."""
    if part.edition_file_id:
        return _("an issued summary stands as it was issued")
    stored = part.evidence.stored_file
    if stored is None:
        return _("a web address, we keep no copy")
    filed = ItemPart.objects.filter(
        Q(evidence__stored_file__file=stored.file.name), item__destroyed_at=None
    ).exclude(item__in=gone)
    if other := filed.select_related("item").first():
        return _("needed by %(code)s") % {"code": other.item.code}
    if _other_rows(stored, gone).exists():
        return _("the same file proves another record")
    if StoredFile.objects.filter(file=stored.file.name).exclude(pk=stored.pk).exists():
        return _("another court keeps the same file")
    if PackageFile.objects.filter(file__in=_names(stored)).exists():
        return _("a package handed out holds it")
    return ""


def _names(stored):
    """The paths of a file and of its small picture."""
    return [each.name for each in (stored.file, stored.thumbnail) if each]


def _other_rows(stored, gone):
    """Entries over the same file that are not papers of what goes or is gone; what
    was replaced or removed tells of its record as long as that is there."""
    destroyed = ItemPart.objects.filter(
        Q(item__in=gone) | Q(item__destroyed_at__isnull=False)
    )
    rows = Evidence.objects.filter(stored_file=stored)
    return rows.exclude(pk__in=destroyed.exclude(evidence=None).values("evidence"))


def _left(disposal, **about):
    """Files the register says are erased and that are still in the store: a break, or
    a deletion that failed. What was sent in once more since, here or to another court,
    is none of them."""
    rows = Erasure.objects.filter(disposal=disposal, **about).exclude(path="")
    rows = rows.select_related("part__evidence__stored_file")
    found = {}
    for row in rows:
        stored = row.part.evidence.stored_file
        if stored.file.storage.exists(row.path) and not _is_back(row, stored):
            found[row.path] = stored
    return list(found.values())


def _is_back(row, stored):
    """Was it kept again since? Another court's row is newer: it would have held it."""
    if stored.evidence.filter(uploaded_at__gt=row.erased_at).exists():
        return True
    return StoredFile.objects.filter(file=row.path).exclude(pk=stored.pk).exists()


def _tell(item, kind, *, by, detail):
    events.record(item.court, kind, target=item.code, by=by, item=item, detail=detail)
