"""Rows to a checked standard: every criterion with its rules, every cell that is wrong."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from campaigns.imports import facts, trees, words
from campaigns.imports.findings import column_name, whole
from campaigns.imports.plans import Line, Plan, under_header, word_in
from campaigns.imports.values import Cells, plain
from campaigns.models import Criterion, EvidenceRule

TABLE_NEEDS = {"code", "title"}
GRADE = re.compile(
    r"(?P<name>[^\s=:：=]{1,10})\s*[=:：=]\s*(?P<share>[\d.]+)(?P<cent>[%％]?)"
)


def check(book, given=None):
    """Check a read `Book`; `given` fills in facts the file does not tell.

    `plan.lines` come parents first. Nothing here asks the database.
    """
    plan = Plan(findings=list(book.findings))
    if words.TABLE not in book.sheets:
        return plan
    if not _check_table(plan, book.sheets[words.TABLE]):
        return plan  # not a table of a standard: nothing else is worth telling
    facts.check_facts(plan, book.sheets.get(words.INFO), given or {})
    trees.place(plan)
    if sheet := book.sheets.get(words.VETO):
        facts.check_veto_rules(plan, sheet)
    return plan


def _check_table(plan, sheet):
    """Read the lines; False when there are no headings to read them by."""
    rows, places = under_header(plan, sheet, words.COLUMNS, TABLE_NEEDS)
    headings = {column.key: column.heading for column in words.COLUMNS}
    plan.columns = {key: column_name(at, headings[key]) for key, at in places.items()}
    for row in rows:
        cells = Cells(sheet.title, row, places, headings, plan.findings)
        if cells.says("code") or cells.says("title"):
            plan.lines.append(_line(cells))
        elif any(cells.says(key) for key in words.RULE_KEYS):
            _further_rule(plan, cells)
        elif any(cells.says(key) for key in places):
            cells.tell("code", _("This row has neither code nor title."))
    if places and not plan.lines:
        told = _("There is not one criterion under the headings.")
        plan.findings.append(whole(told, sheet.title))
    return bool(places)


def _line(cells):
    line = Line(
        row=cells.number,
        values={
            "code": cells.needed("code", 30),
            "title": cells.needed("title", 200),
            "requirement": cells.text("requirement"),
            "points": cells.points("points"),
            "is_bonus": bool(word_in(cells, "is_bonus", words.FLAGS)),
            **_scoring(cells),
        },
        parent_code=cells.text("parent"),
        indent=_indent(cells),
        methods=cells.names("methods", 30),
    )
    if any(cells.says(key) for key in words.RULE_KEYS):
        line.rules.append(_rule(cells))
    return line


def _scoring(cells):
    form = word_in(cells, "score_form", words.SCORE_FORMS)
    grades = _grades(cells)
    graded = Criterion.ScoreForm.GRADED
    if form is None:
        form = graded if grades else Criterion.ScoreForm.FULL
    if form == graded and not grades and not cells.says("grades"):
        cells.tell("grades", _("Scored by grade: say which share each grade gives."))
    if form != graded and grades:
        cells.tell("score_form", _("Grades are given, but it is not scored by grade."))
    return {"score_form": form, "grades": grades}


def _grades(cells):
    """ "A=1、B=0.75": shares of the points; "" when none are given."""
    found = []
    for part in cells.names("grades", 30):
        said = GRADE.fullmatch(part)
        share = _share(said) if said else None
        if share is None or share > 1:
            told = _("“%(said)s” is no grade with a share from 0 to 1, as B=0.75.")
            cells.tell("grades", told % {"said": part[:30]})
            return ""
        found.append(f"{said['name']}={plain(share)}")
    grades = words.LIST_SEPARATOR.join(found)
    if len(grades) > 100:
        cells.tell("grades", _("Too many grades: at most 100 characters fit here."))
    return grades


def _share(said):
    try:
        share = Decimal(said["share"])
    except InvalidOperation:
        return None
    return share / 100 if said["cent"] else share


def _indent(cells):
    """Steps to the right of code and title: blanks typed, or Excel's own indent."""
    widths = []
    for key in ("code", "title"):
        place = cells.places.get(key)
        raw = cells.raw(key)
        typed = raw[: len(raw) - len(raw.lstrip())] if isinstance(raw, str) else ""
        made = cells.row.indents[place] if place < len(cells.row.indents) else 0
        widths.append(2 * made + sum(2 if each in "\u3000\t" else 1 for each in typed))
    return max(widths)


def _further_rule(plan, cells):
    """A row under a criterion's that only asks for more."""
    others = [column.key for column in words.COLUMNS[:9]]
    for key in others:
        if cells.says(key):
            cells.tell(key, _("This belongs in a row with code and title."))
    rule = _rule(cells)
    if plan.lines:
        plan.lines[-1].rules.append(rule)
    else:
        cells.tell("asked", _("Above this row there is no criterion it belongs to."))


def _rule(cells):
    asked = word_in(cells, "asked", words.ASKED)
    if not cells.says("asked"):
        cells.tell("asked", _("Say what is to be handed in."))
    minimum, maximum = cells.count("minimum") or 1, cells.count("maximum")
    if maximum is not None and maximum < minimum:
        told = _("At most %(maximum)s is less than at least %(minimum)s.")
        cells.tell("maximum", told % {"maximum": maximum, "minimum": minimum})
    return {
        "asked": asked,
        "minimum": minimum,
        "maximum": maximum,
        "per": word_in(cells, "per", words.PER) or EvidenceRule.Per.YEAR,
        "maximum_characters": cells.count("maximum_characters", most=1_000_000),
        "needs_document_number": bool(
            word_in(cells, "needs_document_number", words.FLAGS)
        ),
        "due_month": cells.count("due_month", most=12),
        "caption_parts": words.LIST_SEPARATOR.join(cells.names("caption_parts", 20)),
        "note": cells.text("note", 200),
    }
