"""A complaint, and the records it is about, as every check tells them."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

BAD, WARN, LOOK = "bad", "warn", "look"  # look: only eyes can tell
RANK = {BAD: 0, WARN: 1, LOOK: 2}


class Theme(Enum):
    """The kinds of complaint, in the order they are told."""

    TEXTS = _("Texts")
    PICTURES = _("Pictures")
    PAPERS = _("Papers of activities")
    HABITS = _("When it was entered")
    STANDING = _("Criteria, statements, honours")
    ARCHIVE = _("Archive")

    @property
    def label(self):
        return self.value


class Check(NamedTuple):
    """A complaint before it is looked for; `find` yields its lines."""

    find: object
    theme: Theme
    weight: str
    title: str
    advice: str
    source: str
    reach: object = None  # how many pieces it can read, of how many

    @property
    def code(self):
        return f"{self.find.__module__.rpartition('.')[2]}-{self.find.__name__}"


@dataclass(frozen=True)
class Line:
    """One record a complaint is about: its page, why, and whose it is.

    `units` are the keys of the units that can put it right; `unit` is their name.
    `subject` and `pk` name the record for a finding, where it is one.
    """

    name: str
    url: str
    detail: str = ""
    units: frozenset = frozenset()
    unit: str = ""
    subject: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Complaint:
    """One check: what inspectors complain of, what to do about it, and its lines.

    `reach`: how many pieces it could read, of how many; None where it reads records.
    """

    code: str
    theme: Theme
    weight: str
    title: str
    advice: str
    source: str
    lines: tuple[Line, ...]
    reach: tuple[int, int] | None = None

    @property
    def is_unchecked(self):
        """There was nothing a machine can read: that is not a clean sheet."""
        return not self.lines and self.reach is not None and not self.reach[0]

    @property
    def is_partly_checked(self):
        return self.reach is not None and 0 < self.reach[0] < self.reach[1]

    @property
    def number(self):
        return len(self.lines)

    @property
    def group(self):
        """Where the overview tells it: what has lines, what could not be checked."""
        return "wanting" if self.lines else "unread" if self.is_unchecked else "clean"

    @property
    def state(self):
        """Its sign: nothing found, not checked, to be put right, to be looked at."""
        if not self.lines:
            return "unknown" if self.is_unchecked else "done"
        return {BAD: "failed", WARN: "waiting", LOOK: "unknown"}[self.weight]


def of_activity(activity, detail=""):
    return Line(
        str(activity),
        activity.get_absolute_url(),
        detail,
        frozenset((activity.unit_id,)),
        activity.unit.name,
        "activity",
        activity.pk,
    )


def of_record(record, subject, detail="", unit=None):
    """A line about any other record; `unit` is who can put it right, None the office."""
    return Line(
        str(record),
        record.get_absolute_url(),
        detail,
        frozenset((unit.pk,)) if unit else frozenset(),
        unit.name if unit else "",
        subject,
        record.pk,
    )


def of_entry(entry, detail=""):
    """A line about a piece of proof, put right by the unit of what it belongs to."""
    return of_record(entry, "evidence", detail, getattr(entry.owner, "unit", None))
