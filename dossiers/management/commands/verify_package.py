"""manage.py verify_package NAME

Reads every file of a package again and keeps the outcome as an event, as its page does.
Ends with 1 when a file is lost or altered, with 2 when it was asked for wrongly.
"""

from django.core.management.base import BaseCommand, CommandError

from campaigns.numbers import number
from campaigns.refusals import Refused
from dossiers.models import Package
from dossiers.packages import delivery

NOT_WHOLE, ASKED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Compare every file of an inspection package with its digest."

    def add_arguments(self, parser):
        parser.add_argument("package", help="as luotian-2013-2014-1")

    def handle(self, *args, package, **options):
        found = _package(package)
        try:
            faults = delivery.verify(found, by=None)
        except Refused as refused:
            raise CommandError(str(refused), returncode=ASKED_WRONGLY) from refused
        if faults:
            told = "\n".join(fault.path for fault in faults)
            raise CommandError(f"Lost or altered:\n{told}", returncode=NOT_WHOLE)
        self.stdout.write(f"{found}: {found.seal.count} files are as sealed.")


def _package(name):
    slug, _dash, last = name.rpartition("-")
    rows = Package.objects.select_related("campaign__court", "seal")
    if found := rows.filter(campaign__slug=slug, number=number(last)).first():
        return found
    raise CommandError(f"No package {name}.", returncode=ASKED_WRONGLY)
