"""The pages of the PDF follow GB/T 9704-2012, whatever the report says."""

from collections import Counter

import pytest

from campaigns.refusals import Refused
from dossiers.blocks import Document, Heading, Paragraph, Quote
from dossiers.exports import pdf
from dossiers.tests.pdf_pages import (
    BOTTOM,
    CELL,
    HANZI,
    LEFT,
    PT,
    REPORT,
    RIGHT,
    SANS,
    SERIF,
    SIGNED,
    TOP,
    a_line,
    embedded,
    lines,
    opened,
    place_of,
    places,
    printed,
)


def test_it_prints_every_block_in_order():
    assert lines(opened(REPORT).pages[0]) == [
        "演示数据",
        "2013—2014年度省级文明单位创建工作总结",
        "共开展活动25次，捐款",
        "一、加强组织领导",
        "（二）紧盯目标",
        "3.注重宣传到位",
        "（4）开展主题活动",
        "“三公”经费待补充",
        "罗田县人民法院",
        "2014年11月3日",
        "— 1 —",
    ]


def test_it_refuses_a_block_it_does_not_know():
    with pytest.raises(TypeError, match="PDF cannot print 'a table'"):
        pdf.render(Document("", ("a table",)))


def test_a_full_page_of_hanzi_has_22_lines_of_28():
    page = opened(Document("", (a_line(HANZI * 120),))).pages[1]
    *body, number = lines(page)
    assert (Counter(map(len, body)), number) == ({28: 22}, "— 2 —")
    baselines = sorted({round(y) for text, x, y in places(page)})[1:]
    assert BOTTOM < baselines[0] < BOTTOM + 16
    assert TOP - 16 < baselines[-1] < TOP


def test_a_paragraph_is_indented_by_two_hanzi():
    page = opened(Document("", (a_line(HANZI * 5),))).pages[0]
    assert [len(line) for line in lines(page)][:2] == [26, 28]
    assert place_of(page, "文明")[0] == pytest.approx(LEFT + 2 * CELL, abs=0.1)


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones():
    odd, even = opened(Document("", (a_line(HANZI * 60),))).pages
    assert place_of(even, "—")[0] == pytest.approx(LEFT + 14, abs=0.1)
    # Two dashes of 1字, two spaces and a digit of ½字, and 1字 from the edge.
    assert place_of(odd, "—")[0] == pytest.approx(RIGHT - 4.5 * 14, abs=0.1)


def test_a_title_of_two_lines_is_broken_where_the_sense_allows():
    title = "罗田县人民法院2013—2014年度省级文明单位创建工作总结"
    assert lines(opened(Document(title, ())).pages[0])[:2] == [
        "罗田县人民法院2013—2014年度",
        "省级文明单位创建工作总结",
    ]


def test_the_notice_stands_on_every_page():
    pages = opened(Document("", (a_line(HANZI * 60),), notice="演示数据")).pages
    assert [lines(page)[0] for page in pages] == ["演示数据", "演示数据"]


@pytest.mark.parametrize(
    ("level", "faces"), [(1, {SANS, SERIF}), (2, {SERIF}), (3, {SERIF}), (4, {SERIF})]
)
def test_a_heading_of_the_first_level_is_in_黑体(level, faces):
    page = opened(Document("", (Heading(level, 1, "题"),))).pages[0]
    assert set(embedded(page)) == faces  # the page number is 宋体


def test_only_a_missing_figure_is_highlighted():
    def fills(is_missing):
        quote = Quote("cost", "待补充", is_missing=is_missing)
        page = opened(Document("", (Paragraph((quote,)),))).pages[0]
        return page.get_contents().get_data().count(b"\nf\n")

    assert fills(is_missing=True) == 1
    assert fills(is_missing=False) == 0


def test_a_word_longer_than_a_line_stays_on_the_page():
    assert max(map(len, printed(a_line("w" * 200)))) <= 56


# -- The signature --------------------------------------------------------------


def test_the_date_begins_two_hanzi_after_the_organisation():
    page = opened(Document("", (SIGNED,))).pages[0]
    organisation, day = place_of(page, "罗田县"), place_of(page, "2014")
    assert organisation[0] == pytest.approx(RIGHT - 9 * CELL, abs=0.3)
    assert day[0] - organisation[0] == pytest.approx(2 * CELL, abs=0.1)


def test_one_line_is_left_blank_above_the_signature():
    page = opened(REPORT).pages[0]
    body, organisation = place_of(page, "“三公”"), place_of(page, "罗田县")
    pitch = 225 * PT / 22
    assert body[1] - organisation[1] == pytest.approx(2 * pitch, abs=0.1)


@pytest.mark.parametrize("last", ["末段。", HANZI * 5])
@pytest.mark.parametrize("before", range(16, 23))
def test_a_signature_never_stands_alone(before, last):
    body = [a_line("一行")] * before
    pages = opened(Document("", (*body, a_line(last), SIGNED))).pages
    *_, above, organisation, _day, _number = lines(pages[-1])
    assert organisation == "罗田县人民法院"
    assert above in last or above in HANZI * 6


def test_a_signature_may_follow_a_heading_or_nothing():
    assert printed(SIGNED) == ["罗田县人民法院", "2014年11月3日"]
    assert printed(Heading(1, 1, "题"), SIGNED) == ["一、题", *printed(SIGNED)]


# -- What people type -----------------------------------------------------------


def test_rare_characters_of_names_are_printed():
    assert printed(a_line("喆堃镕玥䶮𬭚")) == ["喆堃镕玥䶮𬭚"]


def test_what_no_font_has_is_refused_by_name():
    with pytest.raises(Refused, match="😀、U\\+E000"):
        pdf.render(Document("", (a_line("笑😀"), a_line("字\ue000"))))


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', "*b* _i_ $x$ [c] @d <e> \\ // = - +", "“”‘’{}"]
)
def test_what_means_something_to_typst_stays_text(text):
    assert printed(a_line(text)) == [text]


def test_control_characters_are_left_out():
    text = "".join(map(chr, range(32))).replace("\t", "").replace("\n", "")
    hidden = text + "\x7f\x85\xad\u200b\u2028\u202e\ufeff\ud800\U000e0041"
    assert printed(a_line(f"甲{hidden}乙")) == ["甲乙"]


def test_a_report_of_nothing_is_a_blank_page():
    assert lines(opened(Document("", ())).pages[0]) == ["— 1 —"]
