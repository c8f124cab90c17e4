"""Input about readings and honours, and how to narrow their lists."""

from decimal import Decimal

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Honour, Indicator, Reading, Unit, User

ALL = gettext_lazy("all")
DAY = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}


class IndicatorFilter(django_filters.FilterSet):
    """Which indicators to list; `year` and `status` narrow the readings under them."""

    name = django_filters.CharFilter(
        label=gettext_lazy("Indicator"), lookup_expr="icontains"
    )
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Year"), empty_label=ALL, method="of_readings"
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        empty_label=ALL,
        choices=Reading.Status.choices,
        method="of_readings",
    )

    class Meta:
        model = Indicator
        fields = ["name"]

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(year, str(year)) for year in years]
        self.filters["year"].extra["choices"] = choices

    def of_readings(self, rows, name, value):
        return rows.filter(readings__in=self.readings()).distinct()

    def readings(self):
        """The readings asked for, of whatever indicator."""
        rows = Reading.objects.all()
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        if year := asked.get("year"):
            rows = rows.filter(ends_on__year=year)
        if status := asked.get("status"):
            rows = rows.filter(status=status)
        return rows


class HonourFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(
        label=gettext_lazy("Honour"), lookup_expr="icontains"
    )
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Level"), empty_label=ALL, choices=Honour.Level.choices
    )
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Year"),
        empty_label=ALL,
        field_name="awarded_on",
        lookup_expr="year",
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), empty_label=ALL, choices=Honour.Status.choices
    )

    class Meta:
        model = Honour
        fields = ["title", "level", "year", "status"]

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(year, str(year)) for year in years]
        self.filters["year"].extra["choices"] = choices


class ChooseIndicatorForm(forms.Form):
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Indicator")
    )

    def __init__(self, *args, court, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(court=court)


class ReadingForm(forms.Form):
    """A stock asks for one day, a flow for a period; decimals as the indicator says."""

    starts_on = forms.DateField(
        label=gettext_lazy("Period from"), widget=forms.DateInput(**DAY)
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Period to"), widget=forms.DateInput(**DAY)
    )
    value = forms.DecimalField(label=gettext_lazy("Value"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy(
            "Who says so: the ledger, report or document it is from."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, indicator, **kwargs):
        super().__init__(*args, **kwargs)
        if indicator.kind == Indicator.Kind.STOCK:
            del self.fields["starts_on"]
            self.fields["ends_on"].label = _("As of")
        places = indicator.decimals
        self.fields["value"] = forms.DecimalField(
            label=_("Value (%(word)s)") % {"word": indicator.counting_word},
            max_digits=12 + places,
            decimal_places=places,
            help_text=_("%(number)s decimals at most.") % {"number": places}
            if places
            else _("A whole number."),
        )

    def clean_value(self):
        """Four places is what the ledger keeps; more would be cut off unseen."""
        return self.cleaned_data["value"].quantize(Decimal("0.0001"))

    @property
    def values(self):
        """What `ledgers.read` and `ledgers.correct` want."""
        given = {name: self.cleaned_data[name] for name in self.fields}
        given.pop("revision")
        return {"starts_on": None} | given


class HonourForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Honour
        fields = [
            "title",
            "level",
            "giver",
            "awarded_on",
            "unit",
            "person",
            "work",
        ]
        widgets = {"awarded_on": forms.DateInput(**DAY)}
        help_texts = {
            "title": gettext_lazy("As it stands on the certificate or plaque."),
            "unit": gettext_lazy(
                "Leave unit and person empty if the court received it."
            ),
        }

    def __init__(self, *args, court, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_court(court)
        self.fields["person"].queryset = User.objects.filter(court=court)
        self.fields["unit"].empty_label = _("(the court)")

    def clean(self):
        """Beside the field, what the ledger refuses and the database forbids."""
        given = super().clean()
        if given.get("unit") and given.get("person"):
            # Cleared, or the constraint would say the same again in its own words.
            self.add_error("person", _("Choose a unit or a person, not both."))
        return given

    @property
    def values(self):
        """What `ledgers.award` and `ledgers.correct` want."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RevisionForm(forms.Form):
    """Which state of a record its reader has judged."""

    revision = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=1000)
