"""Keeps the proof of the demonstration by content, in bulk.

It stands beside `files.take`, which looks into every file as if it came from
outside: a few hundred files of our own making need no such look.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from campaigns import extraction
from campaigns.models import Evidence, FileText, StoredFile


@dataclass
class Entry:
    """One piece of proof before it is saved: what it belongs to, and its content."""

    owner: dict
    kind: str
    file_name: str
    caption: str
    by: object
    at: object
    content: bytes = b""
    media_type: str = ""
    thumbnail: bytes = b""
    codes: list = field(default_factory=list)
    details: dict = field(default_factory=dict)


def keep(entries, court, criteria):
    """Store the files, enter the proof, name the criteria; return the Evidence."""
    files = _store(entries, court)
    saved = [_evidence(entry, files) for entry in entries]
    Evidence.objects.bulk_create(saved)
    _add_criteria(entries, saved, criteria)
    _replace_one(saved)
    return saved


def _store(entries, court):
    """Write each content once; return {digest: StoredFile}."""
    files, read = {}, {}
    for entry in entries:
        digest = hashlib.sha256(entry.content).hexdigest()
        if entry.content and digest not in files:
            read[digest] = _words(entry)
            files[digest] = StoredFile(
                court=court,
                algorithm="sha256",
                digest=digest,
                size=len(entry.content),
                media_type=entry.media_type,
                file=_write(f"{digest[:2]}/{digest[2:4]}/{digest}", entry.content),
                thumbnail=_write(
                    f"thumbnails/{digest[:2]}/{digest}.webp", entry.thumbnail
                ),
                stored_at=entry.at,
                **_facts(entry, read[digest]),
            )
    StoredFile.objects.bulk_create(files.values())
    FileText.objects.bulk_create(
        FileText(stored_file=files[digest], text=extraction.text(words))
        for digest, words in read.items()
        if words
    )
    return files


def _words(entry):
    extension = entry.file_name.rpartition(".")[2]
    return extraction.passages(BytesIO(entry.content), extension)


def _facts(entry, words):
    """What `files.take` reads from the content as well."""
    if entry.media_type.startswith("image/"):
        width, height = Image.open(BytesIO(entry.content)).size
        return {"width": width, "height": height}
    return {"characters": extraction.count(words)}


def _write(path, content):
    """Write once: the name is the content. Return the name, "" for no content."""
    if content and not default_storage.exists(path):
        return default_storage.save(path, ContentFile(content))
    return path if content else ""


def _evidence(entry, files):
    digest = hashlib.sha256(entry.content).hexdigest()
    return Evidence(
        **entry.owner,
        stored_file=files.get(digest),
        file_name=entry.file_name,
        kind=entry.kind,
        caption=entry.caption,
        uploaded_by=entry.by,
        uploaded_at=entry.at,
        is_declared_open=True,
        **entry.details,
    )


def _add_criteria(entries, saved, criteria):
    links = Evidence.criteria.through
    links.objects.bulk_create(
        links(evidence=evidence, criterion=criteria[code])
        for entry, evidence in zip(entries, saved, strict=True)
        for code in entry.codes
    )


def _replace_one(saved):
    """One caption was handed in anew with the same file: what it replaced is kept."""
    old = next(each for each in saved if each.kind == "picture")
    Evidence.objects.create(
        activity=old.activity,
        stored_file=old.stored_file,
        file_name=old.file_name,
        kind=old.kind,
        caption=f"{old.caption}（说明已补全）",
        taken_on=old.taken_on,
        uploaded_by=old.uploaded_by,
        uploaded_at=old.uploaded_at + timedelta(minutes=3),
        is_declared_open=True,
        replaces=old,
    )
