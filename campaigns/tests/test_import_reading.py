"""Wrong files: each gets a clear error, and nothing changes."""

import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook
from PIL import Image

from campaigns.imports.reading import MAX_ROWS
from campaigns.models import Criterion, Method, Standard
from campaigns.tests import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """What a message says is tested in the words of the source."""
    with translation.override("en"):
        yield


def picture():
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    return file.getvalue()


def many_rows(number):
    made = Workbook(write_only=True)
    sheet = made.create_sheet("测评标准")
    sheet.append(["编号", "标题"])
    for at in range(number):
        sheet.append([str(at), "标题"])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def zip_of_nothing():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("读我.txt", "不是工作簿")
    return file.getvalue()


WRONG = {
    "empty": (b"", "a.xlsx", "empty"),
    "empty text": (b"", "a.csv", "empty"),
    "picture": (picture(), "a.xlsx", "another kind"),
    "zip": (zip_of_nothing(), "a.xlsx", "another kind"),
    "old workbook": (b"\xd0\xcf\x11\xe0", "a.xls", "old workbook"),
    "word": (b"PK\x03\x04", "a.docx", "another kind"),
    "broken": (tables.book()[:-200], "a.xlsx", "damaged"),
    "no characters": (b"\xff\xff\xfe\x81", "a.csv", "cannot be read"),
    "utf-16": (tables.whole().encode("utf-16"), "a.csv", "cannot be read"),
    "big5": ("編號,標題\n1,組織".encode("big5"), "a.csv", "GB18030"),
    "blank sheet": (tables.book({"测评标准": []}), "a.xlsx", "no sheet"),
    "no headings": (tables.book({"测评标准": [["a", "b"]]}), "a.xlsx", "headings"),
    "only headings": ("编号,标题\n", "a.csv", "not one criterion"),
    "quotes": ('编号,标题\n1,"开始\n', "a.csv", "comma-separated"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_says_what_is_wrong_and_changes_nothing(name):
    content, file_name, words = WRONG[name]
    report = tables.run(content, file_name)
    assert any(words in found.message for found in report.errors)
    assert not report.is_imported
    assert not Standard.objects.exists()
    assert not Method.objects.exists()


def test_50_000_rows_are_refused_without_being_read():
    report = tables.run(many_rows(50_000), "a.xlsx")
    assert [str(MAX_ROWS) in found.message for found in report.errors] == [True]
    text = "编号,标题\n" + "1,甲\n" * 50_000
    assert str(MAX_ROWS) in tables.run(text).errors[0].message


def test_merged_cells_are_told_with_their_place():
    raw = tables.book(prepare=lambda sheet: sheet.merge_cells("C3:C4"))
    report = tables.run(raw, "a.xlsx")
    merged = report.errors[0]
    assert (merged.sheet, merged.row, merged.column) == ("测评标准", 3, "C")
    assert "C3:C4" in merged.message
    assert not Criterion.objects.exists()


def test_a_formula_is_told_with_its_place():
    def spoil(sheet):
        sheet["D2"] = "=SUM(D3:D5)"

    report = tables.run(tables.book(prepare=spoil), "a.xlsx")
    assert tables.told(report.errors) == [("error", 2, "D")]
    report = tables.run(tables.whole(tables.TABLE.replace("组织领导,5", "组织领导,=5")))
    assert tables.told(report.errors) == [("error", 8, "D")]


def test_formulas_on_other_sheets_are_nobodys_business():
    sheets = tables.sheets_of(tables.TABLE) | {"核对": [["=1+1"]]}
    assert tables.run(tables.book(sheets), "a.xlsx").findings[0].level == "note"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_in_the_encodings_of_chinese_offices(encoding):
    report = tables.run(tables.whole(), encoding=encoding)
    assert report.is_imported
    assert report.standard.criteria.get(code="1.1").title == "年度计划"


def test_text_and_workbook_say_the_same():
    from_text = tables.run(tables.whole(), dry_run=True).plan
    from_book = tables.run(tables.book(), "a.xlsx", dry_run=True).plan
    assert [line.values for line in from_text.lines] == [
        line.values for line in from_book.lines
    ]


def test_a_bare_table_takes_its_facts_from_the_form():
    given = {"name": "甲", "version": "1", "issuer": "乙", "level": "city"}
    sheets = {"Sheet1": [["序号", "测评项目", "应得分"], ["1", "组织", 5]]}
    report = tables.run(tables.book(sheets), "a.xlsx", given=given)
    assert (report.standard.level, report.standard.issuer) == ("city", "乙")
    assert report.standard.criteria.get().points == 5


def test_without_facts_each_missing_one_is_told():
    report = tables.run(tables.TABLE)
    assert [found.message.partition(" ")[0] for found in report.errors] == [
        *("名称", "版本", "发文单位", "级别")
    ]
