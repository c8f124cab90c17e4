"""Which font prints each official face in the PDF, and what it stands in for.

GB/T 9704-2012 names kinds of type, not products (5.2.2, 7.3.3). Noto Serif SC is a
宋体 and Noto Sans SC a 黑体; both come with a package and hold every character of
GBK. No free package holds 仿宋, 楷体 or 小标宋: a court that has them names their
folder in the setting FONTS_DIR.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from django.utils.translation import gettext as _

SERIF = "Noto Serif SC"
SANS = "Noto Sans SC"


@dataclass(frozen=True)
class Face:
    """An official face: `words` find it among the names of families, the best first.

    `built_in` prints it where FONTS_DIR has none and prints the characters it lacks;
    `is_kin` tells that the built-in font is of the kind the standard names.
    """

    official: str
    words: tuple
    built_in: str
    is_kin: bool = False


FACES = {
    "fangsong": Face("仿宋", ("fangsong", "仿宋", "fandolfang"), SERIF),
    "kaiti": Face("楷体", ("kaiti", "楷", "kai"), SERIF),
    "title": Face("小标宋", ("xiaobiaosong", "小标宋"), SERIF),
    "heiti": Face("黑体", ("simhei", "heiti", "黑体", "fandolhei"), SANS, is_kin=True),
    "songti": Face(
        "宋体", ("simsun", "songti", "宋体", "fandolsong"), SERIF, is_kin=True
    ),
}


@dataclass(frozen=True)
class Substitution:
    """The `official` face is not here; `used` is printed instead."""

    official: str
    used: str


def families():
    """Return {face: names of families, tried in turn for every character}."""
    found = {key: configured(face) for key, face in FACES.items()}
    return {
        key: [*filter(None, [found[key]]), face.built_in] for key, face in FACES.items()
    }


def substitutions():
    """Return a `Substitution` for each face that prints in type of another kind."""
    return tuple(
        Substitution(face.official, face.built_in)
        for face in FACES.values()
        if not face.is_kin and configured(face) is None
    )


def remarks():
    """Return the substitutions as one sentence to tell, or none."""
    stand_ins = groupby(substitutions(), key=attrgetter("used"))
    told = [
        f"{'、'.join(each.official for each in faces)} → {used}"
        for used, faces in stand_ins
    ]
    if not told:
        return ()
    sentence = _(
        "The PDF is printed with stand-in fonts: %(fonts)s. The court's own fonts go "
        "in the folder named by FONTS_DIR."
    )
    return (sentence % {"fonts": "；".join(told)},)


def configured(face):
    """Return the family of FONTS_DIR that is `face`; the plainest name wins."""
    own = set(library().families()) - {SERIF, SANS}
    plain = {family: simplify(family) for family in sorted(own, key=plainness)}
    matches = (
        family for word in face.words for family in plain if word in plain[family]
    )
    return next(matches, None)


def plainness(family):
    return len(family), family


def simplify(family):
    return "".join(filter(str.isalnum, family)).lower()


def library():
    """Return the `typst.Fonts` in use: those of FONTS_DIR and the built-in ones."""
    return read_fonts(settings.FONTS_DIR)


@lru_cache(maxsize=4)
def read_fonts(folder):
    """Read the names in a folder once; fonts added later need a restart."""
    built_in = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(
        include_system_fonts=False,  # the same bytes on every machine
        include_embedded_fonts=False,
        font_paths=[*filter(None, [folder]), built_in],
    )
