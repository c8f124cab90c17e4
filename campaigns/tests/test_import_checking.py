"""Rows to a tree: where each criterion stands, and every cell that does not fit."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl.styles import Alignment

from campaigns import standards
from campaigns.models import EvidenceRule, VetoRule
from campaigns.tests import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """What a message says is tested in the words of the source."""
    with translation.override("en"):
        yield


def paths(report):
    """{code: code of its parent} as it was saved."""
    nodes = standards.tree(report.standard)
    return {node.code: node.codes[-2] if node.depth > 1 else None for node in nodes}


def checked(table, **how):
    """Findings of a table, without the notes on new methods."""
    report = tables.run(tables.whole(table, **how), dry_run=True)
    return [found for found in report.findings if found.level != "note"]


# -- Where a criterion stands ----------------------------------------------------------


def test_it_works():
    report = tables.run(tables.whole())
    assert paths(report) == {"1": None, "1.1": "1", "1.2": "1"}
    leaf = report.standard.criteria.get(code="1.1")
    assert [rule.asked for rule in leaf.rules.all()] == ["document", "picture"]
    assert {method.name for method in leaf.methods.all()} == {"材料审核", "实地考察"}
    assert leaf.points == 2


def test_the_parent_told_may_stand_below():
    report = tables.run(tables.whole("编号,上级编号,标题\nB,A,乙\nA,,甲\n"))
    assert paths(report) == {"A": None, "B": "A"}


@pytest.mark.parametrize("blank", ["  ", "\u3000", "\t"])
def test_indentation_makes_the_tree(blank):
    table = f"编号,标题\n一,甲\n(一),{blank}乙\n1,{blank * 2}丙\n(二),{blank}丁\n"
    report = tables.run(tables.whole(table))
    assert paths(report) == {"一": None, "(一)": "一", "1": "(一)", "(二)": "一"}
    assert report.standard.criteria.get(code="1").title == "丙"


def test_excels_own_indentation_makes_the_tree():
    def indent(sheet):
        for row, steps in ((3, 1), (4, 2)):
            sheet.cell(row, 2).alignment = Alignment(indent=steps)

    rows = [["编号", "标题"], ["a", "甲"], ["b", "乙"], ["c", "丙"]]
    sheets = {"体系信息": tables.FACTS, "测评标准": rows}
    report = tables.run(tables.book(sheets, indent), "a.xlsx")
    assert paths(report) == {"a": None, "b": "a", "c": "b"}


def test_the_code_makes_the_tree_when_nothing_else_does():
    report = tables.run(tables.whole("编号,标题\n1,甲\n1-2,乙\n1-2-1,丙\n"))
    assert paths(report) == {"1": None, "1-2": "1", "1-2-1": "1-2"}


def test_six_levels_are_taken_and_a_seventh_is_not():
    codes = [".".join("1" * depth) for depth in range(1, 8)]
    six = "编号,标题\n" + "".join(f"{code},题\n" for code in codes[:6])
    assert tables.run(tables.whole(six)).is_imported
    found = checked(six + f"{codes[6]},题\n", facts={"版本": "2"}.items())
    assert tables.told(found) == [("error", 14, "A 编号")]


def test_a_chain_of_thousands_is_told_and_does_not_break():
    rows = "".join(f"c{at},c{at - 1},题\n" for at in range(1, 2000))
    found = checked("编号,上级编号,标题\nc0,,题\n" + rows)
    assert len(found) == 1994


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("编号,上级编号,标题\nA,B,甲\nB,A,乙\n", "B 上级编号"),
        ("编号,上级编号,标题\nA,A,甲\n", "B 上级编号"),
        ("编号,上级编号,标题\nA,Z,甲\n", "B 上级编号"),
        ("编号,标题\n1.1,甲\n", "A 编号"),
    ],
)
def test_a_parent_that_cannot_be_is_told(table, column):
    assert tables.told(checked(table)) == [("error", 8, column)]


def test_a_code_given_twice_is_told_with_both_rows():
    (found,) = checked("编号,标题\nA,甲\nA,乙\n")
    assert (found.row, found.column) == (9, "A 编号")
    assert "row 8" in found.message


# -- Cells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("0.1", "0.10"),
        ("１．５", "1.50"),
        ("2分", "2.00"),
        ("0", "0.00"),
        ("9999.99", "9999.99"),
    ],
)
def test_points_are_exact(cell, points):
    report = tables.run(tables.whole(f"编号,标题,分值\n1,甲,{cell}\n"))
    assert str(report.standard.criteria.get().points) == points


def test_the_noise_of_excels_fractions_is_no_news():
    rows = [["编号", "标题", "分值"], ["1", "甲", 0.1 + 0.2]]
    sheets = {"体系信息": tables.FACTS, "测评标准": rows}
    report = tables.run(tables.book(sheets), "a.xlsx")
    assert (report.standard.criteria.get().points, report.warnings) == (
        Decimal("0.30"),
        [],
    )


def test_more_than_two_decimals_are_rounded_and_told():
    report = tables.run(tables.whole("编号,标题,分值\n1,甲,0.125\n"), knowing=True)
    assert tables.told(report.warnings) == [("warning", 8, "C 分值")]
    assert report.standard.criteria.get().points == Decimal("0.13")


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("分值", "-1"),
        ("分值", "五分"),
        ("分值", "NaN"),
        ("分值", "10000"),
        ("加分项", "也许"),
        ("计分方式", "随缘"),
        ("计分方式", "等级"),
        ("等级比例", "A=2"),
        ("等级比例", "甲等"),
        ("报送类型", "唱歌"),
        ("测评方式", "审" * 31),
    ],
)
def test_a_cell_that_does_not_fit_is_told(heading, cell):
    (found,) = checked(f"编号,标题,{heading}\n1,甲,{cell}\n")
    assert (found.level, found.row) == ("error", 8)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("最少数量", "0"),
        ("最少数量", "1.5"),
        ("最多数量", "1"),
        ("截止月份", "13"),
        ("报送周期", "有时"),
        ("文号", "也许"),
        ("字数上限", "很多"),
        ("报送说明", "字" * 201),
    ],
)
def test_a_requirement_that_does_not_fit_is_told(heading, cell):
    least = "" if heading == "最少数量" else ",最少数量"
    value = "" if heading == "最少数量" else ",2"
    table = f"编号,标题,报送类型,{heading}{least}\n1,甲,图片,{cell}{value}\n"
    assert tables.told(checked(table)) == [("error", 8, f"D {heading}")]


def test_what_is_missing_is_told_with_its_column():
    table = "编号,标题,报送类型,最少数量\n,甲,,\n2,,,\n3,丙,,2\n"
    assert tables.told(checked(table)) == [
        ("error", 8, "A 编号"),
        ("error", 9, "B 标题"),
        ("error", 10, "C 报送类型"),
    ]


def test_a_row_of_requirements_stands_under_a_criterion_and_says_nothing_else():
    table = "编号,标题,分值,报送类型\n,,,图片\n1,甲,2,\n,,3,图片\n"
    assert tables.told(checked(table)) == [
        ("error", 8, "D 报送类型"),
        ("error", 10, "C 分值"),
    ]


def test_a_date_that_excel_made_of_a_code_is_told():
    def spoil(sheet):
        sheet["A3"] = date(2015, 1, 1)

    report = tables.run(tables.book(prepare=spoil), "a.xlsx")
    assert tables.told(report.errors) == [("error", 3, "A 编号")]


def test_headings_are_told_when_unknown_or_twice():
    report = tables.run(tables.whole("编号,标题,分值,分数,心情\n1,甲,,,\n"))
    assert tables.told(report.errors) == [("error", 7, "D 分数")]
    assert ("note", 7, "E 心情") in tables.told(report.notes)


def test_grades_are_kept_as_shares():
    table = '编号,标题,分值,等级比例\n1,甲,2,"A：100%,B=75％;C=0.5 、D=0"\n'
    leaf = tables.run(tables.whole(table)).standard.criteria.get()
    assert (leaf.score_form, leaf.grades) == ("graded", "A=1、B=0.75、C=0.5、D=0")


@pytest.mark.parametrize(
    ("word", "form"),
    [("扣分", "deduct"), ("按比例", "share"), ("不计分", "text"), ("", "full")],
)
def test_forms_of_scoring(word, form):
    table = f"编号,标题,计分方式\n1,甲,{word}\n"
    assert tables.run(tables.whole(table)).standard.criteria.get().score_form == form


def test_every_part_of_a_requirement_is_kept():
    table = (
        "编号,标题,报送类型,最少数量,最多数量,报送周期,字数上限,文号,截止月份,图注要素,报送说明\n"
        "1,甲,照片,2,5,整个周期,500,是,3月,时间、地点,附目录\n"
    )
    rule = tables.run(tables.whole(table)).standard.criteria.get().rules.get()
    kept = {name: getattr(rule, name) for name in ("asked", "minimum", "maximum")}
    assert kept == {"asked": "picture", "minimum": 2, "maximum": 5}
    assert (rule.per, rule.maximum_characters) == (EvidenceRule.Per.CYCLE, 500)
    assert (rule.needs_document_number, rule.due_month) == (True, 3)
    assert (rule.caption_parts, rule.note) == ("时间、地点", "附目录")


# -- Facts and negative list -------------------------------------------------------------


@pytest.mark.parametrize(
    "fact", [("级别", "宇宙"), ("总分", "百"), ("总分", "0"), ("加分上限", "0")]
)
def test_a_fact_that_does_not_fit_is_told(fact):
    assert tables.told(checked(tables.TABLE, facts=[fact]))[0][0] == "error"


def test_the_pass_mark_is_within_the_total():
    found = checked(tables.TABLE, facts=[("总分", "5"), ("合格分", "6")])
    assert tables.told(found) == [("error", 7, "B")]


def test_the_negative_list_comes_along():
    veto = "事项,追溯月数,后果,扣分\n甲,12,扣分,2\n乙,,一票否决,\n"
    report = tables.run(tables.whole(veto=veto))
    rules = VetoRule.objects.filter(standard=report.standard)
    assert list(
        rules.values_list("title", "window_months", "consequence", "points")
    ) == [
        ("甲", 12, "deduction", 2),
        ("乙", 24, "veto", None),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("甲,12,扣分,", "D 扣分"),
        ("甲,12,一票否决,2", "D 扣分"),
        ("甲,12,,", "C 后果"),
        (",12,一票否决,", "A 事项"),
    ],
)
def test_a_negative_list_that_does_not_fit_is_told(row, column):
    veto = f"事项,追溯月数,后果,扣分\n{row}\n"
    (found,) = checked(tables.TABLE, veto=veto)
    assert (found.sheet, found.column) == ("负面清单", column)
