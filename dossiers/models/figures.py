"""Figures: the named numbers a summary tells."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Category, Criterion, Indicator, Unit

INDICATOR_MEASURES = (
    "indicator_latest",
    "indicator_sum",
    "indicator_change",
    "indicator_before_after",
)


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
        INDICATOR_BEFORE_AFTER = (
            "indicator_before_after",
            _("indicator, from before to now (109 → 426)"),
        )
        HONOURS = "honours", _("honours")
        SIGNED_SHARE = "signed_share", _("share of units with a signed statement (%)")
        LIST_LENGTH = "list_length", _("length of a list")
        ANNIVERSARY = "anniversary", _("anniversary")
        FORMULA = "formula", _("calculated from other figures")

    class Window(models.TextChoices):
        THIS_YEAR = "this_year", _("this year")
        CAMPAIGN = "campaign", _("the campaign so far")
        SINCE_LAST_YEAR = "since_last_year", _("since last year")
        AS_OF_YEAR = "as_of_year", _("as of the end of a year")
        EACH_YEAR = "each_year", _("each year of the campaign")
        CUSTOM = "custom", _("from one day to another")

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
    measure = models.CharField(_("measure"), max_length=24, choices=Measure)
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
    window_from = models.DateField(_("first day"), null=True, blank=True)
    window_to = models.DateField(_("last day"), null=True, blank=True)
    formula = models.CharField(
        _("formula"),
        max_length=200,
        blank=True,
        help_text=_("Names in braces with + - × ÷: {Figure A} - {Figure B}"),
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
            models.CheckConstraint(
                name="figure_before_has_year",
                condition=~Q(measure="indicator_before_after")
                | Q(window_year__isnull=False),
            ),
            models.CheckConstraint(
                name="figure_custom_window_is_whole",
                condition=~Q(window="custom")
                | Q(
                    window_from__isnull=False,
                    window_to__isnull=False,
                    window_to__gte=F("window_from"),
                ),
            ),
            models.CheckConstraint(
                name="figure_formula_iff_calculated",
                condition=(Q(measure="formula") & ~Q(formula=""))
                | (~Q(measure="formula") & Q(formula="")),
            ),
        ]

    def __str__(self):
        return self.label
