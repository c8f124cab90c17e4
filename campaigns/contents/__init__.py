"""What an uploaded file is, told by its content; its name is only a claim.

Follows OWASP ASVS 5.0 §5.2 (rules.md §4.3). Nothing is unpacked or run, and the
content type a browser sends is never asked for.
"""

import os
import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from campaigns.contents.advice import (
    ADVICE,
    ARCHIVE,
    DAMAGED,
    EMPTY,
    HEIC,
    MACROS,
    MISMATCH,
    PASSWORD,
    PIXELS,
    PLACE,
    SWOLLEN,
    TOO_LARGE,
    UNREADABLE,
    WEB,
    Refused,
)
from campaigns.contents.kinds import BEGINNINGS, OOXML, TYPES
from campaigns.contents.names import extension_of, safe_name, why_not_name
from campaigns.contents.packed import check_ole, check_zip
from campaigns.contents.pictures import check_picture, thumbnail
from campaigns.contents.places import without_place
from campaigns.contents.plain import check_pdf, check_text, check_video
from campaigns.contents.windows import digest, has, utf16

__all__ = [
    "ADVICE",
    "ARCHIVE",
    "DAMAGED",
    "EMPTY",
    "HEIC",
    "MACROS",
    "MEGABYTE",
    "MISMATCH",
    "OOXML",
    "PASSWORD",
    "PIXELS",
    "PLACE",
    "SWOLLEN",
    "TOO_LARGE",
    "TYPES",
    "UNREADABLE",
    "WEB",
    "Content",
    "Refused",
    "digest",
    "extension_of",
    "inspect",
    "limit_of",
    "safe_name",
    "thumbnail",
    "why_not_name",
    "why_not_size",
    "without_place",
]

MEGABYTE = 1 << 20
# Which setting limits which kind; a kind without its own counts as a document.
LIMITS = {
    "picture": "UPLOAD_PICTURE_MEGABYTES",
    "video": "UPLOAD_VIDEO_MEGABYTES",
    "audio": "UPLOAD_VIDEO_MEGABYTES",
}


@dataclass(frozen=True)
class Content:
    """What `inspect` found.

    `extension` is lower case without a dot; `width` and `height` are pixels as seen
    (turned as EXIF says); `taken_on` is the camera's own date; `size` is in bytes.
    """

    media_type: str
    extension: str
    kind_hint: str
    width: int | None = None
    height: int | None = None
    taken_on: date | None = None
    size: int = 0


def inspect(file, name, max_bytes=None):
    """Look into `file`, a binary file sent under `name`, and say what it is.

    Raises `Refused` when it is not one of `TYPES`, does not agree with its ending,
    is locked, damaged, dangerous or over `max_bytes` (else the limit of its kind).
    Leaves `file` at its start.
    """
    size = file.seek(0, os.SEEK_END) or file.tell()
    if not size:
        raise Refused(EMPTY)
    extension = extension_of(name)
    kind = TYPES[extension]
    _refuse(why_not_size(size, max_bytes or limit_of(extension)))
    try:
        _check_beginning(file, extension)
        seen = CHECKS[kind.family](file, size, extension) or {}
    finally:
        file.seek(0)
    return Content(kind.media_type, extension, kind.kind, size=size, **seen)


def limit_of(extension):
    """How many bytes a file of this ending may have (settings, by kind)."""
    name = LIMITS.get(TYPES[extension].kind, "UPLOAD_FILE_MEGABYTES")
    return getattr(settings, name) * MEGABYTE


def why_not_size(size, max_bytes):
    """The reason a file of `size` bytes may not come in, or ""."""
    if not size:
        return EMPTY
    if size <= max_bytes:
        return ""
    sizes = {"size": f"{size / MEGABYTE:.1f}", "limit": f"{max_bytes / MEGABYTE:g}"}
    return TOO_LARGE % sizes


def _refuse(why):
    if why:
        raise Refused(why)


def _check_beginning(file, extension):
    file.seek(0)
    head = file.read(512)
    families = {
        family
        for family, beginning in BEGINNINGS.items()
        if re.match(beginning, head, re.DOTALL)
    }
    if TYPES[extension].family in families:
        return
    if "ole" in families and has(file, utf16("EncryptedPackage")):
        raise Refused(PASSWORD)
    for family, advice in (("web", WEB), ("heif", HEIC)):
        if family in families:
            raise Refused(advice)
    raise Refused(MISMATCH % {"extension": extension})


CHECKS = {
    **dict.fromkeys(("jpeg", "png", "webp", "gif", "tiff", "bmp"), check_picture),
    "pdf": check_pdf,
    "zip": check_zip,
    "ole": check_ole,
    "video": check_video,
    "mp3": lambda file, size, extension: None,
    "text": check_text,
}
