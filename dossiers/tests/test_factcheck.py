"""Every number of a text is supported, contradicted, unsupported or no claim."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from dossiers import factcheck
from dossiers.figures import Fact, Period
from dossiers.likeness import entry
from dossiers.models import Figure

CAMPAIGN = Period(date(2013, 1, 1), date(2014, 11, 3), "二年来")
THIS_YEAR = Period(date(2014, 1, 1), date(2014, 11, 3), "今年")
SINCE_LAST = Period(date(2013, 1, 1), date(2014, 11, 3), "去年以来")
IN_2012 = Period(date.min, date(2012, 12, 31), "2012年")
LATEST = "indicator_latest"

# What the records of the example say: label, value, counting word, time, measure.
ROWS = (
    ("上级法院培训班人次", 61, "人次", CAMPAIGN, "attendances"),
    ("法官讲坛", 18, "期", CAMPAIGN, "sessions"),
    ("示范庭", 25, "次", CAMPAIGN, "activities"),
    ("百案回访", 2, "次", CAMPAIGN, "activities"),
    ("陪审员和联络员培训", 3, "次", CAMPAIGN, "activities"),
    ("书记员比赛", 5, "次", CAMPAIGN, "activities"),
    ("党校培训人数", 11, "人", CAMPAIGN, "people"),
    ("三公经费同比", "-31.6", "%", THIS_YEAR, "indicator_change"),
    ("联络员覆盖率", "99.6", "%", THIS_YEAR, LATEST),
    ("改善条件的法庭", 5, "个", THIS_YEAR, "activities"),
    ("中心法庭", 5, "个", IN_2012, LATEST),
    ("法官工作室", 8, "个", IN_2012, LATEST),
    ("巡回审判点", 10, "个", IN_2012, LATEST),
    ("原有司法便民联络员", 109, "名", IN_2012, LATEST),
    ("现有司法便民联络员", 426, "名", THIS_YEAR, LATEST),
    ("公布裁判文书", 823, "份", SINCE_LAST, "indicator_sum"),
    ("建党周年", 93, "周年", THIS_YEAR, "anniversary"),
    ("制度办法", 8, "项", THIS_YEAR, "evidence"),
)


def known_of(label, value, word, period, measure):
    figure = Figure(label=label, counting_word=word, measure=measure)
    fact = Fact(label, label, Decimal(value), f"{value}{word}", period, "activity", ())
    return entry(figure, fact)


KNOWN = tuple(known_of(*row) for row in ROWS)

# Our own words, with the numbers of the published summary.
TRUE = """二年来，组织60多人次参加上级法院举办的培训班，法官讲坛开讲18期。
坚持以赛促训，开展25次示范庭活动、2次“百案回访”、3次人民陪审员和便民联络员培训、5次书记员比赛。
“三公”经费比上年同比下降31.6%。
2012年建成5个中心法庭、8个法官工作点、10个巡回审判点，聘请109名司法便民联络员。
司法便民联络员队伍不断壮大，由原来的109名增加到现在的426名。
今年为五个基层人民法庭改善了办公条件，出台多项制度办法。
去年以来，公布文书823份。选派10余人到党校培训班学习。
今年是建党93周年。"""


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def judge(text, known=KNOWN):
    """(number, status, told by) of everything that claims something."""
    return [
        (one.number.text, one.status.value, one.fact.label if one.fact else None)
        for one in factcheck.check(text, known)
        if one.status != "ordinary"
    ]


def test_every_number_of_a_true_text_is_supported_by_its_own_figure():
    assert judge(TRUE) == [
        ("60多人次", "supported", "上级法院培训班人次"),
        ("18期", "supported", "法官讲坛"),
        ("25次", "supported", "示范庭"),
        ("2次", "supported", "百案回访"),
        ("3次", "supported", "陪审员和联络员培训"),
        ("5次", "supported", "书记员比赛"),
        ("31.6%", "supported", "三公经费同比"),
        ("5个", "supported", "中心法庭"),
        ("8个", "supported", "法官工作室"),
        ("10个", "supported", "巡回审判点"),
        ("109名", "supported", "原有司法便民联络员"),
        ("109名", "supported", "原有司法便民联络员"),
        ("426名", "supported", "现有司法便民联络员"),
        ("五个", "supported", "改善条件的法庭"),
        ("多项", "supported", "制度办法"),
        ("823份", "supported", "公布裁判文书"),
        ("10余人", "supported", "党校培训人数"),
        ("93周年", "supported", "建党周年"),
    ]


def test_an_altered_copy_is_contradicted_in_exactly_the_altered_places():
    altered = TRUE
    for old, new in (("18期", "19期"), ("426", "462"), ("31.6", "36.1")):
        altered = altered.replace(old, new)
    changed = [one for one in judge(altered) if one[1] != "supported"]
    assert changed == [
        ("19期", "contradicted", "法官讲坛"),
        ("36.1%", "contradicted", "三公经费同比"),
        ("462名", "contradicted", "现有司法便民联络员"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("60多人次", "60人次", "上级法院培训班人次"),
        ("60多人次", "70多人次", "上级法院培训班人次"),
        ("下降31.6%", "上升31.6%", "三公经费同比"),
        ("聘请109名", "聘请190名", "原有司法便民联络员"),
        ("原来的109名", "原来的190名", "原有司法便民联络员"),
        ("8个法官工作点", "9个法官工作点", "法官工作室"),
        ("五个基层", "六个基层", "改善条件的法庭"),
        ("3次人民", "4次人民", "陪审员和联络员培训"),
        ("10余人", "20余人", "党校培训人数"),
        ("823份", "百余份", "公布裁判文书"),
        ("93周年", "92周年", "建党周年"),
    ],
)
def test_one_altered_number_is_told_with_the_figure_it_denies(old, new, label):
    before, after = judge(TRUE), judge(TRUE.replace(old, new))
    [changed] = [two for one, two in zip(before, after, strict=True) if one != two]
    assert changed[1:] == ("contradicted", label)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2014年11月3日", "a year or a date"),
        ("2013—2014年度", "a year or a date"),
        (
            "罗法发〔2014〕12号",
            "part of a code, a document number or a telephone number",
        ),
        ("党的十八届三中全会", "an ordinal, not a count"),
        ("法官讲坛第18期", "an ordinal, not a count"),
        ("3、不断改善办公条件", "the number of a heading"),
        ("二年来", "a span of time"),
        ("建设“四位一体”网络", "part of a set phrase"),
        ("实现“五个在基层”", "part of a set phrase"),
        ("法检两家", "part of a set phrase"),
        ("一项重要工作", "“a” or “one”, not a count"),
        ("每个行政村至少有2名联络员", "a requirement for each, not a count"),
        ("印发《2014年5项措施》", "part of a title"),
        ("召开会议多次", "names no number"),
    ],
)
def test_what_claims_nothing_is_told_with_the_reason(text, reason, english):
    verdicts = factcheck.check(text, KNOWN)
    assert {one.status.value for one in verdicts} == {"ordinary"}
    assert reason in {str(one.why) for one in verdicts}


@pytest.mark.parametrize(
    "text",
    [
        "组织志愿服务12次。",
        "聘请人民陪审员23名。",
        "参加上级法院培训班，其中女干警5人次。",
        "评出优秀庭审3次。",
        "裁判文书上网率85%。",
    ],
)
def test_what_no_figure_explains_is_unsupported(text):
    assert [one[1] for one in judge(text)] == ["unsupported"]


def test_another_counting_word_is_not_borne_out_but_named():
    [verdict] = factcheck.check("举办法官讲坛18次。", KNOWN)
    assert verdict.status == "unsupported"
    assert [fact.label for fact in verdict.nearby] == ["法官讲坛"]


def test_the_right_number_at_the_wrong_time_is_not_borne_out(english):
    [verdict] = factcheck.check("今年举办法官讲坛18期。", KNOWN)
    assert verdict.status == "unsupported"
    assert verdict.why == "法官讲坛 covers another time: 二年来."


def test_nearly_all_is_not_all():
    assert judge("联络员覆盖率达100%。") == [("100%", "contradicted", "联络员覆盖率")]


def test_a_rare_value_is_its_own_evidence_and_a_common_one_is_not():
    assert judge("共计823份。") == [("823份", "supported", "公布裁判文书")]
    assert judge("共计18期。") == [("18期", "unsupported", None)]


def test_a_place_is_a_paragraph_and_its_letters():
    text = "学习。\n举办法官讲坛19期。"
    [verdict] = factcheck.check(text, KNOWN)
    line = text.splitlines()[verdict.paragraph - 1]
    assert line[verdict.number.start : verdict.number.end] == "19期"


def test_marked_text_is_the_text_without_empty_lines():
    text = "举办法官讲坛19期。\n\n示范庭25次，好。"
    runs = factcheck.marked(text, factcheck.check(text, KNOWN))
    assert ["".join(words for words, _verdict in line) for line in runs] == [
        "举办法官讲坛19期。",
        "示范庭25次，好。",
    ]
