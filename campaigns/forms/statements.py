"""Input about statements: which to list, whom to prepare, what is promised."""

from datetime import date

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Category, Criterion, Statement, Target, Unit, User
from campaigns.statements import State

ALL = gettext_lazy("all")


def years_of(campaign):
    """A campaign's years as choices."""
    return [(year, str(year)) for year in campaign.calendar_years] if campaign else []


class StatementFilter(django_filters.FilterSet):
    year = django_filters.ChoiceFilter(label=gettext_lazy("Year"), empty_label=ALL)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Signatures"),
        empty_label=ALL,
        choices=State.choices,
        method="of_state",
    )

    class Meta:
        model = Statement
        fields = ["year", "state"]

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of(campaign)

    def of_state(self, rows, name, value):
        named = {
            State.UNSIGNED: rows.unsigned,
            State.UNIT_SIGNED: rows.awaiting_court,
            State.SIGNED: rows.signed,
        }
        return named[value]()


class PrepareForm(forms.Form):
    """Units of one court that have no statement in a year; all of them are ticked."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Units"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.fields["units"].initial = units


class TargetForm(forms.ModelForm):
    class Meta:
        model = Target
        fields = [
            "title",
            "category",
            "quantity",
            "due_on",
            "responsible",
            "criterion",
        ]
        widgets = {
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "quantity": forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        }
        help_texts = {
            "title": gettext_lazy("As the unit would read it on paper."),
            "category": gettext_lazy(
                "What is reached is counted from confirmed activities of this category."
            ),
        }

    def __init__(self, *args, statement, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = statement.year
        court = statement.campaign.court_id
        fields = self.fields
        fields["category"].queryset = Category.objects.filter(
            court=court, is_active=True
        )
        fields["responsible"].queryset = User.objects.filter(
            court=court, unit=statement.unit_id, is_active=True
        )
        fields["criterion"].queryset = Criterion.objects.filter(
            standard=statement.campaign.standard_id, children__isnull=True
        )
        fields["due_on"].initial = date(statement.year, 12, 31)
        fields["quantity"].min_value = 1

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity < 1:
            raise forms.ValidationError(_("A target asks for at least one."))
        return quantity

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day.year != self.year:
            raise forms.ValidationError(
                _("This statement is for %(year)s; choose a day in it.")
                % {"year": self.year}
            )
        return day
