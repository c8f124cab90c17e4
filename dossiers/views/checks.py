"""Before issuing: what is to be put right in the draft, and any text against the facts."""

from collections import Counter

from django.shortcuts import get_object_or_404, render

from dossiers import checks, factcheck, likeness, summaries
from dossiers.exports import text as plain
from dossiers.factcheck import Status
from dossiers.forms import FactCheckForm
from dossiers.models import Summary


def draft(request, pk):
    """Every finding of the draft with its place; hard faults first."""
    summary = _summary(request, pk)
    findings = checks.of(summary)
    context = {
        "summary": summary,
        "hard": [one for one in findings if one.is_hard],
        "warnings": [one for one in findings if not one.is_hard],
        "may_edit": not summaries.why_not_edit(summary.campaign, by=request.user),
    }
    return render(request, "dossiers/checks.html", context)


def text(request, pk):
    """Every number of a text pasted or uploaded, judged; nothing is kept.

    `?draft` judges the summary's own draft.
    """
    summary = _summary(request, pk)
    form = FactCheckForm(request.POST or None, request.FILES or None)
    context = {"summary": summary, "form": form}
    if request.method == "POST" and form.is_valid():
        _facts, known = likeness.read(summary)
        context |= _judged(form.cleaned_data["words"], known)
    elif request.method == "GET" and "draft" in request.GET:
        facts, known = likeness.read(summary)
        document = summaries.build(summary, list(summary.sections.all()), facts)
        context |= _judged(plain.render(document), known)
    return render(request, "dossiers/factcheck.html", context)


def _judged(words, known):
    verdicts = factcheck.check(words, known)
    counts = Counter(one.status for one in verdicts)
    return {
        "counts": [
            {"label": status.label, "value": counts[status]} for status in Status
        ],
        "doubtful": [one for one in verdicts if one.status in DOUBTFUL],
        "supported": [one for one in verdicts if one.status == Status.SUPPORTED],
        "paragraphs": factcheck.marked(words, verdicts),
    }


DOUBTFUL = (Status.CONTRADICTED, Status.UNSUPPORTED)


def _summary(request, pk):
    rows = Summary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__court"), pk=pk)
