"""A figure may be calculated from others: names in braces, four operations, nothing else."""

from decimal import Decimal

import pytest

from dossiers import formulas

VALUES = {"甲": Decimal(426), "乙": Decimal(109), "零": Decimal(0), "无": None}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{甲} - {乙}", 317),
        ("{甲}－{乙}", 317),
        ("({甲} + {乙}) × 2", 1070),
        ("{甲} ÷ 2", 213),
        ("{甲} + {乙} * 0.5", Decimal("480.5")),
    ],
)
def test_it_calculates_as_written(formula, value):
    assert formulas.evaluate(formula, VALUES) == value


@pytest.mark.parametrize("formula", ["{甲} ÷ {零}", "{甲} + {无}", "{甲} + {不在}"])
def test_what_is_lacking_gives_no_number(formula):
    assert formulas.evaluate(formula, VALUES) is None


@pytest.mark.parametrize(
    "formula",
    ["{甲} {乙}", "__import__('os')", "f0 + {甲} ** 2", "{甲} +", "True", "-"],
)
def test_anything_else_is_unreadable(formula):
    with pytest.raises(formulas.Unreadable):
        formulas.read(formula)


def test_each_name_is_asked_once_in_order():
    assert formulas.names("{乙} + { 甲 } - {乙}") == ("乙", "甲")
