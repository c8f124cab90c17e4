"""Criteria with their progress and their rules: the office's desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from campaigns import progress, standards
from campaigns.admin.bulk import CriterionActions
from campaigns.admin.reports import INDENT, lines_of, report_of, year_of
from campaigns.admin.scope import ScopedAdmin, ScopedRelatedFilter
from campaigns.admin.settled import Settled, SettledInline
from campaigns.models import Criterion, EvidenceRule
from campaigns.templatetags.numbers import plain


class StateFilter(admin.SimpleListFilter):
    title = _("material")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return progress.State.choices

    def queryset(self, request, rows):
        if self.value() not in progress.State:
            return rows
        lines = lines_of(request).items()
        return rows.filter(
            pk__in=[pk for pk, line in lines if line.state == self.value()]
        )


class YearFilter(admin.SimpleListFilter):
    """The columns then speak of that year."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        report = report_of(request)
        return [(str(year), str(year)) for year in report.years] if report else []

    def queryset(self, request, rows):
        if year_of(request) is None:
            return rows
        lines = lines_of(request).items()
        return rows.filter(pk__in=[pk for pk, line in lines if line.asked])


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
class CriterionAdmin(CriterionActions, Settled, ScopedAdmin):
    form = CriterionForm
    list_filter = (
        StateFilter,
        YearFilter,
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
                line = lines_of(request).get(criterion.pk)
                return "—" if line is None else tell(line)

            show.short_description = title
            return show

        return (
            column(_("code"), lambda line: _indented(line.criterion.node)),
            "title",
            column(_("points"), lambda line: plain(line.criterion.node.points)),
            column(_("asked"), lambda line: line.asked),
            column(_("met"), lambda line: line.met),
            column(_("missing"), lambda line: line.missing),
            column(_("material"), lambda line: line.material),
            column(_("responsible"), lambda line: _names(line.criterion.units)),
        )


def _indented(node):
    return INDENT * (node.depth - 1) + node.code


def _names(units):
    return "、".join(unit.name for unit in units)
