"""The name of a file: made safe to keep, and what it says of the kind."""

import os
import re
import unicodedata

from campaigns.contents.advice import ADVICE, PATH, UNKNOWN, Refused
from campaigns.contents.kinds import SAME, TYPES

# The division sign stands for a slash in what came through a plain form: Django cuts
# off folders before anybody could see them (config/uploading.py).
SEPARATORS = "/\\\u2215"
NAME_LENGTH = 120  # characters
NAME_BYTES = 240  # file systems allow 255, and a Chinese character takes three


def safe_name(name):
    """`name` without folders, invisible characters and those Windows forbids.

    At most NAME_LENGTH characters and NAME_BYTES bytes; the ending is kept.
    """
    name = unicodedata.normalize(
        "NFC", re.split(f"[{re.escape(SEPARATORS)}]", name)[-1]
    )
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # U+202E would turn gpj.exe into exe.jpg
    name = "".join(each for each in name if unicodedata.category(each) not in hidden)
    stem, ending = os.path.splitext(re.sub(r'[<>:"|?*]', "_", name).strip(" ."))
    if len(ending) > 10:
        stem, ending = stem + ending, ""
    stem = stem[: NAME_LENGTH - len(ending)].encode()
    stem = stem[: NAME_BYTES - len(ending.encode())].decode(errors="ignore")
    return (stem.strip(" .") or "unnamed") + ending


def why_not_name(name):
    """The reason a file may not be sent under this name, or ""."""
    if any(separator in name for separator in SEPARATORS):
        return PATH % {"name": name}
    return ""


def extension_of(name):
    name = safe_name(name)
    extension = os.path.splitext(name)[1].lstrip(".").lower()
    extension = SAME.get(extension, extension)
    if extension in TYPES:
        return extension
    accepted = {"name": name, "accepted": ", ".join(TYPES)}
    raise Refused(ADVICE.get(extension) or UNKNOWN % accepted)
