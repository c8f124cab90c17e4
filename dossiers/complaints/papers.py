"""Papers that belong together: 通知 to 照片 of a meeting, 正文 and 附件, 请示 and 批复, the
issues of a series (award.md 3.1, 3.3)."""

import re
from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Category
from campaigns.models.standards import ProofKind
from dossiers import artefacts, likeness, numerals
from dossiers.complaints.lines import Line, of_activity, of_entry
from dossiers.complaints.rows import owner_key

ANNEX = re.compile(r"附件\s*[：:1１一]|（附件|\(附件|见附件|详见附")
REQUEST = re.compile(r"请示")
REPLY = re.compile(r"批复|复函|同意")
UNNUMBERED = re.compile("方案")
ISSUE = re.compile(r"第([一二三四五六七八九十百〇零两]+|\d+)[期次讲]")
MONTHLY = 10  # months of a year with one: then a month without is a hole
NUMBERED_MONTHLY = 8  # the same for 第n期
LONG = 3  # pages; beyond, inspectors want the passage that proves marked
SHARED = 3  # pairs of hanzi a reply has in common with its request


def meetings(material):
    """A meeting leaves five papers, and what its category asks besides."""
    for row in filter(_is_meeting, material.activities):
        asked = (*artefacts.OF_A_MEETING, *artefacts.named(row.category.artefacts))
        if lacking := _lacking(row, dict.fromkeys(asked), material):
            yield of_activity(row, _lack(lacking))


def activities(material):
    """What the category of an activity says it needs; its criteria have enough."""
    for row, lacking in _incomplete(material):
        if row.pk not in material.short:
            yield of_activity(row, _lack(lacking))


def short(material):
    """The same, where a rule of the standard is not met either."""
    for row, lacking in _incomplete(material):
        if row.pk in material.short:
            yield of_activity(row, _lack(lacking))


def annexes(material):
    """A main paper that names an annex, and stands alone."""
    for entry in material.documents:
        beside = _beside(entry, material)
        is_alone = all(other.kind == ProofKind.PICTURE for other in beside)
        if is_alone and ANNEX.search(entry.beginning or entry.caption):
            yield of_entry(entry)


def readable(material):
    """(how many main papers have words to check, how many there are)."""
    return sum(bool(e.beginning) for e in material.documents), len(material.documents)


def requests(material):
    """A request without its reply."""
    replies = [_names(e) for e in material.entries if REPLY.search(_names(e))]
    for entry in material.documents:
        names = _names(entry)
        if not REQUEST.search(names) or REPLY.search(names):
            continue
        if not _is_answered(entry, replies, material):
            yield of_entry(entry)


def series(material):
    """第1期, 第2期, 第4期: an issue that is not there, by category and year."""
    for (category, year), rows in _by_year(material.activities).items():
        numbers = {number for row in rows if (number := _issue(row.title))}
        if len(numbers) < 2:
            continue
        gone = sorted(set(range(min(numbers), max(numbers))) - numbers)
        if gone:
            told = "、".join(map(str, gone))
            yield _of_category(category, year, _("not there: %(what)s"), told)


def months(material):
    """What is done monthly, and was not in one month between the first and the last.

    Monthly is what numbers its issues, or is held in nearly every month: what comes
    when another court calls is neither.
    """
    for (category, year), rows in _by_year(material.activities).items():
        held = {row.held_on.month for row in rows}
        gone = sorted(set(range(min(held), max(held))) - held)
        is_done = category.kind != Category.Kind.MEASURE  # papers come as they come
        monthly = NUMBERED_MONTHLY if _is_numbered(rows) else MONTHLY
        if is_done and len(held) >= monthly and gone:
            told = "、".join(map(str, gone))
            yield _of_category(category, year, _("no record in month %(what)s"), told)


def numbers(material):
    """Formal documents; a signed statement and a plan of an event bear none."""
    for entry in material.documents:
        is_without = entry.statement_id or UNNUMBERED.search(_names(entry))
        if not entry.document_number and not is_without:
            yield of_entry(entry, str(entry.owner))


def passages(material):
    for entry in material.entries:
        if (entry.pages or 0) > LONG and not entry.passage.strip():
            yield of_entry(entry, _("%(number)s pages") % {"number": entry.pages})


def _incomplete(material):
    """Activities that are no meetings, each with what its category still asks."""
    for row in material.activities:
        asked = () if _is_meeting(row) else artefacts.named(row.category.artefacts)
        if lacking := _lacking(row, asked, material):
            yield row, lacking


def _is_meeting(row):
    return row.category.kind == Category.Kind.MEETING


def _lacking(row, asked, material):
    entries = material.by_activity.get(row.pk, ())
    return artefacts.missing(asked, entries, row.pk in material.attended)


def _lack(lacking):
    return _("not found: %(what)s") % {"what": "、".join(lacking)}


def _beside(entry, material):
    """The other proof of the record an entry belongs to."""
    together = material.by_owner[owner_key(entry)]
    return [other for other in together if other.pk != entry.pk]


def _names(entry):
    return f"{entry.caption} {entry.file_name}"


def _is_answered(entry, replies, material):
    """By a paper of the same record, or one whose title speaks of the same."""
    if any(REPLY.search(_names(other)) for other in _beside(entry, material)):
        return True
    own = set(likeness.pairs(REQUEST.sub("", _names(entry))))
    return any(len(own & set(likeness.pairs(reply))) >= SHARED for reply in replies)


def _issue(title):
    """The number of 第七期 as a number, or 0."""
    match = ISSUE.search(title)
    if match is None:
        return 0
    if match[1].isdigit():
        return int(match[1])
    return (numerals.hanzi_range(match[1]) or (0,))[0]


def _is_numbered(rows):
    return sum(bool(_issue(row.title)) for row in rows) * 2 > len(rows)


def _by_year(activities):
    found = defaultdict(list)
    for row in activities:
        found[row.category, row.held_on.year].append(row)
    return found


def _of_category(category, year, words, what):
    url = f"{reverse('activities')}?category={category.pk}&year={year}"
    return Line(f"{category} {year}", url, words % {"what": what})
