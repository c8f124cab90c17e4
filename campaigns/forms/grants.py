"""Input of a leave to read: whom, and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import User


def _day():
    return forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The last day; the day after, the account sees nothing."),
    )


class GrantForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Assessor"))
    until_on = _day()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ExtendForm(forms.Form):
    until_on = _day()
