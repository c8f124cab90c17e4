"""Figures defined as data, and the outline of a summary; prose is written on the site."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from campaigns.admin.scope import COURT_OF, ScopedAdmin, ScopedInline
from dossiers import definitions, summaries
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

    def get_readonly_fields(self, request, obj=None):
        """Prose and files call a figure of one campaign by its key."""
        return ("campaign", "key") if obj else ()

    def has_delete_permission(self, request, obj=None):
        """What a sentence or a formula quotes stays, as on the site."""
        may = super().has_delete_permission(request, obj)
        return may and not (obj and definitions.why_not_drop(obj, by=request.user))


class OutlineForm(forms.ModelForm):
    """Places sections; words that stand are changed on the site, which keeps versions
    and has them passed again."""

    class Meta:
        model = Section
        fields = ("order", "parent", "heading")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].disabled = self.instance.pk is not None


class Outline(forms.BaseInlineFormSet):
    """All lines of an outline; only together do they show a circle."""

    def clean(self):
        super().clean()
        parents = {
            form.instance.pk: form.cleaned_data.get("parent")
            for form in self.initial_forms
            if hasattr(form, "cleaned_data")
        }
        for form in self.initial_forms:
            if form.is_valid() and _is_below_itself(form.instance.pk, parents):
                form.add_error("parent", _("A section cannot stand below itself."))


def _is_below_itself(pk, parents):
    passed, above = set(), parents.get(pk)
    while above is not None and above.pk not in passed:
        passed.add(above.pk)
        above = parents.get(above.pk)
    return pk in passed


class SectionInline(ScopedInline):
    model = Section
    form = OutlineForm
    formset = Outline
    fields = ("order", "parent", "heading")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A parent is a section of this summary; a new summary has none yet."""
        if db_field.name == "parent":
            summary = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Section.objects.filter(summary=summary)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SummaryForm(forms.ModelForm):
    class Meta:
        model = Summary
        fields = ("campaign", "year", "title", "as_of")

    def clean(self):
        """The year and the day are what the site would take."""
        cleaned = super().clean()
        campaign, year = cleaned.get("campaign"), cleaned.get("year")
        if campaign and year is not None:
            self._refuse("year", summaries.why_not_year(campaign, year))
        if year is not None and cleaned.get("as_of"):
            self._refuse("as_of", summaries.why_not_as_of(year, cleaned["as_of"]))
        return cleaned

    def _refuse(self, field, why):
        if why:
            self.add_error(field, why)


@admin.register(Summary)
class SummaryAdmin(ScopedAdmin):
    form = SummaryForm
    list_display = ("title", "campaign", "year", "as_of")
    list_select_related = ("campaign",)
    fields = ("campaign", "year", "title", "as_of")
    inlines = (SectionInline,)
