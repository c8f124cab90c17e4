"""Handing out a package: checked before every file leaves, gone on where it broke off."""

import hashlib
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Evidence
from campaigns.refusals import refuse
from dossiers import events
from dossiers.fixity import ON_PAGE
from dossiers.models import ArchiveEvent, ItemPart
from dossiers.packages.bundles import Entry, archive

IN_MEMORY = 16 << 20  # a file up to so many bytes is read once, a larger one twice
PIECE = 1 << 18
Outcome = ArchiveEvent.Outcome


class Broken(Exception):
    """A file of the package is no longer what was sealed; the message is its path.
    Raised in mid-stream, it ends the download early, for everybody to see."""


@dataclass(frozen=True)
class Fault:
    path: str
    is_lost: bool


class Contents:
    """The files of a sealed package, read from where they are kept."""

    def __init__(self, package):
        self.seal = package.seal
        self.top = self.seal.name
        self.entries = tuple(Entry(*data) for data in self.seal.entries)
        kept = package.files.values_list("pk", "file")
        self.names = dict(kept)

    @property
    def archive(self):
        return archive(self.top, self.entries, self.seal.sealed_at)

    def lost(self):
        """The path of the first entry whose kept file is gone, or ""; reads nothing."""
        seen = {}
        for entry in self.entries:
            name = self._name(entry)
            if name not in seen:
                seen[name] = default_storage.exists(name)
            if not seen[name]:
                return entry.path
        return ""

    def fault(self, entry):
        """What is wrong with the kept bytes of an entry, or None; reads all of them."""
        try:
            with self._open(entry) as file:
                total = hashlib.sha256()
                for piece in _stretch(file, *self._span(entry)):
                    total.update(piece)
        except OSError:
            return Fault(entry.path, is_lost=True)
        if total.hexdigest() == entry.digest:
            return None
        return Fault(entry.path, is_lost=False)

    def read(self, entry, start=0, stop=None):
        """Yield the bytes of an entry from `start` up to `stop`. Not one leaves before
        the whole was compared with its digest. Raises `Broken`."""
        stop = entry.size if stop is None else stop
        try:
            with self._open(entry) as file:
                yield from self._checked(file, entry, start, stop)
        except OSError as lost:
            raise Broken(entry.path) from lost

    def _checked(self, file, entry, start, stop):
        base, end = self._span(entry)
        if entry.size <= IN_MEMORY:
            content = b"".join(_stretch(file, base, end))
            if hashlib.sha256(content).hexdigest() != entry.digest:
                raise Broken(entry.path)
            yield content[start:stop]
            return
        total = hashlib.sha256()
        for piece in _stretch(file, base, end):
            total.update(piece)
        if total.hexdigest() != entry.digest:
            raise Broken(entry.path)
        yield from _stretch(file, base + start, base + stop)

    def _open(self, entry):
        return default_storage.open(self._name(entry))

    def _name(self, entry):
        return self.seal.pages.name if entry.file is None else self.names[entry.file]

    def _span(self, entry):
        """Where the bytes of an entry are in the file that holds them; a kept file that
        grew is read to its end, so that it shows."""
        if entry.file is None:
            return entry.start, entry.start + entry.size
        return 0, None


def _stretch(file, start, stop):
    file.seek(start)
    left = None if stop is None else stop - start
    while left is None or left > 0:
        piece = file.read(PIECE if left is None else min(PIECE, left))
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


def why_not_download(package, *, by):
    """The reason the package may not be taken out, or ""; three queries.

    What was closed or destroyed after the package was made leaves the house no more,
    and what was found altered not before a check finds it whole again.
    """
    if not package.is_sealed:
        return _("This package is still being prepared.")
    return _why_closed(package) or _why_altered(package)


