"""Handing out kept files: seen only by who may see the entry, run by nobody."""

import codecs

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from campaigns import evidence
from campaigns.models import Evidence

# Nothing in a file of ours may act on the site's behalf (rules.md 4.3).
SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# Browsers show no PDF in a sandbox; their viewer is one itself.
NO_SOURCES = "default-src 'none'; style-src 'unsafe-inline'"
SNIFFED = 65536  # bytes


def content(request, pk):
    """The file itself; `?download` saves also what a browser could show."""
    entry = _visible(request, pk)
    media_type = entry.stored_file.media_type
    as_attachment = "download" in request.GET or media_type not in evidence.SHOWN
    opened = _open(entry.stored_file.file)
    if media_type == "text/plain":
        media_type += f"; charset={_charset(opened)}"
    return _hand_out(entry, opened, media_type, entry.file_name, as_attachment)


def thumbnail(request, pk):
    entry = _visible(request, pk)
    small = entry.stored_file.thumbnail
    if not small:
        raise Http404
    return _hand_out(entry, _open(small), "image/webp", f"{pk}.webp")


def _open(file):
    try:
        return file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost


def _charset(opened):
    """UTF-8, or the older Chinese encoding a court's texts may still have."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(opened.read(SNIFFED))
    except UnicodeDecodeError:
        return "gb18030"
    finally:
        opened.seek(0)
    return "utf-8"


def _hand_out(entry, opened, media_type, name, as_attachment=False):
    response = FileResponse(
        opened, as_attachment=as_attachment, filename=name, content_type=media_type
    )
    is_pdf = media_type == "application/pdf"
    response["Content-Security-Policy"] = NO_SOURCES if is_pdf else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    # What is confidential leaves no copy behind in a browser others may use.
    kept = {"no_store": True} if entry.is_confidential else {"max_age": 3600}
    patch_cache_control(response, private=True, **kept)
    return response


def _visible(request, pk):
    rows = Evidence.objects.visible_to(request.user).select_related("stored_file")
    return get_object_or_404(rows, pk=pk, stored_file__isnull=False)
