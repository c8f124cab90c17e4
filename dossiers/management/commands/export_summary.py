"""manage.py export_summary CAMPAIGN --year Y --variant full|annexed|report|short|criteria|figures
--format docx|pdf|html|txt|xlsx [--built-in] --output FILE; a workbook holds the table of
sources, --built-in leaves the Word template the summary chose aside."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.refusals import Refused
from dossiers import figures, letters, summaries, variants
from dossiers.exports.formats import FORMATS, WORKBOOK
from dossiers.management.lookup import summary_of
from dossiers.stationery import rendering

CHOICES = FORMATS | {WORKBOOK.extension: WORKBOOK}


class Command(BaseCommand):
    help = "Write a year's summary to a file, every number computed from records."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--variant", choices=variants.VARIANTS, default="full")
        parser.add_argument("--format", choices=sorted(CHOICES), default="docx")
        parser.add_argument(
            "--built-in",
            action="store_true",
            help="the standard layout, whatever Word template the summary chose",
        )
        parser.add_argument("--output", type=Path, help="the file to write")

    def handle(self, *args, campaign, year, output, **options):
        summary = summary_of(campaign, year)
        chosen, variant = CHOICES[options["format"]], options["variant"]
        document = _document(summary, variant, chosen)
        name = f"{campaign}-{year}" + ("" if variant == "full" else f"-{variant}")
        output = output or Path(f"{name}.{chosen.extension}")
        try:
            output.write_bytes(_rendered(summary, document, chosen, options))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{output}")
        for remark in chosen.remarks():
            self.stderr.write(remark)
        for quote in summaries.missing(document):
            self.stderr.write(f"No data: {quote.key}")
        if variant == "report":
            for name in letters.missing(letters.of(summary)):
                self.stderr.write(f"Not entered: {name}")


def _rendered(summary, document, chosen, options):
    """Only the whole summary is printed in the court's own Word template."""
    if options["built_in"] or options["variant"] != "full":
        return chosen.render(document)
    return rendering.file_of(summary, document, figures.of(summary), chosen)


def _document(summary, variant, chosen):
    if chosen is WORKBOOK:
        return variants.workbook(summary, by=None)
    return variants.build(summary, variant)
