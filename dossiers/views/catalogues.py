"""目录 on screen, to print, as a workbook and as PDF."""

from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import catalogues, events
from dossiers.catalogue_forms import CatalogueFilter
from dossiers.exports import catalogue_pdf
from dossiers.exports.formats import WORKBOOK
from dossiers.models import ArchiveEvent, ArchiveItem
from dossiers.views import downloads

ROWS = 50  # of a catalogue on one page of the screen
PDF = ("application/pdf", catalogue_pdf.render)
FORMATS = {
    "pdf": PDF,
    "xlsx": (WORKBOOK.media_type, lambda c: WORKBOOK.render(catalogues.workbook(c))),
}


@require_safe
def choose(request):
    """Which catalogue, and how it looks, a stretch at a time."""
    asked, catalogue, _court = _catalogue(request)
    rows = [
        (number, row)
        for number, table in enumerate(catalogue.tables)
        for row in table.rows
    ]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "filter": asked,
        "catalogue": catalogue,
        "tables": _stretch(catalogue.tables, page),
        "page": page,
        "query": _query(request),
    }
    return render(request, "dossiers/catalogues.html", context)


@require_safe
def print_whole(request):
    """The whole catalogue on one page, as the browser prints it."""
    _asked, catalogue, _court = _catalogue(request)
    context = {"catalogue": catalogue, "query": _query(request)}
    return render(request, "dossiers/catalogue_print.html", context)


@require_safe
def export(request, extension):
    """The catalogue as a file; a GET that writes into the events who took it."""
    asked, catalogue, court = _catalogue(request)
    if not asked.form.is_valid() or not catalogue.totals.items:
        raise Http404
    media_type, write = FORMATS[extension]
    try:
        content = write(catalogue)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('catalogues')}?{_query(request)}")
    name = f"{catalogue.title}.{extension}"
    if request.method == "GET":
        _tell(court, name, catalogue, request.user)
    return downloads.response(content, media_type, name)


def _catalogue(request):
    """What was asked for, its catalogue, and whose archive it is of."""
    court, is_whole = _archive(request)
    rows = ArchiveItem.objects.visible_to(request.user).filter(court=court)
    asked = CatalogueFilter(request.GET or {}, rows, court=court, request=request)
    catalogue = catalogues.of(
        asked.qs, court, is_whole=is_whole, narrowed=asked.narrowed, **asked.choice
    )
    return asked, catalogue, court


def _archive(request):
    """The court whose archive the reader sees, and whether all of it."""
    user = request.user
    if user.has_perm(roles.SEE_COURT) and user.court_id:
        return user.court, True
    if user.has_perm(roles.SEE_GRANTED) and request.campaign:
        return request.campaign.court, False
    raise Http404


def _stretch(tables, page):
    """The tables as far as they stand on this page of rows."""
    return [
        replace(tables[number], rows=tuple(row for _number, row in held))
        for number, held in groupby(page, key=itemgetter(0))
    ]


def _query(request):
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _tell(court, name, catalogue, by):
    told = "；".join(f"{name} {value}" for name, value in catalogue.cover if value)
    kind = ArchiveEvent.Kind.EXPORT
    events.record(court, kind, target=name, by=by, detail=told)
