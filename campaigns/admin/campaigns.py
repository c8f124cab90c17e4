"""Campaigns with their years, grants and responsible units; statements and targets."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.admin.scope import ScopedAdmin, ScopedInline, ScopedRelatedFilter
from campaigns.models import (
    Assignment,
    Campaign,
    CampaignYear,
    Grant,
    Statement,
    Target,
)


class YearForm(forms.ModelForm):
    """A year is locked with a reason; who and when is noted by itself."""

    is_locked = forms.BooleanField(label=_("locked"), required=False)

    class Meta:
        model = CampaignYear
        fields = ("year", "points_share", "is_locked", "lock_reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_locked"].initial = self.instance.locked_at is not None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_locked") and not cleaned.get("lock_reason"):
            self.add_error("lock_reason", _("Say why the year is locked."))
        return cleaned

    def lock(self, by):
        """Set or lift the lock on the row, which the caller saves."""
        if not self.cleaned_data.get("is_locked"):
            self.instance.locked_at = self.instance.locked_by = None
        elif self.instance.locked_at is None:
            self.instance.locked_at, self.instance.locked_by = timezone.now(), by


class YearInline(ScopedInline):
    model = CampaignYear
    form = YearForm
    follows = ("locked_by",)
    readonly_fields = ("locked_at", "locked_by")


class GrantInline(ScopedInline):
    model = Grant
    follows = ("person", "campaign")


class AssignmentInline(ScopedInline):
    model = Assignment
    follows = ("criterion", "unit")


@admin.register(Campaign)
class CampaignAdmin(ScopedAdmin):
    list_display = ("name", "title", "standard", "starts_on", "ends_on", "outcome")
    list_filter = ("court", "outcome")
    inlines = (YearInline, GrantInline, AssignmentInline)

    def save_formset(self, request, form, formset, change):
        if formset.model is CampaignYear:
            for each in formset.forms:
                if each.has_changed() and hasattr(each, "cleaned_data"):
                    each.lock(request.user)
        super().save_formset(request, form, formset, change)


class TargetInline(ScopedInline):
    """Targets stand still once anyone has signed for them."""

    model = Target

    def has_add_permission(self, request, obj):
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Who may write a target may strike it out again."""
        return self.has_change_permission(request, obj)


def _is_open(statement):
    return statement is None or statement.unit_signed_at is None


@admin.register(Statement)
class StatementAdmin(ScopedAdmin):
    list_display = ("unit", "year", "campaign", "unit_signed_at", "court_signed_at")
    list_filter = ("year", ("unit", ScopedRelatedFilter))
    list_select_related = ("unit", "campaign")
    readonly_fields = (
        "unit_signed_by",
        "unit_signed_at",
        "court_signed_by",
        "court_signed_at",
    )
    inlines = (TargetInline,)

    def get_readonly_fields(self, request, obj=None):
        """Whose statement and of which year does not change under a signature."""
        names = super().get_readonly_fields(request, obj)
        return names if _is_open(obj) else (*names, "campaign", "unit", "year")
