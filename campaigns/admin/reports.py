"""Progress beside the rows of a list, computed once for a page."""

from dataclasses import dataclass

from campaigns import matrix, progress
from campaigns.numbers import number

INDENT = "\u00a0" * 4  # a space that does not break the line
SIGNS = {"complete": "●", "in_progress": "◐", "nothing": "○"}


@dataclass(frozen=True)
class Line:
    """A criterion's progress, of one year or of the whole campaign.

    `state` is None where that year asks for nothing.
    """

    criterion: progress.CriterionProgress
    asked: int
    met: int
    missing: int
    state: progress.State | None

    @property
    def material(self):
        return f"{SIGNS[self.state]} {self.state.label}" if self.state else "—"


def report_of(request):
    """Progress of the current campaign, or None."""
    if not hasattr(request, "criteria_progress"):
        campaign = request.campaign or None
        request.criteria_progress = progress.of(campaign) if campaign else None
    return request.criteria_progress


def year_of(request):
    """The year the list is narrowed to, or None."""
    report, year = report_of(request), number(request.GET.get("year", ""))
    return year if report and year in report.years else None


def lines_of(request):
    """{key of a criterion: its `Line`}, of the year the list is narrowed to."""
    if not hasattr(request, "criteria_lines"):
        report = report_of(request)
        rows = matrix.of(report) if report else ()
        year = year_of(request)
        request.criteria_lines = {
            row.criterion.node.pk: _of_year(row, year)
            if year
            else _whole(row.criterion)
            for row in rows
        }
    return request.criteria_lines


def _whole(each):
    return Line(each, each.asked, each.met, each.missing, each.state)


def _of_year(row, year):
    """What is asked once for the whole cycle stands in every year."""
    cells = (cell for cell in row.cells if cell.year in (None, year))
    cell = sum(cells, matrix.Cell(year))
    return Line(row.criterion, cell.asked, cell.met, cell.missing, cell.state)
