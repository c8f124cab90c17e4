"""Input to the summary: a new one, its as-of day, a section's prose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contents import Refused
from campaigns.models import Unit
from dossiers import manuscripts, readiness
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
        fields = ["heading", "body", "in_short"]
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}


class ScopeForm(forms.Form):
    """Whose records to look at; nothing chosen: those the section speaks of."""

    category = forms.TypedChoiceField(
        label=_("Records of this category"), coerce=int, required=False
    )
    criterion = forms.TypedChoiceField(
        label=_("Records of this criterion"), coerce=int, required=False
    )

    def __init__(self, *args, categories, criteria):
        super().__init__(*args)
        self.known = {"category": categories, "criterion": criteria}
        for name, rows in self.known.items():
            told = [(row.pk, str(row)) for row in rows]
            self.fields[name].choices = [("", _("what the section speaks of")), *told]

    def chosen(self):
        """The categories and the criteria chosen, one or none of each."""
        self.is_valid()
        return tuple(
            [row for row in rows if row.pk == self.cleaned_data.get(name)]
            for name, rows in self.known.items()
        )


class OwnerForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["owner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        court = self.instance.summary.campaign.court_id
        self.fields["owner"].queryset = Unit.objects.of_court(court).active()
        self.fields["owner"].empty_label = _("the office")


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Remark"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CompareForm(forms.Form):
    """Two of a section's `versions`, the newest first; the last two unless told."""

    older = forms.TypedChoiceField(label=_("From"), coerce=int, required=False)
    newer = forms.TypedChoiceField(label=_("To"), coerce=int, required=False)

    def __init__(self, data=None, *, versions):
        self.versions = {version.revision: version for version in versions}
        last_two = [*self.versions, None, None][:2]
        asked = data or dict(zip(("newer", "older"), last_two, strict=True))
        super().__init__(asked)
        choices = [(one.revision, _told(one)) for one in versions]
        for field in self.fields.values():
            field.choices = choices

    def chosen(self):
        """The two versions, None for one that is not there."""
        self.is_valid()
        names = (self.cleaned_data.get(name) for name in ("older", "newer"))
        return tuple(self.versions.get(name) for name in names)


def _told(version):
    by = version.saved_by or _("outline")
    return _("version %(number)s · %(by)s") % {"number": version.revision, "by": by}


class WaiverForm(forms.Form):
    """Which findings may stand, and why."""

    names = forms.MultipleChoiceField(
        label=_("Findings"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Why they may stand"), max_length=300)

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        told = {readiness.name_of(one): _finding(one) for one in findings}
        self.fields["names"].choices = list(told.items())


def _finding(finding):
    return f"{finding.message} {finding.excerpt}"


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
