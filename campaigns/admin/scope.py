"""One court's administration shows and offers only that court's rows."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from campaigns import models

# How each model leads to its court; what is not here belongs to nobody in particular.
COURT_OF = {
    models.Court: "pk",
    models.Unit: "court",
    models.User: "court",
    models.Standard: "court",
    models.Criterion: "standard__court",
    models.EvidenceRule: "criterion__standard__court",
    models.VetoRule: "standard__court",
    models.Method: "court",
    models.Category: "court",
    models.Campaign: "court",
    models.CampaignYear: "campaign__court",
    models.Assignment: "campaign__court",
    models.Grant: "campaign__court",
    models.Statement: "campaign__court",
    models.Target: "statement__campaign__court",
    models.Indicator: "court",
    models.Activity: "campaign__court",
}


def of_court(rows, user):
    """Narrow a queryset to the rows of the person's court; a superuser sees all."""
    if user.is_superuser or rows.model not in COURT_OF:
        return rows
    if user.court_id is None:
        return rows.none()
    return rows.filter(**{COURT_OF[rows.model]: user.court_id})


class CourtScope:
    """For a ModelAdmin or an inline: its rows and every choice it offers."""

    def get_queryset(self, request):
        return of_court(super().get_queryset(request), request.user)

    def get_field_queryset(self, db, db_field, request):
        model = db_field.remote_field.model
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None:
            rows = model._default_manager.using(db)
        return of_court(rows, request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The court itself is no choice: it is the person's own."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.remote_field.model is models.Court and field is not None:
            field.initial = request.user.court_id
            if not request.user.is_superuser:
                field.empty_label = None
        return field


class ScopedAdmin(CourtScope, admin.ModelAdmin):
    list_per_page = 50

    def get_actions(self, request):
        """Rows are in use: one is deleted on its own page, which shows what hangs on it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_list_filter(self, request):
        """Only a superuser tells courts apart; filters on rows offer the own ones."""
        filters = super().get_list_filter(request)
        if request.user.is_superuser:
            return filters
        return [each for each in filters if each != "court"]


class ScopedInline(CourtScope, admin.TabularInline):
    extra = 0
    follows = ()  # relations its lines name

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.follows) if self.follows else rows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A line is chosen from what is there; adding has its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Choices are read once for all lines of the page, not once for each."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is None or db_field.remote_field.model is self.parent_model:
            return field
        if not hasattr(request, "line_choices"):
            request.line_choices = {}
        known = request.line_choices
        if db_field not in known:
            # iter() first: list() would ask the choices for their number as well.
            known[db_field] = list(iter(field.choices))
        field.choices = known[db_field]
        return field


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """Choices of a relation, of the own court."""

    def field_choices(self, field, request, model_admin):
        rows = of_court(field.remote_field.model._default_manager.all(), request.user)
        return [(row.pk, str(row)) for row in rows]
