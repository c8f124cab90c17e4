"""责任书: the list, one statement as a paper, preparing, targets, and the two signatures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import evidence as proof
from campaigns import statements as verbs
from campaigns import targets
from campaigns.forms.statements import PrepareForm, StatementFilter, TargetForm
from campaigns.models import Evidence, Statement, Target, Unit
from campaigns.numbers import number
from campaigns.refusals import Refused

PER_PAGE = 25
SORTS = {"unit": "unit__order", "year": "year", "signed": "unit_signed_at"}
# Which chip of parts/status.html a state of the signatures wears.
CHIPS = {
    verbs.State.UNSIGNED: "nothing",
    verbs.State.UNIT_SIGNED: "waiting",
    verbs.State.SIGNED: "done",
}


@dataclass(frozen=True)
class Line:
    """A statement in the list with how many of its targets are met."""

    statement: Statement
    met: int
    total: int

    @property
    def state(self):
        return verbs.state_of(self.statement)

    @property
    def chip(self):
        return CHIPS[self.state]

    @property
    def is_met(self):
        return self.met == self.total


@dataclass(frozen=True)
class TargetLine:
    """A target with what counts for it and where to see that."""

    progress: targets.TargetProgress
    url: str

    @property
    def label(self):
        return _("reached") if self.progress.is_met else _("not reached")

    @property
    def chip(self):
        """Short of the promise is a failure only once the day is past."""
        if self.progress.is_met:
            return "met"
        is_past = self.progress.target.due_on < localdate()
        return "not_met" if is_past else "in_progress"


@require_safe
def statements(request):
    rows = _visible(request).filter(campaign=request.campaign or None)
    shown = StatementFilter(request.GET, rows, campaign=request.campaign)
    rows = _sorted(shown.qs, request.GET.get("sort", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": shown.form,
        "page": page,
        "lines": _lines(page.object_list),
        "may_prepare": not _why_not_prepare(request),
    }
    return render(request, "campaigns/statements.html", context)


@require_safe
def statement(request, pk):
    paper = get_object_or_404(_visible(request), pk=pk)
    lines = [TargetLine(each, _records_of(each)) for each in targets.of([paper])]
    user = request.user
    context = {
        "statement": paper,
        "state": verbs.state_of(paper),
        "chip": CHIPS[verbs.state_of(paper)],
        "lines": lines,
        "terms": verbs.terms_of(paper),
        "evidence": Evidence.objects.visible_to(user).current().filter(statement=paper),
        "may_add_evidence": not proof.why_not_change(paper, by=user),
        "may_change": not verbs.why_not_change_targets(paper, by=user),
        "why_not_unit": verbs.why_not_sign_for_unit(paper, by=user),
        "why_not_court": verbs.why_not_sign_for_court(paper, by=user),
    }
    return render(request, "campaigns/statement.html", context)


def statement_prepare(request):
    campaign = request.campaign
    if why := _why_not_prepare(request):
        messages.error(request, why)
        return redirect("statements")
    year = _year(campaign, request.GET.get("year"))
    units = _units_without(campaign, year)
    form = PrepareForm(request.POST or None, units=units)
    if form.is_valid() and _prepare(request, campaign, year, form):
        return redirect(f"{reverse('statements')}?{urlencode({'year': year})}")
    context = {
        "form": form,
        "year": year,
        "years": campaign.calendar_years,
        "units": units,
    }
    return render(request, "campaigns/statement_prepare.html", context)


def _prepare(request, campaign, year, form):
    """Prepare for the ticked units; False leaves the reason at the form."""
    units = form.cleaned_data["units"]
    try:
        opened = verbs.prepare(campaign, by=request.user, year=year, units=units)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    told = _("%(number)s statements prepared. Now enter their targets.")
    messages.success(request, told % {"number": len(opened)})
    return True


def target_new(request, pk):
    paper = get_object_or_404(_visible(request), pk=pk)
    if why := verbs.why_not_change_targets(paper, by=request.user):
        messages.error(request, why)
        return redirect(paper)
    form = TargetForm(request.POST or None, statement=paper)
    if form.is_valid():
        try:
            verbs.set_target(paper, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The target stands in the statement."))
            return redirect(paper)
    context = {"form": form, "statement": paper}
    return render(request, "campaigns/target_form.html", context)


@require_POST
def target_drop(request, pk):
    held = Target.objects.filter(statement__in=_visible(request))
    target = get_object_or_404(held, pk=pk)
    done = _("The target is taken out.")
    return _act(request, target.statement, done, verbs.drop_target, target)


@require_POST
def statement_sign_unit(request, pk):
    paper = get_object_or_404(_visible(request), pk=pk)
    done = _("Signed for the unit. Now the leading group signs for the court.")
    terms = request.POST.get("terms", "")
    return _act(request, paper, done, verbs.sign_for_unit, paper, terms=terms)


@require_POST
def statement_sign_court(request, pk):
    paper = get_object_or_404(_visible(request), pk=pk)
    done = _("Signed for the court. The statement is in force.")
    return _act(request, paper, done, verbs.sign_for_court, paper)


def _act(request, paper, done, verb, *args, **kwargs):
    """Let a verb act, say how it went, and show the statement."""
    try:
        verb(*args, by=request.user, **kwargs)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(paper)


def _visible(request):
    rows = Statement.objects.visible_to(request.user)
    signers = ("unit_signed_by", "court_signed_by")
    return rows.select_related("unit", "campaign__court", *signers)


def _why_not_prepare(request):
    if not request.campaign:
        return _("There is no campaign yet to prepare statements for.")
    return verbs.why_not_prepare(request.campaign, by=request.user)


def _lines(papers):
    found = {paper.pk: [] for paper in papers}
    for progress in targets.of(papers):
        found[progress.target.statement_id].append(progress.is_met)
    return [Line(paper, sum(found[paper.pk]), len(found[paper.pk])) for paper in papers]


def _records_of(progress):
    """The list of activities that count for a target: confirmed ones of its category."""
    target = progress.target
    query = {
        "category": target.category_id,
        "unit": target.statement.unit_id,
        "year": target.statement.year,
        "status": "confirmed",
    }
    return f"{reverse('activities')}?{urlencode(query)}"


def _sorted(rows, wish):
    name = SORTS.get(wish.removeprefix("-"))
    if name is None:
        return rows
    return rows.order_by(f"-{name}" if wish.startswith("-") else name, "pk")


def _year(campaign, wish):
    """The year asked for, or this one, or the last of the campaign."""
    years = campaign.calendar_years
    asked = number(wish)
    return asked if asked in years else years[-1]


def _units_without(campaign, year):
    prepared = campaign.statements.filter(year=year).values("unit")
    return Unit.objects.of_court(campaign.court_id).active().exclude(pk__in=prepared)
