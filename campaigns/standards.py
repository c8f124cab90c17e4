"""Reading a standard: its criteria as a tree, each with its rules and methods."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, fields
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from campaigns.models import (
    Activity,
    Assignment,
    Campaign,
    Criterion,
    CriterionMapping,
    Evidence,
    EvidenceRule,
    Exemption,
    Incident,
    Score,
    Standard,
    Target,
    Task,
    Verdict,
)

NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Rule:
    """What an `EvidenceRule` asks, without its row."""

    pk: int
    asked: str
    minimum: int
    maximum: int | None
    per: str
    needs_document_number: bool
    maximum_characters: int | None
    due_month: int | None
    caption_parts: str
    note: str

    @property
    def label(self):
        return EvidenceRule.Asked(self.asked).label

    @property
    def is_yearly(self):
        return self.per == EvidenceRule.Per.YEAR


@dataclass(frozen=True)
class Method:
    name: str
    is_documentary: bool


@dataclass(frozen=True)
class Node:
    """A criterion in its tree; `depth` of a top-level part is 1.

    `path` are the keys from the top-level part down to this one, `codes` theirs.
    """

    pk: int
    parent: int | None
    code: str
    title: str
    requirement: str
    points: Decimal | None
    is_bonus: bool
    depth: int
    is_leaf: bool
    path: tuple[int, ...]
    codes: tuple[str, ...]
    rules: tuple[Rule, ...]
    methods: tuple[Method, ...]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def is_judged_by_visit(self):
        """No material is asked for, and every method needs eyes or a survey."""
        looks = [method.is_documentary for method in self.methods]
        return self.is_leaf and not self.rules and bool(looks) and not any(looks)


OWN = ("code", "title", "requirement", "points", "is_bonus")
RULE = tuple(f"rules__{each.name}" for each in fields(Rule))
METHOD = tuple(f"methods__{each.name}" for each in fields(Method))


@dataclass
class Draft:
    """A criterion while its rows are read: one for each of its rules and methods."""

    values: tuple
    parent: int | None
    order: int
    rules: dict[int, Rule] = field(default_factory=dict)
    methods: dict[int, Method] = field(default_factory=dict)


def tree(standard):
    """Every criterion of `standard`, parents before children, in one query.

    Siblings stand by `order`, then by code as people count: 1.2 before 1.10.
    `standard` is a row or its key; None gives no criteria.
    """
    key = getattr(standard, "pk", standard)
    if key is None:
        return ()
    drafts = _read(Criterion.objects.filter(standard=key))
    children = defaultdict(list)
    for pk in sorted(drafts, key=lambda pk: _place(pk, drafts[pk])):
        parent = drafts[pk].parent
        children[parent if parent in drafts else None].append(pk)
    return tuple(_walk(None, (), (), children, drafts))


def loose(criteria):
    """Nodes of some rows of criteria with their rules, each as if it stood alone.

    One query; for a page of a record, which shows a few criteria and not the tree.
    """
    drafts = _read(criteria)
    for pk in sorted(drafts, key=lambda pk: natural(drafts[pk].values[0])):
        alone = {None: [pk]}
        yield from _walk(None, (), (), defaultdict(list, alone), {pk: drafts[pk]})


def why_not_edit(standard):
    """The reason a standard may no longer change in place, or "". Two queries at most.

    A used one stays as it was when people worked by it: a new version replaces it.
    """
    if isinstance(standard, Standard):  # whose campaigns the caller may have at hand
        campaign = next(iter(standard.campaigns.all()), None)
    else:
        campaign = Campaign.objects.filter(standard=standard).first()
    if campaign is not None:
        told = _("%(campaign)s is measured by it. Import a new version instead.")
        return told % {"campaign": campaign.name}
    rows = Standard.objects.filter(pk=getattr(standard, "pk", standard))
    if rows.filter(_has_records()).exists():
        return _("Records are linked to it. Import a new version instead.")
    return ""


def _has_records():
    """Is anything people recorded linked to a criterion or rule of the standard?"""
    linked = (
        (Activity, "criteria__standard"),
        (Evidence, "criteria__standard"),
        (Assignment, "criterion__standard"),
        (Target, "criterion__standard"),
        (CriterionMapping, "old__standard"),
        (CriterionMapping, "new__standard"),
        (Incident, "rule__standard"),
        (Score, "criterion__standard"),
        (Verdict, "criterion__standard"),
        (Exemption, "criterion__standard"),
        (Task, "criterion__standard"),
    )
    found = Q()
    for model, path in linked:
        found |= Q(Exists(model.objects.filter(**{path: OuterRef("pk")})))
    return found


def natural(code):
    """Sort key that counts: "Ⅲ-2" before "Ⅲ-10"."""
    parts = NUMBERS.split(code)
    return [
        (part.isdecimal(), int(part) if part.isdecimal() else part) for part in parts
    ]


def _place(pk, draft):
    return draft.order, natural(draft.values[0]), pk


def _read(criteria):
    """{key: Draft}; a criterion with 2 rules and 2 methods comes in four rows."""
    drafts = {}
    rows = criteria.order_by("rules", "methods")
    for row in rows.values_list(
        "pk", "parent", "order", *OWN, *RULE, "methods", *METHOD
    ):
        pk, parent, order, *rest = row
        own, rest = tuple(rest[: len(OWN)]), rest[len(OWN) :]
        rule, (method, *says) = rest[: len(RULE)], rest[len(RULE) :]
        draft = drafts.setdefault(pk, Draft(own, parent, order))
        if rule[0] is not None:
            draft.rules[rule[0]] = Rule(*rule)
        if method is not None:
            draft.methods[method] = Method(*says)
    return drafts


def _walk(parent, path, codes, children, drafts):
    for pk in children[parent]:
        draft, here = drafts[pk], (*path, pk)
        named = (*codes, draft.values[0])
        yield Node(
            pk,
            parent,
            *draft.values,
            depth=len(here),
            is_leaf=pk not in children,
            path=here,
            codes=named,
            rules=tuple(draft.rules.values()),
            methods=tuple(draft.methods.values()),
        )
        yield from _walk(pk, here, named, children, drafts)
