"""真实性 of the files: the bytes as filed, each with its row, each row with its bytes."""

import math
import time

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.storage import ARRIVING
from dossiers.fixity import stock as stocks
from dossiers.fixity.reading import is_there
from dossiers.fixity.results import (
    Fault,
    Nature,
    Register,
    Thing,
    failed,
    judged,
    passed,
    warned,
)
from dossiers.fixity.stock import packaged

# Bytes are stored a moment before their row: a new file is asked about once more.
PATIENCE = 2  # seconds
FRESH = 60  # seconds
# Half-written files, and standards tried and not imported yet; swept after a day.
TRANSIT = (ARRIVING, "imports")
ARRIVES = 86400  # seconds

contents = Register(Nature.AUTHENTIC)
check = contents.check


@check(
    "1-1",
    gettext_lazy("The fixed content is valid"),
    gettext_lazy("The digest read again is the one kept with the file"),
)
def digests(stock):
    """By the algorithm stored beside each digest, whatever is used for new files."""
    for path, claims in stock.claims.items():
        reading = stock.reading(path)
        if reading.state == "unreadable":
            yield failed(claims[0].thing, Fault.UNREADABLE, reading.why)
        elif reading.state == "present":
            faults = dict.fromkeys(filter(None, (_altered(c, reading) for c in claims)))
            yield judged(claims[0].thing, faults, fault=Fault.ALTERED)


def _altered(claim, reading):
    if not claim.digest:
        return ""
    if claim.algorithm not in reading.digests:
        told = _("The algorithm %(name)s is not known here.")
        return told % {"name": claim.algorithm}
    found = reading.digests[claim.algorithm]
    if found == claim.digest:
        return ""
    told = _("%(algorithm)s was %(kept)s, is %(found)s")
    return told % {
        "algorithm": claim.algorithm,
        "kept": claim.digest,
        "found": found,
    }


@check(
    "1-10",
    gettext_lazy("The file is as its metadata say"),
    gettext_lazy("Size and type of the file are those entered"),
)
def metadata(stock):
    for _path, claims, reading in stock.present():
        yield judged(claims[0].thing, _differing(claims, reading))


def _differing(claims, reading):
    sizes = {claim.size for claim in claims if claim.size is not None}
    for size in sorted(sizes - {reading.size}):
        told = _("%(kept)s bytes were entered, %(found)s are there")
        yield told % {"kept": size, "found": reading.size}
    types = sorted({claim.media_type for claim in claims if claim.media_type})
    if len(types) > 1:
        yield _("Its rows name different types: %(types)s") % {
            "types": "、".join(types)
        }


@check(
    "1-11",
    gettext_lazy("Metadata and content belong together"),
    gettext_lazy("Every row finds its file, and every file has a row"),
)
def links(stock):
    # Listed before the rows are asked, so that what comes in meanwhile has its row.
    stored = list(stocks.stored_paths()) if stock.is_whole else []
    for path, claims in stock.claims.items():
        yield _linked(stock, path, claims)
    for path in _orphans(stored):
        told = _("There is a file that no row names.")
        yield failed(Thing("file", path, path), Fault.ORPHAN, told)


def _linked(stock, path, claims):
    thing, is_gone = claims[0].thing, stock.reading(path).state == "missing"
    if path in stock.erased:
        told = _("A retention decision erased it, and it is still there.")
        return passed(thing) if is_gone else failed(thing, Fault.NOT_ERASED, told)
    if not is_gone:
        return passed(thing)
    if all(claim.is_derived for claim in claims):
        told = _("The small picture is gone; the picture itself is not part of this.")
        return warned(thing, Fault.MISSING, told)
    return failed(thing, Fault.MISSING, _("The file is not where its row says."))


def _orphans(stored):
    stored = [path for path in stored if not _is_arriving(path)]
    found = set(stored) - stocks.named_paths()
    if any(map(_is_fresh, found)):
        time.sleep(PATIENCE)
        found -= stocks.named_paths()
    return sorted(path for path in found if is_there(path))


def _is_fresh(path):
    return _age(path) < FRESH


def _is_arriving(path):
    """On its way, and has no row yet; what was left there long ago is an orphan."""
    return path.partition("/")[0] in TRANSIT and _age(path) < ARRIVES


def _age(path):
    """Seconds since it was written; a store that cannot tell has no new file."""
    try:
        return (timezone.now() - _written_at(path)).total_seconds()
    except (OSError, NotImplementedError):
        return math.inf


def _written_at(path):
    at = default_storage.get_modified_time(path)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


@check(
    "1-12",
    gettext_lazy("Readme and folders of the package"),
    gettext_lazy("The package says what it is and has the folders of the rule"),
)
def package_form(stock):
    yield from packaged(stock, "1-12")


@check(
    "1-14",
    gettext_lazy("The package before and after"),
    gettext_lazy("What was packed is what arrived, by its manifest"),
)
def package_manifest(stock):
    yield from packaged(stock, "1-14")
