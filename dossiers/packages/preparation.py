"""Preparing a package: begun with its rules, read file by file, sealed once whole.

Every step may be the last for a while: what was read stays read, and whoever goes on,
after an hour or a crash, goes on from there. What goes in is asked anew at each step,
so a package tells its campaign as it stands at the moment of its seal.
"""

import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import progress, roles
from campaigns.models import Campaign
from campaigns.refusals import Refused, refuse
from dossiers import events
from dossiers.models import ArchiveEvent, Package, PackageFile, PackageSeal
from dossiers.packages import bundles, choosing, copies, materials, rules

STEP = 2.0  # seconds of reading in one step: long enough to get on, short enough to see
KNOWN_FAULTS = 20  # names of unreadable files told at once


class NotWhole(Refused):
    """A file that goes in is lost or altered."""


@dataclass(frozen=True)
class Stage:
    """How far the reading is: `read` of `total` files, `fresh` of them in this step;
    `faults` are titles of files that are lost or altered."""

    read: int
    total: int
    fresh: int = 0
    faults: tuple[str, ...] = ()

    @property
    def is_read(self):
        return self.read == self.total


def why_not_prepare(campaign, *, by):
    """The reason `by` may not prepare a package, or ""; by None: a command."""
    if by is None:
        return ""
    if campaign.court_id != by.court_id or not by.has_perm(roles.FILE_ARCHIVE):
        return _("Inspection packages are prepared by the office.")
    return ""


def why_not_go_on(package, *, by):
    if why := why_not_prepare(package.campaign, by=by):
        return why
    return _("This package is complete.") if package.is_sealed else ""


def begin(campaign, *, by, chosen=None, with_confidential=False):
    """Begin a package by the `chosen` rules; `advance` and `seal` follow."""
    chosen = chosen or rules.of("general")
    refuse(why_not_prepare(campaign, by=by) or rules.why_not_names(chosen.names))
    if not choosing.choose(campaign, with_confidential=with_confidential).pieces:
        raise Refused(_("Nothing counts yet, so there is nothing to hand over."))
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        last = campaign.packages.aggregate(last=Max("number"))["last"] or 0
        return Package.objects.create(
            campaign=campaign,
            number=last + 1,
            rules=chosen.data,
            with_confidential=with_confidential,
            prepared_by=by,
        )


def stage(package):
    """How far the reading is, without reading on."""
    wanted = _wanted(package)
    return Stage(len(wanted) - len(_left(package, wanted)), len(wanted))


def advance(package, *, by, seconds=STEP):
    """Read files for so many seconds (None: to the end), at least one; its `Stage`."""
    refuse(why_not_go_on(package, by=by))
    wanted = _wanted(package)
    left, faults = _left(package, wanted), []
    until = time.monotonic() + seconds if seconds is not None else None
    known, fresh = len(wanted) - len(left), 0
    for source in left:
        try:
            _read(package, source, wanted)
            fresh += 1
        except copies.Altered as altered:
            faults.append(str(altered))
        if until is not None and time.monotonic() > until:
            break
    return Stage(known + fresh, len(wanted), fresh, tuple(faults[:KNOWN_FAULTS]))


def why_faulty(stage):
    """What is wrong with the files read, in words, or ""."""
    if not stage.faults:
        return ""
    told = {"files": "、".join(stage.faults)}
    return _("Lost or altered since it was stored: %(files)s.") % told


def seal(package, *, by):
    """Write the pages and complete the package. Raises `Refused` while files are to be
    read still: something may have been confirmed since the last step."""
    refuse(why_not_go_on(package, by=by))
    campaign, moment = package.campaign, timezone.now().replace(microsecond=0)
    material = materials.gather(campaign, with_confidential=package.with_confidential)
    if _left(package, _sources(material.choice, material.editions)):
        raise Refused(_("Files are to be read still; go on preparing."))
    count = materials.count_of(material)
    files = {each.source: each for each in package.files.all()}
    chosen = rules.Rules(**package.rules)
    made = bundles.bundle(package, material, chosen, files, count, moment)
    name = copies.keep(made.pages, "pages")
    return _sealed(package, by, made, name, moment, material, count)


@transaction.atomic
def _sealed(package, by, made, name, moment, material, count):
    """The rows; one seal, whoever was first."""
    Package.objects.select_for_update().get(pk=package.pk)
    if PackageSeal.objects.filter(package=package).exists():
        raise Refused(_("This package is complete."))
    seal = PackageSeal.objects.create(
        package=package,
        name=made.name,
        sealed_at=moment,
        digest=made.digest,
        size=made.size,
        count=len(made.entries),
        entries=[bundles.data_of(each) for each in made.entries],
        evidence=[piece.pk for piece in material.pieces],
        told=choosing.data_of(count),
        pages=name,
    )
    campaign = package.campaign
    events.record(
        campaign.court,
        ArchiveEvent.Kind.EXPORT,
        target=package,
        by=by,
        detail=f"sha256 {seal.digest}; {seal.count} files, {seal.size} bytes",
    )
    return seal


def prepare(campaign, *, by, chosen=None, with_confidential=False):
    """Begin, read everything and seal: for a command, where nobody watches.

    Raises `NotWhole` naming the files that are lost or altered.
    """
    package = begin(campaign, by=by, chosen=chosen, with_confidential=with_confidential)
    found = advance(package, by=by, seconds=None)
    if found.faults:
        raise NotWhole(why_faulty(found))
    seal(package, by=by)
    return package


# -- What is to be read ---------------------------------------------------------------


def _wanted(package):
    """{key: source} of everything that goes in now."""
    campaign = package.campaign
    choice = choosing.choose(
        campaign,
        with_confidential=package.with_confidential,
        report=progress.of(campaign),
    )
    return _sources(choice, materials.editions(campaign))


def _sources(choice, editions):
    found = {}
    for piece in choice.pieces:
        if piece.stored:
            source = copies.of_file(piece.stored, piece.caption)
            found.setdefault(source.key, source)
            if piece.stored.thumbnail:
                small = copies.of_thumbnail(piece.stored, piece.caption)
                found.setdefault(small.key, small)
    for edition in editions:
        for file in edition.files.all():
            found[f"edition-{file.pk}"] = copies.of_edition(file)
    return found


def _left(package, wanted):
    """The sources not read yet, in their order."""
    known = set(package.files.values_list("source", flat=True))
    return [source for key, source in wanted.items() if key not in known]


def _read(package, source, wanted):
    if source.is_small:
        picture = wanted[source.key.replace("small-", "file-")]
        told = copies.thumbnail(source, picture)
    else:
        told = copies.read(source, rules.Rules(**package.rules))
    row = PackageFile(package=package, source=source.key, **told)
    # Somebody else may have read it at the same moment, with the same result.
    PackageFile.objects.bulk_create([row], ignore_conflicts=True)
