"""Small things tests need again and again: real files, and the reason of a refusal."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from campaigns.refusals import Refused


def picture(name="照片.jpg", colour="red", taken_on=None):
    """A real JPEG; `taken_on` is what its camera wrote into it."""
    exif = Image.Exif()
    if taken_on:
        moment = taken_on.strftime("%Y:%m:%d 09:00:00")
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = moment
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def text(name="通知.txt", words="关于开展活动的通知"):
    return SimpleUploadedFile(name, words.encode(), "text/plain")


def reason(verb, *args, **kwargs):
    """The sentence with which `verb` refuses; the test fails when it does not."""
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return str(refused.value)


def rows(*files, prefix="evidence", declared="on", **every):
    """The formset's data with one row for each file, `every` field the same in all."""
    data = {f"{prefix}-TOTAL_FORMS": len(files), f"{prefix}-INITIAL_FORMS": 0}
    data[f"{prefix}-declared"] = declared
    for number, file in enumerate(files):
        data[f"{prefix}-{number}-file"] = file
        data |= {f"{prefix}-{number}-{name}": value for name, value in every.items()}
    return data


def values(activity_category, unit, **changes):
    """What a person says of an activity, as `activities.log` wants it."""
    told = {"category": activity_category, "unit": unit, "title": "送法进社区"}
    return told | {"held_on": date(2014, 3, 8)} | changes
