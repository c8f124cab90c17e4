"""BagIt 1.0 (RFC 8493): the files beside a payload that let anybody check it."""

VERSION = "1.0"
ALGORITHM = "sha256"
MANIFEST = f"manifest-{ALGORITHM}.txt"
TAG_MANIFEST = f"tagmanifest-{ALGORITHM}.txt"


def declaration():
    """bagit.txt: the version, and how the other tag files are written."""
    return f"BagIt-Version: {VERSION}\nTag-File-Character-Encoding: UTF-8\n".encode()


def information(told):
    """bag-info.txt from {label: value}; a value stands on one line."""
    lines = (f"{label}: {' '.join(str(value).split())}\n" for label, value in told)
    return "".join(lines).encode()


def manifest(entries):
    """A line for each (path, digest); names.safe keeps out what needs escaping."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(entries)).encode()
