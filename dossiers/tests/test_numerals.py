"""Numbers are read out of running text as a clerk reads them."""

from decimal import Decimal

import pytest

from dossiers import numerals


def read(text):
    return [
        (number.text, number.low, number.high, number.word)
        for number in numerals.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "word"),
    [
        ("18期", 18, 18, "期"),
        ("１８期", 18, 18, "期"),
        ("3 次", 3, 3, "次"),
        ("1,500人次", 1500, 1500, "人次"),
        ("31.6%", Decimal("31.6"), Decimal("31.6"), "%"),
        ("28.6万元", 286_000, 286_000, "元"),
        ("93周年", 93, 93, "周年"),
        ("五个", 5, 5, "个"),
        ("两次", 2, 2, "次"),
        ("二十一名", 21, 21, "名"),
        ("一百零八件", 108, 108, "件"),
        ("两万三千人", 23_000, 23_000, "人"),
        ("三四个", 3, 4, "个"),
        ("百分之三十一点六", Decimal("31.6"), Decimal("31.6"), "%"),
        ("百分之百", 100, 100, "%"),
    ],
)
def test_a_number_with_its_counting_word(text, low, high, word):
    assert read(text) == [(text, low, high, word)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("60多人次", 61, 69),
        ("10余人", 11, 19),
        ("1500余人", 1501, 1599),
        ("5万余元", 50_001, 59_999),
        ("30万余元", 300_001, 309_999),
        ("60余万元", 600_001, 699_999),
        ("百余件", 101, 199),
        ("近60人", 54, 59),
        ("约60名", 57, 63),
        ("超过500名", 501, 599),
    ],
)
def test_approximate_words_widen_what_is_told(text, low, high):
    [number] = numerals.find(text)
    assert (number.text, number.low, number.high) == (text, low, high)


def test_several_tells_three_and_more():
    [number] = numerals.find("制定多项制度")
    assert number.tells(3)
    assert not number.tells(2)
    assert number.is_indefinite


@pytest.mark.parametrize(
    "text", ["统一部署", "进一步", "十分重视", "千方百计", "三字经", "众多"]
)
def test_numerals_within_words_are_no_numbers(text):
    assert read(text) == []


def test_a_time_before_people_is_no_headcount():
    assert read("3次人民陪审员培训") == [("3次", 3, 3, "次")]
    assert read("5人民法庭") == [("5", 5, 5, "")]


def test_places_lead_back_to_the_text():
    text = "举办18期讲坛、25次示范庭"
    assert [text[n.start : n.end] for n in numerals.find(text)] == ["18期", "25次"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("同比下降31.6%", -1),
        ("上升了4%", 1),
        ("下降到5%", 0),
        ("达98%", 0),
    ],
)
def test_the_direction_stands_in_words(text, direction):
    [number] = numerals.find(text)
    assert number.direction == direction


@pytest.mark.parametrize(
    ("text", "value", "is_told"),
    [
        ("60多人次", 61, True),
        ("60多人次", 60, False),
        ("60人次", 61, False),
        ("31.6%", Decimal("31.64"), True),
        ("31.6%", Decimal("31.66"), False),
        ("28.6万元", 286_217, True),
        ("28.6万元", 286_700, False),
    ],
)
def test_a_number_tells_a_value_to_its_own_precision(text, value, is_told):
    [number] = numerals.find(text)
    assert number.tells(Decimal(value)) is is_told
