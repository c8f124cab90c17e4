"""What happened to the archive: each act as a link of a chain, and disposal by two."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Court, Frozen, Lasting, User
from dossiers.models.archive import ArchiveItem, known
from dossiers.querysets import DisposalQuerySet


class ArchiveEvent(Frozen):
    """What happened to an item, a box or a package: when, by whom, how it ended
    (a PREMIS event). Each carries the digest of the one before it, per court, so
    that a row changed or taken out of the database shows."""

    class Kind(models.TextChoices):
        FILING = "filing", _("filing")
        CORRECTION = "correction", _("correction")
        REPLACEMENT = "replacement", _("replacement of a part")
        BOXING = "boxing", _("putting into a box")
        PLACING = "placing", _("moving of a box")
        DOWNLOAD = "download", _("download")
        EXPORT = "export", _("export")
        CHECK = "check", _("check")
        PROPOSAL = "proposal", _("disposal proposed")
        DECISION = "decision", _("disposal decided")
        DESTRUCTION = "destruction", _("destruction")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="archive_events", verbose_name=_("court")
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("act"), max_length=12, choices=Kind)
    item = models.ForeignKey(
        ArchiveItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("archive item"),
    )
    target = models.CharField(_("object"), max_length=200)
    by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    agent = models.CharField(_("name of who acted"), max_length=50)
    at = models.DateTimeField(_("at"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    detail = models.TextField(_("detail"), blank=True)
    previous = models.CharField(_("digest of the event before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("archive event")
        verbose_name_plural = _("archive events")
        ordering = ["court", "number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "number"], name="archive_event_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(agent=""), name="archive_event_has_agent"
            ),
            known(
                "kind",
                [
                    *("filing", "correction", "replacement", "boxing", "placing"),
                    *("download", "export", "check"),
                    *("proposal", "decision", "destruction"),
                ],
                "archive_event_kind_known",
            ),
            known("outcome", ["done", "failed"], "archive_event_outcome_known"),
        ]

    def __str__(self):
        return f"{self.number} · {self.get_kind_display()} · {self.target}"


class Disposal(Lasting):
    """鉴定销毁: proposed by one person with a reason, decided by another."""

    class Decision(models.TextChoices):
        DESTROY = "destroy", _("destroy")
        KEEP = "keep", _("keep")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="disposals", verbose_name=_("court")
    )
    items = models.ManyToManyField(
        ArchiveItem, related_name="disposals", verbose_name=_("archive items")
    )
    reason = models.CharField(_("reason"), max_length=300)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    decision = models.CharField(
        _("decision"), max_length=8, choices=Decision, blank=True
    )
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    opinion = models.CharField(_("opinion"), max_length=300, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        ordering = ["-proposed_at", "-pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="disposal_has_a_reason"
            ),
            models.CheckConstraint(
                name="disposal_decision_is_whole",
                condition=Q(
                    decision="", decided_by__isnull=True, decided_at__isnull=True
                )
                | (
                    ~Q(decision="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "destroy"])
                | (Q(decision="keep") & ~Q(opinion="")),
                name="disposal_decision_known_and_keeping_says_why",
            ),
            models.CheckConstraint(
                name="disposal_decided_by_somebody_else",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
        ]

    def __str__(self):
        return self.reason

    def get_absolute_url(self):
        return reverse("disposal", args=[self.pk])

    @property
    def is_open(self):
        return not self.decision
