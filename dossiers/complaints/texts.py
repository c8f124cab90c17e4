"""说明报告 as inspectors read them: figures in it, telling and not summing up, short,
and about what the criterion asks (award.md 3.3)."""

import re
from itertools import filterfalse
from pathlib import PurePath

from django.utils.translation import gettext as _

from campaigns import extraction
from campaigns.models import Category
from dossiers import likeness, numerals, reports
from dossiers.complaints.lines import of_entry

# Words of a 总结, which a 说明 does without.
SUMMING_UP = re.compile(
    r"一年来|两年来|二年来|取得了?(?:显著|明显|可喜|优异)?(?:的)?成[效绩]|再上新台阶|迈上新台阶"
    r"|上了?一个新台阶|回顾|下一步|今后(?:的)?工作|总结如下|工作总结|存在的?不足"
    r"|在[^，。]{2,20}的?正确领导下"
)
OF_TIME = {"年", "月", "日", "号", "年度"}
FEW_PAIRS = 2  # neighbouring hanzi that a text shares with its criterion by chance


def without_figures(material):
    for entry in _read(material):
        found = numerals.find(entry.beginning)
        if not any(one.word not in OF_TIME for one in found):
            yield of_entry(entry, _("no number, no amount, no share in it"))


def as_summary(material):
    """By its text; a title may well say 总结."""
    for entry in _read(material):
        if found := dict.fromkeys(SUMMING_UP.findall(_body(entry))):
            told = "、".join(found)
            yield of_entry(entry, _("it says: %(words)s") % {"words": told})


def too_long(material):
    for entry in material.texts:
        number = entry.stored_file.characters if entry.stored_file else None
        if number is not None and number > reports.LIMIT:
            yield of_entry(entry, _("%(number)s characters") % {"number": number})


def off_topic(material):
    """The words of every criterion it serves are strange to it.

    A piece of news tells of its event in words of its own, and is left out.
    """
    for entry in filterfalse(_is_news, _read(material)):
        near = set(likeness.pairs(entry.beginning))
        nodes = material.criteria_of.get(entry.pk, ())
        asked = [set(likeness.pairs(f"{n.title}{n.requirement}")) for n in nodes]
        if asked and all(len(near & words) < FEW_PAIRS for words in asked):
            told = "、".join(str(node) for node in nodes)
            yield of_entry(entry, _("it serves: %(criteria)s") % {"criteria": told})


def unread(material):
    """What no machine can read, somebody reads: scans, old .doc, .wps."""
    for entry in material.texts:
        if entry.stored_file and not entry.beginning:
            yield of_entry(entry, _why_unread(entry))


def readable(material):
    """(how many reports have words to check, how many there are)."""
    return len(_read(material)), len(material.texts)


def counted(material):
    """(how many reports have their characters counted, how many there are)."""
    known = (e for e in material.texts if e.stored_file and e.stored_file.characters)
    return sum(1 for _entry in known), len(material.texts)


def _read(material):
    return [entry for entry in material.texts if entry.beginning]


def _why_unread(entry):
    """A scan is read by people; what a machine can read may not have been read yet."""
    if PurePath(entry.file_name).suffix.lower().lstrip(".") not in extraction.READERS:
        return entry.file_name
    return _(
        "%(file)s: its words were not read when it was kept; have the system "
        "administrator run manage.py read_texts"
    ) % {"file": entry.file_name}


def _body(entry):
    """The words below the title: a first line that ends no sentence."""
    first, _break, rest = entry.beginning.partition("\n")
    return rest if rest and "。" not in first else entry.beginning


def _is_news(entry):
    activity = entry.activity
    return activity is not None and activity.category.kind == Category.Kind.PUBLICITY
