"""Boxes on screen: the shelf, one box, what goes into it, labels to print."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.numbers import number
from campaigns.refusals import Refused
from dossiers import boxes, labels
from dossiers.archive_forms import BoxForm, PlaceForm, PutForm
from dossiers.exports import labels as sheets
from dossiers.models import ArchiveItem, Box

PAGE = 25
MOST = 300  # labels on one print: what a clerk sticks on in a day


@require_safe
def listing(request):
    if not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    rows = Box.objects.visible_to(request.user)
    rows = rows.annotate(held=Count("items")).order_by(*Box._meta.ordering)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "why_not_open": boxes.why_not_open(by=request.user),
    }
    return render(request, "dossiers/archive_boxes.html", context)


def new(request):
    if boxes.why_not_open(by=request.user):
        raise Http404
    form = BoxForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            box = boxes.open(request.user.court, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(box)
    return render(request, "dossiers/archive_box_form.html", {"form": form})


@require_safe
def one(request, pk):
    """Its items in their order, and for the office those that could join them."""
    box = _box(request, pk)
    why_not = boxes.why_not_change(box, by=request.user)
    items = ArchiveItem.objects.visible_to(request.user).kept().filter(box=box)
    context = {
        "box": box,
        "page": Paginator(items.for_list(), PAGE).get_page(request.GET.get("page")),
        "why_not_change": why_not,
    }
    if not why_not:
        fitting = boxes.fitting(box)
        context["loose"] = list(fitting.filter(box=None)[:PAGE])
        context["elsewhere"] = list(fitting.exclude(box=None)[:MOST])
    return render(request, "dossiers/archive_box.html", context)


@require_POST
def put(request, pk):
    box = _box(request, pk)
    form = PutForm(request.POST, fitting=boxes.fitting(box))
    if not form.is_valid():
        messages.error(request, _("Choose items that fit into the box."))
        return redirect(box)
    try:
        moved = boxes.put(form.cleaned_data["items"], box, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Items put in: %(number)s.") % {"number": moved})
    return redirect(box)


@require_POST
def take_out(request, pk):
    box = _box(request, pk)
    form = PutForm(request.POST, fitting=ArchiveItem.objects.kept().filter(box=box))
    if not form.is_valid():
        messages.error(request, _("Choose items that stand in the box."))
        return redirect(box)
    try:
        out = boxes.take_out(form.cleaned_data["items"], box, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Items taken out: %(number)s.") % {"number": out})
    return redirect(box)


def place(request, pk):
    box = _box(request, pk)
    if why := boxes.why_not_change(box, by=request.user):
        messages.error(request, why)
        return redirect(box)
    form = PlaceForm(request.POST or None, instance=box, number=boxes.placed(box))
    if request.method == "POST" and form.is_valid():
        try:
            boxes.place(box, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refused(str(refused), boxes.placed(box))
        else:
            messages.success(request, _("Saved."))
            return redirect(box)
    return render(request, "dossiers/archive_box_form.html", {"form": form, "box": box})


@require_safe
def print_labels(request):
    """The labels of one box (?box=) or of a year: spines, and a stamp for each item."""
    spines, stamps = _labels(request)
    context = {"spines": spines, "stamps": stamps, "query": request.GET.urlencode()}
    return render(request, "dossiers/archive_labels.html", context)


@require_safe
def labels_pdf(request):
    spines, stamps = _labels(request)
    if not spines and not stamps:
        raise Http404
    content = sheets.render(spines, stamps)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return response


def _labels(request):
    if not request.user.has_perm(roles.SEE_COURT):
        raise Http404
    found = Box.objects.visible_to(request.user)
    items = ArchiveItem.objects.visible_to(request.user).kept().in_order()
    for name, path in (("box", "box"), ("year", "year")):
        if text := request.GET.get(name, ""):
            value = number(text)
            if value is None:
                raise Http404
            found = found.filter(**{"pk" if name == "box" else name: value})
            items = items.filter(**{path: value})
    return labels.spines(found[:MOST]), labels.stamps(items[:MOST])


def _initial(request):
    return {name: request.GET.get(name) for name in ("year", "retention")}


def _box(request, pk):
    return get_object_or_404(Box.objects.visible_to(request.user), pk=pk)
