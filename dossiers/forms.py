"""Input to the summary: a new one, its as-of day, a section's prose."""

from django import forms

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
