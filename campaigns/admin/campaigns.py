"""Campaigns with their years, grants and responsible units; statements and targets."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns import incidents, matrix, progress, years
from campaigns.admin.reports import INDENT, SIGNS
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
    """A locked year keeps its share: what it weighs was reported with it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.locked_at is not None:
            for name in ("year", "points_share"):
                self.fields[name].disabled = True


class YearInline(ScopedInline):
    """Locks are set and lifted on the site, where each asks for its reason."""

    model = CampaignYear
    form = YearForm
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
    list_display = (
        *("name", "title", "standard", "starts_on", "ends_on"),
        *("outcome", "to_progress"),
    )
    list_select_related = ("standard",)
    list_filter = ("court", "outcome")
    inlines = (YearInline, GrantInline, AssignmentInline)
    readonly_fields = ("outcome",)

    def get_readonly_fields(self, request, obj=None):
        """The site asks what becomes of the records before another standard holds."""
        names = super().get_readonly_fields(request, obj)
        return (*names, "standard") if obj and obj.standard_id else names

    @admin.display(description=_("progress"))
    def to_progress(self, campaign):
        url = reverse("admin:campaigns_campaign_progress", args=[campaign.pk])
        return format_html('<a href="{}">{}</a>', url, _("show it"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.show_progress)
        name = "campaigns_campaign_progress"
        return [path("<int:pk>/progress/", view, name=name), *super().get_urls()]

    def show_progress(self, request, pk):
        """The whole tree of one campaign, to look at, whichever is the current one."""
        rows = self.get_queryset(request).select_related("court", "standard")
        campaign = get_object_or_404(rows, pk=pk)
        if not self.has_view_permission(request, campaign):
            raise PermissionDenied
        report = progress.of(campaign)
        context = self.admin_site.each_context(request) | {
            "title": _("Criteria progress"),
            "opts": self.opts,
            "campaign": campaign,
            "report": report,
            "columns": matrix.columns(report),
            "rows": [_row(row) for row in matrix.of(report)],
            "vetoes": incidents.vetoes(campaign),
        }
        return TemplateResponse(
            request, "admin/campaigns/campaign/progress.html", context
        )


def _row(row):
    """Indentation, row, and the sign of its work state."""
    node = row.criterion.node
    return INDENT * (node.depth - 1), row, SIGNS[row.criterion.state]


class TargetInline(ScopedInline):
    """Targets stand still once anyone has signed for them, or their year is locked."""

    model = Target

    def has_add_permission(self, request, obj):
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Who may write a target may strike it out again."""
        return self.has_change_permission(request, obj)


def _is_open(statement):
    if statement is None:
        return True
    is_signed = statement.unit_signed_at is not None
    return not is_signed and not years.why_locked(statement.campaign, statement.year)


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
        """Whose statement and of which year does not change under signature or lock."""
        names = super().get_readonly_fields(request, obj)
        return names if _is_open(obj) else (*names, "campaign", "unit", "year")
