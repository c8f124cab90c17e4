"""Filing on screen: what waits, one item, many as proposed; correcting what is filed."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.refusals import Refused
from dossiers import backlog, filing, proposals, retentions
from dossiers.archive_forms import BacklogFilter, CorrectForm, FilingForm, ReplaceForm
from dossiers.models import ArchiveItem

PAGE = 25


@dataclass(frozen=True)
class Offer:
    """A group that was chosen, what its item would say, why it cannot be filed."""

    group: backlog.Group
    proposal: proposals.Proposal
    why_not: str


@require_safe
def waiting(request):
    """Proof that counts and bears no number, by record, the oldest first."""
    _need_office(request)
    rows = backlog.rows(request.campaign)
    narrowed = BacklogFilter(request.GET, rows, request=request)
    groups = backlog.of(narrowed.qs)
    page = Paginator(groups, PAGE).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "page": page}
    return render(request, "dossiers/archive_waiting.html", context)


def new(request):
    """One item of all that was chosen; the proposal may be changed until it is filed."""
    _need_office(request)
    evidences = _evidences(request)
    if not evidences:
        messages.error(request, _("Choose at least one piece of proof."))
        return redirect("archive-waiting")
    proposal = proposals.of(evidences)
    form = FilingForm(
        request.POST if request.method == "POST" else None,
        initial=proposal.facts,
        evidences=evidences,
        court=request.user.court_id,
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (item := _file(request, form, evidences)):
        return redirect(item)
    context = {
        "form": form,
        "proposal": proposal,
        "why_not": filing.why_not_file(evidences, by=request.user),
        "group": ",".join(str(each.pk) for each in evidences),
    }
    return render(request, "dossiers/archive_file.html", context)


@require_safe
def offers(request):
    """What was chosen, each as it would be filed; read before it is done."""
    _need_office(request)
    chosen = backlog.chosen(request.GET.getlist("group"), by=request.user)
    rules = list(retentions.rules_of(request.user.court_id))
    found = [_offer(group, rules, request.user) for group in chosen]
    if not found:
        messages.error(request, _("Choose at least one piece of proof."))
        return redirect("archive-waiting")
    return render(request, "dossiers/archive_offers.html", {"offers": found})


@require_POST
def each(request):
    """File every chosen group as proposed: each whole or not at all, and say why not."""
    _need_office(request)
    chosen = backlog.chosen(request.POST.getlist("group"), by=request.user)
    groups, filed_before = backlog.apart(chosen)
    rules = list(retentions.rules_of(request.user.court_id))
    filed = 0
    for group in groups:
        try:
            filing.file_as_proposed(group.evidences, by=request.user, rules=rules)
            filed += 1
        except Refused as refused:
            told = _("Not filed: %(record)s. %(why)s")
            messages.error(request, told % {"record": group.owner, "why": refused})
    if filed:
        messages.success(request, _("Items filed: %(number)s.") % {"number": filed})
    if filed_before:
        told = _("Filed before, left as they are: %(number)s.")
        messages.info(request, told % {"number": filed_before})
    return redirect("archive-waiting")


@require_POST
def edition(request, pk):
    """File an edition issued before the archive was kept here."""
    _need_office(request)
    one = get_object_or_404(backlog.editions(request.user), pk=pk)
    try:
        item = filing.file_edition(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("archive")
    messages.success(request, _filed(item))
    return redirect(item)


def correct(request, pk):
    item = _item(request, pk)
    if why := filing.why_not_correct(item, by=request.user):
        messages.error(request, why)
        return redirect(item)
    number = filing.corrected(item)
    form = CorrectForm(request.POST or None, instance=item, number=number)
    if request.method == "POST" and form.is_valid():
        try:
            filing.correct(item, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refused(str(refused), filing.corrected(item))
        else:
            messages.success(request, _("Corrected. The history tells what changed."))
            return redirect(item)
    # The form has written what was typed into its own copy; the heading stays true.
    context = {"item": _item(request, pk), "form": form}
    return render(request, "dossiers/archive_correct.html", context)


def replace(request, pk, part):
    """Other proof in the place of a part: what waits at the records of the item."""
    item = _item(request, pk)
    one = get_object_or_404(item.parts.select_related("evidence"), pk=part)
    if why := filing.why_not_replace_part(item, one, by=request.user):
        messages.error(request, why)
        return redirect(item)
    candidates = backlog.beside(item)
    form = ReplaceForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            filing.replace_part(item, one, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Replaced. What it replaces is kept and linked.")
            )
            return redirect(item)
    context = {"item": item, "part": one, "form": form, "candidates": candidates}
    return render(request, "dossiers/archive_replace.html", context)


def _file(request, form, evidences):
    """The new item, or None with the reason at the form."""
    try:
        item = filing.file(evidences, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _filed(item))
    return item


def _filed(item):
    return _("Filed as %(code)s.") % {"code": item.code}


def _offer(group, rules, user):
    proposal = proposals.of(group.evidences, rules=rules)
    why_not = filing.why_not_file(group.evidences, by=user)
    return Offer(group, proposal, why_not)


def _evidences(request):
    """The proof of the groups that were chosen, in their order, each once."""
    asked = request.POST if request.method == "POST" else request.GET
    groups = backlog.chosen(asked.getlist("group"), by=request.user)
    return list(
        {entry.pk: entry for group in groups for entry in group.evidences}.values()
    )


def _need_office(request):
    if filing.why_not_keep(request.user):
        raise Http404


def _item(request, pk):
    rows = ArchiveItem.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("court", "campaign"), pk=pk)
