"""完整性: is everything there that was filed, with all that belongs to it?"""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import terms
from dossiers.fixity import stock as stocks
from dossiers.fixity.results import (
    Fault,
    Nature,
    Register,
    Thing,
    failed,
    judged,
    passed,
    warned,
)
from dossiers.fixity.stock import packaged
from dossiers.models import ArchiveEvent

REQUIRED = ("fonds_number", "year", "retention", "number", "code", "title", "formed_on")
WANTED = ("responsible", "pages")

completeness = Register(Nature.COMPLETE)
check = completeness.check


@check(
    "2-1",
    gettext_lazy("Number of items"),
    gettext_lazy("As many items as were filed by the chain of events"),
    is_whole=True,
)
def item_count(stock):
    events = ArchiveEvent.objects.filter(court=stock.court, kind="filing")
    filed = set(events.exclude(item=None).values_list("item", flat=True))
    lost = filed - {item.pk for item in stock.items}
    told = _("%(filed)s items were filed, %(there)s are there")
    faults = [told % {"filed": len(filed), "there": len(stock.items)}] if lost else []
    yield judged(_archive(stock), faults, fault=Fault.COUNT)


@check(
    "2-2",
    gettext_lazy("Number of bytes"),
    gettext_lazy("The files of each item have together the bytes entered"),
)
def byte_count(stock):
    parts = defaultdict(list)
    for part in stock.parts:
        if part.file and part.file.name not in stock.erased:
            parts[part.item_id].append(part)
    for item in stock.items:
        kept = parts[item.pk]
        entered = sum(part.size for part in kept)
        found = sum(stock.reading(part.file.name).size for part in kept)
        told = _("%(kept)s bytes were entered, %(found)s are there")
        faults = [told % {"kept": entered, "found": found}] if entered != found else []
        yield judged(stocks.thing_of(item), faults, fault=Fault.COUNT)


@check(
    "2-3",
    gettext_lazy("Required elements"),
    gettext_lazy("What makes up the number, title and date are entered"),
)
def required(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _empty(item, REQUIRED))


@check(
    "2-4",
    gettext_lazy("Elements of the catalogue"),
    gettext_lazy("Responsible body and pages are entered"),
    beside="DA/T 22-2015",
)
def wanted(stock):
    for item in stock.items:
        yield judged(stocks.thing_of(item), _empty(item, WANTED), is_warning=True)


def _empty(item, names):
    told = _("%(field)s is empty")
    for name in names:
        if getattr(item, name) in ("", None):
            yield told % {"field": item._meta.get_field(name).verbose_name}


@check(
    "2-5",
    gettext_lazy("Process information"),
    gettext_lazy("Who filed it and when is told by an event"),
)
def process(stock):
    events = ArchiveEvent.objects.filter(court=stock.court, item__in=stock.items)
    told = set(events.values_list("item", "kind"))
    for item in stock.items:
        yield judged(stocks.thing_of(item), _untold(item, told))


def _untold(item, told):
    if (item.pk, "filing") not in told:
        yield _("No event tells of its filing.")
    if item.is_destroyed and (item.pk, "destruction") not in told:
        yield _("No event tells of its destruction.")


@check(
    "2-6",
    gettext_lazy("Running numbers"),
    gettext_lazy("Item numbers run from 1 without a gap; destroyed items keep theirs"),
    is_whole=True,
    beside="DA/T 22-2015",
)
def continuity(stock):
    classes = defaultdict(set)
    for item in stock.items:
        place = (item.fonds_number, item.year, item.retention, item.unit_code)
        classes[place].add(item.number)
    for place, numbers in sorted(classes.items()):
        label = "{}-WS·{}-{}-{}".format(*place)
        lost = sorted(set(range(1, max(numbers) + 1)) - numbers)
        faults = [_("missing: %(numbers)s") % {"numbers": _runs(lost)}] if lost else []
        yield judged(Thing("class", label, label), faults, fault=Fault.GAP)


def _runs(numbers):
    """0003、0007–0009."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(f"{a:04d}" if a == b else f"{a:04d}–{b:04d}" for a, b in runs)


@check(
    "2-7",
    gettext_lazy("Content is complete"),
    gettext_lazy("Every item has at least one paper, and none of them is empty"),
)
def content(stock):
    parts = stock.of_items()
    for item in stock.items:
        thing, held = stocks.thing_of(item), parts[item.pk]
        if not held and not item.is_destroyed:
            yield failed(thing, Fault.MISSING, _("The item has no paper."))
        else:
            yield passed(thing)


@check(
    "2-8",
    gettext_lazy("Annexes are complete"),
    gettext_lazy("Every paper is here as a file; a web address may end any day"),
)
def annexes(stock):
    for part in stock.parts:
        if part.withdrawn_at is not None or part.item.is_destroyed:
            continue
        thing = Thing("part", str(part.pk), f"{part.item.code} {part}", part.item_id)
        if part.link:
            told = _("It is a web address only: keep the page as a file.")
            yield warned(thing, Fault.LINK, told)
        else:
            yield passed(thing)


@check(
    "2-9",
    gettext_lazy("Within what is to be archived"),
    gettext_lazy("The item is within its retention period, its proof still stands"),
    beside="国家档案局令第8号",
)
def scope(stock):
    parts, today = stock.of_items(), timezone.localdate()
    for item in stock.items:
        faults = _out_of_scope(item, parts[item.pk], today)
        yield judged(stocks.thing_of(item), faults, fault=Fault.TERM, is_warning=True)


def _out_of_scope(item, parts, today):
    if item.is_destroyed:
        return
    ended = terms.ended_on(item.year, item.retention)
    if ended and ended <= today:
        yield _("Its term ended on %(day)s: propose what becomes of it.") % {
            "day": ended.isoformat()
        }
    if any(part.evidence and part.evidence.removed_at for part in parts):
        yield _("A paper of it was removed from its record since.")


@check(
    "2-10",
    gettext_lazy("Metadata of the package"),
    gettext_lazy("The package tells every item it holds"),
)
def package_metadata(stock):
    yield from packaged(stock, "2-10")


@check(
    "2-11",
    gettext_lazy("Files of the package"),
    gettext_lazy("The package holds every file it tells of"),
)
def package_files(stock):
    yield from packaged(stock, "2-11")


def _archive(stock):
    return Thing("archive", str(stock.court.pk), stock.court.name)
