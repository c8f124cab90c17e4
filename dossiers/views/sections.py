"""Sections of a summary: read, write, compare, remark on, send for review, pass."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.numbers import number
from campaigns.refusals import Refused
from dossiers import checks, differences, figures, previews, staleness, writing
from dossiers.exports import page as pages
from dossiers.forms import CompareForm, OwnerForm, RemarkForm
from dossiers.models import Comment, Section, Summary

CHIPS = {"draft": "draft", "review": "waiting", "passed": "done"}


@require_safe
def one(request, pk):
    """A section as printed, who answers for it, what was remarked, its versions."""
    section, user = _section(request, pk), request.user
    sections = list(section.summary.sections.all())
    remarks = list(section.comments.select_related("written_by", "resolved_by"))
    parts, changes, waiting = _printed(section, sections)
    is_leaf = all(row.parent_id != section.pk for row in sections)
    context = {
        "section": section,
        "summary": section.summary,
        "chip": CHIPS[section.state],
        "is_empty": is_leaf and section.is_draft and not section.body.strip(),
        "parts": parts,
        "changes": changes,
        "waiting": waiting,
        "remarks": _remarks(remarks, section, user),
        "versions": section.versions.select_related("saved_by"),
        "remark_form": RemarkForm(),
        "owner_form": OwnerForm(instance=section),
        **_may(section, user),
        **_why_not(section, user, remarks, changes, is_leaf),
    }
    return render(request, "dossiers/section.html", context)


@require_safe
def compare(request, pk):
    """Any two versions of a section, what went out and what came in."""
    section = _section(request, pk)
    versions = list(section.versions.select_related("saved_by"))
    form = CompareForm(request.GET or None, versions=versions)
    older, newer = form.chosen()
    context = {
        "section": section,
        "form": form,
        "older": older,
        "newer": newer,
        "remarks": section.comments.unresolved().select_related("written_by"),
    }
    if older and newer:
        context["lines"] = differences.of(_text(older), _text(newer))
    return render(request, "dossiers/section_compare.html", context)


@require_POST
def submit(request, pk):
    section = _section(request, pk)
    done = _("Sent for review.")
    verb = writing.submit
    return _act(request, section, done, verb, section.summary, sections=[section.pk])


@require_POST
def let_pass(request, pk):
    """Passes the revision that was read, which the page posts."""
    section = _section(request, pk)
    read = {section.pk: number(request.POST.get("revision"))}
    done = _("The section is passed.")
    return _act(request, section, done, writing.let_pass, section.summary, read=read)


@require_POST
def send_back(request, pk):
    section = _section(request, pk)
    done = _("Returned; the reason stands as a remark.")
    reason = request.POST.get("text", "")
    return _act(request, section, done, writing.send_back, section, reason=reason)


@require_POST
def assign(request, pk):
    section = _section(request, pk)
    form = OwnerForm(request.POST, instance=section)
    if not form.is_valid():
        messages.error(request, _("Choose a unit of this court."))
        return redirect(section)
    owner = form.cleaned_data["owner"]
    done = _("Saved who writes it.")
    return _act(request, section, done, writing.assign, section, owner=owner)


@require_POST
def remark(request, pk):
    section = _section(request, pk)
    done = _("The remark stands until somebody settles it.")
    text = request.POST.get("text", "")
    return _act(request, section, done, writing.comment, section, text=text)


@require_POST
def resolve(request, pk):
    rows = Comment.objects.filter(
        section__summary__in=Summary.objects.visible_to(request.user)
    )
    found = get_object_or_404(rows.select_related("section__summary__campaign"), pk=pk)
    done = _("The remark is settled.")
    return _act(request, found.section, done, writing.resolve, found)


@require_POST
def submit_all(request, pk):
    """Send every section for review that is ready."""
    summary = _summary(request, pk)
    done = _("Everything that is ready was sent for review.")
    return _act(request, summary, done, writing.submit, summary)


@require_POST
def pass_all(request, pk):
    """Pass every section as it was read; the page posts which, as pk:revision."""
    summary = _summary(request, pk)
    pairs = (one.partition(":") for one in request.POST.getlist("read"))
    read = {number(key): number(revision) for key, _colon, revision in pairs}
    done = _("Everything that could be passed is passed.")
    return _act(request, summary, done, writing.let_pass, summary, read=read)


@require_POST
def accept(request, pk):
    """Vouch for the changed numbers as they were read."""
    summary = _summary(request, pk)
    done = _("The new numbers are accepted.")
    read = request.POST.getlist("read")
    return _act(request, summary, done, writing.accept, summary, read=read)


def _act(request, back, done, verb, *args, **kwargs):
    """Let a verb act, say how it went, and go back to where it was asked."""
    try:
        verb(*args, by=request.user, **kwargs)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)


def _printed(section, sections):
    """The section's own blocks as it stands in the summary, its changed numbers, and
    the copied sentences that wait (as written, as told)."""
    facts = figures.of(section.summary)
    document, places = previews.own(section, sections, facts)
    waiting = [
        (words, place.text[start:end])
        for place, (start, end), words in checks.carried(places)
    ]
    return pages.parts(document), staleness.in_places(places, facts), waiting


def _may(section, user):
    return {
        "may_write": not writing.why_not_write(section, by=user),
        "may_assign": not writing.why_not_assign(section, by=user),
        "may_review": not writing.why_not_review(section.summary, by=user),
        "may_return": not writing.why_not_return(section, by=user),
    }


def _why_not(section, user, remarks, changes, is_leaf):
    open_comments = any(remark.is_open for remark in remarks)
    return {
        "why_not_submit": writing.why_not_submit(section, by=user, is_leaf=is_leaf),
        "why_not_pass": writing.why_not_pass(
            section, by=user, open_comments=open_comments, is_stale=bool(changes)
        ),
    }


def _remarks(remarks, section, user):
    """Open ones first, each with whether this person may settle it."""
    for one in remarks:
        one.section = section
    pairs = [(one, not writing.why_not_resolve(one, by=user)) for one in remarks]
    return sorted(pairs, key=lambda pair: not pair[0].is_open)


def _text(version):
    return f"{version.heading}\n{version.body}"


def _section(request, pk):
    rows = Section.objects.filter(summary__in=Summary.objects.visible_to(request.user))
    people = ("owner", "changed_by", "submitted_by", "passed_by")
    found = rows.select_related("summary__campaign__court", *people)
    return get_object_or_404(found, pk=pk)


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__court"), pk=pk)
