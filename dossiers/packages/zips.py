"""A .zip whose every byte is known before the first is sent.

Members are stored, not packed, and their sizes and checksums are at hand, so the
archive is a row of parts of known length. Any stretch of it can be made alone: a
download goes on where it broke off without reading what was sent before.
Layout after APPNOTE.TXT 6.3.10; ZIP64 where offsets need it.
"""

import struct
from dataclasses import dataclass

NEEDED = 45  # version that reads ZIP64
UTF8 = 1 << 11
UNIX_FILE = 0o100644 << 16
FULL = 0xFFFFFFFF
MANY = 0xFFFF


@dataclass(frozen=True)
class Member:
    """A file of the archive: `path` in it, size in bytes, CRC-32; `key` is whatever
    the caller needs to find its bytes."""

    path: str
    size: int
    crc: int
    key: object = None


class Archive:
    """The archive of `members`, each dated `moment` (a local datetime)."""

    def __init__(self, members, moment):
        self.parts = tuple(_parts(members, _stamp(moment)))
        self.size = sum(map(_length, self.parts))

    def cut(self, first=0, last=None):
        """Yield (part, start, stop) for the bytes `first` to `last`, both included: a
        part is bytes or a `Member`, of which the bytes from start up to stop are meant."""
        end = self.size if last is None else last + 1
        position = 0
        for part in self.parts:
            length = _length(part)
            start, stop = max(first - position, 0), min(end - position, length)
            if start < stop:
                yield part, start, stop
            position += length


def _length(part):
    return part.size if isinstance(part, Member) else len(part)


def _parts(members, stamp):
    position, index = 0, []
    for member in members:
        header = _local(member, stamp)
        index.append(_central(member, stamp, position))
        position += len(header) + member.size
        yield header
        yield member
    directory = b"".join(index)
    yield directory + _end(len(index), len(directory), position)


def _stamp(moment):
    """Time and date as DOS kept them, to two seconds."""
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (moment.year - 1980) << 9 | moment.month << 5 | moment.day


def _local(member, stamp):
    if member.size >= FULL:
        raise ValueError(f"{member.path} is larger than a member may be")
    name = member.path.encode()
    told = (NEEDED, UTF8, 0, *stamp, member.crc, member.size, member.size)
    return struct.pack("<4s5H3L2H", b"PK\3\4", *told, len(name), 0) + name


def _central(member, stamp, offset):
    name = member.path.encode()
    extra = struct.pack("<2HQ", 1, 8, offset) if offset >= FULL else b""
    told = (NEEDED, UTF8, 0, *stamp, member.crc, member.size, member.size)
    places = (len(name), len(extra), 0, 0, 0, UNIX_FILE, min(offset, FULL))
    made_by = 3 << 8 | NEEDED  # on Unix
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", made_by, *told, *places) + name + extra


def _end(count, size, offset):
    """The end of the directory, preceded by its ZIP64 form where numbers are large."""
    short = struct.pack(
        "<4s4H2LH",
        *(b"PK\5\6", 0, 0, min(count, MANY), min(count, MANY)),
        *(min(size, FULL), min(offset, FULL), 0),
    )
    if count < MANY and size < FULL and offset < FULL:
        return short
    head = struct.pack("<4sQ2H2L", b"PK\6\6", 44, NEEDED, NEEDED, 0, 0)
    long = head + struct.pack("<4Q", count, count, size, offset)
    return long + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1) + short
