"""A standard as lines to look at: the same for what is in a file and what is kept."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns import standards
from campaigns.models import Criterion, EvidenceRule

# The look knows four steps of indentation; deeper levels share the last.
MOST_STEPS = 4
RULE = (
    *("asked", "minimum", "maximum", "per", "maximum_characters"),
    *("needs_document_number", "due_month", "caption_parts", "note"),
)


@dataclass(frozen=True)
class Entry:
    """A criterion as a line; `row` is its row in the file, 0 when there is none."""

    row: int
    depth: int
    is_leaf: bool
    code: str
    title: str
    requirement: str
    points: Decimal | None
    is_bonus: bool
    scoring: str
    methods: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def step(self):
        return min(self.depth, MOST_STEPS)


def of_plan(plan):
    """The lines of a checked file, also of one with errors."""
    return [
        Entry(
            row=line.row,
            depth=line.depth,
            is_leaf=line.is_leaf,
            **{name: line.values[name] for name in ("code", "title", "requirement")},
            points=line.points,
            is_bonus=line.is_bonus,
            scoring=_scoring(line.values["score_form"], line.values["grades"]),
            methods=line.methods,
            rules=tuple(_told(rule) for rule in line.rules),
        )
        for line in plan.lines
    ]


def of_standard(standard):
    """The lines of a kept standard; three queries."""
    rows = Criterion.objects.filter(standard=standard)
    rows = rows.prefetch_related("rules").in_bulk()
    return [_entry(node, rows[node.pk]) for node in standards.tree(standard)]


def _entry(node, row):
    rules = [{name: getattr(rule, name) for name in RULE} for rule in row.rules.all()]
    return Entry(
        row=0,
        depth=node.depth,
        is_leaf=node.is_leaf,
        code=node.code,
        title=node.title,
        requirement=node.requirement,
        points=node.points,
        is_bonus=node.is_bonus,
        scoring=_scoring(row.score_form, row.grades),
        methods=tuple(method.name for method in node.methods),
        rules=tuple(_told(rule) for rule in rules),
    )


def _scoring(form, grades):
    """How it is scored, when it is not the usual all or nothing."""
    if form == Criterion.ScoreForm.FULL:
        return ""
    label = str(Criterion.ScoreForm(form).label)
    return f"{label}：{grades}" if grades else label


def _told(rule):
    """ "正式文件 ≥2 每年，文号，3月" """
    asked = rule["asked"] and EvidenceRule.Asked(rule["asked"]).label
    many = f"≥{rule['minimum']}"
    if rule["maximum"]:
        many += f" ≤{rule['maximum']}"
    parts = [f"{asked or '?'} {many} {EvidenceRule.Per(rule['per']).label}"]
    if rule["needs_document_number"]:
        parts.append(_("with document number"))
    if rule["maximum_characters"]:
        told = _("at most %(number)s characters")
        parts.append(told % {"number": rule["maximum_characters"]})
    if rule["due_month"]:
        parts.append(_("by the end of month %(month)s") % {"month": rule["due_month"]})
    if rule["caption_parts"]:
        parts.append(_("caption: %(parts)s") % {"parts": rule["caption_parts"]})
    return " · ".join([*parts, *filter(None, [rule["note"]])])
