"""The archive: what was filed under which number, where it stands, what happened to it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Court, Evidence, Lasting, Unit, User
from campaigns.models.standards import ProofKind
from dossiers.models.editions import Edition, EditionFile
from dossiers.querysets import (
    ArchiveItemQuerySet,
    BoxQuerySet,
    ItemPartQuerySet,
)


class Retention(models.TextChoices):
    """保管期限 and its code in an archive number (DA/T 22-2015)."""

    PERMANENT = "Y", _("permanent")
    THIRTY = "D30", _("30 years")
    TEN = "D10", _("10 years")


def known(field, values, name):
    """The constraint that a field says one of these and nothing else."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class RetentionRule(models.Model):
    """保管期限表: what is kept how long; the first rule that fits makes the proposal.

    The table is the court's own, as its archive approved it (国家档案局令第8号).
    """

    court = models.ForeignKey(
        Court,
        models.CASCADE,
        related_name="retention_rules",
        verbose_name=_("court"),
    )
    matter = models.CharField(_("what it covers"), max_length=100)
    words = models.CharField(
        _("words in the title"),
        max_length=200,
        blank=True,
        help_text=_("Any of them, separated by 、; empty: whatever the title says."),
    )
    kind = models.CharField(
        _("kind of proof"), max_length=10, choices=ProofKind, blank=True
    )
    retention = models.CharField(_("kept for"), max_length=3, choices=Retention)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "matter"], name="retention_matter_once"
            ),
            known("retention", Retention.values, "retention_rule_period_known"),
            known("kind", ["", *ProofKind.values], "retention_rule_kind_known"),
        ]

    def __str__(self):
        return f"{self.matter} · {self.get_retention_display()}"


class Box(Lasting):
    """档案盒: a box of one year and period, and where it stands."""

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="boxes", verbose_name=_("court")
    )
    number = models.PositiveSmallIntegerField(_("box number"))
    year = models.PositiveSmallIntegerField(_("year"))
    retention = models.CharField(_("kept for"), max_length=3, choices=Retention)
    cabinet = models.CharField(_("cabinet"), max_length=20, blank=True)
    shelf = models.CharField(_("shelf"), max_length=20, blank=True)
    thickness = models.PositiveSmallIntegerField(_("thickness (mm)"), default=30)
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)

    objects = BoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive box")
        verbose_name_plural = _("archive boxes")
        ordering = ["year", "retention", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "year", "retention", "number"], name="box_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="box_from_one"),
            known("retention", Retention.values, "box_period_known"),
        ]

    def __str__(self):
        return f"{self.year}-{self.retention}-{self.number}"

    def get_absolute_url(self):
        return reverse("archive-box", args=[self.pk])


