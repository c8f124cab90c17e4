"""What a person says of a piece of proof: what it is and what it proves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import secrecy
from campaigns.evidence import DETAILS, why_not_link
from campaigns.forms.criteria import CriteriaField, by_part, leaves
from campaigns.forms.uploads import DateInput
from campaigns.models import Evidence
from campaigns.models.standards import ProofKind


class LinkForm(forms.Form):
    """A web page as proof; left empty it asks for nothing."""

    link = forms.URLField(
        label=_("web address"), max_length=500, required=False, assume_scheme="http"
    )
    is_confidential = forms.BooleanField(
        label=_("for the archive only, not to be shown"), required=False
    )
    kind = forms.ChoiceField(
        label=_("kind"), choices=ProofKind.choices, initial=ProofKind.WEB
    )
    caption = forms.CharField(label=_("caption"), max_length=200, required=False)
    taken_on = forms.DateField(
        label=_("published on"), required=False, widget=DateInput
    )

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and (why := why_not_link(link)):
            raise forms.ValidationError(why)
        return link

    @property
    def entries(self):
        """What `evidence.attach` wants to know; nothing without an address."""
        return [self.cleaned_data] if self.cleaned_data["link"] else []


class DescribeForm(forms.ModelForm):
    criteria = CriteriaField(label=_("further criteria it serves"))

    class Meta:
        model = Evidence
        fields = DETAILS
        widgets = {"taken_on": DateInput, "passage": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "passage": _("The sentences an assessor should read, and on which page."),
        }

    def __init__(self, *args, nodes, **kwargs):
        super().__init__(*args, **kwargs)
        self.nodes = nodes
        self.fields["criteria"].choices = leaves(nodes)
        self.initial["criteria"] = [row.pk for row in self.instance.criteria.all()]

    @property
    def criteria_groups(self):
        return by_part(self["criteria"], self.nodes)


class ReplaceForm(forms.Form):
    file = forms.FileField(label=_("better file"), allow_empty_file=True)
    declared = forms.BooleanField(
        label=secrecy.DECLARATION,
        error_messages={"required": secrecy.NOT_DECLARED},
    )
