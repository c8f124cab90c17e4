"""Files that arrive in pieces, sent by the page's own script (static/js/intake.js)."""

from django.http import Http404, JsonResponse
from django.views.decorators.http import require_POST

from campaigns import intake, reuse
from campaigns.forms import uploads
from campaigns.numbers import number
from campaigns.refusals import Refused

REFUSED = 422
TOO_LARGE = 413
GONE = 410


@require_POST
def begin(request):
    """Say where to send the pieces of a file, and from which byte on."""
    try:
        upload = intake.begin(
            by=request.user,
            name=request.POST.get("name", ""),
            size=number(request.POST.get("size"), intake.BYTES) or 0,
            fingerprint=request.POST.get("fingerprint", ""),
        )
    except Refused as why:
        return JsonResponse({"reason": str(why)}, status=REFUSED)
    return JsonResponse({"key": upload.token, "offset": upload.offset})


@require_POST
def receive(request, key):
    """Take one piece; with the last one, the rows the file has become.

    410: the file is to be sent anew, or was sent by another page.
    """
    upload = intake.recall(key, by=request.user)
    if upload is None:
        raise Http404
    if (number(request.headers.get("Content-Length")) or 0) > intake.MOST_PIECE:
        return JsonResponse({}, status=TOO_LARGE)
    try:
        return JsonResponse(_received(request, upload))
    except Refused as why:
        return JsonResponse({"reason": str(why)}, status=REFUSED)
    except intake.Gone:
        gone = {"isGone": True, "reason": str(intake.GONE)}
        return JsonResponse(gone, status=GONE)


def _received(request, upload):
    offset = number(request.headers.get("X-Offset"), intake.BYTES)
    arrived = intake.append(upload, request.read(), offset=offset)
    if arrived < upload.size:
        return {"offset": arrived}
    return _rows(request, upload)


def _rows(request, upload):
    court = request.user.court
    delivery = intake.finish(upload, court=court)
    kept = {each.stored_file.pk for each in delivery.arrivals if each.stored_file}
    known = reuse.elsewhere(kept, by=request.user) if kept else {}
    return {
        "rows": [
            uploads.told(arrival, court) | _known(arrival, known)
            for arrival in delivery.arrivals
        ],
        "note": uploads.note_of(delivery),
    }


def _known(arrival, known):
    """The proof that has the same content already, to be used instead."""
    entry = arrival.stored_file and known.get(arrival.stored_file.pk)
    if not entry:
        return {}
    told = {"url": entry.get_absolute_url(), "name": str(entry)}
    return {"known": told | {"owner": str(entry.owner)}}
