"""Input of an inspection: what to draw, what was found, what is wanting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Criterion, Unit
from dossiers.complaints.lines import Theme
from dossiers.models import Finding, Place, Sample, Subject

ALL = [("", _("all"))]
DRAWN = (Subject.ACTIVITY, Subject.HONOUR, Subject.READING, Subject.STATEMENT)
SHORT = {"rows": 3}


class DrawForm(forms.Form):
    """A word nobody offered is refused; nothing chosen draws from everything."""

    subject = forms.ChoiceField(
        label=_("Draw from"),
        required=False,
        choices=[("", _("everything confirmed")), *((s, s.label) for s in DRAWN)],
    )


class MarkForm(forms.Form):
    result = forms.ChoiceField(
        label=_("What was found"),
        choices=Sample.Result.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs=SHORT),
    )


class SampleFilter(forms.Form):
    result = forms.ChoiceField(
        label=_("result"),
        required=False,
        choices=[*ALL, ("none", _("not yet said")), *Sample.Result.choices],
    )


class FindingForm(forms.Form):
    text = forms.CharField(
        label=_("What is wanting"),
        max_length=2000,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("What was asked for, what was shown, what should be there."),
    )
    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Criterion"), required=False
    )

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = criteria


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("What was done about it, and where it can be seen."),
    )


class FindingFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("state"), required=False, choices=[*ALL, *Finding.State.choices]
    )


class ChecklistFilter(forms.Form):
    """What the checklist is narrowed to; heads of units have no choice of unit."""

    theme = forms.ChoiceField(
        label=_("kind"),
        required=False,
        choices=[*ALL, *((theme.name, theme.label) for theme in Theme)],
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("unit"), required=False)

    def __init__(self, data, *, units):
        super().__init__(data)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units
            self.fields["unit"].empty_label = _("all")

    def wanted(self, name):
        """What was chosen, None for nothing and for what nobody offered."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class PlaceForm(forms.Form):
    """What was seen at one `place`; that a fault needs a note is the verb's rule."""

    result = forms.ChoiceField(
        label=_("What was seen"),
        required=False,
        choices=[("", _("not yet seen")), *Place.Result.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, data, *, place):
        known = {"result": place.result, "note": place.note}
        super().__init__(data, initial=known, prefix=f"place-{place.order}")
        self.place = place
