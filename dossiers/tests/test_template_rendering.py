"""A report filled into a Word template: same words, the template's own styles."""

from datetime import date
from io import BytesIO

import docx
import pytest

from campaigns.refusals import Refused
from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Table, Text
from dossiers.stationery import versions
from dossiers.tests import templating, word_files
from dossiers.tests.templating import added, filled, printed

pytestmark = pytest.mark.django_db
media, english = templating.media, templating.english
summary, clerk = templating.summary, templating.clerk


def test_a_summary_in_a_template_says_what_the_standard_layout_says(summary, clerk):
    standard = word_files.texts(printed(summary))
    versions.choose(summary, added(clerk), by=clerk)
    assert word_files.texts(printed(summary)) == standard
    assert "坚持学习。今年举办法官讲坛1期。" in standard


def test_a_figure_can_be_quoted_by_its_name_and_key(summary, clerk):
    version = added(clerk, "{{ 数据.法官讲坛 }}/{{ 数据.forum }}/{{ 清单.法官讲坛 }}")
    versions.choose(summary, version, by=clerk)
    assert word_files.texts(printed(summary)) == ["1期/1期/第1期"]


def test_the_words_come_from_the_summary(summary, clerk):
    summary.as_of = date(2014, 11, 3)
    summary.save()
    version = added(clerk, "{{ 年度 }} {{ 法院 }} {{ 落款 }} {{ 日期 }}")
    versions.choose(summary, version, by=clerk)
    court = summary.campaign.court.name
    assert word_files.texts(printed(summary)) == [f"2014 {court} {court} 2014年11月3日"]


def test_marks_of_xml_in_the_words_survive():
    document = Document("<甲> & “乙”", (Paragraph((Text("a < b & c > d"),)),))
    told = word_files.texts(filled(word_files.of("{{ 标题 }}", "{{ 正文 }}"), document))
    assert told == ["<甲> & “乙”", "a < b & c > d"]


def test_tags_in_the_words_of_a_summary_are_only_words():
    line = "{{ 数据 }}{% for %}"
    document = Document(line, (Paragraph((Text(line),)),))
    told = word_files.texts(filled(word_files.of("{{ 标题 }}", "{{ 正文 }}"), document))
    assert told == [line, line]


def test_the_body_takes_the_styles_of_the_template():
    document = Document(
        "", (Heading(1, 1, "甲"), Heading(2, 1, "乙"), Paragraph((Text("丙"),)))
    )

    def shape(sheet):
        sheet.styles["Heading 2"].delete()

    sheet = docx.Document(
        BytesIO(filled(word_files.of("{{ 正文 }}", shape=shape), document))
    )
    assert [each.style.name for each in sheet.paragraphs] == [
        "Heading 1",
        "Heading 1",
        "Body Text",
    ]


def test_a_body_without_its_style_is_still_indented():
    def shape(sheet):
        sheet.styles["Body Text"].delete()

    content = word_files.of("{{ 正文 }}", shape=shape)
    document = Document("", (Paragraph((Text("丙"),)),))
    (paragraph,) = docx.Document(BytesIO(filled(content, document))).paragraphs
    assert paragraph.style.name == "Normal"
    assert paragraph.paragraph_format.first_line_indent


def test_a_missing_number_stands_out():
    document = Document("", (Paragraph((Quote("k", "待补充", is_missing=True),)),))
    content = filled(word_files.of("{{ 正文 }}"), document)
    (paragraph,) = docx.Document(BytesIO(content)).paragraphs
    assert paragraph.runs[0].font.highlight_color


def test_the_body_can_stand_in_a_cell():
    def shape(sheet):
        sheet.add_table(1, 1).cell(0, 0).text = "{{ 正文 }}"

    content = word_files.of(shape=shape)
    document = Document("", (Paragraph((Text("丙"),)),))
    sheet = docx.Document(BytesIO(filled(content, document)))
    assert sheet.tables[0].cell(0, 0).text.strip() == "丙"


def test_tables_come_with_the_body_and_what_follows_the_signature_last():
    table = Table("附件", ("甲",), (("乙",),))
    signature = Signature("某法院", date(2014, 11, 3))
    document = Document("", (Paragraph((Text("丙"),)), signature, table))
    sheet = docx.Document(
        BytesIO(filled(word_files.of("{{ 正文 }}", "落款"), document))
    )
    assert [each.text for each in sheet.paragraphs] == ["丙", "落款", "附件"]
    assert sheet.tables[0].cell(1, 0).text == "乙"


def test_the_notice_of_a_demonstration_is_on_every_page_of_any_template():
    document = Document("", (), notice="演示数据")
    sheet = docx.Document(BytesIO(filled(word_files.of("{{ 标题 }}"), document)))
    headers = [each.text for each in sheet.sections[0].header.paragraphs]
    assert "演示数据" in headers


def test_the_same_report_gives_the_same_bytes(summary, clerk):
    versions.choose(summary, added(clerk), by=clerk)
    assert printed(summary) == printed(summary)


def test_a_figure_that_is_gone_is_refused_with_its_place(summary, clerk):
    version = added(clerk, "举办{{ 数据.法官讲坛 }}")
    versions.choose(summary, version, by=clerk)
    summary.campaign.figures.all().delete()
    with pytest.raises(Refused, match="举办"):
        printed(summary)


def test_only_word_is_set_in_the_template(summary, clerk):
    before = printed(summary, "txt")
    versions.choose(summary, added(clerk), by=clerk)
    assert printed(summary, "txt") == before


def test_a_file_altered_on_the_disk_prints_nothing(summary, clerk):
    version = added(clerk)
    versions.choose(summary, version, by=clerk)
    with open(version.file.path, "wb") as file:
        file.write(word_files.of("{{ 标题 }}"))
    with pytest.raises(Refused, match="altered"):
        printed(summary)
