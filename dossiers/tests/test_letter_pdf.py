"""版头 and 版记 in the PDF follow GB/T 9704-2012, and every format says the same."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from dossiers.exports import page as pages
from dossiers.exports import pdf, text, word
from dossiers.tests import sent_papers
from dossiers.tests.pdf_pages import (
    BOTTOM,
    CELL,
    LEFT,
    PT,
    RIGHT,
    TOP,
    lines,
    opened,
    place_of,
    places,
)
from dossiers.tests.sent_papers import (
    FOOT,
    HEAD,
    MISSING,
    SENTENCE,
    needs_poppler,
    paper,
)

PITCH = 225 * PT / 22


def first_page(document=None):
    return opened(document or paper()).pages[0]


def test_it_prints_every_block_in_order():
    assert lines(first_page()) == [
        "000001",
        "特急",
        "某县人民法院文件",
        "某法〔2014〕5号 签发人：院长甲",
        "某县人民法院关于创建工作的报告",
        "上级人民法院：",
        "一、学习",
        "今年举办法官讲坛1期。",
        "某县人民法院",
        "2014年11月3日",
        "（联系人：创建办干事甲）",
        "抄送：县委办公室。",
        "某法院办公室 2014年11月5日印发",
        "— 1 —",
    ]


def test_number_and_signer_stand_one_character_in_on_one_line():
    page = first_page()
    number, signer = place_of(page, "某法〔"), place_of(page, "院长甲")
    assert number[0] == pytest.approx(LEFT + CELL, abs=0.1)
    assert signer[0] == pytest.approx(RIGHT - 4 * CELL, abs=1)
    assert number[1] == signer[1]


def test_copy_number_and_urgency_stand_in_the_first_lines_at_the_edge():
    page = first_page()
    copy, urgency = place_of(page, "000001"), place_of(page, "特急")
    assert TOP - 16 < copy[1] < TOP
    assert copy[0] == urgency[0] == pytest.approx(LEFT, abs=0.1)
    assert copy[1] - urgency[1] == pytest.approx(PITCH, abs=0.1)


def test_the_addressee_stands_one_blank_line_below_the_title_at_the_edge():
    page = first_page()
    title, addressee = place_of(page, "某县人民法院关于"), place_of(page, "上级")
    assert addressee[0] == pytest.approx(LEFT, abs=0.1)
    assert title[1] - addressee[1] == pytest.approx(2 * PITCH, abs=6)


def test_the_organisation_is_centred_on_a_date_four_characters_from_the_right():
    page = first_page()
    left = {(text, round(y)): x for text, x, y in places(page)}
    organisation, row = next(
        (x, y) for (text, y), x in left.items() if text == "某县人民法院"
    )
    date = left["2014", round(row - PITCH)]
    wide = pdf.advance("2014年11月3日")
    assert date + wide == pytest.approx(RIGHT - 4 * CELL, abs=0.5)
    middle = organisation + pdf.advance("某县人民法院") / 2
    assert middle == pytest.approx(date + wide / 2, abs=0.5)


def test_the_annex_stands_under_its_name_one_line_below_the_body():
    page = first_page(paper(is_annexed=True))
    body, told = place_of(page, "今年"), place_of(page, "附件：")
    assert told[0] == pytest.approx(LEFT + 2 * CELL, abs=0.1)
    assert body[1] - told[1] == pytest.approx(2 * PITCH, abs=0.1)
    assert place_of(page, "数据来源表")[0] == pytest.approx(LEFT + 5 * CELL, abs=0.1)


def test_the_annex_has_its_label_in_the_first_line_and_its_title_in_the_third():
    page = opened(paper(is_annexed=True)).pages[1]
    label, title = place_of(page, "附件"), place_of(page, "数据来源表")
    assert label[0] == pytest.approx(LEFT, abs=0.1)
    assert TOP - 16 < label[1] < TOP
    assert label[1] - title[1] == pytest.approx(2 * PITCH, abs=0.5)


def test_the_imprint_stands_one_character_of_4号_in():
    page = first_page()
    copies, printer = place_of(page, "抄送"), place_of(page, "某法院办公室")
    assert copies[0] == printer[0] == pytest.approx(LEFT + 14, abs=0.1)
    assert BOTTOM < printer[1] < BOTTOM + 20


def test_without_copies_one_line_is_left():
    page = first_page(paper(foot=replace(FOOT, copies="")))
    assert "抄送" not in page.extract_text()


def test_what_is_missing_is_highlighted():
    def fills(head):
        content = first_page(paper(head=head)).get_contents().get_data()
        return content.count(b"\nf\n")

    assert fills(replace(HEAD, signer=MISSING)) == fills(HEAD) + 1


@needs_poppler
@pytest.mark.parametrize("head", [HEAD, replace(HEAD, copy_number="", urgency="")])
def test_head_and_foot_are_printed_where_the_standard_asks(tmp_path, head):
    (page,) = sent_papers.pictures(pdf.render(paper(head=head)), tmp_path)
    assert sent_papers.top_of(page, sent_papers.is_red) == pytest.approx(72, abs=1)
    (rule,) = sent_papers.rules(page, sent_papers.is_red)
    number = place_of(first_page(paper(head=head)), "某法〔")[1]
    foot = 297 - (number - 0.12 * 16) / PT  # of the hanzi, from the top edge
    assert rule - foot == pytest.approx(4, abs=0.3)
    *_, last = sent_papers.rules(page, sent_papers.is_black)
    assert last == pytest.approx(297 - 35, abs=0.3)


@needs_poppler
@pytest.mark.parametrize("lines", [4, 6, 7, 8, 9, 10, 12])
def test_the_imprint_is_never_alone_and_never_cut(tmp_path, lines):
    *before, page = sent_papers.pictures(pdf.render(paper(lines=lines)), tmp_path)
    found = sent_papers.rules(page, sent_papers.is_black)
    assert len(found) == 3
    assert found[-1] == pytest.approx(297 - 35, abs=0.3)
    assert [sent_papers.rules(each, sent_papers.is_black) for each in before] == [
        [] for _each in before
    ]
    assert sent_papers.top_of(page, sent_papers.is_black) < 80


def test_the_same_paper_gives_the_same_bytes():
    assert pdf.render(paper()) == pdf.render(paper())


# -- Every format -----------------------------------------------------------------------


def words_of_word(document):
    sheet = docx.Document(BytesIO(word.render(document)))
    rows = [row.cells[0].text for table in sheet.tables for row in table.rows]
    return "".join([each.text for each in sheet.paragraphs] + rows)


FORMATS = {
    "word": words_of_word,
    "pdf": lambda document: "".join(lines(first_page(document))),
    "page": lambda document: strip_tags(pages.render(document)),
    "text": text.render,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "words",
    [
        SENTENCE,
        "000001",
        "特急",
        "某县人民法院文件",
        "某法〔2014〕5号",
        "签发人：院长甲",
        "上级人民法院：",
        "附件：数据来源表",
        "（联系人：创建办干事甲）",
    ],
)
def test_every_format_says_the_same(name, words):
    said = FORMATS[name](paper(is_annexed=True))
    assert words in "".join(said.split())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", ["抄送：县委办公室。", "2014年11月5日印发"])
def test_every_format_has_the_imprint(name, words):
    assert words in "".join(FORMATS[name](paper()).split())


def test_plain_text_keeps_number_and_signer_on_one_line():
    assert "　某法〔2014〕5号" + "　" * 11 + " 签发人：院长甲\n" in text.render(paper())


def test_the_page_marks_what_is_missing():
    told = pages.render(paper(head=replace(HEAD, signer=MISSING)))
    assert "<mark>待补充</mark>" in told
