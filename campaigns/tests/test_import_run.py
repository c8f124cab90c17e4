"""A dry run is the real run, rolled back; what was imported exports again unchanged."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.utils import translation
from openpyxl import load_workbook

from campaigns import roles, standards
from campaigns.imports import display, template, writing
from campaigns.models import Criterion, EvidenceRule, Method, Standard, VetoRule
from campaigns.refusals import Refused
from campaigns.tests import tables
from campaigns.tests.factories import CourtFactory, StandardFactory, UserFactory

pytestmark = pytest.mark.django_db
DEMO = Path(settings.BASE_DIR) / "config" / "demo" / "standards"
WARNED = tables.TABLE.replace("领导,5", "领导,6")
EVERYTHING = (Standard, Criterion, EvidenceRule, VetoRule, Method, LogEntry)


@pytest.fixture(autouse=True)
def english():
    """What a message says is tested in the words of the source."""
    with translation.override("en"):
        yield


def counts():
    return [model.objects.count() for model in EVERYTHING]


def leaves(number):
    """A table of two levels with so many leaves, each with two requirements."""
    parts = ["编号,上级编号,标题,分值,测评方式,报送类型,最少数量"]
    for part in range(number // 20):
        parts.append(f"{part},,第{part}部分,20,,,")
        for at in range(20):
            methods = "材料审核、实地考察"
            parts.append(f"{part}.{at},{part},第{part}.{at}条,1,{methods},图片,2")
            parts.append(",,,,,正式文件,1")
    return "\n".join(parts)


# -- Dry and real -----------------------------------------------------------------------


def test_a_dry_run_finds_the_same_and_keeps_nothing():
    court = CourtFactory()
    before = counts()
    dry = tables.run(tables.whole(), dry_run=True, court=court)
    assert counts() == before
    real = tables.run(tables.whole(), court=court)
    assert display.of_plan(dry.plan) == display.of_plan(real.plan)
    assert (dry.findings, dry.counts) == (real.findings, real.counts)
    assert (dry.is_imported, real.is_imported) == (False, True)
    assert dry.standard is None


def test_a_file_with_one_error_changes_nothing():
    CourtFactory()
    before = counts()
    report = tables.run(tables.whole(tables.TABLE.replace("研究,3", "研究,三")))
    assert (len(report.errors), report.is_imported) == (1, False)
    assert counts() == before


def test_warnings_block_until_somebody_knows_of_them():
    CourtFactory()
    before = counts()
    assert not tables.run(tables.whole(WARNED)).is_imported
    assert counts() == before
    assert tables.run(tables.whole(WARNED), knowing=True).is_imported


def test_the_version_remembers_its_file():
    report = tables.run(tables.whole(), "甲.csv")
    assert report.standard.source_name == "甲.csv"
    assert report.standard.source_digest == report.digest
    assert len(report.digest) == 64


def test_the_log_names_who_and_which_file():
    report = tables.run(tables.whole())
    entry = LogEntry.objects.get_for_object(report.standard).get()
    assert entry.changes["source_digest"][1] == report.digest


def test_the_same_version_is_not_imported_twice():
    tables.run(tables.whole())
    again = tables.run(tables.whole())
    assert tables.told(again.errors) == [("error", 0, "版本")]
    assert Standard.objects.count() == 1


def test_a_new_version_replaces_the_newest_of_its_name():
    first = tables.run(tables.whole()).standard
    second = tables.run(tables.whole(facts=[("版本", "2016")])).standard
    assert (first.replaces, second.replaces) == (None, first)
    other = StandardFactory()
    third = tables.run(tables.whole(facts=[("版本", "2017")]), replaces=other).standard
    assert third.replaces == other
    assert first.criteria.count() == 3


def test_methods_the_court_has_are_used_and_new_ones_are_told():
    court = CourtFactory()
    known = Method.objects.create(court=court, name="材料审核", is_documentary=False)
    report = tables.run(tables.whole(), court=court)
    assert [found.level for found in report.notes] == ["note"]
    assert report.standard.criteria.get(code="1.2").methods.get() == known
    assert not Method.objects.get(name="实地考察").is_documentary


@pytest.mark.parametrize("role", [roles.STAFF, roles.LEADING_GROUP, roles.ASSESSOR])
def test_it_refuses_who_is_not_of_the_office(role):
    with pytest.raises(Refused):
        tables.run(tables.whole(), by=UserFactory(role=role))


def test_it_refuses_the_office_of_another_court():
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    with pytest.raises(Refused):
        tables.run(tables.whole(), by=stranger)


# -- Size ---------------------------------------------------------------------------------


def test_400_leaves_take_seconds_and_few_queries(
    django_assert_max_num_queries,
):
    tables.run(tables.whole())
    for number in (40, 400):
        text = tables.whole(leaves(number), facts=[("版本", str(number))])
        started = time.monotonic()
        with django_assert_max_num_queries(30):
            report = tables.run(text)
        assert time.monotonic() - started < 5
        assert report.counts["leaves"] == number


# -- Out again ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.csv")), ids=lambda path: path.stem)
def test_the_demonstrations_standards_come_in_and_go_out_unchanged(path):
    raw = path.read_bytes()
    report = tables.run(raw, path.name)
    assert (report.is_imported, report.warnings) == (True, [])
    out = template.text(report.standard).decode("utf-8-sig")
    assert out.splitlines() == raw.decode().splitlines()


def test_three_levels_with_methods_and_no_points_at_the_leaves():
    path = DEMO / "three-levels.csv"
    standard = tables.run(path.read_bytes(), path.name).standard
    nodes = standards.tree(standard)
    ordinary = [node for node in nodes if node.is_leaf and not node.is_bonus]
    assert {node.depth for node in ordinary} == {3}
    assert {node.points for node in ordinary} == {None}
    assert all(node.methods for node in ordinary)
    assert any(len(node.methods) > 1 for node in ordinary)


def test_monthly_tasks_are_due_in_their_month():
    path = DEMO / "monthly-tasks.csv"
    standard = tables.run(path.read_bytes(), path.name).standard
    rules = EvidenceRule.objects.filter(criterion__standard=standard)
    months = rules.filter(due_month__isnull=False).values_list(
        "due_month", "criterion__parent__code"
    )
    assert {int(code) for _month, code in months} == set(range(1, 13))
    assert all(month == int(code) for month, code in months)


def test_a_workbook_goes_out_and_comes_in_as_the_same_standard():
    path = DEMO / "three-levels.csv"
    first = tables.run(path.read_bytes(), path.name).standard
    raw = template.workbook(first)
    other = CourtFactory(name="邻县人民法院")
    second = tables.run(raw, "再导入.xlsx", court=other).standard
    assert template.text(second) == template.text(first)
    assert template.sheets_of(second) == template.sheets_of(first)


def test_a_text_that_looks_like_a_formula_survives_and_is_harmless():
    table = "编号,标题,标准内容\n1,甲,'=HYPERLINK(1)\n2,-乙,+丙\n"
    standard = tables.run(tables.whole(table)).standard
    assert standard.criteria.get(code="1").requirement == "=HYPERLINK(1)"
    text = template.text(standard).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    book = load_workbook(BytesIO(template.workbook(standard)))
    assert book["测评标准"]["D2"].data_type == "s"
    copy = {"court": CourtFactory(name="邻县人民法院")}
    again = tables.run(template.workbook(standard), "a.xlsx", **copy).standard
    assert template.text(again) == template.text(standard)


def test_the_blank_template_says_how_and_asks_for_what_is_missing():
    raw = template.workbook()
    book = load_workbook(BytesIO(raw))
    assert book.sheetnames == ["填写说明", "体系信息", "测评标准", "负面清单"]
    guide = [cell.value for cell in book["填写说明"]["A"]]
    headings = [cell.value for cell in book["测评标准"][1]]
    assert set(headings) <= set(guide)
    report = writing.run(
        BytesIO(raw), "模板.xlsx", court=CourtFactory(), by=None, dry_run=True
    )
    assert not report.plan.lines
    assert "not one criterion" in report.errors[-1].message


def test_an_export_asks_the_database_as_often_for_400_as_for_40(
    django_assert_num_queries,
):
    for number in (40, 400):
        text = tables.whole(leaves(number), facts=[("版本", str(number))])
        standard = tables.run(text).standard
        with django_assert_num_queries(5):
            template.text(standard)


def test_a_control_character_does_not_stop_a_standard_from_going_out():
    standard = tables.run(tables.whole("编号,标题\n1,甲\n")).standard
    standard.criteria.update(title="甲\x0b乙")
    book = load_workbook(BytesIO(template.workbook(standard)))
    titles = [cell.value for row in book["测评标准"] for cell in row]
    assert "甲乙" in titles
