"""The audit log, for the auditor to read: what the people of the own court did."""

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from campaigns.models import Court

# auditlog registers its own page, which shows every court's entries to everybody.
admin.site.unregister(LogEntry)

# auditlog has no Chinese of its own; named here, its words come into our catalogue.
WORDS = (
    gettext_noop("Audit log"),
    gettext_noop("Audit log: %s"),
    gettext_noop("Changes"),
    gettext_noop("Correlation ID"),
    gettext_noop("Click to filter by records with this correlation id"),
    gettext_noop("Created"),
    gettext_noop("Resource"),
    gettext_noop("Resource Type"),
    gettext_noop("Created {repr:s}"),
    gettext_noop("Updated {repr:s}"),
    gettext_noop("Deleted {repr:s}"),
    gettext_noop("Logged {repr:s}"),
    gettext_noop("access"),
    gettext_noop("action"),
    gettext_noop("change message"),
    gettext_noop("create"),
    gettext_noop("delete"),
    gettext_noop("log entry"),
    gettext_noop("log entries"),
    gettext_noop("update"),
)


@admin.register(LogEntry)
class CourtLogAdmin(LogEntryAdmin):
    search_fields = ("object_repr", "changes", "actor__name", "actor__username")

    @admin.display(description=_("User"))
    def user_url(self, obj):
        if obj.actor and not self._may_open(type(obj.actor)):
            return str(obj.actor)
        return super().user_url(obj)

    @admin.display(description=_("Resource"))
    def resource_url(self, obj):
        """A link only where it leads anywhere: an auditor opens no records."""
        if not self._may_open(obj.content_type.model_class()):
            return f"{obj.content_type} - {obj.object_repr}"
        return super().resource_url(obj)

    def _may_open(self, model):
        page = admin.site._registry.get(model)
        return page is not None and page.has_view_or_change_permission(self.request)

    def get_queryset(self, request):
        """Entries without a person (commands) are told apart by court only where
        there is just one."""
        rows = super().get_queryset(request)
        user = request.user
        if user.is_superuser or (user.court_id and Court.objects.count() == 1):
            return rows
        return rows.filter(actor__court=user.court_id, actor__court__isnull=False)
