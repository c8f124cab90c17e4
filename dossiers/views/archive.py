"""The archive: what is filed, one item, its files, and the three orders it stands in."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from campaigns import evidence, handing, roles, standards
from campaigns.models import Activity, Criterion, Evidence, Honour, Reading, Statement
from dossiers import backlog, events, filing, timelines
from dossiers.archive_forms import ItemFilter
from dossiers.models import ArchiveEvent, ArchiveItem, ItemPart

PAGE = 25
KINDS = {
    "activity": Activity,
    "evidence": Evidence,
    "honour": Honour,
    "reading": Reading,
    "statement": Statement,
}


@dataclass(frozen=True)
class Part:
    """A part as the page shows it: what may be seen of it, what may be done with it."""

    row: ItemPart
    thumbnail: int | None  # of which evidence
    is_shown: bool  # a browser shows it
    why_not_replace: str


@require_safe
def index(request):
    """Every item under the reader's rights; for the office also what waits."""
    _need_archive(request.user)
    rows = ArchiveItem.objects.visible_to(request.user).kept()
    totals = rows.aggregate(
        items=Count("pk", distinct=True),
        permanent=Count("pk", filter=Q(retention="Y"), distinct=True),
        loose=Count("pk", filter=Q(box__isnull=True), distinct=True),
        boxes=Count("box", distinct=True),
    )
    narrowed = ItemFilter(request.GET, rows.for_list(), request=request)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    may_file = not filing.why_not_keep(request.user)
    waits = backlog.rows(request.campaign).count() if may_file else 0
    context = {
        "filter": narrowed,
        "page": page,
        "totals": totals,
        "may_file": may_file,
        "waits": waits,
        "editions": list(backlog.editions(request.user)),
    }
    return render(request, "dossiers/archive.html", context)


@require_safe
def item(request, pk):
    rows = ArchiveItem.objects.visible_to(request.user)
    related = ("unit", "box", "campaign", "filed_by", "court", "edition")
    one = get_object_or_404(rows.select_related(*related), pk=pk)
    sees_all = request.user.has_perm(roles.SEE_COURT)
    parts = one.parts.select_related("evidence__stored_file", "edition_file")
    parts = list(parts if sees_all else parts.current())
    moments = timelines.of(one) if sees_all else ()
    context = {
        "item": one,
        "parts": [_part(one, part, request.user) for part in parts],
        "criteria": list(standards.loose(_served(parts))),
        "moments": [each for each in moments if not each.is_opening],
        "openings": [each for each in moments if each.is_opening],
        "why_not_correct": filing.why_not_correct(one, by=request.user),
    }
    return render(request, "dossiers/archive_item.html", context)


@require_safe
def of(request, kind, pk):
    """What is filed of one record, or of all that serves one criterion."""
    owner, rows = _holder(request, kind, pk)
    sees = _sees_archive(request.user)
    context = {
        "owner": owner,
        "kind": kind,
        "page": Paginator(rows.for_list(), PAGE).get_page(request.GET.get("page")),
        "links": sees,
    }
    return render(request, "dossiers/archive_of.html", context)


@require_safe
def file(request, pk):
    """A part's file; like the page of proof, a GET that writes who was handed it."""
    rows = ArchiveItem.objects.visible_to(request.user)
    parts = ItemPart.objects.filter(item__in=rows, link="")
    if not request.user.has_perm(roles.SEE_COURT):
        parts = parts.current()
    related = ("item__court", "edition_file", "evidence__stored_file")
    part = get_object_or_404(parts.select_related(*related), pk=pk)
    media_type = part.media_type
    is_saved = "download" in request.GET or media_type not in evidence.SHOWN
    opened = _open(request, part)
    if media_type == "text/plain":
        media_type += f"; charset={handing.charset(opened)}"
    response = FileResponse(
        opened, as_attachment=is_saved, filename=part.name, content_type=media_type
    )
    for header, value in handing.headers(part.media_type).items():
        response[header] = value
    # Each time it is asked for, it is told who did: no browser keeps a copy.
    patch_cache_control(response, private=True, no_store=True)
    return response


def _open(request, part):
    """The bytes; that somebody asked is told also where they are lost."""
    try:
        opened = part.file.open("rb") if part.file else None
    except FileNotFoundError:
        opened = None
    if request.method == "GET":
        events.record(
            part.item.court,
            ArchiveEvent.Kind.DOWNLOAD,
            target=part.item.code,
            by=request.user,
            item=part.item,
            outcome="done" if opened else "failed",
            detail=str(part),
        )
    if opened is None:
        raise Http404
    return opened


def _part(one, row, user):
    entry = row.evidence
    has_picture = entry and entry.stored_file and entry.stored_file.thumbnail
    return Part(
        row=row,
        thumbnail=entry.pk if has_picture else None,
        is_shown=not row.link and row.media_type in evidence.SHOWN,
        why_not_replace=filing.why_not_replace_part(one, row, by=user),
    )


def _served(parts):
    """The criteria its proof serves, itself or by its activity."""
    keys = [part.evidence_id for part in parts if not part.withdrawn_at]
    own = Criterion.evidence.through.objects.filter(evidence__in=keys)
    activities = Evidence.objects.filter(pk__in=keys).values("activity")
    shared = Criterion.activities.through.objects.filter(activity__in=activities)
    return Criterion.objects.filter(
        Q(pk__in=own.values("criterion")) | Q(pk__in=shared.values("criterion"))
    )


def _holder(request, kind, pk):
    """The record or criterion, and its items as far as the reader may know of them."""
    items = ArchiveItem.objects.kept()
    if kind == "criterion":
        one = get_object_or_404(_criteria(request), pk=pk)
        tree = standards.tree(one.standard_id)
        below = [node.pk for node in tree if one.pk in node.path]
        return one, items.visible_to(request.user).of_criteria(below)
    if kind not in KINDS:
        raise Http404
    one = get_object_or_404(KINDS[kind].objects.visible_to(request.user), pk=pk)
    items = items.of_record(kind, one.pk)
    if _sees_archive(request.user):
        return one, items.visible_to(request.user)
    # Whoever may see the proof may know its number, though not the archive.
    seen = Evidence.objects.visible_to(request.user)
    return one, items.filter(parts__evidence__in=seen)


def _criteria(request):
    campaign = request.campaign
    if not campaign or not _sees_archive(request.user):
        raise Http404
    return Criterion.objects.filter(standard=campaign.standard_id)


def _sees_archive(user):
    return user.has_perm(roles.SEE_COURT) or user.has_perm(roles.SEE_GRANTED)


def _need_archive(user):
    if not _sees_archive(user):
        raise Http404
