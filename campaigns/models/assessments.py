"""What people judge and owe: scores with reasons, verdicts, what does not apply, tasks."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.campaigns import Campaign
from campaigns.models.people import Unit, User
from campaigns.models.standards import Criterion, EvidenceRule
from campaigns.querysets import TaskQuerySet


class Judged(models.Model):
    """Somebody's word on a criterion in a year; `year` None speaks of the whole cycle."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="%(class)ss", verbose_name=_("campaign")
    )
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("criterion"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    judged_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("judged by")
    )
    judged_at = models.DateTimeField(_("judged at"), default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_a_reason", condition=~Q(reason="")
            )
        ]


class Score(Judged):
    """Points given; unknown is no row, never zero."""

    class Assessor(models.TextChoices):
        SELF = "self", _("self-assessment")
        OFFICE = "office", _("office")
        INSPECTOR = "inspector", _("inspector")

    assessor = models.CharField(_("assessor"), max_length=10, choices=Assessor)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        permissions = [
            ("score_for_unit", _("May enter the self-assessment of the own unit")),
            ("score_for_office", _("May enter the office's scores")),
            ("score_as_inspector", _("May enter an inspector's scores")),
        ]
        constraints = [
            *Judged.Meta.constraints,
            models.CheckConstraint(
                name="score_not_negative", condition=Q(points__gte=0)
            ),
            models.UniqueConstraint(
                fields=["campaign", "criterion", "year", "assessor"],
                name="score_of_a_year_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "criterion", "assessor"],
                condition=Q(year__isnull=True),
                name="score_of_the_cycle_once",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"


class Verdict(Judged):
    """Met or not, as the office reads the standard; no row: not yet judged."""

    class Finding(models.TextChoices):
        MET = "met", pgettext_lazy("verdict", "met")
        NOT_MET = "not_met", _("not met")

    finding = models.CharField(_("finding"), max_length=10, choices=Finding)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["pk"]
        constraints = [
            *Judged.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "criterion", "year"], name="verdict_of_a_year_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "criterion"],
                condition=Q(year__isnull=True),
                name="verdict_of_the_cycle_once",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.get_finding_display()}"


class Exemption(Judged):
    """不适用: the written explanation that stands in for proof (award.md 2.4)."""

    class Meta:
        verbose_name = _("does not apply")
        verbose_name_plural = _("do not apply")
        ordering = ["pk"]
        permissions = [("exempt_criterion", _("May declare that one does not apply"))]
        constraints = [
            *Judged.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "criterion", "year"],
                name="exemption_of_a_year_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "criterion"],
                condition=Q(year__isnull=True),
                name="exemption_of_the_cycle_once",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {_('does not apply')}"


class Task(models.Model):
    """A gap given to a unit with a day; done is never stored: the records say it."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="tasks", verbose_name=_("campaign")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="tasks", verbose_name=_("criterion")
    )
    rule = models.ForeignKey(
        EvidenceRule, models.PROTECT, related_name="tasks", verbose_name=_("rule")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="tasks", verbose_name=_("unit")
    )
    due_on = models.DateField(_("due on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of a task", "given by"),
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    cancelled_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancel_reason = models.CharField(
        _("reason for cancelling"), max_length=200, blank=True
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        permissions = [("give_tasks", _("May give tasks to units"))]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "rule", "year", "unit"],
                condition=Q(cancelled_at__isnull=True),
                name="task_of_a_year_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "rule", "unit"],
                condition=Q(cancelled_at__isnull=True, year__isnull=True),
                name="task_of_the_cycle_once",
            ),
            models.CheckConstraint(
                name="task_cancelling_is_whole",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | (
                    Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.criterion} · {self.unit}"

    def get_absolute_url(self):
        return reverse("task", args=[self.pk])
