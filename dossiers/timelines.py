"""What happened to an item and to its proof, in one line of time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from campaigns.models import Evidence, Opening


@dataclass(frozen=True)
class Moment:
    """One act: when, what, by whom; `number` is that of the archive's event, or None
    for what happened to the proof outside of the archive."""

    at: datetime
    what: str
    by: str
    detail: str = ""
    number: int | None = None
    is_failed: bool = False
    is_opening: bool = False  # somebody read it; nothing changed


def of(item):
    """Every `Moment` of an item, the oldest first, in four queries."""
    parts = item.parts.filter(evidence__isnull=False)
    proof = list(
        Evidence.objects.filter(pk__in=parts.values("evidence")).select_related(
            "uploaded_by", "removed_by", "replacement__uploaded_by"
        )
    )
    found = [
        *(moment for entry in proof for moment in _of_entry(entry)),
        *(_of_opening(opening) for opening in _openings(proof)),
        *(_of_event(event) for event in item.events.order_by("number")),
    ]
    return sorted(found, key=lambda moment: (moment.at, moment.number or 0))


def _of_entry(entry):
    name = str(entry)
    yield Moment(entry.uploaded_at, _("intake"), entry.uploaded_by.name, name)
    if entry.removed_at:
        by = entry.removed_by.name
        yield Moment(entry.removed_at, _("removed from its record"), by, name)
    if better := getattr(entry, "replacement", None):
        told = f"{name} → {better}"
        what = _("replaced at its record")
        yield Moment(better.uploaded_at, what, better.uploaded_by.name, told)


def _openings(proof):
    rows = Opening.objects.filter(evidence__in=proof)
    return rows.select_related("opened_by", "evidence")


def _of_opening(opening):
    what = _("downloaded at its record") if opening.is_download else _("opened")
    by = opening.opened_by.name
    name = str(opening.evidence)
    return Moment(opening.opened_at, what, by, name, is_opening=True)


def _of_event(event):
    is_failed = event.outcome == event.Outcome.FAILED
    return Moment(
        event.at,
        event.get_kind_display(),
        event.agent,
        event.detail,
        event.number,
        is_failed,
        is_opening=event.kind == event.Kind.DOWNLOAD and not is_failed,
    )
