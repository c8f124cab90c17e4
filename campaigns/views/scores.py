"""Points side by side over the whole tree, and the forecast they lead to."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns import forecasts, progress, roles, scoresheets, years
from campaigns import scores as verbs
from campaigns.forms.scores import ScoresFilter
from campaigns.models import Score, Verdict


@dataclass(frozen=True)
class Row:
    """A criterion in the overview; one without points of its own has no cells."""

    criterion: progress.CriterionProgress
    cells: tuple[scoresheets.Cell, ...]
    verdicts: tuple[Verdict, ...]
    lacks: frozenset[str]


@dataclass(frozen=True)
class Part:
    head: progress.CriterionProgress
    rows: tuple[Row, ...]
    done: tuple[tuple[str, int], ...]  # how many each kind of assessor has scored
    carriers: int


@require_safe
def scores(request):
    campaign, user = request.campaign or None, request.user
    if campaign is None:
        return render(request, "campaigns/scores.html", {"campaign": None})
    report = progress.of(campaign, unit=_own_unit(user))
    sheet = scoresheets.of(campaign, by=user)
    units = _units(report) if roles.sees_all(user) else None
    form = ScoresFilter(request.GET, years=campaign.calendar_years, units=units)
    parts = list(_parts(campaign, report, sheet, form.wanted))
    kinds = verbs.kinds_of(user)
    context = {
        "campaign": campaign,
        "form": form,
        "own_unit": None if roles.sees_all(user) else user.unit,
        "assessors": [each.label for each in Score.Assessor],
        "parts": parts,
        "next": _next(parts, kinds),
        "is_blind": scoresheets.is_blind(user),
        "sees_forecast": roles.sees_all(user),
    }
    return render(request, "campaigns/scores.html", context)


@require_safe
def forecast(request):
    campaign, user = request.campaign or None, request.user
    if campaign is None or not roles.sees_all(user):
        raise Http404
    report = progress.of(campaign)
    sheet = scoresheets.of(campaign, by=user, with_verdicts=False)
    nodes = [each.node for each in report.criteria]
    why_not = scoresheets.why_not_see_totals(campaign, nodes, sheet, by=user)
    context = {
        "campaign": campaign,
        "why_not": why_not,
        "forecast": None if why_not else forecasts.of(campaign, report, sheet),
    }
    return render(request, "campaigns/forecast.html", context)


def _own_unit(user):
    """Without a unit (no row has key 0) nobody's criteria are one's own."""
    return None if roles.sees_all(user) else user.unit_id or 0


def _units(report):
    return sorted({unit for each in report.criteria for unit in each.units})


def _parts(campaign, report, sheet, wanted):
    carriers = scoresheets.carriers([each.node for each in report.criteria])
    rows = {
        each.node.pk: _row(campaign, each, sheet, each.node.pk in carriers, wanted)
        for each in report.criteria
    }
    kept = {
        pk
        for row in rows.values()
        if row.cells and _is_wanted(row, wanted)
        for pk in row.criterion.node.path
    }
    for part in report.parts:
        below = [row for pk, row in rows.items() if pk in kept and _is_in(row, part)]
        scored = [row for row in below if row.cells]
        if scored:
            shown = below if part.node.pk in carriers else below[1:]
            yield Part(part, tuple(shown), _done(scored), len(scored))


def _next(parts, kinds):
    """The first criterion shown that this person has not scored yet."""
    rows = (row for part in parts for row in part.rows if row.cells)
    return next((row.criterion.node for row in rows if row.lacks & set(kinds)), None)


def _is_in(row, part):
    return row.criterion.node.path[0] == part.node.pk


def _done(rows):
    """How many criteria each kind of assessor has scored, as far as it is seen."""
    return tuple(
        (each.label, sum(each not in row.lacks for row in rows))
        for each in Score.Assessor
        if each == Score.Assessor.INSPECTOR or not _hides(rows)
    )


def _hides(rows):
    return any(cell.is_hidden for row in rows for cell in row.cells)


def _row(campaign, each, sheet, is_carrier, wanted):
    asked = [wanted["year"]] if wanted["year"] else list(years.scored(campaign))
    shown, pk = [*asked, None] if None not in asked else asked, each.node.pk
    return Row(
        criterion=each,
        cells=scoresheets.cells(sheet, pk, shown) if is_carrier else (),
        verdicts=tuple(filter(None, (sheet.verdicts.get((pk, at)) for at in shown))),
        lacks=frozenset(
            assessor
            for assessor in Score.Assessor
            if any(sheet.score(pk, year, assessor) is None for year in asked)
        ),
    )


def _is_wanted(row, wanted):
    if wanted["unit"] and wanted["unit"] not in {
        unit.pk for unit in row.criterion.units
    }:
        return False
    return not wanted["missing"] or wanted["missing"] in row.lacks
