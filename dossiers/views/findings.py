"""检查意见: the list, raising one, answering it, settling it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import roles
from campaigns.models import Criterion
from campaigns.numbers import number
from campaigns.refusals import Refused
from dossiers import inspections as verbs
from dossiers import subjects
from dossiers.blocks import Document, Table
from dossiers.exports.formats import WORKBOOK
from dossiers.inspection_forms import AnswerForm, FindingFilter, FindingForm
from dossiers.models import Finding, Sample
from dossiers.views import downloads

PAGE = 25
PEOPLE = ("raised_by", "answered_by", "settled_by", "criterion")
STATES = {
    Finding.State.OPEN: Q(answered_at__isnull=True),
    Finding.State.ANSWERED: Q(answered_at__isnull=False, settled_at__isnull=True),
    Finding.State.SETTLED: Q(settled_at__isnull=False),
}


@require_safe
def index(request):
    rows, form = _narrowed(request)
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_raise": not verbs.why_not_raise(request.campaign, by=request.user),
    }
    return render(request, "dossiers/findings.html", context)


@require_safe
def export(request):
    """The list as it is narrowed, all its pages in one sheet."""
    rows, _form = _narrowed(request)
    title = _("Inspection findings")
    table = Table(title, _headings(), tuple(map(_line, rows)), (2, 3, 1, 2, 3, 2, 2, 2))
    content = WORKBOOK.render(Document(f"{title} {request.campaign}", (table,)))
    name = f"{title}.{WORKBOOK.extension}"
    return downloads.response(content, WORKBOOK.media_type, name)


def new(request):
    """`?sample=`, `criterion=`, or `subject=` with `object=` say what it is about."""
    campaign = _campaign(request)
    if why := verbs.why_not_raise(campaign, by=request.user):
        messages.error(request, why)
        return redirect("findings")
    about = _about(request)
    criteria = Criterion.objects.filter(standard=campaign.standard_id)
    initial = {"criterion": request.GET.get("criterion"), "text": _begun(about)}
    form = FindingForm(request.POST or None, initial=initial, criteria=criteria)
    if form.is_valid() and (row := _raise(request, campaign, about, form)):
        messages.success(request, _("The finding is written down."))
        return redirect(row)
    record = subjects.find(about["subject"], about["object_pk"], by=request.user)
    context = {"form": form, "sample": about["sample"], "record": record}
    return render(request, "dossiers/finding_form.html", context)


@require_safe
def one(request, pk):
    row = _one(request, pk)
    return _show(request, row, AnswerForm(initial={"text": row.answer}))


@require_POST
def answer(request, pk):
    row, form = _one(request, pk), AnswerForm(request.POST)
    if why := verbs.why_not_answer(row, by=request.user):
        messages.error(request, why)
        return redirect(row)
    if not form.is_valid():
        return _show(request, row, form)
    try:
        verbs.answer(row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, row, form)
    messages.success(request, _("The answer is written down."))
    return redirect(row)


@require_POST
def settle(request, pk):
    row = _one(request, pk)
    try:
        verbs.settle(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The finding is settled."))
    return redirect(row)


def _show(request, row, form):
    samples = Sample.objects.visible_to(request.user)
    context = {
        "finding": row,
        "sample": samples.filter(pk=row.sample_id).first(),
        "is_anothers": row.raised_by != request.user,
        "record": subjects.find(row.subject, row.object_pk, by=request.user),
        "form": form,
        "may_answer": not verbs.why_not_answer(row, by=request.user),
        "why_not_settle": verbs.why_not_settle(row, by=request.user),
        "may_give": request.user.has_perm(roles.GIVE_TASKS),
    }
    return render(request, "dossiers/finding.html", context)


# -- Raising ----------------------------------------------------------------------


def _about(request):
    """What the address names; a sample brings its record along."""
    key = number(request.GET.get("sample"))
    sample = Sample.objects.visible_to(request.user).filter(pk=key).first()
    if sample is not None:
        told = {"subject": sample.subject, "object_pk": sample.object_pk}
        return {"sample": sample, **told}
    subject, pk = request.GET.get("subject", ""), number(request.GET.get("object"))
    if subjects.find(subject, pk, by=request.user) is None:
        subject, pk = "", None
    return {"sample": None, "subject": subject, "object_pk": pk}


def _begun(about):
    """The finding's first words, where a sample says what was asked and not found."""
    sample = about["sample"]
    if sample is None or not sample.result:
        return ""
    told = f"{sample.asked}{sample.get_result_display()}。"
    return f"{told}{sample.note}"


def _raise(request, campaign, about, form):
    """The finding, or None with the reason on the form."""
    values = about | form.cleaned_data
    try:
        return verbs.raise_finding(campaign, by=request.user, **values)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


# -- The rows ---------------------------------------------------------------------


def _campaign(request):
    user = request.user
    may_see = user.has_perm(roles.SEE_COURT) or user.has_perm(roles.SEE_GRANTED)
    if not request.campaign or not may_see:
        raise Http404
    return request.campaign


def _narrowed(request):
    rows = _visible(request).filter(campaign=_campaign(request))
    form = FindingFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    return rows.filter(STATES.get(state, Q())), form


def _visible(request):
    return Finding.objects.visible_to(request.user).select_related(*PEOPLE)


def _one(request, pk):
    rows = _visible(request).select_related(*PEOPLE, "campaign", "sample")
    return get_object_or_404(rows, pk=pk)


def _headings():
    return (
        *(_("Criterion"), _("Inspection finding"), _("State"), _("Raised")),
        *(_("Answer"), _("Answered"), _("Settled"), _("Rehearsal")),
    )


def _line(row):
    return (
        str(row.criterion or ""),
        row.text,
        str(row.state.label),
        _who(row.raised_by, row.raised_at),
        row.answer,
        _who(row.answered_by, row.answered_at),
        _who(row.settled_by, row.settled_at),
        _("yes") if row.is_rehearsal else "",
    )


def _who(person, at):
    return f"{person.name} {localtime(at):%Y-%m-%d %H:%M}" if person else ""
