"""Input to 鉴定销毁: which items and why; the decision and the opinion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.models import ArchiveItem, Disposal


class ProposalForm(forms.Form):
    items = forms.ModelMultipleChoiceField(
        ArchiveItem.objects.none(),
        label=_("Items past their term"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items


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
