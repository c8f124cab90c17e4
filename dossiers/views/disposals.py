"""鉴定销毁: what is past its term, what was proposed, decided, carried out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import disposals, registers
from dossiers.disposal_forms import DecisionForm, DueFilter, ProposalForm
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.models import Disposal
from dossiers.views import downloads

PAGE = 25
DUE_PAGE = 100  # what is proposed together should fit on one page


@require_safe
def index(request):
    """Every proposal, the newest first, and how many items are due for one."""
    court = _court(request)
    rows = Disposal.objects.visible_to(request.user)
    rows = rows.select_related("proposed_by", "decided_by").prefetch_related("items")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, disposals.state_of(row)) for row in page],
        "due": disposals.due(court).count(),
        "why_not": disposals.why_not_propose(request.user),
    }
    return render(request, "dossiers/disposals.html", context)


def new(request):
    """Choose among the items past their term, and give the reason."""
    court = _court(request)
    due = disposals.due(court).select_related("unit")
    narrowed = DueFilter(request.GET, due, request=request)
    form = ProposalForm(request.POST or None, due=due, court=court)
    if request.method == "POST" and form.is_valid():
        try:
            disposal = disposals.propose(by=request.user, **form.cleaned_data)
            messages.success(request, _("Proposed; the leading group decides."))
            return redirect(disposal)
        except Refused as refused:
            form.add_error(None, str(refused))
    page = Paginator(narrowed.qs, DUE_PAGE).get_page(request.GET.get("page"))
    why_not = disposals.why_not_propose(request.user)
    context = {"form": form, "filter": narrowed, "page": page, "why_not": why_not}
    return render(request, "dossiers/disposal_new.html", context)


@require_safe
def one(request, pk):
    """A proposal with its items, the decision, and what became of each paper."""
    return _show(request, _disposal(request, pk), DecisionForm())


@require_POST
def decide(request, pk):
    disposal = _disposal(request, pk)
    if why := disposals.why_not_decide(disposal, by=request.user):
        messages.error(request, why)
        return redirect(disposal)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            disposals.decide(disposal, by=request.user, **form.cleaned_data)
            messages.success(request, _("Decided."))
            return redirect(disposal)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(request, disposal, form)


@require_POST
def destroy(request, pk):
    disposal = _disposal(request, pk)
    try:
        disposals.destroy(disposal, by=request.user)
        messages.success(request, _("Carried out; the register tells of each paper."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(disposal)


@require_safe
def export(request, pk, extension):
    """档案销毁清册 as a file."""
    disposal = _disposal(request, pk)
    chosen = WORKBOOK if extension == WORKBOOK.extension else FORMATS[extension]
    document = registers.register(disposal)
    try:
        file = chosen.render(document)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(disposal)
    name = f"{document.title}.{chosen.extension}"
    return downloads.response(file, chosen.media_type, name)


def _show(request, disposal, form):
    context = {
        "disposal": disposal,
        "state": disposals.state_of(disposal),
        "lines": disposals.lines(disposal),
        "form": form,
        "why_not_decide": disposals.why_not_decide(disposal, by=request.user),
        "why_not_destroy": disposals.why_not_destroy(disposal, by=request.user),
        "formats": (*FORMATS, WORKBOOK.extension),
    }
    return render(request, "dossiers/disposal.html", context)


def _court(request):
    """The court of whoever sees its archive; of others there is no such page."""
    if not request.user.has_perm(roles.SEE_COURT) or request.user.court is None:
        raise Http404
    return request.user.court


def _disposal(request, pk):
    rows = Disposal.objects.visible_to(request.user)
    rows = rows.select_related("court", "proposed_by", "decided_by")
    return get_object_or_404(rows, pk=pk)
