"""Finding anything again: every kind at a glance, or one kind page by page."""

from django.core.paginator import Paginator
from django.shortcuts import render

from dossiers import search
from dossiers.holdings import HOLDINGS
from dossiers.search_form import SearchForm

PAGE = 25
KINDS = {holding.key for holding in HOLDINGS}


def find(request):
    """`?q=` the words, `?kind=` one kind only; without words just the form."""
    form = SearchForm(
        request.GET,
        campaigns=request.campaigns,
        campaign=request.campaign or None,
        court=request.user.court_id,
    )
    asked = form.question if form.is_valid() else None
    context = {"form": form, "asked": asked}
    if asked:
        context |= _found(request, asked)
    return render(request, "dossiers/search.html", context)


def _found(request, asked):
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        groups = search.overview(asked, by=request.user)
        return {"groups": groups, "total": sum(each.number for each in groups)}
    rows = search.listing(kind, asked, by=request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    groups = search.numbers(asked, by=request.user)
    return {
        "kind": kind,
        "groups": groups,
        "total": sum(each.number for each in groups),
        "page": page,
        "hits": search.hits(kind, page.object_list, asked),
    }
