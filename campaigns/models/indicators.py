"""Numbers that are not events, and honours received."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.campaigns import Campaign
from campaigns.models.people import Court, Unit, User
from campaigns.models.records import Record
from campaigns.querysets import HonourQuerySet, ReadingQuerySet


class Indicator(models.Model):
    """A named number: a stock (联络员人数) read on a day, or a flow over a period."""

    class Kind(models.TextChoices):
        STOCK = "stock", _("stock on a day")
        FLOW = "flow", _("flow over a period")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="indicators", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    counting_word = models.CharField(_("counting word"), max_length=6)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    note = models.CharField(_("what it means"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="indicator_name_once"
            )
        ]

    def __str__(self):
        return self.name


class Reading(Record):
    """What an indicator read: `ends_on` is the day of a stock or the end of a period."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="readings", verbose_name=_("indicator")
    )
    starts_on = models.DateField(_("period from"), null=True, blank=True)
    ends_on = models.DateField(_("as of, or period to"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    source = models.CharField(_("source"), max_length=200)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["indicator", "-ends_on", "pk"]
        permissions = [("keep_ledgers", _("May keep readings and honours"))]
        constraints = [
            *Record.Meta.constraints,
            # Two rows, since NULLs are distinct to a plain unique constraint.
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"], name="flow_reading_once"
            ),
            models.UniqueConstraint(
                fields=["indicator", "ends_on"],
                condition=Q(starts_on__isnull=True),
                name="stock_reading_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="reading_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.ends_on}"

    def get_absolute_url(self):
        return reverse("reading", args=[self.pk])


class Honour(Record):
    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        PROVINCIAL = "provincial", _("provincial")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        COURT = "court", pgettext_lazy("level", "court")

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="honours", verbose_name=_("campaign")
    )
    title = models.CharField(pgettext_lazy("its name", "honour"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    giver = models.CharField(_("given by"), max_length=100)
    awarded_on = models.DateField(_("awarded on"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="honours",
        verbose_name=_("to the unit"),
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="honours",
        verbose_name=_("to the person"),
    )
    work = models.CharField(
        _("for the work"),
        max_length=100,
        blank=True,
        help_text=_("Honours for the same work count once, at the highest level."),
    )

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["-awarded_on", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(person__isnull=True),
                name="honour_to_one_receiver",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("honour", args=[self.pk])
