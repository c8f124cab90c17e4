"""The annual summary: prose with figures in it becomes a tree of blocks."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Court
from campaigns.refusals import refuse
from dossiers import figures, outlines, wording
from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Text
from dossiers.models import Figure, Section, Summary

# {法官讲坛} as told, {节日活动.list} the names of what it counts.
PLACE = re.compile(r"\{([^{}]*?)(\.list)?\}")
LEVELS = (
    4  # of headings, GB/T 9704-2012 7.3.3; what stands deeper is printed as the last
)
NOTICE = "演示数据：依据一份公开总结重建，单项活动的日期仅为示意。"


def draft(summary):
    """The document as it stands now, and the facts it quotes by key."""
    facts = figures.of(summary)
    return build(summary, list(summary.sections.all()), facts), facts


def build(summary, sections, facts):
    """Return the `Document`; pure: `sections` and `facts` are all it reads."""
    names = {fact.label: fact for fact in facts.values()} | facts
    children = {}
    for section in sections:
        children.setdefault(section.parent_id, []).append(section)
    court = summary.campaign.court
    blocks = _blocks_under(None, 1, children, names)
    signature = Signature(court.name, summary.as_of)
    notice = NOTICE if court.is_demonstration else ""
    return Document(summary.title, (*blocks, signature), notice)


def _blocks_under(parent, level, children, names):
    number = 0
    for section in children.get(parent, ()):
        if section.heading:
            number += 1
            yield Heading(min(level, LEVELS), number, section.heading)
        for line in section.body.splitlines():
            if line.strip():
                runs = _runs(line.strip(), names, section.vouched)
                yield Paragraph(tuple(runs))
        yield from _blocks_under(section.pk, level + 1, children, names)


def _runs(line, names, vouched):
    """Words and quotes in turn; a name that is not known is told as 待补充."""
    end = 0
    for place in PLACE.finditer(line):
        if place.start() > end:
            yield Text(line[end : place.start()])
        yield _quote(names.get(place[1]), place, vouched)
        end = place.end()
    if end < len(line):
        yield Text(line[end:])


def _quote(fact, place, vouched):
    if fact is None:
        return Quote(place[1], wording.MISSING, is_missing=True, is_known=False)
    text = fact.listed if place[2] else fact.text
    was = vouched.get(name_of(fact, place), {}).get("text", text)
    return Quote(
        fact.key,
        text,
        is_missing=text == wording.MISSING,
        was="" if was == text else was,
    )


def name_of(fact, place):
    """How a quote is remembered: by key, its list apart from its number."""
    return f"{fact.key}{place[2] or ''}"


def outline(sections, parent=None, level=1):
    """Sections in the order of the text, each with its level from 1."""
    for section in sections:
        if section.parent_id == parent:
            yield level, section
            yield from outline(sections, section.pk, level + 1)


def missing(document):
    """The quotes without data, in the order of the text."""
    runs = (
        run
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
    )
    return tuple(run for run in runs if isinstance(run, Quote) and run.is_missing)


def unknown_names(body, campaign):
    """Names between braces that are no figure of `campaign`, in order."""
    asked = [place[1] for place in PLACE.finditer(body)]
    rows = campaign.figures.values_list("key", "label")
    known = {name for row in rows for name in row}
    return tuple(dict.fromkeys(name for name in asked if name not in known))


def why_not_edit(campaign, *, by):
    if not by.has_perm(roles.EDIT_SUMMARY) or campaign.court_id != by.court_id:
        return _("The summary is edited by the office.")
    return ""


@transaction.atomic
def start(campaign, *, by, year, as_of):
    """Open the summary of a year: the usual outline, and a figure for each category."""
    Court.objects.select_for_update().get(pk=campaign.court_id)
    refuse(why_not_edit(campaign, by=by) or _why_not_start(campaign, year, as_of))
    title = f"{year}年度{campaign.title}创建工作总结"
    summary = Summary.objects.create(
        campaign=campaign, year=year, title=title, as_of=as_of
    )
    _define_usual_figures(campaign)
    for order, (heading, body) in enumerate(outlines.USUAL):
        Section.objects.create(summary=summary, heading=heading, body=body, order=order)
    return summary


@transaction.atomic
def date(summary, *, by, as_of):
    """Set the day up to which the summary tells."""
    summary = Summary.objects.select_for_update().get(pk=summary.pk)
    refuse(why_not_edit(summary.campaign, by=by) or why_not_as_of(summary.year, as_of))
    summary.as_of = as_of
    summary.save(update_fields=["as_of"])
    return summary


def _why_not_start(campaign, year, as_of):
    if why := why_not_year(campaign, year):
        return why
    if campaign.summaries.filter(year=year).exists():
        return _("There is a summary of %(year)s already.") % {"year": year}
    return why_not_as_of(year, as_of)


def why_not_year(campaign, year):
    if year not in campaign.calendar_years:
        return _("%(year)s is not a year of this campaign.") % {"year": year}
    return ""


def why_not_as_of(year, as_of):
    if as_of.year < year:
        return _("The summary of %(year)s cannot end before that year.") % {
            "year": year
        }
    return ""


def _define_usual_figures(campaign):
    """A figure per category that has none yet; the office refines them later."""
    taken = set(campaign.figures.values_list("label", flat=True))
    keys = set(campaign.figures.values_list("key", flat=True))
    for category in campaign.court.categories.filter(is_active=True):
        key = f"category_{category.pk}"
        if category.name in taken or key in keys:
            continue
        Figure.objects.create(
            campaign=campaign,
            key=key,
            label=category.name,
            measure=Figure.Measure.SESSIONS,
            category=category,
            window=Figure.Window.THIS_YEAR,
            counting_word=category.counting_word,
            order=100,
        )
