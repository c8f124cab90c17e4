"""Lists as workbooks, for those who go on working in Excel."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from openpyxl import Workbook

from campaigns.forms.lists import ActivityFilter, order_of
from campaigns.models import Activity
from campaigns.spreadsheets import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def activities(request):
    """The list as it is filtered and sorted, all its pages in one sheet."""
    rows = Activity.objects.visible_to(request.user).for_list()
    rows = rows.filter(campaign=getattr(request.campaign, "pk", None))
    narrowed = ActivityFilter(request.GET, rows, request=request).qs
    ordered = narrowed.order_by(*order_of(request.GET.get("sort")))
    lines = (_line(row) for row in ordered.select_related("confirmed_by"))
    return _workbook(_("Activities"), _headings(), lines)


def _headings():
    names = (
        "held_on ended_on title category unit place sessions headcount cost status "
        "logged_by logged_at confirmed_by confirmed_at narrative"
    )
    fields = (Activity._meta.get_field(name) for name in names.split())
    return [str(field.verbose_name) for field in fields]


def _line(row):
    days = (row.held_on, row.ended_on)
    words = (row.title, row.category.name, row.unit.name, row.place)
    numbers = (row.sessions, row.headcount, row.cost)
    people = (
        row.get_status_display(),
        row.logged_by.name,
        localdate(row.logged_at),
        row.confirmed_by.name if row.confirmed_by else "",
        localdate(row.confirmed_at) if row.confirmed_at else None,
    )
    return [*days, *words, *numbers, *people, row.narrative]


def _workbook(title, headings, lines):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for line in (headings, *lines):
        sheet.append([harmless(cell) for cell in line])
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="activities.xlsx"'
    book.save(response)
    return response
