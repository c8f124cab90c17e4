"""How the archive stands by the runs there were: over the whole, of one item."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.fixity.checks import CHECKS
from dossiers.fixity.results import Check, Nature
from dossiers.models import CheckTally, Verification

# A run that began less than this ago may still be at work.
AT_WORK = timedelta(hours=1)
LOOKED_BACK = 20  # runs


@dataclass(frozen=True)
class Health:
    """What the pages say of the archive: `state` is never, at-work, unfinished,
    failed, stale or good; `run` the last one over the whole archive, or None."""

    state: str
    run: Verification | None
    failures: int = 0
    days: int = 0

    @property
    def is_alarming(self):
        """To be told where people begin, not only on the page of the checks."""
        return self.state in ("failed", "unfinished", "stale")


@dataclass(frozen=True)
class Line:
    """One check of a run: `state` as parts/status takes it, and its words."""

    check: Check
    tally: CheckTally | None
    state: str
    words: str


def health(court):
    """How the archive stands. A run still at work, or one that opened no file, does
    not make good what an earlier run found."""
    runs = court.verifications.of_the_whole().select_related("conclusion")
    runs = list(runs.order_by("-started_at", "-pk")[:LOOKED_BACK])
    if not runs:
        return Health("never", None)
    for run in runs:
        state = state_of(run)
        if state in ("failed", "unfinished"):
            end = getattr(run, "conclusion", None)
            return Health(state, run, end.failures if end else 0, _days(run))
        if state == "passed" and not run.is_quick:
            break
    return _sound(runs)


def _sound(runs):
    """Nothing failed: how long ago, and is a run still at work?"""
    ended = [run for run in runs if state_of(run) == "passed"]
    if not ended:
        return Health("at-work", runs[0])
    days = _days(ended[0])
    return Health(
        "stale" if days >= settings.VERIFY_EVERY_DAYS else "good", ended[0], 0, days
    )


def _days(run):
    return (timezone.now() - run.started_at).days


def state_of(run):
    """How one run ended: at-work, unfinished, failed or passed."""
    end = getattr(run, "conclusion", None)
    if end is None:
        is_young = timezone.now() - run.started_at < AT_WORK
        return "at-work" if is_young else "unfinished"
    return "failed" if end.failures else "passed"


def last_of(item):
    """(the last finished run that looked at an item, its failures then); (None, ())
    when none has since it was filed."""
    runs = Verification.objects.filter(court=item.court_id, conclusion__isnull=False)
    whole = runs.of_the_whole().filter(started_at__gte=item.filed_at)
    run = (whole | runs.filter(item=item)).order_by("-started_at", "-pk").first()
    if run is None:
        return None, ()
    return run, tuple(run.results.filter(item=item, outcome="failed"))


def lines(run):
    """[(nature, its lines)] over every check there is today, in the standard's order."""
    tallies = {tally.code: tally for tally in run.tallies.all()}
    return [
        (
            nature.label,
            [_line(c, tallies.get(c.code)) for c in CHECKS if c.nature == nature],
        )
        for nature in Nature
    ]


def _line(check, tally):
    if tally is None:
        return Line(check, None, "unknown", _("The run ended before it."))
    if tally.skipped:
        state = "unchecked" if tally.is_applicable else "not_applicable"
        return Line(check, tally, state, tally.skipped)
    counts = (
        (tally.passed, _("%(count)s passed")),
        (tally.failed, _("%(count)s failed")),
        (tally.warned, _("%(count)s warnings")),
    )
    words = "，".join(told % {"count": count} for count, told in counts if count)
    state = "failed" if tally.failed else "waiting" if tally.warned else "done"
    return Line(check, tally, state, words or _("Nothing to look at."))
