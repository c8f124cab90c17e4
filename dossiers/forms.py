"""Input to the summary: a new one, its as-of day, a section's prose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contents import Refused
from dossiers import manuscripts
from dossiers.models import Section, Summary


class SummaryForm(forms.ModelForm):
    class Meta:
        model = Summary
        fields = ["year", "as_of"]
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        years = [(year, str(year)) for year in campaign.calendar_years]
        self.fields["year"] = forms.TypedChoiceField(
            label=self.fields["year"].label, choices=years, coerce=int
        )


class AsOfForm(forms.ModelForm):
    class Meta:
        model = Summary
        fields = ["as_of"]
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class SectionForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Section
        fields = ["heading", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}


class FactCheckForm(forms.Form):
    """A text pasted, or a file; `cleaned_data["words"]` holds what is to be checked."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=manuscripts.MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("Word (.docx) or text (.txt), at most 5 MB. It is not kept."),
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["words"] = cleaned.get("text") or ""
        if file := cleaned.get("file"):
            cleaned["words"] = self._words_of(file)
        if not self.errors and not cleaned["words"].strip():
            raise forms.ValidationError(_("Paste a text, or choose a file."))
        return cleaned

    def _words_of(self, file):
        try:
            return manuscripts.words_of(file, file.name)
        except Refused as refused:
            self.add_error("file", str(refused))
            return ""
