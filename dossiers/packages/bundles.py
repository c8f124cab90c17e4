"""Putting a package together: every file of the bag with its size and digests."""

import zlib
from dataclasses import astuple, dataclass
from hashlib import sha256
from importlib.metadata import version

from django.utils.timezone import localtime

from dossiers.packages import bags, pages, zips
from dossiers.packages.places import Places


@dataclass(frozen=True)
class Entry:
    """A file of the bag: `file` is the key of its `PackageFile`; None: it was written
    for the package and stands at `start` among its pages."""

    path: str
    size: int
    digest: str
    crc: int
    file: int | None = None
    start: int = 0


class Pages:
    """What is written for a package, one after another."""

    def __init__(self):
        self.written, self.size = [], 0

    def add(self, path, content):
        digest, crc = sha256(content).hexdigest(), zlib.crc32(content)
        entry = Entry(path, len(content), digest, crc, None, self.size)
        self.written.append(content)
        self.size += len(content)
        return entry

    @property
    def content(self):
        return b"".join(self.written)


@dataclass(frozen=True)
class Bundle:
    """A package put together: `pages` are the bytes written for it."""

    name: str  # of the folder it unpacks to
    entries: tuple[Entry, ...]
    pages: bytes
    digest: str  # of the tag manifest
    size: int  # of the archive


def bundle(package, material, rules, files, count, moment):
    """The `Bundle` of `material`; `files` are the package's `PackageFile` by source."""
    top = pages.name_of(package)
    places = Places(top, material, rules, files)
    told = pages.about(package, material, localtime(moment))
    blob = Pages()
    payload, tags = [], []
    for path, content in pages.write(told, material, places, count).items():
        kind = payload if path.startswith("data/") else tags
        kind.append(blob.add(path, content))
    payload += [_of_file(path, files[source]) for path, source in places.sources()]
    tags += _tags(package, payload, rules, moment, blob)
    seal = blob.add(bags.TAG_MANIFEST, bags.manifest(map(_line, tags)))
    entries = tuple(sorted((*tags, seal, *payload), key=_order))
    size = archive(top, entries, moment).size
    return Bundle(top, entries, blob.content, seal.digest, size)


def archive(top, entries, moment):
    """The `zips.Archive` of a bag: everything in the folder `top`."""
    members = (
        zips.Member(f"{top}/{each.path}", each.size, each.crc, each) for each in entries
    )
    return zips.Archive(members, localtime(moment))


def data_of(entry):
    """An entry as JSON knows it; `Entry(*data)` reads it again."""
    return astuple(entry)


def _order(entry):
    """Tag files first, as somebody who unpacks it wants to see them."""
    return entry.path.startswith("data/"), entry.path


def _line(entry):
    return entry.path, entry.digest


def _of_file(path, kept):
    return Entry(path, kept.size, kept.digest, kept.crc, kept.pk)


def _tags(package, payload, rules, moment, blob):
    yield blob.add("bagit.txt", bags.declaration())
    yield blob.add("bag-info.txt", _information(package, payload, rules, moment))
    yield blob.add(bags.MANIFEST, bags.manifest(map(_line, payload)))


def _information(package, payload, rules, moment):
    campaign = package.campaign
    court = campaign.court
    size = sum(each.size for each in payload)
    confidential = "included" if package.with_confidential else "left out"
    told = {
        "Source-Organization": court.name,
        "External-Identifier": f"{court.fonds_number}-{package}",
        "External-Description": f"{campaign.name}考评材料",
        "Bagging-Date": f"{localtime(moment):%Y-%m-%d}",
        "Payload-Oxum": f"{size}.{len(payload)}",
        "Bag-Software-Agent": f"wenming, Django {version('Django')}",
        "Export-Rules": f"{rules.platform} jpg={rules.as_jpg} "
        f"megabytes={rules.megabytes or '-'} names={rules.names}",
        "Confidential-Items": confidential,
    }
    return bags.information(told.items())
