"""manage.py check_summary CAMPAIGN --year Y [FILE] [--json]: what is to be put right.

Without FILE the draft as it stands; with FILE (.docx or .txt) any summary, each of its
numbers matched to the figures of that year.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.contents import Refused
from dossiers import checks, factcheck, likeness, manuscripts
from dossiers.factcheck import Status
from dossiers.management.lookup import summary_of
from dossiers.proofreading import proofread


class Command(BaseCommand):
    help = "List what is to be put right in a year's summary, or in any file."

    def create_parser(self, *args, **kwargs):
        """FILE may stand before or after the options; argparse alone wants it before."""
        parser = super().create_parser(*args, **kwargs)
        parser.parse_args = parser.parse_intermixed_args
        return parser

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name, as luotian-2013-2014")
        parser.add_argument("file", nargs="?", help="a summary as .docx or .txt")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, campaign, year, file=None, **options):
        summary = summary_of(campaign, year)
        verdicts, findings = _of_file(summary, file) if file else _of_draft(summary)
        if options["json"]:
            report = {
                "numbers": [_verdict(one) for one in verdicts],
                "findings": [_finding(one) for one in findings],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for one in verdicts:
            if one.status != Status.ORDINARY:
                self._line(one.status, one.paragraph, one.excerpt, one.why)
        for one in findings:
            self._line(one.severity, one.paragraph, one.excerpt, one.message)
        if not verdicts and not findings:
            self.stdout.write("Nothing was found.")

    def _line(self, state, paragraph, excerpt, words):
        self.stdout.write(f"{state:13} {paragraph:4}  {excerpt}  {words}")


def _of_draft(summary):
    return (), checks.of(summary)


def _of_file(summary, file):
    path = Path(file)
    try:
        with path.open("rb") as opened:
            text = manuscripts.words_of(opened, path.name)
    except (OSError, Refused) as error:
        raise CommandError(f"{file}: {error}") from error
    _facts, known = likeness.read(summary)
    return factcheck.check(text, known), proofread(text.splitlines())


def _verdict(one):
    number = one.number
    return {
        "status": one.status.value,
        "text": number.text,
        "paragraph": one.paragraph,
        "start": number.start,
        "end": number.end,
        "excerpt": one.excerpt,
        "why": str(one.why),
        "figure": one.fact.key if one.fact else None,
        "told": one.fact.text if one.fact else None,
        "suggestions": [fact.key for fact in one.nearby],
    }


def _finding(one):
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "excerpt": one.excerpt,
        "section": one.section,
        "suggestions": list(one.suggestions),
        "figures": list(one.keys),
    }
