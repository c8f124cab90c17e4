"""What awaits this person's confirmation, and what others must confirm for them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone

from campaigns import records
from campaigns.models import Activity, Honour, Reading
from campaigns.querysets import current

PAGE = 25
ARE_PICTURES = Q(evidence__stored_file__media_type__startswith="image/")


@dataclass(frozen=True)
class Waiting:
    """A submitted record and the days it has waited; `why_not` is why its reader
    must leave it to somebody else."""

    record: Activity | Reading | Honour
    days: int
    why_not: str = ""


def listing(request):
    """Three lists leafed through together; the longest of them sets the pages."""
    user, rows = request.user, _activities()
    ours = rows.confirmable_by(user)
    ledgers = _waiting(Reading.objects.confirmable_by(user), "indicator")
    ledgers += _waiting(Honour.objects.confirmable_by(user))
    own = [
        *_own(rows, user),
        *_own(Reading.objects.select_related("indicator__court"), user),
        *_own(Honour.objects.select_related("campaign"), user),
    ]
    number = ours.count()
    longest = range(max(number, len(ledgers), len(own)))
    page = Paginator(longest, PAGE).get_page(request.GET.get("page"))
    here = slice((page.number - 1) * PAGE, page.number * PAGE)
    context = {
        "activities": _waiting(ours, here=here),
        "ledgers": ledgers[here],
        "own": own[here],
        "page": page,
        "has_nothing": not number and not ledgers,
    }
    return render(request, "campaigns/awaiting.html", context)


def _activities():
    """Each with the number of its pictures that still stand."""
    pictures = current("evidence__") & ARE_PICTURES
    return Activity.objects.for_list().annotate(
        pictures=Count("evidence", filter=pictures, distinct=True)
    )


def _waiting(rows, *related, here=slice(None)):
    rows = rows.select_related("logged_by", *related).order_by("submitted_at", "pk")
    return [Waiting(row, _days(row)) for row in rows[here]]


def _own(rows, user):
    """What somebody else must confirm, because this person wrote it."""
    mine = Q(logged_by=user) | Q(changed_by=user)
    rows = rows.visible_to(user).awaiting_confirmation().filter(mine)
    return [
        Waiting(row, _days(row), records.why_not_confirm(row, by=user))
        for row in rows.order_by("submitted_at", "pk")
    ]


def _days(record):
    today = timezone.localdate()
    return (today - timezone.localdate(record.submitted_at)).days
