"""manage.py figures CAMPAIGN --year Y [--json]: every figure as told, with its records."""

import json

from django.core.management.base import BaseCommand

from dossiers import figures
from dossiers.management.lookup import summary_of


class Command(BaseCommand):
    help = "Print every figure of a year's summary: key, value, text, window, records."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, campaign, year, **options):
        summary = summary_of(campaign, year)
        facts = figures.of(summary).values()
        if options["json"]:
            rows = [_as_json(fact) for fact in facts]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for fact in facts:
            self.stdout.write(
                f"{fact.key:28} {fact.text:14} {fact.period.label:8} "
                f"{len(fact.records):4}  {fact.label}"
            )


def _as_json(fact):
    first, last = fact.period.starts_on, fact.period.ends_on
    return {
        "key": fact.key,
        "label": fact.label,
        "value": None if fact.is_missing else float(round(fact.value, 4)),
        "text": fact.text,
        "items": list(fact.items),
        "window": {
            "label": fact.period.label,
            "from": None if first.year == 1 else first.isoformat(),
            "to": last.isoformat(),
        },
        "note": fact.note,
        "model": fact.model,
        "records": list(fact.records),
    }
