"""可用性: can it be found, opened and read?"""

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.fixity.reading import ENDINGS
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
from dossiers.models import ArchiveEvent, ArchiveItem, EditionFile, ItemPart

# What the archive takes over (after GB/T 18894-2016; each archive sets its own list).
TAKEN = {"ofd", "pdf", "docx", "xlsx", "pptx", "txt", "csv", "jpg", "tif", "png"}
TAKEN |= {"mp4", "mp3"}
TABLES = (ArchiveItem, ItemPart, ArchiveEvent, EditionFile)

usability = Register(Nature.USABLE)
check = usability.check


@check(
    "3-1",
    gettext_lazy("The metadata can be read"),
    gettext_lazy("The metadata of the package parse"),
)
def metadata(stock):
    yield from packaged(stock, "3-1")


@check(
    "3-2",
    gettext_lazy("The target data can be reached"),
    gettext_lazy("Every row of the archive leads to the rows it names"),
    is_whole=True,
)
def rows(stock):
    for model in TABLES:
        thing = Thing("table", model._meta.db_table, str(model._meta.verbose_name))
        try:
            connection.check_constraints(table_names=[model._meta.db_table])
        except DatabaseError as error:
            yield failed(thing, Fault.MISSING, error)
        else:
            yield passed(thing)


@check(
    "3-3",
    gettext_lazy("Format for keeping"),
    gettext_lazy("The papers of an item are of a format the archive takes over"),
    beside="GB/T 18894-2016",
)
def formats(stock):
    for part in stock.parts:
        if not part.digest or part.withdrawn_at or part.item.is_destroyed:
            continue
        thing = Thing("part", str(part.pk), f"{part.item.code} {part}", part.item_id)
        if ENDINGS.get(part.media_type.partition(";")[0]) in TAKEN:
            yield passed(thing)
        else:
            told = _("%(type)s is not on the list: keep a PDF or OFD beside it.")
            yield warned(thing, Fault.FORMAT, told % {"type": part.media_type})


@check(
    "3-4",
    gettext_lazy("The files open"),
    gettext_lazy("Each file is examined again as on the day it came in"),
    opens=True,
)
def opening(stock):
    for _path, claims, reading in stock.present():
        if reading.refused is not None and not reading.is_locked:
            faults = [reading.refused] if reading.refused else []
            yield judged(claims[0].thing, faults, fault=Fault.DAMAGED)


@check(
    "3-8",
    gettext_lazy("Neither encrypted nor packed"),
    gettext_lazy("No file asks for a password"),
    opens=True,
)
def locks(stock):
    for _path, claims, reading in stock.present():
        if reading.refused is not None:
            faults = [reading.refused] if reading.is_locked else []
            yield judged(claims[0].thing, faults, fault=Fault.LOCKED)
