"""鉴定销毁: what is past its term, what was proposed, decided, carried out."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import disposals, registers
from dossiers.disposal_forms import DecisionForm, ProposalForm
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.models import Disposal

PAGE = 25


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
    form = ProposalForm(request.POST or None, items=due)
    if request.method == "POST" and form.is_valid():
        try:
            disposal = disposals.propose(by=request.user, **form.cleaned_data)
            messages.success(request, _("Proposed; the leading group decides."))
            return redirect(disposal)
        except Refused as refused:
            form.add_error(None, str(refused))
    why_not = disposals.why_not_propose(request.user)
    context = {"form": form, "due": due, "why_not": why_not}
    return render(request, "dossiers/disposal_new.html", context)


@require_safe
def one(request, pk):
    """A proposal with its items, the decision, and what became of each paper."""
    return _show(request, _disposal(request, pk), DecisionForm())


@require_POST
def decide(request, pk):
    disposal = _disposal(request, pk)
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
    response = HttpResponse(file, content_type=chosen.media_type)
    name = quote(f"{document.title}.{chosen.extension}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


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
