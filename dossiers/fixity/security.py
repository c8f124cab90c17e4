"""安全性: has nobody tampered with it, and what could not be looked at here?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import events
from dossiers.fixity.results import Fault, Nature, Register, Skip, Thing, failed, passed
from dossiers.models import ArchiveEvent, Conclusion

NO_SCANNER = gettext_lazy(
    "Not checked: no virus scanner is connected. Scan with the court's own and keep "
    "its report."
)

security = Register(Nature.SAFE)
check = security.check


@check(
    "4-1",
    gettext_lazy("A virus scanner is installed"),
    gettext_lazy("The system that keeps the files is protected"),
)
def scanner(stock):
    raise Skip(NO_SCANNER, is_applicable=True)


@check(
    "4-2",
    gettext_lazy("No virus in the files"),
    gettext_lazy("No file carries harmful code"),
)
def viruses(stock):
    raise Skip(NO_SCANNER, is_applicable=True)


@check(
    "4-7",
    gettext_lazy("The way of filing is safe"),
    gettext_lazy("No event was changed, taken out or cut off the chain"),
    is_whole=True,
)
def chain(stock):
    """Also against the last run, which tells how far the chain reached then."""
    broken = set(events.broken(stock.court))
    rows = ArchiveEvent.objects.filter(court=stock.court).order_by("number")
    rows = rows.values_list("number", "kind", "target")
    for number, kind, target in rows.iterator():
        thing = Thing("event", str(number), f"{number} · {kind} · {target}")
        if number in broken:
            told = _("It does not follow from the event before it.")
            yield failed(thing, Fault.CHAIN, told)
        else:
            yield passed(thing)
    yield from _cut_off(stock)


def _cut_off(stock):
    rows = Conclusion.objects.filter(verification__court=stock.court)
    last = rows.exclude(event_digest="").order_by("-pk").first()
    if last is None:
        return
    then = {"number": last.event_number, "digest": last.event_digest}
    if not ArchiveEvent.objects.filter(court=stock.court, **then).exists():
        label = _("event %(number)s") % {"number": last.event_number}
        told = _("It stood in the chain at the last run, and is there no longer.")
        yield failed(Thing("event", str(last.event_number), label), Fault.CHAIN, told)
