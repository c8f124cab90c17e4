"""Which sentences quote a figure, and which quote a record through its figures."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from dossiers import figures, formulas, sentences, snapshots, summaries, wording
from dossiers.models import Figure, Summary
from dossiers.summaries import PLACE
from dossiers.tallies import Tally

MARKS = f"{sentences.MARKS}；"  # a figure is quoted in half of a long sentence
M = Figure.Measure
OF_ACTIVITIES = (
    M.ACTIVITIES,
    M.SESSIONS,
    M.HEADCOUNT,
    M.COST,
    M.ATTENDANCES,
    M.PEOPLE,
    M.EVIDENCE,
    M.LIST_LENGTH,
)
# Which measures may have counted a record; the tables of the others stay unread.
MEASURES_OF = {
    "activity": OF_ACTIVITIES,
    "evidence": (M.EVIDENCE,),
    "reading": tuple(each for each in M if each.startswith("indicator_")),
    "honour": (M.HONOURS,),
    "statement": (M.SIGNED_SHARE,),
}
# What belongs to an activity and is counted one by one.
OWN = {"trainingrecord": "training_records", "evidence": "evidence"}


@dataclass(frozen=True)
class Quotation:
    """A sentence of a section, as written and as told, with the names it quotes."""

    summary: object
    section: object
    written: str
    told: str
    names: tuple


def of_summary(summary, sections, facts):
    """Every sentence that quotes a figure, in the order of the text."""
    names = {fact.label: fact for fact in facts.values()} | facts
    return tuple(
        Quotation(summary, section, words, _told(words, names), _names_in(words))
        for section, words in _sentences(sections)
        if PLACE.search(words)
    )


def of_figure(figure, quotations):
    """Those that quote it, by its name or its key; a fact has both as well."""
    own = {figure.label, figure.key}
    return tuple(each for each in quotations if own.intersection(each.names))


def told_with(figure, rows, sections):
    """The figures its page tells: itself, those of its sentences, and those that may
    count the same activities, each with what it is calculated from."""
    own = {figure.label, figure.key}
    names = own.union(
        *(
            each
            for _section, words in _sentences(sections)
            if own & (each := {*_names_in(words)})
        )
    )
    if figure.measure in OF_ACTIVITIES:
        names |= {row.key for row in rows if row.measure in OF_ACTIVITIES}
    return with_parts(names, rows)


def of_record(kind, record, campaign, among=None):
    """The sentences of every summary of `campaign` whose numbers count this record.

    `among` narrows the summaries to those somebody may read.

    `kind` names its model: activity, evidence, reading, honour or statement.
    """
    among = Summary.objects.all() if among is None else among
    rows = list(among.filter(campaign=campaign).order_by("-year"))
    prefetch_related_objects(rows, "sections")
    if not rows:
        return ()
    defined = list(campaign.figures.all())
    tally = Tally(campaign, max(row.as_of for row in rows))
    found = []
    for summary in rows:
        summary.campaign = campaign
        found += _quoting(kind, record, summary, defined, tally)
    return tuple(found)


def of_editions(kind, record, editions):
    """Pairs of edition and the sentences of it, as issued, that count this record."""
    own = {kind: {record.pk}}
    found = []
    for edition in editions:
        keys = {
            key
            for key, fact in edition.facts.items()
            if not _ids(own, fact["model"], record).isdisjoint(fact["records"])
        }
        if keys and (told := _issued(edition, keys)):
            found.append((edition, told))
    return tuple(found)


def _ids(own, model, record):
    """The ids by which a fact of `model` may have counted the record, read once."""
    if model not in own:
        name = OWN.get(model) if hasattr(record, "training_records") else None
        rows = getattr(record, name).values_list("pk", flat=True) if name else ()
        own[model] = set(rows)
    return own[model]


def _issued(edition, keys):
    """The sentences of an edition in which one of `keys` stands."""
    found = []
    for block in snapshots.document_of(edition.document).blocks:
        end, places = 0, []
        for run in getattr(block, "runs", ()):
            if getattr(run, "key", None) in keys:
                places.append(end)
            end += len(run.text)
        if places:
            found += [
                words.strip()
                for start, words in sentences.spans(block.text, MARKS)
                if any(start <= place < start + len(words) for place in places)
            ]
    return tuple(found)


def parts_of(figure, rows):
    """The figures it is calculated from, directly and through others."""
    return with_parts(formulas.names(figure.formula), rows)


def first_of(names, campaign):
    """Return the first sentence that quotes one of `names`, as written, or ""."""
    for _section, words in _sentences(_sections_of(campaign)):
        if not set(names).isdisjoint(_names_in(words)):
            return words
    return ""


def _quoting(kind, record, summary, rows, tally):
    asked = [row for row in rows if row.measure in MEASURES_OF[kind]]
    facts = figures.of(summary, asked, tally)
    hit = {
        name
        for fact in facts.values()
        if counts(fact, kind, record, tally)
        for name in (fact.key, fact.label)
    }
    hit = _with_calculated(hit, rows)
    sections = [each for _level, each in summaries.outline(summary.sections.all())]
    chosen = [
        words for _section, words in _sentences(sections) if hit & {*_names_in(words)}
    ]
    if not chosen:
        return ()
    told = with_parts({name for words in chosen for name in _names_in(words)}, rows)
    facts = figures.of(summary, told, tally)
    quotations = of_summary(summary, sections, facts)
    return [each for each in quotations if each.written in chosen]


def counts(fact, kind, record, tally):
    """Is the record among those behind the fact, itself or by what belongs to it?"""
    if fact.model == kind:
        return record.pk in fact.records
    if kind != "activity" or not fact.records:
        return False
    rows = {"trainingrecord": "attendances", "evidence": "documents"}[fact.model]
    own = {row.id for row in getattr(tally, rows) if row.activity_id == record.pk}
    return not own.isdisjoint(fact.records)


def _with_calculated(names, rows):
    """The names, and those of every figure calculated from them."""
    names = set(names)
    for _round in rows:
        more = {
            name
            for row in rows
            if not names.isdisjoint(formulas.names(row.formula))
            for name in (row.key, row.label)
        }
        if more <= names:
            return names
        names |= more
    return names


def with_parts(names, rows):
    """The figures that go by these names, and those they are calculated from."""
    names = set(names)
    for _round in rows:
        chosen = [row for row in rows if {row.key, row.label} & names]
        more = {name for row in chosen for name in formulas.names(row.formula)}
        if more <= names:
            return chosen
        names |= more
    return [row for row in rows if {row.key, row.label} & names]


def _sections_of(campaign):
    rows = Summary.objects.filter(campaign=campaign)
    return [
        section
        for summary in rows.prefetch_related("sections")
        for section in summary.sections.all()
    ]


def _sentences(sections):
    for section in sections:
        for line in section.body.splitlines():
            for _start, words in sentences.spans(line, MARKS):
                if words.strip():
                    yield section, words.strip()


def _names_in(words):
    return tuple(dict.fromkeys(place[1] for place in PLACE.finditer(words)))


def _told(words, names):
    return PLACE.sub(lambda place: _tell(names.get(place[1]), place), words)


def _tell(fact, place):
    if fact is None:
        return wording.MISSING
    return fact.listed if place[2] else fact.text
