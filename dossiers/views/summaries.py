"""The annual summary on screen: read it, open its figures, write its prose, take it away."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.refusals import Refused
from dossiers import figures, sources, summaries, wording
from dossiers.exports import page as pages
from dossiers.exports.formats import FORMATS
from dossiers.forms import AsOfForm, SectionForm, SummaryForm
from dossiers.models import Section, Summary

SOURCES_PER_PAGE = 50


def index(request):
    """Every summary of the campaign in view."""
    rows = Summary.objects.visible_to(request.user).filter(
        campaign=request.campaign or None
    )
    why_not = (
        summaries.why_not_edit(request.campaign, by=request.user)
        if request.campaign
        else _("There is no campaign yet; the office sets one up first.")
    )
    return render(
        request, "dossiers/summaries.html", {"summaries": rows, "why_not": why_not}
    )


def new(request):
    """Start the summary of a year from the usual outline."""
    campaign = request.campaign
    if not campaign or summaries.why_not_edit(campaign, by=request.user):
        raise Http404
    form = SummaryForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            summary = summaries.start(campaign, by=request.user, **form.cleaned_data)
            return redirect(summary)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "dossiers/summary_new.html", {"form": form})


def one(request, pk):
    """The draft as it stands, every figure a link to its records."""
    summary = _summary(request, pk)
    sections = list(summary.sections.all())
    facts = figures.of(summary)
    document = summaries.build(summary, sections, facts)
    context = {
        "summary": summary,
        "document": document,
        "parts": pages.parts(document),
        "missing": summaries.missing(document),
        "outline": list(summaries.outline(sections)),
        "remarks": FORMATS["pdf"].remarks(),
        "why_not_edit": summaries.why_not_edit(summary.campaign, by=request.user),
        "as_of_form": AsOfForm(instance=summary),
    }
    return render(request, "dossiers/summary.html", context)


def ledger(request, pk):
    """Every figure with its value, window and what it counts."""
    summary = _summary(request, pk)
    facts = figures.of(summary).values()
    return render(
        request, "dossiers/figures.html", {"summary": summary, "facts": facts}
    )


def figure(request, pk, key):
    """One figure and the records it was counted from."""
    summary = _summary(request, pk)
    fact = figures.of(summary).get(key)
    if fact is None:
        raise Http404
    page = Paginator(fact.records, SOURCES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "summary": summary,
        "fact": fact,
        "exact": None if fact.is_missing else wording.exact(round(fact.value, 4)),
        "first_day": None if fact.period.starts_on.year == 1 else fact.period.starts_on,
        "page": page,
        "sources": sources.of(fact, page.object_list),
    }
    return render(request, "dossiers/figure.html", context)


def export(request, pk, extension):
    """The summary as a file."""
    summary = _summary(request, pk)
    document, _facts = summaries.draft(summary)
    chosen = FORMATS[extension]
    try:
        file = chosen.render(document)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(summary)
    response = HttpResponse(file, content_type=chosen.media_type)
    name = quote(f"{summary.title}.{extension}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@require_POST
def date(request, pk):
    """Set the day up to which the summary tells."""
    summary = _summary(request, pk)
    form = AsOfForm(request.POST, instance=summary)
    if not form.is_valid():
        messages.error(request, _("Enter the day as year-month-day."))
        return redirect(summary)
    try:
        summaries.date(summary, by=request.user, as_of=form.cleaned_data["as_of"])
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(summary)


def revise(request, pk):
    """Write a section; names of figures are checked before anything is kept."""
    section = get_object_or_404(
        Section.objects.select_related("summary__campaign"),
        pk=pk,
        summary__in=Summary.objects.visible_to(request.user),
    )
    if summaries.why_not_edit(section.summary.campaign, by=request.user):
        raise Http404
    initial = {"revision": section.revision}
    form = SectionForm(request.POST or None, instance=section, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            summaries.revise(section, by=request.user, **form.cleaned_data)
            messages.success(request, _("The section is saved."))
            return redirect(section.summary)
        except Refused as refused:
            form.add_error(None, str(refused))
    stored = Section.objects.get(pk=pk)
    context = {
        "form": form,
        "section": section,
        "stored": stored if form.is_bound and stored.body != section.body else None,
        "facts": figures.of(section.summary).values(),
    }
    return render(request, "dossiers/section_form.html", context)


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__court"), pk=pk)
