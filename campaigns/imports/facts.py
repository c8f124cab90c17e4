"""体系信息 and 负面清单: what a standard is, and the events that can stop everything."""

from django.utils.translation import gettext as _

from campaigns.imports import words
from campaigns.imports.findings import ERROR, Finding, column_name
from campaigns.imports.plans import names_of, under_header, word_in
from campaigns.imports.values import Cells, as_text
from campaigns.models import VetoRule

VETO_NEEDS = {"title", "consequence"}


def check_facts(plan, sheet, given):
    known = {name: fact.key for fact in words.FACTS for name in names_of(fact)}
    found = {}
    for row in sheet.rows if sheet else ():
        key = known.get(as_text(row.cells[0]))
        if key and len(row.cells) > 1 and as_text(row.cells[1]):
            found[key] = row
    headings = {fact.key: fact.heading for fact in words.FACTS}
    plan.facts = {
        fact.key: _fact(plan, fact.key, found.get(fact.key), headings, given)
        for fact in words.FACTS
    }
    total, mark = plan.facts["total_points"], plan.facts["pass_mark"]
    if mark is not None and total is not None and mark > total:
        told = _("The pass mark %(mark)s is above the total %(total)s.")
        _tell_fact(plan, found.get("pass_mark"), told % {"mark": mark, "total": total})


def _fact(plan, key, row, headings, given):
    if row is None:
        value = given.get(key) or (False if key == "bonus_inside" else None)
        if value is None and key in ("name", "version", "issuer", "level"):
            told = _("%(fact)s is missing: write it in the sheet or in the form.")
            _tell_fact(plan, None, told % {"fact": headings[key]})
        return "" if value is None and key == "note" else value
    cells = Cells(words.INFO, row, {key: 1}, headings, plan.findings)
    return FACT_READERS[key](cells)


def _tell_fact(plan, row, message):
    number, column = (row.number, column_name(1)) if row else (0, "")
    plan.findings.append(Finding(ERROR, words.INFO, number, column, message))


def _cap(cells):
    cap = cells.points("bonus_cap")
    if cap == 0:
        cells.tell("bonus_cap", _("A limit of 0 says nothing: leave it blank."))
    return cap or None


def _total(cells):
    total = cells.points("total_points")
    if total == 0:
        cells.tell("total_points", _("A total of 0 says nothing: leave it blank."))
    return total or None


FACT_READERS = {
    "name": lambda cells: cells.needed("name", 200),
    "version": lambda cells: cells.needed("version", 30),
    "issuer": lambda cells: cells.needed("issuer", 100),
    "level": lambda cells: word_in(cells, "level", words.LEVELS),
    "total_points": _total,
    "pass_mark": lambda cells: cells.points("pass_mark"),
    "bonus_inside": lambda cells: bool(word_in(cells, "bonus_inside", words.FLAGS)),
    "bonus_cap": _cap,
    "note": lambda cells: cells.text("note"),
}


def check_veto_rules(plan, sheet):
    rows, places = under_header(plan, sheet, words.VETO_COLUMNS, VETO_NEEDS)
    headings = {column.key: column.heading for column in words.VETO_COLUMNS}
    for row in rows:
        cells = Cells(sheet.title, row, places, headings, plan.findings)
        plan.veto_rules.append(_veto_rule(cells))


def _veto_rule(cells):
    consequence = word_in(cells, "consequence", words.CONSEQUENCES)
    points = cells.points("points")
    if not cells.says("consequence"):
        cells.tell("consequence", _("Missing: this cell must be filled in."))
    deducts = consequence == VetoRule.Consequence.DEDUCTION
    if deducts and not points:
        cells.tell("points", _("Say how many points are deducted."))
    if consequence and not deducts and points is not None:
        cells.tell("points", _("Only a deduction has points."))
    return {
        "title": cells.needed("title", 200),
        "window_months": cells.count("window_months", most=600) or 24,
        "consequence": consequence,
        "points": points,
    }
