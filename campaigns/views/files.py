"""Handing out kept files: seen only by who may see the entry, run by nobody."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control

from campaigns import evidence, handing
from campaigns.models import Evidence


def content(request, pk):
    """The file itself; `?download` saves also what a browser could show."""
    entry = _visible(request, pk)
    media_type = entry.stored_file.media_type
    as_attachment = "download" in request.GET or media_type not in evidence.SHOWN
    try:
        opened = entry.stored_file.file.open("rb")
    except OSError:
        return _gone(request, entry)
    if request.method == "GET":
        # The one page that writes although it is asked by GET: who saw which proof.
        evidence.hand_out(entry, by=request.user, is_download=as_attachment)
    if media_type == "text/plain":
        media_type += f"; charset={handing.charset(opened)}"
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
    except OSError as lost:
        raise Http404 from lost


def _gone(request, entry):
    """Lost, or destroyed by a retention decision: the entry stays and says what it was."""
    context = {"back": entry.get_absolute_url()}
    return render(request, "file_gone.html", context, status=404)


def _hand_out(entry, opened, media_type, name, as_attachment=False):
    response = FileResponse(
        opened, as_attachment=as_attachment, filename=name, content_type=media_type
    )
    for header, value in handing.headers(media_type).items():
        response[header] = value
    # What is confidential leaves no copy behind in a browser others may use.
    kept = {"no_store": True} if entry.is_confidential else {"max_age": 3600}
    patch_cache_control(response, private=True, **kept)
    return response


def _visible(request, pk):
    rows = Evidence.objects.visible_to(request.user).select_related("stored_file")
    return get_object_or_404(rows, pk=pk, stored_file__isnull=False)
