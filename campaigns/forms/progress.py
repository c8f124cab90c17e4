"""How the criteria of a campaign are narrowed on the progress page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Unit
from campaigns.progress import State


class ProgressFilter(forms.Form):
    state = forms.ChoiceField(label=_("state"), required=False)
    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("responsible unit"), required=False
    )
    gaps = forms.BooleanField(label=_("only what is missing"), required=False)
    visit = forms.BooleanField(label=_("only what awaits a visit"), required=False)

    def __init__(self, data, *, years, units):
        """`units` may be chosen from; without any the field goes."""
        super().__init__(data)
        nothing = [("", "---------")]
        self.fields["state"].choices = nothing + State.choices
        self.fields["year"].choices = nothing + [(year, year) for year in years]
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units

    @property
    def wanted(self):
        """What is chosen; a word nobody offered narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.base_fields}