def _why_closed(package):
    keys = package.seal.evidence
    parts = ItemPart.objects.current().filter(evidence__in=keys)
    gone = set(parts.filter(_destroyed()).values_list("evidence", flat=True))
    if not package.with_confidential:
        told = Evidence.objects.filter(pk__in=keys)
        closed = told.exclude(pk__in=told.shown().values("pk"))
        gone.update(closed.values_list("pk", flat=True))
    if not gone:
        return ""
    return _(
        "%(number)s pieces in it were closed or destroyed since it was made. Have the "
        "office prepare a new one."
    ) % {"number": len(gone)}


def _why_altered(package):
    failed = Q(kind=ArchiveEvent.Kind.DOWNLOAD, outcome=Outcome.FAILED)
    told = history(package).filter(failed | Q(kind=ArchiveEvent.Kind.CHECK)).first()
    if told is None or told.outcome == Outcome.DONE:
        return ""
    return _(
        "A file in it was found lost or altered: %(file)s. Restore it from the backup "
        "and verify the package, or have the office prepare a new one."
    ) % {"file": told.detail.splitlines()[0]}


def stream(package, *, by, first=0, last=None):
    """The bytes `first` to `last` of the archive, and the event that they were taken.

    Raises before the first byte: `Refused`, or `Broken` where a file is gone; later
    `Broken` at a file that is no longer whole.
    """
    refuse(why_not_download(package, by=by))
    contents = Contents(package)
    if gone := contents.lost():
        _tell(package, ArchiveEvent.Kind.DOWNLOAD, by, Outcome.FAILED, gone)
        raise Broken(gone)
    total = contents.archive
    last = total.size - 1 if last is None else last
    span = f"bytes {first}-{last}/{total.size}"
    _tell(package, ArchiveEvent.Kind.DOWNLOAD, by, Outcome.DONE, span)
    return _sent(package, by, contents, total, first, last)


def _sent(package, by, contents, total, first, last):
    try:
        for part, start, stop in total.cut(first, last):
            if isinstance(part, bytes):
                yield part[start:stop]
            else:
                yield from contents.read(part.key, start, stop)
    except Broken as broken:
        _tell(package, ArchiveEvent.Kind.DOWNLOAD, by, Outcome.FAILED, str(broken))
        raise


def unpack(package, folder):
    """Write the bag into `folder` (a Path), each file checked. Raises `Broken`."""
    contents = Contents(package)
    for entry in contents.entries:
        place = folder / contents.top / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            for piece in contents.read(entry):
                file.write(piece)
    return folder / contents.top


def why_not_verify(package, *, by):
    """The reason `by` may not have the files read again, or ""; by None: a command."""
    court = package.campaign.court_id
    if by and (court != by.court_id or not by.has_perm(roles.FILE_ARCHIVE)):
        return _("Inspection packages are verified by the office.")
    return "" if package.is_sealed else _("This package is still being prepared.")


def why_not_on_page(package):
    """The reason reading it again takes too long for a page, or ""."""
    if package.seal.size <= ON_PAGE:
        return ""
    told = _("%(size)s MB are to be read: let the server run %(command)s.")
    command = f"manage.py verify_package {package}"
    return told % {"size": package.seal.size >> 20, "command": command}


def verify(package, *, by):
    """Read every file again; the `Fault`s, and an event that tells them."""
    refuse(why_not_verify(package, by=by))
    contents = Contents(package)
    faults = tuple(filter(None, map(contents.fault, contents.entries)))
    outcome = Outcome.FAILED if faults else Outcome.DONE
    lines = [f"{fault.path} {'-' if fault.is_lost else '≠'}" for fault in faults]
    detail = "\n".join(lines) or f"{len(contents.entries)} = sha256"
    _tell(package, ArchiveEvent.Kind.CHECK, by, outcome, detail)
    return faults


def history(package):
    """What happened to the package, the newest first."""
    rows = ArchiveEvent.objects.filter(
        court=package.campaign.court_id, target=str(package), item=None
    )
    return rows.order_by("-number")


def _tell(package, kind, by, outcome, detail):
    court = package.campaign.court
    events.record(court, kind, target=package, by=by, outcome=outcome, detail=detail)


def _destroyed():
    return Q(item__destroyed_at__isnull=False)