class ArchiveItem(Lasting):
    """归档文件, one 件. What makes up its number is written as it was on the day of
    filing, so that a renamed unit or a new fonds number never changes it."""

    class Secrecy(models.TextChoices):
        """What is secret may not enter, so there is nothing above internal."""

        OPEN = "", pgettext_lazy("secrecy", "open")
        INTERNAL = "internal", _("internal")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="archive_items", verbose_name=_("court")
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        related_name="archive_items",
        verbose_name=_("campaign"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="archive_items", verbose_name=_("unit")
    )
    fonds_number = models.CharField(_("fonds number"), max_length=4)
    year = models.PositiveSmallIntegerField(_("year"))
    retention = models.CharField(_("kept for"), max_length=3, choices=Retention)
    unit_code = models.CharField(_("unit code"), max_length=3)
    number = models.PositiveIntegerField(_("item number"))
    code = models.CharField(_("archive number"), max_length=40)

    title = models.CharField(_("title of the item"), max_length=200)
    # A title we gave stands in [ ] wherever it is printed (rules.md 3.1).
    is_title_supplied = models.BooleanField(_("title supplied by us"), default=False)
    responsible = models.CharField(_("responsible"), max_length=100, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    formed_on = models.DateField(_("date of the item"))
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    secrecy = models.CharField(
        _("secrecy"), max_length=10, choices=Secrecy, default=Secrecy.OPEN, blank=True
    )
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)
    is_confidential = models.BooleanField(
        _("for the archive only, not to be shown"), default=False
    )

    edition = models.OneToOneField(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="archive_item",
        verbose_name=_("edition"),
    )
    box = models.ForeignKey(
        Box,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("archive box"),
    )
    filed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("filed by")
    )
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True, blank=True)

    objects = ArchiveItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive item")
        verbose_name_plural = _("archive items")
        ordering = ["year", "retention", "unit_code", "number"]
        default_permissions = ["view"]
        permissions = [
            ("file_archive", _("May file, number, box and correct")),
            ("decide_disposal", _("May decide on disposal")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "code"], name="archive_number_once"
            ),
            models.UniqueConstraint(
                fields=[
                    "court",
                    "fonds_number",
                    "year",
                    "retention",
                    "unit_code",
                    "number",
                ],
                name="archive_item_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=9999),
                name="archive_number_has_four_digits",
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="archive_item_has_title"
            ),
            known("retention", Retention.values, "archive_item_period_known"),
            known("secrecy", ["", "internal"], "archive_item_secrecy_known"),
            models.CheckConstraint(
                condition=Q(pages__isnull=True) | Q(pages__gte=1),
                name="archive_item_has_a_page",
            ),
            models.CheckConstraint(
                condition=Q(formed_on__year=F("year"))
                | Q(formed_on__year=F("year") - 1),
                name="archive_item_year_of_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.printed_title}"

    def get_absolute_url(self):
        return reverse("archive-item", args=[self.pk])

    @property
    def printed_title(self):
        return f"[{self.title}]" if self.is_title_supplied else self.title

    @property
    def is_destroyed(self):
        return self.destroyed_at is not None


class ItemPart(Lasting):
    """One paper of an item, with what it was when it was filed: its name, its size,
    its digest. A correction withdraws a part and adds another; both stay."""

    class Role(models.TextChoices):
        MAIN = "main", _("main paper")
        ANNEX = "annex", _("annex")
        NOTICE = "notice", _("notice of meeting")
        SIGN_IN = "sign-in", _("sign-in sheet")
        SPEECH = "speech", _("speech")
        PICTURE = "picture", _("photo")

    item = models.ForeignKey(
        ArchiveItem,
        models.PROTECT,
        related_name="parts",
        verbose_name=_("archive item"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MAIN)
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filed_as",
        verbose_name=_("evidence"),
    )
    edition_file = models.ForeignKey(
        EditionFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filed_as",
        verbose_name=_("file of an edition"),
    )
    name = models.CharField(_("file name"), max_length=150, blank=True)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    algorithm = models.CharField(_("algorithm"), max_length=10, blank=True)
    digest = models.CharField(_("digest"), max_length=128, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of an item")
        verbose_name_plural = _("parts of items")
        ordering = ["order", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                name="item_part_is_evidence_or_edition",
                condition=Q(evidence__isnull=False, edition_file__isnull=True)
                | Q(evidence__isnull=True, edition_file__isnull=False),
            ),
            models.CheckConstraint(
                name="item_part_is_a_file_or_a_link",
                condition=(Q(link="") & ~Q(digest="") & Q(size__gt=0))
                | (~Q(link="") & Q(digest="", size=0)),
            ),
            models.UniqueConstraint(
                fields=["evidence"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_filed_once",
            ),
            models.UniqueConstraint(
                fields=["edition_file"],
                condition=Q(withdrawn_at__isnull=True),
                name="edition_file_filed_once",
            ),
            known(
                "role",
                ["main", "annex", "notice", "sign-in", "speech", "picture"],
                "item_part_role_known",
            ),
        ]

    def __str__(self):
        return self.name or self.link

    @property
    def file(self):
        """The stored bytes (a `FieldFile`), or None for a web address."""
        if self.edition_file_id:
            return self.edition_file.file
        stored = self.evidence.stored_file
        return stored.file if stored else None

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")
