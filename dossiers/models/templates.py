"""公文模板: the court's own Word layouts, kept in versions that stand still."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Court, Frozen, User
from campaigns.querysets import FrozenQuerySet
from dossiers.querysets import ReportTemplateQuerySet


class ReportTemplate(models.Model):
    """A layout by its name; what is printed with is always one of its versions."""

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="report_templates", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=60)
    is_offered = models.BooleanField(_("offered for new choices"), default=True)

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ["name", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"],
                name="report_template_name_once",
                violation_error_message=_("There is a template of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="report_template_has_name"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("template", args=[self.pk])


class TemplateVersion(Frozen):
    """One file of a template, by its content, with what its check found. Reports that
    chose it keep it, whatever is uploaded later."""

    template = models.ForeignKey(
        ReportTemplate,
        models.PROTECT,
        related_name="versions",
        verbose_name=_("Word template"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file_name = models.CharField(_("file name"), max_length=120)
    algorithm = models.CharField(_("algorithm"), max_length=10)
    digest = models.CharField(_("digest"), max_length=128)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), max_length=200)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    findings = models.JSONField(_("findings"))  # [{kind, is_hard, place, excerpt, …}]
    figures = models.JSONField(_("figures quoted"))  # names as the template spells them
    tried_with = models.CharField(_("checked against"), max_length=100)
    is_usable = models.BooleanField(_("usable"))

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a Word template")
        verbose_name_plural = _("versions of Word templates")
        ordering = ["-number"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="template_version_number_from_one"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="template_version_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.template} · {self.number}"

    def get_absolute_url(self):
        return reverse("template-version", args=[self.pk])

    @property
    def faults(self):
        """The findings that keep it from being used."""
        return [one for one in self.findings if one["is_hard"]]
