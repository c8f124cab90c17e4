"""Input of a task, and how gaps, tasks and the matrix are narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Unit
from campaigns.tasks import State

ALL = [("", _("all"))]
PENDING = "pending"  # open or overdue


class TaskForm(forms.Form):
    """Whether the day and the unit fit the gap is the verb's rule, not the form's."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit that does it"))
    due_on = forms.DateField(
        label=_("Due on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What exactly is wanted, whom to ask."),
    )

    def __init__(self, *args, units, last_day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if last_day:
            told = _("It can be done until %(day)s.") % {"day": last_day.isoformat()}
            self.fields["due_on"].help_text = told
            self.fields["due_on"].widget.attrs["max"] = last_day.isoformat()


class Narrowing(forms.Form):
    """What a list is narrowed to; a word nobody offered narrows nothing."""

    @property
    def wanted(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.base_fields}

    def offer_units(self, units):
        """`units` may be chosen from; without any the field goes."""
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units


class GapFilter(Narrowing):
    part = forms.TypedChoiceField(
        label=_("part"), required=False, coerce=int, empty_value=None
    )
    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("responsible unit"), required=False
    )
    free = forms.BooleanField(label=_("only without a task"), required=False)
    unowned = forms.BooleanField(
        label=_("only what nobody answers for"), required=False
    )

    def __init__(self, data, *, parts, years, units):
        super().__init__(data)
        self.fields["part"].choices = ALL + [(each.pk, str(each)) for each in parts]
        self.fields["year"].choices = ALL + [(year, year) for year in years]
        self.offer_units(units)


class TaskFilter(Narrowing):
    state = forms.ChoiceField(label=_("state"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("unit"), required=False)

    def __init__(self, data, *, units):
        super().__init__(data)
        self.fields["state"].choices = [*ALL, (PENDING, _("pending")), *State.choices]
        self.offer_units(units)


class MatrixFilter(Narrowing):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("responsible unit"), required=False
    )
    gaps = forms.BooleanField(label=_("only what is missing"), required=False)

    def __init__(self, data, *, units):
        super().__init__(data)
        self.offer_units(units)
