"""The burden meter: what each proof serves already, and what need not be made again.

Nobody is asked for a new upload where confirmed proof fits; what people must hand in
although no criterion asks for it is named, so that somebody can drop it.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from campaigns import compliance
from campaigns.models import Activity, Category, Evidence, EvidenceRule, Target
from campaigns.standards import Node

OFFERED = 6  # pieces for one criterion
LIKE = 2  # so many pairs of hanzi in common make two texts alike
HANZI = re.compile(r"[\u4e00-\u9fff]+")
LISTED = 10  # pieces that serve most
OWNERS = ("activity", "statement__unit", "honour", "reading__indicator", "stored_file")


@dataclass(frozen=True)
class Opening:
    """A criterion with something missing that existing proof would fit."""

    node: Node
    missing: int
    offers: int


@dataclass(frozen=True)
class Demand:
    """Something people must hand in although no criterion asks for it."""

    what: str
    by: str
    url: str = ""


@dataclass(frozen=True)
class Meter:
    """`pieces`: (criteria served, so many pieces); `most`: (entry, criteria served)."""

    pieces: list[tuple[int, int]]
    most: list[tuple[Evidence, int]]
    openings: list[Opening]
    demands: list[Demand]


# -- What it serves -----------------------------------------------------------------


def serving(standard, rows):
    """{key: criteria of the standard it serves} of evidence, in two queries.

    `rows` are keys or a queryset; a criterion it shares with its activity counts once.
    """
    own = Evidence.criteria.through.objects.filter(
        evidence__in=rows, criterion__standard=standard
    ).values_list("evidence", "criterion")
    shared = Activity.criteria.through.objects.filter(
        activity__evidence__in=rows, criterion__standard=standard
    ).values_list("activity__evidence", "criterion")
    served = defaultdict(set)
    for key, criterion in [*own, *shared]:
        served[key].add(criterion)
    return served


def burden(report):
    """{key: number of criteria} of all that counts in a `Progress`, most first."""
    numbers = Counter(dict.fromkeys(report.proofs, 0))
    for each in report.criteria:
        numbers.update(proof.pk for proof in each.evidence)
    return dict(numbers.most_common())


# -- What fits without a new upload --------------------------------------------------


def fitting(criterion, proofs, campaign):
    """Keys of `proofs` that fit what a criterion (`CriterionProgress`) still lacks and
    are not linked to it; nothing is queried."""
    wanted = _wanted(criterion)
    linked = {proof.pk for proof in criterion.evidence} if wanted else ()
    return [
        key
        for key, proof in proofs.items()
        if key not in linked and _fits(proof, wanted, campaign)
    ]


def offers(criterion, proofs, campaign, *, by):
    """Evidence `by` may see that would fill what a criterion lacks; a query at most.

    Likest first, one of each record, at most `OFFERED`. Fitting the rule is not enough:
    its category usually serves the criterion, or the words are alike.
    """
    keys = fitting(criterion, proofs, campaign)
    if not keys:
        return []
    usual = Category.criteria.through.objects.filter(
        criterion=criterion.node.pk, category=OuterRef("activity__category")
    )
    rows = Evidence.objects.visible_to(by).filter(pk__in=keys)
    rows = rows.select_related(*OWNERS).annotate(is_usual=Exists(usual))
    words = _pairs(criterion.node.title)
    found = {}
    for entry in rows.order_by("-pk"):
        if likeness := _likeness(words, entry, entry.is_usual):
            found.setdefault(entry.owner, (likeness, entry))
    best = sorted(found.values(), key=lambda each: -each[0])
    return [entry for _likeness, entry in best[:OFFERED]]


def meter(campaign, report):
    """The `Meter` of a campaign and its `Progress`, in three queries."""
    rows = Evidence.objects.filter(pk__in=list(report.proofs)).order_by()
    rows = {row.pk: row for row in rows.select_related(*OWNERS)}
    numbers = burden(report)
    categories = Category.objects.filter(court=campaign.court_id, is_active=True)
    links = list(categories.values_list("pk", "name", "artefacts", "criteria"))
    usual = {(pk, criterion) for pk, _name, _artefacts, criterion in links}
    return Meter(
        pieces=sorted(Counter(numbers.values()).items()),
        most=[(rows[key], numbers[key]) for key in list(numbers)[:LISTED]],
        openings=list(_openings(campaign, report, rows, usual)),
        demands=[*_of_categories(links), *_of_targets(campaign)],
    )


def _openings(campaign, report, rows, usual):
    """Each criterion with a gap that existing proof could fill."""
    for each in report.criteria:
        words, pk = _pairs(each.node.title), each.node.pk
        fit = (rows[key] for key in fitting(each, report.proofs, campaign))
        alike = {
            row.owner
            for row in fit
            if _likeness(
                words, row, (row.activity and row.activity.category_id, pk) in usual
            )
        }
        if alike:
            missing = sum(rule.missing for rule in _wanted(each))
            yield Opening(each.node, missing, min(len(alike), OFFERED))


def known(entries, record, *, by):
    """Proof with the same content that is attached to another record, of rows just
    attached to `record`; one query at most."""
    files = [entry["stored_file"] for entry in entries if entry.get("stored_file")]
    found = elsewhere(files, by=by, besides=record) if files else {}
    return list(found.values())


def elsewhere(stored_files, *, by, besides=None):
    """{key of a stored file: a piece of proof that shows it already}, one query.

    Only what `by` may see, and none of the record `besides` itself.
    """
    rows = (
        Evidence.objects.visible_to(by).current().filter(stored_file__in=stored_files)
    )
    rows = rows.select_related(*OWNERS).order_by("-pk")
    found = ((row.stored_file_id, row) for row in rows if row.owner != besides)
    return dict(found)


# -- What no criterion asks for -------------------------------------------------------


def _of_categories(links):
    for _pk, name, artefacts, criterion in links:
        if artefacts and criterion is None:
            yield Demand(artefacts, name)


def _of_targets(campaign):
    targets = Target.objects.filter(
        statement__campaign=campaign, criterion=None, category__criteria=None
    )
    for target in targets.select_related("statement__unit"):
        statement = target.statement
        by = f"{statement.year} {statement.unit.name}"
        yield Demand(target.title, by, statement.get_absolute_url())


def _wanted(criterion):
    """Rules that still miss proof; an activity cannot be lent."""
    asked = EvidenceRule.Asked.ACTIVITY
    return [
        rule for rule in criterion.rules if not rule.is_met and rule.rule.asked != asked
    ]


def _fits(proof, wanted, campaign):
    return any(
        each.year in (None, proof.year) and compliance.fits(each.rule, proof, campaign)
        for each in wanted
    )


def _likeness(words, entry, is_usual):
    title = entry.activity.title if entry.activity else ""
    shared = len(_pairs(f"{entry.caption} {title}") & words)
    if is_usual:
        return 10 + shared
    return shared if shared >= LIKE else 0


def _pairs(text):
    """Pairs of neighbouring hanzi: enough to see that two titles speak of the same."""
    return {
        run[at : at + 2] for run in HANZI.findall(text) for at in range(len(run) - 1)
    }
