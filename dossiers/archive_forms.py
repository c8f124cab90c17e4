"""Input to the archive: what narrows its lists, an item, a box, the retention table."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Category, Evidence, Unit
from dossiers.models import ArchiveItem, Box, ItemPart, Retention, RetentionRule

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WIDE = forms.Textarea(attrs={"rows": 2})


def _units(asked):
    """Of the court of whoever asked for the list."""
    return Unit.objects.of_court(asked.user.court_id)


def _categories(asked):
    return Category.objects.filter(court=asked.user.court_id)


def _boxes(asked):
    return Box.objects.visible_to(asked.user)


class ItemFilter(filters.FilterSet):
    words = filters.CharFilter(label=_("words"), method="filter_words")
    year = filters.NumberFilter(label=_("year"))
    retention = filters.ChoiceFilter(
        label=_("kept for"), choices=Retention.choices, empty_label=_("all")
    )
    unit = filters.ModelChoiceFilter(
        label=_("unit"), queryset=_units, empty_label=_("all")
    )
    box = filters.ModelChoiceFilter(
        label=_("archive box"),
        queryset=_boxes,
        empty_label=_("all"),
        null_label=_("in no box"),
    )
    criterion = filters.CharFilter(
        label=_("number of the criterion"), method="filter_criterion"
    )

    class Meta:
        model = ArchiveItem
        fields = ("words", "year", "retention", "unit", "box", "criterion")

    def filter_words(self, rows, name, value):
        for word in value.split():
            rows = rows.filter(
                Q(code__icontains=word)
                | Q(title__icontains=word)
                | Q(document_number__icontains=word)
                | Q(responsible__icontains=word)
                | Q(remarks__icontains=word)
            )
        return rows

    def filter_criterion(self, rows, name, value):
        """The criterion with this number and those below it."""
        return rows.of_codes(value.strip())


class BacklogFilter(filters.FilterSet):
    unit = filters.ModelChoiceFilter(
        label=_("unit"), queryset=_units, method="filter_unit", empty_label=_("all")
    )
    category = filters.ModelChoiceFilter(
        label=_("category"),
        field_name="activity__category",
        queryset=_categories,
        empty_label=_("all"),
    )
    year = filters.ChoiceFilter(
        label=_("year"), method="filter_year", empty_label=_("all")
    )

    class Meta:
        model = Evidence
        fields = ("unit", "category", "year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        campaign = self.request.campaign
        years = campaign.calendar_years if campaign else ()
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def filter_unit(self, rows, name, unit):
        return rows.filter(
            Q(activity__unit=unit) | Q(statement__unit=unit) | Q(honour__unit=unit)
        )

    def filter_year(self, rows, name, year):
        """The year of what it proves."""
        return rows.filter(
            Q(activity__held_on__year=year)
            | Q(statement__year=year)
            | Q(honour__awarded_on__year=year)
            | Q(reading__ends_on__year=year)
        )


class FilingForm(forms.ModelForm):
    """An item before it has its number; `cleaned_data["roles"]` is one role a part."""

    class Meta:
        model = ArchiveItem
        fields = (
            *("title", "is_title_supplied", "responsible", "document_number"),
            *("formed_on", "year", "pages", "unit", "retention", "secrecy", "remarks"),
            "is_confidential",
        )
        labels = {"responsible": _("Issuing body")}
        widgets = {"formed_on": DAY, "title": WIDE}
        help_texts = {
            "is_title_supplied": _("It is then printed in [ ]."),
            "year": _("That of the day; the next one for what ended in the new year."),
            "retention": _("Proposed by the retention table; final once filed."),
            "pages": _("Pages with text or picture; empty: not counted yet."),
        }

    def __init__(self, *args, evidences, court, **kwargs):
        super().__init__(*args, **kwargs)
        self.evidences = evidences
        self.fields["unit"].queryset = Unit.objects.of_court(court)
        self.fields["year"].required = False
        roles = self.initial.get("roles", {})
        for entry in evidences:
            self.fields[_role(entry)] = forms.ChoiceField(
                label=str(entry),
                choices=ItemPart.Role.choices,
                initial=roles.get(entry.pk, ItemPart.Role.MAIN),
            )

    def clean(self):
        cleaned = super().clean()
        cleaned["roles"] = {
            entry.pk: cleaned.pop(_role(entry))
            for entry in self.evidences
            if _role(entry) in cleaned
        }
        return cleaned

    @property
    def facts(self):
        return [self[name] for name in self.Meta.fields]

    @property
    def parts(self):
        return [(entry, self[_role(entry)]) for entry in self.evidences]

    def validate_unique(self):
        """The number is given by the verb, so nothing is doubled here."""

    def validate_constraints(self):
        """As above: what makes up the number is not there yet."""


def _role(entry):
    return f"role_{entry.pk}"


class Seen(forms.ModelForm):
    """Carries the number of the event its reader saw last: `refused` renews it, so that
    what was typed can be sent again once it was looked over."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, number, **kwargs):
        initial = kwargs.pop("initial", None) or {}
        super().__init__(*args, initial={**initial, "seen": number}, **kwargs)

    def refused(self, why, number):
        self.add_error(None, why)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = number


class CorrectForm(Seen):
    reason = forms.CharField(
        label=_("Reason of the correction"), max_length=300, widget=WIDE
    )

    class Meta:
        model = ArchiveItem
        fields = (
            *("title", "is_title_supplied", "responsible", "document_number"),
            *("formed_on", "pages", "secrecy", "remarks", "is_confidential"),
        )
        labels = {"responsible": _("Issuing body")}
        widgets = {"formed_on": DAY, "title": WIDE}

    def validate_constraints(self):
        """The verb asks; the number is not among the fields."""


class ReplaceForm(forms.Form):
    """Other proof for a part: what waits for filing at the same records."""

    evidence = forms.ModelChoiceField(
        label=_("Put in its place"),
        queryset=Evidence.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=_("Reason of the replacement"), max_length=300, widget=WIDE
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = candidates


def _thickness():
    """The thicknesses the rules know; a spine is as wide."""
    return forms.TypedChoiceField(
        label=_("thickness (mm)"),
        coerce=int,
        initial=30,
        choices=[(each, str(each)) for each in (20, 30, 40, 50)],
    )


class BoxForm(forms.ModelForm):
    thickness = _thickness()

    class Meta:
        model = Box
        fields = ("year", "retention", "cabinet", "shelf", "thickness", "remarks")


class PlaceForm(Seen):
    thickness = _thickness()

    class Meta:
        model = Box
        fields = ("cabinet", "shelf", "thickness", "remarks")


class PutForm(forms.Form):
    """Items for a box, among those that fit into it."""

    items = forms.ModelMultipleChoiceField(
        label=_("Items"),
        queryset=ArchiveItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, fitting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = fitting


class RuleForm(forms.ModelForm):
    class Meta:
        model = RetentionRule
        fields = ("matter", "words", "kind", "retention")
