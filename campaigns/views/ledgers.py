"""数据读数 and 荣誉: their lists, pages and forms, and their way to confirmation."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import ledgers, records, roles
from campaigns.forms.ledgers import (
    ChooseIndicatorForm,
    HonourFilter,
    HonourForm,
    IndicatorFilter,
    ReadingForm,
    RevisionForm,
)
from campaigns.models import Evidence, Honour, Indicator, Reading
from campaigns.refusals import Refused

PER_PAGE = 25
KINDS = {"reading": Reading, "honour": Honour}
PEOPLE = ("logged_by", "changed_by", "confirmed_by", "returned_by")
SORTS = {"title", "giver", "awarded_on", "status"}


@dataclass(frozen=True)
class Line:
    """A reading with its value as official prose writes it: 28.6."""

    reading: Reading
    indicator: Indicator

    @property
    def value(self):
        return f"{self.reading.value:.{self.indicator.decimals}f}"


@dataclass(frozen=True)
class Group:
    """An indicator, its readings newest first, and the newest one that counts."""

    indicator: Indicator
    lines: tuple[Line, ...]

    @property
    def latest(self):
        return next((line for line in self.lines if line.reading.is_confirmed), None)


# -- Readings -------------------------------------------------------------------


@require_safe
def readings(request):
    campaign = request.campaign
    years = campaign.calendar_years if campaign else ()
    court = request.user.court_id
    rows = Indicator.objects.filter(court=court)
    if not campaign and not request.user.has_perm(roles.SEE_COURT):
        rows = rows.none()  # without leave an assessor reads no names either
    shown = IndicatorFilter(request.GET, rows, years=years)
    page = Paginator(shown.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": shown.form,
        "page": page,
        "groups": _groups(page.object_list, shown.readings().visible_to(request.user)),
        "may_keep": not ledgers.why_not_keep(court, by=request.user),
    }
    return render(request, "campaigns/readings.html", context)


@require_safe
def reading(request, pk):
    return _show(request, _record(request, "reading", pk))


def reading_new(request):
    """Choose the indicator first: it says what the form has to ask."""
    if refusal := _refuse_keeping(request, "readings"):
        return refusal
    asked = ChooseIndicatorForm(request.GET or None, court=request.user.court_id)
    if not asked.is_valid():
        return render(request, "campaigns/reading_form.html", {"choose": asked})
    indicator = asked.cleaned_data["indicator"]
    form = ReadingForm(request.POST or None, indicator=indicator)
    if form.is_valid():
        try:
            entry = ledgers.read(indicator, by=request.user, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Entered as a draft; submit it when complete."))
            return redirect(entry)
    context = {"form": form, "indicator": indicator}
    return render(request, "campaigns/reading_form.html", context)


def reading_revise(request, pk):
    entry = _record(request, "reading", pk)
    value = Line(entry, entry.indicator).value
    known = {name: getattr(entry, name) for name in ("starts_on", "ends_on", "source")}
    initial = known | {"value": value, "revision": entry.revision}
    form = ReadingForm(request.POST or None, indicator=entry.indicator, initial=initial)
    return _revise(request, entry, form, {"indicator": entry.indicator, "value": value})


# -- Honours --------------------------------------------------------------------


@require_safe
def honours(request):
    campaign = request.campaign or None
    rows = Honour.objects.visible_to(request.user).filter(campaign=campaign)
    years = campaign.calendar_years if campaign else ()
    shown = HonourFilter(
        request.GET, rows.select_related("unit", "person"), years=years
    )
    rows = _sorted(shown.qs, request.GET.get("sort", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    court = request.user.court_id
    context = {
        "form": shown.form,
        "page": page,
        "may_keep": bool(campaign) and not ledgers.why_not_keep(court, by=request.user),
    }
    return render(request, "campaigns/honours.html", context)


@require_safe
def honour(request, pk):
    return _show(request, _record(request, "honour", pk))


def honour_new(request):
    if refusal := _refuse_keeping(request, "honours"):
        return refusal
    if not request.campaign:
        messages.error(request, _("There is no campaign yet to enter an honour for."))
        return redirect("honours")
    form = HonourForm(request.POST or None, court=request.campaign.court_id)
    if form.is_valid():
        try:
            entry = ledgers.award(request.campaign, by=request.user, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Entered as a draft; submit it when complete."))
            return redirect(entry)
    return render(request, "campaigns/honour_form.html", {"form": form})


def honour_revise(request, pk):
    entry = _record(request, "honour", pk)
    # A second row, so that what was typed never looks like what stands.
    form = HonourForm(
        request.POST or None,
        court=entry.campaign.court_id,
        instance=_record(request, "honour", pk),
        initial={"revision": entry.revision},
    )
    return _revise(request, entry, form, {})


# -- The way to confirmation ----------------------------------------------------


@require_POST
def record_submit(request, kind, pk):
    record = _record(request, kind, pk)
    done = _("Submitted. Somebody else at the office confirms it.")
    return _act(request, record, done, records.submit)


@require_POST
def record_confirm(request, kind, pk):
    record = _record(request, kind, pk)
    done = _("Confirmed. It counts from now on.")
    return _act(request, record, done, records.confirm, revision=_seen(request))


@require_POST
def record_return(request, kind, pk):
    record = _record(request, kind, pk)
    reason = request.POST.get("reason", "")
    seen = _seen(request)
    try:
        records.send_back(record, by=request.user, reason=reason, revision=seen)
    except Refused as refused:
        messages.error(request, str(refused))
        return _show(request, _record(request, kind, pk), reason=reason)
    messages.success(request, _("Returned with your reason."))
    return redirect(record)


def _act(request, record, done, verb, **kwargs):
    """Let a verb act, say how it went, and show the record."""
    try:
        verb(record, by=request.user, **kwargs)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(record)


def _revise(request, entry, form, context):
    """Correct what stands; a stale form keeps what was typed beside what stands now."""
    if why := records.why_not_change(entry, by=request.user):
        messages.error(request, why)
        return redirect(entry)
    if form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            ledgers.correct(entry, by=request.user, revision=seen, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
            context["is_stale"] = seen != entry.revision
            form.data = form.data.copy()
            form.data["revision"] = entry.revision
        else:
            messages.success(request, _("Corrected."))
            return redirect(entry)
    name = type(entry).__name__.lower()
    context |= {"form": form, "record": entry, name: entry}
    return render(request, f"campaigns/{name}_form.html", context)


def _show(request, record, *, reason=""):
    """The page of a reading or honour, with its proof and what may be done to it."""
    user, name = request.user, type(record).__name__.lower()
    asked = {"by": user, "locked": records.why_locked(record)}
    context = {
        "record": record,
        "kind": name,
        "evidence": Evidence.objects.visible_to(user)
        .current()
        .filter(**{name: record}),
        "why_not_change": records.why_not_change(record, **asked),
        "why_not_submit": records.why_not_submit(record, **asked),
        "why_not_confirm": records.why_not_confirm(record, **asked),
        "why_not_return": records.why_not_return(record, **asked),
        "may_add_evidence": not records.why_not_change(record, **asked),
        "reason": reason,
    }
    if name == "reading":
        context["line"] = Line(record, record.indicator)
    return render(request, f"campaigns/{name}.html", context)


def _record(request, kind, pk):
    """The reading or honour, 404 for what is neither or may not be seen."""
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind]
    linked = ("indicator",) if model is Reading else ("campaign", "unit", "person")
    rows = model.objects.visible_to(request.user).select_related(*linked, *PEOPLE)
    return get_object_or_404(rows, pk=pk)


def _refuse_keeping(request, back):
    """Send whoever may not keep the ledgers back to the list with the reason."""
    why = ledgers.why_not_keep(request.user.court_id, by=request.user)
    if why:
        messages.error(request, why)
        return redirect(back)
    return None


def _seen(request):
    """The revision on the reader's page; an unreadable one matches nothing."""
    form = RevisionForm(request.POST)
    return form.cleaned_data["revision"] if form.is_valid() else 0


def _groups(indicators, rows):
    found = defaultdict(list)
    rows = rows.filter(indicator__in=[each.pk for each in indicators])
    for entry in rows.order_by("-ends_on", "-pk"):
        found[entry.indicator_id].append(entry)
    return [
        Group(each, tuple(Line(entry, each) for entry in found[each.pk]))
        for each in indicators
    ]


def _sorted(rows, wish):
    name = wish.removeprefix("-")
    return rows.order_by(wish, "pk") if name in SORTS else rows
