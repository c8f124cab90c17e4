"""A table of a report stands in every format: page, text, Word, PDF, workbook."""

from io import BytesIO

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook
from pypdf import PdfReader

from dossiers.blocks import Document, Paragraph, Table, Text
from dossiers.exports import page, pdf, table, text, word

SOURCES = Table(
    "数据来源表",
    ("数据", "表述"),
    (("法官讲坛", "18期"), ("三公经费", "-31.6%")),
    widths=(3, 1),
)
REPORT = Document("总结", (Paragraph((Text("正文。"),)), SOURCES))


def test_word_has_the_rows_and_repeats_the_head():
    file = WordFile(BytesIO(word.render(REPORT)))
    (grid,) = file.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["数据", "表述"],
        ["法官讲坛", "18期"],
        ["三公经费", "-31.6%"],
    ]
    assert "w:tblHeader" in grid.rows[0]._tr.xml
    assert "w:tblHeader" not in grid.rows[1]._tr.xml


def test_word_gives_the_columns_their_shares():
    (grid,) = WordFile(BytesIO(word.render(REPORT))).tables
    wide, narrow = (cell.width for cell in grid.rows[0].cells)
    assert wide == 3 * narrow


@pytest.mark.parametrize("starts_page", [True, False])
def test_an_annex_begins_a_page_in_word(starts_page):
    annex = Table("附件", ("数据",), (("一",),), starts_page=starts_page)
    file = WordFile(BytesIO(word.render(Document("", (annex,)))))
    (caption,) = (each for each in file.paragraphs if each.text == "附件")
    assert bool(caption.paragraph_format.page_break_before) == starts_page


def test_pdf_prints_every_cell():
    told = "".join(
        each.extract_text() for each in PdfReader(BytesIO(pdf.render(REPORT))).pages
    )
    words = told.replace("\n", "")
    for cell in ("数据来源表", "法官讲坛", "18期", "-31.6%"):
        assert cell in words


@pytest.mark.parametrize(("starts_page", "pages"), [(True, 2), (False, 1)])
def test_an_annex_begins_a_page_in_pdf(starts_page, pages):
    annex = Table("附件", ("数据",), (("一",),), starts_page=starts_page)
    report = Document("总结", (Paragraph((Text("正文。"),)), annex))
    assert len(PdfReader(BytesIO(pdf.render(report))).pages) == pages


def test_text_tells_a_row_a_line():
    assert text.render(REPORT).splitlines()[-4:] == [
        "　　数据来源表",
        "数据｜表述",
        "法官讲坛｜18期",
        "三公经费｜-31.6%",
    ]


def test_the_page_has_caption_heads_and_cells():
    html = page.render(REPORT)
    assert "<caption>数据来源表</caption>" in html
    assert '<th scope="col">表述</th>' in html
    assert '<td data-label="表述">18期</td>' in html


def sheets(document):
    return load_workbook(BytesIO(table.render(document))).worksheets


def test_a_workbook_has_a_sheet_for_each_table():
    (sheet,) = sheets(REPORT)
    assert sheet.title == "数据来源表"
    assert [[cell.value for cell in row] for row in sheet] == [
        ["数据", "表述"],
        ["法官讲坛", "18期"],
        ["三公经费", "'-31.6%"],
    ]


def test_a_cell_that_looks_like_a_formula_stays_text():
    (sheet,) = sheets(Document("", (Table("", ("数据",), (("=1+1",),)),)))
    assert sheet["A2"].value == "'=1+1"


def test_a_report_without_a_table_gives_its_title_alone():
    (sheet,) = sheets(Document("总结[2014]", ()))
    assert (sheet.title, sheet["A1"].value) == ("总结2014", "总结[2014]")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f"])
def test_a_control_character_is_left_out_everywhere(sign):
    cells = Table(f"数{sign}据", (f"甲{sign}",), ((f"{sign}=1",),))
    (sheet,) = sheets(Document(f"总{sign}结", (cells,)))
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("数据", "甲", "'=1")
    (sheet,) = sheets(Document(f"总{sign}结", ()))
    assert (sheet.title, sheet["A1"].value) == ("总结", "总结")
