"""四性检测: every run as it ended, and what was erased by a retention decision."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Court, Frozen, User
from dossiers.models.archive import ArchiveItem, ItemPart
from dossiers.models.custody import Disposal
from dossiers.querysets import VerificationQuerySet


class Verification(Frozen):
    """A run of the checks as it began. What it found is told by its `Conclusion`; a
    run that has none did not finish, and is never taken for a good one."""

    class Kind(models.TextChoices):
        FILING = "filing", _("on filing")
        PERIODIC = "periodic", _("periodic")
        MANUAL = "manual", _("started by hand")
        PACKAGE = "package", _("on packaging")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="verifications", verbose_name=_("court")
    )
    kind = models.CharField(_("occasion"), max_length=10, choices=Kind)
    # Words for what it looked at; "" is the whole archive.
    scope = models.CharField(_("what was checked"), max_length=200, blank=True)
    item = models.ForeignKey(
        ArchiveItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name=_("archive item"),
    )
    is_quick = models.BooleanField(_("without opening the files"), default=False)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    started_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-started_at", "-pk"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.pk} · {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("archive-check", args=[self.pk])


class CheckTally(Frozen):
    """How many objects one check of a run looked at, and how they came out."""

    verification = models.ForeignKey(
        Verification,
        models.PROTECT,
        related_name="tallies",
        verbose_name=_("verification"),
    )
    code = models.CharField(_("check"), max_length=6)
    passed = models.PositiveIntegerField(_("passed"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    warned = models.PositiveIntegerField(_("warnings"), default=0)
    # Why nothing was looked at: it does not apply here, or could not be done here.
    skipped = models.CharField(_("not checked because"), max_length=200, blank=True)
    is_applicable = models.BooleanField(_("applicable"), default=True)

    class Meta:
        verbose_name = _("result of a check")
        verbose_name_plural = _("results of checks")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "code"], name="check_tallied_once"
            ),
            models.CheckConstraint(
                name="check_skipped_has_no_results",
                condition=Q(skipped="") | Q(passed=0, failed=0, warned=0),
            ),
        ]

    def __str__(self):
        return self.code


class VerificationResult(Frozen):
    """One failure or warning: the object, the kind of fault, what is wrong. All of
    them are kept, however many; what passed is counted in `CheckTally`."""

    class Outcome(models.TextChoices):
        FAILED = "failed", _("failed")
        WARNED = "warning", _("warning")

    verification = models.ForeignKey(
        Verification,
        models.PROTECT,
        related_name="results",
        verbose_name=_("verification"),
    )
    code = models.CharField(_("check"), max_length=6)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    fault = models.CharField(_("kind of fault"), max_length=12)
    object_kind = models.CharField(_("kind of object"), max_length=12)
    object_key = models.CharField(_("key of the object"), max_length=200, blank=True)
    label = models.CharField(_("object"), max_length=300)
    item = models.ForeignKey(
        ArchiveItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("archive item"),
    )
    detail = models.TextField(_("detail"))

    class Meta:
        verbose_name = _("finding of a verification")
        verbose_name_plural = _("findings of verifications")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(detail=""), name="verification_result_has_detail"
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.label}"


class Conclusion(Frozen):
    """That a run came to its end, and where the chain of events stood then."""

    verification = models.OneToOneField(
        Verification,
        models.PROTECT,
        related_name="conclusion",
        verbose_name=_("verification"),
    )
    finished_at = models.DateTimeField(_("finished at"), default=timezone.now)
    items = models.PositiveIntegerField(_("archive items"))
    files = models.PositiveIntegerField(_("files"))
    bytes_read = models.PositiveBigIntegerField(_("bytes read"))
    failures = models.PositiveIntegerField(_("failures"))
    warnings = models.PositiveIntegerField(_("warnings"))
    # The last event by then: were events cut off at the end, the next run sees it.
    event_number = models.PositiveIntegerField(_("last event"), default=0)
    event_digest = models.CharField(_("digest of it"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.verification_id} · {self.failures}"


class Erasure(Frozen):
    """销毁清册, one line per paper: was our copy erased, and if not, who needs it."""

    disposal = models.ForeignKey(
        Disposal, models.PROTECT, related_name="erasures", verbose_name=_("disposal")
    )
    part = models.OneToOneField(
        ItemPart, models.PROTECT, related_name="erasure", verbose_name=_("part")
    )
    # The place in the store that was emptied; "" where our copy stays or there is none.
    path = models.CharField(_("file"), max_length=200, blank=True)
    kept_because = models.CharField(_("kept because"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("entered at"), default=timezone.now)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                name="erasure_is_done_or_has_a_reason",
                condition=(Q(path="") & ~Q(kept_because=""))
                | (~Q(path="") & Q(kept_because="")),
            ),
        ]

    def __str__(self):
        return f"{self.part} · {self.path or self.kept_because}"
