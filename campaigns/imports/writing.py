"""Bringing a standard in: a dry run is the real run, rolled back at its end."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import contents, roles
from campaigns.imports import checking, reading, sums, trees, words
from campaigns.imports.findings import ERROR, NOTE, WARNING, Finding, whole
from campaigns.imports.plans import Plan
from campaigns.models import Criterion, EvidenceRule, Method, Standard, VetoRule
from campaigns.refusals import refuse


@dataclass(frozen=True)
class Report:
    """What a run read, found and did.

    `standard` is the new row, None unless `is_imported`. `counts` are of rows written,
    also when they were rolled back again; all 0 when there were errors.
    """

    name: str
    digest: str
    plan: Plan
    replaces: Standard | None = None
    standard: Standard | None = None
    is_imported: bool = False
    counts: dict = field(default_factory=dict)

    @property
    def findings(self):
        """Errors first, then warnings and notes, each in the order of the file."""
        return sorted(self.plan.findings, key=_place)

    @property
    def errors(self):
        return self.of(ERROR)

    @property
    def warnings(self):
        return self.of(WARNING)

    @property
    def notes(self):
        return self.of(NOTE)

    def of(self, level):
        return [each for each in self.findings if each.level == level]


def _place(found):
    levels, sheets = (ERROR, WARNING, NOTE), (words.INFO, words.TABLE, words.VETO)
    sheet = sheets.index(found.sheet) if found.sheet in sheets else 0
    return levels.index(found.level), sheet, found.row


def why_not_import(court, *, by):
    """The reason `by` may not bring in a standard for `court`, or ""."""
    if not by.has_perm(roles.IMPORT_STANDARDS):
        return _("Standards are imported by the office.")
    if court is None or by.court_id != court.pk:
        return _("Standards are imported for one's own court.")
    return ""


def run(file, name, *, court, by, dry_run, given=None, knowing=False, replaces=None):
    """Import a file as a new version of a standard; return a `Report`.

    With errors, with warnings that are not `knowing`-ly accepted, or in a dry run,
    everything written is rolled back. `by` is None where no person acts: commands and
    the demonstration. `given` are facts the file does not tell; `replaces` is the
    version before, by default the newest of the same name. Raises `Refused` only when
    `by` may not.
    """
    refuse(by is not None and why_not_import(court, by=by))
    _algorithm, digest = contents.digest(file)
    plan = checking.check(reading.read(file, name), given)
    if plan.lines:
        sums.check(plan)
    with transaction.atomic():
        report = _write(plan, court, contents.safe_name(name), digest, replaces)
        keeps = not report.errors and (knowing or not report.warnings)
        if dry_run or not keeps:
            transaction.set_rollback(True)
            return _without_row(report)
    return report


def _without_row(report):
    return Report(
        report.name, report.digest, report.plan, report.replaces, counts=report.counts
    )


def _write(plan, court, name, digest, replaces):
    before = replaces or _version_before(court, plan)
    _check_version(plan, court)
    if plan.errors:
        return Report(name, digest, plan, before, counts=_counts(plan, written=False))
    standard = Standard.objects.create(
        court=court,
        replaces=before,
        source_name=name,
        source_digest=digest,
        **plan.facts,
    )
    criteria = _write_criteria(standard, plan)
    _write_methods(court, plan, criteria)
    EvidenceRule.objects.bulk_create(
        EvidenceRule(criterion=criteria[line.code], **rule)
        for line in plan.lines
        for rule in line.rules
    )
    VetoRule.objects.bulk_create(
        VetoRule(standard=standard, order=order, **rule)
        for order, rule in enumerate(plan.veto_rules, 1)
    )
    counts = _counts(plan, written=True)
    return Report(name, digest, plan, before, standard, True, counts)


def _write_criteria(standard, plan):
    """Save level by level, since a child needs its parent's key; {code: row}."""
    criteria = {}
    orders = _orders(plan)
    for depth in range(1, trees.MOST_LEVELS + 1):
        level = [
            Criterion(
                standard=standard,
                parent=line.parent and criteria[line.parent.code],
                order=orders[line],
                **line.values,
            )
            for line in plan.lines
            if line.depth == depth
        ]
        criteria |= {row.code: row for row in Criterion.objects.bulk_create(level)}
    return criteria


def _orders(plan):
    """Where each line stands among its siblings, from 1."""
    tops = [line for line in plan.lines if line.parent is None]
    families = [tops, *(line.children for line in plan.lines)]
    return {line: at for family in families for at, line in enumerate(family, 1)}


def _write_methods(court, plan, criteria):
    """Link methods by name; one the court does not know yet is made, and told."""
    known = {method.name: method for method in Method.objects.filter(court=court)}
    wanted = dict.fromkeys(name for line in plan.lines for name in line.methods)
    for name in wanted:
        if name not in known:
            is_documentary = words.is_documentary(name)
            known[name] = Method.objects.create(
                court=court, name=name, is_documentary=is_documentary
            )
            plan.findings.append(whole(_told_of(known[name]), words.TABLE, NOTE))
    used = Criterion.methods.through
    used.objects.bulk_create(
        used(criterion=criteria[line.code], method=known[name])
        for line in plan.lines
        for name in line.methods
    )


def _told_of(method):
    if method.is_documentary:
        told = _("“%(name)s” is a new method of assessment, judged from material.")
    else:
        told = _("“%(name)s” is a new method of assessment, judged on the spot.")
    return told % {"name": method.name}


def _version_before(court, plan):
    same = Standard.objects.filter(court=court, name=plan.facts.get("name") or "")
    return same.order_by("-pk").first()


def _check_version(plan, court):
    name, version = plan.facts.get("name"), plan.facts.get("version")
    same = Standard.objects.filter(court=court, name=name, version=version)
    if name and version and same.exists():
        told = _(
            "%(name)s（%(version)s） is here already; give this one another version."
        )
        message = told % {"name": name, "version": version}
        heading = words.FACTS[1].heading
        plan.findings.append(Finding(ERROR, words.INFO, 0, heading, message))


def _counts(plan, *, written):
    lines = plan.lines if written else []
    return {
        "criteria": len(lines),
        "leaves": sum(line.is_leaf for line in lines),
        "rules": sum(len(line.rules) for line in lines),
        "veto_rules": len(plan.veto_rules) if written else 0,
    }
