"""归档: making one 件 of one or more pieces of proof, and correcting what was filed.

Numbers are given while the court's row is held, so that filings wait for one another;
what makes up a number never changes. Every verb writes its event.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Court, Evidence
from campaigns.refusals import Refused, refuse
from dossiers import events, numbering, proposals
from dossiers.admissions import (
    campaign_of,
    held_now,
    unit_of,
    why_not_correct,
    why_not_file,
    why_not_file_edition,
    why_not_keep,
    why_not_replace_part,
    why_not_secrecy,
    why_not_shown,
    why_not_title,
    why_not_year,
)
from dossiers.models import ArchiveEvent, ArchiveItem, ItemPart

CORRECTABLE = (
    "title",
    "is_title_supplied",
    "responsible",
    "document_number",
    "formed_on",
    "pages",
    "secrecy",
    "remarks",
    "is_confidential",
)


@transaction.atomic
def file(evidences, *, by, unit, retention, title, formed_on, **details):
    """File proof as one item under the next number of its class; return the item.

    `details`: is_title_supplied, responsible, document_number, pages, secrecy,
    remarks; is_confidential (None: as the proof is), roles ({evidence pk: role},
    otherwise as proposed), year (otherwise that of `formed_on`; the next one for what
    ended in the new year). Raises `Refused` with the reason.
    """
    court = _lock(by)
    refuse(why_not_file(evidences, by=by))
    held = held_now(evidences)
    year = details.pop("year", None) or formed_on.year
    roles = proposals.roles_of(held) | (details.pop("roles", None) or {})
    parts = [_part(row, roles[row.pk]) for row in held]
    facts = {"title": title.strip(), "formed_on": formed_on, **details}
    facts |= {
        "campaign": campaign_of(held),
        "is_confidential": _is_confidential(held, details.get("is_confidential")),
    }
    refuse(
        why_not_title(facts["title"])
        or why_not_secrecy(facts.get("secrecy", ""))
        or why_not_year(year, formed_on)
        or numbering.why_not_number(court, unit=unit, retention=retention)
    )
    place = numbering.give(court, unit=unit, retention=retention, year=year)
    return _enter(place | facts, parts, by=by)


def file_as_proposed(evidences, *, by, rules=None):
    """File proof as the records themselves propose it; return the item."""
    proposal = proposals.of(evidences, rules=rules)
    refuse(
        _("Nothing tells which day this is of; file it by hand.")
        if proposal.formed_on is None
        else ""
    )
    return file(evidences, by=by, **proposal.facts)


@transaction.atomic
def file_edition(edition, *, by):
    """File what was issued as one item kept for ever; its files are the parts.

    It belongs to the year of the day printed under it, its 成文日期.
    """
    court = Court.objects.select_for_update().get(pk=by.court_id)
    refuse(why_not_file_edition(edition, by=by))
    unit = unit_of(edition.issued_by)
    place = numbering.give(court, unit=unit, retention="Y", year=edition.as_of.year)
    facts = {
        "campaign": edition.summary.campaign,
        "edition": edition,
        "title": edition.title,
        "responsible": court.name,
        "formed_on": edition.as_of,
    }
    return _enter(place | facts, _edition_parts(edition), by=by)


def corrected(item):
    """The number of the event that last corrected the item; 0: it stands as filed."""
    return events.last(item.events.filter(kind=ArchiveEvent.Kind.CORRECTION))


@transaction.atomic
def correct(item, *, by, reason, seen=None, **fields):
    """Put right what an item says of itself (`CORRECTABLE`); its number stays.

    `seen`: `corrected` as the person read it (None: whatever stands). The event tells
    what stood there and what stands there now. Nothing new: nothing is written.
    Raises `Refused`.
    """
    _lock(by)
    item = ArchiveItem.objects.select_for_update().get(pk=item.pk)
    refuse(why_not_correct(item, by=by))
    reason = _reason(reason)
    changes = {
        name: (getattr(item, name), value)
        for name, value in _correctable(fields).items()
        if getattr(item, name) != value
    }
    refuse(events.why_moved(seen, corrected(item), _lines(changes)))
    for name, (_old, new) in changes.items():
        setattr(item, name, new)
    refuse(why_not_title(item.title) or why_not_year(item.year, item.formed_on))
    refuse(why_not_secrecy(item.secrecy))
    refuse(why_not_shown(_evidences(item), item.is_confidential))
    if changes:
        item.save(update_fields=list(changes))
        detail = "\n".join([reason, *_lines(changes)])
        _tell(item, ArchiveEvent.Kind.CORRECTION, by=by, detail=detail)
    return item


@transaction.atomic
def replace_part(item, part, evidence, *, by, reason):
    """Withdraw a part and put other proof in its place; both stay. Return the new."""
    _lock(by)
    item = ArchiveItem.objects.select_for_update().get(pk=item.pk)
    part = ItemPart.objects.select_for_update().get(pk=part.pk)
    refuse(why_not_replace_part(item, part, by=by))
    refuse(why_not_file([evidence], by=by))
    held = held_now([evidence])
    if campaign_of(held).pk != item.campaign_id:
        raise Refused(_("The proof belongs to another campaign."))
    refuse(why_not_shown(held, item.is_confidential))
    reason = _reason(reason)
    part.withdrawn_at = timezone.now()
    part.save(update_fields=["withdrawn_at"])
    facts = {**_part(held[0], part.role), "order": part.order}
    new = ItemPart.objects.create(item=item, **facts)
    detail = f"{reason}\n{part} → {new}"
    _tell(item, ArchiveEvent.Kind.REPLACEMENT, by=by, detail=detail)
    return new


# -- What is asked before -----------------------------------------------------------


def _lock(by):
    """The court's row, held until the transaction ends: filings wait here."""
    refuse(why_not_keep(by))
    return Court.objects.select_for_update().get(pk=by.court_id)


