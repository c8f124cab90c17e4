"""What every record shares: somebody logs it, somebody else confirms it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.people import User


class Record(models.Model):
    """The states of a record and who brought it there.

    Constraints tie each state to its people and moments: a confirmation always has
    a second pair of eyes, a return always a reason.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("awaiting confirmation")
        RETURNED = "returned", _("returned")
        CONFIRMED = "confirmed", _("confirmed")

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    logged_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        verbose_name=_("logged by"),
        editable=False,
    )
    logged_at = models.DateTimeField(
        _("logged at"), default=timezone.now, editable=False
    )
    changed_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        verbose_name=_("last changed by"),
        editable=False,
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("confirmed by"),
        editable=False,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    returned_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("returned by"),
        editable=False,
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, editable=False)
    return_reason = models.TextField(_("reason for return"), blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_is_known",
                condition=Q(status__in=["draft", "submitted", "returned", "confirmed"]),
            ),
            models.CheckConstraint(
                name="%(class)s_confirmed_iff_by_somebody",
                condition=Q(
                    status="confirmed",
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                )
                | (
                    ~Q(status="confirmed")
                    & Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_confirmed_by_somebody_else",
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("logged_by")) & ~Q(confirmed_by=F("changed_by"))),
            ),
            models.CheckConstraint(
                name="%(class)s_submitted_at_a_moment",
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_returned_with_a_reason",
                condition=~Q(status="returned")
                | (
                    Q(returned_by__isnull=False, returned_at__isnull=False)
                    & ~Q(return_reason="")
                ),
            ),
        ]

    @property
    def is_confirmed(self):
        return self.status == self.Status.CONFIRMED

    @property
    def is_awaiting(self):
        return self.status == self.Status.SUBMITTED

    @property
    def is_returned(self):
        return self.status == self.Status.RETURNED
