"""A small campaign with real files, and packages made of it."""

import zipfile
from datetime import date
from io import BytesIO

from PIL import ExifTags, Image

from campaigns import evidence, roles
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    UserFactory,
)
from dossiers.packages import delivery, preparation


def picture(colour="red", size=(800, 600), moment="", form="JPEG"):
    """A picture as a camera writes it, with the place when it has a `moment`."""
    exif = Image.Exif()
    if moment:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = moment
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
        exif[ExifTags.Base.Artist] = "机主姓名"
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, form, exif=exif)
    file.seek(0)
    return file


def noise(side):
    """A picture that packs badly."""
    file = BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(file, "PNG")
    file.seek(0)
    return file


def proof(content, name, **fields):
    """A piece of evidence that counts, over `content` (bytes or a file)."""
    file = BytesIO(content) if isinstance(content, bytes) else content
    stored = evidence.keep(file, name, court=CourtFactory())
    fields.setdefault("activity", None)
    if fields["activity"] is None:
        fields["activity"] = ActivityFactory(confirmed=True)
    return EvidenceFactory(stored_file=stored, file_name=name, **fields)


def campaign_with_proof():
    """One criterion that asks for one document a year, met in 2014, missed in 2013."""
    campaign = CampaignFactory()
    criterion = CriterionFactory(
        standard=campaign.standard, code="Ⅲ-1-①", title="学习有计划"
    )
    EvidenceRuleFactory(criterion=criterion)
    activity = ActivityFactory(
        title="法官讲坛第7期", confirmed=True, criteria=[criterion]
    )
    proof(
        "学习通知全文".encode(),
        "通知.txt",
        activity=activity,
        caption="关于举办法官讲坛的通知",
        document_number="测法〔2014〕7号",
        issued_by="政工科",
        passage="定于3月8日举办第7期",
        taken_on=date(2014, 3, 1),
    )
    proof(picture(), "a.jpg", activity=activity, kind="photo", caption="会场照片")
    proof(
        picture("navy"),
        "b.jpg",
        activity=activity,
        kind="photo",
        caption="当事人照片",
        is_confidential=True,
    )
    return campaign


def office(**more):
    return UserFactory(role=roles.OFFICE, **more)


def packed(campaign, **asked):
    return preparation.prepare(campaign, by=asked.pop("by", None), **asked)


def sent(package, **span):
    """The bytes of its .zip, or a stretch of them."""
    return b"".join(delivery.stream(package, by=None, **span))


def members(package):
    """{path below the top folder: bytes} of its .zip."""
    with zipfile.ZipFile(BytesIO(sent(package))) as archive:
        return {
            name.partition("/")[2]: archive.read(name) for name in archive.namelist()
        }


def page(package, path):
    return members(package)[f"data/{path}"].decode()