def _is_confidential(held, said):
    refuse(why_not_shown(held, said))
    return any(row.is_confidential for row in held) if said is None else said


def _reason(text):
    if not text.strip():
        raise Refused(_("Say why; the reason stays with the item."))
    return text.strip()


def _correctable(fields):
    if unknown := set(fields) - set(CORRECTABLE):
        raise Refused(
            _("This never changes once filed: %(fields)s.")
            % {"fields": "、".join(_label(name) for name in sorted(unknown))}
        )
    return {name: _clean(value) for name, value in fields.items()}


def _clean(value):
    return value.strip() if isinstance(value, str) else value


# -- What is written ----------------------------------------------------------------


def _enter(facts, parts, *, by):
    """Write item, parts and event."""
    item = ArchiveItem.objects.create(filed_by=by, **facts)
    ItemPart.objects.bulk_create(
        ItemPart(item=item, order=order, **part) for order, part in enumerate(parts, 1)
    )
    _tell(item, ArchiveEvent.Kind.FILING, by=by, detail=item.printed_title)
    return item


def _tell(item, kind, *, by, detail):
    events.record(item.court, kind, target=item.code, by=by, item=item, detail=detail)


def _part(row, role):
    """What a part keeps of its proof, as it is on the day of filing."""
    if role not in ItemPart.Role.values:
        raise Refused(_("This is no role a part can have."))
    facts = {"evidence": row, "role": role, "name": row.file_name, "link": row.link}
    return facts | (_content(row.stored_file) if row.stored_file else {})


def _edition_parts(edition):
    """The Word file is the main paper, the others stand beside it."""
    files = sorted(edition.files.all(), key=lambda file: file.extension != "docx")
    for place, file in enumerate(files):
        yield {
            "edition_file": file,
            "role": ItemPart.Role.ANNEX if place else ItemPart.Role.MAIN,
            "name": f"{edition.title}.{file.extension}",
            **_content(file),
        }


def _content(stored):
    names = ("media_type", "algorithm", "digest", "size")
    return {name: getattr(stored, name) for name in names}


def _evidences(item):
    return Evidence.objects.filter(filed_as__in=item.parts.current())


def _lines(changes):
    return [_told(name, *pair) for name, pair in changes.items()]


def _told(name, old, new):
    return f"{_label(name)}: {_word(old)} → {_word(new)}"


def _label(name):
    return str(ArchiveItem._meta.get_field(name).verbose_name)


def _word(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value in (None, "") else str(value)
