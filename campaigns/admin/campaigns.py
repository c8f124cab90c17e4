"""Campaigns with their years, grants and responsible units; statements and targets."""

from django.contrib import admin

from campaigns.admin.scope import ScopedAdmin, ScopedInline, ScopedRelatedFilter
from campaigns.models import (
    Assignment,
    Campaign,
    CampaignYear,
    Grant,
    Statement,
    Target,
)


class YearInline(ScopedInline):
    """Locks are set and lifted on the site, where each asks for its reason."""

    model = CampaignYear
    follows = ("locked_by",)
    fields = ("year", "points_share", "locked_at", "locked_by", "lock_reason")
    readonly_fields = ("locked_at", "locked_by", "lock_reason")


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
