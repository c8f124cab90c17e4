"""What happened in the archive, as a chain: each event carries the digest of the last."""

import hashlib
import json

from django.db import transaction
from django.db.models import Max
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


def last(events):
    """The number of the last of these, 0 where there is none."""
    return events.aggregate(last=Max("number"))["last"] or 0


def why_moved(seen, number, lines):
    """The reason a form made after event `seen` may not be kept once `number` was
    written, or ""; `lines` tell what stands there now → what was typed."""
    if seen is None or seen == number or not lines:
        return ""
    told = _(
        "Somebody changed this since you opened it. As it stands now → as you typed "
        "it: %(lines)s. Look it over and send it again."
    )
    return told % {"lines": "; ".join(lines)}


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
    rows = ArchiveEvent.objects.filter(court=court).order_by("number")
    for event in rows.iterator():
        is_whole = event.number == expected and event.previous == previous
        if not is_whole or digest(event) != event.digest:
            found.append(event.number)
        previous, expected = event.digest, event.number + 1
    return tuple(found)
