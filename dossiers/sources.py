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
from dossiers.models import ItemPart

OWNERS = ("activity", "honour", "reading", "statement")


@dataclass(frozen=True)
class Source:
    name: str
    held_on: date | None
    detail: str
    url: str
    record: tuple  # (kind, key) of what its proof belongs to, or ("evidence", key)
    proofs: int = 1


def proofs(path=""):
    """How much proof a record has; `path` leads to it: "activity__"."""
    path = f"{path}evidence"
    return Count(path, filter=current(f"{path}__"), distinct=True)


def _activity(row):
    url = row.get_absolute_url()
    record = ("activity", row.pk)
    return Source(row.title, row.held_on, str(row.unit), url, record, row.proofs)


def _attendance(row):
    activity = row.activity
    return Source(
        row.person.name,
        activity.held_on,
        activity.title,
        activity.get_absolute_url(),
        ("activity", activity.pk),
        row.proofs,
    )


def _document(row):
    detail = f"{row.document_number} {row.activity.title}".strip()
    url = row.get_absolute_url()
    return Source(str(row), row.activity.held_on, detail, url, ("evidence", row.pk))


def _reading(row):
    word = row.indicator.counting_word
    return Source(
        row.indicator.name,
        row.ends_on,
        f"{row.value.normalize():f}{word} · {row.source}",
        row.get_absolute_url(),
        ("reading", row.pk),
        row.proofs,
    )


def _honour(row):
    url = row.get_absolute_url()
    record = ("honour", row.pk)
    return Source(row.title, row.awarded_on, row.giver, url, record, row.proofs)


def _statement(row):
    url = row.get_absolute_url()
    record = ("statement", row.pk)
    return Source(str(row.unit), None, str(row.year), url, record, row.proofs)


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
    rows = Evidence.objects.current().of_campaign(tally.campaign)
    counts = Counter(
        (name, pk)
        for row in rows.values_list(*(f"{name}_id" for name in OWNERS))
        for name, pk in zip(OWNERS, row, strict=True)
        if pk is not None
    )
    return {
        fact.key: len(fact.records)
        if fact.model == "evidence"
        else sum(counts[each] for each in behind)
        for fact, behind in _records_behind(facts, tally)
    }


def codes_behind(facts, codes, tally):
    """{key: the archive numbers of what proves that fact}, from `codes`."""
    return {
        fact.key: tuple(sorted({one for each in behind for one in codes.get(each, ())}))
        for fact, behind in _records_behind(facts, tally)
    }


def codes(campaign):
    """{(kind, key): archive numbers} of every record and piece of proof that is
    filed, in one query (DA/T 22-2015)."""
    names = ("evidence_id", *(f"evidence__{name}_id" for name in OWNERS))
    rows = ItemPart.objects.current().filter(
        item__court=campaign.court_id, evidence__isnull=False
    )
    found = {}
    for code, *keys in rows.order_by("item__code").values_list("item__code", *names):
        for place in zip(("evidence", *OWNERS), keys, strict=True):
            found.setdefault(place, {})[code] = None
    return {place: tuple(told) for place, told in found.items()}


def _records_behind(facts, tally):
    """Each fact with the records its proof belongs to, each once."""
    events = {}
    if any(fact.model == "trainingrecord" for fact in facts.values()):
        events = {row.id: row.activity_id for row in tally.attendances}
    for fact in facts.values():
        if fact.model == "trainingrecord":
            yield fact, {("activity", events[pk]) for pk in fact.records}
        else:
            yield fact, [(fact.model, pk) for pk in fact.records]
