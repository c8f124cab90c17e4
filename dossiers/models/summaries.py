"""The living draft: a summary, its sections, every text they had, what was remarked."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Unit, User
from dossiers import sentences
from dossiers.models.templates import TemplateVersion
from dossiers.querysets import CommentQuerySet, SectionQuerySet, SummaryQuerySet


class Summary(models.Model):
    """年度总结, the living draft; what lies after `as_of` is not told."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="summaries", verbose_name=_("campaign")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=100)
    as_of = models.DateField(_("as of"))
    template = models.ForeignKey(
        TemplateVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="summaries",
        verbose_name=_("Word template"),
        help_text=_("Empty: the standard layout of GB/T 9704."),
    )

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual summary")
        verbose_name_plural = _("annual summaries")
        ordering = ["-year", "pk"]
        permissions = [
            ("edit_summary", _("May edit the annual summary")),
            ("review_summary", _("May pass sections of the annual summary")),
            ("issue_summary", _("May issue the annual summary")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year"], name="summary_once"),
            models.CheckConstraint(
                condition=Q(as_of__year__gte=F("year")), name="summary_as_of_in_time"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("summary", args=[self.pk])


class Section(models.Model):
    """A heading and its prose; figures stand in it as {name}."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        REVIEW = "review", _("sent for review")
        PASSED = "passed", _("passed")

    summary = models.ForeignKey(
        Summary, models.CASCADE, related_name="sections", verbose_name=_("summary")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    heading = models.CharField(_("heading"), max_length=100, blank=True)
    body = models.TextField(
        _("prose"),
        blank=True,
        help_text=_(
            "One paragraph a line; a figure stands as {Figure}, its items as {Figure.list}."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("unit that writes it"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    # What was read when it was sent for review: {"key": {"text", "model", "records"}},
    # a list under "key.list". A number that differs from it is stale.
    accepted = models.JSONField(_("accepted numbers"), default=dict, editable=False)
    # Sentences of last year's summary nobody has looked at since they were copied.
    carried = models.JSONField(_("copied sentences"), default=list, editable=False)
    in_short = models.BooleanField(
        _("goes into the short summary"),
        default=True,
        help_text=_(
            "Untick it for what the summary of about 1500 characters leaves out."
        ),
    )
    changed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last changed by"),
        editable=False,
    )
    changed_at = models.DateTimeField(_("last changed at"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sent for review by"),
        editable=False,
    )
    submitted_at = models.DateTimeField(
        _("sent for review at"), null=True, editable=False
    )
    passed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("passed by"),
        editable=False,
    )
    passed_at = models.DateTimeField(_("passed at"), null=True, editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]
        permissions = [
            ("write_owned_sections", _("May write the sections of the own unit"))
        ]
        constraints = [
            models.CheckConstraint(
                name="section_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("A section cannot stand below itself."),
            ),
            models.CheckConstraint(
                name="section_passed_by_somebody_else",
                condition=~Q(state="passed")
                | (
                    Q(passed_by__isnull=False, passed_at__isnull=False)
                    & (Q(changed_by__isnull=True) | ~Q(passed_by=F("changed_by")))
                ),
            ),
        ]

    def __str__(self):
        return (
            self.heading or Truncator(self.body).chars(16) or gettext("no heading yet")
        )

    def get_absolute_url(self):
        return reverse("section", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_in_review(self):
        return self.state == self.State.REVIEW

    @property
    def is_passed(self):
        return self.state == self.State.PASSED

    @property
    def unreviewed(self):
        """Copied sentences that still stand as they were; a changed one was looked at."""
        standing = set(sentences.of(self.body)) if self.carried else set()
        return tuple(sentence for sentence in self.carried if sentence in standing)

    @property
    def vouched(self):
        """The numbers somebody answers for; a draft simply follows the records."""
        return {} if self.is_draft else self.accepted


class SectionVersion(models.Model):
    """What a section said after a save; one row for every save, never changed."""

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="versions", verbose_name=_("section")
    )
    revision = models.PositiveIntegerField(_("revision"))
    heading = models.CharField(_("heading"), max_length=100, blank=True)
    body = models.TextField(_("prose"), blank=True)
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), null=True)

    class Meta:
        verbose_name = _("version of a section")
        verbose_name_plural = _("versions of sections")
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "revision"], name="section_version_once"
            ),
        ]

    def __str__(self):
        return f"{self.section_id} · {self.revision}"


class Comment(models.Model):
    """A remark on a section; open until somebody settles it."""

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="comments", verbose_name=_("section")
    )
    text = models.TextField(_("remark"), max_length=1000)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    resolved_at = models.DateTimeField(_("settled at"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on a section")
        verbose_name_plural = _("remarks on sections")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_settled_is_whole",
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text[:20]

    @property
    def is_open(self):
        return self.resolved_at is None
