"""迎检演练: the checklist by theme, one check with its lines, and what was held."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.models import Unit
from campaigns.refusals import Refused
from dossiers import inspections
from dossiers import rehearsals as verbs
from dossiers.blocks import Document, Table
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.inspection_forms import ChecklistFilter, PlaceForm
from dossiers.models import Rehearsal
from dossiers.views import downloads

PAGE = 25
WIDTHS = (3, 5, 2, 4, 6)
ON_PAPER = 20  # lines of a check; the workbook has them all


@require_safe
def index(request):
    """Every check with its number; `?unit=` and `theme=` narrow it."""
    campaign = _campaign(request)
    checklist, form = _narrowed(request, campaign)
    theme = form.wanted("theme")
    held = Rehearsal.objects.visible_to(request.user).filter(campaign=campaign)
    context = {
        "campaign": campaign,
        "checklist": checklist,
        "themes": [each for each in checklist.themes if theme in (None, each[0].name)],
        "form": form,
        "shown": f":{verbs.SHOWN}",
        "held": held.select_related("held_by"),
        "may_hold": not verbs.why_not_hold(campaign, by=request.user),
        "unit": _unit(request, form),
    }
    return render(request, "dossiers/rehearsal.html", context)


@require_safe
def check(request, code):
    """One check and every line of it."""
    campaign = _campaign(request)
    checklist, form = _narrowed(request, campaign)
    complaint = checklist.find(code)
    if complaint is None:
        raise Http404
    context = {
        "complaint": complaint,
        "form": form,
        "page": Paginator(complaint.lines, PAGE).get_page(request.GET.get("page")),
        "may_raise": not inspections.why_not_raise(campaign, by=request.user),
    }
    return render(request, "dossiers/rehearsal_check.html", context)


@require_safe
def export(request, extension):
    """Every line as a workbook, or as a document to print on A4."""
    campaign = _campaign(request)
    checklist, _form = _narrowed(request, campaign)
    chosen = {WORKBOOK.extension: WORKBOOK, "pdf": FORMATS["pdf"]}[extension]
    title = _("Mock inspection")
    most = ON_PAPER if extension == "pdf" else None
    blocks = _blocks(checklist, most)
    content = chosen.render(Document(f"{campaign.name}{title}", blocks))
    name = f"{title}.{extension}"
    return downloads.response(content, chosen.media_type, name)


@require_POST
def hold(request):
    campaign = _campaign(request)
    try:
        rehearsal = verbs.hold(campaign, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("rehearsal")
    messages.success(request, _("Kept. Go round the places and tick what you see."))
    return redirect(rehearsal)


def one(request, pk):
    """A rehearsal: its places to tick, and what changed in the checks since."""
    rows = Rehearsal.objects.visible_to(request.user)
    rehearsal = get_object_or_404(rows.select_related("campaign", "held_by"), pk=pk)
    why_not = verbs.why_not_hold(rehearsal.campaign, by=request.user)
    forms = _place_forms(request, rehearsal)
    if request.method == "POST" and _tick(request, rehearsal, forms):
        return redirect(rehearsal)
    checklist = verbs.of(rehearsal.campaign)
    context = {
        "rehearsal": rehearsal,
        "forms": forms,
        "may_tick": not why_not,
        "changes": verbs.changes(rehearsal, checklist),
    }
    return render(request, "dossiers/rehearsal_held.html", context)


def _place_forms(request, rehearsal):
    data = request.POST if request.method == "POST" else None
    return [PlaceForm(data, place=place) for place in rehearsal.places.all()]


def _tick(request, rehearsal, forms):
    """Did every place take what was typed? Reasons stand as messages."""
    if [form for form in forms if not form.is_valid()]:
        return False
    seen = {
        form.place.order: (form.cleaned_data["result"], form.cleaned_data["note"])
        for form in forms
    }
    try:
        verbs.tick(rehearsal, by=request.user, seen=seen)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


def _campaign(request):
    """The campaign in view, for whoever sees its checklist."""
    campaign = request.campaign or None
    if campaign is None or verbs.why_not_see(campaign, by=request.user):
        raise Http404
    return campaign


def _narrowed(request, campaign):
    """The checklist as far as the person sees it, and the form that narrows it."""
    sees_all = request.user.has_perm(roles.SEE_COURT)
    units = Unit.objects.of_court(campaign.court_id) if sees_all else None
    form = ChecklistFilter(request.GET, units=units)
    checklist, unit = verbs.of(campaign), _unit(request, form)
    return (checklist.of_unit(unit.pk) if unit else checklist), form


def _unit(request, form):
    """Whose lines are shown; None for everybody's."""
    if not request.user.has_perm(roles.SEE_COURT):
        return request.user.unit
    return form.wanted("unit")


# -- As a file --------------------------------------------------------------------


def _blocks(checklist, most):
    """A table for all checks, then one for each that has lines, `most` of them."""
    summary = Table(
        _("All checks"),
        (_("Kind"), _("What was checked"), _("How many"), _("Ground"), _("What to do")),
        tuple(map(_row, checklist.complaints)),
        WIDTHS,
    )
    found = (each for each in checklist.complaints if each.lines)
    return (summary, *(_lines(each, most) for each in found))


def _row(each):
    number = _("could not be checked") if each.is_unchecked else each.number
    words = (each.theme.label, each.title, number, each.source, each.advice)
    return tuple(map(str, words))


def _lines(each, most):
    rows = [(one.name, one.detail, one.unit) for one in each.lines[:most]]
    if left := each.number - len(rows):
        told = _("%(number)s more: see the page or the workbook")
        rows.append((told % {"number": left}, "", ""))
    columns = (_("Record"), _("What was found"), _("Unit"), _("What to do"))
    rows = tuple((*row, str(each.advice)) for row in rows)
    return Table(str(each.title), columns, rows, (5, 5, 3, 4))
