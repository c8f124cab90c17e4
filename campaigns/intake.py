"""Files that arrive in pieces: what has arrived waits on disk, and goes on from there.

A partial file is one file without a row, `INTAKE_ROOT/<person>/<name>.<size>`. Its
name is made from person, file name, size and the digest of the beginning, with the
site's secret: the same file of the same person finds its part again, after a broken
line or a reload, and nobody else can name it. `size` is what was announced, in bytes.
"""

import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import arrivals, bundles, contents, roles, storage
from campaigns.numbers import number
from campaigns.refusals import Refused, refuse

SALT = "campaigns.intake"
PIECE = 2 * contents.MEGABYTE  # what a page sends at once
MOST_PIECE = 8 * contents.MEGABYTE  # what is taken at once
MOST_PARTS = 200  # open at once, of one person
MOST_WAITING = 4000 * contents.MEGABYTE  # bytes open at once, of one person
DAY = 24 * 60 * 60  # seconds; older parts and signatures are dead
MAY = (
    roles.LOG,
    roles.LOG_ANY,
    roles.KEEP_LEDGERS,
    roles.SIGN_FOR_UNIT,
    roles.PREPARE_STATEMENTS,
)
FINGERPRINT = re.compile(r"[0-9a-f]{16,128}")
BYTES = 12  # digits of a size, which is larger than any key
GONE = gettext_lazy("The same file arrived from another row or page meanwhile.")


class Gone(Exception):
    """The part is there no longer: another page that sent the same file was first."""


@dataclass(frozen=True)
class Upload:
    """One file of one person on its way in; `size` in bytes, of the whole."""

    person: int
    name: str
    size: int
    fingerprint: str

    @property
    def path(self):
        told = "\n".join(map(str, asdict(self).values()))
        name = salted_hmac(SALT, told, algorithm="sha256").hexdigest()
        return Path(settings.INTAKE_ROOT, str(self.person), f"{name}.{self.size}")

    @property
    def offset(self):
        """How many bytes have arrived."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def token(self):
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def why_not_begin(*, by):
    """The reason `by` may not hand in files at all, or ""."""
    if by.court_id and any(map(by.has_perm, MAY)):
        return ""
    return _("Only who writes records hands in files.")


def begin(*, by, name, size, fingerprint):
    """The upload of this file, new or gone on with; refuses what could never come in.

    Sweeps what was left behind for over a day.
    """
    refuse(why_not_begin(by=by))
    sweep()
    refuse(contents.why_not_name(name) or _why_not_size(name, size))
    if not FINGERPRINT.fullmatch(fingerprint):
        raise Refused(_("The upload did not say which file it is; choose it again."))
    upload = Upload(by.pk, name, size, fingerprint)
    if not upload.path.exists():
        refuse(_why_not_more(upload))
        upload.path.parent.mkdir(parents=True, exist_ok=True)
        upload.path.touch()
    return upload


def recall(token, *, by):
    """The upload a token stands for; None for a foreign, old or made up one."""
    try:
        upload = Upload(**signing.loads(token, salt=SALT, max_age=DAY))
    except signing.BadSignature:
        return None
    return upload if upload.person == by.pk else None


def append(upload, piece, *, offset):
    """Add the bytes of `piece`, which begin at `offset`; return how many have arrived.

    A piece that does not fit on changes nothing: the answer says where to go on. Two
    pages that send the same file write the same bytes to the same place; once the
    first has finished, the other is told by `Gone`.
    """
    if not upload.path.exists():
        raise Gone
    if offset != upload.offset:
        return upload.offset
    refuse(_why_not_piece(upload, piece, offset))
    with open(upload.path, "r+b") as part:
        part.seek(offset)
        part.write(piece)
    return upload.offset


def finish(upload, *, court):
    """Keep the whole file as a `Delivery`; the part goes, whatever became of it.
    Raises `Gone`."""
    try:
        with _opened(upload) as whole:
            return arrivals.take_in(whole, upload.name, court=court)
    finally:
        upload.path.unlink(missing_ok=True)


def sweep():
    """Remove what nobody came back for within a day: parts, half-written files, and
    tables of standards that were tried and not imported."""
    before = time.time() - DAY
    media = (storage.ARRIVING, "imports")
    for folder in (settings.INTAKE_ROOT, *map(default_storage.path, media)):
        storage.sweep(folder, before)


def _opened(upload):
    try:
        return open(upload.path, "rb")
    except FileNotFoundError as gone:
        raise Gone from gone


def _why_not_size(name, size):
    if bundles.is_bundle(name):
        limit = settings.UPLOAD_ZIP_MEGABYTES * contents.MEGABYTE
    else:
        limit = contents.limit_of(contents.extension_of(name))
    return contents.why_not_size(size, limit)


def _why_not_more(upload):
    """What was announced counts: it may all arrive."""
    parts = upload.path.parent.glob("*")
    sizes = [number(part.suffix[1:], BYTES) or 0 for part in parts]
    if len(sizes) >= MOST_PARTS or sum(sizes) + upload.size > MOST_WAITING:
        return _("Too many files are on their way; wait until some have arrived.")
    return ""


def _why_not_piece(upload, piece, offset):
    if len(piece) > MOST_PIECE or offset + len(piece) > upload.size:
        return _("The file is larger than it was said to be; choose it again.")
    return ""
