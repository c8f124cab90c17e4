"""What real tables get wrong is told, and the office decides."""

from decimal import Decimal

import pytest

from campaigns.imports.sums import points_told
from campaigns.tests import tables

pytestmark = pytest.mark.django_db


def warned(table, facts=()):
    """(row, column) of each warning; errors would be a mistake of the test."""
    report = tables.run(tables.whole(table, facts), dry_run=True)
    assert report.errors == []
    return [(found.row, found.column) for found in report.warnings]


def test_sums_that_add_up_are_no_news():
    assert warned(tables.TABLE, [("总分", "5")]) == []


def test_a_parent_unlike_the_sum_of_its_children_is_told():
    assert warned(tables.TABLE.replace("领导,5", "领导,6")) == [(8, "D 分值")]


def test_the_sum_is_told_to_the_tenth():
    table = "编号,标题,分值\n1,甲,0.3\n1.1,乙,0.1\n1.2,丙,0.2\n"
    assert warned(table) == []
    assert warned(table.replace("丙,0.2", "丙,0.3")) == [(8, "C 分值")]


def test_a_total_unlike_the_parts_is_told():
    assert warned(tables.TABLE, [("总分", "100")]) == [(0, "总分")]


def test_criteria_without_points_below_are_no_mistake():
    assert warned("编号,标题,分值\n1,甲,5\n1.1,乙,\n1.2,丙,\n") == []


@pytest.mark.parametrize(
    ("inside", "total", "warnings"),
    [
        ("是", "103", []),
        ("是", "100", [(0, "总分")]),
        ("否", "100", []),
        ("否", "103", [(0, "总分")]),
    ],
)
def test_a_bonus_counts_inside_or_outside_the_total(inside, total, warnings):
    table = "编号,标题,分值,加分项\n1,甲,100,\n2,乙,3,是\n2.1,丙,5,是\n"
    facts = [("总分", total), ("加分计入总分", inside), ("加分上限", "3")]
    assert warned(table, facts) == warnings


def test_a_bonus_below_an_ordinary_parent_follows_the_same_rule():
    table = "编号,标题,分值,加分项\n1,甲,5,\n1.1,乙,5,\n1.2,丙,2,是\n"
    assert warned(table, [("加分计入总分", "否")]) == []
    assert warned(table, [("加分计入总分", "是")]) == [(9, "C 分值")]


def test_a_limit_without_any_bonus_is_told():
    assert warned(tables.TABLE, [("加分上限", "3")]) == [(0, "加分上限")]


@pytest.mark.parametrize(
    ("title", "warnings"),
    [
        ("组织领导（5分）", []),
        ("组织领导（6分）", [(8, "B 标题")]),
        ("组织领导 满分6分", [(8, "B 标题")]),
        ("组织领导6分", [(8, "B 标题")]),
        ("没有计划扣1分", []),
        ("每次得2分", []),
    ],
)
def test_points_in_the_title_unlike_the_column_are_told(title, warnings):
    assert warned(f"编号,标题,分值\n1,{title},5\n") == warnings


def test_points_in_the_text_unlike_the_column_are_told():
    table = (
        "编号,标题,标准内容,分值\n1,甲,有计划得1分；本项满分4分。,5\n2,乙,（2分）,\n"
    )
    assert warned(table) == [(8, "C 标准内容"), (9, "C 标准内容")]


def test_points_for_what_has_none_are_told():
    assert warned("编号,标题,分值,计分方式\n1,甲,5,不计分\n") == [(8, "D 计分方式")]


def test_only_claims_are_read_as_points():
    text = "（3分）缺一项扣0.5分，加1分；共计 2.5 分"
    assert points_told(text) == [Decimal("3"), Decimal("2.5")]
