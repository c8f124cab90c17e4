"""考评材料包: what goes in, what stays out, and that nothing can be slipped in."""

import re
import zipfile
from datetime import date
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote

import bagit
import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from campaigns import roles
from campaigns.models import Court, Evidence, StoredFile
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    IndicatorFactory,
    ReadingFactory,
    UserFactory,
)
from dossiers import events
from dossiers.models import ArchiveEvent, Box, ItemPart, Package, PackageFile
from dossiers.packages import (
    copies,
    delivery,
    materials,
    pages,
    preparation,
    rules,
)
from dossiers.tests.factories import ArchiveItemFactory, FigureFactory, ItemPartFactory
from dossiers.tests.issuing import clerk, issued, leader, passed, told_summary
from dossiers.tests.packing import (
    campaign_with_proof,
    members,
    noise,
    office,
    packed,
    page,
    proof,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def campaign():
    return campaign_with_proof()


def files_of(package):
    return sorted(
        path.removeprefix("data/files/")
        for path in members(package)
        if path.startswith("data/files/")
    )


def spoil(name):
    """Flip a byte of a kept file."""
    path = default_storage.path(name)
    with open(path, "r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(bytes([first[0] ^ 1]))


# -- The bag ----------------------------------------------------------------------


def test_the_stream_unpacks_to_a_valid_bag(campaign, tmp_path):
    package = packed(campaign)
    with zipfile.ZipFile(BytesIO(sent(package))) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "测试县人民法院考评材料1"))
    bag.validate()
    assert bag.version == "1.0"
    assert bag.info["External-Identifier"] == "0117-test-2013-2014-1"
    assert bag.info["Confidential-Items"] == "left out"
    assert bag.info["Source-Organization"] == "测试县人民法院"


def test_a_byte_changed_in_the_bag_shows(campaign, tmp_path):
    package = packed(campaign)
    folder = delivery.unpack(package, tmp_path)
    bagit.Bag(str(folder)).validate()
    (folder / "data/index.html").write_text("anderes")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_it_is_the_same_to_the_byte_every_time(campaign):
    package = packed(campaign)
    whole = sent(package)
    assert sent(Package.objects.get()) == whole
    assert len(whole) == package.seal.size


def test_it_goes_on_where_it_broke_off(campaign):
    package = packed(campaign)
    size = package.seal.size
    third = size // 3
    spans = [(0, third), (third + 1, 2 * third), (2 * third + 1, size - 1)]
    stitched = b"".join(sent(package, first=a, last=b) for a, b in spans)
    assert stitched == sent(package)


def test_its_digest_is_that_of_the_tag_manifest(campaign):
    package = packed(campaign)
    manifest = members(package)["tagmanifest-sha256.txt"]
    assert package.seal.digest == sha256(manifest).hexdigest()


def test_what_is_recorded_later_does_not_reach_it(campaign):
    package = packed(campaign)
    before = sent(package)
    Evidence.objects.update(caption="改过的题名")
    proof(b"later", "later.txt")
    assert sent(package) == before


def test_nothing_of_it_can_be_changed(campaign):
    package = packed(campaign)
    for row in (package, package.seal, package.files.first()):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_preparing_taking_out_and_verifying_are_events(campaign):
    clerk_of_it = office()
    package = packed(campaign, by=clerk_of_it)
    sent(package, first=100, last=199)
    delivery.verify(package, by=clerk_of_it)
    told = ArchiveEvent.objects.order_by("number").values_list("kind", "target")
    assert list(told) == [
        ("export", "test-2013-2014-1"),
        ("download", "test-2013-2014-1"),
        ("check", "test-2013-2014-1"),
    ]
    assert ArchiveEvent.objects.get(kind="download").detail == (
        f"bytes 100-199/{package.seal.size}"
    )
    assert events.broken(campaign.court) == ()


# -- What goes in -----------------------------------------------------------------


def test_what_is_confidential_stays_out(campaign):
    package = packed(campaign)
    assert files_of(package) == [
        "20140301_关于举办法官讲坛的通知.txt",
        "20140308_会场照片.jpg",
    ]
    everything = b"".join(members(package).values())
    assert "当事人照片".encode() not in everything
    hidden = StoredFile.objects.get(evidence__is_confidential=True)
    assert hidden.digest.encode() not in everything
    assert default_storage.open(hidden.file.name).read() not in everything


def test_that_something_stays_out_is_said(campaign):
    package = packed(campaign)
    assert "不对外公开的材料 1 份" in page(package, "index.html")
    assert "另有 1 份材料计入本项目" in page(package, "criteria/Ⅲ-1-①.html")
    assert package.seal.told["left_confidential"] == 1


