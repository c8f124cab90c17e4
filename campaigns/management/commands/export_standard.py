"""manage.py export_standard NAME VERSION --format xlsx|csv --output FILE."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaigns.imports import template
from campaigns.models import Standard


class Command(BaseCommand):
    help = (
        "Write a standard as the file it could be imported from; --blank: the template."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?")
        parser.add_argument("edition", nargs="?", help="its version, as 2013")
        parser.add_argument("--blank", action="store_true", help="the empty template")
        parser.add_argument("--court", help="its name; needed when there are several")
        parser.add_argument(
            "--format", choices=sorted(template.FORMATS), default="xlsx"
        )
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, name, edition, blank, output, **options):
        standard = None if blank else _standard(name, edition, options["court"])
        write, _media_type = template.FORMATS[options["format"]]
        try:
            output.write_bytes(write(standard))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        self.stdout.write(f"{output}")


def _standard(name, edition, court):
    rows = Standard.objects.filter(**({"court__name": court} if court else {}))
    found = rows.filter(name=name, version=edition)[:2]
    if len(found) == 1:
        return found[0]
    known = "; ".join(
        f"{row.court} {row.name} {row.version}" for row in rows.select_related("court")
    )
    told = _("Name one standard and its version. Known: %(names)s.")
    raise CommandError(told % {"names": known or "—"})
