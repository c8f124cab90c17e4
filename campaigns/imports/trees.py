"""Lines to a tree: by the parent told, by indentation, or by the code itself."""

import re

from django.utils.translation import gettext as _

from campaigns.imports import words
from campaigns.imports.findings import ERROR, WARNING

MOST_LEVELS = 6


def place(plan):
    """Give every line its parent, then put parents before children."""
    by_code = _by_code(plan)
    if any(line.parent_code for line in plan.lines):
        _place_by_parent(plan, by_code)
    elif any(line.indent for line in plan.lines):
        _place_by_indent(plan)
    else:
        _place_by_code(plan, by_code)
    for line in plan.lines:
        if line.parent:
            line.parent.children.append(line)
    for line in plan.lines:
        if line.depth > MOST_LEVELS:
            told = _("Level %(depth)s: a standard has at most %(most)s levels.")
            values = {"depth": line.depth, "most": MOST_LEVELS}
            plan.tell(line, "code", told % values, ERROR)
    plan.lines = list(_descend([line for line in plan.lines if line.parent is None]))


def _descend(tops):
    """Parents before children. Without recursion: a bad file may be 5000 deep."""
    waiting = tops[::-1]
    while waiting:
        line = waiting.pop()
        yield line
        waiting.extend(line.children[::-1])


def _by_code(plan):
    found = {}
    for line in plan.lines:
        first = found.setdefault(line.code, line)
        if first is not line and line.code:
            told = _(
                "The code %(code)s stands in row %(row)s already. If Excel made 1.1 "
                "of 1.10, set the column to text."
            )
            values = {"code": line.code, "row": first.row}
            plan.tell(line, "code", told % values, ERROR)
    return found


def _place_by_parent(plan, by_code):
    for line in plan.lines:
        line.parent = by_code.get(line.parent_code) if line.parent_code else None
        if line.parent_code and line.parent is None:
            told = _("There is no criterion with the code %(code)s above this one.")
            plan.tell(line, "parent", told % {"code": line.parent_code}, ERROR)
    for line in plan.lines:
        if _is_in_circle(line):
            told = _("The parents lead in a circle back to this criterion.")
            plan.tell(line, "parent", told, ERROR)
            line.parent = None


def _is_in_circle(line):
    seen, above = {id(line)}, line.parent
    while above is not None:
        if id(above) in seen:
            return above is line
        seen.add(id(above))
        above = above.parent
    return False


def _place_by_indent(plan):
    open_lines = []
    for line in plan.lines:
        while open_lines and open_lines[-1].indent >= line.indent:
            open_lines.pop()
        line.parent = open_lines[-1] if open_lines else None
        open_lines.append(line)
    if plan.lines[0].indent:
        told = _("The first criterion is indented; it stands at the top all the same.")
        plan.tell(plan.lines[0], "title", told, WARNING)


def _place_by_code(plan, by_code):
    for line in plan.lines:
        above = re.sub(r"[.．\-－–][^.．\-－–]*$", "", line.code)
        line.parent = by_code.get(above) if above != line.code else None
        if above != line.code and line.parent is None:
            told = _(
                "By its code it belongs under %(code)s, which is not in the table. "
                "Fill in the column “%(column)s” or add the row."
            )
            values = {"code": above, "column": words.COLUMNS[1].heading}
            plan.tell(line, "code", told % values, ERROR)
