"""What is asked: a versioned standard, its criteria as a tree, what each wants to see."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.people import Court
from campaigns.querysets import StandardQuerySet


class Standard(models.Model):
    """A 测评体系 as issued; a used one is never edited, a new version replaces it."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        PROVINCIAL = "provincial", _("provincial")
        CITY = "city", _("city")
        COUNTY = "county", _("county")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="standards", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=200)
    version = models.CharField(_("version"), max_length=30)
    issuer = models.CharField(_("issuer"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    total_points = models.DecimalField(
        _("total points"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces the version"),
    )
    bonus_inside = models.BooleanField(
        _("bonus counts within the total"), default=False
    )
    bonus_cap = models.DecimalField(
        _("bonus at most"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    source_name = models.CharField(
        _("imported from the file"), max_length=150, blank=True
    )
    source_digest = models.CharField(
        _("digest of the file"), max_length=64, blank=True, help_text="SHA-256"
    )
    note = models.TextField(_("note"), blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name", "version"], name="standard_version_once"
            ),
            models.CheckConstraint(
                condition=Q(total_points__isnull=True) | Q(total_points__gt=0),
                name="standard_total_positive",
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True)
                | Q(pass_mark__gte=0, pass_mark__lte=F("total_points")),
                name="standard_pass_mark_within_total",
            ),
            models.CheckConstraint(
                condition=Q(bonus_cap__isnull=True) | Q(bonus_cap__gt=0),
                name="standard_bonus_cap_positive",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.version}）"


class Method(models.Model):
    """A way of assessing: 材料审核, 实地考察, 问卷调查, 网络查看…"""

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="methods", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=30)
    is_documentary = models.BooleanField(_("judged from material"), default=True)

    class Meta:
        verbose_name = _("method of assessment")
        verbose_name_plural = _("methods of assessment")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["court", "name"], name="method_once")
        ]

    def __str__(self):
        return self.name


class Criterion(models.Model):
    class ScoreForm(models.TextChoices):
        """How an assessor comes to the points (award.md 7.1)."""

        FULL = "full", _("full points when met")
        DEDUCT = "deduct", _("points taken off for each fault")
        GRADED = "graded", _("by grade")
        SHARE = "share", _("by the share reached")
        TEXT = "text", _("text without points")

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="criteria", verbose_name=_("standard")
    )
    # Children go with their whole standard, never without it.
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    code = models.CharField(_("code"), max_length=30)
    title = models.CharField(_("title"), max_length=200)
    requirement = models.TextField(_("requirement"), blank=True)
    points = models.DecimalField(
        _("points"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    methods = models.ManyToManyField(
        Method, blank=True, related_name="criteria", verbose_name=_("methods")
    )
    is_bonus = models.BooleanField(_("bonus"), default=False)
    score_form = models.CharField(
        _("form of scoring"), max_length=6, choices=ScoreForm, default=ScoreForm.FULL
    )
    grades = models.CharField(
        _("grades"),
        max_length=100,
        blank=True,
        help_text=_("Shares of the points, best first: A=1、B=0.75、C=0.5、D=0"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"], name="criterion_code_once"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0),
                name="criterion_points_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="criterion_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=(Q(score_form="graded") & ~Q(grades=""))
                | (~Q(score_form="graded") & Q(grades="")),
                name="criterion_grades_iff_graded",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class CriterionMapping(models.Model):
    """What became of a criterion in a later standard; links were carried this way."""

    old = models.ForeignKey(
        Criterion, models.CASCADE, related_name="successors", verbose_name=_("before")
    )
    new = models.ForeignKey(
        Criterion, models.CASCADE, related_name="predecessors", verbose_name=_("after")
    )

    class Meta:
        verbose_name = _("successor of a criterion")
        verbose_name_plural = _("successors of criteria")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"], name="criterion_mapping_once"
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="criterion_mapping_leads_on"
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"


class ProofKind(models.TextChoices):
    """What can be asked for and handed in (award.md 2.1)."""

    DOCUMENT = "document", _("formal document")
    REPORT = "report", _("explanatory report")
    PICTURE = "picture", _("picture")
    TABLE = "table", _("statistical table")
    WEB = "web", _("web page")
    VIDEO = "video", _("video")
    OPINION = "opinion", _("opinion of another body")
    OTHER = "other", _("other")


class EvidenceRule(models.Model):
    """报送要求: how many of what a criterion wants, per year or for the whole cycle."""

    class Asked(models.TextChoices):
        """What is counted: proof of a kind, or confirmed activities themselves."""

        DOCUMENT = ProofKind.DOCUMENT.value, ProofKind.DOCUMENT.label
        REPORT = ProofKind.REPORT.value, ProofKind.REPORT.label
        PICTURE = ProofKind.PICTURE.value, ProofKind.PICTURE.label
        TABLE = ProofKind.TABLE.value, ProofKind.TABLE.label
        WEB = ProofKind.WEB.value, ProofKind.WEB.label
        VIDEO = ProofKind.VIDEO.value, ProofKind.VIDEO.label
        OPINION = ProofKind.OPINION.value, ProofKind.OPINION.label
        OTHER = ProofKind.OTHER.value, ProofKind.OTHER.label
        ACTIVITY = "activity", _("activity")
        ANY = "any", _("proof of any kind")

    class Per(models.TextChoices):
        YEAR = "year", _("each year")
        CYCLE = "cycle", _("the whole cycle")

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="rules", verbose_name=_("criterion")
    )
    asked = models.CharField(_("what is asked"), max_length=10, choices=Asked)
    minimum = models.PositiveSmallIntegerField(_("at least"), default=1)
    maximum = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    per = models.CharField(_("per"), max_length=5, choices=Per, default=Per.YEAR)
    needs_document_number = models.BooleanField(
        _("needs a document number"), default=False
    )
    maximum_characters = models.PositiveIntegerField(
        _("at most so many characters"), null=True, blank=True
    )
    due_month = models.PositiveSmallIntegerField(_("due month"), null=True, blank=True)
    caption_parts = models.CharField(
        _("what a caption tells"),
        max_length=100,
        blank=True,
        help_text=_("Separated by 、: 时间、地点、人物、主题"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("evidence rule")
        verbose_name_plural = _("evidence rules")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__gte=1), name="rule_asks_for_something"
            ),
            models.CheckConstraint(
                condition=Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="rule_maximum_not_below_minimum",
            ),
            models.CheckConstraint(
                condition=Q(due_month__isnull=True)
                | Q(due_month__gte=1, due_month__lte=12),
                name="rule_due_month_exists",
            ),
        ]

    def __str__(self):
        return f"{self.get_asked_display()} ≥ {self.minimum}"


class VetoRule(models.Model):
    """负面清单: an event that can stop everything, and what it brings under this standard."""

    class Consequence(models.TextChoices):
        NO_APPLICATION = "no_application", _("may not apply")
        VETO = "veto", _("veto")
        REVOCATION = "revocation", _("title revoked")
        DEDUCTION = "deduction", _("points deducted")

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="veto_rules", verbose_name=_("standard")
    )
    title = models.CharField(_("event"), max_length=200)
    window_months = models.PositiveSmallIntegerField(
        _("looks back so many months"), default=24
    )
    consequence = models.CharField(_("consequence"), max_length=20, choices=Consequence)
    points = models.DecimalField(
        _("points deducted"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("negative-list rule")
        verbose_name_plural = _("negative-list rules")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                # NULL > 0 is unknown, and a check refuses only what is false.
                condition=Q(consequence="deduction", points__isnull=False, points__gt=0)
                | (~Q(consequence="deduction") & Q(points__isnull=True)),
                name="veto_rule_points_iff_deduction",
            ),
        ]

    def __str__(self):
        return self.title
