"""Writing a section: figures from a list, the page it makes beside it, sentences the
records propose, and sentences of last year still to be looked at."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.models import Criterion
from campaigns.refusals import Refused
from dossiers import (
    carrying,
    chronicle,
    differences,
    figures,
    likeness,
    previews,
    writing,
)
from dossiers.exports import page as pages
from dossiers.forms import ScopeForm, SectionForm
from dossiers.models import Section, Summary
from dossiers.tallies import Tally


def revise(request, pk):
    """Write a section; whoever saves second is shown the difference first."""
    section = _section(request, pk)
    form = SectionForm(
        request.POST or None, instance=section, initial=_initial(section)
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = writing.revise(section, by=request.user, **form.cleaned_data)
            told = _("The section is saved as a new version.")
            messages.success(request, told, extra_tags=request.path)
            return redirect(saved)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, section, form)


@require_POST
def preview(request, pk):
    """The form as typed with the page it would make; nothing is kept."""
    section = _section(request, pk)
    return _page(request, section, _typed(request, section))


@require_POST
def propose(request, pk):
    """The form as typed with the sentences the records of the year propose."""
    section = _section(request, pk)
    told = _told(section)
    offer = _offer(request, section, told)
    return _page(request, section, _typed(request, section), told, offer)


@require_POST
def take(request, pk):
    """The form with the ticked sentences below what was typed; nothing is kept."""
    section = _section(request, pk)
    told = _told(section)
    offer = _offer(request, section, told)
    ticked = set(request.POST.getlist("take"))
    words = "".join(each.sentence for each in offer["lines"] if each.key in ticked)
    form = _typed(request, section)
    form.data = form.data.copy()
    form.data["body"] = f"{form.data.get('body', '').rstrip()}\n{words}".strip()
    if not words:
        messages.warning(request, _("Tick the sentences to take over."))
    offer["lines"] = chronicle.marked(offer["lines"], form.data["body"])
    return _page(request, section, form, told, offer)


@require_POST
def keep(request, pk):
    """Say of copied sentences that they still hold."""
    section = _section(request, pk)
    try:
        read = request.POST.getlist("read")
        carrying.keep(section, by=request.user, read=read)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: these sentences still hold."))
    return redirect(section)


def _page(request, section, form, told=None, offer=None):
    """The form, the figures to choose from, and the page the typed words make."""
    rows, facts, _tally = told or _told(section)
    heading, body = (form[name].value() or "" for name in ("heading", "body"))
    sections = list(section.summary.sections.all())
    shown = previews.of(section, heading, body, sections, facts)
    context = {
        "form": form,
        "section": section,
        "facts": [facts[row.key] for row in rows],
        "preview": shown,
        "parts": pages.parts(shown.document),
        "offer": offer,
        **_conflict(form, next(row for row in sections if row.pk == section.pk)),
    }
    return render(request, "dossiers/section_form.html", context)


def _told(section):
    """(figures, facts, what they were counted from), each read once."""
    campaign = section.summary.campaign
    rows = likeness.named(campaign)
    tally = Tally(campaign, section.summary.as_of)
    return rows, figures.of(section.summary, rows, tally), tally


def _offer(request, section, told):
    """What the records say for the words as typed, or for the category chosen."""
    rows, facts, tally = told
    campaign = section.summary.campaign
    categories = list(campaign.court.categories.filter(is_active=True))
    asked = Criterion.objects.filter(standard=campaign.standard_id, children=None)
    criteria = list(asked)
    section.heading = request.POST.get("heading", "")
    section.body = request.POST.get("body", "")
    form = ScopeForm(request.POST, categories=categories, criteria=criteria)
    picked = form.chosen()
    scope = (
        chronicle.chosen(*picked)
        if any(picked)
        else chronicle.scope_of(section, rows, categories, criteria)
    )
    lines, more = chronicle.of(section, scope, rows, facts, tally, by=request.user)
    return {"form": form, "scope": scope, "lines": lines, "more": more}


def _typed(request, section):
    return SectionForm(request.POST, instance=section, initial=_initial(section))


def _initial(section):
    return {"revision": section.revision}


def _conflict(form, stored):
    """What was stored meanwhile and how it differs from what was typed; the form then
    saves over what is shown, and over nothing later."""
    if not form.is_bound or str(stored.revision) == form.data.get("revision"):
        return {}
    typed = f"{form.data.get('heading', '')}\n{form.data.get('body', '')}"
    form.data = form.data.copy()
    form.data["revision"] = stored.revision
    before = f"{stored.heading}\n{stored.body}"
    lines = differences.changed(differences.of(before, typed))
    return {"stored": stored, "difference": lines}


def _section(request, pk):
    """A section this person may write."""
    rows = Section.objects.filter(summary__in=Summary.objects.visible_to(request.user))
    found = rows.select_related("summary__campaign__court", "owner")
    section = get_object_or_404(found, pk=pk)
    if writing.why_not_write(section, by=request.user):
        raise Http404
    return section
