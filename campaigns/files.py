"""Files kept by their content: looked into, freed of their place, read, stored once."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from campaigns import contents, extraction, secrecy, storage
from campaigns.models import FileText, StoredFile
from campaigns.refusals import refuse

EXTENSIONS = {kind.media_type: name for name, kind in contents.TYPES.items()}
HELD = ("picture", "document", "sheet", "text")  # small enough to be read into memory


@dataclass(frozen=True)
class Taken:
    """A file that was kept, and what was seen in it."""

    stored_file: StoredFile
    content: contents.Content


def take(file, name, *, court):
    """Store content once per court, with its words, and return it as `Taken`.

    The bytes are on the disk before the row is written, so a row never lacks its file;
    the same content again gives the row that is there. Raises `Refused` with the
    reason and leaves nothing behind then. Leaves `file` open.
    """
    refuse(contents.why_not_name(name))
    file = _held(file, name)
    content = contents.inspect(file, name)
    file = contents.without_place(file, content.extension)
    words = extraction.passages(file, content.extension)
    refuse(secrecy.why_not_file(name, words))
    algorithm, digest = contents.digest(file)
    path = storage.write(f"{digest[:2]}/{digest[2:4]}/{digest}", file)
    facts = {
        "size": _size(file),
        "media_type": content.media_type,
        "file": path,
        "characters": extraction.count(words),
        "width": content.width,
        "height": content.height,
    }
    known = {"court": court, "algorithm": algorithm, "digest": digest}
    facts["thumbnail"] = _write_thumbnail(digest, file, content)
    return Taken(_enter(known, facts, words), content)


def lock(stored_files):
    """Hold every row over the bytes of these, in any court, until the transaction
    ends: who enters, forgets or erases one of them waits here for the others."""
    names = [each.file.name for each in stored_files]
    rows = StoredFile.objects.select_for_update().filter(file__in=names)
    return list(rows.order_by("pk"))


def why_not_prove(stored_file):
    """The reason a file held by `lock` is no proof any more, or "": it was forgotten
    or erased since it was kept."""
    is_known = StoredFile.objects.filter(pk=stored_file.pk).exists()
    if is_known and default_storage.exists(stored_file.file.name):
        return ""
    return _("This file is no longer in the store; choose the file again.")


@transaction.atomic
def forget(stored_file):
    """Take a file back that nothing is proved with, row and bytes; else leave it."""
    lock([stored_file])
    try:
        with transaction.atomic():
            stored_file.delete()
    except ProtectedError:
        return
    others = StoredFile.objects.filter(digest=stored_file.digest)
    if not others.exists():
        _delete_bytes(stored_file)


@transaction.atomic
def erase(stored_file):
    """Empty a file by a retention decision: bytes, small picture and words go, the row
    stays and tells what was there. Sent in once more, it is kept again."""
    lock([stored_file])
    FileText.objects.filter(stored_file=stored_file).delete()
    _delete_bytes(stored_file)


def read(stored_file):
    """Read the words of a file kept before; return them as passages.

    Writes `FileText` where there is none yet; raises OSError where the file is lost.
    """
    extension = EXTENSIONS.get(stored_file.media_type, "")
    with stored_file.file.open("rb") as opened:
        words = extraction.passages(opened, extension)
    _enter_words(stored_file, words)
    return words


@transaction.atomic
def _enter(known, facts, words):
    row, _created = StoredFile.objects.get_or_create(**known, defaults=facts)
    _enter_words(row, words)
    return row


def _enter_words(row, words):
    if words:
        told = {"text": extraction.text(words)}
        FileText.objects.get_or_create(stored_file=row, defaults=told)


def _delete_bytes(stored_file):
    for each in (stored_file.file, stored_file.thumbnail):
        if each:
            default_storage.delete(each.name)


def _held(file, name):
    """A file of moderate size in memory: it is looked into several times, read once."""
    extension = contents.extension_of(name)
    kind = contents.TYPES[extension].kind
    limit = contents.limit_of(extension)
    file.seek(0)
    if kind not in HELD:
        return file
    content = file.read(limit + 1)
    # What is too large is judged by its own size, and nothing of it is kept.
    return file if len(content) > limit else BytesIO(content)


def _size(file):
    return file.seek(0, 2) or file.tell()


def _write_thumbnail(digest, file, content):
    """The path of the small picture, made where the store has none (any more)."""
    if content.kind_hint != "picture":
        return ""
    path = f"thumbnails/{digest[:2]}/{digest}.webp"
    if default_storage.exists(path):
        return path
    return storage.write(path, ContentFile(contents.thumbnail(file)))
