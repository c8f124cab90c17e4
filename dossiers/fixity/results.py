"""A check of 四性检测 and what it says of an object: the words every check is told in."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

STANDARD = "DA/T 70-2018"


class Nature(TextChoices):
    """The four properties of DA/T 70-2018."""

    AUTHENTIC = "authentic", _("authenticity")
    COMPLETE = "complete", _("completeness")
    USABLE = "usable", _("usability")
    SAFE = "safe", _("security")


class Fault(TextChoices):
    """What is wrong with an object; `verify_archive --json` tells these names."""

    ALTERED = "altered", _("content altered")
    MISSING = "missing", _("file missing")
    UNREADABLE = "unreadable", _("file unreadable")
    ORPHAN = "orphan", _("orphan")
    NOT_ERASED = "not-erased", _("not erased")
    CHAIN = "chain", _("chain of events broken")
    GAP = "gap", _("gap in the numbers")
    COUNT = "count", _("counts differ")
    METADATA = "metadata", _("metadata")
    DUPLICATE = "duplicate", _("duplicate")
    FORMAT = "format", _("format not taken over")
    LOCKED = "locked", _("encrypted")
    DAMAGED = "damaged", _("does not open")
    LINK = "link", _("web address only")
    TERM = "term", _("past its term")
    CRASHED = "crashed", _("check broke off")


@dataclass(frozen=True)
class Thing:
    """What was looked at: its kind (item, file, archive, event), key, name, and the
    archive item it belongs to, by key."""

    kind: str
    key: str
    label: str
    item: int | None = None


@dataclass(frozen=True)
class Finding:
    """What one check says of one object; no fault: it passed."""

    thing: Thing
    fault: str = ""
    detail: str = ""
    is_warning: bool = False

    @property
    def has_failed(self):
        return bool(self.fault) and not self.is_warning


@dataclass(frozen=True)
class Check:
    """One named check. `look` takes a `Stock` and yields findings, or raises `Skip`.

    `is_whole`: it can be answered only over the whole archive. `opens`: it asks
    whether files open, which a quick run leaves out.
    """

    code: str
    nature: Nature
    name: str
    purpose: str
    look: Callable
    basis: str = STANDARD
    is_whole: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Result:
    """A check with all it found, or the reason it did not look."""

    check: Check
    findings: tuple = ()
    skipped: str = ""
    is_applicable: bool = True

    @property
    def failures(self):
        return tuple(one for one in self.findings if one.has_failed)

    @property
    def warnings(self):
        return tuple(one for one in self.findings if one.is_warning)

    @property
    def passed(self):
        return sum(not one.fault for one in self.findings)


@dataclass
class Skip(Exception):
    """Raised by a check that has nothing to look at; the reason is told, and it never
    counts as passed. `is_applicable`: it should have been done, and could not be."""

    reason: str
    is_applicable: bool = False

    def __str__(self):
        return str(self.reason)


@dataclass
class Register:
    """The checks of one property, in the order they are written."""

    nature: Nature
    checks: list = field(default_factory=list)

    def check(self, code, name, purpose, *, beside="", **more):
        """Enter the function below as a check; `beside`: a second rule it rests on."""
        basis = f"{STANDARD} {code}" + (f"；{beside}" if beside else "")

        def enter(look):
            self.checks.append(
                Check(code, self.nature, name, purpose, look, basis, **more)
            )
            return look

        return enter


def passed(thing):
    return Finding(thing)


def failed(thing, fault, detail):
    return Finding(thing, fault, str(detail))


def warned(thing, fault, detail):
    return Finding(thing, fault, str(detail), is_warning=True)


def judged(thing, faults, *, fault=Fault.METADATA, is_warning=False):
    """One finding over all that is wrong with an object: passed when nothing is."""
    told = "；".join(str(one) for one in faults)
    return Finding(thing, fault, told, is_warning) if told else Finding(thing)
