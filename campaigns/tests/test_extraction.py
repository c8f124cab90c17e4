"""Counting the characters of a file."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from campaigns import evidence, extraction
from campaigns.tests.factories import CourtFactory
from campaigns.tests.samples import picture, text


def word(*paragraphs, cell=""):
    made, file = Document(), BytesIO()
    for words in paragraphs:
        made.add_paragraph(words)
    if cell:
        made.add_table(1, 1).cell(0, 0).text = cell
    made.save(file)
    return file


def sheet(*rows):
    made, file = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file


def test_hanzi_letters_digits_and_punctuation_count_and_white_space_does_not():
    file = word("你好，世界。", " abc 12 \t　")
    assert extraction.characters(file, "docx") == 11


def test_text_in_a_table_counts():
    assert extraction.characters(word("标题", cell="表内"), "docx") == 4


def test_cells_of_a_workbook_count():
    assert extraction.characters(sheet(["人数", 12], [None, "甲"]), "xlsx") == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_text_counts_in_either_encoding(encoding):
    file = BytesIO("关于开展\n活动的通知".encode(encoding))
    assert extraction.characters(file, "txt") == 9


def test_a_pdf_without_text_tells_nothing():
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PDF")
    assert extraction.characters(file, "pdf") is None


def test_a_file_nobody_can_read_tells_nothing():
    assert extraction.characters(BytesIO(b"PK\3\4 broken"), "docx") is None
    assert extraction.characters(BytesIO(b"old"), "doc") is None


def test_the_file_stands_at_its_start_again():
    file = word("正文")
    extraction.characters(file, "docx")
    assert file.tell() == 0


def test_more_than_enough_is_not_read_on(monkeypatch):
    monkeypatch.setattr(extraction, "ENOUGH", 5)
    assert extraction.characters(word("一二三四五六七"), "docx") == 5


@pytest.mark.django_db
def test_keeping_a_file_keeps_what_is_in_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report, photo = text(words="说明 报告。"), picture()
    kept = evidence.keep(report, report.name, court=CourtFactory())
    assert (kept.characters, kept.width, kept.height) == (5, None, None)
    kept = evidence.keep(photo, photo.name, court=CourtFactory())
    assert (kept.characters, kept.width, kept.height) == (None, 40, 30)
