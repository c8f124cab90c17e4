"""The same tree as a web page that needs no server: for printing and for the intranet."""

from django.template.loader import render_to_string


def render(document):
    """Return a standalone HTML page of `document`, styles included, as text."""
    return render_to_string("dossiers/standalone.html", {"document": document})
