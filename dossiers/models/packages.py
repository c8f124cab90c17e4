"""考评材料包: what was handed to inspectors, begun by the office, sealed once complete."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Frozen, User
from dossiers.querysets import PackageFileQuerySet, PackageQuerySet


class Package(Frozen):
    """An inspection package of a campaign and the rules it is made by. It is being
    prepared until it has a `PackageSeal`; nothing of it ever changes."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="packages", verbose_name=_("campaign")
    )
    number = models.PositiveIntegerField(_("number"))
    rules = models.JSONField(_("export rules"))  # as packages.rules.Rules.data
    with_confidential = models.BooleanField(_("with confidential items"), default=False)
    prepared_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
        help_text=_("Nobody: prepared by a command on the server."),
    )
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection package")
        verbose_name_plural = _("inspection packages")
        ordering = ["-begun_at", "-pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], name="package_number_once"
            ),
        ]

    def __str__(self):
        return f"{self.campaign.slug}-{self.number}"

    def get_absolute_url(self):
        return reverse("package", args=[self.pk])

    @property
    def is_sealed(self):
        return hasattr(self, "seal")


class PackageFile(Frozen):
    """A file read for a package: `file` is where its bytes are kept, the original's or
    those of a picture made smaller; `original` is the digest of what it was made from
    ("" where it is the original itself)."""

    package = models.ForeignKey(
        Package, models.PROTECT, related_name="files", verbose_name=_("package")
    )
    source = models.CharField(_("source"), max_length=40)
    file = models.FileField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64, help_text="SHA-256")
    crc = models.PositiveBigIntegerField(_("checksum"), help_text="CRC-32")
    original = models.CharField(_("digest of the original"), max_length=64, blank=True)

    objects = PackageFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a package")
        verbose_name_plural = _("files of packages")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "source"], name="package_file_once"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="package_file_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.package_id} · {self.source}"


class PackageSeal(Frozen):
    """A package as it was completed. `entries` lists every file of it as [path, size,
    digest, checksum, key of its `PackageFile` or None, start in `pages`]: what was
    written for it is kept in `pages`, one after another. `digest` is that of its tag
    manifest, and so of everything."""

    package = models.OneToOneField(
        Package, models.PROTECT, related_name="seal", verbose_name=_("package")
    )
    # Of the folder it unpacks to; a court renamed since changes no byte of it.
    name = models.CharField(_("name"), max_length=150)
    sealed_at = models.DateTimeField(_("completed at"), default=timezone.now)
    digest = models.CharField(_("digest"), max_length=64, help_text="SHA-256")
    size = models.PositiveBigIntegerField(_("size in bytes"))
    count = models.PositiveIntegerField(_("files"))
    entries = models.JSONField(_("entries"))
    evidence = models.JSONField(_("evidence in it"))  # keys
    told = models.JSONField(_("numbers told"))  # as packages.choosing.Count
    pages = models.FileField(_("pages"), max_length=200)

    class Meta:
        verbose_name = _("completed package")
        verbose_name_plural = _("completed packages")
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="package_seal_has_name"),
        ]

    def __str__(self):
        return f"{self.package_id} · {self.digest[:12]}"
