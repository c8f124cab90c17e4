"""The frame around every page: court, campaign, menu, notice."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import incidents, roles
from dossiers import disposals, fixity

# Pages that stand under an item of the menu without standing below its address.
VIEWS_OF = {
    "progress": {
        *("criterion", "criterion-exempt", "criterion-score", "criterion-verdict"),
        *("matrix", "matrix-units", "gaps", "tasks", "task", "task-new"),
        *("scores", "forecast", "years", "dashboard", "dashboard-unit"),
    },
    "summaries": {
        *("section", "section-revise", "section-compare", "section-preview"),
        *("section-propose", "section-take", "edition", "edition-differences"),
    },
}

NOTICE = gettext_lazy(
    "Demonstration reconstructed from a published summary; "
    "the dates of single events are illustrative."
)


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    icon: str
    is_here: bool
    count: int | None = None


def frame(request):
    """What base.html shows around the page; empty for strangers."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": {}}
    court = user.court
    menu = [_item(request, *entry) for entry in _entries(request, user)]
    return {
        "frame": {
            "court": court,
            "campaign": request.campaign,
            "campaigns": request.campaigns,
            "notice": NOTICE if court and court.is_demonstration else "",
            # Asked only by the pages that show it.
            "vetoes": SimpleLazyObject(lambda: incidents.vetoes(request.campaign)),
            "archive": SimpleLazyObject(lambda: fixity.health(court)),
            "disposals": SimpleLazyObject(lambda: list(disposals.awaiting(user))),
            "menu": menu,
            "bottom": _bottom(request, user),
        }
    }


def _reads(request, user):
    """Does an assessor's leave last? Without one there is nothing to open."""
    return user.has_perm(roles.SEE_GRANTED) and bool(request.campaigns)


def _entries(request, user):
    """Name of the page, label, icon: in the order a person works."""
    logs = user.has_perm(roles.LOG)
    sees = user.has_perm(roles.SEE_COURT)
    reads = _reads(request, user)
    writes = sees or user.has_perm(roles.WRITE_OWN_SECTIONS)
    reads_issued = not writes and (logs or reads)
    heads = not sees and user.has_perm(roles.CONFIRM) and user.unit_id is not None
    judges = user.has_perm(roles.CONFIRM) or user.has_perm(roles.CONFIRM_ANY)
    pages = (
        (True, "home", _("Home"), "house"),
        (judges, "awaiting", _("Awaiting confirmation"), "clipboard-check"),
        (logs or sees or reads, "activities", _("Activities"), "calendar-days"),
        (logs or sees or reads, "evidence-list", _("Evidence"), "paperclip"),
        (logs or sees or reads, "progress", _("Criteria progress"), "list-checks"),
        (logs or sees or reads, "statements", _("Statements"), "signature"),
        (logs or sees or reads, "readings", _("Readings"), "gauge"),
        (logs or sees or reads, "honours", _("Honours"), "award"),
        (logs or sees, "incidents", _("Negative list"), "shield-alert"),
        (sees or reads, "archive", _("Archive"), "archive"),
        (writes, "summaries", _("Annual summary"), "file-text"),
        (reads_issued, "editions", _("Issued summaries"), "file-check"),
        (sees or reads, "inspection", _("Inspection"), "search-check"),
        (heads, "rehearsal", _("Mock inspection"), "search-check"),
        (
            user.has_perm(roles.SEE_STANDARDS),
            "standards",
            _("Standards"),
            "scroll-text",
        ),
        (user.is_staff, "admin:index", _("Administration"), "settings"),
        (True, "account", _("My account"), "circle-user"),
    )
    return [page[1:] for page in pages if page[0]]


def _item(request, name, label, icon):
    url = reverse(name)
    is_here = _is_below(request, url) or _is_view_of(request, name)
    count = request.awaiting if name == "awaiting" else None
    return Item(label, url, icon, is_here, count)


def _is_below(request, url):
    return request.path == url or (url != "/" and request.path.startswith(url))


def _is_view_of(request, name):
    """The matrix, the gaps, the scores… are views of progress, and so on."""
    match = request.resolver_match
    return match is not None and match.url_name in VIEWS_OF.get(name, ())


def _bottom(request, user):
    """At most five, for the thumb."""
    pages = [("home", _("Home"), "house")]
    if user.has_perm(roles.CONFIRM_ANY):
        pages.append(("awaiting", _("Awaiting"), "clipboard-check"))
    if user.has_perm(roles.LOG):
        pages.append(("activity-new", _("Log one"), "circle-plus"))
    if _reads(request, user) and not user.has_perm(roles.SEE_COURT):
        pages.append(("inspection", _("Inspection"), "search-check"))
        pages.append(("archive", _("Archive"), "archive"))
        pages.append(("progress", _("Progress"), "list-checks"))
    if user.has_perm(roles.LOG) or user.has_perm(roles.SEE_COURT):
        pages.append(("activities", _("Activities"), "calendar-days"))
        pages.append(("progress", _("Progress"), "list-checks"))
    if user.has_perm(roles.SEE_COURT):
        pages.append(("summaries", _("Annual summary"), "file-text"))
    chosen = [*pages[:4], ("account", _("Mine"), "circle-user")]
    return [_plain(request, *page) for page in chosen]


def _plain(request, name, label, icon):
    url = reverse(name)
    is_here = request.path == url or _is_view_of(request, name)
    return Item(label, url, icon, is_here)
