"""Standards, criteria with their progress, rules, methods: the office's desk."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns import progress, standards
from campaigns.admin.scope import ScopedAdmin, ScopedInline, ScopedRelatedFilter
from campaigns.models import Criterion, EvidenceRule, Method, Standard, VetoRule
from campaigns.templatetags.numbers import plain

INDENT = "\u00a0" * 4  # a space that does not break the line
SIGNS = {"complete": "●", "in_progress": "◐", "nothing": "○"}


def report_of(request):
    """Progress of the current campaign, computed once for a page."""
    if not hasattr(request, "criteria_progress"):
        campaign = request.campaign or None
        request.criteria_progress = progress.of(campaign) if campaign else None
    return request.criteria_progress


def progress_of(request, criterion):
    report = report_of(request)
    return report.by_pk.get(criterion.pk) if report else None


class Settled:
    """A standard people work by stays as it was: its pages are to look at only."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _why_not(
            request, obj
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _why_not(
            request, obj
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if request.method == "GET" and (why := _why_not(request, row)):
            messages.warning(request, why)
        return super().change_view(request, object_id, form_url, extra_context)


class SettledInline(Settled, ScopedInline):
    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not _why_not(request, obj)


def _why_not(request, row):
    """The reason this standard, or this criterion's, may not change; asked once."""
    if row is None:
        return ""
    key = row.standard_id if isinstance(row, Criterion) else row.pk
    if not hasattr(request, "why_not_edit"):
        request.why_not_edit = {}
    if key not in request.why_not_edit:
        request.why_not_edit[key] = standards.why_not_edit(key)
    return request.why_not_edit[key]


class VetoRuleInline(SettledInline):
    model = VetoRule


@admin.register(Standard)
class StandardAdmin(Settled, ScopedAdmin):
    list_display = ("name", "version", "issuer", "level", "total_points", "to_criteria")
    list_filter = ("court", "level")
    search_fields = ("name", "version")
    readonly_fields = ("source_name", "source_digest")
    inlines = (VetoRuleInline,)

    @admin.display(description=_("criteria"))
    def to_criteria(self, standard):
        url = reverse("admin:campaigns_criterion_changelist")
        query = {"standard__id__exact": standard.pk}
        return format_html(
            '<a href="{}?{}">{}</a>', url, urlencode(query), _("show them")
        )


class StateFilter(admin.SimpleListFilter):
    title = _("material")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return progress.State.choices

    def queryset(self, request, rows):
        if self.value() not in progress.State:
            return rows
        report = report_of(request)
        criteria = report.criteria if report else ()
        return rows.filter(
            pk__in=[each.node.pk for each in criteria if each.state == self.value()]
        )


class PartFilter(admin.SimpleListFilter):
    title = _("part")
    parameter_name = "part"

    def lookups(self, request, model_admin):
        report = report_of(request)
        parts = report.parts if report else ()
        return [(str(part.node.pk), str(part.node)) for part in parts]

    def queryset(self, request, rows):
        report = report_of(request)
        if not self.value() or report is None:
            return rows
        return rows.filter(
            pk__in=[
                each.node.pk
                for each in report.criteria
                if str(each.node.path[0]) == self.value()
            ]
        )


class UnitFilter(admin.SimpleListFilter):
    title = _("responsible unit")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        report = report_of(request)
        criteria = report.criteria if report else ()
        owners = {owner for each in criteria for owner in each.units}
        return [(str(owner.pk), owner.name) for owner in sorted(owners)]

    def queryset(self, request, rows):
        report = report_of(request)
        if not self.value() or report is None:
            return rows
        return rows.filter(
            pk__in=[
                each.node.pk
                for each in report.criteria
                if self.value() in {str(owner.pk) for owner in each.units}
            ]
        )


class EvidenceRuleInline(SettledInline):
    model = EvidenceRule


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = (
            *("standard", "parent", "code", "title", "requirement"),
            *("points", "score_form", "grades", "is_bonus", "methods", "order"),
        )

    def clean_standard(self):
        standard = self.cleaned_data["standard"]
        if why := standards.why_not_edit(standard):
            raise ValidationError(why)
        return standard

    def clean(self):
        """A parent stands in the same standard and not below its own child."""
        cleaned = super().clean()
        parent, standard = cleaned.get("parent"), cleaned.get("standard")
        if parent and standard and parent.standard_id != standard.pk:
            self.add_error("parent", _("The parent belongs to another standard."))
        above = parent
        while above is not None:
            if above.pk == self.instance.pk and above.pk is not None:
                raise ValidationError(
                    {"parent": _("A criterion cannot stand below itself.")}
                )
            above = above.parent
        return cleaned


@admin.register(Criterion)
class CriterionAdmin(Settled, ScopedAdmin):
    form = CriterionForm
    list_filter = (
        StateFilter,
        PartFilter,
        UnitFilter,
        ("standard", ScopedRelatedFilter),
    )
    search_fields = ("code", "title")
    filter_horizontal = ("methods",)
    inlines = (EvidenceRuleInline,)
    list_per_page = 100
    show_full_result_count = False

    def get_ordering(self, request):
        """In the order of the tree; other standards' criteria follow."""
        report = report_of(request)
        nodes = [each.node.pk for each in report.criteria] if report else []
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(nodes)]
        if not places:
            return ("standard", "order", "pk")
        return (Case(*places, default=Value(len(places))), "standard", "order", "pk")

    def get_list_display(self, request):
        """The columns of progress close over the page's one report."""

        def column(title, tell):
            def show(criterion):
                each = progress_of(request, criterion)
                return "—" if each is None else tell(each)

            show.short_description = title
            return show

        return (
            column(
                _("code"), lambda each: INDENT * (each.node.depth - 1) + each.node.code
            ),
            "title",
            column(_("points"), lambda each: plain(each.node.points)),
            column(_("asked"), lambda each: each.asked),
            column(_("met"), lambda each: each.met),
            column(_("missing"), lambda each: each.missing),
            column(
                _("material"), lambda each: f"{SIGNS[each.state]} {each.state.label}"
            ),
            column(
                _("responsible"), lambda each: "、".join(u.name for u in each.units)
            ),
        )


@admin.register(Method)
class MethodAdmin(ScopedAdmin):
    list_display = ("name", "is_documentary")
    list_filter = ("court", "is_documentary")
