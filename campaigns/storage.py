"""Bytes on disk: a file is there whole or not at all, whatever breaks off.

What is written goes to a name of its own first, is forced to the disk, and only then
gets the name it is known by; so a name never stands for half a file.
"""

import contextlib
import os
import uuid
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from campaigns.refusals import Refused

ARRIVING = "arriving"  # folder of what is being written; see `sweep`
PIECE = 1 << 20


def write(path, file):
    """Store `file` under `path`, once: the name is the content. Return the path.

    When it returns, the bytes are on the disk. Raises `Refused` where they cannot be.
    """
    size = file.seek(0, os.SEEK_END) or file.tell()
    if _is_whole(path, size):
        return path
    try:
        _write(Path(default_storage.path(path)), file)
    except OSError as error:
        raise Refused(_("The file could not be stored; try again.")) from error
    return path


def force(file):
    """Have the system write an open file to the disk, not to its memory only."""
    file.flush()
    os.fsync(file.fileno())


def sweep(folder, before):
    """Remove files below `folder` last changed before `before`, a time in seconds."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            with contextlib.suppress(FileNotFoundError):  # another did it already
                if path.stat().st_mtime < before:
                    path.unlink()


def _is_whole(path, size):
    return default_storage.exists(path) and default_storage.size(path) == size


def _write(target, file):
    beginning = Path(default_storage.path(ARRIVING), uuid.uuid4().hex)
    beginning.parent.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    try:
        with open(beginning, "xb") as opened:
            while piece := file.read(PIECE):
                opened.write(piece)
            force(opened)
        beginning.replace(target)
    finally:
        beginning.unlink(missing_ok=True)
    for folder in (target.parent, target.parent.parent):
        _force_folder(folder)


def _force_folder(folder):
    """The new name itself is on the disk too; Windows knows no such thing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
