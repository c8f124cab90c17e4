"""Categories and indicators the office keeps; activities to look at only."""

from django.contrib import admin

from campaigns.admin.scope import ScopedAdmin, ScopedRelatedFilter
from campaigns.models import Activity, Category, Indicator


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    list_display = ("name", "kind", "counting_word", "artefacts", "order", "is_active")
    list_editable = ("order", "is_active")
    list_filter = ("court", "kind", "is_active")
    search_fields = ("name",)
    filter_horizontal = ("criteria",)


@admin.register(Indicator)
class IndicatorAdmin(ScopedAdmin):
    list_display = ("name", "kind", "counting_word", "decimals", "note")
    list_filter = ("court", "kind")
    search_fields = ("name",)


@admin.register(Activity)
class ActivityAdmin(ScopedAdmin):
    """Read only: activities are logged and confirmed on the site, by two people."""

    list_display = ("title", "held_on", "category", "unit", "status", "logged_by")
    list_filter = (
        "status",
        ("category", ScopedRelatedFilter),
        ("unit", ScopedRelatedFilter),
    )
    list_select_related = ("category", "unit", "logged_by")
    search_fields = ("title",)
    date_hierarchy = "held_on"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(
            pk__in=Activity.objects.visible_to(request.user).values("pk")
        )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
