"""The audit log, for the auditor to read: what the people of the own court did."""

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin

from campaigns.models import Court

# auditlog registers its own page, which shows every court's entries to everybody.
admin.site.unregister(LogEntry)


@admin.register(LogEntry)
class CourtLogAdmin(LogEntryAdmin):
    search_fields = ("object_repr", "changes", "actor__name", "actor__username")

    def get_queryset(self, request):
        """Entries without a person (commands) are told apart by court only where
        there is just one."""
        rows = super().get_queryset(request)
        user = request.user
        if user.is_superuser or (user.court_id and Court.objects.count() == 1):
            return rows
        return rows.filter(actor__court=user.court_id, actor__court__isnull=False)
