"""What an uploaded file is, told by its content; its name is only a claim.

Follows OWASP ASVS 5.0 §5.2 (rules.md §4.3). Nothing is ever unpacked or run, and
the content type a browser sends is never asked for.
"""

import os
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

CHUNK = 1 << 20
MEGABYTE = 1_000_000
MAX_BYTES = 50 * MEGABYTE
MAX_PIXELS = 60_000_000
MAX_MEMBERS = 10_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200  # times its own size; told only of what unpacks to over RATIO_FROM
RATIO_FROM = 20 * MEGABYTE
MAX_BOXES = 1000
NAME_LENGTH = 120  # characters
NAME_BYTES = 240  # file systems allow 255, and a Chinese character takes three


class Refused(Exception):
    """A file that may not come in; `reason` is a sentence for who sent it."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = str(reason)


@dataclass(frozen=True)
class Content:
    """What `inspect` found. `extension` is lower case and without a dot; width and
    height are pixels as seen (turned as EXIF says); `taken_on` is the camera's own
    date, never a guess; `size` is in bytes."""

    media_type: str
    extension: str
    kind_hint: str
    width: int | None = None
    height: int | None = None
    taken_on: date | None = None
    size: int = 0


@dataclass(frozen=True)
class Type:
    """An accepted ending. `family` says how its content must begin; `holds` names
    the part, or one of the parts, that tells Word from Excel inside a container."""

    media_type: str
    kind: str
    family: str
    holds: tuple = ()


OOXML = "application/vnd.openxmlformats-officedocument."
WORD = ("WordDocument",)
EXCEL = ("Workbook", "Book")
SLIDES = ("PowerPoint Document",)
TYPES = {
    "jpg": Type("image/jpeg", "picture", "jpeg"),
    "png": Type("image/png", "picture", "png"),
    "webp": Type("image/webp", "picture", "webp"),
    "gif": Type("image/gif", "picture", "gif"),
    "tif": Type("image/tiff", "picture", "tiff"),
    "bmp": Type("image/bmp", "picture", "bmp"),
    "pdf": Type("application/pdf", "document", "pdf"),
    "docx": Type(OOXML + "wordprocessingml.document", "document", "zip", ("word/",)),
    "xlsx": Type(OOXML + "spreadsheetml.sheet", "sheet", "zip", ("xl/",)),
    "pptx": Type(OOXML + "presentationml.presentation", "document", "zip", ("ppt/",)),
    "ofd": Type("application/ofd", "document", "zip", ("OFD.xml",)),
    "doc": Type("application/msword", "document", "ole", WORD),
    "xls": Type("application/vnd.ms-excel", "sheet", "ole", EXCEL),
    "ppt": Type("application/vnd.ms-powerpoint", "document", "ole", SLIDES),
    "wps": Type("application/wps-office.wps", "document", "ole", WORD),
    "et": Type("application/wps-office.et", "sheet", "ole", EXCEL),
    "dps": Type("application/wps-office.dps", "document", "ole", SLIDES),
    "mp4": Type("video/mp4", "video", "video"),
    "mov": Type("video/quicktime", "video", "video"),
    "mp3": Type("audio/mpeg", "audio", "mp3"),
    "txt": Type("text/plain", "text", "text"),
    "csv": Type("text/csv", "sheet", "text"),
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif"}

_HEIF = rb"(?:hei|hev|mif1|msf1|avi[fs])"
SIGNATURES = {
    family: re.compile(pattern, re.DOTALL | re.IGNORECASE if family == "web" else re.S)
    for family, pattern in {
        "jpeg": rb"\xff\xd8\xff",
        "png": rb"\x89PNG\r\n\x1a\n",
        "webp": rb"RIFF....WEBP",
        "gif": rb"GIF8[79]a",
        "tiff": rb"II\*\x00|MM\x00\*",
        "bmp": rb"BM",
        "pdf": rb"%PDF-",
        "zip": rb"PK\x03\x04",
        "ole": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "heif": rb"....ftyp" + _HEIF,
        "video": rb"....ftyp(?!" + _HEIF + rb")",
        "mp3": rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]",
        "web": rb"(?:\xef\xbb\xbf)?\s*<(?:!|\?xml|html|head|body|svg|script|iframe)",
        "text": rb"",
    }.items()
}
PICTURES = ("jpeg", "png", "webp", "gif", "tiff", "bmp")

EMPTY = gettext_lazy(
    "The file is empty. Open it on your device to check it, then upload it again."
)
DAMAGED = gettext_lazy(
    "The file is damaged or incomplete and cannot be opened. Open it on your device, "
    "save it again, and upload the new copy."
)
PASSWORD = gettext_lazy(
    "The file is protected by a password, so nobody could check it. Remove the "
    "password and upload it again."
)
MACROS = gettext_lazy(
    "The file contains macros. Save it as .docx, .xlsx or .pptx without macros and "
    "upload it again."
)
SWOLLEN = gettext_lazy(
    "Unpacked, the file is far larger than a document can be. Copy its contents into "
    "a new document and upload that."
)
UNREADABLE_TEXT = gettext_lazy(
    "The text cannot be read. Save it with the encoding UTF-8 and upload it again."
)
WEB = gettext_lazy(
    "Web pages and SVG drawings are not accepted, because they can carry programs. "
    "Save the page as PDF, or upload a screenshot."
)
HEIC = gettext_lazy(
    "HEIC pictures cannot be shown on the court's computers. Save the picture as JPG "
    "and upload it again; on an iPhone choose Settings, Camera, Formats, Most "
    "Compatible."
)
ARCHIVE = gettext_lazy(
    "Archives are not accepted, because an assessor cannot see what is in them. "
    "Unpack it and upload the files one by one."
)
ADVICE = {
    **dict.fromkeys(("svg", "svgz", "htm", "html", "xhtml", "mht", "xml", "js"), WEB),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xlsb", "xltm", "pptm", "ppsm"), MACROS),
    **dict.fromkeys(("heic", "heif", "avif"), HEIC),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), ARCHIVE),
}


def inspect(file, name, max_bytes=MAX_BYTES):
    """Look into `file`, a binary file sent under `name`, and say what it is.

    Raises `Refused` when it is not one of `TYPES`, does not agree with its ending,
    is locked, damaged, dangerous or over `max_bytes`. Leaves `file` at its start.
    """
    extension = _extension(name)
    size = file.seek(0, os.SEEK_END)
    try:
        _check_size(size, max_bytes)
        kind = TYPES.get(extension) or _refuse_ending(extension)
        _check_beginning(file, extension, kind.family)
        seen = CHECKS[kind.family](file, size, kind) or {}
    finally:
        file.seek(0)
    return Content(kind.media_type, extension, kind.kind, size=size, **seen)
