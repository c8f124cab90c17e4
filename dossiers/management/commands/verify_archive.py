"""manage.py verify_archive [--court C] [--quick] [--json]: read the whole archive again.

Ends with 0 when nothing failed, 1 when anything failed or the run broke off, 2 when it
was called wrongly. Meant to be run by cron or the Windows Task Scheduler every week.
"""

import json

from django.core.management.base import BaseCommand, CommandError

from campaigns.models import Court
from dossiers import fixity


class Command(BaseCommand):
    help = (
        "Check the archive by DA/T 70-2018 and keep the report; 1 if anything failed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--court", help="name or fonds number; every court without")
        parser.add_argument(
            "--quick", action="store_true", help="read every file, open none"
        )
        parser.add_argument("--json", action="store_true", help="the whole report")

    def handle(self, *args, court=None, quick=False, **options):
        reports = [_checked(one, quick) for one in _courts(court)]
        if options["json"]:
            told = reports[0] if len(reports) == 1 else reports
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for report in reports:
                self._tell(report)
        if any(report["failures"] or not report["finished"] for report in reports):
            raise SystemExit(1)

    def _tell(self, report):
        for state in ("failures", "warnings", "not_checked"):
            for one in report[state]:
                words = (one["code"], one.get("object", ""), one["detail"])
                self.stdout.write(f"{state:11}  {'  '.join(filter(None, words))}")
        counts = report["checked"]
        self.stdout.write(
            f"{report['court']}: run {report['run']}, {counts['items']} items, "
            f"{counts['files']} files, {counts['bytes']} bytes; "
            f"{len(report['failures'])} failures, {len(report['warnings'])} warnings"
        )


def _courts(asked):
    courts = list(Court.objects.order_by("pk"))
    if asked:
        courts = [one for one in courts if asked in (one.name, one.fonds_number)]
    if not courts:
        known = ", ".join(Court.objects.values_list("name", flat=True)) or "—"
        raise CommandError(f"No court {asked or ''}; there is: {known}.", returncode=2)
    return courts


def _checked(court, is_quick):
    """The report of one court; what broke the run off stands among its failures."""
    try:
        run = fixity.verify(court, is_quick=is_quick)
    except Exception as error:  # whatever it is, it must be in the report
        detail = f"{type(error).__name__}: {error}"
        broken = {"code": "", "kind": "crashed", "object": court.name, "detail": detail}
        run = court.verifications.order_by("pk").last()
        return _report(court, run, [broken])
    return _report(court, run, [])


def _report(court, run, failures):
    """Complete: every failure and every warning, however many."""
    end = getattr(run, "conclusion", None)
    results = list(run.results.order_by("pk")) if run else []
    return {
        "court": court.name,
        "run": run.pk if run else None,
        "started": run.started_at.isoformat() if run else None,
        "finished": end.finished_at.isoformat() if end else None,
        "checked": {
            "items": end.items if end else 0,
            "files": end.files if end else 0,
            "bytes": end.bytes_read if end else 0,
            "checks": {one.code: _counts(one) for one in run.tallies.all()}
            if run
            else {},
        },
        "failures": failures + [_finding(r) for r in results if r.outcome == "failed"],
        "warnings": [_finding(r) for r in results if r.outcome == "warning"],
        "not_checked": _not_checked(run),
    }


def _counts(tally):
    return {
        "passed": tally.passed,
        "failed": tally.failed,
        "warnings": tally.warned,
    }


def _finding(result):
    return {
        "code": result.code,
        "kind": result.fault,
        "object": result.label,
        "object_kind": result.object_kind,
        "key": result.object_key,
        "detail": result.detail,
    }


def _not_checked(run):
    tallies = run.tallies.exclude(skipped="").order_by("pk") if run else []
    return [
        {
            "code": one.code,
            "applies": one.is_applicable,
            "detail": one.skipped,
        }
        for one in tallies
    ]
