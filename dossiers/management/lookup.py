"""Finding what a command was asked for, with an error that names what there is."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from dossiers.models import Summary


def summary_of(slug, year):
    """The summary of a campaign and year; CommandError names the known ones."""
    rows = Summary.objects.select_related("campaign__court")
    if found := rows.filter(campaign__slug=slug, year=year).first():
        return found
    known = ", ".join(f"{row.campaign.slug} --year {row.year}" for row in rows)
    told = {"asked": f"{slug} --year {year}", "known": known or "—"}
    raise CommandError(_("No summary for %(asked)s; there is: %(known)s.") % told)
