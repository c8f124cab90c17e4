"""What an uploaded file is, told by its content; its name is only a claim.

Follows OWASP ASVS 5.0 §5.2 (rules.md §4.3). Nothing is unpacked or run, and the
content type a browser sends is never asked for.
"""

import codecs
import hashlib
import os
import re
import stat
import unicodedata
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.translation import gettext_lazy
from PIL import ExifTags, Image, ImageOps

from campaigns import refusals

MEGABYTE = 1 << 20
MAX_BYTES = 50 * MEGABYTE
MAX_MEGAPIXELS = 60
MAX_MEMBERS = 10_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200  # times its own size, asked only of what unpacks to over RATIO_FROM
RATIO_FROM = 20 * MEGABYTE
NAME_LENGTH = 120  # characters
NAME_BYTES = 240  # file systems allow 255, and a Chinese character takes three


class Refused(refusals.Refused):
    """A file that may not come in; `reason` is a sentence for whoever sent it."""

    @property
    def reason(self):
        return str(self)


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


@dataclass(frozen=True)
class Type:
    """An accepted ending: `family` says how its content begins, and one of `marks`
    must be inside, which tells Word from Excel when both begin alike."""

    media_type: str
    kind: str
    family: str
    marks: tuple = ()


OOXML = "application/vnd.openxmlformats-officedocument."
WORD = "wordprocessingml.document"
SHEET = "spreadsheetml.sheet"
SLIDES = "presentationml.presentation"
OLD_WORD, OLD_SLIDES = ("WordDocument",), ("PowerPoint Document",)
OLD_SHEET = ("Workbook", "Book")
TYPES = {
    "jpg": Type("image/jpeg", "picture", "jpeg"),
    "png": Type("image/png", "picture", "png"),
    "webp": Type("image/webp", "picture", "webp"),
    "gif": Type("image/gif", "picture", "gif"),
    "tif": Type("image/tiff", "picture", "tiff"),
    "bmp": Type("image/bmp", "picture", "bmp"),
    "pdf": Type("application/pdf", "document", "pdf"),
    "docx": Type(OOXML + WORD, "document", "zip", (WORD + ".main+xml",)),
    "xlsx": Type(OOXML + SHEET, "sheet", "zip", (SHEET + ".main+xml",)),
    "pptx": Type(OOXML + SLIDES, "document", "zip", (SLIDES + ".main+xml",)),
    "ofd": Type("application/ofd", "document", "zip", ("OFD.xml",)),
    "doc": Type("application/msword", "document", "ole", OLD_WORD),
    "xls": Type("application/vnd.ms-excel", "sheet", "ole", OLD_SHEET),
    "ppt": Type("application/vnd.ms-powerpoint", "document", "ole", OLD_SLIDES),
    "wps": Type("application/wps-office.wps", "document", "ole", OLD_WORD),
    "et": Type("application/wps-office.et", "sheet", "ole", OLD_SHEET),
    "dps": Type("application/wps-office.dps", "document", "ole", OLD_SLIDES),
    "mp4": Type("video/mp4", "video", "video"),
    "mov": Type("video/quicktime", "video", "video"),
    "mp3": Type("audio/mpeg", "audio", "mp3"),
    "txt": Type("text/plain", "text", "text"),
    "csv": Type("text/csv", "sheet", "text"),
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif"}
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")

WEB_PAGE = rb"(?i:(\xef\xbb\xbf)?\s*<(!|\?xml|html|head|body|svg|script|iframe))"
BEGINNINGS = {
    "jpeg": rb"\xff\xd8\xff",
    "png": rb"\x89PNG\r\n\x1a\n",
    "webp": rb"RIFF....WEBP",
    "gif": rb"GIF8[79]a",
    "tiff": rb"II\*\x00|MM\x00\*",
    "bmp": rb"BM",
    "pdf": rb"%PDF-",
    "zip": rb"PK\x03\x04",
    "ole": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "heif": rb"....ftyp(hei|hev|mif1|msf1|avi[fs])",
    "video": rb"....ftyp(?!hei|hev|mif1|msf1|avi[fs])",
    "mp3": rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]",
    "web": WEB_PAGE,
    "text": rb"(?!" + WEB_PAGE + rb")",
}

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
    "Unpacked, the file is far larger than a document should be. Copy its contents "
    "into a new document and upload that."
)
UNREADABLE = gettext_lazy(
    "The text cannot be read. Save it with the encoding UTF-8 and upload it again."
)
WEB = gettext_lazy(
    "Web pages and SVG drawings are not accepted, because they can carry programs. "
    "Save the page as PDF, or upload a screenshot."
)
HEIC = gettext_lazy(
    "HEIC pictures cannot be shown on every computer. Save the picture as JPG and "
    "upload it again; on an iPhone choose Settings, Camera, Formats, Most Compatible."
)
ARCHIVE = gettext_lazy(
    "Archives are not accepted, because nobody can see what is in them. Unpack it "
    "and upload the files one by one."
)
PIXELS = gettext_lazy(
    "The picture has more than %(limit)s million pixels. Make it smaller and upload "
    "it again."
)
TOO_LARGE = gettext_lazy(
    "The file has %(size)s MB; at most %(limit)s MB are accepted. Make it smaller or "
    "divide it, and upload it again."
)
UNKNOWN = gettext_lazy(
    "“%(name)s” is of a kind that is not accepted. Save it as one of these and upload "
    "it again: %(accepted)s."
)
MISMATCH = gettext_lazy(
    "The name ends in .%(extension)s but the content is of another kind. Open the "
    "file, save it as .%(extension)s, and upload that."
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
    size = file.seek(0, os.SEEK_END) or file.tell()
    _check_size(size, max_bytes)
    extension = _extension(name)
    kind = TYPES[extension]
    try:
        _check_beginning(file, extension)
        seen = CHECKS[kind.family](file, size, extension) or {}
    finally:
        file.seek(0)
    return Content(kind.media_type, extension, kind.kind, size=size, **seen)


def thumbnail(file, side=480):
    """A WebP picture of at most `side` by `side` pixels, upright, without metadata.

    Raises `Refused` when `file` is not a picture `inspect` would accept.
    """
    small = BytesIO()
    with _damage_refused():
        image = _open_picture(file, PICTURES)
        image.draft("RGB", (side, side))  # a JPEG is then decoded small: less memory
        image = ImageOps.exif_transpose(image)
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((side, side))
        image.save(small, "WEBP", quality=80)
    file.seek(0)
    return small.getvalue()


def digest(file):
    """The algorithm, by its name in hashlib, and the digest of `file` in hex."""
    total = hashlib.sha256()
    for chunk in _windows(file):
        total.update(chunk)
    file.seek(0)
    return total.name, total.hexdigest()


def safe_name(name):
    """`name` without folders, invisible characters and those Windows forbids.

    At most NAME_LENGTH characters and NAME_BYTES bytes; the ending is kept.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # U+202E would turn gpj.exe into exe.jpg
    name = "".join(each for each in name if unicodedata.category(each) not in hidden)
    stem, ending = os.path.splitext(re.sub(r'[<>:"|?*]', "_", name).strip(" ."))
    if len(ending) > 10:
        stem, ending = stem + ending, ""
    stem = stem[: NAME_LENGTH - len(ending)].encode()
    stem = stem[: NAME_BYTES - len(ending.encode())].decode(errors="ignore")
    return (stem.strip(" .") or "unnamed") + ending


def _check_size(size, max_bytes):
    if not size:
        raise Refused(EMPTY)
    if size > max_bytes:
        sizes = {"size": f"{size / MEGABYTE:.1f}", "limit": f"{max_bytes / MEGABYTE:g}"}
        raise Refused(TOO_LARGE % sizes)


def _extension(name):
    name = safe_name(name)
    extension = os.path.splitext(name)[1].lstrip(".").lower()
    extension = SAME.get(extension, extension)
    if extension in TYPES:
        return extension
    accepted = {"name": name, "accepted": ", ".join(TYPES)}
    raise Refused(ADVICE.get(extension) or UNKNOWN % accepted)


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
    if "ole" in families and _has(file, _utf16("EncryptedPackage")):
        raise Refused(PASSWORD)
    for family, advice in (("web", WEB), ("heif", HEIC)):
        if family in families:
            raise Refused(advice)
    raise _mismatch(extension)


def _mismatch(extension):
    return Refused(MISMATCH % {"extension": extension})


@contextmanager
def _damage_refused():
    """Pillow and zipfile raise whatever their parsers trip over in a hostile file."""
    try:
        yield
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(PIXELS % {"limit": MAX_MEGAPIXELS}) from error
    except Exception as error:
        raise Refused(DAMAGED) from error


def _open_picture(file, formats):
    """Read the header only, so that no picture is decoded before it is measured."""
    file.seek(0)
    image = Image.open(file, formats=formats)
    if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
        raise Refused(PIXELS % {"limit": MAX_MEGAPIXELS})
    return image


def _check_picture(file, size, extension):
    formats = [TYPES[extension].family.upper()]
    with _damage_refused():
        _open_picture(file, formats).verify()
        image = _open_picture(file, formats)  # verify() leaves a picture unusable
        exif = image.getexif()
        turned = exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
        width, height = reversed(image.size) if turned else image.size
        image.draft("RGB", (480, 480))
        image.load()  # only decoding shows that the lower half is missing
    return {"width": width, "height": height, "taken_on": _taken_on(exif)}


def _taken_on(exif):
    """The day the shutter was pressed; when it was scanned or edited is no answer."""
    try:
        moment = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        return date.fromisoformat(str(moment)[:10].replace(":", "-"))
    except (LookupError, ValueError, TypeError, OSError):
        return None


def _check_pdf(file, size, extension):
    # Where cross-references are a stream, their dictionary is still in plain sight.
    if _has(file, rb"/Encrypt\s*(<<|\d+\s+\d+\s+R)"):
        raise Refused(PASSWORD)
    file.seek(max(size - 65536, 0))
    if b"%%EOF" not in file.read():
        raise Refused(DAMAGED)


def _check_zip(file, size, extension):
    # Counted first: reading an index of a million members would itself be the harm.
    if sum(window.count(b"PK\1\2") for window in _windows(file, 3)) > MAX_MEMBERS:
        raise Refused(SWOLLEN)
    with _damage_refused(), zipfile.ZipFile(file) as archive:
        _check_members(archive.infolist(), size)
        names = archive.namelist()
        told = "\n".join(names).encode()
        if "[Content_Types].xml" in names:
            told += archive.open("[Content_Types].xml").read(MEGABYTE)
    if re.search(rb"vbaProject|macroEnabled", told, re.IGNORECASE):
        raise Refused(MACROS)
    if not any(mark.encode() in told for mark in TYPES[extension].marks):
        raise _mismatch(extension)


def _check_members(members, size):
    unpacked = sum(each.file_size for each in members)
    if unpacked > MAX_UNPACKED or unpacked > max(RATIO_FROM, MAX_RATIO * size):
        raise Refused(SWOLLEN)
    if any(each.flag_bits & 1 for each in members):
        raise Refused(PASSWORD)
    if any(map(_leads_outside, members)):
        raise Refused(DAMAGED)


def _leads_outside(member):
    parts = re.split(r"[/\\]", member.filename)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in parts or not parts[0]


def _check_ole(file, size, extension):
    if _has(file, _utf16("EncryptedPackage")):
        raise Refused(PASSWORD)
    if _has(file, _utf16("_VBA_PROJECT")):
        raise Refused(MACROS)
    if not any(_has(file, _utf16(mark)) for mark in TYPES[extension].marks):
        raise _mismatch(extension)


def _check_video(file, size, extension):
    """Look for the index: a recording that was broken off has none and cannot play."""
    start = 0
    for _step in range(1000):
        file.seek(start)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        length = int.from_bytes(head[8:], "big") if length == 1 else length
        if length < 8 or start + length > size:
            break
        if head[4:8] == b"moov":
            return
        start += length
    raise Refused(DAMAGED)


def _check_text(file, size, extension):
    if not any(_decodes(file, encoding) for encoding in ("utf-8", "gb18030")):
        raise Refused(UNREADABLE)


def _decodes(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        has_nul = any("\0" in decoder.decode(chunk) for chunk in _windows(file))
        decoder.decode(b"", final=not has_nul)
    except UnicodeDecodeError:
        return False
    return not has_nul


def _windows(file, overlap=0):
    """`file` from its start in pieces that each repeat the last `overlap` bytes."""
    file.seek(0)
    tail = b""
    while chunk := file.read(1 << 20):
        window = tail + chunk
        yield window
        tail = window[-overlap:] if overlap else b""


def _has(file, pattern):
    return any(re.search(pattern, window) for window in _windows(file, 63))


def _utf16(word):
    """`word` as the directory of an OLE file spells it."""
    return re.escape(word.encode("utf-16-le"))


CHECKS = {
    **dict.fromkeys(("jpeg", "png", "webp", "gif", "tiff", "bmp"), _check_picture),
    "pdf": _check_pdf,
    "zip": _check_zip,
    "ole": _check_ole,
    "video": _check_video,
    "mp3": lambda file, size, extension: None,
    "text": _check_text,
}
