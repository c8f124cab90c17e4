"""The language is Chinese whatever the browser sends, English by choice."""

from django.conf import settings
from django.utils import translation


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
