"""What was done: categories, activities, and who took part in training."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns import festivals
from campaigns.models.campaigns import Campaign
from campaigns.models.people import Court, Unit, User
from campaigns.models.records import Record
from campaigns.models.standards import Criterion
from campaigns.querysets import ActivityQuerySet

# A record logged more than so many days after the event is shown as 补录.
LATE_AFTER_DAYS = 30


class Category(models.Model):
    """A kind of activity the court itself names; staff choose from these."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("activity")
        TRAINING = "training", _("training")
        PUBLICITY = "publicity", _("publicity")
        MEETING = "meeting", _("meeting")
        INSPECTION = "inspection", _("inspection")
        FACILITY = "facility", _("facility")
        CHARITY = "charity", _("charity")
        MEASURE = "measure", _("rules and documents")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="categories", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=50)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    counting_word = models.CharField(_("counting word"), max_length=4, default="次")
    criteria = models.ManyToManyField(
        Criterion,
        blank=True,
        related_name="categories",
        verbose_name=_("criteria it usually serves"),
    )
    artefacts = models.CharField(
        _("proof it needs"),
        max_length=200,
        blank=True,
        help_text=_("Names of what should be handed in, separated by 、"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("category of activity")
        verbose_name_plural = _("categories of activity")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["court", "name"], name="category_name_once")
        ]

    def __str__(self):
        return self.name


class Activity(Record):
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="activities", verbose_name=_("campaign")
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="activities",
        verbose_name=_("category"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="activities", verbose_name=_("host unit")
    )
    co_hosts = models.ManyToManyField(
        Unit, blank=True, related_name="co_hosted", verbose_name=_("co-hosts")
    )
    title = models.CharField(pgettext_lazy("of an activity", "title"), max_length=100)
    held_on = models.DateField(_("held on"))
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("If it took several days.")
    )
    place = models.CharField(_("place"), max_length=100, blank=True)
    festival = models.CharField(
        _("festival"), max_length=20, choices=festivals.CHOICES, blank=True
    )
    sessions = models.PositiveSmallIntegerField(
        _("sessions"), default=1, validators=[MinValueValidator(1)]
    )
    headcount = models.PositiveIntegerField(_("headcount"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost (yuan)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    narrative = models.TextField(_("narrative"), blank=True)
    criteria = models.ManyToManyField(
        Criterion, blank=True, related_name="activities", verbose_name=_("criteria")
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-held_on", "-pk"]
        permissions = [
            ("log_for_own_unit", _("May log for the own unit")),
            ("log_for_any_unit", _("May log for any unit")),
            ("confirm_for_own_unit", _("May confirm the own unit's records")),
            ("confirm_for_any_unit", _("May confirm any unit's records")),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "status", "held_on"], name="activity_what_counts"
            )
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sessions__gte=1), name="activity_has_a_session"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("held_on")),
                name="activity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                name="activity_cost_not_negative",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("activity", args=[self.pk])

    @property
    def lag_days(self):
        """Days between the event's last day and its being logged."""
        return (localdate(self.logged_at) - (self.ended_on or self.held_on)).days

    @property
    def is_late_entry(self):
        """补录: shown wherever the record is shown, never hidden."""
        return self.lag_days > LATE_AFTER_DAYS


class TrainingRecord(models.Model):
    """One person at one training activity; 人次 counts these, 人数 the people."""

    class Result(models.TextChoices):
        ATTENDED = "attended", _("attended")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("not passed")
        AWARDED = "awarded", _("awarded")

    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        related_name="training_records",
        verbose_name=_("activity"),
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="training_records",
        verbose_name=_("person"),
    )
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    result = models.CharField(
        _("result"), max_length=10, choices=Result, default=Result.ATTENDED
    )

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], name="training_record_once"
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0),
                name="training_hours_positive",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.activity}"
