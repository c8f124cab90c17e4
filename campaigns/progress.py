"""How far a campaign has come: per criterion what is asked, what counts, what is missing.

One place computes it and every screen, list and command shows the same. It tells the
*work state* and the points whose material is complete (材料齐全的分值). A verdict and a
score are something else and are never read off from here.
"""

import calendar
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns import compliance, standards, tallies
from campaigns.models import EvidenceRule

NO_POINTS = Decimal(0)


class State(TextChoices):
    """How far the work on a criterion is; not whether it is met."""

    NOTHING = "nothing", _("nothing yet")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETE = "complete", _("material complete")


@dataclass(frozen=True)
class RuleProgress:
    """One rule in one year, or over the cycle when `year` is None.

    `records` are the keys of what counts: of activities (not sessions) or of pieces of
    evidence; `due_on` is the last day on which what is missing can still be done.
    `explanation` says why nothing is asked; `surplus` pieces fit beyond the maximum.
    """

    rule: standards.Rule
    year: int | None
    records: tuple[int, ...]
    due_on: date
    surplus: int = 0
    explanation: tallies.Explanation | None = None

    @property
    def counted(self):
        return len(self.records)

    @property
    def key(self):
        return self.rule.pk, self.year

    @property
    def label(self):
        return self.rule.label

    @property
    def minimum(self):
        return self.rule.minimum

    @property
    def is_exempt(self):
        """It does not apply: the written explanation stands in for proof."""
        return self.explanation is not None

    @property
    def missing(self):
        return 0 if self.is_exempt else max(0, self.minimum - self.counted)

    @property
    def is_met(self):
        return self.missing == 0

    @property
    def is_overdue(self):
        return not self.is_met and self.due_on < localdate()


@dataclass(frozen=True)
class Points:
    """Points of leaves: all, those with complete material, those only a visit can judge."""

    total: Decimal = NO_POINTS
    complete: Decimal = NO_POINTS
    unknown: Decimal = NO_POINTS

    def __add__(self, other):
        return Points(
            self.total + other.total,
            self.complete + other.complete,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True)
class CriterionProgress:
    """A criterion with what its rules ask and which records count for it.

    `rules`, `activities` (year by key) and `evidence` are the criterion's own. State,
    points and the sums take in everything below it: of `asked` requirements (a rule in
    a year) `met` are met and `missing` records are missing; of `askable` leaves, those
    with rules, `complete` are complete. `explanations` say for which years it does not
    apply; it `is_exempt` when that is so for the whole cycle.
    """

    node: standards.Node
    rules: tuple[RuleProgress, ...]
    activities: dict[int, int]
    evidence: tuple[tallies.Proof, ...]
    units: tuple[tallies.Owner, ...]
    explanations: tuple[tallies.Explanation, ...]
    is_exempt: bool
    state: State
    points: Points
    asked: int
    met: int
    missing: int
    askable: int
    complete: int
    is_judged_by_visit: bool

    @property
    def is_full(self):
        """Every leaf below that asks for material has it."""
        return self.complete == self.askable

    @property
    def is_without_rules(self):
        """Nothing says yet which material this leaf asks for."""
        return self.node.is_leaf and not self.rules and not self.is_judged_by_visit


@dataclass(frozen=True)
class Gap:
    """What is missing for one rule, who owes it, and until when it can be done."""

    criterion: standards.Node
    rule: RuleProgress
    units: tuple[tallies.Owner, ...]

    @property
    def key(self):
        """Rule and year: nothing else is the same gap."""
        return self.rule.key

    @property
    def points(self):
        return self.criterion.points or NO_POINTS


@dataclass(frozen=True)
class Progress:
    """A campaign's progress: `criteria` in tree order, sums over the whole standard,
    `proofs` by key: all that counts, whatever it serves."""

    years: tuple[int, ...]
    criteria: tuple[CriterionProgress, ...] = ()
    points: Points = field(default_factory=Points)
    proofs: dict[int, tallies.Proof] = field(default_factory=dict)

    @cached_property
    def by_pk(self):
        return {each.node.pk: each for each in self.criteria}

    @cached_property
    def parts(self):
        """The top-level criteria."""
        return tuple(each for each in self.criteria if each.node.depth == 1)

    @property
    def complete(self):
        """Leaves whose material is complete…"""
        return sum(each.complete for each in self.parts)

    @property
    def askable(self):
        """…of so many that ask for material."""
        return sum(each.askable for each in self.parts)

    @cached_property
    def gaps(self):
        """What is missing, most points first, then what is due first."""
        found = (
            Gap(each.node, rule, each.units)
            for each in self.criteria
            for rule in each.rules
            if not rule.is_met
        )
        return tuple(sorted(found, key=lambda gap: (-gap.points, gap.rule.due_on)))


def of(campaign, unit=None, until=None, nodes=None):
    """The `Progress` of a campaign, in four queries whatever its size.

    Evidence serves the criteria of its activity and its own; its year is that of what
    it belongs to. `unit` (a row or its key) leaves the criteria that unit answers for,
    with all that counts for them; `until` counts what happened up to that day.
    `nodes`, the tree of the standard, spares its query.
    """
    years = tuple(campaign.calendar_years)
    tally = tallies.of(campaign, until)
    nodes = standards.tree(campaign.standard_id) if nodes is None else nodes
    owners = _owners(nodes, tally)
    if unit is not None:
        nodes = _answered_for(nodes, owners, getattr(unit, "pk", unit))
    below = {node.pk: [] for node in nodes}
    done = {}
    for node in reversed(nodes):  # children before parents
        done[node.pk] = _judge(node, campaign, tally, owners[node.pk], below[node.pk])
        if node.parent:
            below[node.parent].append(done[node.pk])
    criteria = tuple(done[node.pk] for node in nodes)
    parts = (each.points for each in criteria if each.node.depth == 1)
    return Progress(years, criteria, sum(parts, Points()), tally.proofs)


