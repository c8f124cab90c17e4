"""测评体系: the versions, one as a tree, importing, exporting, and passing on to the next."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from campaigns import roles
from campaigns import standards as reading
from campaigns.forms import standards as forms
from campaigns.imports import display, succession, template, writing
from campaigns.models import Campaign, Standard
from campaigns.refusals import Refused

PER_PAGE = 25
TEMPLATE_NAME = "测评体系模板"

office_only = permission_required(roles.SEE_STANDARDS, raise_exception=True)


@require_safe
@office_only
def listing(request):
    rows = _visible(request).annotate(size=Count("criteria", distinct=True))
    rows = rows.select_related("replaces").prefetch_related("campaigns")
    rows = rows.order_by("name", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "why_not_import": _why_not_import(request)}
    return render(request, "campaigns/standards.html", context)


@require_safe
@office_only
def show(request, pk):
    later = Prefetch("replaced_by", Standard.objects.order_by("-pk"))
    rows = _visible(request).select_related("replaces")
    standard = get_object_or_404(
        rows.prefetch_related("campaigns", "veto_rules", later), pk=pk
    )
    entries = display.of_standard(standard)
    campaign = request.campaign or None
    context = {
        "standard": standard,
        "entries": entries,
        "figures": _figures(entries, standard.veto_rules.all()),
        "why_not_edit": reading.why_not_edit(standard),
        "campaign": campaign,
        "why_not_switch": campaign
        and succession.why_not_switch(campaign, standard, by=request.user),
    }
    return render(request, "campaigns/standard.html", context)


@office_only
def bring_in(request):
    """The form; with a file, a dry run of it."""
    if why := _why_not_import(request):
        messages.error(request, why)
        return redirect("standards")
    form = forms.ImportForm(
        request.POST or None, request.FILES or None, user=request.user
    )
    report, token = None, ""
    if form.is_valid():
        file, how = form.cleaned_data["file"], form.how
        report = _run(request, file, file.name, dry_run=True, **how)
        # Only what could be imported is kept until somebody confirms it.
        token = "" if report.errors else forms.keep(form, court=request.user.court)
    return _shown(request, form, report, token)


@require_POST
@office_only
def confirm(request):
    """Import the very file of the dry run, if its warnings are acknowledged."""
    token = request.POST.get("token", "")
    knowing = request.POST.get("knowing") == "on"
    try:
        file, name, how = forms.recall(token, user=request.user)
        with file:
            report = _run(request, file, name, dry_run=False, knowing=knowing, **how)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("standard-import")
    if report.is_imported:
        told = _("%(standard)s is imported: %(number)s criteria.")
        values = {"standard": report.standard, "number": report.counts["criteria"]}
        messages.success(request, told % values)
        return redirect("standard", report.standard.pk)
    if not report.errors:
        messages.error(request, _("Tick that you know of the warnings, then import."))
    return _shown(request, forms.ImportForm(user=request.user), report, token)


@require_GET
@office_only
def blank(request):
    return _file(TEMPLATE_NAME, "xlsx", None)


@require_GET
@office_only
def export(request, pk):
    standard = get_object_or_404(_visible(request), pk=pk)
    asked = request.GET.get("format")
    ending = asked if asked in template.FORMATS else "xlsx"
    return _file(f"{standard.name}-{standard.version}", ending, standard)


@office_only
def switch(request, pk):
    """Measure a campaign by this standard: what its criteria become, and doing it."""
    new = get_object_or_404(_visible(request), pk=pk)
    campaign = _campaign(request)
    if why := succession.why_not_switch(campaign, new, by=request.user):
        messages.error(request, why)
        return redirect("standard", new.pk)
    steps = succession.steps(campaign, new)
    nodes = reading.tree(new)
    form = forms.SwitchForm(request.POST or None, steps=steps, nodes=nodes)
    if form.is_valid():
        return _switched(request, campaign, new, form.mapping)
    context = {
        "new": new,
        "campaign": campaign,
        "form": form,
        "nodes": nodes,
        "homeless": [step for step in steps if step.is_homeless],
        "unused": [step for step in steps if not step.is_used],
    }
    return render(request, "campaigns/standard_map.html", context)


def _switched(request, campaign, new, mapping):
    try:
        done = succession.switch(campaign, new, by=request.user, mapping=mapping)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("standard-map", new.pk)
    told = _(
        "%(campaign)s is measured by %(standard)s now. Links added: %(activities)s of "
        "activities, %(evidence)s of evidence, %(categories)s of categories, "
        "%(units)s of units."
    )
    values = {name: getattr(done, name) for name in ("activities", "evidence")}
    values |= {"categories": done.categories, "units": done.units}
    values |= {"campaign": campaign, "standard": new}
    messages.success(request, told % values)
    if done.homeless:
        told = _("Without a home: %(codes)s. Their records stay and no longer count.")
        messages.warning(request, told % {"codes": "、".join(done.homeless)})
    return redirect("progress")


def _visible(request):
    return Standard.objects.visible_to(request.user)


def _campaign(request):
    """The campaign asked for by its short name, or the one being looked at."""
    rows = Campaign.objects.visible_to(request.user).select_related("standard")
    slug = request.GET.get("campaign") or getattr(request.campaign, "slug", None)
    return get_object_or_404(rows, slug=slug)


def _why_not_import(request):
    return writing.why_not_import(request.user.court, by=request.user)


def _run(request, file, name, **how):
    court = request.user.court
    return writing.run(file, name, court=court, by=request.user, **how)


def _shown(request, form, report, token):
    entries = display.of_plan(report.plan) if report else []
    context = {
        "form": form,
        "report": report,
        "token": token,
        "entries": entries,
        "figures": entries and _figures(entries, report.plan.veto_rules),
    }
    return render(request, "campaigns/standard_import.html", context)


def _figures(entries, vetoes):
    rules = sum(len(entry.rules) for entry in entries)
    leaves = sum(entry.is_leaf for entry in entries)
    return [
        {"label": _("Criteria"), "value": len(entries)},
        {"label": _("Leaves"), "value": leaves},
        {"label": _("Requirements"), "value": rules},
        {"label": _("Negative list"), "value": len(vetoes)},
    ]


def _file(name, ending, standard):
    write, media_type = template.FORMATS[ending]
    response = HttpResponse(write(standard), content_type=media_type)
    disposition = content_disposition_header(True, f"{name}.{ending}")
    response["Content-Disposition"] = disposition
    return response
