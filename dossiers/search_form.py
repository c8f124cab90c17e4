"""Input to search: the words, and what narrows them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import standards
from campaigns.models import Record, Unit
from campaigns.models.standards import ProofKind
from dossiers import search
from dossiers.holdings import Criteria

STATES = [
    *Record.Status.choices,
    ("filed", _("filed")),
    ("unfiled", _("not filed yet")),
]


def _any(choices):
    return [("", _("all")), *choices]


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("words"),
        max_length=100,
        required=False,
        help_text=_("Several words: all of them must be there."),
        widget=forms.TextInput(attrs={"type": "search", "autofocus": True}),
    )
    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    unit = forms.ModelChoiceField(
        label=_("unit"), queryset=Unit.objects.none(), required=False
    )
    criterion = forms.ChoiceField(label=_("criterion"), required=False)
    proof = forms.ChoiceField(
        label=_("kind of proof"), choices=_any(ProofKind.choices), required=False
    )
    state = forms.ChoiceField(label=_("state"), choices=_any(STATES), required=False)

    def __init__(self, *args, campaigns, campaign, court, **kwargs):
        super().__init__(*args, **kwargs)
        years = {year for each in campaigns for year in each.calendar_years}
        self.fields["year"].choices = _any(
            [(year, str(year)) for year in sorted(years, reverse=True)]
        )
        self.fields["unit"].queryset = Unit.objects.of_court(court)
        self.fields["unit"].empty_label = _("all")
        self.nodes = standards.tree(campaign.standard_id) if campaign else ()
        self.fields["criterion"].choices = _any(
            [(str(node.pk), str(node)) for node in self.nodes]
        )

    @property
    def filters(self):
        """The fields that narrow, for the part that shows them folded."""
        return [self[name] for name in self.fields if name != "q"]

    @property
    def number_of_filters(self):
        return len([name for name in self.changed_data if name != "q"])

    @property
    def question(self):
        given = dict(self.cleaned_data)
        text = given.pop("q")
        if given["criterion"]:
            given["criterion"] = self._below(int(given["criterion"]))
        return search.question(text, **given)

    def _below(self, key):
        return Criteria(tuple(node.pk for node in self.nodes if key in node.path))
