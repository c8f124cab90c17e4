"""Files to rows: workbooks and comma-separated text, as the office sends them."""

import csv
import io
import os
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from campaigns import contents
from campaigns.imports.findings import ERROR, Finding, column_name, whole
from campaigns.imports.words import GUIDE, INFO, TABLE, VETO
from campaigns.refusals import Refused
from campaigns.spreadsheets import FORMULA_BEGINS

MAX_ROWS = 5000
# Rows that were only coloured count too: somebody has to walk through them.
MAX_BLANK_ROWS = 20_000
MAX_BYTES = 10 * contents.MEGABYTE
SECTIONS = {f"【{title}】": title for title in (INFO, TABLE, VETO)}
FORMULA = gettext_lazy("A formula. Copy it and paste it as a value.")


@dataclass(frozen=True)
class Row:
    """A row as it stands; `indents` are steps to the right that Excel itself made."""

    number: int
    cells: tuple
    indents: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Book:
    """The sheets of a file by what they are to us, and what is wrong with it already."""

    sheets: dict[str, Sheet]
    findings: tuple[Finding, ...]


def read(file, name):
    """Read `file`, sent under `name`. A file that cannot be read gives a finding."""
    try:
        _check(file, name)
        reader = _read_text if name.lower().endswith(".csv") else _read_workbook
        return reader(file)
    except Refused as refused:
        return Book({}, (whole(refused),))


def _check(file, name):
    ending = os.path.splitext(name)[1].lower()
    if ending in (".xls", ".et"):
        raise Refused(_("This is an old workbook. Save it as .xlsx and send that."))
    if ending not in (".xlsx", ".csv"):
        raise Refused(_("A standard is read from .xlsx or .csv; this is another kind."))
    contents.inspect(file, name, max_bytes=MAX_BYTES)


# -- Workbooks --------------------------------------------------------------------


def _read_workbook(file):
    try:
        _count_rows(file)
        file.seek(0)
        book = load_workbook(file)  # merged cells do not show in a quick reading
    except Refused:
        raise
    except Exception as error:  # a hostile file trips its parsers in any way it likes
        raise Refused(contents.DAMAGED) from error
    finally:
        file.seek(0)
    sheets, findings = {}, []
    for sheet in book.worksheets:
        if sheet.title.strip() != GUIDE and sheet.max_row:
            sheets[sheet.title.strip()] = _sheet(sheet, findings)
    named = _named(sheets)
    used = {sheet.title for sheet in named.values()}
    return Book(named, tuple(each for each in findings if each.sheet in used))


def _count_rows(file):
    """Refuse a huge sheet before it is read whole."""
    file.seek(0)
    book = load_workbook(file, read_only=True)
    try:
        for sheet in book.worksheets:
            filled = 0
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            for number, cells in rows:
                filled += any(cell is not None for cell in cells)
                if filled > MAX_ROWS or number > MAX_BLANK_ROWS:
                    raise _too_many(sheet.title)
    finally:
        book.close()


def _too_many(title):
    told = _(
        "The sheet “%(sheet)s” has more than %(limit)s rows. A standard has some "
        "hundreds: delete what does not belong, and rows that are only coloured."
    )
    return Refused(told % {"sheet": title, "limit": MAX_ROWS})


def _sheet(sheet, findings):
    for merged in sheet.merged_cells.ranges:
        told = _("Cells %(range)s are merged. Unmerge them and fill each cell.")
        column = column_name(merged.min_col - 1)
        message = told % {"range": merged.coord}
        findings.append(Finding(ERROR, sheet.title, merged.min_row, column, message))
    rows = (_row(sheet.title, cells, findings) for cells in sheet.iter_rows())
    return Sheet(sheet.title, tuple(row for row in rows if _is_filled(row)))


def _row(title, cells, findings):
    number = cells[0].row
    values = tuple(_value(title, cell, findings) for cell in cells)
    indents = tuple(int(cell.alignment.indent or 0) for cell in cells[:10])
    return Row(number, values, indents)


def _value(title, cell, findings):
    """A cell's value; formulas and Excel's own errors are told and read as blank."""
    if cell.data_type == "f":
        told = str(FORMULA)
    elif cell.data_type == "e":
        told = _("Excel shows the error %(value)s.") % {"value": cell.value}
    else:
        return cell.value
    column = column_name(cell.column - 1)
    findings.append(Finding(ERROR, title, cell.row, column, told))
    return None


# -- Text ---------------------------------------------------------------------------


def _read_text(file):
    file.seek(0)
    raw = file.read()
    file.seek(0)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")  # `contents` has seen that it is one of the two
    findings = []
    try:
        return Book(_named(_sections(text, findings)), tuple(findings))
    except csv.Error as error:
        told = _("The text is not comma-separated as it should be (%(why)s).")
        raise Refused(told % {"why": error}) from error


def _sections(text, findings):
    """{title: Sheet}; a line 【测评标准】 begins a part, without one all is the table."""
    title, found = TABLE, {}
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    for number, cells in enumerate(records, 1):
        if number > MAX_ROWS:
            raise _too_many(title)
        if cells and cells[0].strip() in SECTIONS:
            title = SECTIONS[cells[0].strip()]
            continue
        values = (
            _text_value(title, number, *each, findings) for each in enumerate(cells)
        )
        row = Row(number, tuple(values))
        if _is_filled(row):
            found.setdefault(title, []).append(row)
    return {title: Sheet(title, tuple(rows)) for title, rows in found.items()}


def _text_value(title, number, index, cell, findings):
    if cell.startswith("="):
        column = column_name(index)
        findings.append(Finding(ERROR, title, number, column, str(FORMULA)))
        return ""
    is_guarded = cell.startswith("'") and cell[1:].startswith(FORMULA_BEGINS)
    return cell[1:] if is_guarded else cell


# -- Both ---------------------------------------------------------------------------


def _named(sheets):
    """The sheets under our names; a single other sheet is taken for the table."""
    found = {title: sheets[title] for title in (INFO, TABLE, VETO) if title in sheets}
    others = [sheet for sheet in sheets.values() if sheet.rows]
    others = [sheet for sheet in others if sheet.title not in found]
    if TABLE not in found and len(others) == 1:
        found[TABLE] = others[0]
    if TABLE not in found or not found[TABLE].rows:
        told = _("There is no sheet “%(sheet)s” with rows in this file.")
        raise Refused(told % {"sheet": TABLE})
    return found


def _is_filled(row):
    return any(cell not in (None, "") for cell in row.cells)
