"""说明报告: what was done for a criterion, in at most 500 characters, from records alone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from campaigns.models import Activity, Category, Evidence, EvidenceRule
from dossiers import sentences, sources, summaries
from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Text

LIMIT = 500  # characters, unless the criterion's own rule asks for fewer
# The fewest characters a rule of a criterion allows a report.
SHORTEST = Min(
    "rules__maximum_characters",
    filter=Q(rules__asked=EvidenceRule.Asked.REPORT, rules__maximum_characters__gt=0),
)
# What a court does with what is of a kind; everything else it 开展.
VERBS = {Category.Kind.MEASURE: "制定印发", Category.Kind.MEETING: "召开"}
INSIDE = str.maketrans("“”", "‘’")  # GB/T 15834-2011 4.8.3.3
NOTHING = "尚无经确认的记录，待补充。"


@dataclass(frozen=True)
class Event:
    """An activity as a report tells it."""

    held_on: date
    unit: str
    title: str
    place: str
    kind: str
    narrative: str
    proofs: int

    @property
    def is_paper(self):
        return self.kind == Category.Kind.MEASURE


@dataclass(frozen=True)
class Report:
    """What counts for one criterion; `facts` are the figures that speak of it."""

    criterion: object
    events: tuple
    proofs: int
    facts: tuple
    limit: int


def of(campaign, criteria, facts, until):
    """A `Report` for each of `criteria` something counts for, in their order."""
    events, serving = _events(campaign, until)
    proofs = _proofs(campaign, serving, until)
    speaking = _speaking(campaign, facts)
    reports = (
        Report(
            criterion,
            tuple(events.get(criterion.pk, ())),
            len(proofs.get(criterion.pk, ())),
            speaking.get(criterion.pk, ()),
            min(criterion.shortest or LIMIT, LIMIT),
        )
        for criterion in criteria.annotate(shortest=SHORTEST)
    )
    return tuple(each for each in reports if each.events or each.proofs)


def single(campaign, criterion, report, as_of):
    """The document of one criterion, with title, signature and notice in its limit."""
    title = f"{criterion.title}说明报告"
    signature = Signature(campaign.court.name, as_of)
    notice = summaries.NOTICE if campaign.court.is_demonstration else ""
    around = title + notice + signature.organisation + signature.date_text
    if report is None:
        runs = (Text(NOTHING),)
    else:
        runs = statement(report, report.limit - _length(around))
    return Document(title, (Paragraph(runs), signature), notice)


def bound(summary, reports):
    """All reports in one document, a heading for each."""
    blocks = []
    for number, report in enumerate(reports, start=1):
        blocks.append(Heading(1, number, str(report.criterion)))
        blocks.append(Paragraph(statement(report, report.limit)))
    court = summary.campaign.court
    notice = summaries.NOTICE if court.is_demonstration else ""
    signature = Signature(court.name, summary.as_of)
    title = f"{summary.campaign.title}测评项目说明报告"
    return Document(title, (*blocks, signature), notice)


def statement(report, limit):
    """The runs of the report: how much, the dated events that find room, the figures.

    Those with most proof are told first when not all fit; what is left out is counted.
    """
    head = _opening(report)
    tail = _figures(report, limit - _length(_words(head)) - 20)
    room = limit - _length(_words((*head, *tail)))
    told = _chosen(report.events, room)
    left = len(report.events) - len(told)
    rest = _left(left) if left else ""
    body = _told(told, room - _length(rest)) + rest
    return tuple(run for run in (*head, Text(body), *tail) if run.text)


def _opening(report):
    parts = []
    papers = sum(event.is_paper for event in report.events)
    if done := len(report.events) - papers:
        parts.append(f"开展经确认的活动{done}次")
    if papers:
        parts.append(f"制定印发经确认的文件材料{papers}份")
    if report.proofs:
        parts.append(f"形成有效证明材料{report.proofs}件")
    return (Text(f"围绕{_quoted(report.criterion.title)}，{'，'.join(parts)}。"),)


def _figures(report, room):
    """The figures that speak of the criterion, as the summary tells them."""
    runs = []
    for fact in report.facts:
        lead = "主要数据：" if not runs else "；"
        more = [
            Text(f"{lead}{fact.period.label}{fact.label}"),
            Quote(fact.key, fact.text),
        ]
        if _length(_words((*runs, *more))) + 1 > room:
            break
        runs += more
    return (*runs, Text("。")) if runs else ()


def _chosen(events, room):
    """The events that fit, in the order of their days."""
    ranked = sorted(events, key=lambda each: (-each.proofs, each.held_on, each.title))
    chosen, used = [], 0
    reserve = _length(_left(len(events)))
    for event in ranked:
        size = _length(_sentence(event))
        is_last = len(chosen) + 1 == len(events)
        if used + size + (0 if is_last else reserve) > room:
            continue
        chosen.append(event)
        used += size
    return sorted(chosen, key=lambda each: (each.held_on, each.title))


def _told(events, room):
    """The events in order, with the first sentence of what was written of them where
    it still finds room."""
    told = [_sentence(event) for event in events]
    spare = room - _length("".join(told))
    for at in sorted(range(len(events)), key=lambda at: -events[at].proofs):
        first = _first(events[at].narrative)
        if _length(first) <= spare:
            told[at] += first
            spare -= _length(first)
    return "".join(told)


def _first(narrative):
    first = next(iter(sentences.of(narrative)), "")
    return first if not first or first[-1] in sentences.MARKS else f"{first}。"


def _quoted(title):
    return f"“{title.translate(INSIDE)}”"


def _sentence(event):
    day = event.held_on
    place = f"，地点：{event.place}" if event.place else ""
    done = f"{VERBS.get(event.kind, '开展')}{_quoted(event.title)}{place}"
    return f"{day.year}年{day.month}月{day.day}日，{event.unit}{done}。"


def _left(number):
    return f"另有{number}项从略，见证明材料目录。"


def _length(text):
    return len("".join(text.split()))


def _words(runs):
    return "".join(run.text for run in runs)


# -- What counts ---------------------------------------------------------------------


def _events(campaign, until):
    """{criterion: its confirmed activities up to the day, oldest first}, and
    {activity: the criteria it serves}."""
    names = ("held_on", "unit__name", "title", "place", "category__kind", "narrative")
    rows = (
        Activity.objects.confirmed()
        .filter(campaign=campaign, held_on__lte=until, criteria__isnull=False)
        .values("criteria", "pk", *names)
        .annotate(proofs=sources.proofs())
        .order_by("held_on", "pk", "criteria")
    )
    found, serving = {}, {}
    for criterion, pk, *told in rows.values_list("criteria", "pk", *names, "proofs"):
        found.setdefault(criterion, []).append(Event(*told))
        serving.setdefault(pk, []).append(criterion)
    return found, serving


def _proofs(campaign, serving, until):
    """{criterion: ids of the evidence that counts for it}, its own or its activity's."""
    late = Q(activity__held_on__gt=until) | Q(honour__awarded_on__gt=until)
    rows = Evidence.objects.counting().of_campaign(campaign).exclude(late)
    found = {}
    for pk, activity, own in rows.values_list("pk", "activity_id", "criteria"):
        for criterion in {own, *serving.get(activity, ())} - {None}:
            found.setdefault(criterion, set()).add(pk)
    return found


def _speaking(campaign, facts):
    """{criterion: facts told of it}: by the figure itself, or by its category."""
    names = ("key", "criterion_id", "category__criteria")
    rows = campaign.figures.order_by("order", "pk", "category__criteria")
    found = {}
    for key, own, served in rows.values_list(*names):
        fact = facts.get(key)
        if fact and not fact.is_missing and fact.model:
            for criterion in {own, served} - {None}:
                found.setdefault(criterion, {})[key] = fact
    return {criterion: tuple(each.values()) for criterion, each in found.items()}
