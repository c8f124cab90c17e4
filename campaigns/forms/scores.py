"""Input of points, verdicts, locks and the outcome; how the scores are narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import scoresheets
from campaigns.models import Campaign, Score, Verdict

NOTHING = [("", "---------")]


class ScoresFilter(forms.Form):
    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    unit = forms.TypedChoiceField(
        label=_("responsible unit"), required=False, coerce=int, empty_value=None
    )
    missing = forms.ChoiceField(
        label=_("not yet scored by"),
        required=False,
        choices=NOTHING + Score.Assessor.choices,
    )

    def __init__(self, data, *, years, units):
        """`units` are those that answer for something; without any the field goes."""
        super().__init__(data)
        self.fields["year"].choices = NOTHING + [(year, year) for year in years]
        if units:
            chosen = [(unit.pk, unit.name) for unit in units]
            self.fields["unit"].choices = NOTHING + chosen
        else:
            del self.fields["unit"]

    @property
    def wanted(self):
        """What is chosen; a word nobody offered narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.base_fields}


class JudgingForm(forms.Form):
    """A year and a reason; which of them hold is the verb's rule, not the form's."""

    year = forms.TypedChoiceField(
        label=_("year"), required=False, coerce=int, empty_value=None
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the standard asks, what was seen, what is taken off."),
    )

    def __init__(self, *args, years, **kwargs):
        """`years` may be judged one by one; the whole cycle always may be."""
        super().__init__(*args, **kwargs)
        offered = [(year, year) for year in years]
        self.fields["year"].choices = [*offered, ("", _("the whole cycle"))]


class ScoreForm(JudgingForm):
    assessor = forms.ChoiceField(label=_("assessor"), widget=forms.HiddenInput)
    points = forms.DecimalField(label=_("Points given"), max_digits=6, decimal_places=2)

    field_order = ("assessor", "year", "points", "reason")

    def __init__(self, *args, criterion, assessors, **kwargs):
        """`assessors` as which this person may give points; one needs no question."""
        super().__init__(*args, **kwargs)
        self.fields["assessor"].choices = [(each, each.label) for each in assessors]
        if len(assessors) > 1:
            self.fields["assessor"].widget = forms.RadioSelect(
                choices=self.fields["assessor"].choices
            )
        if grades := scoresheets.grades_of(criterion):
            self.fields["points"].widget = forms.Select(
                choices=[(worth, f"{name}：{worth}") for name, worth in grades.items()]
            )
        else:
            self.fields["points"].widget.attrs |= {"min": 0, "max": criterion.points}


class VerdictForm(JudgingForm):
    finding = forms.ChoiceField(
        label=_("Finding"), choices=Verdict.Finding.choices, widget=forms.RadioSelect
    )

    field_order = ("year", "finding", "reason")


class LockForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("not decided yet")), *Campaign.Outcome.choices],
    )
