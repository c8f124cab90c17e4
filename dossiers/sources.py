"""The records behind a figure, each with a name, a day and a page of its own."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from campaigns.models import (
    Activity,
    Evidence,
    Honour,
    Reading,
    Statement,
    TrainingRecord,
)
from campaigns.querysets import current


@dataclass(frozen=True)
class Source:
    name: str
    held_on: date | None
    detail: str
    url: str
    proofs: int = 1


def proofs(path=""):
    """How much proof a record has; `path` leads to it: "activity__"."""
    path = f"{path}evidence"
    return Count(path, filter=current(f"{path}__"), distinct=True)


def _activity(row):
    url = row.get_absolute_url()
    return Source(row.title, row.held_on, str(row.unit), url, row.proofs)


def _attendance(row):
    activity = row.activity
    return Source(
        row.person.name,
        activity.held_on,
        activity.title,
        activity.get_absolute_url(),
        row.proofs,
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
        row.proofs,
    )


def _honour(row):
    url = row.get_absolute_url()
    return Source(row.title, row.awarded_on, row.giver, url, row.proofs)


def _statement(row):
    url = row.get_absolute_url()
    return Source(str(row.unit), None, str(row.year), url, row.proofs)


# Model name of a fact → the rows with what their line needs, and how to make the line.
KINDS = {
    "activity": (
        Activity.objects.select_related("unit").annotate(proofs=proofs()),
        _activity,
    ),
    "trainingrecord": (
        TrainingRecord.objects.select_related("activity", "person").annotate(
            proofs=proofs("activity__")
        ),
        _attendance,
    ),
    "evidence": (Evidence.objects.select_related("activity"), _document),
    "reading": (
        Reading.objects.select_related("indicator").annotate(proofs=proofs()),
        _reading,
    ),
    "honour": (Honour.objects.annotate(proofs=proofs()), _honour),
    "statement": (
        Statement.objects.select_related("unit").annotate(proofs=proofs()),
        _statement,
    ),
}


def of(fact, ids=None):
    """The sources of a fact in the order it counted them; `ids` picks a page of them."""
    ids = fact.records if ids is None else ids
    if not fact.model:
        return ()
    rows, line = KINDS[fact.model]
    found = rows.in_bulk(list(ids))
    return tuple(line(found[pk]) for pk in ids if pk in found)


def of_all(facts):
    """{key: the sources of that fact}, reading each kind of record once."""
    wanted = {}
    for fact in facts.values():
        wanted.setdefault(fact.model, set()).update(fact.records)
    wanted.pop("", None)
    lines = {}
    for model, ids in wanted.items():
        rows, line = KINDS[model]
        found = rows.in_bulk(list(ids))
        lines |= {(model, pk): line(row) for pk, row in found.items()}
    return {
        fact.key: tuple(
            lines[fact.model, pk] for pk in fact.records if (fact.model, pk) in lines
        )
        for fact in facts.values()
    }


def proofs_behind(facts, tally):
    """{key: how much proof stands behind that fact}, in one query; attendances share
    that of their event, and a document is its own."""
    names = ("activity", "honour", "reading", "statement")
    rows = Evidence.objects.current().of_campaign(tally.campaign)
    counts = Counter(
        (name, pk)
        for row in rows.values_list(*(f"{name}_id" for name in names))
        for name, pk in zip(names, row, strict=True)
        if pk is not None
    )
    events = {}
    if any(fact.model == "trainingrecord" for fact in facts.values()):
        events = {row.id: row.activity_id for row in tally.attendances}
    return {fact.key: _proofs_behind(fact, counts, events) for fact in facts.values()}


def _proofs_behind(fact, counts, events):
    if fact.model == "evidence":
        return len(fact.records)
    if fact.model == "trainingrecord":
        return sum(counts["activity", pk] for pk in {events[pk] for pk in fact.records})
    return sum(counts[fact.model, pk] for pk in fact.records)
