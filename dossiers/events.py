"""What happened in the archive, as a chain: each event carries the digest of the last."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Court
from dossiers.models import ArchiveEvent

BEGINNING = "0" * 64
SEALED = ("number", "kind", "item_id", "target", "by_id", "agent", "outcome", "detail")


@transaction.atomic
def record(court, kind, *, target, by=None, item=None, outcome="done", detail=""):
    """Write one event; `by` None: the scheduled task. Whoever acts waits for the last
    to be written, so the chain has no gap and no fork."""
    Court.objects.select_for_update().get(pk=court.pk)
    last = ArchiveEvent.objects.filter(court=court).order_by("number").last()
    event = ArchiveEvent(
        court=court,
        number=last.number + 1 if last else 1,
        kind=kind,
        item=item,
        target=str(target)[:200],
        by=by,
        agent=by.name if by else _("scheduled task"),
        at=timezone.now(),
        outcome=outcome,
        detail=detail,
        previous=last.digest if last else BEGINNING,
    )
    event.digest = digest(event)
    event.save()
    return event


def digest(event):
    """SHA-256, in hex, over what the event says and the digest of the one before."""
    told = {name: getattr(event, name) for name in SEALED}
    told |= {"at": event.at.timestamp(), "previous": event.previous}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def broken(court):
    """Numbers of events that do not follow from the one before: changed, or next to
    one that was taken out; () when the chain is whole."""
    previous, expected, found = BEGINNING, 1, []
    for event in ArchiveEvent.objects.filter(court=court).order_by("number"):
        is_whole = event.number == expected and event.previous == previous
        if not is_whole or digest(event) != event.digest:
            found.append(event.number)
        previous, expected = event.digest, event.number + 1
    return tuple(found)
