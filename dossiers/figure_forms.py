"""Input to the figure ledger: what a figure counts, over which time, told how."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from campaigns.models import Criterion
from dossiers import definitions
from dossiers.models import Figure

DAY = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}
WHAT = ("label", "measure", "counting_word", "rounding", "note")
FILTER = ("category", "unit", "criterion", "words")
WINDOW = ("window", "window_year", "window_from", "window_to")
FURTHER = ("indicator", "items", "base_year", "formula")


class FaultsShown(forms.ModelForm):
    """Shows every reason a definition is impossible at the field it concerns."""

    def _post_clean(self):
        """The faults say in words what the constraints of the table say without."""
        super()._post_clean()
        if self.instance.campaign_id is None:
            return
        faults = list(definitions.faults(self.instance))
        if faults:
            self.errors.pop(NON_FIELD_ERRORS, None)
        for field, reason in faults:
            shown = field if field in self.fields else None
            if shown not in self.errors:
                self.add_error(shown, reason)


class FigureForm(FaultsShown):
    """For the campaign of `instance`; its choices are the court's own."""

    class Meta:
        model = Figure
        fields = [*WHAT, *WINDOW, *FILTER, *FURTHER]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 2}),
            "window_from": forms.DateInput(**DAY),
            "window_to": forms.DateInput(**DAY),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        campaign = self.instance.campaign
        court = campaign.court
        self.fields["category"].queryset = court.categories.all()
        self.fields["unit"].queryset = court.units.all()
        self.fields["indicator"].queryset = court.indicators.all()
        self.fields["criterion"].queryset = Criterion.objects.filter(
            standard=campaign.standard_id
        )

    @property
    def groups(self):
        """The fields as the page groups them: name, fields, and whether it is open."""
        return [
            (_("What is told"), self._bound(WHAT), True),
            (_("Over which time"), self._bound(WINDOW), True),
            (_("Only of these activities"), self._bound(FILTER), self._used(FILTER)),
            (
                _("Indicator, list, anniversary or formula"),
                self._bound(FURTHER),
                self._used(FURTHER),
            ),
        ]

    def _bound(self, names):
        return [self[name] for name in names]

    def _used(self, names):
        return any(self[name].value() or self[name].errors for name in names)
