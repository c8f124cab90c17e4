"""A file as an answer, saved under its name."""

from urllib.parse import quote

from django.http import HttpResponse


def response(content, media_type, name):
    """The bytes `content` as a file to be saved as `name`, in any script."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = disposition(name)
    return answer


def disposition(name):
    """The header that has a browser save what it gets (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name)}"
