"""Handing out kept files: seen only by who may see the entry, run by nobody."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from campaigns import evidence
from campaigns.models import Evidence

# Nothing in a file of ours may act on the site's behalf (rules.md 4.3).
SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# Browsers show no PDF in a sandbox; their viewer is one itself.
NO_SOURCES = "default-src 'none'; style-src 'unsafe-inline'"


def content(request, pk):
    """The file itself; `?download` saves also what a browser could show."""
    entry = _visible(request, pk)
    stored = entry.stored_file
    as_attachment = "download" in request.GET or stored.media_type not in evidence.SHOWN
    return _hand_out(stored.file, stored.media_type, entry.file_name, as_attachment)


def thumbnail(request, pk):
    stored = _visible(request, pk).stored_file
    if not stored.thumbnail:
        raise Http404
    return _hand_out(stored.thumbnail, "image/webp", f"{pk}.webp")


def _hand_out(file, media_type, name, as_attachment=False):
    try:
        opened = file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(
        opened, as_attachment=as_attachment, filename=name, content_type=media_type
    )
    is_pdf = media_type == "application/pdf"
    response["Content-Security-Policy"] = NO_SOURCES if is_pdf else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _visible(request, pk):
    rows = Evidence.objects.visible_to(request.user).select_related("stored_file")
    return get_object_or_404(rows, pk=pk, stored_file__isnull=False)