def wanting(activity):
    """A sentence on what its criteria still miss once `activity` counts, or "".

    Six queries; for the moment of handing in, when something can still be added.
    """
    report = of(activity.campaign)
    served = activity.criteria.values_list("pk", flat=True)
    entries = list(activity.evidence.current().select_related("stored_file"))
    for entry in entries:
        entry.activity = activity
    proofs = [tallies.proof_of(entry) for entry in entries]
    told = [
        f"{report.by_pk[pk].node.code} {rule.label} × {missing}"
        for pk in served
        if pk in report.by_pk
        for rule in report.by_pk[pk].rules
        if rule.year in (None, activity.held_on.year)
        and (missing := rule.missing - _brings(rule.rule, proofs, activity)) > 0
    ]
    if not told:
        return ""
    return gettext("Its criteria still miss, even with this: %(what)s.") % {
        "what": "、".join(told)
    }


def _brings(rule, proofs, activity):
    if rule.asked == EvidenceRule.Asked.ACTIVITY:
        return 1
    return sum(compliance.fits(rule, proof, activity.campaign) for proof in proofs)


def _owners(nodes, tally):
    """Who answers for each criterion: named there, or for the nearest one above."""
    found = {None: ()}
    for node in nodes:
        found[node.pk] = tally.owners.get(node.pk) or found[node.parent]
    return found


def _answered_for(nodes, owners, unit):
    """The criteria of one unit; those above stay as headings and ask for nothing."""
    own = {node.pk for node in nodes if unit in {each.pk for each in owners[node.pk]}}
    headings = {pk for node in nodes if node.pk in own for pk in node.path} - own
    return tuple(
        replace(node, rules=()) if node.pk in headings else node
        for node in nodes
        if node.pk in own | headings
    )


def _judge(node, campaign, tally, units, below):
    activities = tally.activities.get(node.pk, {})
    evidence = tally.evidence.get(node.pk, ())
    said = tally.explanations.get(node.pk, ())
    is_exempt = node.is_leaf and _explained(said, None, campaign) is not None
    rules = tuple(_measure(node, campaign, activities, evidence, said))
    state = _state(rules, bool(activities or evidence), below)
    state = State.COMPLETE if is_exempt else state
    is_complete = state == State.COMPLETE
    visits = [each.is_judged_by_visit for each in below] or [node.is_judged_by_visit]
    is_askable = node.is_leaf and bool(rules)
    return CriterionProgress(
        node=node,
        rules=rules,
        activities=activities,
        evidence=evidence,
        units=units,
        explanations=said,
        is_exempt=is_exempt,
        state=state,
        points=_points(node.points, is_complete, all(visits), below),
        asked=len(rules) + _total(below, "asked"),
        met=sum(rule.is_met for rule in rules) + _total(below, "met"),
        missing=sum(rule.missing for rule in rules) + _total(below, "missing"),
        askable=is_askable + _total(below, "askable"),
        complete=(is_askable and is_complete) + _total(below, "complete"),
        is_judged_by_visit=all(visits),
    )


def _measure(node, campaign, activities, evidence, said):
    """Each rule once per year of the campaign, or once for the cycle."""
    for rule in node.rules:
        found = _counting(rule, activities, evidence, campaign)
        for year in campaign.calendar_years if rule.is_yearly else (None,):
            records = tuple(pk for pk, at in found if year in (None, at))
            taken = compliance.taken(rule, records)
            yield RuleProgress(
                rule,
                year,
                taken,
                _due_on(rule, year, campaign),
                surplus=len(records) - len(taken),
                explanation=_explained(said, year, campaign),
            )


def _explained(said, year, campaign):
    """The explanation that covers a year; the whole cycle, if each of its years is."""
    by_year = {each.year: each for each in said}
    if None in by_year or year in by_year:
        return by_year.get(year) or by_year[None]
    is_whole = year is None and by_year.keys() >= set(campaign.calendar_years)
    return said[0] if is_whole else None


def _counting(rule, activities, evidence, campaign):
    """Key and year of each record this rule counts."""
    if rule.asked == EvidenceRule.Asked.ACTIVITY:
        return list(activities.items())
    return [
        (proof.pk, proof.year)
        for proof in evidence
        if compliance.fits(rule, proof, campaign)
    ]


def _due_on(rule, year, campaign):
    """The end of the due month or year, never after the campaign."""
    year = year or campaign.ends_on.year
    month = rule.due_month or 12
    last = date(year, month, calendar.monthrange(year, month)[1])
    return min(last, campaign.ends_on)


def _state(rules, has_records, below):
    """Own rules and children are parts alike: complete if all are, nothing if all are."""
    states = {each.state for each in below}
    if rules or not below:
        is_met = bool(rules) and all(rule.is_met for rule in rules)
        begun = State.IN_PROGRESS if has_records else State.NOTHING
        states.add(State.COMPLETE if is_met else begun)
    return states.pop() if len(states) == 1 else State.IN_PROGRESS


def _points(own, is_complete, only_visits, below):
    """Points stand at the deepest criteria that carry any; sums above are repeats."""
    carried = sum((each.points for each in below), Points())
    if carried.total or own is None:
        return carried
    return Points(
        total=own,
        complete=own if is_complete else NO_POINTS,
        unknown=own if only_visits and not is_complete else NO_POINTS,
    )


def _total(below, name):
    return sum(getattr(each, name) for each in below)
