"""Courts, units and people: the system administrator's desk."""

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns import roles
from campaigns.admin.scope import CourtScope, ScopedAdmin, ScopedRelatedFilter
from campaigns.models import Court, Unit, User

ENTERS_ADMIN = {roles.OFFICE, roles.SYSTEM_ADMIN, roles.AUDITOR}


@admin.register(Court)
class CourtAdmin(ScopedAdmin):
    list_display = ("name", "fonds_number", "is_demonstration")
    fields = ("name", "fonds_number")

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Unit)
class UnitAdmin(ScopedAdmin):
    list_display = ("name", "code", "kind", "head", "order", "is_active")
    list_editable = ("order",)
    list_filter = ("court", "kind", "is_active")
    list_select_related = ("head__unit", "head__court", "court")
    search_fields = ("name", "code")
    fields = ("court", "name", "kind", "code", "head", "order", "is_active")


class AccountForm(forms.ModelForm):
    """What holds for a new and for a changed account alike."""

    def clean_username(self):
        name = self.cleaned_data["username"]
        same = User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(
                _("There is an account of this name already, if in other letter case.")
            )
        return name

    def clean_groups(self):
        """Administration, audit, content and assessing stay in different hands."""
        groups = self.cleaned_data["groups"]
        if why := roles.why_not_hold([group.name for group in groups]):
            raise ValidationError(why)
        return groups

    def clean(self):
        cleaned = super().clean()
        unit, court = cleaned.get("unit"), cleaned.get("court")
        if unit and court and unit.court_id != court.pk:
            self.add_error("unit", _("This unit belongs to another court."))
        return cleaned


class NewAccountForm(AccountForm, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name", "court", "unit", "groups")


class ChangeAccountForm(AccountForm, UserChangeForm):
    class Meta:
        model = User
        fields = (
            *("username", "password", "name", "court", "unit", "groups"),
            *("is_active", "is_staff", "is_superuser", "language"),
        )


@admin.register(User)
class PersonAdmin(CourtScope, UserAdmin):
    form = ChangeAccountForm
    add_form = NewAccountForm
    list_display = ("name", "username", "unit", "held_roles", "is_active")
    list_filter = ("is_active", "groups", ("unit", ScopedRelatedFilter))
    search_fields = ("name", "username")
    ordering = ("unit__order", "pk")
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    actions = ("unlock",)
    add_fieldsets = (
        (None, {"fields": ("username", "name", "court", "unit", "groups")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "court", "unit")}),
        (_("Roles"), {"fields": ("groups", "is_active")}),
        (_("Account"), {"fields": ("language", "last_login", "joined_at")}),
    )

    @admin.action(
        permissions=["change"], description=_("Unlock after too many wrong passwords")
    )
    def unlock(self, request, rows):
        for person in rows:
            reset(username=person.username.casefold())
        messages.success(request, _("They may try to sign in again."))

    def get_queryset(self, request):
        """Superusers are no business of a court's administrator."""
        rows = super().get_queryset(request).prefetch_related("groups")
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        parts = super().get_fieldsets(request, obj)
        if obj and request.user.is_superuser:
            extra = {"fields": ("is_staff", "is_superuser")}
            return (*parts, (_("Superuser"), extra))
        return parts

    @admin.display(description=_("roles"))
    def held_roles(self, person):
        return "、".join(group.name for group in person.groups.all())

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Seven roles at most: boxes to tick."""
        if db_field.name == "groups":
            kwargs |= {"widget": forms.CheckboxSelectMultiple, "label": _("roles")}
            kwargs["help_text"] = ""
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """People leave by being made inactive: their records keep their name."""
        return False

    def save_related(self, request, form, formsets, change):
        """Who may enter the administration follows from the roles."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        names = set(person.groups.values_list("name", flat=True))
        if not person.is_superuser and person.is_staff != bool(names & ENTERS_ADMIN):
            person.is_staff = not person.is_staff
            person.save(update_fields=["is_staff"])
