"""The plain text export keeps order, labels and the look of the paper."""

from datetime import date

import pytest

from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Text
from dossiers.exports import measures, text

SIGNED_ON = date(2014, 11, 3)


def lines(*blocks):
    """Return the lines printed after an empty title and its blank line."""
    return text.render(Document("", blocks)).split("\n")[2:-1]


def test_it_works():
    report = Document(
        "文明单位创建工作总结",
        (
            Heading(1, 1, "加强组织领导"),
            Paragraph((Text("共开展活动"), Quote("activities", "25次"), Text("。"))),
            Signature("罗田县人民法院", SIGNED_ON),
        ),
        notice="演示数据",
    )
    assert text.render(report) == (
        "演示数据\n"
        "\n"
        "　　　　　　　　　文明单位创建工作总结\n"
        "\n"
        "　　一、加强组织领导\n"
        "　　共开展活动25次。\n"
        "\n"
        "　　　　　　　　　　　　　　　　　　　罗田县人民法院\n"
        "　　　　　　　　　　　　　　　　　　　　　2014年11月3日\n"
    )


def test_every_heading_has_the_label_of_its_level():
    printed = lines(*(Heading(level, 2, "题") for level in (1, 2, 3, 4)))
    assert printed == ["　　二、题", "　　（二）题", "　　2.题", "　　（2）题"]


def test_without_a_notice_the_title_comes_first():
    assert text.render(Document("总结", ())) == "　" * 13 + "总结\n\n"


def test_a_long_title_is_centred_line_by_line():
    title = "罗田县人民法院2013—2014年度省级文明单位创建工作总结"
    assert text.render(Document(title, ())).split("\n")[:2] == [
        "　" * 7 + "罗田县人民法院2013—2014年度",
        "　" * 8 + "省级文明单位创建工作总结",
    ]


def test_the_date_starts_two_hanzi_after_the_organisation():
    _, organisation, day = lines(Signature("罗田县人民法院", SIGNED_ON))
    start = measures.width(organisation) - 7
    assert measures.width(day) - 6.5 == start + 2


def test_a_short_organisation_gives_way_to_the_date():
    _, organisation, day = lines(Signature("县法院", SIGNED_ON))
    assert measures.width(day) == 28 - 2
    assert measures.width(organisation) - 3 + 2 == measures.width(day) - 6.5


def test_half_a_hanzi_of_indent_is_an_ordinary_space():
    _, organisation, _ = lines(Signature("县法院", SIGNED_ON))
    assert organisation == "　" * 17 + " " + "县法院"


def test_an_organisation_longer_than_a_line_is_printed_unindented():
    _, organisation, _ = lines(Signature("院" * 30, SIGNED_ON))
    assert organisation == "院" * 30


def test_it_refuses_a_block_it_does_not_know():
    with pytest.raises(TypeError, match="plain text cannot print 'a table'"):
        text.render(Document("", ("a table",)))
