"""Names of files that any system can unpack: short, legal on Windows, each only once."""

import re
import unicodedata

LIMIT = 200  # bytes of a whole path; Windows stops at 260 characters with its folder
UNSAFE = re.compile(r'[<>:"/\\|?*%\x00-\x1f\x7f]')  # % would be escaped by BagIt
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe(text):
    """`text` as one step of a path; "" when nothing of it may stand in one."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(each for each in text if unicodedata.category(each) not in HIDDEN)
    text = UNSAFE.sub("_", text).strip(" .")
    return f"_{text}" if RESERVED.match(text) else text


def shorten(text, size):
    """`text` in at most `size` bytes of UTF-8, cut between characters."""
    return text.encode()[:size].decode(errors="ignore").strip(" .")


class Names:
    """Hands out the paths of one package below its `top` folder: no two alike in any
    letter case, none longer than LIMIT bytes with that folder."""

    def __init__(self, top):
        self.room = LIMIT - len(f"{top}/".encode())
        self.taken = set()

    def take(self, folder, stem, ending=""):
        """A new path `folder`/`stem``ending`; `ending` holds its dot."""
        stem, number = safe(stem) or "_", 1
        while True:
            mark = f"_{number}{ending}" if number > 1 else ending
            left = self.room - len(f"{folder}/{mark}".encode())
            path = f"{folder}/{shorten(stem, left)}{mark}"
            if path.casefold() not in self.taken:
                self.taken.add(path.casefold())
                return path
            number += 1