def test_the_office_may_put_it_in_and_the_cover_says_so(campaign):
    package = packed(campaign, with_confidential=True)
    assert "20140308_当事人照片.jpg" in files_of(package)
    assert "本材料包含有不对外公开的材料" in page(package, "index.html")
    assert b"Confidential-Items: included" in members(package)["bag-info.txt"]


def test_an_item_filed_as_confidential_keeps_its_proof_out(campaign):
    entry = Evidence.objects.get(caption="会场照片")
    item = ArchiveItemFactory(campaign=campaign, is_confidential=True)
    ItemPartFactory(item=item, evidence=entry)
    package = packed(campaign)
    assert files_of(package) == ["20140301_关于举办法官讲坛的通知.txt"]
    assert item.code not in page(package, "catalogue.html")


def test_an_item_with_proof_closed_since_is_not_shown(campaign):
    shown = ArchiveItemFactory(campaign=campaign)
    entry = Evidence.objects.get(caption="会场照片")
    ItemPartFactory(item=shown, evidence=entry)
    assert shown.code in page(packed(campaign), "catalogue.html")
    Evidence.objects.filter(pk=entry.pk).update(is_confidential=True)
    package = packed(campaign)
    assert shown.code not in page(package, "catalogue.html")
    assert package.seal.told["items"] == 0
    everything = packed(campaign, with_confidential=True)
    assert shown.code in page(everything, "catalogue.html")
    assert everything.seal.told["items"] == 1


def test_what_was_destroyed_never_goes_in(campaign):
    entry = Evidence.objects.get(caption="会场照片")
    item = ArchiveItemFactory(campaign=campaign, destroyed_at=timezone.now())
    ItemPartFactory(item=item, evidence=entry)
    package = packed(campaign, with_confidential=True)
    assert not any("会场照片" in name for name in files_of(package))
    assert package.seal.told["left_destroyed"] == 1


def test_what_is_not_confirmed_stays_out_and_is_counted(campaign):
    draft = ActivityFactory(submitted=True)
    proof(b"not yet", "later.txt", activity=draft, caption="待确认")
    package = packed(campaign)
    assert not any("待确认" in name for name in files_of(package))
    assert package.seal.told["left_unconfirmed"] == 1


def test_a_campaign_without_proof_has_nothing_to_hand_over():
    activity = ActivityFactory(submitted=True)
    with pytest.raises(Refused):
        packed(activity.campaign)
    assert not Package.objects.exists()


def test_the_same_file_goes_in_once(campaign):
    activity = Evidence.objects.first().activity
    proof("学习通知全文".encode(), "again.txt", activity=activity, caption="同一文件")
    package = packed(campaign)
    assert len(files_of(package)) == 2
    assert "同一文件" in page(package, "criteria/Ⅲ-1-①.html")


# -- What its pages say -----------------------------------------------------------


def test_the_page_of_a_criterion_tells_state_statement_and_proof(campaign):
    told = page(packed(campaign), "criteria/Ⅲ-1-①.html")
    assert "进行中" in told
    assert "围绕“学习有计划”，开展经确认的活动1次" in told
    assert "定于3月8日举办第7期" in told
    assert "测法〔2014〕7号" in told
    assert "政工科" in told
    assert "未归档" in told
    assert "缺 1" in told  # of 2013


def test_no_verdict_and_no_score_goes_out(campaign):
    assert "由考评人员独立评定" in page(packed(campaign), "index.html")


def test_filed_proof_carries_its_number_and_stands_in_its_box(campaign):
    box = Box.objects.create(
        court=campaign.court, number=1, year=2014, retention="D30", cabinet="3"
    )
    entry = Evidence.objects.get(caption="关于举办法官讲坛的通知")
    item = ArchiveItemFactory(campaign=campaign, box=box, title="讲坛通知", number=7)
    ItemPartFactory(item=item, evidence=entry, name="通知.txt")
    loose = ArchiveItemFactory(campaign=campaign, title="散件", number=8)
    package = packed(campaign)
    assert files_of(package)[0] == f"20140301_{item.code}_关于举办法官讲坛的通知.txt"
    boxed = page(package, "boxes/2014-D30-1.html")
    assert "讲坛通知" in boxed and "通知.txt" in boxed and "散件" not in boxed
    assert "散件" in page(package, "boxes/未装盒.html")
    catalogue = page(package, "catalogue.html")
    assert item.code in catalogue and loose.code in catalogue
    assert item.code in page(package, "criteria/Ⅲ-1-①.html")


