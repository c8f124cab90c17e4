"""From one standard to the next: which criterion follows which, and the switch itself."""

import unicodedata
from dataclasses import dataclass, field

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from campaigns import roles, standards
from campaigns.models import (
    Activity,
    Assignment,
    Campaign,
    Category,
    Criterion,
    CriterionMapping,
    Evidence,
)
from campaigns.refusals import Refused, refuse

# Below this share of common letter pairs two titles are not the same demand.
ALIKE = 0.5
FOR_THE_CODE = 0.1  # the same code speaks for a match, but a title speaks louder


@dataclass(frozen=True)
class Step:
    """A criterion of the standard before, what hangs on it, and where it may go.

    `proposed` is a Node of the new standard, or None: it has no home yet.
    """

    old: standards.Node
    activities: int
    evidence: int
    categories: int
    units: int
    proposed: standards.Node | None
    is_same: bool

    @property
    def is_used(self):
        return any((self.activities, self.evidence, self.categories, self.units))

    @property
    def is_homeless(self):
        return self.is_used and self.proposed is None


@dataclass(frozen=True)
class Carried:
    """How many links were added by a switch; links to the old criteria stay."""

    activities: int = 0
    evidence: int = 0
    categories: int = 0
    units: int = 0
    homeless: tuple[str, ...] = field(default=())


def why_not_switch(campaign, new, *, by):
    """The reason `by` may not measure this campaign by another standard, or ""."""
    if not by.has_perm(roles.SWITCH_STANDARD) or campaign.court_id != by.court_id:
        return _("Only the office of this court changes the standard of a campaign.")
    if new.court_id != campaign.court_id:
        return _("This standard belongs to another court.")
    if campaign.standard_id == new.pk:
        return _("The campaign is measured by this standard already.")
    locked = campaign.years.filter(locked_at__isnull=False).first()
    if locked is not None:
        told = _("%(year)s is locked: %(reason)s")
        return told % {"year": locked.year, "reason": locked.lock_reason}
    return ""


def steps(campaign, new):
    """Every criterion of the campaign's standard with a proposal; seven queries.

    A mapping made before comes first, then the same title, then a title alike.
    """
    before = standards.tree(campaign.standard_id)
    after = [(node, pairs_of(node.title)) for node in standards.tree(new)]
    hanging = _hanging(campaign)
    decided = _decided(campaign, new)
    return tuple(
        _step(node, _proposal(node, after, decided), hanging) for node in before
    )


@transaction.atomic
def switch(campaign, new, *, by, mapping):
    """Measure a campaign by `new`; `mapping` is {old criterion: new one or None}.

    Records, proof and categories gain the new criteria and keep the old ones, so that
    what was judged stays readable. No record is changed by it: what is confirmed stays
    confirmed. Keys are of criteria. Returns `Carried`; raises `Refused`.
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(why_not_switch(campaign, new, by=by))
    pairs = {old: to for old, to in mapping.items() if to is not None}
    _check_pairs(campaign, new, pairs)
    homeless = _homeless(campaign, pairs)
    _remember(campaign, new, pairs)
    carried = Carried(
        activities=_carry(Activity, Q(campaign=campaign), pairs),
        evidence=_carry(Evidence, _proof_of(campaign), pairs),
        categories=_carry(Category, Q(court=campaign.court_id), pairs),
        units=_carry_assignments(campaign, pairs),
        homeless=homeless,
    )
    before = campaign.standard
    campaign.standard = new
    campaign.save(update_fields=["standard"])
    _log(campaign, before, new, carried)
    return carried


# -- What hangs on a criterion ------------------------------------------------------


def _hanging(campaign):
    """{what: {criterion: how many}} of the campaign."""
    old = Criterion.objects.filter(standard=campaign.standard_id)
    proof = Evidence.objects.current().filter(_proof_of(campaign))
    return {
        "activities": _counted(old, "activities", Q(activities__campaign=campaign)),
        "evidence": _counted(old, "evidence", Q(evidence__in=proof.values("pk"))),
        "categories": _counted(old, "categories", Q()),
        "units": _counted(old, "assignments", Q(assignments__campaign=campaign)),
    }


def _counted(criteria, relation, condition):
    rows = criteria.filter(condition, **{f"{relation}__isnull": False})
    counted = rows.order_by().values("pk").annotate(many=Count(relation, distinct=True))
    return dict(counted.values_list("pk", "many"))


def _proof_of(campaign):
    """Proof of the campaign's records, and of readings, which belong to the court."""
    return (
        Q(activity__campaign=campaign)
        | Q(statement__campaign=campaign)
        | Q(honour__campaign=campaign)
        | Q(reading__indicator__court=campaign.court_id)
    )


