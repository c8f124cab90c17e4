"""manage.py import_standard FILE [--dry-run] [--json]: what the page does, and no less."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaigns.imports import display, writing
from campaigns.imports.findings import ERROR, NOTE, WARNING
from campaigns.imports.values import plain
from campaigns.models import Court, Standard

SIGNS = {ERROR: "✗", WARNING: "!", NOTE: "·"}
FACTS = ("name", "standard_version", "issuer", "level")


class Command(BaseCommand):
    help = (
        "Import a standard from .xlsx or .csv as a new version. Errors block; "
        "warnings block until --accept-warnings. A failed run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="do it all, then roll back"
        )
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument("--accept-warnings", action="store_true")
        parser.add_argument("--court", help="its name; needed when there are several")
        for name in FACTS:
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, help="when the file does not say it")

    def handle(self, *, file, dry_run, accept_warnings, **options):
        court = _court(options["court"])
        report = _run(file, court, dry_run, accept_warnings, _given(options))
        if options["json"]:
            self.stdout.write(json.dumps(_spell(report), ensure_ascii=False, indent=1))
        else:
            self.tell(report)
        if report.errors:
            raise CommandError(_("Nothing was imported: the file has errors."))
        if report.warnings and not accept_warnings and not dry_run:
            raise CommandError(
                _("Nothing was imported: read the warnings, then --accept-warnings.")
            )

    def tell(self, report):
        for entry in display.of_plan(report.plan):
            points = "" if entry.points is None else f"  {plain(entry.points)}"
            indent = "  " * (entry.depth - 1)
            self.stdout.write(f"{indent}{entry.code} {entry.title}{points}")
        for found in report.findings:
            place = f"{found.sheet} {found.row or ''} {found.column}".strip()
            sign = SIGNS[found.level]
            self.stdout.write(
                f"{sign} {place}: {found.message}"
                if place
                else f"{sign} {found.message}"
            )
        done = _("Imported.") if report.is_imported else _("Nothing is kept.")
        self.stdout.write(done)


def _run(path, court, dry_run, knowing, given):
    try:
        file = path.open("rb")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    with file:
        return writing.run(
            file,
            path.name,
            court=court,
            by=None,
            dry_run=dry_run,
            knowing=knowing,
            given=given,
        )


def _court(name):
    courts = Court.objects.filter(**({"name": name} if name else {}))[:2]
    if len(courts) == 1:
        return courts[0]
    known = "、".join(Court.objects.values_list("name", flat=True))
    told = _("Name the court with --court. Known: %(names)s.")
    raise CommandError(told % {"names": known or "—"})


def _given(options):
    given = {name.removeprefix("standard_"): options[name] for name in FACTS}
    level = given["level"]
    if level and level not in Standard.Level:
        known = ", ".join(Standard.Level.values)
        raise CommandError(_("Level: one of %(levels)s.") % {"levels": known})
    return given


def _spell(report):
    """The report in plain values; the same for a dry run and the real one, but for
    `is_imported`."""
    facts = {
        key: plain(value) if key.endswith(("points", "mark", "cap")) else value
        for key, value in report.plan.facts.items()
    }
    return {
        "file": report.name,
        "sha256": report.digest,
        "is_imported": report.is_imported,
        "standard": facts,
        "counts": report.counts,
        "rows": [
            {**asdict(entry), "points": plain(entry.points) or None}
            for entry in display.of_plan(report.plan)
        ],
        "findings": [asdict(found) for found in report.findings],
    }