def test_the_day_of_a_paper_without_one_is_that_of_its_activity(campaign):
    Evidence.objects.update(taken_on=None)
    told = page(packed(campaign), "criteria/Ⅲ-1-①.html")
    day = Evidence.objects.first().activity.held_on
    assert told.count(f"<dd>{day}（据活动日期）</dd>") == 2


def test_the_cover_tells_all_that_stays_out_and_why(campaign):
    indicator = IndicatorFactory(court=campaign.court)
    FigureFactory(
        campaign=campaign, key="rate", measure="indicator_change", indicator=indicator
    )
    for year in (2011, 2012):
        day = date(year, 12, 31)
        row = ReadingFactory(confirmed=True, indicator=indicator, ends_on=day)
        EvidenceFactory(activity=None, reading=row)
    EvidenceFactory(activity=ActivityFactory(submitted=True))
    cover = page(packed(campaign), "index.html")
    assert "不对外公开的材料 1 份" in cover
    assert "记录尚未经他人确认 1 份" in cover
    assert "销毁 0 份" in cover
    assert "早于本届次的基期读数材料 1 份" in cover


def test_the_report_as_issued_is_told_from_the_plain_summary():
    summary = told_summary()
    proof(b"proof", "proof.txt")
    writer, head = clerk(), leader()
    passed(summary, writer, head)
    edition = issued(summary, head)
    first = edition.files.first()
    values = {name: getattr(first, name) for name in (
        "edition", "extension", "media_type", "algorithm", "digest", "size", "file",
    )}  # fmt: skip
    type(first).objects.create(variant="report", **values)
    found = members(packed(summary.campaign))
    told = found["data/summaries/2014/index.html"].decode()
    assert told.count("报告格式（版头、版记）") == 1
    assert sum("（报告格式）" in path for path in found) == 1


def test_the_summary_as_issued_goes_in_with_its_figures(settings):
    summary = told_summary()
    proof(b"proof", "proof.txt")
    writer, head = clerk(), leader()
    passed(summary, writer, head)
    edition = issued(summary, head)
    found = members(packed(summary.campaign))
    kept = {
        path: content
        for path, content in found.items()
        if path.startswith("data/summaries/2014/2014年度创建工作总结")
    }
    assert len(kept) == edition.files.count()
    digests = {file.digest for file in edition.files.all()}
    assert {sha256(content).hexdigest() for content in kept.values()} == digests
    told = found["data/summaries/2014/index.html"].decode()
    assert "法官讲坛" in told and "1期" in told
    assert found["data/summaries/2014/figures.xlsx"].startswith(b"PK")


def test_every_link_of_every_page_leads_somewhere(campaign):
    found = members(packed(campaign))
    for path, content in found.items():
        if path.endswith(".html"):
            assert dangling(path, content.decode(), found) == [], path


def dangling(path, text, found):
    """Links of a page that lead to no file of the package."""
    folder = path.rpartition("/")[0]
    wrong = []
    for link in re.findall(r'(?:href|src)="([^"#]+)', text):
        target = resolve(folder, link)
        if target not in found:
            wrong.append(link)
    return wrong


def resolve(folder, link):
    from_here = unquote(link)
    parts = folder.split("/") if folder else []
    for step in from_here.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def test_no_page_asks_for_anything_from_elsewhere(campaign):
    for path, content in members(packed(campaign)).items():
        if path.endswith((".html", ".css")):
            text = content.decode()
            assert not re.search(r"(src|href)=\"(https?:|//|/)", text), path
            assert "<script" not in text and "style=" not in text, path
            assert "url(" not in text and "@import" not in text, path


def test_what_somebody_typed_is_words_and_not_markup(campaign):
    proof(b"x", "x.txt", caption="<img src=x onerror=alert(1)>", passage="</dd><b>")
    told = page(packed(campaign), "proof.html") + page(
        packed(campaign), "years/2014.html"
    )
    assert "<img src=x" not in told
    assert "&lt;img src=x" in told


# -- Platforms --------------------------------------------------------------------


def test_a_platform_gets_small_pictures_and_is_told_the_original(campaign):
    activity = Evidence.objects.first().activity
    entry = proof(
        noise(700), "scan.png", activity=activity, kind="photo", caption="大图",
        taken_on=date(2014, 3, 9),
    )  # fmt: skip
    package = packed(campaign, chosen=rules.of("jpg", megabytes=0.1))
    content = members(package)["data/files/20140309_大图.jpg"]
    assert len(content) <= 0.1 * 1024 * 1024
    assert Image.open(BytesIO(content)).format == "JPEG"
    told = page(package, "criteria/Ⅲ-1-①.html")
    assert entry.stored_file.digest in told
    assert sha256(content).hexdigest() in told


