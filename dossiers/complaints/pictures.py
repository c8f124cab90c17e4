"""Pictures as inspectors look at them: sharp, small enough for the platform, a caption
that tells, a day that fits, and never one for two events (award.md 2.1, 3.3)."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import compliance
from dossiers.complaints.lines import Line, of_entry

CAPTION = "时间、地点、人物、主题"


def too_small(material):
    for entry in _files(material):
        file = entry.stored_file
        sides = (file.width or 0, file.height or 0)
        if 0 < max(sides) < compliance.SMALLEST_SIDE:
            yield of_entry(entry, f"{file.width} × {file.height}")


def too_large(material):
    for entry in _files(material):
        size = entry.stored_file.size
        if size > compliance.LARGEST_PICTURE:
            yield of_entry(entry, f"{size / compliance.MEGABYTE:.1f} MB")


def caption_wanting(material):
    for entry in material.pictures:
        place = entry.activity.place if entry.activity else ""
        if unseen := compliance.untold(CAPTION, entry.caption, place):
            told = _("not recognised: %(unseen)s") % {"unseen": "、".join(unseen)}
            yield of_entry(entry, told)


def used_twice(material):
    """张冠李戴: the same picture as proof of different records."""
    found = defaultdict(list)
    for entry in _files(material):
        found[entry.stored_file_id].append(entry)
    for entries in found.values():
        owners = dict.fromkeys(entry.owner for entry in entries)
        if len(owners) > 1:
            yield of_entry(entries[-1], " / ".join(dict.fromkeys(map(str, owners))))


def other_day(material):
    for entry in material.pictures:
        if compliance.is_beside(entry.activity, entry.taken_on):
            days = f"{entry.taken_on} / {entry.activity.held_on}"
            yield of_entry(entry, days)


def undated_name(material):
    for entry in _files(material):
        if not compliance.DATE.search(entry.file_name):
            yield of_entry(entry, entry.file_name)


def to_look_at(material):
    """Watermarks, retouching and blur are for eyes: told once, with all pictures."""
    if number := len(_files(material)):
        told = _("%(number)s pictures") % {"number": number}
        yield Line(told, f"{reverse('evidence-list')}?kind=picture")


def measured(material):
    """(how many pictures have their sides known, how many there are)."""
    known = sum(bool(entry.stored_file.width) for entry in _files(material))
    return known, len(material.pictures)


def kept(material):
    """(how many pictures have a file here, how many there are)."""
    return len(_files(material)), len(material.pictures)


def _files(material):
    return [entry for entry in material.pictures if entry.stored_file]
