"""manage.py export_summary CAMPAIGN --year Y --format docx|pdf|html|txt --output FILE."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.refusals import Refused
from dossiers import summaries
from dossiers.exports.formats import FORMATS
from dossiers.management.lookup import summary_of


class Command(BaseCommand):
    help = "Write a year's summary to a file, every number computed from records."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--format", choices=sorted(FORMATS), default="docx")
        parser.add_argument("--output", type=Path, help="the file to write")

    def handle(self, *args, campaign, year, output, **options):
        summary = summary_of(campaign, year)
        document, _facts = summaries.draft(summary)
        chosen = FORMATS[options["format"]]
        output = output or Path(f"{campaign}-{year}.{chosen.extension}")
        try:
            output.write_bytes(chosen.render(document))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{output}")
        for remark in chosen.remarks():
            self.stderr.write(remark)
        for quote in summaries.missing(document):
            self.stderr.write(f"No data: {quote.key}")
