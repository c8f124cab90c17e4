"""A filed archive for tests: items over bytes that are really in the store."""

from campaigns import evidence
from campaigns.tests.factories import CampaignFactory, EvidenceFactory
from campaigns.tests.samples import picture, text
from dossiers import events
from dossiers.models import Package, PackageFile
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory


def kept(words="通知内容。", name="通知.txt"):
    """A `StoredFile` with its bytes."""
    court = CampaignFactory().court
    return evidence.keep(text(name, words), name, court=court)


def kept_picture(name="照片.jpg"):
    return evidence.keep(picture(), name, court=CampaignFactory().court)


def filed(number=1, words=None, stored=None, **facts):
    """An item of one paper, told by its event, with nothing to find fault with."""
    stored = stored or kept(words or f"第{number}号通知。")
    facts = {"unit_code": "BGS", "responsible": "测试县人民法院", "pages": 1} | facts
    item = ArchiveItemFactory(number=number, **facts)
    proof = EvidenceFactory(
        stored_file=stored,
        activity__campaign=item.campaign,
        activity__confirmed=True,
    )
    ItemPartFactory(item=item, evidence=proof)
    events.record(item.court, "filing", target=item.code, by=item.filed_by, item=item)
    return item


def packaged(item, stored, source="x", **facts):
    """A `PackageFile` that names the stored bytes."""
    package, _made = Package.objects.get_or_create(
        campaign=item.campaign, number=1, defaults={"rules": {}}
    )
    facts = {"digest": stored.digest} | facts
    return PackageFile.objects.create(
        package=package,
        source=source,
        file=stored.file.name,
        size=stored.size,
        crc=1,
        **facts,
    )
