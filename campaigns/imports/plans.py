"""What a file asks for while it is checked: facts, lines, rules, and the findings."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from campaigns.imports import words
from campaigns.imports.findings import ERROR, NOTE, Finding, column_name, whole
from campaigns.imports.values import as_text

HEADER_WITHIN = 20  # rows in which the headings are looked for


@dataclass(eq=False)
class Line:
    """A criterion as its row says it; `row` is where it stands in the file."""

    row: int
    values: dict
    parent_code: str
    indent: int
    rules: list[dict] = field(default_factory=list)
    methods: tuple[str, ...] = ()
    parent: "Line | None" = field(default=None, repr=False)
    children: list["Line"] = field(default_factory=list, repr=False)

    @property
    def code(self):
        return self.values["code"]

    @property
    def title(self):
        return self.values["title"]

    @property
    def points(self):
        return self.values["points"]

    @property
    def is_bonus(self):
        return self.values["is_bonus"]

    @property
    def depth(self):
        return len(self.path)

    @property
    def path(self):
        """The lines from the top down to this one."""
        found = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found[::-1]

    @property
    def is_leaf(self):
        return not self.children

    @property
    def label(self):
        return f"{self.code} {self.title}"


@dataclass
class Plan:
    """What a file asks for, and everything that was found on the way."""

    facts: dict = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    veto_rules: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self):
        return [each for each in self.findings if each.level == ERROR]

    def tell(self, line, key, message, level):
        """A finding at a cell of the table."""
        column = self.columns.get(key, "")
        self.findings.append(Finding(level, words.TABLE, line.row, column, message))


def under_header(plan, sheet, columns, needed):
    """The rows below the headings, and {key: index} of the columns."""
    known = {name: column.key for column in columns for name in names_of(column)}
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        headings = [re.sub(r"[\s*＊]", "", as_text(cell)) for cell in row.cells]
        if needed <= {known.get(heading) for heading in headings}:
            places = _places(plan, sheet, row.number, headings, known)
            return sheet.rows[place + 1 :], places
    told = _(
        "No row with the headings %(headings)s was found. Take them from the template; "
        "if the characters look broken, save the file with the encoding UTF-8 or GB18030."
    )
    wanted = [column.heading for column in columns if column.key in needed]
    message = told % {"headings": "、".join(wanted)}
    plan.findings.append(whole(message, sheet.title))
    return (), {}


def _places(plan, sheet, number, headings, known):
    places = {}
    for index, heading in enumerate(headings):
        key, column = known.get(heading), column_name(index, heading)
        if key and key in places:
            told = _("Two columns have this meaning; only the first may.")
            plan.findings.append(Finding(ERROR, sheet.title, number, column, told))
        elif key:
            places[key] = index
        elif heading:
            told = _("This column is not known and is left out.")
            plan.findings.append(Finding(NOTE, sheet.title, number, column, told))
    return places


def names_of(column):
    return (column.heading, *column.also)


def word_in(cells, key, meanings):
    return cells.word(key, meanings, words.first_words(meanings))