def test_on_the_spot_originals_are_shown(campaign):
    found = members(packed(campaign))
    stored = Evidence.objects.get(caption="会场照片").stored_file
    content = found["data/files/20140308_会场照片.jpg"]
    assert sha256(content).hexdigest() == stored.digest


# -- Step by step -----------------------------------------------------------------


def test_preparing_goes_on_where_it_was_left(campaign):
    by = office()
    package = preparation.begin(campaign, by=by)
    stage = preparation.advance(package, by=by, seconds=0)
    assert (stage.read, stage.is_read) == (1, False)
    with pytest.raises(Refused):
        preparation.seal(package, by=by)
    first = PackageFile.objects.get()
    again = Package.objects.get(pk=package.pk)
    colleague = office()
    assert preparation.advance(again, by=colleague, seconds=None).is_read
    preparation.seal(again, by=colleague)
    assert first in again.files.all()
    assert len(sent(again)) == again.seal.size


def test_what_is_confirmed_between_two_steps_is_read_too(campaign):
    by = office()
    package = preparation.begin(campaign, by=by)
    preparation.advance(package, by=by, seconds=None)
    proof(b"fresh", "fresh.txt", caption="刚确认")
    with pytest.raises(Refused):
        preparation.seal(package, by=by)
    preparation.advance(package, by=by, seconds=None)
    preparation.seal(package, by=by)
    assert any("刚确认" in name for name in files_of(package))


def test_a_package_is_sealed_once(campaign):
    package = packed(campaign)
    with pytest.raises(Refused):
        preparation.seal(Package.objects.get(pk=package.pk), by=None)


def test_only_the_office_prepares(campaign):
    for role in (roles.LEADING_GROUP, roles.ASSESSOR, roles.STAFF):
        with pytest.raises(Refused):
            preparation.begin(campaign, by=UserFactory(role=role))


# -- Altered files ----------------------------------------------------------------


def test_a_file_altered_before_is_not_packed(campaign):
    by = office()
    spoil(Evidence.objects.get(caption="会场照片").stored_file.file.name)
    package = preparation.begin(campaign, by=by)
    stage = preparation.advance(package, by=by, seconds=None)
    assert stage.faults == ("会场照片",)
    with pytest.raises(Refused):
        preparation.seal(package, by=by)


def test_a_file_lost_before_is_not_packed(campaign):
    default_storage.delete(
        Evidence.objects.get(caption="会场照片").stored_file.file.name
    )
    with pytest.raises(preparation.NotWhole, match="会场照片"):
        packed(campaign)


def test_a_lost_thumbnail_is_made_again(campaign):
    stored = Evidence.objects.get(caption="会场照片").stored_file
    default_storage.delete(stored.thumbnail.name)
    found = members(packed(campaign))
    assert Image.open(BytesIO(found["data/thumbnails/0002.webp"])).format == "WEBP"


def test_a_file_altered_since_breaks_the_download_off_before_it(campaign):
    package = packed(campaign)
    whole = sent(package)
    stored = Evidence.objects.get(caption="会场照片").stored_file
    spoil(stored.file.name)
    got = []
    with pytest.raises(delivery.Broken, match="会场照片"):
        got.extend(delivery.stream(package, by=None))
    partial = b"".join(got)
    assert whole.startswith(partial) and len(partial) < len(whole)
    failed = ArchiveEvent.objects.get(outcome="failed")
    assert (failed.kind, failed.detail) == (
        "download",
        "data/files/20140308_会场照片.jpg",
    )


def test_a_part_of_an_altered_file_is_not_sent_either(campaign, monkeypatch):
    monkeypatch.setattr(delivery, "IN_MEMORY", 10)
    package = packed(campaign)
    whole = sent(package)
    stored = Evidence.objects.get(caption="会场照片").stored_file
    content = default_storage.open(stored.file.name).read()
    middle = whole.index(content) + len(content) // 2
    assert sent(package, first=middle, last=middle + 9) == whole[middle : middle + 10]
    spoil(stored.file.name)
    with pytest.raises(delivery.Broken):
        sent(package, first=middle, last=middle + 9)


def test_after_a_fault_it_stays_closed_until_a_check_finds_it_whole(campaign):
    package = packed(campaign)
    name = Evidence.objects.get(caption="会场照片").stored_file.file.name
    spoil(name)
    assert [fault.path for fault in delivery.verify(package, by=None)] == [
        "data/files/20140308_会场照片.jpg"
    ]
    assert "会场照片" in delivery.why_not_download(package, by=None)
    with pytest.raises(Refused):
        delivery.stream(package, by=None).__next__()
    spoil(name)  # the byte as it was
    assert delivery.verify(package, by=None) == ()
    assert delivery.why_not_download(package, by=None) == ""


