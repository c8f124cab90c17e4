"""Figures calculated from figures: {现有联络员} - {原有联络员}. Pure."""

import ast
import re
from decimal import Decimal, DivisionByZero, InvalidOperation

NAME = re.compile(r"\{([^{}]*)\}")
SIGNS = str.maketrans("＋－—−×＊÷／（）", "+---**//()")
OPERATIONS = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
}


class Unreadable(ValueError):
    """The formula is no sum of names and numbers."""


def names(formula):
    """The figures it is calculated from, each once, in order."""
    return tuple(dict.fromkeys(name.strip() for name in NAME.findall(formula)))


def read(formula):
    """Return the parsed formula and its names; raises `Unreadable`."""
    asked = names(formula)
    places = {name: f"f{number}" for number, name in enumerate(asked)}
    text = NAME.sub(lambda found: places[found[1].strip()], formula).translate(SIGNS)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise Unreadable(formula) from error
    _check(tree, set(places.values()))
    return tree, asked


def evaluate(formula, values):
    """Return the value, or None where a value is lacking or nothing can be divided.

    `values` holds a Decimal or None for each name; raises `Unreadable`.
    """
    tree, asked = read(formula)
    numbers = {f"f{number}": values.get(name) for number, name in enumerate(asked)}
    if None in numbers.values():
        return None
    try:
        return _value(tree, numbers)
    except (DivisionByZero, InvalidOperation):
        return None


def _check(node, known):
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in OPERATIONS:
            _check(left, known)
            _check(right, known)
        case ast.Name(name) if name in known:
            pass
        case ast.Constant(value) if type(value) in (int, float):
            pass
        case _:
            raise Unreadable


def _value(node, numbers):
    match node:
        case ast.BinOp(left, operation, right):
            calculate = OPERATIONS[type(operation)]
            return calculate(_value(left, numbers), _value(right, numbers))
        case ast.Name(name):
            return numbers[name]
        case ast.Constant(value):
            return Decimal(str(value))


def multiplies(formula):
    """Does it multiply or divide? Then the words its parts are counted by may differ."""
    nodes = ast.walk(read(formula)[0])
    return any(isinstance(node, (ast.Mult, ast.Div)) for node in nodes)
