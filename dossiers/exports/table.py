"""The tables of a report as a workbook, for those who go on working in Excel."""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from campaigns.spreadsheets import harmless, legal
from dossiers.blocks import Table

NO_NAME = str.maketrans("", "", "[]:*?/\\")
UNDATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WIDTH = 110  # characters of a sheet a screen shows


def render(document):
    """Return the .xlsx of a `blocks.Document`: a sheet for each table in it.

    A report without a table gives one sheet that holds its title alone.
    """
    book = Workbook()
    book.remove(book.active)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table in tables:
        add_sheet(book, table)
    if not tables:
        book.create_sheet(name_of(document.title)).append([harmless(document.title)])
    book.properties.title = legal(document.title)
    book.properties.created = book.properties.modified = UNDATED
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def add_sheet(book, table):
    sheet = book.create_sheet(name_of(table.caption))
    for row in (table.columns, *table.rows):
        sheet.append([harmless(cell) for cell in row])
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, share in zip(sheet.columns, table.shares, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = WIDTH * share
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def name_of(text):
    """A sheet's name: at most 31 characters, and none that Excel refuses."""
    return legal(text).translate(NO_NAME)[:31] or "1"
