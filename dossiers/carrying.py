"""Last year's summary copied forward: headings, owners and prose as they stood, figures
counted anew, and every copied sentence waiting until somebody has looked at it."""

import re
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Court, CriterionMapping
from campaigns.refusals import Refused, refuse
from dossiers import definitions, quotations, sentences, summaries, writing
from dossiers.models import Comment, Figure, Section, Summary

M = Figure.Measure
W = Figure.Window
# What the campaign itself holds; readings belong to the court and outlast it.
OF_THE_CAMPAIGN = (*definitions.OF_ACTIVITIES, M.HONOURS)
YEAR = re.compile(r"[12]\d{3}|[一二][〇○零一二三四五六七八九]{3}")


@dataclass(frozen=True)
class Copy:
    """A figure as it would be in the next campaign. `moved` says what had to change,
    `refused` why it cannot be there; "" for neither."""

    figure: Figure
    moved: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Plan:
    """Where a summary would go, and what becomes of the figures it quotes; in the same
    campaign they are simply counted anew, but for the `standing` that name their days."""

    last: Summary
    campaign: Campaign
    year: int
    copies: tuple = ()
    standing: tuple = ()

    @property
    def remarks(self):
        """Pairs of a figure's name and what the clerk has to know of it."""
        copies = ((each.figure, each.refused or each.moved) for each in self.copies)
        standing = ((figure, _still(figure)) for figure in self.standing)
        return tuple(
            (figure.label, told) for figure, told in (*copies, *standing) if told
        )


def plan(last):
    """The `Plan` for the year after `last`, in its campaign or as the first year of the
    court's next one; None where there is neither."""
    campaign, year = last.campaign, last.year + 1
    if year in campaign.calendar_years:
        rows = list(campaign.figures.all())
        return Plan(last, campaign, year, standing=tuple(_quoted(last, rows)))
    later = Campaign.objects.filter(
        court=campaign.court_id, starts_on__gt=campaign.ends_on
    )
    following = (
        later.select_related("court", "standard").order_by("starts_on", "pk").first()
    )
    if following is None:
        return None
    year = following.starts_on.year
    return Plan(last, following, year, tuple(_copies(last, following, year)))


def offers(campaign):
    """The summaries that can be copied into a year of `campaign` that has none yet."""
    rows = Summary.objects.filter(campaign__court=campaign.court_id)
    taken = set(campaign.summaries.values_list("year", flat=True))
    rows = rows.filter(campaign__starts_on__lte=campaign.starts_on)
    found = []
    for row in rows.select_related("campaign").order_by("-year", "pk"):
        inside = row.campaign_id == campaign.pk
        year = row.year + 1 if inside else campaign.starts_on.year
        ended = inside or row.year == row.campaign.ends_on.year
        if ended and year in campaign.calendar_years and year not in taken:
            found.append(row)
    return found


def why_not_carry(plan, *, by, as_of=None):
    """The reason `by` may not copy this summary forward, or "". `as_of` None is asked
    by the page, before a day is chosen."""
    if plan is None:
        return _("There is no year after it yet: the office opens the next campaign.")
    if why := summaries.why_not_edit(plan.campaign, by=by):
        return why
    if plan.campaign.summaries.filter(year=plan.year).exists():
        return _("There is a summary of %(year)s already.") % {"year": plan.year}
    return summaries.why_not_as_of(plan.year, as_of) if as_of else ""


@transaction.atomic
def forward(last, *, by, as_of):
    """Copy `last` into the next year; returns the new summary.

    What became of a figure stands as an open remark on each section that quotes it. The
    court's row is held: a year has one summary, whoever opens it first.
    """
    Court.objects.select_for_update().get(pk=last.campaign.court_id)
    todo = plan(last)
    refuse(why_not_carry(todo, by=by, as_of=as_of))
    for each in todo.copies:
        if not each.refused:
            each.figure.save()
    campaign, year = todo.campaign, todo.year
    title = f"{year}年度{campaign.title}创建工作总结"
    summary = Summary.objects.create(
        campaign=campaign, year=year, title=title, as_of=as_of
    )
    _copy_sections(last, summary)
    _remark(summary, dict(todo.remarks), by)
    return summary


@transaction.atomic
def keep(section, *, by, read):
    """Say of the sentences `read` that they still hold; returns the section. Whoever
    says so has had it in hand, and does not pass it."""
    rows = Section.objects.select_for_update(of=["self"])
    section = rows.select_related("summary__campaign").get(pk=section.pk)
    refuse(writing.why_not_write(section, by=by))
    waiting = section.unreviewed
    if not set(read).intersection(waiting):
        raise Refused(_("Choose the sentences that still hold."))
    section.carried = [each for each in waiting if each not in set(read)]
    section.changed_by, section.changed_at = by, timezone.now()
    section.save(update_fields=["carried", "changed_by", "changed_at"])
    return section


# -- Sections -------------------------------------------------------------------------


