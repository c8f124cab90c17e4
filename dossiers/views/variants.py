"""The other tellings of the summary, on screen and as files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import roles
from campaigns.models import Criterion
from campaigns.refusals import Refused
from dossiers import figures, letters, reports, variants
from dossiers.exports import page as pages
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.models import Summary
from dossiers.views import downloads


def show(request, pk, variant):
    """A variant as a page; its numbers open their records as in the whole summary."""
    summary = _summary(request, pk, variant)
    document = variants.build(summary, variant)
    context = {
        "summary": summary,
        "variant": variant,
        "name": variants.VARIANTS[variant][0],
        "document": document,
        "parts": pages.parts(document),
        "length": variants.length(document),
    }
    if variant == "report":
        context |= _letter(request, summary)
    return render(request, "dossiers/figure_variant.html", context)


def export(request, pk, variant, extension):
    """A variant as a file; a workbook holds the table with its records."""
    summary = _summary(request, pk, variant)
    if extension == WORKBOOK.extension:
        document = variants.workbook(summary, by=request.user)
        return _file(request, document, WORKBOOK, summary)
    document = variants.build(summary, variant)
    return _file(request, document, FORMATS[extension], summary)


def criterion(request, pk, extension):
    """The report of one criterion in the campaign in view, for those who see it whole."""
    campaign = request.campaign
    if not campaign or not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    one = get_object_or_404(Criterion, pk=pk, standard=campaign.standard_id)
    summary = _latest(request, campaign)
    facts = figures.of(summary)
    wanted = Criterion.objects.filter(pk=one.pk)
    found = reports.of(campaign, wanted, facts, summary.as_of)
    report = found[0] if found else None
    document = reports.single(campaign, one, report, summary.as_of)
    return _file(request, document, FORMATS[extension], reverse("criterion", args=[pk]))


def _letter(request, summary):
    """What the report still lacks, and why this person does not write it."""
    return {
        "lacking": letters.missing(letters.of(summary)),
        "why_not_edit": letters.why_not_edit(summary, by=request.user),
    }


def _latest(request, campaign):
    """The newest summary; before there is one, the records as they stand today."""
    rows = Summary.objects.visible_to(request.user).filter(campaign=campaign)
    today = min(localdate(), campaign.ends_on)
    summary = rows.order_by("-year").first() or Summary(year=today.year, as_of=today)
    summary.campaign = campaign
    return summary


def _file(request, document, chosen, back):
    try:
        file = chosen.render(document)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    name = f"{document.title}.{chosen.extension}"
    return downloads.response(file, chosen.media_type, name)


def _summary(request, pk, variant):
    """Reports by criterion name every unit's activities: for those who see them all."""
    if variant == "criteria" and not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    rows = Summary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__court"), pk=pk)
