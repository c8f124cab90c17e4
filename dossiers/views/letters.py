"""版头 and 版记 of a summary, entered once by the office."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from campaigns.refusals import Refused
from dossiers import letters
from dossiers.letter_forms import LetterForm
from dossiers.models import Summary


def edit(request, pk):
    """The words a report has above its title and at its foot."""
    rows = Summary.objects.visible_to(request.user).select_related("campaign__court")
    summary = get_object_or_404(rows, pk=pk)
    if letters.why_not_edit(summary, by=request.user):
        raise Http404
    form = LetterForm(request.POST or None, instance=letters.of(summary))
    if request.method == "POST" and form.is_valid():
        try:
            letters.keep(summary, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. The report is printed with it."))
            return redirect("summary-variant", summary.pk, "report")
    context = {
        "summary": summary,
        "form": form,
        "differences": form.conflict(letters.of(summary)),
    }
    return render(request, "dossiers/letter.html", context)
