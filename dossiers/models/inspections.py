"""检查: what an inspector asked to see, what was found wanting, rehearsals of both."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Criterion, User
from dossiers.querysets import FindingQuerySet, RehearsalQuerySet, SampleQuerySet


class Subject(models.TextChoices):
    """What kind of record an inspector asks about."""

    ACTIVITY = "activity", _("activity")
    HONOUR = "honour", _("honour")
    READING = "reading", _("reading")
    STATEMENT = "statement", _("statement of responsibility")
    EVIDENCE = "evidence", _("evidence")


class Sample(models.Model):
    """抽查: one record drawn by lot, the words it was asked for with, what was found.

    The draw can be repeated: `seed` over `stock` requests gives `position`.
    """

    class Result(models.TextChoices):
        FOUND = "found", _("it was found")
        MISMATCH = "mismatch", _("it does not fit")
        ABSENT = "absent", _("it is not there")

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="samples", verbose_name=_("campaign")
    )
    seed = models.CharField(_("seed"), max_length=32)
    stock = models.PositiveIntegerField(_("drawn from so many"))
    position = models.PositiveIntegerField(_("place among them"))
    subject = models.CharField(_("about"), max_length=10, choices=Subject)
    object_pk = models.PositiveBigIntegerField(_("key of the record"))
    name = models.CharField(_("record"), max_length=200)
    artefact = models.CharField(_("what was asked for"), max_length=50, blank=True)
    asked = models.CharField(_("the request"), max_length=400)
    drawn_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("drawn by")
    )
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    marked_at = models.DateTimeField(_("marked at"), null=True, blank=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["-drawn_at", "-pk"]
        default_permissions = ["view"]
        permissions = [("draw_samples", _("May draw samples and say what was found"))]
        constraints = [
            models.CheckConstraint(condition=~Q(asked=""), name="sample_asks"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=F("stock")),
                name="sample_lies_in_its_stock",
            ),
            models.CheckConstraint(
                name="sample_result_is_whole",
                condition=Q(result="", marked_at__isnull=True)
                | (
                    Q(result__in=["found", "mismatch", "absent"])
                    & Q(marked_at__isnull=False)
                ),
            ),
        ]

    def __str__(self):
        return self.asked

    def get_absolute_url(self):
        return reverse("sample", args=[self.pk])

    @property
    def is_wanting(self):
        """What was asked for does not fit, or is not there."""
        return self.result in (self.Result.MISMATCH, self.Result.ABSENT)


class Finding(models.Model):
    """检查意见: raised by an assessor, or by the office in a rehearsal; answered by the
    office; settled by somebody who did not answer it."""

    class State(models.TextChoices):
        OPEN = "open", _("not answered")
        ANSWERED = "answered", _("answered, not settled")
        SETTLED = "settled", _("settled")

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="findings", verbose_name=_("campaign")
    )
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("criterion"),
    )
    sample = models.ForeignKey(
        Sample,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("sample"),
    )
    subject = models.CharField(_("about"), max_length=10, choices=Subject, blank=True)
    object_pk = models.PositiveBigIntegerField(
        _("key of the record"), null=True, blank=True
    )
    text = models.TextField(_("finding"))
    is_rehearsal = models.BooleanField(_("raised in a rehearsal"), default=False)
    raised_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("raised by")
    )
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection finding")
        verbose_name_plural = _("inspection findings")
        ordering = ["-raised_at", "-pk"]
        default_permissions = ["view"]
        permissions = [
            ("raise_findings", _("May raise findings")),
            ("answer_findings", _("May answer findings")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_text"),
            models.CheckConstraint(
                name="finding_names_a_whole_record",
                condition=Q(subject="", object_pk__isnull=True)
                | (~Q(subject="") & Q(object_pk__isnull=False)),
            ),
            models.CheckConstraint(
                name="finding_answer_is_whole",
                condition=Q(
                    answer="", answered_by__isnull=True, answered_at__isnull=True
                )
                | (
                    ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="finding_settled_once_answered",
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="finding_settled_by_somebody_else",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("answered_by")),
            ),
        ]

    def __str__(self):
        return self.text[:50]

    def get_absolute_url(self):
        return reverse("finding", args=[self.pk])

    @property
    def state(self):
        if self.settled_at is not None:
            return self.State.SETTLED
        is_answered = self.answered_at is not None
        return self.State.ANSWERED if is_answered else self.State.OPEN


class Rehearsal(models.Model):
    """迎检演练: a mock inspection held on a day. `counts` are what the checks found
    then ({code: number}), kept so that the next rehearsal shows what was put right."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="rehearsals", verbose_name=_("campaign")
    )
    held_on = models.DateField(_("held on"))
    held_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("held by")
    )
    counts = models.JSONField(_("what the checks found"), default=dict)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ["-held_on", "-pk"]
        default_permissions = ["view"]
        permissions = [("hold_rehearsals", _("May hold a rehearsal"))]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "held_on"], name="rehearsal_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.campaign} · {self.held_on}"

    def get_absolute_url(self):
        return reverse("rehearsal-held", args=[self.pk])


class Place(models.Model):
    """A place inspectors look at on the spot, as a rehearsal found it."""

    class Result(models.TextChoices):
        OK = "ok", _("in order")
        NOT_OK = "not_ok", _("not in order")

    rehearsal = models.ForeignKey(
        Rehearsal, models.CASCADE, related_name="places", verbose_name=_("rehearsal")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("place"), max_length=50)
    look_at = models.CharField(_("what inspectors look at"), max_length=200)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("place to look at")
        verbose_name_plural = _("places to look at")
        ordering = ["order"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["rehearsal", "order"], name="place_of_a_rehearsal_once"
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "ok", "not_ok"]), name="place_result_known"
            ),
            models.CheckConstraint(
                condition=~Q(result="not_ok") | ~Q(note=""),
                name="place_not_in_order_says_why",
            ),
        ]

    def __str__(self):
        return self.name
