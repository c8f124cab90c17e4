"""What a run looks at: items, parts, and every file a row of the database names."""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField, Sum
from django.utils.translation import gettext_lazy

from campaigns.models import Evidence, StoredFile
from dossiers.fixity.reading import read
from dossiers.fixity.results import Skip, Thing
from dossiers.models import (
    ArchiveItem,
    EditionFile,
    Erasure,
    ItemPart,
    PackageFile,
    TemplateVersion,
)

# Which court a file belongs to; of other models every row is looked at.
COURT = {
    StoredFile: "court",
    EditionFile: "edition__summary__campaign__court",
    PackageFile: "package__campaign__court",
    TemplateVersion: "template__court",
}
# What the digest is of a model that keeps no algorithm beside it, as it says itself.
FIXED = {PackageFile: "sha256"}
PACKAGED = gettext_lazy("Only a package has this; it is checked when one is made.")
FACTS = ("algorithm", "digest", "size", "media_type")


@dataclass(frozen=True)
class Claim:
    """What one row says of the file under a path; "" and None where it says nothing.

    `is_derived`: a picture made from the file, which can be made again.
    """

    thing: Thing
    path: str
    algorithm: str = ""
    digest: str = ""
    size: int | None = None
    media_type: str = ""
    is_derived: bool = False


class Stock:
    """The archive of a court, or some items of it; each file is read once, when the
    first check asks for it."""

    def __init__(self, court, items=None, *, is_quick=False, package=None):
        self.court, self.is_quick = court, is_quick
        self.is_whole = items is None
        self.package = package or {}
        rows = ArchiveItem.objects.filter(court=court)
        if items is not None:
            rows = rows.filter(pk__in=[item.pk for item in items])
        self.items = list(rows.in_order())
        self.readings = {}

    @cached_property
    def parts(self):
        """Every part of the items, also those withdrawn by a correction."""
        rows = ItemPart.objects.filter(item__in=self.items)
        rows = rows.select_related("item", "evidence__stored_file", "edition_file")
        return list(rows.defer("evidence__passage").order_by("item_id", "order", "pk"))

    @cached_property
    def claims(self):
        """{path: the claims on it}, parts of items before other rows."""
        claims = [claim for part in self.parts if (claim := _of_part(part))]
        if self.is_whole:
            claims += _of_rows(self.court)
        found = {}
        for claim in claims:
            found.setdefault(claim.path, []).append(claim)
        return found

    @cached_property
    def erased(self):
        """Paths emptied by a retention decision, with the small pictures and the copies
        for packages made of them, which nobody has filled again since."""
        rows = Erasure.objects.filter(disposal__court=self.court).exclude(path="")
        last = dict(rows.order_by("erased_at").values_list("path", "erased_at"))
        entries = Evidence.objects.filter(stored_file__file__in=last)
        entries = entries.values_list("stored_file__file", "uploaded_at")
        erased = set(last) - {path for path, at in entries if at > last[path]}
        rows = StoredFile.objects.filter(file__in=erased)
        erased -= set(rows.exclude(court=self.court).values_list("file", flat=True))
        gone = StoredFile.objects.filter(file__in=erased)
        small = gone.exclude(thumbnail="").values_list("thumbnail", flat=True)
        copies = PackageFile.objects.copies_of(gone).values_list("file", flat=True)
        return erased.union(small, copies)

    @property
    def bytes_read(self):
        return sum(reading.size for reading in self.readings.values())

    def reading(self, path):
        """The `Reading` of a path, made once with every algorithm claimed for it."""
        if path not in self.readings:
            claims = self.claims[path]
            algorithms = {claim.algorithm for claim in claims if claim.algorithm}
            media_type = next((one.media_type for one in claims if one.media_type), "")
            opens = not self.is_quick
            self.readings[path] = read(path, algorithms, media_type, opens=opens)
        return self.readings[path]

    def present(self):
        """(path, its claims, its reading) of every file that could be read."""
        for path, claims in self.claims.items():
            reading = self.reading(path)
            if reading.state == "present":
                yield path, claims, reading

    def of_items(self):
        """{key of an item: its current parts}."""
        found = {item.pk: [] for item in self.items}
        for part in self.parts:
            if part.withdrawn_at is None:
                found[part.item_id].append(part)
        return found


def packaged(stock, code):
    """What whoever makes a package found of it; without one it does not apply."""
    if code not in stock.package:
        raise Skip(PACKAGED)
    yield from stock.package[code]


def thing_of(item):
    return Thing("item", str(item.pk), str(item), item.pk)


def file_fields():
    """(model, name of the field) of every file any installed model may name."""
    for model in apps.get_models():
        for one in model._meta.get_fields():
            if isinstance(one, FileField) and one.storage == default_storage:
                yield model, one.name


def size_of(court):
    """How many bytes a run over the whole archive reads, as entered."""
    total = 0
    for model, path in COURT.items():
        rows = model._default_manager.filter(**{path: court}).order_by()
        if model is PackageFile:  # the others of it are files of other models
            rows = rows.exclude(original="")
        each = rows.values("file", "size").distinct()
        total += each.aggregate(total=Sum("size"))["total"] or 0
    return total


def named_paths():
    """Every path a row of any court names."""
    paths = set()
    for model, name in file_fields():
        rows = model._default_manager.exclude(**{name: ""}).values_list(name, flat=True)
        paths.update(filter(None, rows))
    return paths


def stored_paths(folder=""):
    """Every path there is in the store."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # a court that has kept nothing yet
        return
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from stored_paths(f"{folder}/{name}" if folder else name)


def _of_part(part):
    file = part.file
    if not file:
        return None
    thing = Thing("file", file.name, f"{part.item.code} {part}", part.item_id)
    facts = (getattr(part, name) for name in FACTS)
    return Claim(thing, file.name, *facts)


def _of_rows(court):
    names = dict(
        Evidence.objects.filter(stored_file__court=court)
        .order_by("-pk")
        .values_list("stored_file", "file_name")
    )
    for model, name in file_fields():
        rows = model._default_manager.exclude(**{name: ""}).order_by("pk")
        if path := _court_of(model):
            rows = rows.filter(**{path: court})
        told = _told_of(model, name)
        for pk, file, *facts in rows.values_list("pk", name, *told):
            label = names.get(pk, "") if model is StoredFile else ""
            label = label or _name_of(model, file)
            thing = Thing("file", file, label)
            values = dict(zip(told, facts, strict=True))
            if model in FIXED:
                values["algorithm"] = FIXED[model]
            yield Claim(thing, file, is_derived=name == "thumbnail", **values)


def _name_of(model, path):
    """What a file without a name of its own is called: digests are cut short."""
    folder, _slash, name = path.rpartition("/")
    return f"{model._meta.verbose_name} · {folder}/{name[:12]}"


def _told_of(model, name):
    """Which of `FACTS` a model tells of its file; nothing of a thumbnail."""
    own = {one.name for one in model._meta.get_fields()}
    return [fact for fact in FACTS if name == "file" and fact in own]


def _court_of(model):
    if model in COURT:
        return COURT[model]
    names = {one.name for one in model._meta.get_fields()}
    return "court" if "court" in names else ""
