"""Input to 鉴定销毁: which items and why; the decision and the opinion."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Unit
from dossiers import disposals, terms
from dossiers.models import ArchiveItem, Disposal, Retention


def _units(asked):
    """Of the court of whoever asked for the list."""
    return Unit.objects.of_court(asked.user.court_id)


class DueFilter(filters.FilterSet):
    """Narrows what is past its term."""

    unit = filters.ModelChoiceFilter(
        label=_("unit"), queryset=_units, empty_label=_("all")
    )
    year = filters.NumberFilter(label=_("year"))
    retention = filters.ChoiceFilter(
        label=_("kept for"),
        choices=[each for each in Retention.choices if each[0] in terms.YEARS],
        empty_label=_("all"),
    )

    class Meta:
        model = ArchiveItem
        fields = ("unit", "year", "retention")


class ProposalForm(forms.Form):
    items = forms.ModelMultipleChoiceField(
        ArchiveItem.objects.none(),
        label=_("Items past their term"),
        error_messages={
            "required": _("Choose at least one item."),
            "invalid_choice": _("One of the chosen items is not in the archive."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, due, court, **kwargs):
        super().__init__(*args, **kwargs)
        self.due = due
        # Wider than what is due: what somebody proposed meanwhile is named.
        self.fields["items"].queryset = ArchiveItem.objects.filter(court=court)

    def clean_items(self):
        items = self.cleaned_data["items"].in_order()
        late = items.exclude(pk__in=self.due.order_by().values("pk"))
        if told := [why for item in late if (why := disposals.why_not_item(item))]:
            raise forms.ValidationError(told)
        return items

    @property
    def chosen(self):
        """The keys that are ticked, as the page shows them again."""
        return {str(key) for key in self["items"].value() or ()}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What becomes of them"),
        choices=Disposal.Decision,
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label=_("Opinion"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the items are kept."),
    )
