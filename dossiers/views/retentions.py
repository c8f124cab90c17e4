"""The retention table on screen: read, add, change, drop, put in order."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import filing, retentions
from dossiers.archive_forms import RuleForm
from dossiers.models import RetentionRule


@require_safe
def table(request):
    if not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    context = {
        "rules": list(retentions.rules_of(request.user.court_id)),
        "why_not_change": filing.why_not_keep(request.user),
    }
    return render(request, "dossiers/retention_rules.html", context)


@require_POST
def install(request):
    """The usual table, for a court that has none."""
    _need_office(request)
    if not retentions.rules_of(request.user.court_id).exists():
        retentions.install(request.user.court)
    return redirect("retention-rules")


def new(request):
    _need_office(request)
    return _edit(request, RetentionRule(court_id=request.user.court_id))


def change(request, pk):
    return _edit(request, _rule(request, pk))


@require_POST
def drop(request, pk):
    retentions.drop(_rule(request, pk), by=request.user)
    messages.success(request, _("Taken out. What was filed keeps its period."))
    return redirect("retention-rules")


@require_POST
def move(request, pk, way):
    retentions.move(_rule(request, pk), by=request.user, is_up=way == "up")
    return redirect("retention-rules")


def _edit(request, rule):
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        try:
            retentions.save(form.save(commit=False), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("retention-rules")
    context = {"form": form, "rule": rule if rule.pk else None}
    return render(request, "dossiers/retention_rule.html", context)


def _rule(request, pk):
    _need_office(request)
    return get_object_or_404(retentions.rules_of(request.user.court_id), pk=pk)


def _need_office(request):
    if filing.why_not_keep(request.user):
        raise Http404
