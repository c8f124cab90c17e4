"""四性检测: running every check over the archive, and keeping what each run found.

A check that breaks off is itself a failure, and a run without its conclusion did not
finish: nothing that went wrong can be taken for a good result.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.refusals import refuse
from dossiers import events
from dossiers.fixity.checks import CHECKS, fault_of, name_of
from dossiers.fixity.results import Fault, Finding, Result, Skip, Thing
from dossiers.fixity.standing import Health, health, last_of, lines, state_of
from dossiers.fixity.stock import Stock, size_of
from dossiers.models import (
    ArchiveEvent,
    CheckTally,
    Conclusion,
    Verification,
    VerificationResult,
)

__all__ = [
    "CHECKS",
    "Health",
    "check_item",
    "fault_of",
    "health",
    "last_of",
    "lines",
    "name_of",
    "report_of",
    "state_of",
    "verify",
    "why_not_on_page",
    "why_not_verify",
]

# More than this is not read while somebody waits for a page; the command has time.
ON_PAGE = 300 * 1024 * 1024


@dataclass(frozen=True)
class Report:
    """What the checks found, before anybody keeps it."""

    results: tuple
    items: int
    files: int
    bytes_read: int

    @property
    def failures(self):
        return tuple(one for result in self.results for one in result.failures)

    @property
    def warnings(self):
        return tuple(one for result in self.results for one in result.warnings)


def check_item(item):
    """The checks over one item; nothing is written."""
    return report_of(Stock(item.court, [item]))


def report_of(stock):
    """Every check over a `Stock`, in the order of the standard."""
    results = tuple(_look(check, stock) for check in CHECKS)
    return _report(stock, results)


def why_not_verify(court, *, by):
    """The reason `by` may not start a run over the archive of `court`, or ""."""
    if not by.has_perm(roles.FILE_ARCHIVE) or by.court_id != court.pk:
        return _("Checking the archive is for the office.")
    return ""


def why_not_on_page(court):
    """The reason a run is too long for a page, or ""."""
    size = size_of(court)
    if size > ON_PAGE:
        told = _("%(size)s MB are to be read: let the server run %(command)s.")
        command = "manage.py verify_archive"
        return told % {"size": size >> 20, "command": command}
    return ""


def verify(court, *, by=None, items=None, kind="periodic", **more):
    """Run the checks and keep every failure and warning; return the `Verification`.

    `by` None is the scheduled task; `items` None the whole archive. `more`: is_quick,
    scope (words for what `items` are), package ({code: findings} of its maker).
    Raises what hindered the run, after an event has told that it did not finish.
    """
    if by is not None:
        refuse(why_not_verify(court, by=by))
    items, is_quick = (
        None if items is None else list(items),
        more.get("is_quick", False),
    )
    run = Verification.objects.create(
        court=court,
        kind=kind,
        started_by=by,
        is_quick=is_quick,
        scope=_scope(items, more.get("scope", "")),
        item=items[0] if items is not None and len(items) == 1 else None,
    )
    try:
        stock = Stock(court, items, is_quick=is_quick, package=more.get("package"))
        results = []
        for check in CHECKS:
            results.append(_look(check, stock))
            _keep(run, results[-1])
        _conclude(run, _report(stock, results), by)
    except Exception as error:
        told = _("The run did not finish: %(error)s")
        detail = told % {"error": _named(error)}
        _tell(run, by=by, outcome="failed", detail=detail)
        raise
    return run


# -- Looking ------------------------------------------------------------------------


def _look(check, stock):
    """What a check found; broken off, that is its finding."""
    if check.is_whole and not stock.is_whole:
        why = _("Told only by a run over the whole archive.")
        return Result(check, skipped=why, is_applicable=False)
    if check.opens and stock.is_quick:
        return Result(check, skipped=_("Not checked: the files were not opened."))
    found = []
    try:
        found.extend(check.look(stock))
    except Skip as skip:
        return Result(check, (), str(skip), skip.is_applicable)
    except Exception as error:  # whatever it is, it must not pass for a good result
        thing = Thing("check", check.code, f"{check.code} {check.name}")
        found.append(Finding(thing, Fault.CRASHED, _named(error)))
    return Result(check, tuple(found))


def _report(stock, results):
    return Report(
        tuple(results), len(stock.items), len(stock.readings), stock.bytes_read
    )


def _named(error):
    return f"{type(error).__name__}: {error}"


def _scope(items, words):
    if items is None:
        return ""
    if words:
        return words[:200]
    if len(items) == 1:
        return items[0].code
    return _("%(count)s items") % {"count": len(items)}


# -- Keeping ------------------------------------------------------------------------


@transaction.atomic
def _keep(run, result):
    CheckTally.objects.create(
        verification=run,
        code=result.check.code,
        passed=result.passed,
        failed=len(result.failures),
        warned=len(result.warnings),
        skipped=result.skipped[:200],
        is_applicable=result.is_applicable,
    )
    VerificationResult.objects.bulk_create(
        _row(run, result.check, finding)
        for finding in (*result.failures, *result.warnings)
    )


def _row(run, check, finding):
    thing = finding.thing
    return VerificationResult(
        verification=run,
        code=check.code,
        outcome="warning" if finding.is_warning else "failed",
        fault=finding.fault,
        object_kind=thing.kind,
        object_key=thing.key[:200],
        label=thing.label[:300],
        item_id=thing.item,
        detail=finding.detail,
    )


@transaction.atomic
def _conclude(run, report, by):
    """The events first: the conclusion then seals the chain as far as them."""
    for item, label, failures in _failed(run):
        detail = "\n".join(f"{one.code} {one.label}: {one.detail}" for one in failures)
        _tell(run, item, label, by=by, outcome="failed", detail=detail)
    told = _("%(failures)s failures, %(warnings)s warnings, %(files)s files")
    counts = {
        "failures": len(report.failures),
        "warnings": len(report.warnings),
        "files": report.files,
    }
    outcome = "failed" if report.failures else "done"
    last = _tell(run, by=by, outcome=outcome, detail=told % counts)
    Conclusion.objects.create(
        verification=run,
        items=report.items,
        files=report.files,
        bytes_read=report.bytes_read,
        failures=len(report.failures),
        warnings=len(report.warnings),
        event_number=last.number,
        event_digest=last.digest,
    )


def _failed(run):
    """(item or None, its number or the object, failures): one event for each."""
    groups = {}
    rows = run.results.filter(outcome="failed").select_related("item")
    for row in rows.order_by("pk"):
        groups.setdefault(row.item_id or f"result {row.pk}", []).append(row)
    for rows in groups.values():
        item = rows[0].item
        yield item, item.code if item else rows[0].label, rows


def _tell(run, item=None, label="", *, by, outcome, detail):
    return events.record(
        run.court,
        ArchiveEvent.Kind.CHECK,
        target=label or _target(run),
        by=by,
        item=item or run.item,
        outcome=outcome,
        detail=detail,
    )


def _target(run):
    return _("verification %(run)s %(scope)s") % {"run": run.pk, "scope": run.scope}
