"""What can be searched: each kind of record, the words it is found by, its filters."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Evidence, Honour, Reading, Statement, Target
from dossiers.models import ArchiveItem, Edition, ItemPart


@dataclass(frozen=True)
class Holding:
    """One kind of record as search sees it.

    `title` and `columns` are paths to the words it is found by, `text` the path to
    the words inside a file. `narrow` gives for each filter it understands the `Q`
    of a value; a filter it does not understand leaves nothing of it.
    """

    key: str
    label: str
    rows: Callable  # of a person: what they may see
    day: tuple[str, ...]  # the first that is told; newest first
    title: tuple[str, ...]
    columns: tuple[str, ...]
    narrow: dict[str, Callable]
    state: Callable  # of a row: its state and the word for it, as parts/status takes
    related: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Criteria:
    """A criterion and all that stand below it, by key."""

    keys: tuple[int, ...]


def _served(path):
    """The criterion itself or one below it; `path` leads to criteria."""
    return lambda chosen: Q(**{f"{path}__in": chosen.keys})


def _targets(user):
    return Target.objects.filter(statement__in=Statement.objects.visible_to(user))


def _evidence_year(year):
    return (
        Q(activity__held_on__year=year)
        | Q(statement__year=year)
        | Q(honour__awarded_on__year=year)
        | Q(reading__ends_on__year=year)
    )


def _evidence_unit(unit):
    return (
        Q(activity__unit=unit)
        | Q(activity__co_hosts=unit)
        | Q(statement__unit=unit)
        | Q(honour__unit=unit)
    )


def _evidence_state(state):
    filed = ItemPart.objects.current().filter(evidence__isnull=False)
    is_filed = Q(pk__in=filed.values("evidence"))
    if state in ("filed", "unfiled"):
        return is_filed if state == "filed" else ~is_filed
    found = Q(pk__in=[])
    for each in RECORDS:
        found |= Q(**{f"{each}__status": state})
    signed = Q(statement__court_signed_at__isnull=False)
    return found | signed if state == "confirmed" else found


def _target_state(state):
    signed = Q(statement__court_signed_at__isnull=False)
    return {"confirmed": signed, "submitted": ~signed}.get(state, Q(pk__in=[]))


def _item_state(state):
    return Q() if state == "filed" else Q(pk__in=[])


def _item_criteria(chosen):
    own = Q(parts__evidence__criteria__in=chosen.keys)
    shared = Q(parts__evidence__activity__criteria__in=chosen.keys)
    return Q(parts__withdrawn_at__isnull=True) & (own | shared)


def _status(row):
    return row.status, row.get_status_display()


def _of_owner(entry):
    owner = entry.owner
    return _status(owner) if hasattr(owner, "status") else _signing(owner)


def _of_target(target):
    return _signing(target.statement)


def _signing(statement):
    if statement.court_signed_at:
        return "confirmed", _("signed")
    return "waiting", _("not signed yet")


RECORDS = ("activity", "honour", "reading")
RECORD_STATE = {"state": lambda state: Q(status=state)}

HOLDINGS = (
    Holding(
        key="activities",
        label=_("Activities"),
        rows=lambda user: Activity.objects.visible_to(user),
        related=("unit", "category"),
        day=("held_on",),
        title=("title",),
        columns=("place", "narrative", "category__name", "unit__name"),
        narrow={
            "year": lambda year: Q(held_on__year=year),
            "unit": lambda unit: Q(unit=unit) | Q(co_hosts=unit),
            "criterion": _served("criteria"),
            **RECORD_STATE,
        },
        state=_status,
    ),
    Holding(
        key="evidence",
        label=_("Evidence"),
        rows=lambda user: Evidence.objects.visible_to(user).current(),
        related=(
            *("activity__unit", "statement__unit", "honour__unit"),
            *("reading__indicator", "stored_file"),
        ),
        day=(
            *("activity__held_on", "honour__awarded_on", "reading__ends_on"),
            *("taken_on", "uploaded_at__date"),
        ),
        title=("caption", "file_name", "link"),
        columns=(
            *("document_number", "issued_by", "passage"),
            *("activity__title", "honour__title"),
        ),
        text="stored_file__words__text",
        narrow={
            "year": _evidence_year,
            "unit": _evidence_unit,
            "criterion": lambda chosen: (
                _served("criteria")(chosen) | _served("activity__criteria")(chosen)
            ),
            "proof": lambda kind: Q(kind=kind),
            "state": _evidence_state,
        },
        state=_of_owner,
    ),
    Holding(
        key="items",
        label=_("Archive"),
        rows=lambda user: ArchiveItem.objects.visible_to(user),
        related=("unit", "box"),
        day=("formed_on",),
        title=("title",),
        columns=(
            *("code", "responsible", "document_number", "remarks"),
            "parts__evidence__stored_file__words__text",
        ),
        narrow={
            "year": lambda year: Q(year=year),
            "unit": lambda unit: Q(unit=unit),
            "criterion": _item_criteria,
            "state": _item_state,
        },
        state=lambda item: ("complete", _("filed")),
    ),
    Holding(
        key="editions",
        label=_("Issued summaries"),
        rows=lambda user: Edition.objects.visible_to(user),
        day=("as_of",),
        title=("title",),
        columns=(),
        text="text",
        narrow={"year": lambda year: Q(as_of__year=year)},
        state=lambda edition: ("issued", _("issued")),
    ),
    Holding(
        key="readings",
        label=_("Readings"),
        rows=lambda user: Reading.objects.visible_to(user),
        related=("indicator",),
        day=("ends_on",),
        title=("indicator__name",),
        columns=("source", "indicator__note"),
        narrow={"year": lambda year: Q(ends_on__year=year), **RECORD_STATE},
        state=_status,
    ),
    Holding(
        key="honours",
        label=_("Honours"),
        rows=lambda user: Honour.objects.visible_to(user),
        related=("unit",),
        day=("awarded_on",),
        title=("title",),
        columns=("giver", "work"),
        narrow={
            "year": lambda year: Q(awarded_on__year=year),
            "unit": lambda unit: Q(unit=unit),
            **RECORD_STATE,
        },
        state=_status,
    ),
    Holding(
        key="targets",
        label=_("Targets of the statements"),
        rows=_targets,
        related=("statement__unit", "category"),
        day=("due_on",),
        title=("title",),
        columns=("statement__unit__name", "category__name"),
        narrow={
            "year": lambda year: Q(statement__year=year),
            "unit": lambda unit: Q(statement__unit=unit),
            "criterion": _served("criterion"),
            "state": _target_state,
        },
        state=_of_target,
    ),
)
