"""A standard people work by is only looked at: its pages say why."""

from django.contrib import messages

from campaigns import standards
from campaigns.admin.scope import ScopedInline
from campaigns.models import Criterion


class Settled:
    """A standard people work by stays as it was: its pages are to look at only."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not why_not(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not why_not(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if request.method == "GET" and (why := why_not(request, row)):
            messages.warning(request, why)
        return super().change_view(request, object_id, form_url, extra_context)


class SettledInline(Settled, ScopedInline):
    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not why_not(request, obj)


def why_not(request, row):
    """The reason this standard, or this criterion's, may not change; asked once."""
    if row is None:
        return ""
    key = row.standard_id if isinstance(row, Criterion) else row.pk
    if not hasattr(request, "why_not_edit"):
        request.why_not_edit = {}
    if key not in request.why_not_edit:
        request.why_not_edit[key] = standards.why_not_edit(key)
    return request.why_not_edit[key]
