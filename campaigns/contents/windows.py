"""Reading a file piece by piece: whether something stands in it, and its digest."""

import hashlib
import re


def digest(file):
    """The algorithm, by its name in hashlib, and the digest of `file` in hex."""
    total = hashlib.sha256()
    for chunk in windows(file):
        total.update(chunk)
    file.seek(0)
    return total.name, total.hexdigest()


def windows(file, overlap=0):
    """`file` from its start in pieces that each repeat the last `overlap` bytes."""
    file.seek(0)
    tail = b""
    while chunk := file.read(1 << 20):
        window = tail + chunk
        yield window
        tail = window[-overlap:] if overlap else b""


def has(file, pattern):
    return any(re.search(pattern, window) for window in windows(file, 63))


def utf16(word):
    """`word` as the directory of an OLE file spells it."""
    return re.escape(word.encode("utf-16-le"))
