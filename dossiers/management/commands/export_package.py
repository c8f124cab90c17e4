"""manage.py export_package CAMPAIGN --output FILE.zip|FOLDER [--with-confidential]
[--platform P] [--megabytes N] [--names PATTERN]

Ends with 1 when a file is lost or altered, with 2 when it was asked for wrongly.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.models import Campaign
from campaigns.refusals import Refused
from dossiers.packages import delivery, pages, preparation, rules

NOT_WHOLE, ASKED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Prepare an inspection package and write it as a .zip or into a folder."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument(
            "--output", type=Path, required=True, help="a file ending in .zip, a folder"
        )
        parser.add_argument("--with-confidential", action="store_true")
        parser.add_argument("--platform", choices=rules.PLATFORMS, default="general")
        parser.add_argument("--megabytes", type=float, help="of a picture at most")
        parser.add_argument("--names", default="", help="as {日期}_{题名}")

    def handle(self, *args, campaign, output, with_confidential, **options):
        asked = {name: options[name] for name in ("megabytes", "names")}
        chosen = rules.of(options["platform"], **asked)
        package = _prepared(_campaign(campaign), chosen, with_confidential)
        try:
            place = _written(package, output)
        except delivery.Broken as broken:
            told = f"Lost or altered: {broken}"
            raise CommandError(told, returncode=NOT_WHOLE) from broken
        except OSError as error:
            told = f"{output}: {error.strerror}."
            raise CommandError(told, returncode=ASKED_WRONGLY) from error
        self.stdout.write(f"{place}")
        told = f"{package.seal.count} files, {package.seal.size} bytes"
        self.stdout.write(f"{pages.name_of(package)}: {told}")
        self.stdout.write(f"sha256 {package.seal.digest}")


def _campaign(slug):
    rows = Campaign.objects.select_related("court", "standard")
    if found := rows.filter(slug=slug).first():
        return found
    known = ", ".join(rows.values_list("slug", flat=True))
    told = f"No campaign {slug}; there is: {known or '—'}."
    raise CommandError(told, returncode=ASKED_WRONGLY)


def _prepared(campaign, chosen, with_confidential):
    try:
        return preparation.prepare(
            campaign, by=None, chosen=chosen, with_confidential=with_confidential
        )
    except preparation.NotWhole as faulty:
        raise CommandError(str(faulty), returncode=NOT_WHOLE) from faulty
    except Refused as refused:
        raise CommandError(str(refused), returncode=ASKED_WRONGLY) from refused


def _written(package, output):
    if output.suffix.lower() != ".zip":
        return delivery.unpack(package, output)
    part = output.with_name(f"{output.name}.part")  # whole or not there
    with part.open("wb") as file:
        for piece in delivery.stream(package, by=None):
            file.write(piece)
    return part.replace(output)
