"""公文: what a summary needs beyond its words to go up as a report (上行文)."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models.summaries import Summary


class Letter(models.Model):
    """The words of 版头 and 版记 (GB/T 9704-2012 7.2, 7.4); the clerk enters them once.

    What is blank is printed as 待补充. 密级 is no field: confidential papers must not
    enter the system.
    """

    class Urgency(models.TextChoices):
        ORDINARY = "", _("not urgent")
        PRESSING = "加急", "加急"
        MOST_PRESSING = "特急", "特急"

    summary = models.OneToOneField(
        Summary, models.CASCADE, related_name="letter", verbose_name=_("summary")
    )
    title = models.CharField(
        _("title of the report"),
        max_length=60,
        help_text=_("Who, about what, and the kind of paper: 某法院关于某事的报告."),
        validators=[
            RegexValidator("报告$", _("The title of a report ends with 报告.")),
        ],
    )
    mark = models.CharField(
        _("issuing authority's mark"),
        max_length=30,
        help_text=_("Printed large and red: the court's name, or its name and 文件."),
    )
    code = models.CharField(
        _("code of the number"),
        max_length=8,
        blank=True,
        help_text=_("The hanzi before the year, without 第 and without brackets."),
        validators=[
            RegexValidator("第", _("A number has no 第."), inverse_match=True),
            RegexValidator(
                r"^[\u3400-\u9fff]+$",
                _("Hanzi only: the brackets 〔〕, year and 号 are put there for you."),
            ),
        ],
    )
    number_year = models.PositiveSmallIntegerField(
        _("year of the number"),
        null=True,
        blank=True,
        validators=[
            RegexValidator(r"^(19|20)\d\d$", _("Four digits, as 2014."), "year")
        ],
    )
    serial = models.PositiveIntegerField(
        _("serial number"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    signer = models.CharField(
        _("signed off by"),
        max_length=20,
        blank=True,
        help_text=_("签发人: the name of the leader who signs a report that goes up."),
    )
    addressee = models.CharField(
        _("main addressee"),
        max_length=100,
        blank=True,
        help_text=_("主送机关; a report goes to one. The colon is put there for you."),
    )
    copies = models.CharField(
        _("copies to"),
        max_length=200,
        blank=True,
        help_text=_(
            "抄送机关; left out when blank. The full stop is put there for you."
        ),
    )
    printed_by = models.CharField(
        _("printed and sent by"),
        max_length=18,
        blank=True,
        help_text=_("印发机关; mostly the general office."),
    )
    printed_on = models.DateField(
        _("printed on"),
        null=True,
        blank=True,
        help_text=_("印发日期; the day it goes to print."),
    )
    copy_number = models.CharField(
        _("copy number"),
        max_length=6,
        blank=True,
        help_text=_("份号, six digits; left out when blank."),
        validators=[RegexValidator(r"^\d{6}$", _("Six digits, as 000001."))],
    )
    urgency = models.CharField(
        _("urgency"),
        max_length=2,
        choices=Urgency,
        default=Urgency.ORDINARY,
        blank=True,
    )
    note = models.CharField(
        _("note below the date"),
        max_length=100,
        blank=True,
        help_text=_("附注, as 联系人; the brackets are put there for you."),
    )
    is_annexed = models.BooleanField(_("annex the table of sources"), default=False)

    class Meta:
        verbose_name = _("letter of a summary")
        verbose_name_plural = _("letters of summaries")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(serial__isnull=True) | Q(serial__gte=1),
                name="letter_serial_from_one",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(mark=""), name="letter_has_title_and_mark"
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.number}".strip()

    @property
    def number(self):
        """发文字号 as printed, 罗法〔2014〕5号; "" until all three of it are known."""
        if not (self.code and self.number_year and self.serial):
            return ""
        return f"{self.code}〔{self.number_year}〕{self.serial}号"
