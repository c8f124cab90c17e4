"""Several tellings of one ledger: every one of them carries the same numbers."""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    TrainingRecordFactory,
    UserFactory,
)
from dossiers import figures, reports, variants
from dossiers.blocks import Heading, Paragraph, Quote, Table
from dossiers.tests.factories import (
    FigureFactory,
    ItemPartFactory,
    SectionFactory,
    SummaryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def criterion():
    return CriterionFactory(code="2.1", title="学习教育")


@pytest.fixture
def summary(criterion):
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    category.criteria.add(criterion)
    activity = ActivityFactory(
        category=category,
        title="第一期",
        held_on=date(2014, 3, 1),
        place="三楼会议室",
        criteria=[criterion],
        confirmed=True,
    )
    EvidenceFactory.create_batch(2, activity=activity)
    FigureFactory(
        campaign=summary.campaign, key="forum", label="讲坛", category=category
    )
    return summary


def quotes(document):
    blocks = (block for block in document.blocks if isinstance(block, Paragraph))
    return [
        run.text for block in blocks for run in block.runs if isinstance(run, Quote)
    ]


def words(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


# -- Short ---------------------------------------------------------------------------


def test_the_short_summary_keeps_what_carries_figures(summary):
    filler = "这是一句没有数字的话。" * 200
    SectionFactory(
        summary=summary, heading="学习", body=f"开头。{filler}举办{{讲坛}}。"
    )
    document = variants.short(summary)
    assert quotes(document) == quotes(variants.full(summary)) == ["1次"]
    assert 1480 <= variants.length(document) <= 1500


def test_the_short_summary_takes_a_sentence_by_any_of_its_marks(summary):
    SectionFactory(summary=summary, heading="", body="开头!举办{讲坛}?结尾!")
    sections, facts = list(summary.sections.all()), figures.of(summary)
    document = variants.shorten(summary, sections, facts, limit=5)
    assert words(document) == ["举办1次?"]


def test_a_summary_that_is_short_already_stays_whole(summary):
    SectionFactory(summary=summary, body="举办{讲坛}。成效明显。\n另起一段。")
    assert variants.short(summary) == variants.full(summary)


def test_a_heading_without_a_sentence_left_goes(summary):
    for heading, body in (("一", "举办{讲坛}。"), ("二", "很长。" * 500)):
        SectionFactory(summary=summary, heading=heading, body="空" * 400 + body)
    SectionFactory(summary=summary, heading="三", body="无" * 1600)
    document = variants.short(summary)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["一", "二"]


def test_a_heading_above_what_stays_stays(summary):
    above = SectionFactory(summary=summary, heading="上", body="")
    SectionFactory(summary=summary, parent=above, heading="下", body="举办{讲坛}。")
    labels = [
        block.label + block.text
        for block in variants.short(summary).blocks
        if isinstance(block, Heading)
    ]
    assert labels == ["一、上", "（一）下"]


# -- By criterion ------------------------------------------------------------------------


def report(summary, criterion):
    facts = figures.of(summary)
    rows = type(criterion).objects.filter(pk=criterion.pk)
    found = reports.of(summary.campaign, rows, facts, summary.as_of)
    return reports.single(
        summary.campaign, criterion, found[0] if found else None, summary.as_of
    )


def test_a_report_tells_dated_events_proof_and_the_same_figures(summary, criterion):
    document = report(summary, criterion)
    unit = summary.campaign.activities.get().unit.name
    assert words(document) == [
        "围绕“学习教育”，开展经确认的活动1次，形成有效证明材料2件。"
        f"2014年3月1日，{unit}开展“第一期”，地点：三楼会议室。开展了活动。"
        "主要数据：今年讲坛1次。"
    ]
    assert quotes(document) == ["1次"]


def test_each_kind_is_told_by_what_a_court_does_with_it(summary, criterion):
    days = {}
    for day, kind in enumerate(("measure", "meeting", "activity"), start=1):
        days[kind] = ActivityFactory(
            title=f"“{kind}”活动",
            held_on=date(2014, 5, day),
            category=CategoryFactory(kind=kind),
            criteria=[criterion],
            confirmed=True,
            place="",
            narrative=f"{kind}首句。其次不写。",
        )
    (text,) = words(report(summary, criterion))
    assert "开展经确认的活动3次，制定印发经确认的文件材料1份" in text
    for kind, verb in (
        ("measure", "制定印发"), ("meeting", "召开"), ("activity", "开展"),
    ):  # fmt: skip
        unit = days[kind].unit.name
        assert f"{unit}{verb}“‘{kind}’活动”。{kind}首句。" in text
    assert "其次" not in text


@pytest.mark.parametrize("number", [5, 20, 60])
def test_a_report_never_passes_500_characters_and_counts_what_it_leaves_out(
    summary, criterion, number
):
    for day in range(number):
        ActivityFactory(
            title=f"文明创建主题教育实践活动第{day}次",
            held_on=date(2014, 4, 1 + day % 28),
            criteria=[criterion],
            confirmed=True,
            narrative="全院干警参加，各庭室分工负责。",
        )
    document = report(summary, criterion)
    (text,) = words(document)
    assert variants.length(document) + len(document.title) <= 500
    told = text.count("地点：")
    left = number + 1 - told
    assert (f"另有{left}项从略" in text) == bool(left)


def test_a_rule_that_allows_fewer_characters_is_kept(summary, criterion):
    EvidenceRuleFactory(criterion=criterion, asked="report", maximum_characters=100)
    for _number in range(9):
        ActivityFactory(criteria=[criterion], confirmed=True)
    assert variants.length(report(summary, criterion)) <= 100


def test_what_is_not_confirmed_or_later_is_not_told(summary, criterion):
    ActivityFactory(title="待确认", criteria=[criterion], submitted=True)
    ActivityFactory(
        title="以后", held_on=date(2014, 12, 1), criteria=[criterion], confirmed=True
    )
    (text,) = words(report(summary, criterion))
    assert "活动1次" in text


def test_a_criterion_without_records_says_so(summary):
    assert words(report(summary, CriterionFactory())) == ["尚无经确认的记录，待补充。"]


def test_all_reports_stand_in_one_document(summary, criterion):
    CriterionFactory(code="2.2")
    document = variants.criteria(summary)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["2.1 学习教育"]


# -- The table of sources ------------------------------------------------------------------


def test_the_table_names_value_window_records_and_proof(summary):
    (table,) = (
        block
        for block in variants.sources_table(summary).blocks
        if isinstance(block, Table)
    )
    assert table.rows == (
        ("讲坛", "1次", "今年\n2014.1.1—2014.11.3", "—", "1", "2", "未归档"),
    )


def test_attendances_share_the_proof_of_their_event(summary):
    activity = summary.campaign.activities.get()
    TrainingRecordFactory.create_batch(3, activity=activity)
    FigureFactory(
        campaign=summary.campaign,
        key="trained",
        measure="attendances",
        counting_word="人次",
    )
    (table, _signature) = variants.sources_table(summary).blocks
    assert [row[4:6] for row in table.rows] == [("1", "2"), ("3", "2")]


def test_the_table_tells_under_which_numbers_the_proof_is_filed(summary):
    activity = summary.campaign.activities.get()
    codes = [
        ItemPartFactory(evidence=entry, item__campaign=summary.campaign).item.code
        for entry in activity.evidence.all()
    ]
    figures, records, _signature = variants.workbook(summary, by=None).blocks
    assert figures.rows[0][-1] == f"{min(codes)}等2件"
    assert records.rows[0][-1] == "\n".join(sorted(codes))


def test_the_annex_begins_a_page_behind_the_signature(summary):
    *_before, last = variants.annexed(summary).blocks
    assert (type(last), last.starts_page) == (Table, True)


# -- Pages and files ----------------------------------------------------------------------


@pytest.fixture
def clerk(client):
    client.force_login(UserFactory(role=roles.OFFICE))


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_every_variant_has_a_page_and_a_word_file(client, clerk, summary, variant):
    SectionFactory(summary=summary, body="举办{讲坛}。")
    url = reverse("summary-variant", args=[summary.pk, variant])
    assert "1次" in client.get(url).content.decode()
    url = reverse("variant-export", args=[summary.pk, variant, "docx"])
    assert client.get(url).content.startswith(b"PK")


def test_the_workbook_holds_figures_and_records(client, clerk, summary):
    url = reverse("variant-export", args=[summary.pk, "figures", "xlsx"])
    book = load_workbook(BytesIO(client.get(url).content))
    figures_sheet, records_sheet = book.worksheets
    assert [cell.value for cell in figures_sheet[2]][:2] == ["讲坛", "1次"]
    assert [cell.value for cell in records_sheet[2]][:3] == [
        "讲坛",
        "第一期",
        "2014-03-01",
    ]


def test_the_report_of_a_criterion_is_downloaded(client, clerk, summary, criterion):
    url = reverse("criterion-report", args=[criterion.pk, "txt"])
    assert "第一期" in client.get(url).content.decode()


def test_staff_do_not_read_other_units_in_a_report(client, summary, criterion):
    client.force_login(UserFactory())
    url = reverse("criterion-report", args=[criterion.pk, "txt"])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_the_command_writes_every_variant(summary, tmp_path, variant):
    SectionFactory(summary=summary, body="举办{讲坛}。")
    file = tmp_path / "report.txt"
    options = {"year": 2014, "variant": variant, "format": "txt", "output": file}
    call_command("export_summary", summary.campaign.slug, **options)
    assert "1次" in file.read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["figure-overlaps", "criteria"])
def test_what_names_every_unit_is_for_those_who_see_the_whole_court(client, name):
    person = UserFactory(role=roles.UNIT_HEAD)
    summary = SectionFactory(owner=person.unit).summary
    client.force_login(person)
    url = (
        reverse(name, args=[summary.pk])
        if name == "figure-overlaps"
        else reverse("summary-variant", args=[summary.pk, name])
    )
    assert client.get(summary.get_absolute_url()).status_code == 200
    assert client.get(url).status_code == 404
