"""Figures defined as data, and the outline of a summary; prose is written on the site."""

from django import forms
from django.contrib import admin

from campaigns.admin.scope import COURT_OF, ScopedAdmin, ScopedInline
from dossiers.figure_forms import FaultsShown
from dossiers.models import Figure, Section, Summary

COURT_OF.update(
    {
        Figure: "campaign__court",
        Summary: "campaign__court",
        Section: "summary__campaign__court",
    }
)


class FigureForm(FaultsShown):
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
            "formula",
            "window",
            "window_year",
            "window_from",
            "window_to",
            "counting_word",
            "rounding",
            "note",
            "order",
        )


@admin.register(Figure)
class FigureAdmin(ScopedAdmin):
    form = FigureForm
    list_display = ("label", "key", "measure", "category", "indicator", "window")
    list_select_related = ("category", "indicator")
    list_filter = ("measure", "window")
    search_fields = ("label", "key", "note")


class OutlineForm(forms.ModelForm):
    """Places sections; words that stand are changed on the site, which keeps versions
    and has them passed again."""

    class Meta:
        model = Section
        fields = ("order", "parent", "heading")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].disabled = self.instance.pk is not None


class SectionInline(ScopedInline):
    model = Section
    form = OutlineForm
    fields = ("order", "parent", "heading")


@admin.register(Summary)
class SummaryAdmin(ScopedAdmin):
    list_display = ("title", "campaign", "year", "as_of")
    list_select_related = ("campaign",)
    fields = ("campaign", "year", "title", "as_of")
    inlines = (SectionInline,)
