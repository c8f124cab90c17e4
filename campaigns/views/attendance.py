"""Who took part in a training: adding people, correcting one, taking one off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import activities, records
from campaigns.forms.attendance import AmendForm, EnrolForm
from campaigns.models import Activity, TrainingRecord
from campaigns.refusals import Refused


def listing(request, pk):
    """Everybody on the list, each with a form to correct them, and a form to add."""
    rows = Activity.objects.visible_to(request.user).select_related(
        "campaign", "category"
    )
    activity = get_object_or_404(rows, pk=pk)
    form = EnrolForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid() and _enrol(request, activity, form):
        return redirect("activity-attendance", pk=activity.pk)
    training = activity.training_records.select_related("person__unit")
    context = {
        "activity": activity,
        "form": form,
        "rows": [
            (row, AmendForm(instance=row, prefix=str(row.pk))) for row in training
        ],
        "why_not_change": records.why_not_change(activity, by=request.user),
        "why_not_enrol": activities.why_not_enrol(activity, by=request.user),
    }
    return render(request, "campaigns/attendance.html", context)


@require_POST
def amend(request, pk):
    row = _visible(request, pk)
    form = AmendForm(request.POST, instance=row, prefix=str(row.pk))
    if not form.is_valid():
        messages.error(request, _("Hours are a number above zero."))
    else:
        _tell(
            request,
            lambda: activities.amend_attendance(
                row, by=request.user, **form.cleaned_data
            ),
            _("Corrected: %(name)s.") % {"name": row.person.name},
        )
    return redirect("activity-attendance", pk=row.activity_id)


@require_POST
def strike_off(request, pk):
    row = _visible(request, pk)
    _tell(
        request,
        lambda: activities.strike_off(row, by=request.user),
        _("Taken off the list: %(name)s.") % {"name": row.person.name},
    )
    return redirect("activity-attendance", pk=row.activity_id)


def _enrol(request, activity, form):
    try:
        added = activities.enrol(activity, by=request.user, **form.cleaned_data)
    except Refused as why:
        form.add_error(None, str(why))
        return False
    messages.success(
        request, _("People added to the list: %(number)s.") % {"number": len(added)}
    )
    return True


def _tell(request, act, done):
    """Do `act`, and say `done` or why not."""
    try:
        act()
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)


def _visible(request, pk):
    """A record of training of an activity the person may see."""
    rows = Activity.objects.visible_to(request.user)
    row = get_object_or_404(TrainingRecord.objects.select_related("person"), pk=pk)
    get_object_or_404(rows, pk=row.activity_id)
    return row
