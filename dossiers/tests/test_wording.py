"""Numbers as official prose tells them."""

from decimal import Decimal

import pytest

from dossiers import wording


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (7, "7"),
        (60, "60"),
        (61, "60多"),
        (69, "60多"),
        (823, "820多"),
        (1523, "1500多"),
    ],
)
def test_about_rounds_down_and_says_so_only_when_it_did(value, told):
    assert wording.about(value, "多") == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(1, "一"), (2, "两"), (5, "五"), (10, "十"), (12, "十二"), (21, "二十一")],
)
def test_hanzi_says_two_as_before_a_counting_word(value, told):
    assert wording.hanzi(value) == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("-31.58", "同比下降31.6%"),
        ("28.64", "同比上升28.6%"),
        ("0.04", "同比持平"),
        ("-4", "同比下降4%"),
    ],
)
def test_year_on_year_says_the_direction_in_words(change, told):
    assert wording.year_on_year(Decimal(change)) == told


def test_exact_drops_trailing_zeros_only_behind_the_point():
    assert [wording.exact(Decimal(n)) for n in ("426.0000", "100", "31.50")] == [
        "426",
        "100",
        "31.5",
    ]


def test_ten_thousands_keeps_one_decimal():
    assert wording.ten_thousands(Decimal(286217)) == "28.6万"


@pytest.mark.parametrize(
    ("value", "told"), [(1, "一"), (2, "两"), (3, "多"), (9, "多")]
)
def test_several_is_said_from_three_up(value, told):
    assert wording.several(value) == told
