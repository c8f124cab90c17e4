"""Marks of secrecy: what bears one may not be in this system at all.

A mark is 绝密, 机密 or 秘密 before a star, as in 秘密★10年, or 绝密★启用前 (rules.md 4.4;
保守国家秘密法). The plain words, as in 保守秘密, are none.
"""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STARS = "★☆⭐✩✪✭✮✯"
MARK = re.compile(
    rf"(?:绝\s*密|机\s*密|秘\s*密)\s*[{STARS}]"
    rf"|绝\s*密\s*[{STARS}]?\s*启\s*用\s*前"
)
FOUND = gettext_lazy(
    "%(place)s bears the secrecy mark “%(mark)s”. Secret material may not be in this "
    "system: it was not kept. Take it away from here and handle it by the rules on secrecy."
)
NOT_DECLARED = gettext_lazy(
    "Declare first that what you hand in holds no secret of the state, of work or of a "
    "trial."
)
DECLARATION = gettext_lazy(
    "What is handed in here holds no secret of the state, of work or of a trial"
)


def mark_in(text):
    """The first mark of secrecy in a text as it is written there, or ""."""
    found = MARK.search(unicodedata.normalize("NFKC", text or ""))
    return "".join(found[0].split()) if found else ""


def why_not_text(text, place):
    """The reason words that stand at `place` may not come in, or ""."""
    mark = mark_in(text)
    return FOUND % {"place": place, "mark": mark} if mark else ""


def why_not_file(name, passages):
    """The reason a file with this name and these passages may not come in, or "".

    A mark may lie across two passages: 秘密 in one line and its star in the next.
    """
    if why := why_not_text(name, _("the file name")):
        return why
    before = ""
    for passage in passages:
        if why := why_not_text(before + passage.text, passage.place):
            return why
        before = passage.text[-4:] + "\n"
    return ""
