"""Input to an inspection package: which platform it is for, what goes in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dossiers.packages import rules


class PackageForm(forms.Form):
    """Empty settings mean: as the platform asks."""

    platform = forms.ChoiceField(
        label=_("Made for"),
        widget=forms.RadioSelect,
        initial="general",
        choices=[(key, each.label) for key, each in rules.PLATFORMS.items()],
    )
    megabytes = forms.DecimalField(
        label=_("Pictures at most (MB)"),
        required=False,
        min_value=0.1,
        max_value=50,
        decimal_places=1,
        help_text=_("Larger ones are made smaller, as JPG. Empty: as above."),
    )
    names = forms.CharField(
        label=_("Names of the files"),
        required=False,
        max_length=60,
        help_text=_("Of {日期} {题名} {档号} {指标} {序号}. Empty: as above."),
    )
    with_confidential = forms.BooleanField(
        label=_("Put in what is not to be shown, too"),
        required=False,
        help_text=_("The cover says so; assessors cannot take it from the site."),
    )

    def clean_names(self):
        pattern = self.cleaned_data["names"]
        if pattern and (why := rules.why_not_names(pattern)):
            raise ValidationError(why)
        return pattern

    @property
    def chosen(self):
        """The rules asked for."""
        told = self.cleaned_data
        megabytes = told["megabytes"]
        return rules.of(
            told["platform"],
            megabytes=float(megabytes) if megabytes else None,
            names=told["names"],
        )
