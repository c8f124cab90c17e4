"""定稿: what was issued stands still; and the findings somebody answered for."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Frozen, User
from dossiers.models.summaries import Section, Summary
from dossiers.querysets import EditionQuerySet


class Edition(Frozen):
    """A summary as issued: the words, the facts with their record ids, the reasons for
    what was let stand. Its files are `EditionFile`; a later edition supersedes it."""

    summary = models.ForeignKey(
        Summary, models.PROTECT, related_name="editions", verbose_name=_("summary")
    )
    number = models.PositiveSmallIntegerField(_("edition number"))
    title = models.CharField(_("title"), max_length=100)
    as_of = models.DateField(_("as of"))
    issued_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    document = models.JSONField(_("document"))  # as snapshots.of_document gives it
    text = models.TextField(_("text"))
    facts = models.JSONField(_("facts quoted"))  # {key: as snapshots.of_fact gives it}
    passes = models.JSONField(_("who passed what"))  # [{heading, revision, by, at}]
    waivers = models.JSONField(_("findings let stand"))  # [{code, excerpt, reason, …}]
    versions = models.JSONField(_("versions of rules and tools"))  # {name: version}

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "number"], name="edition_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="edition_number_from_one"
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.number}"

    def get_absolute_url(self):
        return reverse("edition", args=[self.pk])


class EditionFile(Frozen):
    """A file as issued, kept by its content; the algorithm stands beside the digest."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="files", verbose_name=_("edition")
    )
    variant = models.CharField(_("variant"), max_length=10, default="full")
    extension = models.CharField(_("format"), max_length=5)
    media_type = models.CharField(_("media type"), max_length=100)
    algorithm = models.CharField(_("algorithm"), max_length=10)
    digest = models.CharField(_("digest"), max_length=128)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), max_length=200)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "variant", "extension"], name="edition_file_once"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="edition_file_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.edition_id}.{self.extension}"


class Waiver(models.Model):
    """A finding let stand, and why; it speaks of the same words in the same section."""

    summary = models.ForeignKey(
        Summary, models.CASCADE, related_name="waivers", verbose_name=_("summary")
    )
    section = models.ForeignKey(
        Section, models.CASCADE, related_name="waivers", verbose_name=_("section")
    )
    code = models.CharField(_("check"), max_length=30)
    excerpt = models.CharField(_("words"), max_length=200)
    message = models.CharField(_("finding"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    waived_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("let stand by")
    )
    waived_at = models.DateTimeField(_("let stand at"), default=timezone.now)

    class Meta:
        verbose_name = _("finding let stand")
        verbose_name_plural = _("findings let stand")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code", "excerpt"], name="waiver_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self):
        return f"{self.code} · {self.excerpt}"

    @property
    def key(self):
        return self.section_id, self.code, self.excerpt
