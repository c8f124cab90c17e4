"""Actions on several criteria at once: each asks the verb, and tells what it did."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import assignments, tasks
from campaigns.models import Unit
from campaigns.refusals import Refused


class UnitForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Responsible unit")
    )

    def __init__(self, data, *, units):
        super().__init__(data)
        self.fields["unit"].queryset = units


class CriterionActions:
    """What the office does with the criteria it ticked, in the current campaign."""

    actions = ("give_tasks", "assign_unit")

    def has_give_permission(self, request):
        campaign = request.campaign or None
        return bool(campaign) and not tasks.why_not_give(campaign, by=request.user)

    def has_assign_permission(self, request):
        campaign, by = request.campaign or None, request.user
        return bool(campaign) and not assignments.why_not_assign(campaign, by=by)

    @admin.action(
        description=gettext_lazy("Make tasks of what is missing"), permissions=["give"]
    )
    def give_tasks(self, request, rows):
        keys = list(rows.order_by().values_list("pk", flat=True))
        try:
            given = tasks.give_below(request.campaign, by=request.user, criteria=keys)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            number = len(given.tasks)
            told = _("%(number)s tasks given.") % {"number": number}
            _tell(request, told, number, _left(given))

    @admin.action(
        description=gettext_lazy("Name the responsible unit…"), permissions=["assign"]
    )
    def assign_unit(self, request, rows):
        """Asks on a page of its own which unit; the same address answers."""
        units = Unit.objects.of_court(request.campaign.court_id).active()
        form = UnitForm(request.POST if "unit" in request.POST else None, units=units)
        if not form.is_valid():
            return self._ask_unit(request, rows, form)
        criteria, unit = list(rows.order_by()), form.cleaned_data["unit"]
        try:
            done = assignments.assign(
                request.campaign, by=request.user, criteria=criteria, unit=unit
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            told = _("%(unit)s now answers for %(number)s more criteria.")
            told = told % {"unit": unit.name, "number": done.named}
            _tell(request, told, done.named, _kept(done))
        return None

    def _ask_unit(self, request, rows, form):
        context = self.admin_site.each_context(request) | {
            "title": _("Name the responsible unit"),
            "opts": self.opts,
            "rows": rows,
            "form": form,
            "campaign": request.campaign,
            "ticked": ACTION_CHECKBOX_NAME,
            "is_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(
            request, "admin/campaigns/criterion/assign.html", context
        )


def _left(given):
    """Number and reason of what was left as it is."""
    return (
        (given.standing, _("%(number)s gaps have their task already.")),
        (given.locked, _("%(number)s gaps lie in a locked year.")),
        (given.unowned, _("%(number)s gaps have no responsible unit.")),
        (given.whole, _("%(number)s chosen criteria miss nothing in this campaign.")),
    )


def _kept(done):
    return (
        (done.standing, _("For %(number)s it answers already.")),
        (done.foreign, _("%(number)s belong to another standard.")),
    )


def _tell(request, done, number, left):
    """One message: what was done, then what was not and why."""
    told = [done, *(why % {"number": many} for many, why in left if many)]
    level = messages.SUCCESS if number else messages.WARNING
    messages.add_message(request, level, " ".join(told))
