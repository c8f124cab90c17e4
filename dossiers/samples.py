"""抽查: drawing by lot what an inspector asks to see, and what the records hold of it.

The draw is pure: a seed and the number of requests give a place among them, so that
anybody can repeat it. The request keeps its words; what is found is looked up anew.
"""

import hashlib
import re
import secrets
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Activity, Campaign, Honour, Reading, Statement
from campaigns.refusals import Refused, refuse
from dossiers import artefacts, subjects
from dossiers.models import ArchiveItem, ItemPart, Sample, Subject

ISSUE = re.compile(r"第[一二三四五六七八九十百〇零\d]+[期讲]")
# Where a category names nothing, inspectors ask for what every activity leaves.
USUAL = ("照片",)


@dataclass(frozen=True)
class Request:
    """One thing that can be asked for: a record, an artefact of it, the words."""

    subject: str
    pk: int
    name: str
    artefact: str
    asked: str


@dataclass(frozen=True)
class Found:
    """A piece of proof, and the item of the archive it was filed in, if it was."""

    entry: object
    item: object


@dataclass(frozen=True)
class Held:
    """What the records hold of a request: `matching` look like what was asked for,
    `others` belong to the same record; `attendance` are the people on its list."""

    record: object
    matching: tuple[Found, ...] = ()
    others: tuple[Found, ...] = ()
    attendance: int = 0

    @property
    def is_there(self):
        return bool(self.matching or self.attendance)


# -- Drawing ----------------------------------------------------------------------


def position(seed, stock):
    """The place, from 1, that a seed gives among `stock` requests: SHA-256 of the
    seed, read as a number, modulo their number."""
    return int(hashlib.sha256(seed.encode()).hexdigest(), 16) % stock + 1


def stock(campaign, *, by, subject=""):
    """Every `Request` that can be made of what `by` may see, in a fixed order."""
    makers = {subject: MAKERS[subject]} if subject in MAKERS else MAKERS
    return tuple(request for make in makers.values() for request in make(campaign, by))


def why_not_draw(campaign, *, by):
    """The reason `by` may draw no samples of this campaign, or ""."""
    if not by.has_perm(roles.DRAW_SAMPLES):
        return _("Samples are drawn by assessors, and by the office in a rehearsal.")
    if not Campaign.objects.visible_to(by).filter(pk=campaign.pk).exists():
        return _("You have no leave for this campaign.")
    return ""


@transaction.atomic
def draw(campaign, *, by, subject="", seed=""):
    """Draw one request and keep it; without a seed, one nobody could foresee."""
    refuse(why_not_draw(campaign, by=by))
    requests = stock(campaign, by=by, subject=subject)
    if not requests:
        raise Refused(_("There is nothing confirmed yet to draw from."))
    seed = seed or secrets.token_hex(8)
    place = position(seed, len(requests))
    request = requests[place - 1]
    return Sample.objects.create(
        campaign=campaign,
        seed=seed,
        stock=len(requests),
        position=place,
        subject=request.subject,
        object_pk=request.pk,
        name=request.name[:200],
        artefact=request.artefact[:50],
        asked=request.asked[:400],
        drawn_by=by,
    )


def why_not_mark(sample, *, by):
    """The reason `by` may not say what was found, or ""."""
    if sample.drawn_by_id != by.pk:
        return _("Whoever drew a sample says what was found.")
    return why_not_draw(sample.campaign, by=by)


@transaction.atomic
def mark(sample, *, by, result, note=""):
    """Say what was found, in place of what was said before; the log keeps that."""
    sample = Sample.objects.select_for_update().get(pk=sample.pk)
    refuse(why_not_mark(sample, by=by))
    if result not in Sample.Result:
        raise Refused(_("Say whether it was found, does not fit, or is not there."))
    sample.result, sample.note = result, note.strip()
    sample.marked_at = timezone.now()
    sample.save(update_fields=["result", "note", "marked_at"])
    return sample


# -- The words --------------------------------------------------------------------


