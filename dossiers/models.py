"""Figures, and the summary that tells them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Category, Criterion, Indicator, Unit
from dossiers.querysets import SummaryQuerySet

INDICATOR_MEASURES = ("indicator_latest", "indicator_sum", "indicator_change")


class Figure(models.Model):
    """数据口径: a named number, always computed, never typed."""

    class Measure(models.TextChoices):
        ACTIVITIES = "activities", _("activities")
        SESSIONS = "sessions", _("sessions")
        HEADCOUNT = "headcount", _("headcount")
        COST = "cost", _("amount spent (yuan)")
        ATTENDANCES = "attendances", _("attendances (人次)")
        PEOPLE = "people", _("distinct people (人数)")
        EVIDENCE = "evidence", _("formal documents with a number")
        INDICATOR_LATEST = "indicator_latest", _("indicator, latest reading")
        INDICATOR_SUM = "indicator_sum", _("indicator, sum of readings")
        INDICATOR_CHANGE = "indicator_change", _("indicator, change on last year (%)")
        HONOURS = "honours", _("honours")
        SIGNED_SHARE = "signed_share", _("share of units with a signed statement (%)")
        LIST_LENGTH = "list_length", _("length of a list")
        ANNIVERSARY = "anniversary", _("anniversary")

    class Window(models.TextChoices):
        THIS_YEAR = "this_year", _("this year")
        CAMPAIGN = "campaign", _("the campaign so far")
        SINCE_LAST_YEAR = "since_last_year", _("since last year")
        AS_OF_YEAR = "as_of_year", _("as of the end of a year")
        EACH_YEAR = "each_year", _("each year of the campaign")

    class Rounding(models.TextChoices):
        EXACT = "exact", _("exact: 18期")
        TENS_MORE = "tens_more", _("tens and more: 60多人次")
        TENS_OVER = "tens_over", _("tens and over: 10余人")
        ONE_DECIMAL = "one_decimal", _("one decimal: 31.6%")
        TEN_THOUSANDS = "ten_thousands", _("ten thousands: 28.6万元")
        CHINESE = "chinese", _("Chinese numerals: 五个")
        SEVERAL = "several", _("several: 多项")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="figures", verbose_name=_("campaign")
    )
    key = models.CharField(
        _("key"),
        max_length=50,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9_]*$", _("Small letters, digits and _ only."))
        ],
    )
    label = models.CharField(
        _("name"),
        max_length=50,
        validators=[
            RegexValidator(
                r"^[^{}.]+$", _("A name cannot contain braces or a full stop.")
            )
        ],
    )
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("category of activity"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("host unit"),
    )
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("criterion"),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("indicator"),
    )
    words = models.CharField(
        _("words in the title"),
        max_length=200,
        blank=True,
        help_text=_("Any of these, separated by 、"),
    )
    items = models.CharField(
        _("items of the list"),
        max_length=300,
        blank=True,
        help_text=_(
            "Separated by 、; with a category, an item counts once an activity names it."
        ),
    )
    base_year = models.PositiveSmallIntegerField(
        _("year of the first"), null=True, blank=True
    )
    window = models.CharField(
        _("window"), max_length=16, choices=Window, default=Window.THIS_YEAR
    )
    window_year = models.PositiveSmallIntegerField(
        _("year of the window"), null=True, blank=True
    )
    counting_word = models.CharField(_("counting word"), max_length=6, blank=True)
    rounding = models.CharField(
        _("rounding"), max_length=14, choices=Rounding, default=Rounding.EXACT
    )
    note = models.CharField(_("what is counted"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="figure_key_once"),
            models.UniqueConstraint(
                fields=["campaign", "label"], name="figure_label_once"
            ),
            models.CheckConstraint(
                name="figure_indicator_iff_measured",
                condition=Q(measure__in=INDICATOR_MEASURES, indicator__isnull=False)
                | (~Q(measure__in=INDICATOR_MEASURES) & Q(indicator__isnull=True)),
            ),
            models.CheckConstraint(
                name="figure_list_has_items",
                condition=~Q(measure="list_length") | ~Q(items=""),
            ),
            models.CheckConstraint(
                name="figure_anniversary_has_base_year",
                condition=~Q(measure="anniversary") | Q(base_year__isnull=False),
            ),
            models.CheckConstraint(
                name="figure_as_of_year_has_year",
                condition=~Q(window="as_of_year") | Q(window_year__isnull=False),
            ),
        ]

    def __str__(self):
        return self.label


class Summary(models.Model):
    """年度总结, the living draft; what lies after `as_of` is not told."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="summaries", verbose_name=_("campaign")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=100)
    as_of = models.DateField(_("as of"))

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual summary")
        verbose_name_plural = _("annual summaries")
        ordering = ["-year", "pk"]
        permissions = [("edit_summary", _("May edit the annual summary"))]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year"], name="summary_once"),
            models.CheckConstraint(
                condition=Q(as_of__year__gte=F("year")), name="summary_as_of_in_time"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("summary", args=[self.pk])


class Section(models.Model):
    """A heading and its prose; figures stand in it as {name}."""

    summary = models.ForeignKey(
        Summary, models.CASCADE, related_name="sections", verbose_name=_("summary")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    heading = models.CharField(_("heading"), max_length=100, blank=True)
    body = models.TextField(
        _("prose"),
        blank=True,
        help_text=_(
            "One paragraph a line; a figure stands as {name}, its items as {name.list}."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.heading or self.body[:20]
