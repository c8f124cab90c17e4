"""A Word file tells whose report it is, not when or where it was made."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx

from dossiers.blocks import Document, Paragraph, Signature, Text
from dossiers.exports import word

SIGNED_ON = date(2014, 11, 3)
REPORT = Document("工作总结", (Signature("罗田县人民法院", SIGNED_ON),), "演示数据")


def opened(document):
    return docx.Document(BytesIO(word.render(document)))


def test_the_same_report_gives_the_same_bytes():
    assert word.render(REPORT) == word.render(REPORT)


def test_no_entry_of_the_file_tells_when_it_was_made():
    with ZipFile(BytesIO(word.render(REPORT))) as packed:
        moments = {entry.date_time for entry in packed.infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_are_those_of_the_report():
    properties = opened(REPORT).core_properties
    assert properties.title == REPORT.title
    assert properties.author == properties.last_modified_by == "罗田县人民法院"
    assert properties.comments == ""
    assert properties.created.date() == SIGNED_ON


def test_an_unsigned_report_has_no_author():
    assert opened(Document("总结", ())).core_properties.author == ""


def test_an_endless_title_is_cut_in_the_properties_only():
    sheet = opened(Document("长" * 300, ()))
    assert sheet.core_properties.title == "长" * 255
    assert sheet.paragraphs[0].text == "长" * 300


def test_characters_that_xml_forbids_are_left_out():
    dirty = "甲\x00\x0b\x1f\ufffe\ud800乙"
    report = Document(
        dirty,
        (Paragraph((Text(dirty),)), Signature(dirty, SIGNED_ON)),
        notice=dirty,
    )
    sheet = opened(report)
    assert [each.text for each in sheet.paragraphs[:3]] == ["甲乙"] * 3
    assert sheet.core_properties.title == sheet.core_properties.author == "甲乙"


def test_markup_and_rare_characters_are_printed_as_typed():
    text = "<w:p>&amp; 喆堃镕玥䶮𬭚"
    report = Document("", (Paragraph((Text(text),)),))
    assert opened(report).paragraphs[1].text == text
