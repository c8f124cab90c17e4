"""Word templates: uploaded and checked, tried, kept in versions, chosen for a summary."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Max, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.refusals import Refused
from dossiers import summaries
from dossiers.exports.formats import FORMATS
from dossiers.models import ReportTemplate, Summary, TemplateVersion
from dossiers.stationery import starter as starters
from dossiers.stationery import versions
from dossiers.stationery import words as vocabulary
from dossiers.template_forms import ChoiceForm, RenewForm, TemplateForm
from dossiers.views import downloads

WORD = FORMATS["docx"].media_type

office_only = permission_required(roles.EDIT_SUMMARY, raise_exception=True)


@office_only
def listing(request):
    """The court's templates, and a place to upload one more."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _uploaded(
                request, versions.add(by=request.user, **form.cleaned_data)
            )
        except Refused as refused:
            form.refuse(refused)
    rows = (
        ReportTemplate.objects.visible_to(request.user)
        .annotate(
            newest=Max("versions__number", filter=Q(versions__is_usable=True)),
            used=Count("versions__summaries", distinct=True),
        )
        .order_by("name", "pk")
    )
    return render(request, "dossiers/templates.html", {"templates": rows, "form": form})


@office_only
def one(request, pk):
    """The versions of a template, and a place to upload the next."""
    template = _template(request, pk)
    form = RenewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = versions.renew(template, by=request.user, **form.cleaned_data)
            return _uploaded(request, kept)
        except Refused as refused:
            form.refuse(refused)
    rows = template.versions.select_related("uploaded_by").order_by("-number")
    context = {
        "template": template,
        "versions": rows.annotate(used=Count("summaries")),
        "form": form,
    }
    return render(request, "dossiers/template.html", context)


@require_POST
@office_only
def offer(request, pk):
    """Offer a template for new choices, or no longer."""
    is_offered = "withdraw" not in request.POST
    template = versions.offer(
        _template(request, pk), by=request.user, is_offered=is_offered
    )
    return redirect(template)


@require_safe
@office_only
def version(request, pk):
    """What the check of a version found, and what is printed in it."""
    row = _version(request, pk)
    using = Summary.objects.visible_to(request.user).filter(template=row)
    context = {"version": row, "template": row.template, "summaries": using}
    return render(request, "dossiers/template_version.html", context)


@require_safe
@office_only
def file(request, pk):
    """The file as it was uploaded."""
    row = _version(request, pk)
    try:
        opened = row.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    return FileResponse(
        opened, as_attachment=True, filename=row.file_name, content_type=WORD
    )


@require_safe
@office_only
def trial(request, pk):
    """A version filled in with the newest summary, or with a sample before there is one."""
    row = _version(request, pk)
    try:
        content = versions.trial(row)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(row)
    return _word(content, _("%(name)s (trial)") % {"name": row.template.name})


@require_safe
@office_only
def starter(request):
    """A template to begin with: the standard layout with its words in place."""
    return _word(starters.build(), _("starter template"))


@require_safe
@office_only
def words(request):
    """What a template may say, word by word."""
    rows = versions.figures_of(request.user.court_id)
    context = {
        "meanings": [(f"{{{{ {name} }}}}", why) for name, why in _meanings()],
        "figures": [(row.label, *_spellings(row)) for row in rows],
    }
    return render(request, "dossiers/template_words.html", context)


@office_only
def choose(request, pk):
    """The layout of a summary's Word file: what is chosen, what is newer, what else."""
    rows = Summary.objects.visible_to(request.user)
    rows = rows.select_related("campaign__court", "template__template")
    summary = get_object_or_404(rows, pk=pk)
    current, user = summary.template, request.user
    offered = versions.offered(summary.campaign.court)
    form = ChoiceForm(request.POST or None, offered=offered, current=current)
    if request.method == "POST" and form.is_valid():
        return _chosen(request, summary, form.cleaned_data["version"])
    newer = versions.newer(current)
    context = {
        "summary": summary,
        "newer": newer,
        "change": versions.change(current, newer) if newer else None,
        "why_not_newer": newer and versions.why_not_choose(summary, newer, by=user),
        "why_not": summaries.why_not_edit(summary.campaign, by=user),
        "form": form,
    }
    return render(request, "dossiers/summary_template.html", context)


def _chosen(request, summary, row):
    try:
        versions.choose(summary, row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("summary-template", summary.pk)
    messages.success(request, _("The Word file is printed in this layout from now on."))
    return redirect(summary)


def _meanings():
    return vocabulary.MEANINGS.items()


def _spellings(row):
    lists = vocabulary.spelling(row, vocabulary.LISTS)
    return vocabulary.spelling(row), lists


def _uploaded(request, row):
    if row.is_usable:
        messages.success(request, _("Checked and kept; the template can be used."))
    else:
        messages.warning(request, _("Kept, but it has faults and cannot be used yet."))
    return redirect(row)


def _word(content, name):
    return downloads.response(content, WORD, f"{name}.docx")


def _template(request, pk):
    return get_object_or_404(ReportTemplate.objects.visible_to(request.user), pk=pk)


def _version(request, pk):
    visible = ReportTemplate.objects.visible_to(request.user)
    rows = TemplateVersion.objects.filter(template__in=visible)
    return get_object_or_404(
        rows.select_related("template__court", "uploaded_by"), pk=pk
    )
