"""Reading each file that goes in: whole, as it was stored, as JPG where that is asked."""

import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.storage import default_storage

from campaigns import contents, storage
from dossiers.packages import renditions

CHUNK = 1 << 20
FOLDER = "packages"


class Altered(Exception):
    """A file is not there, or not what was stored; the message is its name."""


@dataclass(frozen=True)
class Source:
    """A kept file: its place in the storage, and the digest it must have ("" where
    none is known: a thumbnail); `title` is how people know it."""

    key: str
    name: str
    title: str
    algorithm: str = "sha256"
    digest: str = ""
    is_picture: bool = False
    is_small: bool = False  # wanted as a thumbnail


def of_file(stored, title):
    return Source(
        f"file-{stored.pk}",
        stored.file.name,
        title,
        stored.algorithm,
        stored.digest,
        stored.is_picture,
    )


def of_thumbnail(stored, title):
    return Source(f"small-{stored.pk}", stored.thumbnail.name, title, is_small=True)


def of_edition(file):
    title = f"{file.edition.title}.{file.extension}"
    return Source(
        f"edition-{file.pk}", file.file.name, title, file.algorithm, file.digest
    )


def read(source, rules):
    """What a `PackageFile` says of this source. Raises `Altered`."""
    try:
        with default_storage.open(source.name) as file:
            told = measure(file, source.algorithm)
            if source.digest and told[source.algorithm] != source.digest:
                raise Altered(source.title)
            smaller = _jpg(file, source, rules)
    except OSError as lost:
        raise Altered(source.title) from lost
    if smaller is not None:
        return _kept(smaller, "jpg") | {"original": told["sha256"]}
    return _fields(source.name, told)


def thumbnail(source, of):
    """The same for a thumbnail; one that was lost is made again from its picture."""
    if default_storage.exists(source.name):
        return read(source, None)
    try:
        with default_storage.open(of.name) as file:
            return _kept(contents.thumbnail(file), "webp")
    except OSError as lost:
        raise Altered(of.title) from lost


def keep(content, ending):
    """Store bytes by their content once; returns the name in the storage. Raises
    `Refused` where they cannot be stored."""
    digest = hashlib.sha256(content).hexdigest()
    return storage.write(f"{FOLDER}/{digest[:2]}/{digest}.{ending}", BytesIO(content))


def measure(file, algorithm="sha256"):
    """{"size", "crc", and a digest by each algorithm} of an open file, from its start."""
    totals = {name: hashlib.new(name) for name in {algorithm, "sha256"}}
    size = crc = 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        for total in totals.values():
            total.update(chunk)
    return {name: total.hexdigest() for name, total in totals.items()} | {
        "size": size,
        "crc": crc,
    }


def _jpg(file, source, rules):
    if not (rules and rules.as_jpg and source.is_picture):
        return None
    return renditions.as_jpg(file, rules.limit)


def _kept(content, ending):
    return _fields(keep(content, ending), measure(BytesIO(content)))


def _fields(name, told):
    return {
        "file": name,
        "size": told["size"],
        "digest": told["sha256"],
        "crc": told["crc"],
    }
