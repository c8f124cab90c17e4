"""Charts as SVG, drawn by leather: no script and no paint, app.css colours them.

A chart says nothing that the table beside it does not say.
"""

import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import leather
from leather import theme

WIDTH, HEIGHT = 520, 180
PAINT = ("fill", "stroke", "font-family", "font-size", "color")
PLACES = ("x", "y", "x1", "x2", "y1", "y2", "width", "height")

theme.margin = 0.02
theme.default_series_colors = ["currentColor"] * 2


class Exact(leather.Linear):
    """From end to end as given; leather itself rounds the ends up."""

    def __init__(self, first, last):
        super().__init__(first, last)
        self.first, self.last = Decimal(first), Decimal(last)

    def project(self, value, range_min, range_max):
        share = (Decimal(value) - self.first) / (self.last - self.first)
        low, high = Decimal(range_min), Decimal(range_max)
        return low + (high - low) * share


def columns(months, label):
    """A column with its number for each of `months`, pairs of (first day, number)."""
    chart = leather.Chart()
    names = [f"{day:%Y-%m}" for day, _number in months]
    numbers = [number for _day, number in months]
    top = _round_up(max(numbers))
    chart.add_columns(list(zip(names, numbers, strict=True)))
    chart.set_y_scale(Exact(0, top))
    chart.add_y_axis(ticks=[0, top // 2, top])
    chart.add_x_axis(tick_formatter=lambda _name, place, _all: _short(months[place][0]))
    return _svg(chart, label, numbers)


def line(months, label, *, top, mark=None):
    """A line through `months`, pairs of (first day, number); `mark` is a dashed one."""
    chart = leather.Chart()
    last = len(months) - 1
    chart.add_line([(place, number) for place, (_day, number) in enumerate(months)])
    if mark is not None:
        ends = [(0, mark), (max(last, 1), mark)]
        chart.add_line(ends, stroke_dasharray="6 4", width=1)
    chart.set_x_scale(Exact(0, max(last, 1)))
    chart.set_y_scale(Exact(0, top))
    ticks = [0, top] if mark is None else sorted({0, mark, top})
    chart.add_y_axis(
        ticks=ticks, tick_formatter=lambda each, _place, _all: f"{float(each):g}"
    )
    chart.add_x_axis(
        ticks=list(range(0, last + 1)),
        tick_formatter=lambda place, _place, _all: _short(months[place][0]),
    )
    return _svg(chart, label)


def _short(day):
    """January carries the year, each quarter its first month; between there is no room."""
    if day.month == 1:
        return str(day.year)
    return str(day.month) if day.month in (4, 7, 10) else ""


def _round_up(number):
    """An even end of the scale at or above `number`, at least 2."""
    step = 10 if number > 20 else 2
    return max(2, -(-number // step) * step)


def _svg(chart, label, numbers=()):
    group = chart.to_svg_group(WIDTH, HEIGHT)
    group.remove(group[0])  # the background is the page's
    _drop_legend(group)
    _write(group, numbers)
    for each in group.iter():
        _tidy(each)
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "aria-label": label,
        },
    )
    root.append(group)
    return ElementTree.tostring(root, encoding="unicode")


def _tidy(element):
    """No paint, no class the page knows otherwise, tenths of a pixel are exact enough."""
    if element.get("class") == "axis bottom":  # the phone menu is .bottom
        element.set("class", "axis")
    for name in PAINT:
        if element.get(name) != "none":
            element.attrib.pop(name, None)
    for name in PLACES:
        if name in element.attrib:
            element.set(name, f"{float(element.get(name)):.1f}")


def _drop_legend(group):
    """The caption names the lines; leather's legend tells them by colour alone."""
    header = group[0][0]
    for each in list(header):
        header.remove(each)


def _write(group, numbers):
    """Write each number above its column."""
    bars = next((each for each in group.iter() if _is_columns(each)), None)
    if bars is None:
        return
    for bar, number in zip(list(bars), numbers, strict=True):
        middle = float(bar.get("x")) + float(bar.get("width")) / 2
        word = ElementTree.SubElement(bars, "text", {"text-anchor": "middle"})
        word.set("x", f"{middle:.1f}")
        word.set("y", f"{float(bar.get('y')) - 4:.1f}")
        word.text = str(number) if number else ""


def _is_columns(element):
    return element.get("class") == "series columns"
