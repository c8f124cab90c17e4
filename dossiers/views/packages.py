"""考评材料包: preparing one step by step, what is in it, taking it out, verifying it."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.numbers import number
from campaigns.refusals import Refused, refuse
from dossiers.models import Package
from dossiers.package_forms import PackageForm
from dossiers.packages import choosing, delivery, pages, preparation, rules
from dossiers.packages.bundles import Entry
from dossiers.views import downloads

LISTED = 100  # files on one page
TOLD = 20  # events
BYTES = 15  # digits of a place in a package
RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


@require_safe
def index(request):
    """Every package of the campaign in view."""
    campaign = request.campaign
    rows = Package.objects.visible_to(request.user).filter(campaign=campaign or None)
    rows = rows.select_related("campaign__court", "prepared_by", "seal")
    rows = rows.defer("seal__entries", "seal__evidence")
    page = Paginator(rows.order_by("-begun_at", "-pk"), 25)
    why_not = campaign and preparation.why_not_prepare(campaign, by=request.user)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "may_prepare": bool(campaign) and not why_not,
    }
    return render(request, "dossiers/packages.html", context)


def new(request):
    """What would go in and what stays out, and the rules to make it by."""
    campaign = request.campaign
    if not campaign or preparation.why_not_prepare(campaign, by=request.user):
        raise Http404
    form = PackageForm(request.POST or None, initial=_last_settings(campaign))
    if request.method == "POST" and form.is_valid():
        try:
            package = preparation.begin(
                campaign,
                by=request.user,
                chosen=form.chosen,
                with_confidential=form.cleaned_data["with_confidential"],
            )
            return redirect(f"{package.get_absolute_url()}#prepare")
        except Refused as refused:
            form.add_error(None, str(refused))
    count = choosing.count(campaign, with_confidential=False)
    return render(request, "dossiers/package_new.html", {"form": form, "count": count})


@require_safe
def one(request, pk):
    """What is in it and what happened to it; while it is prepared, how far that is."""
    package = _package(request, pk)
    context = {
        "package": package,
        "name": pages.name_of(package),
        "rules": rules.Rules(**package.rules),
        "platform": rules.PLATFORMS[package.rules["platform"]],
    }
    if not package.is_sealed:
        context["stage"] = preparation.stage(package)
        context["why_not"] = preparation.why_not_go_on(package, by=request.user)
        return render(request, "dossiers/package_prepare.html", context)
    context |= {
        "count": package.seal.told,
        "why_not": delivery.why_not_download(package, by=request.user),
        "why_not_verify": delivery.why_not_verify(package, by=request.user),
        "events": delivery.history(package).select_related("by")[:TOLD],
        "page": _entries(request, package),
    }
    return render(request, "dossiers/package.html", context)


@require_POST
def advance(request, pk):
    """One step of preparing. A script asks for one after the other, and for the pages
    in a step of their own; without it there is a button."""
    package = _package(request, pk)
    is_script = not request.accepts("text/html")
    why, stage, seal = "", None, None
    try:
        stage = preparation.advance(package, by=request.user)
        why = preparation.why_faulty(stage)
        if stage.is_read and not (is_script and stage.fresh):
            seal = preparation.seal(package, by=request.user)
    except Refused as refused:
        why = str(refused)
    if is_script:
        return JsonResponse(_told(stage, seal, why))
    if why:
        messages.error(request, why)
    return redirect(package)


@require_POST
def verify(request, pk):
    """Read every file of it again; the outcome is kept as an event."""
    package = _package(request, pk)
    try:
        refuse(delivery.why_not_verify(package, by=request.user))
        refuse(delivery.why_not_on_page(package))
        faults = delivery.verify(package, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _tell_check(request, package, faults)
    return redirect(package)


@require_safe
def download(request, pk):
    """The .zip, whole or from where a download broke off (RFC 9110, 14).

    The one GET that writes: that the package was taken out is an event.
    """
    package = _package(request, pk)
    if why := delivery.why_not_download(package, by=request.user):
        messages.error(request, why)
        return redirect(package)
    size = package.seal.size
    wanted = _span(request, package, size)
    if wanted is None:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = wanted
    if request.method == "HEAD":
        response = HttpResponse(content_type="application/zip")
    else:
        try:
            sent = delivery.stream(package, by=request.user, first=first, last=last)
        except delivery.Broken:  # the package's page says which file, and what to do
            return redirect(package)
        response = StreamingHttpResponse(sent, content_type="application/zip")
    return _described(response, package, first, last)


def _described(response, package, first, last):
    size = package.seal.size
    response["Content-Length"] = last - first + 1
    name = f"{pages.name_of(package)}.zip"
    response["Content-Disposition"] = downloads.disposition(name)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(package)
    response["Last-Modified"] = http_date(package.seal.sealed_at.timestamp())
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    if (first, last) != (0, size - 1):
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _span(request, package, size):
    """First and last byte asked for; None when there are no such bytes. What is not
    understood, or asked of another package, gets the whole."""
    whole = 0, size - 1
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range", _etag(package))
    if not found or condition != _etag(package):
        return whole
    first, last = (number(place, BYTES) for place in found.groups())
    if first is None and last is None:
        return whole
    if first is None:  # the last so many bytes
        return (max(size - last, 0), size - 1) if last else None
    if last is not None and last < first:
        return whole
    if first >= size:
        return None
    return first, size - 1 if last is None else min(last, size - 1)


def _etag(package):
    return f'"{package.seal.digest}"'


def _entries(request, package):
    """A page of the files in it, the payload first."""
    rows = [Entry(*data) for data in package.seal.entries]
    rows.sort(key=lambda each: each.file is None)
    return Paginator(rows, LISTED).get_page(request.GET.get("page"))


def _last_settings(campaign):
    """The last package was made for the same inspectors, most likely."""
    last = campaign.packages.order_by("-pk").first()
    if last is None:
        return {}
    known = rules.PLATFORMS[last.rules["platform"]].rules
    names, megabytes = last.rules["names"], last.rules["megabytes"]
    return {
        "platform": last.rules["platform"],
        "names": "" if names == known.names else names,
        "megabytes": None if megabytes == known.megabytes else megabytes,
    }


def _told(stage, seal, why):
    told = {"why": why, "read": 0, "total": 0, "isSealed": seal is not None}
    if stage:
        told |= {"read": stage.read, "total": stage.total}
    return told


def _tell_check(request, package, faults):
    if not faults:
        told = {"number": package.seal.count}
        messages.success(request, _("All %(number)s files are as sealed.") % told)
        return
    told = {"files": "、".join(fault.path for fault in faults[:5])}
    told["number"] = len(faults)
    messages.error(
        request, _("%(number)s files are lost or altered: %(files)s.") % told
    )


def _package(request, pk):
    rows = Package.objects.visible_to(request.user)
    found = rows.select_related("campaign__court", "prepared_by", "seal")
    return get_object_or_404(found, pk=pk)
