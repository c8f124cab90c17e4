"""What a reporting platform asks of files: of pictures, and of how files are named."""

import re
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE = 1024 * 1024
WORDS = ("日期", "题名", "档号", "指标", "序号")
PLACE = re.compile(r"\{([^{}]*)\}")
GAPS = re.compile(r"([_\-\s])[_\-\s]+")
DAY = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*[，,、]?\s*")


@dataclass(frozen=True)
class Rules:
    """`as_jpg`: pictures become JPG of at most `megabytes` (None: any size); `names` is
    the pattern of a file's name, of WORDS in braces."""

    platform: str = "general"
    as_jpg: bool = False
    megabytes: float | None = None
    names: str = "{日期}_{档号}_{题名}"

    @property
    def limit(self):
        return int(self.megabytes * MEGABYTE) if self.megabytes else None

    @property
    def data(self):
        return asdict(self)


@dataclass(frozen=True)
class Platform:
    label: str
    rules: Rules


# Award.md 2.1: JPG of at most 2 MB (南昌); the date in the name (陕西), else refused.
PLATFORMS = {
    "general": Platform(
        gettext_lazy("On the spot: originals, sorted by day"), Rules("general")
    ),
    "jpg": Platform(
        gettext_lazy("Platform: pictures as JPG of at most 2 MB, date first"),
        Rules("jpg", True, 2, "{日期}_{题名}"),
    ),
    "code": Platform(
        gettext_lazy("Platform: as above, the criterion's code first"),
        Rules("code", True, 2, "{指标}_{日期}_{题名}"),
    ),
}


def of(platform, *, megabytes=None, names=""):
    """The rules of a platform, with what was asked for differently."""
    known = PLATFORMS[platform].rules
    changed = {"megabytes": megabytes or known.megabytes}
    changed |= {"names": names.strip() or known.names}
    changed["as_jpg"] = known.as_jpg or bool(megabytes)
    return Rules(**known.data | changed)


def why_not_names(pattern):
    """The reason names cannot be made by this pattern, or ""."""
    asked = PLACE.findall(pattern)
    told = {"words": "".join(f"{{{word}}}" for word in WORDS)}
    if unknown := [word for word in asked if word not in WORDS]:
        told["unknown"] = "、".join(unknown)
        return _("%(unknown)s is not known; a name is made of %(words)s.") % told
    if not {"题名", "序号"}.intersection(asked):
        return _("The name needs {题名} or {序号}, so that files can be told apart.")
    return ""


def stem(pattern, values):
    """The name of a file without its ending; `values` by WORDS, "" where unknown."""
    if "{日期}" in pattern:  # captions often begin with the day themselves
        values = values | {"题名": undated(values["题名"])}
    name = PLACE.sub(lambda place: str(values[place[1]]), pattern)
    return GAPS.sub(r"\1", name).strip("_- ")


def undated(caption):
    """A caption without the day it begins with; the whole where nothing else is left."""
    begins = DAY.match(caption)
    return (begins and caption[begins.end() :]) or caption
