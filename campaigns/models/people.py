"""The court, its units and its people."""

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.querysets import UnitQuerySet

# 全宗号: four characters, digits or a letter and digits (DA/T 22-2015).
fonds_number = RegexValidator(
    r"^[A-Z0-9]{4}$", _("A fonds number has four capital letters or digits.")
)
unit_code = RegexValidator(
    r"^[A-Z0-9]{3}$", _("A unit's archive code has three capital letters or digits.")
)


class Court(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    fonds_number = models.CharField(
        _("fonds number"), max_length=4, validators=[fonds_number]
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")

    def __str__(self):
        return self.name


class Unit(models.Model):
    class Kind(models.TextChoices):
        TRIAL = "trial", _("trial division")
        TRIBUNAL = "tribunal", _("people's tribunal")
        OFFICE = "office", _("administrative department")
        PARTY = "party", _("party branch")
        MASS = "mass", _("mass organisation")

    court = models.ForeignKey(
        Court, models.PROTECT, related_name="units", verbose_name=_("court")
    )
    name = models.CharField(_("name"), max_length=50)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.CharField(_("archive code"), max_length=3, validators=[unit_code])
    head = models.ForeignKey(
        "User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name=_("head"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["court", "name"], name="unit_name_once"),
            models.UniqueConstraint(fields=["court", "code"], name="unit_code_once"),
        ]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    """People come with their unit and court: every page shows both."""

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "court")

    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(
            username, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(_("sign-in name"), max_length=50, unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=50)
    court = models.ForeignKey(
        Court,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("court"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=pgettext_lazy("of a person", "unit"),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[("zh-hans", "简体中文"), ("en", "English")],
        default="zh-hans",
    )
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["unit__order", "pk"]
        constraints = [
            # 张三 and ZHANGSAN, zhangsan: one person one account, whatever the case.
            models.UniqueConstraint(Lower("username"), name="user_name_once"),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name
