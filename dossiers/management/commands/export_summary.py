"""manage.py export_summary CAMPAIGN --year Y --variant full|annexed|short|criteria|figures
--format docx|pdf|html|txt|xlsx --output FILE; a workbook holds the table of sources."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.refusals import Refused
from dossiers import summaries, variants
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.management.lookup import summary_of

CHOICES = FORMATS | {WORKBOOK.extension: WORKBOOK}


class Command(BaseCommand):
    help = "Write a year's summary to a file, every number computed from records."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--variant", choices=variants.VARIANTS, default="full")
        parser.add_argument("--format", choices=sorted(CHOICES), default="docx")
        parser.add_argument("--output", type=Path, help="the file to write")

    def handle(self, *args, campaign, year, output, **options):
        summary = summary_of(campaign, year)
        chosen, variant = CHOICES[options["format"]], options["variant"]
        document = _document(summary, variant, chosen)
        name = f"{campaign}-{year}" + ("" if variant == "full" else f"-{variant}")
        output = output or Path(f"{name}.{chosen.extension}")
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


def _document(summary, variant, chosen):
    if chosen is WORKBOOK:
        return variants.workbook(summary, by=None)
    return variants.build(summary, variant)
