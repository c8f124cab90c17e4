"""The sums of GB/T 9704-2012 that every export shares."""

import pytest

from dossiers.exports import measures


@pytest.mark.parametrize(
    ("organisation", "day", "indents"),
    [
        (7, 6.5, (2, 0.5)),
        (7, 7, (2, 0)),
        (12, 6.5, (2, 5.5)),
        (4, 6.5, (6.5, 2)),
        (40, 6.5, (2, 19.5)),
    ],
)
def test_the_indents_of_a_signature(organisation, day, indents):
    assert measures.unsealed_indents(organisation, day, cell=1) == indents


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("文明单位创建工作总结", ["文明单位创建工作总结"]),
        (
            "罗田县人民法院2013—2014年度省级文明单位创建工作总结",
            ["罗田县人民法院2013—2014年度", "省级文明单位创建工作总结"],
        ),
        ("一" * 25, ["一" * 25]),
        ("工作\n总结", ["工作", "总结"]),
    ],
)
def test_a_long_title_is_broken_where_the_sense_allows(title, lines):
    assert list(measures.title_lines(title)) == lines


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("法院", 2), ("2014年", 3), ("“—”", 3), ("60多", 2)]
)
def test_a_latin_letter_or_digit_is_half_as_wide_as_a_hanzi(text, width):
    assert measures.width(text) == width
