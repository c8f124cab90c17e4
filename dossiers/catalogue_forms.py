"""What a catalogue is asked for: which one, divided how, narrowed to what."""

import django_filters as filters
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from campaigns.models import Unit
from dossiers.archive_forms import ItemFilter
from dossiers.models import Box

KINDS = [
    ("items", _("Catalogue of items (归档文件目录)")),
    ("boxes", _("Catalogue inside each box (卷内目录)")),
    ("summary", _("General catalogue (总目录)")),
]
WAYS = [
    ("year", _("by year")),
    ("box", _("by box")),
    ("criterion", _("by criterion")),
]
ASKED = {"kind": "items", "by": "year"}  # until somebody chooses


class CatalogueFilter(ItemFilter):
    kind = filters.ChoiceFilter(
        label=_("catalogue"), choices=KINDS, empty_label=None, method="keep"
    )
    by = filters.ChoiceFilter(
        label=_("divided"), choices=WAYS, empty_label=None, method="keep"
    )

    class Meta(ItemFilter.Meta):
        fields = ("kind", "by", *ItemFilter.Meta.fields)

    def __init__(self, data, rows, *, court, **kwargs):
        """`rows` are what the reader may see; nobody chooses among other boxes."""
        super().__init__(data, rows, **kwargs)
        boxes = Box.objects.filter(items__in=rows.order_by().values("pk")).distinct()
        self.filters["box"].queryset = boxes
        self.filters["unit"].queryset = Unit.objects.of_court(court)

    def keep(self, rows, name, value):
        """Which catalogue and how divided changes nothing about what is in it."""
        return rows

    @property
    def choice(self):
        """`kind` and `by` as asked for, also where they were asked wrongly."""
        given = getattr(self.form, "cleaned_data", {})
        return {name: given.get(name) or usual for name, usual in ASKED.items()}

    @property
    def narrowed(self):
        """What it was narrowed to, in the words of the paper; "" when by nothing."""
        with translation.override("zh-hans"):
            told = [
                f"{self.form.fields[name].label}：{self._told(name)}"
                for name in self.form.changed_data
                if name not in ASKED
            ]
            return f"按条件选列（{'，'.join(told)}）" if told else ""

    def _told(self, name):
        value = self.form.cleaned_data.get(name)
        choices = dict(getattr(self.form.fields[name], "choices", ()))
        return choices.get(value, value)
