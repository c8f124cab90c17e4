"""公文: the summary as a report that goes up, with 版头 and 版记 (GB/T 9704-2012).

Nothing is invented: the mark and the title start from the court's own name, and what
nobody entered is told as 待补充.
"""

import hashlib
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Court
from campaigns.refusals import refuse
from dossiers import summaries, wording
from dossiers.blocks import (
    Addressee,
    Annexes,
    Document,
    Imprint,
    Letterhead,
    Note,
    Quote,
    Signature,
    Text,
    day_text,
)
from dossiers.models import Letter

ANNEX = "附件"
# What a report cannot go out without, in the order of the page.
ASKED = ("number", "signer", "addressee", "printed_by", "printed_on")


def of(summary):
    """The letter entered for a summary; before that a new one, which is not kept."""
    letter = Letter.objects.filter(summary=summary).first() or _blank(summary)
    letter.summary = summary
    return letter


def _blank(summary):
    court, year = summary.campaign.court.name, summary.year
    title = f"{court}关于{year}年度{summary.campaign.title}创建工作情况的报告"
    return Letter(
        summary=summary, title=title, mark=court, number_year=summary.as_of.year
    )


def why_not_edit(summary, *, by):
    return summaries.why_not_edit(summary.campaign, by=by)


def why_not_number(summary, code, year, serial):
    """Another report of the court must not have this number already."""
    rows = Letter.objects.filter(summary__campaign__court=summary.campaign.court_id)
    rows = rows.exclude(summary=summary)
    same = rows.filter(code=code, number_year=year, serial=serial).first()
    if same is None or not same.number:
        return ""
    return _("%(number)s is the number of another report.") % {"number": same.number}


def why_not_printed_on(summary, day):
    if day and day < summary.as_of:
        return _("It cannot be printed before the day it is dated, %(day)s.") % {
            "day": summary.as_of
        }
    return ""


def why_stale(letter, read):
    """Somebody else's words are not saved over unread."""
    if read == version_of(letter):
        return ""
    return _("Somebody has saved this since you opened it. Compare, then save.")


@transaction.atomic
def keep(summary, *, by, read=None, **entered):
    """Keep the words of 版头 and 版记; `entered` are fields of `Letter`.

    `read` is the `version_of` the letter as it was read; None saves over any. The
    court's row is held as well: a number is given once in a court.
    """
    refuse(why_not_edit(summary, by=by))
    type(summary).objects.select_for_update().get(pk=summary.pk)
    Court.objects.select_for_update().get(pk=summary.campaign.court_id)
    letter = of(summary)
    refuse("" if read is None else why_stale(letter, read))
    number = (entered.get(name) for name in ("code", "number_year", "serial"))
    refuse(why_not_number(summary, *number))
    refuse(why_not_printed_on(summary, entered.get("printed_on")))
    for name, value in entered.items():
        setattr(letter, name, value)
    letter.save()
    return letter


def entered(letter):
    """What was entered, as plain words by field."""
    return {
        field.name: str(field.value_from_object(letter))
        for field in Letter._meta.concrete_fields
        if field.name not in ("id", "summary")
    }


def version_of(letter):
    """A short word for what was entered; another word once one of it is changed."""
    return hashlib.sha256(str(entered(letter)).encode()).hexdigest()[:16]


def missing(letter):
    """The names of what is asked for and not entered, in the order of the page."""
    names = {"number": _("number of the report")}
    return tuple(
        names.get(each) or Letter._meta.get_field(each).verbose_name
        for each in ASKED
        if not getattr(letter, each)
    )


def dress(document, letter, annexes=()):
    """Pure: the `Document` of a summary as a report; `annexes` are its tables."""
    *body, signature = document.blocks
    parts = [Addressee(_told(letter, "addressee")), *body]
    if annexes:
        parts.append(Annexes(tuple(table.caption for table in annexes)))
    parts.append(Signature(signature.organisation, signature.signed_on, is_sealed=True))
    if letter.note:
        parts.append(Note(letter.note))
    parts += [*map(_annexed, annexes), _imprint(letter)]
    return Document(letter.title, tuple(parts), document.notice, _letterhead(letter))


def _annexed(table):
    return replace(table, label=ANNEX, starts_page=True)


def _letterhead(letter):
    return Letterhead(
        mark=letter.mark,
        number=_told(letter, "number"),
        signer=_told(letter, "signer"),
        copy_number=letter.copy_number,
        urgency=letter.urgency,
    )


def _imprint(letter):
    day = letter.printed_on
    printed_on = Text(day_text(day)) if day else _told(letter, "printed_on")
    return Imprint(letter.copies, _told(letter, "printed_by"), printed_on)


def _told(letter, name):
    """The words entered, or 待补充 marked as missing."""
    if text := getattr(letter, name):
        return Text(str(text))
    return Quote(f"letter.{name}", wording.MISSING, is_missing=True, is_known=False)
