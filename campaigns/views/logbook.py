"""Writing an activity down, with its proof in the same form, and correcting it."""

import uuid

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import activities, evidence, progress, records, reuse, standards
from campaigns.forms import uploads
from campaigns.forms.activities import ActivityForm
from campaigns.models import Activity
from campaigns.numbers import number
from campaigns.refusals import Refused

TOKENS_KEPT = 20
OFFERED = 3  # pieces of proof shown before a new one is made


def new(request):
    campaign = request.campaign or None
    if why := activities.why_not_log(campaign, by=request.user):
        messages.error(request, why)
        return redirect("activities")
    if request.method == "POST":
        return _log(request, campaign)
    today = timezone.localdate()
    day = min(max(today, campaign.starts_on), campaign.ends_on)
    initial = {"held_on": day, "criteria": _named(request)}
    form = _form(request, campaign, initial=initial)
    files = uploads.blank(court=campaign.court)
    return _show_form(
        request,
        campaign,
        form,
        files,
        token=uuid.uuid4().hex,
        offers=_offers(request, campaign, form),
    )


def revise(request, pk):
    activity = _visible(request, pk)
    if why := records.why_not_change(activity, by=request.user):
        messages.error(request, why)
        return redirect(activity)
    campaign = activity.campaign
    if request.method == "POST":
        return _revise(request, activity)
    form = _form(request, campaign, instance=activity)
    files = uploads.blank(court=campaign.court)
    return _show_form(request, campaign, form, files, activity=activity)


def _log(request, campaign):
    """Log what was typed, once for each form that was opened."""
    form = _form(request, campaign, request.POST)
    files = _receive(request, campaign)
    token = request.POST.get("token", "")
    if _valid(form, files):
        try:
            activity = _log_once(request, campaign, form, files, token)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            return _after_saving(request, activity, files.notes)
    return _show_form(request, campaign, form, files, token=token)


def _log_once(request, campaign, form, files, token):
    """Two clicks are one activity: the session's row is held while it is looked up.

    A form without a token is nobody's second click.
    """
    with transaction.atomic():
        session = _locked_session(request)
        logged = session.get("logged", {})
        if token and (found := Activity.objects.filter(pk=logged.get(token)).first()):
            return found
        values = form.values
        values["criteria"] = values["criteria"] or _usual(form)
        activity = activities.log(campaign, by=request.user, **values)
        _add(activity, form, files, by=request.user)
        logged = dict([*logged.items(), (token, activity.pk)][-TOKENS_KEPT:])
        session["logged"] = request.session["logged"] = logged
        session.save()
    return activity


def _locked_session(request):
    """What the session says now, also if another request of it just wrote there."""
    key = request.session.session_key
    Session.objects.select_for_update().filter(pk=key).first()
    return type(request.session)(key)


def _usual(form):
    """The category's usual criteria, when the person chose none."""
    offered = {node.pk for node in form.nodes}
    usual = form.cleaned_data["category"].criteria.all()
    return [criterion.pk for criterion in usual if criterion.pk in offered]


def _revise(request, activity):
    campaign = activity.campaign
    stored = _visible(request, activity.pk)
    form = _form(request, campaign, request.POST, instance=activity)
    files = _receive(request, campaign)
    if not _valid(form, files):
        return _show_form(request, campaign, form, files, activity=stored)
    if why := records.why_stale(stored, form.cleaned_data["revision"]):
        differences = form.differences(stored)
        form.data = form.data.copy()
        form.data["revision"] = stored.revision
        form.add_error(None, why)
        return _show_form(
            request, campaign, form, files, activity=stored, differences=differences
        )
    try:
        _save_changes(form, files, stored, by=request.user)
    except Refused as why:
        form.add_error(None, str(why))
        return _show_form(request, campaign, form, files, activity=stored)
    return _after_saving(request, stored, files.notes)


@transaction.atomic
def _save_changes(form, files, activity, *, by):
    revision = form.cleaned_data["revision"]
    activity = activities.revise(activity, by=by, revision=revision, **form.values)
    _add(activity, form, files, by=by)


def _receive(request, campaign):
    court, by = campaign.court, request.user
    return uploads.receive(request.POST, request.FILES, court=court, by=by)


def _add(activity, form, files, *, by):
    """People and proof that came with the same form."""
    if people := form.cleaned_data.get("participants"):
        hours = form.cleaned_data["hours"]
        activities.enrol(activity, by=by, people=people, hours=hours)
    for entry in files.entries:
        evidence.attach(activity, by=by, **entry)


def _after_saving(request, activity, notes):
    """Saved is saved; handing in may still be refused, and then says what is missing."""
    for note in notes:
        messages.info(request, note)
    if request.POST.get("then") != "submit":
        messages.success(request, _("Saved."), extra_tags=request.path)
        return redirect(activity)
    try:
        records.submit(activity, by=request.user)
    except Refused as why:
        told = {"reason": str(why)}
        kept = _("Saved as a draft, not submitted yet. %(reason)s") % told
        messages.warning(request, kept, extra_tags=request.path)
        return redirect("activity-revise", pk=activity.pk)
    told = _("Submitted. Somebody else confirms it now.")
    messages.success(request, told, extra_tags=request.path)
    if wanting := progress.wanting(activity):
        messages.warning(request, wanting)
    return redirect(activity)


def _show_form(request, campaign, form, files, **context):
    files.tell_known()
    context |= {"form": form, "files": files, "campaign": campaign}
    context |= {"offered": _offered(request, form)}
    return render(request, "campaigns/activity_form.html", context)


def _named(request):
    """The criterion whose page the person came from, ticked already."""
    key = number(request.GET.get("criterion"))
    return [] if key is None else [key]


def _offered(request, form):
    """Criteria ticked when the form opened: their pages show proof that fits already."""
    ticked = {int(key) for key in form["criteria"].initial or ()}
    return [node for node in form.nodes if node.pk in ticked]


def _offers(request, campaign, form):
    """Proof that fits what the named criterion lacks; five queries, none without one."""
    node = next(iter(_offered(request, form)), None)
    if node is None:
        return []
    report = progress.of(campaign, nodes=form.nodes)
    criterion = report.by_pk[node.pk]
    found = reuse.offers(criterion, report.proofs, campaign, by=request.user)
    return found[:OFFERED]


def _form(request, campaign, data=None, **kwargs):
    nodes = standards.tree(campaign.standard_id)
    return ActivityForm(data, campaign=campaign, by=request.user, nodes=nodes, **kwargs)


def _valid(form, files):
    """Ask both, so that every mistake is shown at once."""
    return all([form.is_valid(), files.is_valid()])


def _visible(request, pk):
    rows = Activity.objects.visible_to(request.user).select_related(
        "campaign__court", "category", "unit", "logged_by", "changed_by"
    )
    return get_object_or_404(rows, pk=pk)
