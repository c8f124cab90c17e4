"""Criteria progress: the whole tree, and one criterion with the records behind it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from campaigns import activities, exemptions, incidents, progress, reuse, roles
from campaigns.forms.progress import ProgressFilter
from campaigns.models import Activity, Criterion, Evidence, Unit
from campaigns.numbers import number
from campaigns.querysets import confirmed

OWNERS = ("activity", "statement__unit", "honour", "reading__indicator")
LISTED = 100  # of each kind of record on a criterion's page, the newest


@dataclass(frozen=True)
class Line:
    """One rule of a criterion and what was counted in each year."""

    label: str
    cells: tuple[progress.RuleProgress, ...]


@dataclass(frozen=True)
class Row:
    """A criterion as the table shows it: its rules in the chosen year only."""

    criterion: progress.CriterionProgress
    lines: tuple[Line, ...]
    missing: int


@dataclass(frozen=True)
class Part:
    """A top-level criterion and the rows below it."""

    head: progress.CriterionProgress
    rows: tuple[Row, ...]
    is_open: bool


@dataclass(frozen=True)
class Records:
    """What stands behind a criterion's numbers, as far as this person may see it."""

    activities: list[Activity]
    evidence: list[Evidence]
    coming: list[Activity]
    unlisted: int  # they count, but are too many or another unit's


def listing(request):
    campaign = request.campaign or None
    if campaign is None:
        return render(request, "campaigns/progress.html", {"report": None})
    user, sees_all = request.user, roles.sees_all(request.user)
    units = Unit.objects.of_court(campaign.court_id) if sees_all else None
    form = ProgressFilter(request.GET, years=campaign.calendar_years, units=units)
    # Without a unit (no row has key 0) nobody's criteria are one's own.
    unit = form.wanted["unit"] if sees_all else user.unit_id or 0
    report = progress.of(campaign, unit=unit)
    context = {
        "report": report,
        "form": form,
        "own_unit": None if sees_all else user.unit,
        "parts": list(_parts(report, form.wanted, not sees_all)),
    }
    return render(request, "campaigns/progress.html", context)


def one(request, pk):
    campaign, report = _report_with(request, pk)
    criterion = report.by_pk[pk]
    year = number(request.GET.get("year"))
    context = {
        "criterion": criterion,
        "campaign": campaign,
        "vetoes": incidents.vetoes(campaign),
        "above": [report.by_pk[key].node for key in criterion.node.path[:-1]],
        "below": [each for each in report.criteria if each.node.parent == pk],
        "rules": [rule for rule in criterion.rules if _is_of(rule, year)],
        "year": year,
        "records": _records(request.user, campaign, criterion, year),
        "offers": reuse.offers(criterion, report.proofs, campaign, by=request.user),
        "may_serve": request.user.has_perm(roles.CONFIRM_ANY),
        "may_exempt": not exemptions.why_not_decide(campaign, by=request.user),
        "may_log": not activities.why_not_log(campaign, by=request.user),
    }
    return render(request, "campaigns/criterion.html", context)


def _parts(report, wanted, is_own):
    rows = {each.node.pk: _row(each, wanted["year"]) for each in report.criteria}
    is_open = is_own or any(wanted.values())
    kept = {
        pk
        for row in rows.values()
        if _is_wanted(row, wanted)
        for pk in row.criterion.node.path
    }
    for part in report.parts:
        below = tuple(
            row
            for pk, row in rows.items()
            if pk in kept and row.criterion.node.path[0] == part.node.pk
            if pk != part.node.pk or part.node.is_leaf or part.rules
        )
        if below:
            yield Part(part, below, is_open or part.missing > 0)


def _row(each, year):
    rules = [rule for rule in each.rules if _is_of(rule, year)]
    is_sum = year is None or not each.node.is_leaf
    missing = each.missing if is_sum else sum(rule.missing for rule in rules)
    return Row(each, tuple(_lines(rules)), missing)


def _lines(rules):
    for _pk, cells in groupby(rules, key=lambda each: each.rule.pk):
        cells = tuple(cells)
        yield Line(cells[0].label, cells)


def _is_of(rule, year):
    """A rule for the whole cycle stands in every year."""
    return year is None or rule.year in (None, year)


def _is_wanted(row, wanted):
    """Leaves are chosen; what stands above them comes with them."""
    if not row.criterion.node.is_leaf and not row.lines:
        return False
    if wanted["state"] and row.criterion.state != wanted["state"]:
        return False
    if wanted["year"] and row.criterion.rules and not row.lines:
        return False
    if wanted["visit"] and not _awaits_visit(row.criterion):
        return False
    return not wanted["gaps"] or row.missing > 0


def _awaits_visit(each):
    """Unknown until it was seen: nothing but a visit or a survey can tell."""
    return each.is_judged_by_visit and each.state != progress.State.COMPLETE


def _report_with(request, pk):
    """The campaign looked at, or the newest other one that has this criterion."""
    campaign = request.campaign or None
    report = progress.of(campaign) if campaign else None
    if report and pk in report.by_pk:
        return campaign, report
    criterion = get_object_or_404(Criterion, pk=pk)
    for campaign in request.campaigns:
        if campaign.standard_id == criterion.standard_id:
            return campaign, progress.of(campaign)
    raise Http404


def _records(user, campaign, criterion, year):
    """Two queries: the counting ones by the keys that were counted, and what comes."""
    held = [pk for pk, at in criterion.activities.items() if year in (None, at)]
    proofs = [each.pk for each in criterion.evidence if year in (None, each.year)]
    seen = Activity.objects.visible_to(user).for_list()
    coming = Q(campaign=campaign, criteria=criterion.node.pk) & ~confirmed()
    seen = seen.filter(Q(pk__in=sorted(held)[-LISTED:]) | coming).distinct()
    rows = [row for row in seen if row.is_confirmed]
    coming = [row for row in seen if not row.is_confirmed]
    entries = Evidence.objects.visible_to(user).select_related(*OWNERS)
    entries = list(entries.filter(pk__in=sorted(proofs)[-LISTED:]))
    unlisted = len(held) + len(proofs) - len(rows) - len(entries)
    return Records(rows, entries, coming[:LISTED], unlisted)
