"""The figure ledger: every number with its records, defined and tried out in the browser."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import definitions, figures, overlaps, quotations, sources, wording
from dossiers.figure_forms import FigureForm
from dossiers.models import Figure, Summary
from dossiers.tallies import Tally

SOURCES_PER_PAGE = 50
SOURCES_TRIED = 10  # shown below the form; the page of the figure has them all


def ledger(request, pk):
    """Every figure with its value, window and what it counts."""
    summary = _summary(request, pk)
    context = {
        "summary": summary,
        "facts": figures.of(summary).values(),
        "why_not": definitions.why_not_define(summary.campaign, by=request.user),
    }
    return render(request, "dossiers/figures.html", context)


def one(request, pk, key):
    """One figure: the records it was counted from, the sentences that quote it, and
    what it shares with others."""
    summary = _summary(request, pk)
    rows = list(summary.campaign.figures.all())
    sections = list(summary.sections.all())
    figure = _named(rows, key)
    chosen = quotations.told_with(figure, rows, sections)
    facts, guard = overlaps.of(summary, rows, chosen, with_names=False)
    fact = facts[key]
    seen = sources.seen(fact, by=request.user)
    page = Paginator(seen, SOURCES_PER_PAGE).get_page(request.GET.get("page"))
    quoting = quotations.of_summary(summary, sections, facts)
    found = sources.of(fact, page.object_list, by=request.user)
    context = _told(summary, fact, found, seen) | {
        "figure": figure,
        "page": page,
        "parts": [facts[part] for part in fact.parts],
        "quotations": quotations.of_figure(figure, quoting),
        "overlaps": guard.about(key),
        "why_not_change": definitions.why_not_change(figure, by=request.user),
    }
    return render(request, "dossiers/figure.html", context)


def define(request, pk):
    """Define a figure, with its value and records shown before it is kept."""
    summary = _editable(request, pk)
    figure = Figure(campaign=summary.campaign)
    form = FigureForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid():
        try:
            values = form.cleaned_data
            made = definitions.define(summary.campaign, by=request.user, **values)
            messages.success(request, _("The figure is defined."))
            return redirect("figure", summary.pk, made.key)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _form(request, summary, form)


def change(request, pk, key):
    """Change what a figure counts."""
    summary = _editable(request, pk)
    figure = _figure(summary, key)
    form = FigureForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid():
        try:
            definitions.change(figure, by=request.user, **form.cleaned_data)
            messages.success(request, _("The definition is changed."))
            return redirect("figure", summary.pk, key)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _form(request, summary, form)


@require_POST
def trial(request, pk, key=None):
    """The form as typed with what it would tell; nothing is kept."""
    summary = _editable(request, pk)
    figure = _figure(summary, key) if key else Figure(campaign=summary.campaign)
    form = FigureForm(request.POST, instance=figure)
    return _form(request, summary, form)


@require_POST
def copy(request, pk, key):
    """A figure that counts the same under a new name, opened to be changed."""
    summary = _editable(request, pk)
    made = definitions.copy(_figure(summary, key), by=request.user)
    messages.success(request, _("A copy is made; change its name and what it counts."))
    return redirect("figure-change", summary.pk, made.key)


@require_POST
def drop(request, pk, key):
    """Delete a figure that nothing quotes."""
    summary = _editable(request, pk)
    try:
        definitions.drop(_figure(summary, key), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("figure", summary.pk, key)
    messages.success(request, _("The figure is deleted."))
    return redirect("figures", summary.pk)


def overlap(request, pk):
    """The double-count guard: what two figures both count, what was logged twice.

    It names people and other units' activities: for those who see the whole court.
    """
    if not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    summary = _summary(request, pk)
    _facts, guard = overlaps.of(summary, list(summary.campaign.figures.all()))
    context = {"summary": summary, "guard": guard}
    return render(request, "dossiers/figure_overlaps.html", context)


def _form(request, summary, form):
    own = form.instance
    way = "figure-change-trial" if own.pk else "figure-trial"
    args = [summary.pk, own.key] if own.pk else [summary.pk]
    rows = [row for row in summary.campaign.figures.all() if row.pk != own.pk]
    context = {"summary": summary, "form": form, "figure": own, "others": rows}
    context["trial_url"] = reverse(way, args=args)
    context["tried"] = _tried(request.user, summary, form, rows)
    return render(request, "dossiers/figure_form.html", context)


def _tried(by, summary, form, rows):
    """What the definition in the form would tell; None while it cannot be counted."""
    own, tally = form.instance, Tally(summary.campaign, summary.as_of)
    if not (own.pk or form.is_bound) or (form.is_bound and not form.is_valid()):
        return None
    parts = figures.of(summary, quotations.parts_of(own, rows), tally)
    fact = figures.compute(own, tally, summary, parts)
    seen = sources.seen(fact, by=by) if form.is_bound else fact.records
    shown = seen[:SOURCES_TRIED] if form.is_bound else ()
    return _told(summary, fact, sources.of(fact, shown, by=by), seen)


def _told(summary, fact, found, seen):
    """`seen` are the records the person may see; of the others only their number."""
    unseen = len(fact.records) - len(seen)
    return {
        "summary": summary,
        "fact": fact,
        "exact": None if fact.is_missing else wording.exact(round(fact.value, 4)),
        "first_day": None if fact.period.starts_on.year == 1 else fact.period.starts_on,
        "sources": found,
        "unseen": unseen,
        "lists_items": not found and not unseen,
        "more": len(seen) - len(found),
    }


def _figure(summary, key):
    return _named(summary.campaign.figures.all(), key)


def _named(rows, key):
    for row in rows:
        if row.key == key:
            return row
    raise Http404


def _editable(request, pk):
    summary = _summary(request, pk)
    if definitions.why_not_define(summary.campaign, by=request.user):
        raise Http404
    return summary


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user)
    rows = rows.select_related("campaign__court", "campaign__standard")
    summary = get_object_or_404(rows, pk=pk)
    prefetch_related_objects([summary], "campaign__figures")
    return summary
