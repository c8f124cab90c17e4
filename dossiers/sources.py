"""The records behind a figure, each with a name, a day and a page of its own."""

from dataclasses import dataclass
from datetime import date

from campaigns.models import (
    Activity,
    Evidence,
    Honour,
    Reading,
    Statement,
    TrainingRecord,
)


@dataclass(frozen=True)
class Source:
    name: str
    held_on: date | None
    detail: str
    url: str


def _activity(row):
    return Source(row.title, row.held_on, str(row.unit), row.get_absolute_url())


def _attendance(row):
    activity = row.activity
    return Source(
        row.person.name, activity.held_on, activity.title, activity.get_absolute_url()
    )


def _document(row):
    detail = f"{row.document_number} {row.activity.title}".strip()
    return Source(str(row), row.activity.held_on, detail, row.get_absolute_url())


def _reading(row):
    word = row.indicator.counting_word
    return Source(
        row.indicator.name,
        row.ends_on,
        f"{row.value.normalize():f}{word} · {row.source}",
        row.get_absolute_url(),
    )


def _honour(row):
    return Source(row.title, row.awarded_on, row.giver, row.get_absolute_url())


def _statement(row):
    return Source(str(row.unit), None, str(row.year), row.get_absolute_url())


# Model name of a fact → the rows with what their line needs, and how to make the line.
KINDS = {
    "activity": (Activity.objects.select_related("unit"), _activity),
    "trainingrecord": (
        TrainingRecord.objects.select_related("activity", "person"),
        _attendance,
    ),
    "evidence": (Evidence.objects.select_related("activity"), _document),
    "reading": (Reading.objects.select_related("indicator"), _reading),
    "honour": (Honour.objects, _honour),
    "statement": (Statement.objects.select_related("unit"), _statement),
}


def of(fact, ids=None):
    """The sources of a fact in the order it counted them; `ids` picks a page of them."""
    ids = fact.records if ids is None else ids
    if not fact.model:
        return ()
    rows, line = KINDS[fact.model]
    found = rows.in_bulk(list(ids))
    return tuple(line(found[pk]) for pk in ids if pk in found)
