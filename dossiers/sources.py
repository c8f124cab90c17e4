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


def seen(fact, *, by):
    """The ids of its records `by` may see, in the order the fact counted them."""
    if not fact.model:
        return ()
    allowed = set(_rows(fact.model, by).order_by().values_list("pk", flat=True))
    return tuple(pk for pk in fact.records if pk in allowed)


def of(fact, ids=None, *, by):
    """The sources of a fact that `by` may see, in its order; `ids` picks a page."""
    if not fact.model:
        return ()
    found = _lines(fact.model, fact.records if ids is None else ids, by)
    return tuple(found.values())


def of_all(facts, *, by):
    """{key: the sources of that fact `by` may see}, reading each kind of record once;
    `by` None is a command of the machine, which sees all."""
    wanted = {}
    for fact in facts.values():
        wanted.setdefault(fact.model, {}).update(dict.fromkeys(fact.records))
    wanted.pop("", None)
    lines = {model: _lines(model, ids, by) for model, ids in wanted.items()}
    return {
        fact.key: _chosen(fact, lines.get(fact.model, {})) for fact in facts.values()
    }


def _lines(model, ids, by):
    """{id: its source} in the order of `ids`, without what `by` may not see."""
    found = _rows(model, by).in_bulk(list(ids))
    line = KINDS[model][1]
    return {pk: line(found[pk]) for pk in ids if pk in found}


def _chosen(fact, lines):
    return tuple(lines[pk] for pk in fact.records if pk in lines)


def _rows(model, by):
    """The rows of a kind `by` may see; an attendance is seen with its activity."""
    rows = KINDS[model][0]
    if by is None:
        return rows
    if model == "trainingrecord":
        return rows.filter(activity__in=Activity.objects.visible_to(by))
    return rows.filter(pk__in=rows.model.objects.visible_to(by))


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
