"""Office documents: zip or OLE inside, without macros, password or links outside."""

import re
import stat
import zipfile

from campaigns.contents.advice import (
    DAMAGED,
    MACROS,
    MISMATCH,
    PASSWORD,
    SWOLLEN,
    Refused,
)
from campaigns.contents.kinds import TYPES
from campaigns.contents.pictures import damage_refused
from campaigns.contents.windows import has, utf16, windows

MEGABYTE = 1 << 20
MAX_MEMBERS = 10_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200  # times its own size, asked only of what unpacks to over RATIO_FROM
RATIO_FROM = 20 * MEGABYTE


def check_zip(file, size, extension):
    count_members(file)
    with damage_refused(), zipfile.ZipFile(file) as archive:
        _check_members(archive.infolist(), size)
        names = archive.namelist()
        told = "\n".join(names).encode()
        if "[Content_Types].xml" in names:
            told += archive.open("[Content_Types].xml").read(MEGABYTE)
    if re.search(rb"vbaProject|macroEnabled", told, re.IGNORECASE):
        raise Refused(MACROS)
    if not any(mark.encode() in told for mark in TYPES[extension].marks):
        raise Refused(MISMATCH % {"extension": extension})


def count_members(file):
    """Refuse an index of a million members: reading it would itself be the harm."""
    if sum(window.count(b"PK\1\2") for window in windows(file, 3)) > MAX_MEMBERS:
        raise Refused(SWOLLEN)


def leads_outside(member):
    """Is this member of a zip a link, or named to lie outside its folder?"""
    parts = re.split(r"[/\\]", member.filename)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in parts or not parts[0]


def _check_members(members, size):
    unpacked = sum(each.file_size for each in members)
    if unpacked > MAX_UNPACKED or unpacked > max(RATIO_FROM, MAX_RATIO * size):
        raise Refused(SWOLLEN)
    if any(each.flag_bits & 1 for each in members):
        raise Refused(PASSWORD)
    if any(map(leads_outside, members)):
        raise Refused(DAMAGED)


def check_ole(file, size, extension):
    if has(file, utf16("EncryptedPackage")):
        raise Refused(PASSWORD)
    if has(file, utf16("_VBA_PROJECT")):
        raise Refused(MACROS)
    if not any(has(file, utf16(mark)) for mark in TYPES[extension].marks):
        raise Refused(MISMATCH % {"extension": extension})
