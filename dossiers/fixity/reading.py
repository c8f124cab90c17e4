"""Reading a stored file once: is it there, what are its digests, does it open."""

import hashlib
import logging
from dataclasses import dataclass, field

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import contents

CHUNK = 1 << 20
# What a person is told; the error itself, with the server's path, goes to its log.
WHY_UNREADABLE = (
    (PermissionError, gettext_lazy("The server is not allowed to read this file.")),
    (IsADirectoryError, gettext_lazy("A folder stands where the file should be.")),
    (OSError, gettext_lazy("The disk gave an error while the file was being read.")),
    (Exception, gettext_lazy("The place written down for the file is none.")),
)
logger = logging.getLogger(__name__)
ENDINGS = {kind.media_type: ending for ending, kind in contents.TYPES.items()}


@dataclass(frozen=True)
class Reading:
    """What the store gave under one path.

    `state` is present, missing or unreadable; `digests` by algorithm, in hex; an
    algorithm nobody knows here has none. `refused` says why it does not open; None:
    nobody tried.
    """

    state: str
    why: str = ""
    size: int = 0
    digests: dict = field(default_factory=dict)
    refused: str | None = None
    is_locked: bool = False


def read(path, algorithms, media_type="", *, opens=True):
    """Read `path` whole and return its `Reading`; no error of the store escapes."""
    try:
        with default_storage.open(path, "rb") as file:
            size, digests = _digest(file, algorithms)
            refused, is_locked = _opened(file, size, media_type) if opens else (None, 0)
    except FileNotFoundError:
        return Reading("missing")
    except (OSError, SuspiciousOperation, ValueError) as error:
        logger.warning("%s cannot be read: %r", path, error)
        return Reading("unreadable", _why_unreadable(error))
    return Reading("present", "", size, digests, refused, bool(is_locked))


def is_there(path):
    """Is anything under this path, readable or not?"""
    try:
        return default_storage.exists(path)
    except (OSError, SuspiciousOperation):
        return True


def _why_unreadable(error):
    return next(str(why) for kind, why in WHY_UNREADABLE if isinstance(error, kind))


def _digest(file, algorithms):
    totals = {name: new for name in set(algorithms) if (new := _new(name))}
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        for total in totals.values():
            total.update(chunk)
    return size, {name: total.hexdigest() for name, total in totals.items()}


def _new(algorithm):
    try:
        total = hashlib.new(algorithm)
    except (ValueError, TypeError):
        return None
    return total if total.digest_size else None


def _opened(file, size, media_type):
    """(why it does not open, is it locked) as intake would judge it today; (None, _)
    for a kind intake does not know."""
    media_type = media_type.partition(";")[0].strip()
    file.seek(0)
    if media_type in ENDINGS:
        try:
            contents.inspect(file, f"x.{ENDINGS[media_type]}", max_bytes=max(size, 1))
        except contents.Refused as refused:
            return str(refused), str(refused) == str(contents.PASSWORD)
        return "", False
    if media_type == "text/html":
        return _why_no_text(file), False
    return None, False


def _why_no_text(file):
    try:
        file.read().decode()
    except UnicodeDecodeError:
        return _("The text cannot be read as UTF-8.")
    return ""
