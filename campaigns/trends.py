"""Over months and since last week: what was done when, and what that completed.

The records say when they happened and since when they count; nothing is stored.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils.timezone import localdate, localtime

from campaigns import scoresheets
from campaigns.models import Activity, EvidenceRule
from campaigns.progress import CriterionProgress, State

WEEK = timedelta(days=7)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Month:
    """Confirmed activities held in it, and points complete by what happened until its end."""

    first: date
    activities: int
    points: Decimal


@dataclass(frozen=True)
class Changes:
    """What came to count in the seven days up to `until`, and what that completed."""

    since: date
    until: date
    activities: tuple[Activity, ...]
    completed: tuple[CriterionProgress, ...]
    requirements: int
    points: Decimal


@dataclass(frozen=True)
class Trend:
    """`year` is this year, or the campaign's last; `late` of `held` were 补录."""

    months: tuple[Month, ...]
    changes: Changes
    year: int
    held: int
    late: int
    by_unit: Counter  # {(key, name) of a unit: those of `held` it hosted or co-hosted}


def of(campaign, report):
    """The `Trend` of a campaign, in one query beside its `report`."""
    rows, hosts = _rows(campaign)
    year = year_of(campaign)
    held = [row for row in rows if row.held_on.year == year]
    return Trend(
        months=tuple(_months(campaign, report, rows)),
        changes=_changes(campaign, report, rows),
        year=year,
        held=len(held),
        late=sum(row.is_late_entry for row in held),
        by_unit=Counter(unit for row in held for unit in hosts[row.pk]),
    )


def _rows(campaign):
    """Confirmed activities by day, and {key: (key, name) of host and co-hosts}."""
    rows = Activity.objects.confirmed().filter(campaign=campaign)
    rows = rows.select_related("unit").defer("narrative").order_by("held_on", "pk")
    # Each comes once for every co-host: one query instead of two.
    lines = rows.annotate(co_host=F("co_hosts"), co_host_name=F("co_hosts__name"))
    found, hosts = {}, {}
    for row in lines:
        found.setdefault(row.pk, row)
        units = hosts.setdefault(row.pk, {(row.unit_id, row.unit.name)})
        if row.co_host:
            units.add((row.co_host, row.co_host_name))
    return tuple(found.values()), hosts


def year_of(campaign):
    """This year, or the campaign's last once it is over."""
    return min(localdate().year, campaign.ends_on.year)


def held_this_year(campaign, unit=None):
    """Confirmed activities of this year, of all units or one, with days and sessions."""
    rows = Activity.objects.confirmed().filter(campaign=campaign)
    if unit is not None:
        rows = rows.of_unit(unit)
    rows = rows.filter(held_on__year=year_of(campaign)).order_by()
    return rows.only("held_on", "ended_on", "logged_at", "category", "sessions")


def late_share(rows):
    """(late, all) of such activities: how many were entered late."""
    marks = [row.is_late_entry for row in rows]
    return sum(marks), len(marks)


# -- Month by month ---------------------------------------------------------------


def _months(campaign, report, rows):
    held = Counter((row.held_on.year, row.held_on.month) for row in rows)
    days = {row.pk: row.held_on for row in rows}
    done = _completions(report, days, lambda proof: proof.day, date.min)
    worth = scoresheets.carriers([each.node for each in report.criteria])
    for first, after in _month_starts(campaign):
        points = sum(
            (
                report.by_pk[pk].node.points
                for pk in worth
                if done[pk] and done[pk] < after
            ),
            NOTHING,
        )
        yield Month(first, held[first.year, first.month], points)


def _month_starts(campaign):
    """The first day of each month of the campaign with that of the next, up to today."""
    last = min(campaign.ends_on, max(localdate(), campaign.starts_on))
    first = campaign.starts_on.replace(day=1)
    while first <= last:
        after = (first + timedelta(days=31)).replace(day=1)
        yield first, after
        first = after


def _completions(report, days, day_of, earliest):
    """{criterion: the day its material was complete, or None}, children before parents.

    `days` of activities by key, `day_of` a piece of proof; `earliest` where nothing has
    a day.
    """
    found, below = {}, {}
    for each in reversed(report.criteria):
        parts = below.get(each.node.pk, [])
        met = [_met_on(rule, each, days, day_of, earliest) for rule in each.rules]
        is_complete = each.state == State.COMPLETE
        latest = max([*met, *parts], default=earliest) if is_complete else None
        found[each.node.pk] = latest
        if latest:
            below.setdefault(each.node.parent, []).append(latest)
    return found


def _met_on(rule, each, days, day_of, earliest):
    """The day of the record that made the minimum full, of a rule that is met."""
    if not rule.is_met or rule.is_exempt or not rule.minimum:
        return earliest
    if rule.rule.asked != EvidenceRule.Asked.ACTIVITY:
        days = {proof.pk: day_of(proof) for proof in each.evidence}
    return sorted(days[pk] for pk in rule.records)[rule.minimum - 1]


# -- Since last week --------------------------------------------------------------


def _changes(campaign, report, rows):
    """Seven days up to now; of a campaign that is over, up to its last confirmation."""
    until = _until(campaign, rows)
    since = until - WEEK
    days = {row.pk: row.confirmed_at for row in rows}
    earliest = datetime.min.replace(tzinfo=until.tzinfo)
    done = _completions(report, days, lambda proof: proof.since, earliest)
    worth = scoresheets.carriers([each.node for each in report.criteria])
    new = {pk for pk, day in done.items() if day and day > since}
    fresh = [row for row in rows if since < row.confirmed_at <= until]
    return Changes(
        since=localdate(since),
        until=localdate(until),
        activities=tuple(sorted(fresh, key=lambda row: row.confirmed_at, reverse=True)),
        completed=tuple(
            each
            for each in report.criteria
            if each.node.pk in new and each.node.is_leaf
        ),
        requirements=sum(
            _met_on(rule, each, days, lambda proof: proof.since, earliest) > since
            for each in report.criteria
            for rule in each.rules
            if rule.is_met
        ),
        points=sum((report.by_pk[pk].node.points for pk in new & worth), NOTHING),
    )


def _until(campaign, rows):
    now = localtime()
    if campaign.covers(now.date()) or not rows:
        return now
    return max(row.confirmed_at for row in rows)
