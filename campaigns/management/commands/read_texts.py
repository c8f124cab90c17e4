"""Read the words of files that were kept before words were read.

    python manage.py read_texts

Files that have their words already are passed over, so it may run again at any time.
A mark of secrecy found in an old file is told, and the file stays: what becomes of it
is decided by the rules on secrecy, not by a command.
"""

from django.core.management.base import BaseCommand

from campaigns import extraction, files, secrecy
from campaigns.models import StoredFile


class Command(BaseCommand):
    help = "Read the words of files that were kept before words were read."

    def handle(self, *args, **options):
        kinds = [
            kind
            for kind, name in files.EXTENSIONS.items()
            if name in extraction.READERS
        ]
        rows = StoredFile.objects.filter(words=None, media_type__in=kinds)
        read = [self._read(row) for row in rows.order_by("pk").iterator()]
        self.stdout.write(
            f"{read.count(True)} read, {read.count(False)} without words."
        )

    def _read(self, row):
        """Is there anything to read in it?"""
        try:
            words = files.read(row)
        except OSError:
            self.stderr.write(f"{row.pk} {row}: the file is lost.")
            return False
        if why := secrecy.why_not_file("", words):
            self.stderr.write(f"{row.pk} {row}: {why}")
        return bool(words)
