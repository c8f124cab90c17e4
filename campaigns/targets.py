"""What the units promised, against what confirmed activities say they did."""

from collections import defaultdict
from dataclasses import dataclass

from campaigns.models import Activity, Target


@dataclass(frozen=True)
class TargetProgress:
    """A target with the sessions counted for it."""

    target: Target
    counted: int

    @property
    def missing(self):
        return max(0, self.target.quantity - self.counted)

    @property
    def is_met(self):
        return self.missing == 0


def of(statements, sessions=None):
    """Every target of `statements` with what counts for it, in two queries.

    `sessions`, by (campaign, category, unit, year), spare theirs.

    Counted are the sessions of confirmed activities of the target's category, hosted or
    co-hosted by the unit, in the year of its statement.
    """
    rows = Target.objects.filter(statement__in=statements).select_related(
        "statement__unit", "category", "responsible"
    )
    targets = tuple(rows.order_by("statement", "due_on", "pk"))
    if sessions is None:
        sessions = _sessions({each.statement.campaign_id for each in targets})
    return tuple(TargetProgress(each, sessions[_place(each)]) for each in targets)


def _place(target):
    statement = target.statement
    return (
        statement.campaign_id,
        target.category_id,
        statement.unit_id,
        statement.year,
    )


def _sessions(campaigns):
    """Sessions by (campaign, category, unit, year); a co-host counts like a host."""
    rows = Activity.objects.confirmed().filter(campaign__in=campaigns).order_by()
    units, places = defaultdict(set), {}
    for pk, host, co_host, *place in rows.values_list(
        "pk", "unit", "co_hosts", "campaign", "category", "held_on", "sessions"
    ):
        units[pk] |= {host, co_host} - {None}
        places[pk] = place
    found = defaultdict(int)
    for pk, (campaign, category, held_on, sessions) in places.items():
        for unit in units[pk]:
            found[campaign, category, unit, held_on.year] += sessions
    return found
