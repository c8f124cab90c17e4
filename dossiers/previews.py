"""A section as it would print while it is being written; nothing is kept."""

from copy import copy
from dataclasses import dataclass, replace

from dossiers import checks, summaries
from dossiers.blocks import Document
from dossiers.models import Section


@dataclass(frozen=True)
class Preview:
    """The section's own blocks, numbered for their place in the whole; the names in it
    that are no figure, and those of figures without data."""

    document: Document
    unknown: tuple
    missing: tuple


def of(section, heading, body, sections, facts):
    """The preview of `section` with these words among `sections`, as `facts` tell it.
    It follows the records: what was vouched for earlier is not shown."""
    typed = copy(section)
    typed.heading, typed.body, typed.state = heading, body, Section.State.DRAFT
    rows = [typed if row.pk == section.pk else row for row in sections]
    document = own(typed, rows, facts)[0]
    quotes = summaries.missing(document)
    labels = {key: fact.label for key, fact in facts.items()}
    return Preview(
        document,
        tuple(dict.fromkeys(each.key for each in quotes if not each.is_known)),
        tuple(dict.fromkeys(labels[each.key] for each in quotes if each.is_known)),
    )


def own(section, sections, facts):
    """(the document of this section alone, its places) as it stands in the summary."""
    document = summaries.build(section.summary, sections, facts)
    places = [
        place
        for place in checks.places(document, sections)
        if place.section.pk == section.pk
    ]
    blocks = tuple(place.block for place in places)
    return replace(document, blocks=blocks), places
