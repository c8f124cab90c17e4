"""Input of one check of the negative list."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Incident


class IncidentForm(forms.Form):
    """Whether the day belongs to the finding is the verb's rule, not the form's."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        choices=Incident.Finding.choices,
        widget=forms.RadioSelect,
    )
    occurred_on = forms.DateField(
        label=gettext_lazy("Occurred on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Only if it occurred."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Where you looked, whom you asked, what was reported."),
    )

    def clean_occurred_on(self):
        day = self.cleaned_data["occurred_on"]
        if day and day > localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
