"""The annual summary on screen: read it, open its figures, write its prose, take it away."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import carrying, readiness, summaries, writing
from dossiers.exports import page as pages
from dossiers.exports.formats import FORMATS
from dossiers.forms import AsOfForm, SummaryForm
from dossiers.models import Summary
from dossiers.stationery import rendering, versions
from dossiers.views import downloads

CHIPS = {"draft": "draft", "review": "waiting", "passed": "done"}


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
    reads = request.user.has_perm(roles.SEE_GRANTED)
    only_issued = reads and not request.user.has_perm(roles.SEE_COURT)
    context = {"summaries": rows, "why_not": why_not, "only_issued": only_issued}
    return render(request, "dossiers/summaries.html", context)


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
    context = {"form": form, "offers": carrying.offers(campaign)}
    return render(request, "dossiers/summary_new.html", context)


def one(request, pk):
    """The draft as it stands, every figure a link to its records; the state of each
    section, and what is left to do before it can be issued."""
    summary = _summary(request, pk)
    draft = readiness.read(summary)
    user = request.user
    context = {
        "summary": summary,
        "draft": draft,
        "parts": pages.parts(draft.document),
        "missing": summaries.missing(draft.document),
        "lines": _lines(draft.sections),
        "remarks": FORMATS["pdf"].remarks(),
        "why_not_edit": summaries.why_not_edit(summary.campaign, by=user),
        "why_not_accept": writing.why_not_accept(summary, by=user),
        "why_not_issue": readiness.why_not_issue(draft, by=user),
        "to_submit": _to_submit(draft.sections, user),
        "to_pass": _to_pass(draft, user),
        "as_of_form": AsOfForm(instance=summary),
        "newer_template": versions.newer(summary.template),
    }
    return render(request, "dossiers/summary.html", context)


def _lines(sections):
    """Sections in the order of the text, each with its level, chip and state in words."""
    parents = {section.parent_id for section in sections}
    for level, section in summaries.outline(sections):
        if _is_empty(section, parents):
            yield level, section, "nothing", _("empty")
        else:
            yield level, section, CHIPS[section.state], section.get_state_display()


def _is_empty(section, parents):
    return section.is_draft and section.pk not in parents and not section.body.strip()


def _to_submit(sections, user):
    """How many sections this person could send for review now."""
    parents = {section.parent_id for section in sections}
    return sum(
        not writing.why_not_submit(each, by=user, is_leaf=each.pk not in parents)
        for each in sections
    )


def _to_pass(draft, user):
    """The sections this person could pass as read here."""
    stale = {change.section.pk for change in draft.changes}
    return [
        section
        for section in draft.sections
        if not writing.why_not_pass(
            section,
            by=user,
            open_comments=section.open_comments,
            is_stale=section.pk in stale,
        )
    ]


def export(request, pk, extension):
    """The summary as a file."""
    summary = _summary(request, pk)
    document, facts = summaries.draft(summary)
    chosen = FORMATS[extension]
    try:
        file = rendering.file_of(summary, document, facts, chosen)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(summary)
    name = f"{summary.title}.{extension}"
    return downloads.response(file, chosen.media_type, name)


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


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user).select_related(
        "campaign__court", "template__template"
    )
    rows = rows.annotate(issued=Count("editions", distinct=True))
    return get_object_or_404(rows, pk=pk)
