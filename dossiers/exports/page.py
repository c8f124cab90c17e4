"""The same tree as HTML: parts of a page on the site, or a page that needs no server."""

from django.conf import settings
from django.template.loader import render_to_string

from dossiers.blocks import (
    Addressee,
    Annexes,
    Heading,
    Imprint,
    Note,
    Paragraph,
    Signature,
    Table,
)

TEMPLATES = {
    Addressee: "dossiers/blocks/addressee.html",
    Annexes: "dossiers/blocks/annexes.html",
    Heading: "dossiers/blocks/heading.html",
    Imprint: "dossiers/blocks/imprint.html",
    Note: "dossiers/blocks/note.html",
    Paragraph: "dossiers/blocks/paragraph.html",
    Signature: "dossiers/blocks/signature.html",
    Table: "dossiers/blocks/table.html",
}


def parts(document):
    """Pairs of template and block, in order, for a page to include."""
    return [(TEMPLATES[type(block)], block) for block in document.blocks]


def render(document):
    """Return a standalone HTML page of `document` as text; styles are in it."""
    folder = settings.BASE_DIR / "static" / "css"
    styles = "\n".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("tokens.css", "app.css")
    )
    context = {"document": document, "parts": parts(document), "styles": styles}
    return render_to_string("dossiers/standalone.html", context)
