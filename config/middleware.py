"""Language by choice, Chinese by default; and a way back from an action that was not done."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _


def own_language(get_response):
    """Speak the language the person chose; strangers choose by cookie."""
    known = dict(settings.LANGUAGES)

    def respond(request):
        chosen = getattr(request.user, "language", None) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            # A TemplateResponse is rendered by now; only streaming ones are not.
            response.headers.setdefault("Content-Language", language)
            return response

    return respond


def way_back(get_response):
    """Lead back to the record when an action's address is opened instead of asked for.

    Whoever signs in again after pressing a button lands on the button's address: the
    action was not done, and the page of the record (the address without its last word)
    says so.
    """

    def respond(request):
        response = get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponseNotAllowed):
            messages.warning(
                request, _("This was not done yet. Press the button once more.")
            )
            return redirect(request.path.rstrip("/").rsplit("/", 1)[0] + "/")
        return response

    return respond
