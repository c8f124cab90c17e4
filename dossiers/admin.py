"""Figures defined as data, and the outline of a summary; prose is written on the site."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaigns.admin.scope import COURT_OF, ScopedAdmin, ScopedInline
from dossiers.models import INDICATOR_MEASURES, Figure, Section, Summary
from dossiers.summaries import PLACE

COURT_OF.update(
    {
        Figure: "campaign__court",
        Summary: "campaign__court",
        Section: "summary__campaign__court",
    }
)


class FigureForm(forms.ModelForm):
    """Says in words what the constraints of the table would refuse."""

    class Meta:
        model = Figure
        fields = (
            "campaign",
            "key",
            "label",
            "measure",
            "category",
            "unit",
            "criterion",
            "indicator",
            "words",
            "items",
            "base_year",
            "window",
            "window_year",
            "counting_word",
            "rounding",
            "note",
            "order",
        )

    def clean(self):
        values = super().clean()
        measure = values.get("measure")
        measured = measure in INDICATOR_MEASURES
        if measured != bool(values.get("indicator")):
            self.add_error(
                "indicator",
                _("Choose an indicator for measures of one, and none for the others."),
            )
        if measure == Figure.Measure.LIST_LENGTH and not values.get("items"):
            self.add_error("items", _("Write the items of the list."))
        if measure == Figure.Measure.ANNIVERSARY and not values.get("base_year"):
            self.add_error("base_year", _("Say which year was the first."))
        as_of_year = values.get("window") == Figure.Window.AS_OF_YEAR
        if as_of_year and not values.get("window_year"):
            self.add_error("window_year", _("Say which year the window ends with."))
        self._keep_quoted_name(values)
        return values

    def _keep_quoted_name(self, values):
        """A name that prose quotes stays: the sentence would lose its number."""
        if self.instance.pk is None or "label" not in self.changed_data:
            return
        old = self.initial["label"]
        bodies = Section.objects.filter(
            summary__campaign=self.instance.campaign, body__contains=f"{{{old}"
        ).values_list("body", flat=True)
        if any(place[1] == old for body in bodies for place in PLACE.finditer(body)):
            self.add_error(
                "label", _("This name is quoted in the summary; it cannot change.")
            )


@admin.register(Figure)
class FigureAdmin(ScopedAdmin):
    form = FigureForm
    list_display = ("label", "key", "measure", "category", "indicator", "window")
    list_select_related = ("category", "indicator")
    list_filter = ("measure", "window")
    search_fields = ("label", "key", "note")


class SectionInline(ScopedInline):
    model = Section
    fields = ("order", "parent", "heading")


@admin.register(Summary)
class SummaryAdmin(ScopedAdmin):
    list_display = ("title", "campaign", "year", "as_of")
    list_select_related = ("campaign",)
    fields = ("campaign", "year", "title", "as_of")
    inlines = (SectionInline,)