def _of_activities(campaign, by):
    """Each artefact its category needs, of each confirmed activity."""
    rows = Activity.objects.visible_to(by).confirmed().filter(campaign=campaign)
    rows = rows.select_related("category").order_by("held_on", "pk")
    counted = Counter()
    for row in rows:
        year = row.held_on.year
        counted[row.category_id, year] += 1
        name = called(row, counted[row.category_id, year])
        for artefact in artefacts.named(row.category.artefacts) or USUAL:
            asked = f"给我看{name}的{artefact}。"
            yield Request(Subject.ACTIVITY, row.pk, row.title, artefact, asked)


def called(activity, ordinal):
    """As an inspector calls it: by the number in its title, else by its place among
    those of its category in the year (2013年第7期法官讲坛)."""
    category, year = activity.category, activity.held_on.year
    if told := ISSUE.search(activity.title):
        return f"{year}年{category.name}{told[0]}"
    return f"{year}年第{ordinal}{category.counting_word}{category.name}"


def _of_honours(campaign, by):
    rows = Honour.objects.visible_to(by).confirmed().filter(campaign=campaign)
    for row in rows.order_by("awarded_on", "pk"):
        day = f"{row.awarded_on:%Y-%m-%d}"
        asked = (
            f"奖项核对：“{row.title}”（{row.giver}，{day}）的奖牌或证书在哪里？"
            "给我看授予它的文件。"
        )
        yield Request(Subject.HONOUR, row.pk, row.title, "", asked)


def _of_readings(campaign, by):
    span = (campaign.starts_on, campaign.ends_on)
    rows = Reading.objects.visible_to(by).confirmed().select_related("indicator")
    rows = rows.filter(indicator__court=campaign.court_id, ends_on__range=span)
    for row in rows.order_by("ends_on", "pk"):
        value = f"{row.value:.{row.indicator.decimals}f}"
        told = f"{row.indicator}{value}{row.indicator.counting_word}"
        asked = f"“{told}”（{row.ends_on:%Y-%m-%d}）从哪里来？给我看原始台账。"
        yield Request(Subject.READING, row.pk, str(row), "", asked)


def _of_statements(campaign, by):
    rows = Statement.objects.visible_to(by).filter(campaign=campaign)
    for row in rows.select_related("unit").order_by("year", "unit__order", "pk"):
        asked = f"给我看{row.unit}{row.year}年责任书的签字页。"
        yield Request(Subject.STATEMENT, row.pk, str(row), "签字页", asked)


MAKERS = {
    Subject.ACTIVITY: _of_activities,
    Subject.HONOUR: _of_honours,
    Subject.READING: _of_readings,
    Subject.STATEMENT: _of_statements,
}


# -- What the records hold --------------------------------------------------------


def held(sample, *, by):
    """What `by` can be shown now; at most five queries."""
    record = subjects.find(sample.subject, sample.object_pk, by=by)
    if record is None:
        return Held(None)
    entries = subjects.entries_of(sample.subject, record, by=by)
    items = _items(entries, by)
    found = [Found(entry, items.get(entry.pk)) for entry in entries]
    matching = tuple(one for one in found if _is_asked(sample, one.entry))
    return Held(
        record,
        matching,
        tuple(one for one in found if one not in matching),
        _attendance(sample, record),
    )


def _is_asked(sample, entry):
    if sample.subject != Subject.ACTIVITY:
        return True  # any paper of an honour, a reading, a statement is its proof
    return artefacts.tells(sample.artefact, entry)


def _attendance(sample, record):
    is_list = artefacts.is_attendance(sample.artefact)
    if sample.subject != Subject.ACTIVITY or not is_list:
        return 0
    return record.training_records.count()


def _items(entries, by):
    """{evidence: the item it was filed in}, as far as `by` may see the archive."""
    parts = ItemPart.objects.current().filter(
        evidence__in=[entry.pk for entry in entries],
        item__in=ArchiveItem.objects.visible_to(by).order_by().values("pk"),
    )
    return {part.evidence_id: part.item for part in parts.select_related("item__box")}
