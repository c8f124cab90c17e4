"""Handing out kept files: what a browser may do with one that came from outside."""

import codecs

# Nothing in a file of ours may act on the site's behalf (rules.md 4.3).
SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# Browsers show no PDF in a sandbox; their viewer is one itself.
NO_SOURCES = "default-src 'none'; style-src 'unsafe-inline'"
SNIFFED = 65536  # bytes


def headers(media_type):
    """The headers a file of this type goes out with, {name: value}."""
    is_pdf = media_type == "application/pdf"
    return {
        "Content-Security-Policy": NO_SOURCES if is_pdf else SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }


def charset(opened):
    """UTF-8, or the older Chinese encoding a court's texts may still have.

    `opened` is at its start, and is left there.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(opened.read(SNIFFED))
    except UnicodeDecodeError:
        return "gb18030"
    finally:
        opened.seek(0)
    return "utf-8"
