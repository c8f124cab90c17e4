"""抽查: drawing one, showing what the records hold of it, saying what was found."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import inspections
from dossiers import samples as verbs
from dossiers.inspection_forms import DrawForm, MarkForm, SampleFilter
from dossiers.models import Sample

PAGE = 25


@require_safe
def index(request):
    rows = Sample.objects.visible_to(request.user).select_related("drawn_by")
    rows = rows.filter(campaign=_campaign(request))
    form = SampleFilter(request.GET)
    result = form.cleaned_data["result"] if form.is_valid() else ""
    if result:
        rows = rows.filter(result="" if result == "none" else result)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    why_not_draw = verbs.why_not_draw(request.campaign, by=request.user)
    context = {"form": form, "page": page, "why_not_draw": why_not_draw}
    return render(request, "dossiers/samples.html", context)


@require_POST
def draw(request):
    campaign, form = _campaign(request), DrawForm(request.POST)
    subject = form.cleaned_data["subject"] if form.is_valid() else ""
    try:
        sample = verbs.draw(campaign, by=request.user, subject=subject)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inspection")
    return redirect(sample)


@require_safe
def one(request, pk):
    sample = _one(request, pk)
    return _show(request, sample, _mark_form(sample))


@require_POST
def mark(request, pk):
    sample, form = _one(request, pk), MarkForm(request.POST)
    if not form.is_valid():
        return _show(request, sample, form)
    try:
        verbs.mark(sample, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, sample, form)
    messages.success(request, _("Noted."))
    return redirect(sample)


def _show(request, sample, form):
    context = {
        "sample": sample,
        "held": verbs.held(sample, by=request.user),
        "form": form,
        "may_mark": not verbs.why_not_mark(sample, by=request.user),
        "may_raise": not inspections.why_not_raise(sample.campaign, by=request.user),
        "findings": sample.findings.all(),
    }
    return render(request, "dossiers/sample.html", context)


def _mark_form(sample):
    return MarkForm(initial={"result": sample.result, "note": sample.note})


def _campaign(request):
    user = request.user
    may_see = user.has_perm(roles.SEE_COURT) or user.has_perm(roles.SEE_GRANTED)
    if not request.campaign or not may_see:
        raise Http404
    return request.campaign


def _one(request, pk):
    rows = Sample.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("drawn_by", "campaign"), pk=pk)