# -- Proposals ----------------------------------------------------------------------


def _decided(campaign, new):
    rows = CriterionMapping.objects.filter(
        old__standard=campaign.standard_id, new__standard=new
    )
    return dict(rows.values_list("old", "new"))


def _step(node, proposed, hanging):
    counts = {what: counted.get(node.pk, 0) for what, counted in hanging.items()}
    is_same = proposed is not None and proposed.title == node.title
    return Step(old=node, proposed=proposed, is_same=is_same, **counts)


def _proposal(node, after, decided):
    """The node of the new tree that follows `node`: decided, or most alike."""
    if node.pk in decided:
        return next(
            (each for each, _pairs in after if each.pk == decided[node.pk]), None
        )
    own, best, most = pairs_of(node.title), None, 0
    for each, pairs in after:
        if each.is_leaf != node.is_leaf:
            continue
        alike = likeness(own, pairs)
        rank = alike + (FOR_THE_CODE if each.code == node.code else 0)
        if alike >= ALIKE and rank > most:
            best, most = each, rank
    return best


def likeness(one, other):
    """0 to 1: how many of their pairs two titles share (Dice)."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def pairs_of(title):
    """The neighbouring letters of a title, without punctuation and width."""
    flat = unicodedata.normalize("NFKC", title).casefold()
    letters = [each for each in flat if each.isalnum()]
    if len(letters) < 2:
        return frozenset(letters)
    return frozenset(a + b for a, b in zip(letters, letters[1:], strict=False))


# -- The switch -----------------------------------------------------------------------


def _check_pairs(campaign, new, pairs):
    """A mapping leads from the campaign's standard into the new one, nowhere else."""
    old = Criterion.objects.filter(standard=campaign.standard_id, pk__in=pairs)
    to = set(pairs.values())
    known = Criterion.objects.filter(standard=new, pk__in=to)
    if old.count() != len(pairs) or known.count() != len(to):
        raise Refused(
            _("The standards have changed meanwhile. Look again, then apply.")
        )


def _homeless(campaign, pairs):
    """Codes of criteria that something hangs on and that lead nowhere."""
    used = {pk for counted in _hanging(campaign).values() for pk in counted}
    rows = Criterion.objects.filter(pk__in=used - set(pairs))
    return tuple(rows.values_list("code", flat=True))


def _remember(campaign, new, pairs):
    old = CriterionMapping.objects.filter(
        old__standard=campaign.standard_id, new__standard=new
    )
    old.delete()
    CriterionMapping.objects.bulk_create(
        CriterionMapping(old_id=before, new_id=after) for before, after in pairs.items()
    )


def _carry(model, condition, pairs):
    """Add the new criteria to rows that have the old ones; how many links were added."""
    links = model.criteria.through
    name = model.criteria.field.m2m_field_name()
    rows = links.objects.filter(criterion__in=pairs)
    rows = rows.filter(**{f"{name}__in": model.objects.filter(condition).values("pk")})
    wanted = {
        (row, pairs[criterion])
        for row, criterion in rows.values_list(f"{name}_id", "criterion_id")
    }
    there = links.objects.filter(criterion__in=set(pairs.values()))
    missing = wanted - set(there.values_list(f"{name}_id", "criterion_id"))
    links.objects.bulk_create(
        links(**{f"{name}_id": row, "criterion_id": criterion})
        for row, criterion in sorted(missing)
    )
    return len(missing)


def _carry_assignments(campaign, pairs):
    rows = Assignment.objects.filter(campaign=campaign)
    there = set(rows.values_list("criterion", "unit"))
    wanted = {(pairs[old], unit) for old, unit in there if old in pairs}
    missing = sorted(wanted - there)
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion_id=criterion, unit_id=unit)
        for criterion, unit in missing
    )
    return len(missing)


def _log(campaign, before, new, carried):
    """Links made in bulk pass the log by, so the switch is entered as a whole."""
    changes = {
        "standard carried over": [str(before or ""), str(new)],
        "links added": [
            "",
            f"{carried.activities} + {carried.evidence} + {carried.categories}"
            f" + {carried.units}",
        ],
        "without a home": ["", "、".join(carried.homeless)],
    }
    LogEntry.objects.log_create(
        campaign, action=LogEntry.Action.UPDATE, changes=changes
    )
