"""What inspectors complain about: each check finds its fault, and only that."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from campaigns import roles
from campaigns.models import Assignment, Exemption, FileText, Incident, VetoRule
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    HonourFactory,
    StatementFactory,
    StoredFileFactory,
    TrainingRecordFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import figures, rehearsals
from dossiers.complaints import holdings
from dossiers.complaints.checklist import CHECKS
from dossiers.complaints.lines import BAD, LOOK, WARN
from dossiers.models import Edition
from dossiers.tests.factories import (
    ArchiveItemFactory,
    FigureFactory,
    ItemPartFactory,
    SummaryFactory,
)

pytestmark = pytest.mark.django_db
GOOD = "2014年3月8日，三楼会议室，全体干警，三八节联谊活动"


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def activity(campaign):
    return held(campaign)


def held(campaign, **values):
    values.setdefault("logged_at", datetime(2014, 3, 10, 9, tzinfo=UTC))
    values.setdefault("category", CategoryFactory(artefacts=""))
    return ActivityFactory(campaign=campaign, confirmed=True, **values)


def report(activity, text, caption="情况说明", **values):
    file = StoredFileFactory(characters=len(text))
    FileText.objects.create(stored_file=file, text=text)
    return EvidenceFactory(
        activity=activity, kind="report", caption=caption, stored_file=file, **values
    )


def picture(activity, **values):
    file = values.pop("file", {})
    values.setdefault("caption", GOOD)
    values.setdefault("file_name", "20140308-1.jpg")
    values.setdefault(
        "stored_file",
        StoredFileFactory(**{"width": 1200, "height": 900, "size": 9000} | file),
    )
    return EvidenceFactory(activity=activity, kind="picture", **values)


def lines(campaign, code):
    """The names of the records a check complains of."""
    found = rehearsals.of(campaign).find(code)
    return [(line.name, line.detail) for line in found.lines]


def names(campaign, code):
    return [name for name, _detail in lines(campaign, code)]


# -- Texts -------------------------------------------------------------------------------


def test_a_report_without_figures(campaign, activity):
    report(activity, "2014年，领导重视，措施有力。", caption="空话")
    report(activity, "开展活动12次，参加300人次。", caption="有数")
    assert names(campaign, "texts-without_figures") == ["空话"]


def test_a_report_that_sums_up(campaign, activity):
    report(activity, "一年来，各项工作再上新台阶。", caption="总结体")
    report(activity, "3月8日组织42名干警参加。", caption="说明体")
    assert lines(campaign, "texts-as_summary") == [
        ("总结体", "含有：一年来、再上新台阶")
    ]


def test_a_report_of_more_than_500_characters(campaign, activity):
    report(activity, "字" * 501, caption="长")
    report(activity, "字" * 500, caption="正好")
    assert names(campaign, "texts-too_long") == ["长"]


def test_a_text_that_does_not_speak_of_its_criterion(campaign):
    criterion = CriterionFactory(title="道德讲堂", requirement="每季度举办道德讲堂")
    activity = held(campaign, criteria=[criterion])
    report(activity, "院内绿化面积200平方米。", caption="文不对题")
    report(activity, "全年举办道德讲堂4次。", caption="切题")
    assert names(campaign, "texts-off_topic") == ["文不对题"]


def test_a_title_that_says_summary_sums_up_nothing(campaign, activity):
    report(activity, "2013年工作总结\n全年开展活动12次。", caption="2013年工作总结")
    assert names(campaign, "texts-as_summary") == []
    report(activity, "2013年工作总结\n一年来开展活动12次。", caption="总结体")
    assert names(campaign, "texts-as_summary") == ["总结体"]


def test_a_piece_of_news_may_use_words_of_its_own(campaign):
    criterion = CriterionFactory(title="道德讲堂", requirement="每季度举办道德讲堂")
    for kind in ("publicity", "activity"):
        category = CategoryFactory(kind=kind, artefacts="")
        row = held(campaign, criteria=[criterion], category=category)
        report(row, "院内绿化面积200平方米。", caption=kind)
    assert names(campaign, "texts-off_topic") == ["activity"]
    assert rehearsals.of(campaign).find("texts-off_topic").weight == LOOK


@pytest.mark.parametrize(
    ("texts", "group", "reach"),
    [
        ([], "unread", (0, 1)),
        (["共12次。"], "clean", (1, 2)),
        (["领导重视。"], "wanting", (1, 2)),
    ],
)
def test_what_could_not_be_read_is_not_told_as_passed(
    campaign, activity, texts, group, reach
):
    EvidenceFactory(activity=activity, kind="report", caption="扫描件")
    for text in texts:
        report(activity, text)
    checklist = rehearsals.of(campaign)
    complaint = checklist.find("texts-without_figures")
    assert (complaint.group, complaint.reach) == (group, reach)
    assert checklist.clean + checklist.unread == sum(
        not each.lines for each in checklist.complaints
    )


def test_words_that_could_be_read_are_to_be_read(campaign, activity):
    for name in ("说明.docx", "扫描.ofd"):
        EvidenceFactory(activity=activity, kind="report", caption=name, file_name=name)
    told = dict(lines(campaign, "texts-unread"))
    assert "read_texts" in told["说明.docx"] and told["扫描.ofd"] == "扫描.ofd"


def test_a_report_nobody_can_read_by_machine(campaign, activity):
    EvidenceFactory(activity=activity, kind="report", caption="扫描件")
    report(activity, "共12次。", caption="可读")
    assert names(campaign, "texts-unread") == ["扫描件"]


# -- Pictures ----------------------------------------------------------------------------


def test_a_good_picture_is_only_looked_at(campaign, activity):
    picture(activity)
    found = [each.code for each in rehearsals.of(campaign).complaints if each.lines]
    archive = {"holdings-unfiled", "holdings-unchecked"}
    assert set(found) == {"pictures-to_look_at"} | archive


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("pictures-too_small", {"file": {"width": 640, "height": 480}}),
        ("pictures-too_large", {"file": {"size": (2 << 20) + 1}}),
        ("pictures-caption_wanting", {"caption": "合影"}),
        ("pictures-other_day", {"taken_on": date(2014, 5, 1)}),
        ("pictures-undated_name", {"file_name": "IMG.jpg"}),
    ],
)
def test_a_picture_with_a_fault(campaign, activity, code, values):
    entry = picture(activity, **values)
    picture(activity, taken_on=activity.held_on)
    assert names(campaign, code) == [str(entry)]


def test_one_picture_for_two_events(campaign, activity):
    file = StoredFileFactory(width=1200, height=900)
    picture(activity, stored_file=file)
    picture(activity, stored_file=file, caption=f"{GOOD}二")  # twice for one event
    assert names(campaign, "pictures-used_twice") == []
    swapped = picture(held(campaign), stored_file=file, caption="另一活动")
    assert names(campaign, "pictures-used_twice") == [str(swapped)]


# -- Papers ------------------------------------------------------------------------------


def test_a_meeting_leaves_five_papers(campaign):
    meeting = CategoryFactory(kind="meeting", artefacts="会议记录")
    row = held(campaign, category=meeting, title="动员会")
    EvidenceFactory(activity=row, caption="关于召开动员会的通知")
    TrainingRecordFactory(activity=row)
    picture(row)
    told = [("动员会", "未找到：讲话、会议记录")]
    assert lines(campaign, "papers-meetings") == told
    EvidenceFactory(activity=row, kind="other", caption="院长讲话")
    EvidenceFactory(activity=row, kind="other", caption="会议记录")
    assert lines(campaign, "papers-meetings") == []


def test_an_activity_without_what_its_category_needs(campaign):
    row = held(campaign, category=CategoryFactory(artefacts="方案、照片"))
    assert lines(campaign, "papers-activities") == [(row.title, "未找到：方案、照片")]
    EvidenceFactory(activity=row, caption="活动方案")
    picture(row)
    assert lines(campaign, "papers-activities") == []


def test_papers_missing_cost_points_only_where_a_rule_is_not_met(campaign):
    needs = CategoryFactory(artefacts="方案、照片")
    full, short = CriterionFactory(title="足"), CriterionFactory(title="欠")
    EvidenceRuleFactory(criterion=short)
    rows = [held(campaign, category=needs, criteria=[each]) for each in (full, short)]
    assert names(campaign, "papers-activities") == [str(rows[0])]
    assert names(campaign, "papers-short") == [str(rows[1])]
    weights = [rehearsals.of(campaign).find(f"papers-{each}").weight
               for each in ("activities", "short")]  # fmt: skip
    assert weights == [WARN, BAD]


@pytest.mark.parametrize(
    ("kind", "caption", "is_enough"),
    [
        ("document", "甲", True),
        ("report", "乙", True),
        ("table", "丙", True),
        ("other", "情况说明", True),
        ("other", "丁", False),
        ("picture", "戊", False),
    ],
)
def test_of_a_list_with_or_any_one_will_do(campaign, kind, caption, is_enough):
    row = held(campaign, category=CategoryFactory(artefacts="文件、说明或表格"))
    EvidenceFactory(activity=row, kind=kind, caption=caption)
    told = [] if is_enough else [(row.title, "未找到：文件、说明或表格")]
    assert lines(campaign, "papers-activities") == told


def test_a_statement_and_a_plan_bear_no_number(campaign, activity):
    statement = StatementFactory(campaign=campaign, signed=True)
    EvidenceFactory(activity=None, statement=statement, caption="责任书")
    EvidenceFactory(activity=activity, caption="春节活动方案")
    assert names(campaign, "papers-numbers") == []


def test_a_main_paper_without_its_annex(campaign, activity):
    file = StoredFileFactory()
    FileText.objects.create(stored_file=file, text="现印发你们。附件：考勤表")
    EvidenceFactory(activity=activity, caption="考勤办法", stored_file=file)
    assert names(campaign, "papers-annexes") == ["考勤办法"]
    EvidenceFactory(activity=activity, kind="table", caption="考勤表")
    assert names(campaign, "papers-annexes") == []


def test_a_request_without_its_reply(campaign, activity):
    EvidenceFactory(activity=activity, caption="关于修缮审判楼经费的请示")
    assert names(campaign, "papers-requests") == ["关于修缮审判楼经费的请示"]
    EvidenceFactory(activity=held(campaign), caption="关于法官培训的批复")
    assert names(campaign, "papers-requests") == ["关于修缮审判楼经费的请示"]
    EvidenceFactory(activity=held(campaign), caption="关于修缮审判楼经费的批复")
    assert names(campaign, "papers-requests") == []


def test_a_series_with_an_issue_missing(campaign):
    forum = CategoryFactory(name="法官讲坛")
    for number in ("第一期", "第2期", "第四期"):
        held(campaign, category=forum, title=f"法官讲坛{number}")
    assert lines(campaign, "papers-series") == [("法官讲坛 2014", "缺第3期")]
    held(campaign, category=forum, title="法官讲坛第三期")
    assert lines(campaign, "papers-series") == []


def test_a_month_missing_in_what_is_done_monthly(campaign):
    brief = CategoryFactory(name="简报")
    for month in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11):
        held(campaign, category=brief, held_on=date(2014, month, 20))
    assert lines(campaign, "papers-months") == [("简报 2014", "缺5月")]
    held(campaign, category=brief, held_on=date(2014, 5, 20))
    assert lines(campaign, "papers-months") == []


def test_what_comes_when_another_court_calls_has_no_holes(campaign):
    called, forum = CategoryFactory(name="上级培训"), CategoryFactory(name="讲坛")
    for number, month in enumerate((1, 2, 3, 4, 6, 7, 8, 9), start=1):
        day = date(2014, month, 20)
        held(campaign, category=called, held_on=day, title="上级法院培训")
        held(campaign, category=forum, held_on=day, title=f"讲坛第{number}期")
    assert lines(campaign, "papers-months") == [("讲坛 2014", "缺5月")]


def test_what_is_done_now_and_then_has_no_holes(campaign):
    for month in (1, 4, 9):
        held(
            campaign, category=CategoryFactory(name=f"{month}"),
            held_on=date(2014, month, 1),
        )  # fmt: skip
    assert lines(campaign, "papers-months") == []


def test_a_formal_document_without_its_number(campaign, activity):
    EvidenceFactory(activity=activity, caption="无号")
    EvidenceFactory(
        activity=activity, caption="有号", document_number="罗法〔2014〕1号"
    )
    assert names(campaign, "papers-numbers") == ["无号"]


def test_a_long_document_without_the_passage_that_proves(campaign, activity):
    EvidenceFactory(activity=activity, caption="四页", pages=4)
    EvidenceFactory(activity=activity, caption="三页", pages=3)
    EvidenceFactory(activity=activity, caption="已摘", pages=9, passage="第三条")
    assert lines(campaign, "papers-passages") == [("四页", "共4页")]


# -- When it was entered -----------------------------------------------------------------


def test_what_was_entered_late(campaign, activity):
    late = held(campaign, logged_at=datetime(2014, 5, 1, 9, tzinfo=UTC))
    assert lines(campaign, "habits-late") == [(late.title, "活动后54天录入")]


def test_what_was_entered_in_the_last_ten_days_of_a_year(campaign, activity):
    last = held(campaign, logged_at=datetime(2014, 12, 22, 9, tzinfo=UTC))
    held(campaign, logged_at=datetime(2014, 12, 21, 9, tzinfo=UTC))
    assert names(campaign, "habits-last_days") == [last.title]


def test_a_heap_in_december(campaign):
    for day in range(1, 4):
        held(campaign, logged_at=datetime(2014, 3, day, 9, tzinfo=UTC))
    assert lines(campaign, "habits-heap") == []
    held(campaign, logged_at=datetime(2014, 12, 2, 9, tzinfo=UTC))
    assert lines(campaign, "habits-heap") == [
        ("2014", "全年4条中有1条在12月录入，占25%")
    ]


# -- Criteria, statements, honours ---------------------------------------------------------


def test_a_criterion_with_neither_proof_nor_explanation(campaign):
    unit = UnitFactory(name="政工科")
    bare, said, proved = (CriterionFactory(title=each) for each in ("空", "免", "有"))
    for criterion in (bare, said, proved):
        EvidenceRuleFactory(criterion=criterion)
        Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    Exemption.objects.create(
        campaign=campaign, criterion=said, reason="本院无此项", judged_by=UserFactory()
    )
    held(campaign, criteria=[proved])
    (line,) = rehearsals.of(campaign).find("standing-criteria").lines
    assert (line.name, line.unit, line.units) == (str(bare), "政工科", {unit.pk})


def test_an_honour_without_its_paper(campaign):
    now = timezone.now()
    told = {"status": "confirmed", "submitted_at": now, "confirmed_at": now}
    bare, proved = (
        HonourFactory(campaign=campaign, confirmed_by=UserFactory(), title=t, **told)
        for t in ("无证", "有证")
    )
    EvidenceFactory(activity=None, honour=proved)
    assert names(campaign, "standing-honours") == [bare.title]


def test_statements_unsigned_and_signed_late(campaign):
    open_one = StatementFactory(campaign=campaign)
    day = datetime(2014, 4, 1, 9, tzinfo=UTC)
    late = StatementFactory(
        campaign=campaign, signed=True, unit_signed_at=day, court_signed_at=day
    )
    day = datetime(2014, 3, 31, 9, tzinfo=UTC)
    StatementFactory(
        campaign=campaign, signed=True, unit_signed_at=day, court_signed_at=day
    )
    assert lines(campaign, "standing-unsigned") == [(str(open_one), "庭室未签字")]
    assert lines(campaign, "standing-signed_late") == [(str(late), "2014-04-01签订")]


def test_an_event_of_the_negative_list_not_yet_checked(campaign):
    rules = [
        VetoRule.objects.create(
            standard=campaign.standard, title=title, consequence="veto"
        )
        for title in ("未查", "已查")
    ]
    Incident.objects.create(
        campaign=campaign, rule=rules[1], finding="none", checked_by=UserFactory()
    )
    assert names(campaign, "standing-vetoes") == ["未查"]


def test_an_edition_that_tells_another_figure_than_the_records(campaign):
    FigureFactory(campaign=campaign, key="meetings", label="会议次数")
    held(campaign)
    told = {"label": "会议次数", "text": "1次", "listed": "待补充"}
    fact = figures.of(SummaryFactory(campaign=campaign))["meetings"]
    told |= {"text": fact.text, "listed": fact.listed}
    edition(campaign, {"meetings": told})
    assert lines(campaign, "standing-edition") == []
    held(campaign)
    assert lines(campaign, "standing-edition") == [
        ("会议次数", f"{fact.text} → 2次"),
    ]


def edition(campaign, facts):
    return Edition.objects.create(
        summary=campaign.summaries.get(),
        number=1,
        title="总结",
        as_of=date(2014, 11, 3),
        issued_by=UserFactory(role=roles.LEADING_GROUP),
        document={},
        text="",
        facts=facts,
        passes=[],
        waivers=[],
        versions={},
    )


# -- The archive ---------------------------------------------------------------------------


def test_what_is_not_filed_and_what_has_no_box(campaign, activity):
    loose = EvidenceFactory(activity=activity, caption="散件")
    filed = EvidenceFactory(activity=activity, caption="已归")
    part = ItemPartFactory(item=ArchiveItemFactory(campaign=campaign), evidence=filed)
    assert names(campaign, "holdings-unfiled") == [str(loose)]
    assert names(campaign, "holdings-unboxed") == [str(part.item)]


@pytest.mark.parametrize(
    ("state", "failures", "days", "told"),
    [
        ("good", 0, 30, None),
        ("good", 0, 31, "上次检测在31天前"),
        ("stale", 0, 12, "上次检测在12天前"),
        ("failed", 2, 1, "2项未通过"),
        ("unfinished", 0, 1, "上次检测未完成"),
    ],
)
def test_an_archive_not_checked_of_late(state, failures, days, told):
    health = SimpleNamespace(state=state, failures=failures, days=days, run=1)
    found = holdings.unchecked(SimpleNamespace(health=health))
    assert [line.detail for line in found] == ([told] if told else [])


def test_an_archive_never_checked(campaign):
    assert lines(campaign, "holdings-unchecked") == [("四性检测", "从未检测")]


# -- All of them ---------------------------------------------------------------------------


def test_every_check_has_a_code_of_its_own():
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes) == 33


def test_what_is_not_confirmed_is_nobodys_complaint(campaign):
    draft = ActivityFactory(campaign=campaign, submitted=True)
    picture(draft, file_name="IMG.jpg")
    assert names(campaign, "pictures-undated_name") == []


def test_a_campaign_without_anything_wants_its_archive_checked(campaign):
    found = [each.code for each in rehearsals.of(campaign).complaints if each.lines]
    assert found == ["holdings-unchecked"]


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_checks_take_the_same_queries_whatever_the_size(
    campaign, size, django_assert_num_queries
):
    meeting = CategoryFactory(kind="meeting", artefacts="会议记录")
    for number in range(size):
        criterion = CriterionFactory()
        EvidenceRuleFactory(criterion=criterion)
        row = held(campaign, category=meeting, criteria=[criterion])
        report(row, f"共{number}次。")
        EvidenceFactory(activity=row, caption="请示")
        picture(row, caption="")
        statement = StatementFactory(campaign=campaign)
        EvidenceFactory(activity=None, statement=statement, caption="责任书")
        ItemPartFactory(
            item=ArchiveItemFactory(campaign=campaign),
            evidence=EvidenceFactory(activity=row),
        )
    with django_assert_num_queries(QUERIES):
        assert rehearsals.of(campaign).number > size


QUERIES = 15


def test_one_picture_for_two_records_that_are_no_events(campaign):
    file = StoredFileFactory(width=1200, height=900)
    for caption in ("甲", "乙"):
        swapped = EvidenceFactory(
            kind="picture",
            activity=None,
            honour=HonourFactory(
                campaign=campaign,
                status="confirmed",
                submitted_at=timezone.now(),
                confirmed_by=UserFactory(),
                confirmed_at=timezone.now(),
            ),
            stored_file=file,
            caption=caption,
        )
    assert names(campaign, "pictures-used_twice") == [str(swapped)]
