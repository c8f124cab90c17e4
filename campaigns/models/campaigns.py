"""A court's run for one title: its years, who owns which criterion, who may look in."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.people import Court, Unit, User
from campaigns.models.standards import Criterion, Standard, VetoRule
from campaigns.querysets import CampaignQuerySet


class Campaign(models.Model):
    class Outcome(models.TextChoices):
        NAMED = "named", _("named")
        KEPT = "kept", _("title kept")
        FAILED = "failed", _("not passed")
        REVOKED = "revoked", _("revoked")

    class Cycle(models.TextChoices):
        """How the years make one result (award.md 1.1)."""

        SHARE = "share", _("each year has its share of the points")
        MEAN = "mean", _("mean of the years")
        TOTAL = "total", _("one total over the cycle")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="campaigns", verbose_name=_("court")
    )
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title aimed at"), max_length=50)
    standard = models.ForeignKey(
        Standard,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("standard"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    cycle = models.CharField(
        _("result of the cycle"), max_length=10, choices=Cycle, default=Cycle.SHARE
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "-pk"]
        permissions = [
            ("see_whole_court", _("May see every unit's records")),
            ("see_granted_campaigns", _("May read the campaigns granted to them")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="campaign_ends_after_start",
            )
        ]

    def __str__(self):
        return self.name

    def covers(self, day):
        return self.starts_on <= day <= self.ends_on

    @property
    def calendar_years(self):
        return range(self.starts_on.year, self.ends_on.year + 1)


class CampaignYear(models.Model):
    """A year of the cycle: its share of the points, and whether it is locked."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="years", verbose_name=_("campaign")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    points_share = models.DecimalField(
        _("share of the points (%)"), max_digits=5, decimal_places=2
    )
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    locked_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("locked by"),
    )
    lock_reason = models.CharField(_("reason for the lock"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("campaign year")
        verbose_name_plural = _("campaign years")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year"], name="campaign_year_once"
            ),
            models.CheckConstraint(
                condition=Q(points_share__gte=0, points_share__lte=100),
                name="campaign_year_share_is_percentage",
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, locked_by__isnull=True)
                | (
                    Q(locked_at__isnull=False, locked_by__isnull=False)
                    & ~Q(lock_reason="")
                ),
                name="campaign_year_lock_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.year}"


class Assignment(models.Model):
    """Which unit answers for a criterion in this campaign."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="assignments", verbose_name=_("campaign")
    )
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        related_name="assignments",
        verbose_name=_("criterion"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name=_("unit")
    )

    class Meta:
        verbose_name = _("responsible unit")
        verbose_name_plural = _("responsible units")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "criterion", "unit"], name="assignment_once"
            )
        ]

    def __str__(self):
        return f"{self.criterion} · {self.unit}"


class Grant(models.Model):
    """An assessor's leave to read one campaign, until a day."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="grants", verbose_name=_("campaign")
    )
    person = models.ForeignKey(
        User, models.CASCADE, related_name="grants", verbose_name=_("person")
    )
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("leave to read")
        verbose_name_plural = _("leaves to read")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="grant_once")
        ]

    def __str__(self):
        return f"{self.person} · {self.campaign}"


class Incident(models.Model):
    """What the check of one negative-list event found; no row: not yet checked."""

    class Finding(models.TextChoices):
        NONE = "none", _("did not occur")
        OCCURRED = "occurred", _("occurred")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="incidents", verbose_name=_("campaign")
    )
    rule = models.ForeignKey(
        VetoRule, models.PROTECT, related_name="incidents", verbose_name=_("event")
    )
    finding = models.CharField(_("finding"), max_length=10, choices=Finding)
    occurred_on = models.DateField(_("occurred on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)

    class Meta:
        verbose_name = _("negative-list check")
        verbose_name_plural = _("negative-list checks")
        permissions = [("check_incidents", _("May check the negative list"))]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "rule"], name="incident_once"),
            models.CheckConstraint(
                condition=Q(finding="none", occurred_on__isnull=True)
                | Q(finding="occurred", occurred_on__isnull=False),
                name="incident_date_iff_occurred",
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.get_finding_display()}"
