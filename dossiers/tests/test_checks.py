"""What is to be put right before issuing is found, with its place and a suggestion."""

from datetime import date

import pytest

from campaigns.tests.factories import ActivityFactory, CategoryFactory
from dossiers import checks
from dossiers.proofreading import proofread
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory


def faults(text):
    """(code, what stands at the place) of every finding."""
    lines = text.splitlines()
    return [
        (one.code, lines[one.paragraph - 1][one.start : one.end])
        for one in proofread(lines)
    ]


# -- Any text -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚", []),
        ("一、甲\n三、乙", [("sequence", "三、")]),
        ("一、甲\n（一）乙\n（三）丙", [("sequence", "（三）")]),
        ("一、甲\n（一）乙\n二、丙\n（二）丁", [("sequence", "（二）")]),
        ("一、甲\n1.乙\n3.丙", [("sequence", "3.")]),
        ("1、甲", [("heading-form", "1、")]),
        ("一是学，二是做，三是评。", []),
        ("一是学；三是评。", [("enumeration", "三是")]),
        ("一是学。\n二是做。\n四是评。", [("enumeration", "四是")]),
    ],
)
def test_numbers_of_headings_and_enumerations_go_on_by_one(text, expected):
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("一四年十一月三日", "2014年11月3日"),
        ("二〇一四年十一月三日", "2014年11月3日"),
        ("2014-11-03", "2014年11月3日"),
        ("2014.3.8", "2014年3月8日"),
        ("14年5月4日", "2014年5月4日"),
        ("2014年03月08日", "2014年3月8日"),
    ],
)
def test_a_date_is_offered_in_its_official_form(text, official):
    [one] = proofread([text])
    assert (one.code, one.severity, one.suggestions) == ("date", "warn", (official,))


@pytest.mark.parametrize(
    "text", ["2014年11月3日", "2014年3月", "2013—2014年度", "3.5.2版"]
)
def test_an_official_date_and_what_is_none_stay(text):
    assert faults(text) == []


def test_a_day_that_never_was_blocks():
    [one] = proofread(["2014年2月30日"])
    assert (one.code, one.is_hard) == ("date", True)


def test_half_width_marks_are_told_once_a_paragraph():
    [one] = proofread(["今年,我院(机关)开展活动;成效好,群众满意."])
    assert one.code == "half-width"
    assert one.suggestions == (", → ，", "( → （", ") → ）", "; → ；", ". → 。")


@pytest.mark.parametrize("text", ["公布1,500份", "31.6%", "访问 a.b,c", "会议（扩大）"])
def test_marks_within_numbers_and_letters_stay(text):
    assert faults(text) == []


def test_doubled_marks_and_blanks_are_found():
    assert faults("今年，，召开XX会议{。") == [
        ("doubled", "，，"),
        ("blank", "XX"),
        ("blank", "{"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以甲为体、以乙为翼、以丙为根、以丁为端的“四位一体”网络", []),
        (
            "以甲为体、以乙为翼、以丙为根的“四位一体”网络",
            [("counted-phrase", "“四位一体”")],
        ),
        ("扎实推进“四位一体”建设", []),
        (
            "整治“甲难、乙难”“丙案、丁案”等“两难两案”",
            [],
        ),
        (
            "整治“立案难、诉讼难”“人情案、金钱案”等“三难两案”",
            [("counted-phrase", "“三难两案”")],
        ),
        ("开展“甲甲”“乙乙”“丙丙”三项活动", []),
        ("开展“甲甲”“乙乙”等四项活动", []),
        ("开展“甲甲”“乙乙”“丙丙”等两项活动", [("counted-phrase", "两项")]),
        ("开展“甲甲”、“乙乙”三项活动", [("counted-phrase", "三项")]),
        ("开展3项活动：“甲甲”“乙乙”", [("counted-phrase", "3项")]),
    ],
)
def test_a_counted_phrase_lists_as_many_as_it_says(text, expected):
    assert faults(text) == expected


def test_the_text_is_measured_against_its_variant():
    lines = ["学" * 1_600]
    assert proofread(lines) == []
    assert [one.code for one in proofread(lines, variant="brief")] == ["length"]


# -- The draft ------------------------------------------------------------------


@pytest.fixture
def summary(db):
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    for day in range(1, 4):
        ActivityFactory(category=category, held_on=date(2014, 3, day), confirmed=True)
    FigureFactory(
        campaign=summary.campaign,
        key="forum",
        label="法官讲坛",
        category=category,
        counting_word="期",
    )
    return summary


def write(summary, body, **fields):
    return SectionFactory(summary=summary, body=body, **fields)


def found(summary):
    return [(one.code, one.severity, one.keys) for one in checks.of(summary)]


def test_a_draft_told_from_the_records_has_no_faults(summary):
    write(summary, "今年，举办法官讲坛{法官讲坛}。")
    assert found(summary) == []


def test_an_unknown_name_and_an_empty_figure_block(summary):
    FigureFactory(
        campaign=summary.campaign,
        key="none_yet",
        label="未有",
        category=CategoryFactory(),
    )
    write(summary, "今年，开展{未有}，又开展{没有的}。")
    assert found(summary) == [
        ("missing-figure", "hard", ("none_yet",)),
        ("unknown-figure", "hard", ()),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("今年，举办法官讲坛4期。", ("contradicted", "hard", ("forum",))),
        ("今年，举办法官讲坛四期。", ("contradicted", "hard", ("forum",))),
        ("今年，举办法官讲坛3期。", ("typed", "warn", ("forum",))),
        ("今年，植树40棵。", ("unsupported", "warn", ())),
    ],
)
def test_a_number_typed_by_hand_is_found(summary, body, expected):
    write(summary, body)
    assert found(summary) == [expected]


def test_a_typed_number_comes_with_the_figure_it_may_mean(summary):
    write(summary, "今年，举办法官讲坛4期。")
    [one] = checks.of(summary)
    assert one.offers == (("{法官讲坛} 3期", "forum"),)


def test_a_finding_leads_to_its_section_and_place(summary):
    write(summary, "开展学习。", heading="甲", order=1)
    parent = write(summary, "", heading="乙", order=2)
    section = write(summary, "学习。\n今年植树40棵。", parent=parent, heading="丙")
    [one] = checks.of(summary)
    assert (one.section, one.paragraph) == (section.pk, 6)
    assert "今年植树40棵。"[one.start : one.end] == "40棵"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("举办法官讲坛{法官讲坛}。", ["window"]),
        ("二年来，举办法官讲坛{法官讲坛}。", ["window"]),
        ("今年开了会。举办法官讲坛{法官讲坛}。", ["window"]),
        ("2014年，举办法官讲坛{法官讲坛}；形式多样。", []),
    ],
)
def test_the_sentence_names_the_time_its_figure_covers(summary, body, codes):
    write(summary, body)
    assert [one[0] for one in found(summary)] == codes


def test_a_heading_with_a_typed_number_or_nothing_below_is_found(summary):
    write(summary, "", heading="一、组织领导")
    assert [one[0] for one in found(summary)] == ["empty", "typed-heading"]


def test_a_longer_draft_asks_no_more_queries(summary, django_assert_num_queries):
    for _ in range(30):
        write(summary, "今年，举办法官讲坛{法官讲坛}，植树40棵。")
    with django_assert_num_queries(3):
        assert len(checks.of(summary)) == 30