def test_a_lost_file_is_told_apart_from_an_altered_one(campaign):
    package = packed(campaign)
    default_storage.delete(
        Evidence.objects.get(caption="会场照片").stored_file.file.name
    )
    default_storage.delete(package.seal.pages.name)
    faults = delivery.verify(package, by=None)
    assert {fault.is_lost for fault in faults} == {True}
    assert len(faults) > 10


def test_what_was_closed_since_leaves_the_house_no_more(campaign):
    package = packed(campaign)
    Evidence.objects.filter(caption="会场照片").update(is_confidential=True)
    with pytest.raises(Refused):
        delivery.stream(package, by=None).__next__()


def test_what_its_item_closed_since_leaves_the_house_no_more(campaign):
    package = packed(campaign)
    item = ArchiveItemFactory(campaign=campaign, is_confidential=True)
    ItemPartFactory(item=item, evidence=Evidence.objects.get(caption="会场照片"))
    with pytest.raises(Refused):
        delivery.stream(package, by=None).__next__()


def test_what_was_destroyed_since_leaves_the_house_no_more(campaign):
    package = packed(campaign, with_confidential=True)
    item = ArchiveItemFactory(campaign=campaign, destroyed_at=timezone.now())
    ItemPartFactory(item=item, evidence=Evidence.objects.get(caption="会场照片"))
    with pytest.raises(Refused):
        delivery.stream(package, by=None).__next__()


# -- Speed ------------------------------------------------------------------------


def test_gathering_takes_the_same_queries_for_one_and_thirty(campaign):
    taken = []
    for total in (1, 3, 30):
        while ItemPart.objects.count() < total:
            activity = ActivityFactory(confirmed=True)
            entry = EvidenceFactory(activity=activity)
            ItemPartFactory(item__campaign=campaign, evidence=entry)
        with CaptureQueriesContext(connection) as captured:
            found = materials.gather(campaign, with_confidential=False)
        assert len(found.items) == total
        taken.append(len(captured))
    assert len(set(taken)) == 1, taken


# -- Its name ---------------------------------------------------------------------


def test_it_unpacks_to_the_name_it_was_sealed_under(campaign):
    package = packed(campaign)
    whole = sent(package)
    Court.objects.filter(pk=campaign.court_id).update(name="改名后的人民法院")
    again = Package.objects.get()
    assert sent(again) == whole
    assert pages.name_of(again) == "测试县人民法院考评材料1"


def test_a_court_whose_name_no_system_can_write_still_unpacks(campaign):
    Court.objects.filter(pk=campaign.court_id).update(name="测试/县:法院" * 9)
    campaign.refresh_from_db()
    package = packed(campaign)
    assert package.seal.name.startswith("测试_县_法院")
    assert package.seal.name.endswith("考评材料1")
    assert len(package.seal.name.encode()) < 150


# -- Verifying --------------------------------------------------------------------


def test_only_the_office_verifies(campaign):
    package = packed(campaign)
    for role in (roles.LEADING_GROUP, roles.ASSESSOR, roles.STAFF):
        reader = UserFactory(role=role)
        assert delivery.why_not_verify(package, by=reader)
        with pytest.raises(Refused):
            delivery.verify(package, by=reader)
    assert delivery.why_not_verify(package, by=office()) == ""
    assert not ArchiveEvent.objects.filter(kind="check").exists()


# -- Copies -----------------------------------------------------------------------


def test_half_a_copy_left_by_a_crash_is_no_copy(settings):
    name = copies.keep(b"whole content", "jpg")
    with open(default_storage.path(name), "wb") as file:
        file.write(b"whole")
    assert copies.keep(b"whole content", "jpg") == name
    assert default_storage.open(name).read() == b"whole content"


def test_a_copy_is_never_known_by_its_name_before_it_is_whole(monkeypatch):
    def stop(self, name, content, **more):
        raise AssertionError("written under its final name")

    monkeypatch.setattr(FileSystemStorage, "save", stop)
    assert default_storage.exists(copies.keep(b"content", "jpg"))


# -- Boxes ------------------------------------------------------------------------


def test_the_tenth_box_stands_after_the_second(campaign):
    for number in (10, 2):
        box = Box.objects.create(
            court=campaign.court, number=number, year=2014, retention="D30"
        )
        ArchiveItemFactory(campaign=campaign, box=box, number=number)
    shelves = materials.gather(campaign, with_confidential=False).shelves
    assert [str(shelf.box) for shelf in shelves] == ["2014-D30-2", "2014-D30-10"]
