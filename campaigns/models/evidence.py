"""The proof: files kept by their content, and what each of them proves."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.activities import Activity
from campaigns.models.commitments import Statement
from campaigns.models.frozen import Frozen
from campaigns.models.indicators import Honour, Reading
from campaigns.models.people import Court, User
from campaigns.models.standards import Criterion, ProofKind
from campaigns.querysets import EvidenceQuerySet


class StoredFile(models.Model):
    """Content, kept once per court; the algorithm stands beside the digest, so that
    a change of algorithm never makes old files look altered."""

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="stored_files", verbose_name=_("court")
    )
    algorithm = models.CharField(_("algorithm"), max_length=10, default="sha256")
    digest = models.CharField(_("digest"), max_length=128)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    file = models.FileField(_("file"), max_length=200)
    thumbnail = models.FileField(_("thumbnail"), max_length=200, blank=True)
    stored_at = models.DateTimeField(_("stored at"), default=timezone.now)
    # Facts of the content, which never changes: read once, when it is kept. None
    # where nothing can be read from it, as from a scan or an old .doc.
    characters = models.PositiveIntegerField(_("characters"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(
                fields=["court", "algorithm", "digest"], name="stored_file_once"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="stored_file_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.algorithm}:{self.digest[:12]}"

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")


class FileText(models.Model):
    """The words inside a file, read once when it is kept, to be searched and scanned;
    no row where nothing can be read. A table of its own keeps the lists light."""

    stored_file = models.OneToOneField(
        StoredFile,
        models.CASCADE,
        primary_key=True,
        related_name="words",
        verbose_name=_("file"),
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self):
        return self.text[:30]


class Evidence(models.Model):
    Kind = ProofKind

    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("activity"),
    )
    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("statement of responsibility"),
    )
    honour = models.ForeignKey(
        Honour,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("honour"),
    )
    reading = models.ForeignKey(
        Reading,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("reading"),
    )
    stored_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("file"),
    )
    file_name = models.CharField(_("file name"), max_length=150, blank=True)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ProofKind)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=100, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    passage = models.TextField(_("passage that proves"), blank=True)
    is_confidential = models.BooleanField(
        _("for the archive only, not to be shown"), default=False
    )
    # 非涉密: who uploads declares that it holds no secret of state or of a trial
    # (保守国家秘密法, rules.md 4.4). False only on entries from before it was asked.
    is_declared_open = models.BooleanField(
        _("declared to hold no secret"), default=False
    )
    criteria = models.ManyToManyField(
        Criterion,
        blank=True,
        related_name="evidence",
        verbose_name=_("further criteria it serves"),
    )
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacement",
        verbose_name=_("replaces"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_belongs_to_one_record",
                condition=Q(
                    activity__isnull=False,
                    statement__isnull=True,
                    honour__isnull=True,
                    reading__isnull=True,
                )
                | Q(
                    activity__isnull=True,
                    statement__isnull=False,
                    honour__isnull=True,
                    reading__isnull=True,
                )
                | Q(
                    activity__isnull=True,
                    statement__isnull=True,
                    honour__isnull=False,
                    reading__isnull=True,
                )
                | Q(
                    activity__isnull=True,
                    statement__isnull=True,
                    honour__isnull=True,
                    reading__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link",
                condition=Q(stored_file__isnull=False, link="")
                | (Q(stored_file__isnull=True) & ~Q(link="")),
            ),
            models.CheckConstraint(
                name="evidence_removal_is_whole",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.caption or self.file_name or self.link

    def get_absolute_url(self):
        return reverse("evidence", args=[self.pk])

    @property
    def owner(self):
        """The record it belongs to; each has a page of its own."""
        return self.activity or self.statement or self.honour or self.reading

    @property
    def is_picture(self):
        return self.stored_file is not None and self.stored_file.is_picture


class Opening(Frozen):
    """Who opened or downloaded which proof, and when; never taken back."""

    evidence = models.ForeignKey(
        Evidence, models.PROTECT, related_name="openings", verbose_name=_("evidence")
    )
    is_download = models.BooleanField(_("downloaded"), default=False)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)

    class Meta:
        verbose_name = _("opening of proof")
        verbose_name_plural = _("openings of proof")
        ordering = ["opened_at", "pk"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.evidence_id} · {self.opened_by}"
