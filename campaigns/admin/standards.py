"""Standards with how much is complete, and methods of assessing."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns.admin.reports import report_of
from campaigns.admin.scope import ScopedAdmin
from campaigns.admin.settled import Settled, SettledInline
from campaigns.models import Method, Standard, VetoRule


class VetoRuleInline(SettledInline):
    model = VetoRule


@admin.register(Standard)
class StandardAdmin(Settled, ScopedAdmin):
    list_filter = ("court", "level")
    search_fields = ("name", "version")
    readonly_fields = ("source_name", "source_digest")
    inlines = (VetoRuleInline,)

    def get_list_display(self, request):
        """The columns of progress speak of the current campaign, where it uses it."""

        def complete(standard):
            report = _report_with(request, standard)
            if report is None:
                return "—"
            return _to_criteria(standard, f"{report.complete} / {report.askable}")

        def missing(standard):
            report = _report_with(request, standard)
            return "—" if report is None else len(report.gaps)

        complete.short_description = _("criteria complete")
        missing.short_description = _("requirements open")
        names = ("name", "version", "issuer", "level", "total_points")
        return (*names, complete, missing, "to_criteria")

    @admin.display(description=_("criteria"))
    def to_criteria(self, standard):
        return _to_criteria(standard, _("show them"))


def _report_with(request, standard):
    campaign = request.campaign or None
    is_used = campaign is not None and campaign.standard_id == standard.pk
    return report_of(request) if is_used else None


def _to_criteria(standard, label):
    url = reverse("admin:campaigns_criterion_changelist")
    query = urlencode({"standard__id__exact": standard.pk})
    return format_html('<a href="{}?{}">{}</a>', url, query, label)


@admin.register(Method)
class MethodAdmin(ScopedAdmin):
    list_display = ("name", "is_documentary")
    list_filter = ("court", "is_documentary")
