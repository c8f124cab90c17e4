"""Who took part in a training, and for how long."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import TrainingRecord, User


class PeopleField(forms.ModelMultipleChoiceField):
    """Colleagues as boxes to tick, read unit by unit with `groups`."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.name


def colleagues(court, besides=None):
    """The people of a court who can be put on a list, without those of `besides`."""
    people = User.objects.filter(court=court, is_active=True, unit__isnull=False)
    if besides is not None and besides.pk:
        people = people.exclude(training_records__activity=besides)
    return people.order_by("unit__order", "unit", "pk")


def by_unit(field):
    """(unit, boxes, is one ticked) of each unit with people among the boxes."""
    groups = defaultdict(list)
    for box in field:
        groups[box.data["value"].instance.unit].append(box)
    return [
        (unit, boxes, any(box.data["selected"] for box in boxes))
        for unit, boxes in groups.items()
    ]


class HoursField(forms.DecimalField):
    def __init__(self, **kwargs):
        kwargs = {"min_value": 0.5, "max_digits": 5, "decimal_places": 1} | kwargs
        super().__init__(**kwargs, required=False)


class EnrolForm(forms.Form):
    people = PeopleField(User.objects.none(), label=_("Who took part"))
    hours = HoursField(label=_("hours for each"))

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        court = activity.campaign.court_id
        self.fields["people"].queryset = colleagues(court, besides=activity)

    @property
    def people_groups(self):
        return by_unit(self["people"])


class AmendForm(forms.ModelForm):
    hours = HoursField(label=_("hours"))

    class Meta:
        model = TrainingRecord
        fields = ("hours", "result")

    def __init__(self, *args, **kwargs):
        """Its fields stand in cells of a table, its `<form>` in another."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            told = f"{self.instance.person.name}: {field.label}"
            field.widget.attrs |= {"form": self.form_id, "aria-label": told}

    @property
    def form_id(self):
        return f"amend-{self.instance.pk}"
