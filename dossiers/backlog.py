"""What waits for filing: proof that counts and bears no number yet, by record."""

from dataclasses import dataclass

from django.db.models import Q

from campaigns import roles
from campaigns.models import Activity, Evidence, Honour, Reading, Statement
from campaigns.numbers import number
from dossiers import proposals
from dossiers.models import Edition, ItemPart

WITH_OWNER = (
    "stored_file",
    "uploaded_by__unit",
    "activity__category",
    "activity__unit",
    "activity__campaign",
    "statement__unit",
    "statement__campaign",
    "honour__unit",
    "honour__person__unit",
    "honour__campaign",
    "reading__indicator",
)
KINDS = {
    Activity: "activity",
    Statement: "statement",
    Honour: "honour",
    Reading: "reading",
}


@dataclass(frozen=True)
class Group:
    """Pieces of proof of one record that make one item: the papers of an activity, a
    series of its photos, a whole meeting."""

    owner: object
    evidences: tuple
    is_series: bool

    @property
    def kind(self):
        return KINDS[type(self.owner)]

    @property
    def day(self):
        return proposals.day_of(self.owner)

    @property
    def keys(self):
        """As an address carries them: "12,13"."""
        return ",".join(str(each.pk) for each in self.evidences)


def rows(campaign):
    """The proof of a campaign, or None, that counts and is not filed."""
    if not campaign:
        return Evidence.objects.none()
    filed = ItemPart.objects.current().filter(evidence__isnull=False)
    waiting = Evidence.objects.counting().of_campaign(campaign)
    return waiting.exclude(pk__in=filed.values("evidence"))


def of(evidence):
    """`Group`s of a queryset of proof, newest record last, in one query."""
    found = {}
    for each in evidence.select_related(*WITH_OWNER).order_by("pk"):
        found.setdefault(_place(each), []).append(each)
    groups = [
        Group(entries[0].owner, tuple(entries), is_series)
        for (_kind, _pk, is_series), entries in found.items()
    ]
    return sorted(groups, key=_order)


def chosen(keys, *, by):
    """The groups that `Group.keys` name, as they wait now; what is gone is left out."""
    wanted = [_numbers(each) for each in keys]
    every = {key for numbers in wanted for key in numbers}
    there = {
        each.pk: each
        for each in Evidence.objects.visible_to(by)
        .filter(pk__in=every)
        .select_related(*WITH_OWNER)
    }
    found = [tuple(there[key] for key in numbers if key in there) for numbers in wanted]
    return [
        Group(each[0].owner, each, all(map(_is_picture, each)))
        for each in found
        if each
    ]


def apart(groups):
    """(the groups that wait, how many have a number already, wholly or in part)."""
    every = [entry.pk for group in groups for entry in group.evidences]
    filed = ItemPart.objects.current().filter(evidence__in=every)
    filed = set(filed.values_list("evidence", flat=True))
    waiting = [
        group
        for group in groups
        if filed.isdisjoint(entry.pk for entry in group.evidences)
    ]
    return waiting, len(groups) - len(waiting)


def beside(item):
    """What waits at the records that an item is of: what may replace a part of it."""
    own = Evidence.objects.filter(filed_as__in=item.parts.current())
    same = Q(pk__in=[])
    for path in KINDS.values():
        owners = own.filter(**{f"{path}__isnull": False})
        same |= Q(**{f"{path}__in": owners.values(path)})
    return rows(item.campaign).filter(same).order_by("pk")


def editions(user):
    """Issued summaries without a number, for who may file them."""
    if not user.has_perm(roles.FILE_ARCHIVE):
        return Edition.objects.none()
    waiting = Edition.objects.visible_to(user).filter(archive_item__isnull=True)
    return waiting.select_related("issued_by").order_by("issued_at", "pk")


def _place(entry):
    """Where a piece of proof goes: a meeting is one, else photos stand apart."""
    owner = entry.owner
    is_apart = isinstance(owner, Activity) and owner.category.kind != "meeting"
    return KINDS[type(owner)], owner.pk, is_apart and _is_picture(entry)


def _is_picture(entry):
    return proposals.role_of(entry) == ItemPart.Role.PICTURE


def _order(group):
    day = group.day
    return (day is None, day or 0, group.kind, group.owner.pk, group.is_series)


def _numbers(text):
    found = (number(each) for each in text.split(","))
    return [key for key in found if key is not None]
