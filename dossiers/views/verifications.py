"""四性检测: the runs, one run with its findings, starting one now, the report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused, refuse
from dossiers import fixity, registers
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.models import Verification
from dossiers.views import downloads

PAGE = 25


@require_safe
def index(request):
    """Every run, the newest first, and how the archive stands."""
    court = _court(request)
    rows = Verification.objects.visible_to(request.user)
    rows = rows.select_related("conclusion", "started_by").order_by(
        "-started_at", "-pk"
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "health": fixity.health(court),
        "page": page,
        "runs": [(run, fixity.state_of(run)) for run in page],
        "why_not": fixity.why_not_verify(court, by=request.user),
        "why_long": fixity.why_not_on_page(court),
    }
    return render(request, "dossiers/archive_checks.html", context)


@require_POST
def start(request):
    """Read the whole archive now; what takes too long for a page is refused."""
    court = _court(request)
    try:
        refuse(fixity.why_not_verify(court, by=request.user))
        refuse(fixity.why_not_on_page(court))
        run = fixity.verify(court, by=request.user, kind="manual")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("archive-checks")
    _say(request, run)
    return redirect(run)


@require_safe
def one(request, pk):
    """One run: by property each check with its result, then what was found."""
    run = _run(request, pk)
    outcome, code = request.GET.get("outcome", ""), request.GET.get("code", "")
    rows = run.results.select_related("item").order_by("pk")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if code:
        rows = rows.filter(code=code)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "end": getattr(run, "conclusion", None),
        "state": fixity.state_of(run),
        "groups": fixity.lines(run),
        "page": page,
        "findings": [_told(row) for row in page],
        "outcome": outcome,
        "code": code,
        "formats": (*FORMATS, WORKBOOK.extension),
    }
    return render(request, "dossiers/archive_check.html", context)


@require_safe
def export(request, pk, extension):
    """四性检测报告 as a file."""
    run = _run(request, pk)
    chosen = WORKBOOK if extension == WORKBOOK.extension else FORMATS[extension]
    return _file(request, registers.report(run), chosen, run)


def _told(row):
    return row, fixity.name_of(row.code), fixity.fault_of(row.fault)


def _say(request, run):
    failures = run.conclusion.failures
    if failures:
        told = _("The check found %(count)s failures.")
        messages.error(request, told % {"count": failures})
    else:
        messages.success(request, _("The archive was read again; nothing failed."))


def _court(request):
    """The court of whoever sees its archive; of others there is no such page."""
    if not request.user.has_perm(roles.SEE_COURT) or request.user.court is None:
        raise Http404
    return request.user.court


def _run(request, pk):
    rows = Verification.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("conclusion", "started_by", "court", "item"), pk=pk
    )


def _file(request, document, chosen, back):
    try:
        file = chosen.render(document)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    name = f"{document.title}.{chosen.extension}"
    return downloads.response(file, chosen.media_type, name)
