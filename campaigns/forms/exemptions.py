"""The written explanation why a criterion does not apply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.exemptions import SHORTEST


class ExemptionForm(forms.Form):
    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    reason = forms.CharField(
        label=_("explanation"),
        min_length=SHORTEST,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Say what the criterion means and why the court has nothing of the kind. "
            "Assessors read this instead of proof."
        ),
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        whole = [("", _("whole cycle"))]
        self.fields["year"].choices = whole + [(year, str(year)) for year in years]
