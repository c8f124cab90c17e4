"""Categories and indicators the office keeps; activities to look at only."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.admin.scope import ScopedAdmin, ScopedRelatedFilter
from campaigns.models import Activity, Category, Indicator


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    list_display = ("name", "kind", "counting_word", "artefacts", "order", "is_active")
    list_editable = ("order", "is_active")
    list_filter = ("court", "kind", "is_active")
    search_fields = ("name",)
    filter_horizontal = ("criteria",)
    actions = ("stop", "resume")

    @admin.action(
        description=gettext_lazy("Stop offering them"), permissions=["change"]
    )
    def stop(self, request, rows):
        done = _("%(number)s categories are no longer offered.")
        _switch(request, rows, is_active=False, done=done)

    @admin.action(description=gettext_lazy("Offer them again"), permissions=["change"])
    def resume(self, request, rows):
        done = _("%(number)s categories are offered again.")
        _switch(request, rows, is_active=True, done=done)


@transaction.atomic
def _switch(request, rows, *, is_active, done):
    """One by one, so that the log keeps each; what stands so already is told."""
    keys = list(rows.values_list("pk", flat=True))
    rows = Category.objects.select_for_update().filter(pk__in=keys)
    changed = [row for row in rows if row.is_active != is_active]
    for row in changed:
        row.is_active = is_active
        row.save(update_fields=["is_active"])
    told = done % {"number": len(changed)}
    if same := len(rows) - len(changed):
        told += " " + _("%(number)s were so already.") % {"number": same}
    messages.success(request, told)


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
