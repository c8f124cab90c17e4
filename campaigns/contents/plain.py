"""PDF, video and plain text: whole, readable, not locked."""

import codecs

from campaigns.contents.advice import DAMAGED, PASSWORD, UNREADABLE, Refused
from campaigns.contents.windows import has, windows


def check_pdf(file, size, extension):
    # Where cross-references are a stream, their dictionary is still in plain sight.
    if has(file, rb"/Encrypt\s*(<<|\d+\s+\d+\s+R)"):
        raise Refused(PASSWORD)
    file.seek(max(size - 65536, 0))
    if b"%%EOF" not in file.read():
        raise Refused(DAMAGED)


def check_video(file, size, extension):
    """Look for the index: a recording that was broken off has none and cannot play."""
    start = 0
    for _step in range(1000):
        file.seek(start)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        length = int.from_bytes(head[8:], "big") if length == 1 else length
        if length < 8 or start + length > size:
            break
        if head[4:8] == b"moov":
            return
        start += length
    raise Refused(DAMAGED)


def check_text(file, size, extension):
    if not any(_decodes(file, encoding) for encoding in ("utf-8", "gb18030")):
        raise Refused(UNREADABLE)


def _decodes(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        has_nul = any("\0" in decoder.decode(chunk) for chunk in windows(file))
        decoder.decode(b"", final=not has_nul)
    except UnicodeDecodeError:
        return False
    return not has_nul
