"""说明报告 as inspectors read them: figures in it, telling and not summing up, short,
and about what the criterion asks (award.md 3.3)."""

import re

from django.utils.translation import gettext as _

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
    for entry in material.texts:
        words = f"{entry.caption}。{entry.beginning or ''}"
        if found := dict.fromkeys(SUMMING_UP.findall(words)):
            told = "、".join(found)
            yield of_entry(entry, _("it says: %(words)s") % {"words": told})


def too_long(material):
    for entry in material.texts:
        number = entry.stored_file.characters if entry.stored_file else None
        if number is not None and number > reports.LIMIT:
            yield of_entry(entry, _("%(number)s characters") % {"number": number})


def off_topic(material):
    """The words of every criterion it serves are strange to it."""
    for entry in _read(material):
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
            yield of_entry(entry, entry.file_name)


def _read(material):
    return [entry for entry in material.texts if entry.beginning]
