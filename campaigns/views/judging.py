"""One criterion: every word on it side by side, and the forms to add one's own."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import roles, scoresheets, standards, years
from campaigns import scores as verbs
from campaigns.forms.scores import ScoreForm, VerdictForm
from campaigns.models import Campaign, Criterion, Verdict
from campaigns.refusals import Refused


@dataclass(frozen=True)
class Line:
    """A year of one criterion, or its whole cycle: every word on it side by side."""

    year: int | None
    cells: tuple[scoresheets.Cell, ...]
    verdict: Verdict | None
    is_hidden: bool


@dataclass(frozen=True)
class Place:
    """A criterion of the campaign looked at, and where it stands in the tree."""

    campaign: Campaign
    criterion: Criterion
    node: standards.Node
    nodes: tuple[standards.Node, ...]
    sheet: scoresheets.Sheet
    open_years: tuple[int, ...]

    @property
    def above(self):
        return [each for each in self.nodes if each.pk in self.node.path[:-1]]

    @property
    def following(self):
        """The next criterion that is scored, in the order of the tree."""
        carriers = scoresheets.carriers(self.nodes)
        later = self.nodes[self.nodes.index(self.node) + 1 :]
        return next((each for each in later if each.pk in carriers), None)

    def next_year(self, given, *kind):
        """The first open year not yet among `given`, or the last open one, or ""."""
        left = (
            year for year in self.open_years if (self.node.pk, year, *kind) not in given
        )
        return next(left, self.open_years[-1] if self.open_years else "")


def criterion_score(request, pk):
    """Every word on one criterion, and the form to add one's own."""
    place = _place(request, pk)
    form, why_not = _score_form(request, place, request.POST or None)
    if request.method == "POST":
        if form is None:
            messages.error(request, why_not)
            return redirect("criterion-score", pk)
        if form.is_valid() and _act(form, verbs.score, place, request.user):
            messages.success(request, _("The score is entered."))
            return redirect("criterion-score", pk)
    return _show(request, place, form, why_not, _verdict_form(request, place))


@require_POST
def criterion_verdict(request, pk):
    place = _place(request, pk)
    form = _verdict_form(request, place, request.POST)
    if form is None:
        messages.error(request, verbs.why_not_judge(place.campaign, by=request.user))
        return redirect("criterion-score", pk)
    if form.is_valid() and _act(form, verbs.judge, place, request.user):
        messages.success(request, _("The verdict is entered."))
        return redirect("criterion-score", pk)
    score_form, why_not = _score_form(request, place)
    return _show(request, place, score_form, why_not, form)


def _place(request, pk):
    """A criterion of the current campaign; staff only of what their unit answers for."""
    campaign, user = request.campaign or None, request.user
    rows = Criterion.objects.filter(standard=campaign.standard_id if campaign else None)
    criterion = get_object_or_404(rows, pk=pk)
    nodes = standards.tree(campaign.standard_id)
    node = next(each for each in nodes if each.pk == pk)
    if not roles.sees_all(user) and user.unit_id not in verbs.units_of(node, campaign):
        raise Http404
    sheet = scoresheets.of(campaign, by=user, criterion=pk)
    return Place(campaign, criterion, node, nodes, sheet, _open_years(campaign))


def _score_form(request, place, data=None):
    """The form and "", or None and the reason why there is none."""
    user = request.user
    why_not = {
        assessor: verbs.why_not_assess(
            place.criterion,
            place.campaign,
            by=user,
            assessor=assessor,
            nodes=place.nodes,
        )
        for assessor in verbs.kinds_of(user)
    }
    may = [assessor for assessor, why in why_not.items() if not why]
    if not may:
        reads = _("Your role reads scores and does not give them.")
        return None, next(iter(why_not.values()), reads)
    form = ScoreForm(
        data,
        criterion=place.criterion,
        assessors=may,
        years=place.open_years,
        initial={
            "assessor": may[0],
            "year": place.next_year(place.sheet.scores, may[0]),
        },
    )
    return form, ""


def _verdict_form(request, place, data=None):
    if verbs.why_not_judge(place.campaign, by=request.user):
        return None
    return VerdictForm(
        data,
        years=place.open_years,
        auto_id="verdict_%s",
        initial={"year": place.next_year(place.sheet.verdicts)},
    )


def _open_years(campaign):
    locked = years.locks(campaign)
    return tuple(year for year in years.scored(campaign) if year and year not in locked)


def _act(form, verb, place, user):
    """Ask the verb; a refusal becomes an error of the form. Tells whether it acted."""
    try:
        verb(place.criterion, place.campaign, by=user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _show(request, place, form, why_not, verdict_form):
    context = {
        "place": place,
        "criterion": place.criterion,
        "grades": scoresheets.grades_of(place.criterion),
        "assessors": [each.label for each in verbs.Assessor],
        "lines": list(_lines(place)),
        "form": form,
        "why_not": why_not,
        "verdict_form": verdict_form,
        "history": scoresheets.history(place.sheet.scores.values()),
    }
    return render(request, "campaigns/score_form.html", context)


def _lines(place):
    """The years, then the whole cycle where anybody spoke of it."""
    pk, sheet = place.node.pk, place.sheet
    for year in (*filter(None, years.scored(place.campaign)), None):
        cells = scoresheets.cells(sheet, pk, [year])
        verdict = sheet.verdicts.get((pk, year))
        is_hidden = (pk, year) in sheet.hidden
        if year or verdict or is_hidden or any(cell.scores for cell in cells):
            yield Line(year, cells, verdict, is_hidden)
