"""What a person types about an activity, and how they narrow the list of them."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import festivals, roles
from campaigns.activities import FIELDS
from campaigns.forms.attendance import HoursField, PeopleField, by_unit, colleagues
from campaigns.forms.criteria import CriteriaField, by_part, leaves
from campaigns.forms.uploads import DateInput
from campaigns.models import Activity, Category, Unit, User


@dataclass(frozen=True)
class Difference:
    """A field where what stands in the record is not what the person typed."""

    label: str
    stored: str
    yours: str


@dataclass
class Offer:
    """A category as the form offers it; `criteria` are the keys it usually serves."""

    name: str
    kind: str
    artefacts: str
    criteria: list


class CategorySelect(forms.Select):
    """Each option tells the scripts what its category suggests and asks for."""

    offers = {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if offer := self.offers.get(value):
            option["attrs"]["data-criteria"] = " ".join(map(str, offer.criteria))
            option["attrs"]["data-kind"] = offer.kind
            option["attrs"]["data-artefacts"] = offer.artefacts
        return option


class FestivalSelect(forms.Select):
    """Each option tells the scripts on which days of `years` its festival falls."""

    years = ()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            days = (festivals.date_of(value, year) for year in self.years)
            told = " ".join(day.isoformat() for day in days if day)
            option["attrs"]["data-days"] = told
        return option


class ActivityForm(forms.ModelForm):
    """`criteria` are the leaves of the standard as nodes of `standards.tree`."""

    criteria = CriteriaField(
        label=_("criteria"),
        help_text=_(
            "Choosing a category ticks those it usually serves; change freely."
        ),
    )
    participants = PeopleField(
        User.objects.none(), label=_("Who took part"), required=False
    )
    hours = HoursField(label=_("hours for each"))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields = [*FIELDS, "co_hosts"]
        widgets = {
            "category": CategorySelect(
                attrs={"data-suggests": "criteria", "data-word": _("suggested")}
            ),
            "held_on": DateInput,
            "ended_on": DateInput,
            "festival": FestivalSelect,
            "co_hosts": forms.CheckboxSelectMultiple,
            "narrative": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "title": _("Say who did what, for example: the filing division …"),
            "narrative": _(
                "Two or three sentences: what was done, and what came of it."
            ),
            "headcount": _("Everybody who took part, also from outside."),
        }

    def __init__(self, *args, campaign, by, nodes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.nodes = nodes
        self._offer_categories(campaign.court)
        self._offer_units(campaign.court, by)
        self._offer_people(campaign.court)
        self.fields["festival"].widget.years = campaign.calendar_years
        self.fields["criteria"].choices = leaves(nodes)
        first, last = campaign.starts_on, campaign.ends_on
        limits = {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["held_on"].widget.attrs |= limits
        self.fields["ended_on"].widget.attrs |= limits
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision
            self.initial["criteria"] = [row.pk for row in self.instance.criteria.all()]

    def _offer_categories(self, court):
        """The court's categories with the criteria they serve, in one query."""
        rows = court.categories.filter(is_active=True)
        rows |= Category.objects.filter(pk=self.instance.category_id)
        names = ("pk", "name", "kind", "artefacts", "criteria")
        offers = {}
        for pk, name, kind, artefacts, criterion in rows.values_list(*names):
            offer = offers.setdefault(pk, Offer(name, kind, artefacts, []))
            if criterion:
                offer.criteria.append(criterion)
        field = self.fields["category"]
        field.queryset = rows
        field.choices = [("", "---------")] + [
            (pk, offer.name) for pk, offer in offers.items()
        ]
        field.widget.offers = offers

    def _offer_units(self, court, by):
        """One's own unit is a fact, not a choice; a record keeps the unit it has."""
        field = self.fields["unit"]
        field.queryset = Unit.objects.loggable_by(by) | Unit.objects.filter(
            pk=self.instance.unit_id
        )
        unit = self.instance.unit if self.instance.pk else by.unit
        self.initial.setdefault("unit", unit and unit.pk)
        if not by.has_perm(roles.LOG_ANY):
            self.only_unit = field.initial = self.initial["unit"] = unit
            field.disabled = True
        hosts = self.fields["co_hosts"]
        hosts.queryset = Unit.objects.of_court(court).active()
        if by.has_perm(roles.LOG_ANY):  # the same units: read once for both fields
            hosts.choices = units = [(row.pk, str(row)) for row in field.queryset]
            field.choices = [("", "---------"), *units]

    def _offer_people(self, court):
        """Who took part is asked once; later changes have a page of their own."""
        if self.instance.pk:
            del self.fields["participants"], self.fields["hours"]
        else:
            self.fields["participants"].queryset = colleagues(court)

    def clean_revision(self):
        """A form that does not say what was read has read nothing."""
        return self.cleaned_data["revision"] or 0

    def clean(self):
        """Sentences instead of the names of constraints; the database keeps the rules."""
        held_on, ended_on = (self.cleaned_data.get(n) for n in ("held_on", "ended_on"))
        if held_on and ended_on and ended_on < held_on:
            self.add_error("ended_on", _("The last day lies before the first."))
        category = self.cleaned_data.get("category")
        is_training = category and category.kind == Category.Kind.TRAINING
        if self.cleaned_data.get("participants") and not is_training:
            self.add_error(
                "participants", _("Only a training keeps a list of who took part.")
            )

    @property
    def values(self):
        """What `activities.log` and `revise` want."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        linked = ("co_hosts", "criteria")
        return values | {name: self.cleaned_data[name] for name in linked}

    @property
    def criteria_groups(self):
        return by_part(self["criteria"], self.nodes)

    @property
    def people_groups(self):
        return by_unit(self["participants"])

    @property
    def has_more(self):
        """Does one of the rarely used fields say something, or is it wrong?"""
        names = ("ended_on", "cost", "festival", "co_hosts")
        said = any(self[name].value() or self[name].errors for name in names)
        return said or str(self["sessions"].value()) != "1"

    @property
    def festivals_near(self):
        """Festivals near the day typed, or near the one proposed."""
        field = self["held_on"].field
        try:
            day = field.clean(self["held_on"].value())
        except forms.ValidationError:
            return ()
        return festivals.near(day)

    def differences(self, stored):
        """Where the valid form departs from the record as it stands now."""
        pairs = (
            (name, _stored(stored, name), self.cleaned_data[name])
            for name in (*FIELDS, "co_hosts", "criteria")
        )
        return [
            Difference(self[name].label, self._told(name, was), self._told(name, now))
            for name, was, now in pairs
            if self._told(name, was) != self._told(name, now)
        ]

    def _told(self, name, value):
        if name == "criteria":
            return "、".join(str(node) for node in self.nodes if node.pk in value)
        if name == "co_hosts":
            return "、".join(sorted(str(unit) for unit in value))
        if name == "festival":
            return dict(festivals.CHOICES).get(value, "")
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return "" if value is None else str(value)


def _stored(activity, name):
    if name == "criteria":
        return {criterion.pk for criterion in activity.criteria.all()}
    if name == "co_hosts":
        return activity.co_hosts.all()
    return getattr(activity, name)
