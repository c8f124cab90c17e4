"""定稿: let findings stand, issue, read what was issued and what has changed since."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.refusals import Refused
from dossiers import editions, readiness
from dossiers.exports import page as pages
from dossiers.forms import WaiverForm
from dossiers.models import Edition, EditionFile, Summary, Waiver


@require_safe
def index(request):
    """Every edition of the campaign in view."""
    rows = Edition.objects.visible_to(request.user)
    rows = rows.filter(summary__campaign=request.campaign or None)
    rows = rows.defer("document", "text", "facts").select_related("issued_by")
    rows = rows.order_by("-summary__year", "-number")
    return render(request, "dossiers/editions.html", {"editions": rows})


@require_safe
def one(request, pk):
    """What was issued, by whom, and its files; `?verify` reads every file again."""
    edition = _edition(request, pk)
    document = editions.document_of(edition)
    files = [(file, _state(request, file)) for file in edition.files.all()]
    latest = edition.summary.editions.order_by("-number").first()
    context = {
        "edition": edition,
        "document": document,
        "parts": pages.parts(document),
        "files": files,
        "facts": edition.facts.values(),
        "latest": None if latest.pk == edition.pk else latest,
        "may_see_draft": _draft_of(request, edition) is not None,
    }
    return render(request, "dossiers/edition.html", context)


@require_safe
def file(request, pk, extension, variant="full"):
    """A file exactly as issued; the report that goes up is a `variant` of its own."""
    rows = EditionFile.objects.filter(
        edition__in=Edition.objects.visible_to(request.user)
    )
    found = get_object_or_404(
        rows.select_related("edition"), edition=pk, variant=variant, extension=extension
    )
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    kind = "（报告）" if variant == "report" else ""
    name = f"{found.edition.title}（{found.edition.number}）{kind}.{extension}"
    return FileResponse(
        opened, as_attachment=True, filename=name, content_type=found.media_type
    )


@require_safe
def differences(request, pk):
    """Against the edition before, and against the draft as it stands now."""
    edition = _edition(request, pk)
    before = editions.previous(edition)
    summary = _draft_of(request, edition)
    context = {"edition": edition, "before": before, "summary": summary}
    if before:
        context["since_before"] = editions.difference(before, edition)
    if summary:
        draft = readiness.read(summary)
        context["since_then"] = editions.difference_to_draft(edition, draft)
    return render(request, "dossiers/edition_differences.html", context)


def waivers(request, pk):
    """Findings that may be let stand, and those that were."""
    summary = _summary(request, pk)
    draft = readiness.read(summary)
    form = WaiverForm(request.POST or None, findings=draft.warnings)
    if request.method == "POST" and form.is_valid():
        try:
            readiness.waive(summary, by=request.user, **form.cleaned_data)
            messages.success(request, _("They may stand; the reason is kept."))
            return redirect("summary-waivers", summary.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "summary": summary,
        "form": form,
        "draft": draft,
        "why_not": readiness.why_not_waive(summary, by=request.user),
    }
    return render(request, "dossiers/waivers.html", context)


@require_POST
def unwaive(request, pk):
    rows = Waiver.objects.filter(summary__in=Summary.objects.visible_to(request.user))
    waiver = get_object_or_404(rows.select_related("summary__campaign"), pk=pk)
    try:
        readiness.unwaive(waiver, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("summary-waivers", waiver.summary_id)


def issue(request, pk):
    """What is to be issued, what still stands in the way; issuing is for good."""
    summary = _summary(request, pk)
    if request.method == "POST":
        read = request.POST.get("fingerprint", "")
        try:
            edition = editions.issue(summary, by=request.user, fingerprint=read)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Issued. It stands still from now on."))
            return redirect(edition)
    draft = readiness.read(summary)
    context = {
        "summary": summary,
        "draft": draft,
        "parts": pages.parts(draft.document),
        "latest": summary.editions.order_by("-number").first(),
        "why_not": readiness.why_not_issue(draft, by=request.user),
    }
    return render(request, "dossiers/issue.html", context)


def _state(request, file):
    """What is known of a file's content: "" when nobody asked."""
    if "verify" not in request.GET:
        return ""
    return "intact" if editions.is_intact(file) else "altered"


def _draft_of(request, edition):
    """The living draft, for those who may see it."""
    rows = Summary.objects.visible_to(request.user)
    return rows.filter(pk=edition.summary_id).select_related("campaign__court").first()


def _edition(request, pk):
    rows = Edition.objects.visible_to(request.user)
    found = rows.select_related("summary__campaign__court", "issued_by")
    return get_object_or_404(found, pk=pk)


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__court"), pk=pk)
