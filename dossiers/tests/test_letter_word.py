"""版头 and 版记 in Word follow GB/T 9704-2012."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from dossiers.exports import word
from dossiers.tests import sent_papers
from dossiers.tests.sent_papers import FOOT, HEAD, MISSING, needs_office, paper

CELL, PITCH, MM = 315, 579, 1440 / 25.4


def opened(document):
    return docx.Document(BytesIO(word.render(document)))


def paragraphs(document):
    """Return {text: paragraph} of all outside tables."""
    return {each.text: each for each in opened(document).paragraphs}


def twips(length):
    return length.twips if length is not None else 0


def face(run):
    return run._element.rPr.rFonts.get(qn("w:eastAsia"))


def imprint(document):
    return opened(document).tables[-1]


def test_it_prints_every_block_in_order():
    assert [each.text for each in opened(paper()).paragraphs] == [
        "000001",
        "特急",
        "某县人民法院文件",
        "某法〔2014〕5号\t签发人：院长甲",
        "某县人民法院关于创建工作的报告",
        "上级人民法院：",
        "一、学习",
        "今年举办法官讲坛1期。",
        "某县人民法院",
        "2014年11月3日",
        "（联系人：创建办干事甲）",
        "",
    ]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        replace(HEAD, urgency=""),
        replace(HEAD, copy_number="", urgency=""),
    ],
)
def test_the_mark_begins_35_mm_below_the_edge(head):
    sheet = opened(paper(head=head)).paragraphs
    place = next(n for n, each in enumerate(sheet) if each.text == head.mark)
    mark = sheet[place]
    above = place * PITCH + twips(mark.paragraph_format.space_before)
    assert above == pytest.approx(35 * MM, abs=1)


def test_the_mark_is_red_centred_and_not_tracked():
    (run,) = paragraphs(paper())["某县人民法院文件"].runs
    assert run.font.color.rgb == RGBColor(255, 0, 0)
    assert (run.font.size.pt, face(run)) == (36, "方正小标宋简体")
    assert run._element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "0"


def test_a_long_mark_stands_on_one_line():
    mark = "某某土家族苗族自治州某某县人民法院文件"
    (run,) = paragraphs(paper(head=replace(HEAD, mark=mark)))[mark].runs
    assert run.font.size.pt * len(mark) <= 156 / 25.4 * 72


def test_number_and_signer_stand_one_character_in_on_one_line():
    line = paragraphs(paper())["某法〔2014〕5号\t签发人：院长甲"]
    layout = line.paragraph_format
    (tab,) = layout.tab_stops
    assert twips(layout.first_line_indent) == CELL
    assert tab.position.twips == 8845 - CELL
    assert twips(layout.space_before) == 2 * PITCH
    assert [face(run) for run in line.runs] == [
        "仿宋_GB2312",
        "仿宋_GB2312",
        "楷体_GB2312",
    ]


def test_the_line_below_them_is_red_and_as_wide_as_the_text():
    line = paragraphs(paper())["某法〔2014〕5号\t签发人：院长甲"]
    (border,) = line._element.pPr.find(qn("w:pBdr"))
    assert (border.tag, border.get(qn("w:color"))) == (qn("w:bottom"), "FF0000")
    assert twips(line.paragraph_format.left_indent) == 0


def test_the_title_stands_two_lines_below_the_red_line():
    title = paragraphs(paper())["某县人民法院关于创建工作的报告"]
    assert twips(title.paragraph_format.space_before) == 2 * PITCH
    plain = paragraphs(replace(paper(), letterhead=None))[title.text]
    assert plain.paragraph_format.space_before is None


def test_the_addressee_is_not_indented():
    addressee = paragraphs(paper())["上级人民法院："]
    assert addressee.style.name == "Normal"
    assert addressee.paragraph_format.first_line_indent is None


def test_the_annex_is_told_one_line_below_the_body():
    told = paragraphs(paper(is_annexed=True))["附件：数据来源表"].paragraph_format
    assert twips(told.space_before) == PITCH
    assert twips(told.left_indent) + twips(told.first_line_indent) == 2 * CELL
    assert twips(told.left_indent) == 5 * CELL


def test_the_annex_has_its_label_in_the_first_line_and_its_title_in_the_third():
    found = paragraphs(paper(is_annexed=True))
    label, title = found["附件"], found["数据来源表"]
    assert label.paragraph_format.page_break_before is True
    assert not title.paragraph_format.page_break_before
    assert twips(title.paragraph_format.space_before) == PITCH
    assert face(label.runs[0]) == "黑体"


def test_the_organisation_is_centred_on_a_date_four_characters_from_the_right():
    found = paragraphs(paper())
    date = found["2014年11月3日"].paragraph_format
    organisation = found["某县人民法院"].paragraph_format
    wider = 2030 - 6 * CELL  # the date beside six hanzi
    assert twips(date.right_indent) == 4 * CELL
    assert twips(organisation.right_indent) == 4 * CELL + wider // 2
    assert twips(organisation.space_before) == 2 * PITCH


def test_what_is_missing_is_highlighted():
    head = replace(HEAD, signer=MISSING)
    runs = paragraphs(paper(head=head))["某法〔2014〕5号\t签发人：待补充"].runs
    assert [run.text for run in runs if run.font.highlight_color] == ["待补充"]


def test_the_imprint_floats_to_the_foot_of_the_page():
    place = imprint(paper())._tbl.tblPr.find(qn("w:tblpPr"))
    assert place.get(qn("w:vertAnchor")) == "margin"
    assert place.get(qn("w:tblpYSpec")) == "bottom"


def test_its_first_and_last_line_are_thicker_than_the_middle_one():
    borders = imprint(paper())._tbl.tblPr.find(qn("w:tblBorders"))
    sizes = {each.tag: each.get(qn("w:sz")) for each in borders}
    assert sizes == {qn("w:top"): "8", qn("w:bottom"): "8", qn("w:insideH"): "6"}


def test_copies_and_printing_are_4号_one_character_in():
    rows = [row.cells[0].paragraphs[0] for row in imprint(paper()).rows]
    assert [row.text for row in rows] == [
        "抄送：县委办公室。",
        "某法院办公室\t2014年11月5日印发",
    ]
    assert {run.font.size.pt for row in rows for run in row.runs} == {14}
    copies, printing = (row.paragraph_format for row in rows)
    assert twips(copies.left_indent) + twips(copies.first_line_indent) == 280
    assert twips(copies.right_indent) == twips(printing.left_indent) == 280
    assert printing.tab_stops[0].position.twips == 8845 - 280


def test_without_copies_one_line_is_left():
    table = imprint(paper(foot=replace(FOOT, copies="")))
    assert [row.cells[0].text for row in table.rows] == [
        "某法院办公室\t2014年11月5日印发"
    ]


ORDER = "pStyle keepNext pageBreakBefore widowControl pBdr tabs spacing ind jc rPr"


def test_the_properties_of_a_paragraph_stand_in_the_order_of_the_schema():
    order = {qn(f"w:{name}"): place for place, name in enumerate(ORDER.split())}
    for paragraph in opened(paper(is_annexed=True)).paragraphs:
        places = [order[each.tag] for each in paragraph._element.pPr]
        assert places == sorted(places), paragraph.text


def test_the_same_paper_gives_the_same_bytes():
    assert word.render(paper()) == word.render(paper())


@needs_office
def test_head_and_foot_are_printed_where_the_standard_asks(tmp_path):
    file = sent_papers.laid_out(word.render(paper()), tmp_path)
    (page,) = sent_papers.pictures(file, tmp_path)
    assert sent_papers.top_of(page, sent_papers.is_red) == pytest.approx(72, abs=1)
    assert len(sent_papers.rules(page, sent_papers.is_red)) == 1
    *_, last = sent_papers.rules(page, sent_papers.is_black)
    assert last == pytest.approx(297 - 35, abs=0.5)


@needs_office
@pytest.mark.parametrize("lines", [6, 8, 10, 12])
def test_the_imprint_is_never_alone_and_never_cut(tmp_path, lines):
    file = sent_papers.laid_out(word.render(paper(lines=lines)), tmp_path)
    *before, page = sent_papers.pictures(file, tmp_path)
    found = sent_papers.rules(page, sent_papers.is_black)
    assert len(found) == 3
    assert found[-1] == pytest.approx(297 - 35, abs=0.5)
    assert [sent_papers.rules(each, sent_papers.is_black) for each in before] == [
        [] for _each in before
    ]
    assert sent_papers.top_of(page, sent_papers.is_black) < 80
