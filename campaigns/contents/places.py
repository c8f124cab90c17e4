"""Where a picture was taken is taken out of it; everything else stays as it is.

Only metadata are blanked, in place and at the same length: no picture is encoded anew,
so its pixels, date and orientation are those of the camera. EXIF 2.32 §4.6.3 (the GPS
IFD), XMP for EXIF (`exif:GPS…`), PNG (eXIf and text chunks with a CRC).
"""

import re
import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image

from campaigns.contents.advice import PLACE, Refused
from campaigns.contents.kinds import TYPES
from campaigns.contents.pictures import damage_refused

MOST_IFDS = 100
SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4)  # bytes of a value, by its type
HEADER = re.compile(rb"II\*\0|MM\0\*")
EXIF = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
XMP = re.compile(
    rb"\sexif:GPS\w+\s*=\s*(\"[^\"<]*\"|'[^'<]*')"
    rb"|<exif:GPS(\w+)[^>]*>.*?</exif:GPS\2\s*>|<exif:GPS\w+[^>]*/>",
    re.DOTALL,
)
RAW_PROFILE = re.compile(rb"Raw profile type (exif|APP1|xmp)\0")


def without_place(file, extension):
    """A picture's bytes without the place it was taken at, as a binary file.

    Anything but a picture is returned as it is. Raises `Refused` when a place is left.
    """
    family = TYPES[extension].family
    if family not in BLANK:
        return file
    file.seek(0)
    data = bytearray(file.read())
    BLANK[family](data)
    _check_gone(data)
    return BytesIO(bytes(data))


def _check_gone(data):
    with damage_refused():
        exif = Image.open(BytesIO(data)).getexif()
        if exif.get_ifd(ExifTags.IFD.GPSInfo):
            raise Refused(PLACE)


def _blank_jpeg(data):
    """Every EXIF segment, also those of further frames a phone puts behind."""
    for found in EXIF.finditer(bytes(data)):
        start = found.end()
        length = int.from_bytes(data[found.start() - 2 : found.start()], "big")
        _blank_exif(data, start, min(start + length - 8, len(data)))
    _blank_xmp(data, 0, len(data))


def _blank_tiff(data):
    _blank_exif(data, 0, len(data))
    _blank_xmp(data, 0, len(data))


def _blank_webp(data):
    start = 12
    while start + 8 <= len(data):
        kind, body = data[start : start + 4], start + 8
        end = body + int.from_bytes(data[start + 4 : body], "little")
        if kind == b"EXIF":
            body += 6 if data[body : body + 6] == b"Exif\0\0" else 0
            _blank_exif(data, body, min(end, len(data)))
        elif kind == b"XMP ":
            _blank_xmp(data, body, end)
        start = end + end % 2


def _blank_png(data):
    start = 8
    while start + 12 <= len(data):
        kind, body = bytes(data[start + 4 : start + 8]), start + 8
        end = body + int.from_bytes(data[start : start + 4], "big")
        if end + 4 > len(data):
            return
        if kind in (b"eXIf", b"iTXt", b"tEXt", b"zTXt"):
            _blank_chunk(data, kind, body, end)
            data[end : end + 4] = zlib.crc32(data[start + 4 : end]).to_bytes(4, "big")
        start = end + 4


def _blank_chunk(data, kind, start, end):
    if kind == b"eXIf":
        _blank_exif(data, start, end)
    elif RAW_PROFILE.match(data, start, end):
        # An old way to hide EXIF in text, in hex and packed: it loses its name.
        data[start : start + 3] = b"Was"
        data[start + 32 : end] = b" " * max(end - start - 32, 0)
    else:
        _blank_xmp(data, start, end)


def _blank_xmp(data, start, end):
    for found in XMP.finditer(bytes(data[start:end])):
        data[start + found.start() : start + found.end()] = b" " * len(found[0])


def _blank_exif(data, start, end):
    """Blank the GPS directory of the EXIF block between `start` and `end`."""
    if not HEADER.match(data, start, end):
        return
    order = "<" if data[start : start + 1] == b"I" else ">"
    block = memoryview(data)[start:end]
    waiting, seen = [_number(block, order + "I", 4)], set()
    while waiting and len(seen) < MOST_IFDS:
        place = waiting.pop()
        if place and place not in seen:
            seen.add(place)
            waiting += _blank_directory(block, order, place)
    block.release()


def _blank_directory(block, order, place):
    """Take the GPS pointer out of one directory; yield the directories it leads to."""
    number = _number(block, order + "H", place)
    at, end = place + 2, place + 2 + 12 * number
    if not number or end + 4 > len(block):
        return []
    further = [_number(block, order + "I", end)]
    while at < end:
        tag, pointer = _number(block, order + "H", at), at + 8
        if tag == ExifTags.IFD.GPSInfo:
            _blank_values(block, order, _number(block, order + "I", pointer))
            block[at : end - 8] = bytes(block[at + 12 : end + 4])
            block[end - 8 : end + 4] = bytes(12)
            number, end = number - 1, end - 12
            struct.pack_into(order + "H", block, place, number)
            continue
        if tag == ExifTags.IFD.Exif:
            further.append(_number(block, order + "I", pointer))
        at += 12
    return further


def _blank_values(block, order, place):
    """Blank a GPS directory and the values that lie outside of it."""
    number = _number(block, order + "H", place)
    end = place + 2 + 12 * number
    if not place or end > len(block):
        return
    for at in range(place + 2, end, 12):
        kind = _number(block, order + "H", at + 2)
        length = _number(block, order + "I", at + 4) * (
            SIZES[kind] if kind < len(SIZES) else 0
        )
        value = _number(block, order + "I", at + 8)
        if 4 < length <= 1024 and 8 <= value <= len(block) - length:
            block[value : value + length] = bytes(length)
    block[place:end] = bytes(end - place)


def _number(block, form, at):
    """The number at a place; 0 where the block ends before it."""
    if at < 0 or at + struct.calcsize(form) > len(block):
        return 0
    return struct.unpack_from(form, block, at)[0]


BLANK = {
    "jpeg": _blank_jpeg,
    "tiff": _blank_tiff,
    "webp": _blank_webp,
    "png": _blank_png,
}
