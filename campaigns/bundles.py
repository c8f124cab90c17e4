"""A .zip among the files: its members one by one, under limits, nothing run.

Each member is judged as if it had come by itself; what is wrong with one is told of
that one, and the good ones come in. Folders are left out of the names.
"""

import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns import contents
from campaigns.contents.packed import count_members, leads_outside

MAX_FILES = 100
MAX_RATIO = 200  # times its packed size, asked only of what unpacks to over RATIO_FROM
RATIO_FROM = 20 * contents.MEGABYTE
IN_MEMORY = 8 * contents.MEGABYTE
MAX_UNPACKED = 2000 * contents.MEGABYTE
PIECE = 1 << 20
LEAVINGS = re.compile(
    r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
UTF_8 = 0x800  # the flag of a member whose name is written in UTF-8
ENCRYPTED = 1
NESTED = ("zip", "rar", "7z", "gz", "tar")

TOO_MANY = _("There are %(number)s files in it; at most %(limit)s at once. Divide it.")
NOTHING = _("There is no file in it.")
OUTSIDE = _("It is a link, or its name leads out of the folder it belongs to.")
PACKED_AGAIN = _("It is packed once more. Unpack it and hand in the files themselves.")


@dataclass(frozen=True)
class Member:
    """One member: its name as its author wrote it, and why it may not come in."""

    name: str
    info: zipfile.ZipInfo
    reason: str = ""

    @property
    def short_name(self):
        """Without its folders; what leads outside keeps them, to be recognised."""
        return self.name if self.reason else re.split(r"[/\\]", self.name)[-1]


def is_bundle(name):
    return name.lower().endswith(".zip")


@contextmanager
def opened(file):
    """The members of a .zip and a function that unpacks one; raises `Refused`."""
    file.seek(0, 2)
    limit = settings.UPLOAD_ZIP_MEGABYTES * contents.MEGABYTE
    if why := contents.why_not_size(file.tell(), limit):
        raise contents.Refused(why)
    count_members(file)
    with _archive(file) as archive:
        yield _members(archive), lambda member: _unpack(archive, member)


def leavings(members):
    """What Windows and macOS leave in every folder and nobody means to hand in."""
    return [each for each in members if LEAVINGS.search(each.name.replace("\\", "/"))]


def _archive(file):
    try:
        return zipfile.ZipFile(file)
    except Exception as error:  # zipfile raises whatever a hostile index trips over
        raise contents.Refused(contents.DAMAGED) from error


def _members(archive):
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_FILES * 3:  # leavings are half of a folder from a Mac
        raise contents.Refused(_too_many(len(infos)))
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise contents.Refused(contents.SWOLLEN)
    members = [Member(_name(info), info, _why_not(info)) for info in infos]
    wanted = len(members) - len(leavings(members))
    if not wanted:
        raise contents.Refused(NOTHING)
    if wanted > MAX_FILES:
        raise contents.Refused(_too_many(wanted))
    return members


def _too_many(number):
    return TOO_MANY % {"number": number, "limit": MAX_FILES}


def _name(info):
    """A name without the flag for UTF-8 is UTF-8 all the same, or GBK, as from Windows."""
    if info.flag_bits & UTF_8:
        return info.orig_filename
    written = info.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _why_not(info):
    """Judged by the index alone, before anything is unpacked."""
    name = _name(info)
    is_swollen = info.file_size > max(RATIO_FROM, MAX_RATIO * info.compress_size)
    reasons = (
        (info.flag_bits & ENCRYPTED, contents.PASSWORD),
        (leads_outside(info) or _is_absolute(name), OUTSIDE),
        (name.lower().rpartition(".")[2] in NESTED, PACKED_AGAIN),
        (is_swollen, contents.SWOLLEN),
    )
    return next((str(why) for is_so, why in reasons if is_so), "")


def _is_absolute(name):
    parts = re.split(r"[/\\]", name)
    return ".." in parts or not parts[0] or ":" in parts[0]


def _unpack(archive, member):
    """The content of a member as an open file that is gone once it is closed."""
    limit = contents.limit_of(contents.extension_of(member.short_name))
    if why := contents.why_not_size(member.info.file_size, limit):
        raise contents.Refused(why)
    unpacked = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  handed on open
    try:
        with archive.open(member.info) as packed:
            while piece := packed.read(PIECE):
                unpacked.write(piece)
    except Exception as error:  # a wrong sum, an unknown way of packing
        unpacked.close()
        raise contents.Refused(contents.DAMAGED) from error
    return unpacked
