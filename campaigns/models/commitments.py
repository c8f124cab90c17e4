"""责任书: what a unit signs for, and the targets in it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaigns import Campaign
from campaigns.models.people import Unit, User
from campaigns.models.standards import Criterion
from campaigns.querysets import StatementQuerySet


class Statement(models.Model):
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="statements", verbose_name=_("campaign")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="statements", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    unit_signed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed for the unit by"),
    )
    unit_signed_at = models.DateTimeField(
        _("signed for the unit at"), null=True, blank=True
    )
    court_signed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed for the court by"),
    )
    court_signed_at = models.DateTimeField(
        _("signed for the court at"), null=True, blank=True
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of responsibility")
        verbose_name_plural = _("statements of responsibility")
        ordering = ["-year", "unit__order", "pk"]
        permissions = [
            ("prepare_statements", _("May prepare statements of responsibility")),
            ("sign_for_unit", _("May sign for the unit")),
            ("sign_for_court", _("May sign for the court")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "year"], name="statement_once"
            ),
            models.CheckConstraint(
                condition=Q(unit_signed_by__isnull=True, unit_signed_at__isnull=True)
                | Q(unit_signed_by__isnull=False, unit_signed_at__isnull=False),
                name="statement_unit_signature_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(court_signed_by__isnull=True, court_signed_at__isnull=True)
                | Q(court_signed_by__isnull=False, court_signed_at__isnull=False),
                name="statement_court_signature_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(court_signed_at__isnull=True)
                | Q(unit_signed_at__isnull=False),
                name="statement_unit_signs_first",
            ),
            models.CheckConstraint(
                condition=Q(court_signed_by__isnull=True)
                | ~Q(court_signed_by=F("unit_signed_by")),
                name="statement_signed_by_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.year}"

    def get_absolute_url(self):
        return reverse("statement", args=[self.pk])

    @property
    def is_signed(self):
        return self.unit_signed_at is not None and self.court_signed_at is not None


class Target(models.Model):
    """A quantity a unit promises; what was reached is counted, never typed."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="targets", verbose_name=_("statement")
    )
    title = models.CharField(_("target"), max_length=200)
    category = models.ForeignKey(
        "campaigns.Category",
        models.PROTECT,
        related_name="targets",
        verbose_name=_("counted by activities of"),
    )
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("criterion"),
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    due_on = models.DateField(_("due on"))
    responsible = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("responsible person"),
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="target_asks_for_something"
            )
        ]

    def __str__(self):
        return self.title
