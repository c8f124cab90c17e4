"""The rows a form with files sends: tokens for what was kept, what a file fills in."""

import base64
import re
from dataclasses import dataclass

from django.core import signing

from campaigns import files, secrecy
from campaigns.models import StoredFile
from campaigns.numbers import number

SALT = "campaigns.uploads"
DAY = 24 * 60 * 60
WRITTEN = ("caption", "document_number")


@dataclass(frozen=True)
class Kept:
    """A file of this court that was kept in this or an earlier attempt."""

    stored_file: StoredFile
    name: str

    @property
    def thumbnail_url(self):
        """The small picture itself: a file nobody has attached has no address yet.
        "" where there is none, or it was lost."""
        if not self.stored_file.thumbnail:
            return ""
        try:
            with self.stored_file.thumbnail.open("rb") as small:
                told = base64.b64encode(small.read()).decode()
        except OSError:
            return ""
        return f"data:image/webp;base64,{told}"


def files_of_rows(data, files, prefix):
    """(number, file) of each row that is not struck out."""
    for name, file in files.items():
        row = re.fullmatch(rf"{prefix}-(\d+)-file", name)
        place = number(row[1]) if row else None
        if place is not None and not data.get(f"{prefix}-{row[1]}-DELETE"):
            yield place, file


def drop_refused(data, prefix):
    """The button that removes every row of a file that was not taken in."""
    if not data.get(f"{prefix}-drop"):
        return
    for name in [name for name in data if re.fullmatch(rf"{prefix}-\d+-missed", name)]:
        if data[name]:
            data[name.removesuffix("missed") + "DELETE"] = "on"


def forget_secret(data, court, prefix):
    """A caption with a mark of secrecy: the file it describes goes at once."""
    for name in [name for name in data if re.fullmatch(rf"{prefix}-\d+-stored", name)]:
        row = name.removesuffix("-stored")
        held = kept(data[name], court)
        if held and is_secret(data, row):
            files.forget(held.stored_file)
            data[name] = ""


def is_secret(data, row):
    """Does what was written at a row bear a mark of secrecy?"""
    return any(secrecy.mark_in(data.get(f"{row}-{name}")) for name in WRITTEN)


def places(data, prefix, row, number_of_files):
    """The row itself, and new ones at the end for what else was in a .zip."""
    total = f"{prefix}-TOTAL_FORMS"
    end = number(data.get(total)) or 0
    further = max(number_of_files - 1, 0)
    data[total] = str(max(end, row + 1) + further)
    return [row, *range(end, end + further)][:number_of_files]


def fill(data, row, arrival):
    """Fill in what the file itself tells, where nobody has said anything yet."""
    data[f"{row}-stored"] = arrival.get("stored", "")
    for name in ("missed", "reason"):
        data[f"{row}-{name}"] = arrival.get(name, "")
    for name in ("kind", "taken_on"):
        if not data.get(f"{row}-{name}"):
            data[f"{row}-{name}"] = arrival.get(name, "")


def token(kept, court):
    """A signed word for a kept file, which a later attempt sends back."""
    told = {"file": kept.stored_file.pk, "name": kept.name}
    return signing.dumps(told, salt=f"{SALT}.{court.pk}")


def kept(token, court):
    """What a token of this court stands for; None for a blank, old or foreign one."""
    try:
        told = signing.loads(token or "", salt=f"{SALT}.{court.pk}", max_age=DAY)
    except signing.BadSignature:
        return None
    stored_file = StoredFile.objects.filter(court=court, pk=told["file"]).first()
    return Kept(stored_file, told["name"]) if stored_file else None
