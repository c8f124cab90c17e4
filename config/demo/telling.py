"""Lay out what the demonstration tells: its figures, and the summary of 2014."""

from datetime import date

from django.db import transaction

from config.demo.figures_told import FIGURES
from config.demo.prose import PARTS, TITLE
from dossiers.models import Figure, Section, Summary

YEAR = 2014
AS_OF = date(2014, 11, 3)


@transaction.atomic
def load(campaign):
    """Create what is missing and return the summary; what exists stays as it is.

    Raises DoesNotExist when the court lacks a category or indicator of a figure.
    """
    for order, told in enumerate(FIGURES, start=1):
        define(campaign, told, order)
    summary, is_new = Summary.objects.get_or_create(
        campaign=campaign, year=YEAR, defaults={"title": TITLE, "as_of": AS_OF}
    )
    if is_new:
        write(summary, PARTS)
    return summary


def define(campaign, told, order):
    """Create one figure, unless the campaign has one of that key."""
    fields = {**told, "order": order}
    court = campaign.court
    if name := fields.get("category"):
        fields["category"] = court.categories.get(name=name)
    if name := fields.get("indicator"):
        fields["indicator"] = court.indicators.get(name=name)
    key = fields.pop("key")
    Figure.objects.get_or_create(campaign=campaign, key=key, defaults=fields)


def write(summary, parts, parent=None):
    """Create the sections of `parts` in order, and those below them."""
    for order, part in enumerate(parts, start=1):
        section = Section.objects.create(
            summary=summary,
            parent=parent,
            heading=part.heading,
            body="\n".join(part.paragraphs),
            order=order,
        )
        write(summary, part.parts, section)
