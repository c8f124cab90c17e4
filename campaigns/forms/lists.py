"""How the lists of activities and of evidence are narrowed and ordered."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Category, Evidence, Unit
from campaigns.models.standards import ProofKind

# What ?sort= may say; the key is what the address shows.
ACTIVITY_ORDERS = {
    "held_on": ("held_on", "pk"),
    "-held_on": ("-held_on", "-pk"),
    "status": ("status", "-held_on", "-pk"),
    "-status": ("-status", "-held_on", "-pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
}


def order_of(word):
    """The ordering ?sort=`word` asks for; anything unknown is newest first."""
    return ACTIVITY_ORDERS.get(word, ACTIVITY_ORDERS["-held_on"])


def _court(request):
    return request.user.court_id


def _categories(request):
    return Category.objects.filter(court=_court(request))


def _units(request):
    return Unit.objects.of_court(_court(request))


def _years(campaign):
    return [(year, str(year)) for year in campaign.calendar_years] if campaign else []


class TickFilter(filters.Filter):
    """A box: ticked it narrows, otherwise it says nothing."""

    field_class = forms.BooleanField


class ActivityFilter(filters.FilterSet):
    words = filters.CharFilter(label=_("words"), method="filter_words")
    status = filters.ChoiceFilter(
        label=_("status"), choices=Activity.Status.choices, empty_label=_("all")
    )
    category = filters.ModelChoiceFilter(
        label=_("category"), queryset=_categories, empty_label=_("all")
    )
    unit = filters.ModelChoiceFilter(
        label=_("unit"), queryset=_units, method="filter_unit", empty_label=_("all")
    )
    year = filters.ChoiceFilter(
        label=_("year"),
        field_name="held_on",
        lookup_expr="year",
        empty_label=_("all"),
    )
    month = filters.ChoiceFilter(
        label=_("month"),
        field_name="held_on",
        lookup_expr="month",
        choices=[(month, str(month)) for month in range(1, 13)],
        empty_label=_("all"),
    )
    mine = TickFilter(label=_("logged by me"), method="filter_mine")
    # The last: it looks at what the others left.
    late = TickFilter(label=_("entered late only"), method="filter_late")

    class Meta:
        model = Activity
        fields = (
            *("words", "status", "category", "unit"),
            *("year", "month", "mine", "late"),
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = _years(self.request.campaign)

    def filter_words(self, rows, name, value):
        for word in value.split():
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(narrative__icontains=word)
                | Q(place__icontains=word)
            )
        return rows

    def filter_unit(self, rows, name, unit):
        return rows.of_unit(unit)

    def filter_late(self, rows, name, value):
        return rows.entered_late() if value else rows

    def filter_mine(self, rows, name, value):
        return rows.logged_by(self.request.user) if value else rows


class EvidenceFilter(filters.FilterSet):
    words = filters.CharFilter(label=_("words"), method="filter_words")
    kind = filters.ChoiceFilter(
        label=_("kind"), choices=ProofKind.choices, empty_label=_("all")
    )
    unit = filters.ModelChoiceFilter(
        label=_("unit"),
        queryset=_units,
        method="filter_unit",
        empty_label=_("all"),
    )
    year = filters.ChoiceFilter(
        label=_("year"), method="filter_year", empty_label=_("all")
    )

    class Meta:
        model = Evidence
        fields = ("words", "kind", "unit", "year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = _years(self.request.campaign)

    def filter_words(self, rows, name, value):
        for word in value.split():
            rows = rows.filter(
                Q(caption__icontains=word)
                | Q(file_name__icontains=word)
                | Q(document_number__icontains=word)
                | Q(activity__title__icontains=word)
            )
        return rows

    def filter_unit(self, rows, name, unit):
        return rows.filter(
            Q(activity__unit=unit) | Q(statement__unit=unit) | Q(honour__unit=unit)
        )

    def filter_year(self, rows, name, year):
        """The year of what it proves, not of the upload."""
        return rows.filter(
            Q(activity__held_on__year=year)
            | Q(statement__year=year)
            | Q(honour__awarded_on__year=year)
            | Q(reading__ends_on__year=year)
        )
