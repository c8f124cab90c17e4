"""One ledger, several tellings: the whole summary, a short one, a report for each
criterion, and the table of every figure; all of them take their numbers from `facts`."""

from copy import copy

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Criterion
from dossiers import figures, letters, reports, sentences, sources, summaries
from dossiers.blocks import Document, Heading, Paragraph, Signature, Table
from dossiers.tallies import Tally

SHORT = 1500  # characters of a short summary, white space apart
SOURCES = "数据来源表"
RECORDS = "数据所依据的记录"
COLUMNS = ("数据", "表述", "统计时段", "口径", "记录", "证明材料", "档号")
WIDTHS = (8, 6, 10, 15, 4, 5, 10)
UNSEEN = "另有{}条无权查看"
RECORD_COLUMNS = ("数据", "记录", "日期", "说明", "证明材料", "档号")
UNFILED = "未归档"


def full(summary):
    """The summary as it stands."""
    return summaries.draft(summary)[0]


def annexed(summary):
    """The whole summary with the table of sources as its annex."""
    facts, *proved = _proved(summary)
    document = summaries.build(summary, list(summary.sections.all()), facts)
    annex = _table(f"附件：{SOURCES}", facts, *proved, starts_page=True)
    return Document(document.title, (*document.blocks, annex), document.notice)


def report(summary):
    """The whole summary as a report that goes up, with 版头 and 版记; the table of
    sources is its annex where the letter says so."""
    letter = letters.of(summary)
    if not letter.is_annexed:
        return letters.dress(full(summary), letter)
    facts, *proved = _proved(summary)
    document = summaries.build(summary, list(summary.sections.all()), facts)
    return letters.dress(document, letter, (_table(SOURCES, facts, *proved),))


def short(summary):
    """About 1500 characters: sentences with figures first, then how each part begins."""
    sections = [each for _level, each in summaries.outline(summary.sections.all())]
    facts = figures.of(summary)
    return shorten(summary, sections, facts)


def shorten(summary, sections, facts, limit=SHORT):
    """Pure: the summary of the chosen sentences, in their order; a heading stays where
    something stands below it."""
    said = list(_sentences(sections))
    ranks = sorted((rank, place) for place, (rank, *_more) in enumerate(said))
    chosen, document = set(), summaries.build(summary, [], facts)
    for _rank, place in ranks:
        kept = _kept(sections, said, chosen | {place})
        longer = summaries.build(summary, kept, facts)
        if length(longer) <= limit:
            chosen, document = chosen | {place}, longer
    return document


def criteria(summary):
    """A report for every criterion something counts for, one after another."""
    campaign = summary.campaign
    speaking = Q(category__isnull=False) | Q(criterion__isnull=False)
    facts = figures.of(summary, campaign.figures.filter(speaking))
    leaves = Criterion.objects.filter(standard=campaign.standard_id, children=None)
    told = reports.of(campaign, leaves, facts, summary.as_of)
    return reports.bound(summary, told)


def sources_table(summary):
    """Every figure with its value, window, what it counts, records and proof."""
    return _bound(summary, _table(SOURCES, *_proved(summary)))


def workbook(summary, *, by):
    """The table of sources, and a table of the records `by` may see; None sees all."""
    codes = sources.codes(summary.campaign)
    facts, *proved = _proved(summary, codes)
    records = _records(facts, sources.of_all(facts, by=by), codes)
    return _bound(summary, _table(SOURCES, facts, *proved), records)


def _bound(summary, *tables):
    court = summary.campaign.court
    signature = Signature(court.name, summary.as_of)
    notice = summaries.NOTICE if court.is_demonstration else ""
    return Document(f"{summary.title}{SOURCES}", (*tables, signature), notice)


VARIANTS = {
    "full": (_("Full summary"), full),
    "annexed": (_("Full summary with the table of sources"), annexed),
    "report": (_("Report with letterhead and imprint"), report),
    "short": (_("Short summary, about 1500 characters"), short),
    "criteria": (_("Reports by criterion, at most 500 characters each"), criteria),
    "figures": (_("Table of sources"), sources_table),
}


def build(summary, name):
    """The document of a variant."""
    return VARIANTS[name][1](summary)


def length(document):
    """Characters of headings and paragraphs, without white space."""
    texts = (
        getattr(block, "label", "") + getattr(block, "text", "")
        for block in document.blocks
        if isinstance(block, Heading | Paragraph)
    )
    return sum(len("".join(text.split())) for text in texts)


def _sentences(sections):
    """(rank, section, line, words) of each sentence: 0 carries figures, 1 opens a
    section, 2 the rest; nothing of a section the clerk keeps out."""
    for section in (each for each in sections if each.in_short):
        for number, line in enumerate(section.body.splitlines()):
            for start, words in sentences.spans(line.strip()):
                opens = number == 0 and start == 0
                rank = 0 if summaries.PLACE.search(words) else 1 if opens else 2
                yield rank, section, number, words


def _kept(sections, said, chosen):
    """Copies of the sections with the chosen sentences, without those left bare."""
    lines = {}
    for place in sorted(chosen):
        _rank, section, number, words = said[place]
        lines.setdefault(section.pk, {}).setdefault(number, []).append(words)
    parents = {section.pk: section.parent_id for section in sections}
    standing = set()
    for pk in lines:
        while pk is not None and pk not in standing:
            standing.add(pk)
            pk = parents.get(pk)
    kept = []
    for section in sections:
        if section.pk in standing:
            short_one = copy(section)
            own = lines.get(section.pk, {})
            short_one.body = "\n".join("".join(own[number]) for number in sorted(own))
            kept.append(short_one)
    return kept


def _proved(summary, codes=None):
    """The facts, how much proof stands behind each, and where it is filed."""
    tally = Tally(summary.campaign, summary.as_of)
    facts = figures.of(summary, tally=tally)
    codes = sources.codes(summary.campaign) if codes is None else codes
    filed = sources.codes_behind(facts, codes, tally)
    return facts, sources.proofs_behind(facts, tally), filed


def _table(caption, facts, proofs, filed, *, starts_page=False):
    rows = tuple(
        (
            fact.label,
            fact.text,
            _span(fact),
            fact.note or "—",
            str(len(fact.records)),
            str(proofs[fact.key]),
            _codes(filed[fact.key]),
        )
        for fact in facts.values()
    )
    return Table(caption, COLUMNS, rows, WIDTHS, starts_page)


def _codes(codes):
    """The first archive number, and how many items there are."""
    if len(codes) > 1:
        return f"{codes[0]}等{len(codes)}件"
    return codes[0] if codes else UNFILED


def _span(fact):
    first, last = fact.period.starts_on, fact.period.ends_on
    span = f"至{_day(last)}" if first.year == 1 else f"{_day(first)}—{_day(last)}"
    return f"{fact.period.label}\n{span}"


def _day(day):
    return f"{day.year}.{day.month}.{day.day}"


def _records(facts, found, codes):
    rows = (
        row for fact in facts.values() for row in _behind(fact, found[fact.key], codes)
    )
    return Table(RECORDS, RECORD_COLUMNS, tuple(rows), (3, 6, 2, 6, 2, 5))


def _behind(fact, found, codes):
    """A line for each source; what the reader may not see is a number without names."""
    for source in found:
        day = str(source.held_on or "—")
        told = (fact.label, source.name, day, source.detail, str(source.proofs))
        yield *told, "\n".join(codes.get(source.record, ())) or UNFILED
    if unseen := len(fact.records) - len(found):
        yield fact.label, UNSEEN.format(unseen), "—", "", "", ""