def _copy_sections(last, summary):
    """Every heading with its owner and prose, below what it stood below."""
    rows = list(last.sections.select_related("owner"))
    labels = dict(last.campaign.figures.values_list("key", "label"))
    made = {None: None}
    for _level, row in summaries.outline(rows):
        body = _by_label(row.body, labels)
        made[row.pk] = Section.objects.create(
            summary=summary,
            parent=made[row.parent_id],
            heading=row.heading,
            body=body,
            order=row.order,
            owner=row.owner if row.owner and row.owner.is_active else None,
            in_short=row.in_short,
            carried=list(dict.fromkeys(sentences.of(body))),
        )


def _by_label(body, labels):
    """A figure called by its key is called by its name: only that goes along."""

    def name(place):
        return f"{{{labels.get(place[1], place[1])}{place[2] or ''}}}"

    return summaries.PLACE.sub(name, body)


def _remark(summary, remarks, by):
    """What became of a figure, on each section that quotes it or what is calculated
    from it; and that a heading names a year."""
    rows = list(summary.campaign.figures.all())
    for section in summary.sections.all():
        names = _names_in(section)
        names |= {row.label for row in quotations.with_parts(names, rows)}
        told = [f"{{{name}}}：{remarks[name]}" for name in remarks if name in names]
        if YEAR.search(section.heading):
            told.append(_("The heading names a year; see whether it still holds."))
        for text in told:
            Comment.objects.create(section=section, written_by=by, text=text[:1000])


def _names_in(section):
    return {place[1] for place in summaries.PLACE.finditer(section.body)}


# -- Figures --------------------------------------------------------------------------


def _quoted(last, rows):
    """The figures the prose quotes, with those they are calculated from."""
    sections = last.sections.all()
    return quotations.with_parts(set().union(*map(_names_in, sections)), rows)


def _copies(last, campaign, year):
    """Each figure the prose quotes, with those it is calculated from, as the next
    campaign would have it; one of that name there is used as it is."""
    filters = ("category", "unit", "indicator", "criterion")
    rows = list(last.campaign.figures.select_related(*filters))
    there = campaign.figures.values_list("key", "label")
    taken = {name for row in there for name in row}
    labels = {row.key: row.label for row in rows}
    wanted = _quoted(last, rows)
    successors = _successors(wanted, campaign)
    for row in wanted:
        if row.label not in taken:
            figure = copy(row)
            figure.pk, figure.campaign = None, campaign
            figure._state.adding = True
            figure.formula = _by_label(row.formula, labels)
            figure.criterion = successors.get(row.criterion_id, row.criterion)
            while figure.key in taken:
                figure.key = f"{figure.key}_"
            moved = _move_window(figure, campaign, year, year - last.year)
            yield Copy(figure, moved, _why_not(figure, row))


def _move_window(figure, campaign, year, later):
    """Bring the figure's days into the campaign; returns what was changed, in words."""
    if figure.measure not in OF_THE_CAMPAIGN:
        return _still(figure)
    if figure.window == W.SINCE_LAST_YEAR and year == campaign.starts_on.year:
        figure.window = W.THIS_YEAR
        return _("last year belongs to the campaign before; it counts this year only.")
    if figure.window == W.AS_OF_YEAR:
        figure.window_year += later
        return _("it now counts up to the end of %(year)s.") % {
            "year": figure.window_year
        }
    if figure.window == W.CUSTOM:
        figure.window_from = _later(figure.window_from, later)
        figure.window_to = _later(figure.window_to, later)
        return _("it now counts from %(first)s to %(last)s.") % {
            "first": figure.window_from,
            "last": figure.window_to,
        }
    return ""


def _still(figure):
    """What is said of days that stay as they were, "" of those that go with the year."""
    if figure.window == W.AS_OF_YEAR:
        told = _("it still counts up to the end of %(year)s; see whether it should.")
        return told % {"year": figure.window_year}
    if figure.window == W.CUSTOM:
        told = _("it still counts from %(first)s to %(last)s; see whether it should.")
        return told % {"first": figure.window_from, "last": figure.window_to}
    return ""


def _later(day, years):
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def _successors(rows, campaign):
    """{id: what became of the criterion}: as the switch of standards said, or the one
    of the same words."""
    old = {row.criterion_id: row.criterion for row in rows if row.criterion}
    if not old or campaign.standard_id is None:
        return {}
    by_title = {each.title: each for each in campaign.standard.criteria.all()}
    found = {
        pk: by_title[criterion.title]
        for pk, criterion in old.items()
        if criterion.title in by_title
    }
    mapped = CriterionMapping.objects.filter(
        old__in=old, new__standard=campaign.standard_id
    )
    return found | {row.old_id: row.new for row in mapped.select_related("new")}


def _why_not(figure, row):
    """Why the figure cannot be in that campaign though `row` could be in this. A formula
    needs its parts there first, so it is left to the checks of the draft."""
    if figure.measure == M.FORMULA:
        return ""
    before = set(definitions.faults_apart_from_name(row))
    faults = definitions.faults_apart_from_name(figure)
    found = next((fault[1] for fault in faults if fault not in before), "")
    return _("not copied: %(why)s") % {"why": found} if found else ""
