"""A complaint, and the records it is about, as every check tells them."""

from dataclasses import dataclass
from enum import Enum

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
    """One check: what inspectors complain of, what to do about it, and its lines."""

    code: str
    theme: Theme
    weight: str
    title: str
    advice: str
    source: str
    lines: tuple[Line, ...]

    @property
    def number(self):
        return len(self.lines)

    def is_in(self, theme, has_lines):
        return self.theme == theme and bool(self.lines) == has_lines

    @property
    def state(self):
        """Its sign: nothing found, to be put right, to be looked at."""
        if not self.lines:
            return "done"
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
