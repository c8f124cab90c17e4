"""What arrives: one file, or the many files of a .zip, each kept or told why not."""

from dataclasses import dataclass, field
from datetime import date

from campaigns import bundles, contents, files
from campaigns.models import StoredFile
from campaigns.models.standards import ProofKind
from campaigns.refusals import Refused

# What the content alone tells; whether a text is a report or a formal document only
# a person knows.
KIND_OF_CONTENT = {
    "picture": ProofKind.PICTURE,
    "video": ProofKind.VIDEO,
    "sheet": ProofKind.TABLE,
}


@dataclass(frozen=True)
class Arrival:
    """One file: kept, with what it tells of itself, or not, with the reason."""

    name: str
    stored_file: StoredFile | None = None
    kind: str = ""
    taken_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Delivery:
    """Everything one upload brought; `ignored` are names nobody meant to send."""

    arrivals: list[Arrival] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def take_in(file, name, *, court):
    """Keep what `file` brings and tell of each part what became of it; never raises."""
    try:
        if bundles.is_bundle(name):
            return _take_bundle(file, name, court)
        return Delivery([_take(file, name, court)])
    except Refused as why:
        return Delivery([Arrival(name, reason=str(why))])


def _take_bundle(file, name, court):
    why = contents.why_not_name(name)
    if why:
        raise Refused(why)
    with bundles.opened(file) as (members, unpack):
        ignored = bundles.leavings(members)
        arrivals = [
            _take_member(member, unpack, court)
            for member in members
            if member not in ignored
        ]
    return Delivery(arrivals, [member.name for member in ignored])


def _take_member(member, unpack, court):
    if member.reason:
        return Arrival(member.short_name, reason=member.reason)
    try:
        with unpack(member) as unpacked:
            return _take(unpacked, member.short_name, court)
    except Refused as why:
        return Arrival(member.short_name, reason=str(why))


def _take(file, name, court):
    taken = files.take(file, name, court=court)
    kind = KIND_OF_CONTENT.get(taken.content.kind_hint, "")
    return Arrival(name, taken.stored_file, kind, taken.content.taken_on)
