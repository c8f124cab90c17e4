"""Proof: the list, one piece of it, adding, describing, replacing, removing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from campaigns import compliance, evidence, records, reuse, roles, standards
from campaigns.forms import uploads
from campaigns.forms.evidence import DescribeForm, LinkForm, ReplaceForm
from campaigns.forms.lists import EvidenceFilter
from campaigns.models import (
    Activity,
    Criterion,
    Evidence,
    Honour,
    Reading,
    Statement,
)
from campaigns.refusals import Refused

PAGE = 25
OPENINGS = 20  # the latest, on the page of one piece
KNOWN = gettext_lazy(
    "The same file is proof of “%(owner)s” already (%(entry)s). One piece can serve many "
    "criteria; it need not be uploaded twice."
)
OWNERS = {
    "activity": Activity,
    "statement": Statement,
    "honour": Honour,
    "reading": Reading,
}
WITH_OWNER = (
    "activity__unit",
    "statement__unit",
    "statement__campaign",
    "honour__campaign",
    "reading__indicator",
    "stored_file",
)


def listing(request):
    rows = Evidence.objects.visible_to(request.user).current()
    rows = rows.of_campaign(request.campaign) if request.campaign else rows.none()
    rows = rows.select_related(*WITH_OWNER).order_by("-uploaded_at", "-pk")
    narrowed = EvidenceFilter(request.GET, rows, request=request)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    keys = [entry.pk for entry in page]
    served = reuse.serving(request.campaign.standard_id, keys) if keys else {}
    context = {
        "filter": narrowed,
        "page": page,
        "rows": [(entry, len(served.get(entry.pk, ()))) for entry in page],
        "sees_reuse": request.user.has_perm(roles.SEE_COURT),
    }
    return render(request, "campaigns/evidence_list.html", context)


def show(request, pk):
    entry = _visible(request, pk)
    campaign = getattr(entry.owner, "campaign", None) or request.campaign
    criteria = list(standards.loose(_served(entry)))
    context = {
        "entry": entry,
        "owner": entry.owner,
        "criteria": criteria,
        "reviews": compliance.review(criteria, [entry], campaign),
        "hints": list(compliance.hints(entry)),
        "replacement": Evidence.objects.filter(replaces=entry).first(),
        "happened_on": records.day_of(entry.owner),
        "is_shown": _is_shown(entry),
        "openings": _openings(request, entry),
        "why_not_change": evidence.why_not_change(entry.owner, by=request.user),
        "why_not_replace": evidence.why_not_replace(entry, by=request.user),
    }
    return render(request, "campaigns/evidence.html", context)


def add(request, owner, pk):
    """Several files, or one web address, for a record of any kind."""
    record = _owner(request, owner, pk)
    if why := evidence.why_not_change(record, by=request.user):
        messages.error(request, why)
        return redirect(record)
    court = request.user.court
    files = uploads.blank(court=court)
    link = LinkForm(prefix="link")
    if request.method == "POST":
        files = uploads.receive(
            request.POST, request.FILES, court=court, by=request.user
        )
        link = LinkForm(request.POST, prefix="link")
        if _attach(request, record, files, link):
            return redirect(record)
    files.tell_known()
    context = {"owner": record, "files": files, "link": link}
    return render(request, "campaigns/evidence_add.html", context)


def describe(request, pk):
    entry = _visible(request, pk)
    if why := evidence.why_not_replace(entry, by=request.user):
        messages.error(request, why)
        return redirect(entry)
    nodes = standards.tree(_standard_of(entry.owner))
    form = DescribeForm(request.POST or None, instance=entry, nodes=nodes)
    if request.method == "POST" and form.is_valid() and _describe(request, entry, form):
        return redirect(entry)
    context = {"entry": entry, "form": form}
    return render(request, "campaigns/evidence_describe.html", context)


def replace(request, pk):
    entry = _visible(request, pk)
    if why := evidence.why_not_replace(entry, by=request.user):
        messages.error(request, why)
        return redirect(entry)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (better := _replace(request, entry, form)):
        return redirect(better)
    context = {"entry": entry, "form": form}
    return render(request, "campaigns/evidence_replace.html", context)


@require_POST
def remove(request, pk):
    entry = _visible(request, pk)
    try:
        evidence.remove(entry, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
        return redirect(entry)
    messages.success(request, _("Removed. The file itself stays in the archive."))
    return redirect(entry.owner)


def _attach(request, record, files, link):
    """Attach all or nothing; False leaves both forms with their reasons."""
    if not all([files.is_valid(), link.is_valid()]):
        return False
    declared = {"is_declared_open": files.is_declared_open}
    entries = [*files.entries, *(each | declared for each in link.entries)]
    if not entries:
        link.add_error(None, _("Choose a file, or enter a web address."))
        return False
    try:
        with transaction.atomic():
            for entry in entries:
                evidence.attach(record, by=request.user, **entry)
    except Refused as why:
        link.add_error(None, str(why))
        return False
    messages.success(request, _("Proof added: %(number)s.") % {"number": len(entries)})
    for note in files.notes:
        messages.info(request, note)
    for known in reuse.known(entries, record, by=request.user):
        told = {"entry": known, "owner": known.owner}
        messages.info(request, KNOWN % told)
    return True


def _describe(request, entry, form):
    try:
        evidence.describe(entry, by=request.user, **form.cleaned_data)
    except Refused as why:
        form.add_error(None, str(why))
        return False
    messages.success(request, _("Saved."))
    return True


def _replace(request, entry, form):
    """The entry that stands in its place now, or None with the reason at the form."""
    try:
        kept = uploads.keep(form.cleaned_data["file"], court=request.user.court)
        better = evidence.replace(
            entry,
            by=request.user,
            stored_file=kept.stored_file,
            file_name=kept.name,
            is_declared_open=form.cleaned_data["declared"],
        )
    except Refused as why:
        form.add_error("file", str(why))
        return None
    messages.success(request, _("Replaced. What it replaces is kept and linked."))
    return better


def _openings(request, entry):
    """Who opened it last; told to the office and the leaders only."""
    if not request.user.has_perm(roles.SEE_COURT):
        return None
    return entry.openings.select_related("opened_by").order_by("-pk")[:OPENINGS]


def _visible(request, pk):
    rows = Evidence.objects.visible_to(request.user)
    related = (*WITH_OWNER, "activity__campaign", "uploaded_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _owner(request, word, pk):
    if word not in OWNERS:
        raise Http404
    return get_object_or_404(OWNERS[word].objects.visible_to(request.user), pk=pk)


def _standard_of(owner):
    """The standard its campaign is measured by; a reading knows no campaign."""
    campaign = getattr(owner, "campaign", None)
    return campaign.standard_id if campaign else None


def _is_shown(entry):
    return (
        entry.stored_file is not None and entry.stored_file.media_type in evidence.SHOWN
    )


def _served(entry):
    """What its activity serves, and what it serves beside."""
    own = Criterion.evidence.through.objects.filter(evidence=entry)
    shared = Criterion.activities.through.objects.filter(activity=entry.activity_id)
    return Criterion.objects.filter(
        Q(pk__in=own.values("criterion")) | Q(pk__in=shared.values("criterion"))
    )
