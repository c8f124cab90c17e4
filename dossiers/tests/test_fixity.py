"""四性检测: what it finds, told apart; nothing that went wrong passes for good."""

import hashlib
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import contents
from campaigns.models import StoredFile
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory, EvidenceFactory, StoredFileFactory
from dossiers import events, fixity
from dossiers.fixity import files, standing
from dossiers.fixity.checks import BY_CODE, CHECKS
from dossiers.fixity.stock import Stock
from dossiers.models import (
    ArchiveEvent,
    ArchiveItem,
    CheckTally,
    Verification,
    VerificationResult,
)
from dossiers.tests import archive, issuing, templating
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "PATIENCE", 0)
    return tmp_path


@pytest.fixture
def item():
    return archive.filed()


@pytest.fixture
def path(item):
    return Path(item.parts.get().file.path)


def found(run, outcome="failed"):
    """{(code, fault, key)} of a run."""
    rows = run.results.filter(outcome=outcome)
    return {(row.code, row.fault, row.object_key) for row in rows}


def faults(item):
    run = fixity.verify(item.court)
    return {(row.code, row.fault) for row in run.results.all()}


def name_of(path, media):
    return path.relative_to(media).as_posix()


# -- A sound archive ----------------------------------------------------------------


def test_a_sound_archive_has_neither_failure_nor_warning(item):
    archive.filed(2, stored=archive.kept_picture())
    run = fixity.verify(item.court)
    assert list(run.results.all()) == []
    assert run.conclusion.failures == 0
    assert run.conclusion.items == 2
    assert run.conclusion.files == 3  # the picture has a small one beside it


def test_what_cannot_be_checked_here_is_told_and_never_passes(item):
    run = fixity.verify(item.court)
    tally = run.tallies.get(code="4-2")
    assert tally.skipped and tally.is_applicable
    assert (tally.passed, tally.failed) == (0, 0)


def test_every_check_is_tallied_in_the_order_of_the_standard(item):
    run = fixity.verify(item.court)
    codes = list(run.tallies.order_by("pk").values_list("code", flat=True))
    assert codes == [check.code for check in CHECKS]
    assert codes[:3] == ["1-1", "1-2", "1-3"] and codes[-1] == "4-7"


def test_the_run_and_each_failure_are_events_of_the_chain(item, path):
    path.write_bytes(b"changed")
    fixity.verify(item.court)
    told = ArchiveEvent.objects.filter(kind="check")
    run, per_item = told.filter(item=None), told.filter(item=item)
    assert [event.outcome for event in run] == ["failed"]
    assert [event.outcome for event in per_item] == ["failed"]
    assert "1-1" in per_item.get().detail
    assert events.broken(item.court) == ()


# -- Missing, altered, orphan, unreadable, destroyed ---------------------------------


def test_one_flipped_byte_is_altered_and_nothing_else(item, path, media):
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    run = fixity.verify(item.court)
    assert ("1-1", "altered", name_of(path, media)) in found(run)
    assert {fault for _code, fault, _key in found(run)} <= {"altered", "damaged"}


def test_a_deleted_file_is_missing(item, path, media):
    path.unlink()
    run = fixity.verify(item.court)
    assert ("1-11", "missing", name_of(path, media)) in found(run)
    assert "altered" not in {fault for _code, fault, _key in found(run)}


def test_a_file_no_row_names_is_an_orphan(item, media):
    (media / "stray").mkdir()
    (media / "stray" / "x.bin").write_bytes(b"x")
    assert found(fixity.verify(item.court)) == {("1-11", "orphan", "stray/x.bin")}


def test_a_file_that_cannot_be_read_is_unreadable_and_not_missing(item, path, media):
    path.unlink()
    path.mkdir()
    faults = {fault for _code, fault, _key in found(fixity.verify(item.court))}
    assert "unreadable" in faults
    assert faults.isdisjoint({"missing", "altered"})


def test_what_is_unreadable_is_told_in_words_without_the_place_on_the_server(
    item, path, media
):
    path.unlink()
    path.mkdir()
    details = fixity.verify(item.court).results.filter(fault="unreadable")
    told = set(details.values_list("detail", flat=True))
    assert told == {_("A folder stands where the file should be.")}


def test_a_path_that_leads_outside_the_store_is_unreadable(item):
    StoredFileFactory(court=item.court, file="../../etc/passwd")
    run = fixity.verify(item.court)
    assert ("1-1", "unreadable", "../../etc/passwd") in found(run)


def test_the_four_are_told_apart_in_one_run(media):
    paths = [Path(archive.filed(n).parts.get().file.path) for n in range(1, 4)]
    altered, missing, unreadable = paths
    altered.write_bytes(b"x" + altered.read_bytes()[1:])
    missing.unlink()
    unreadable.unlink()
    unreadable.mkdir()
    (media / "orphan.bin").write_bytes(b"x")
    run = fixity.verify(CourtFactory())
    assert {
        ("1-1", "altered", name_of(altered, media)),
        ("1-11", "missing", name_of(missing, media)),
        ("1-1", "unreadable", name_of(unreadable, media)),
        ("1-11", "orphan", "orphan.bin"),
    } <= found(run)


def test_an_orphan_is_no_upload_that_is_still_arriving(item, media):
    (media / "arriving").mkdir(exist_ok=True)
    new, old = media / "arriving" / "new", media / "arriving" / "old"
    new.write_bytes(b"x")
    old.write_bytes(b"x")
    long_ago = time.time() - 2 * 86400
    os.utime(old, (long_ago, long_ago))
    assert found(fixity.verify(item.court)) == {("1-11", "orphan", "arriving/old")}


def test_a_file_whose_row_is_written_during_the_run_is_no_orphan(
    item, media, monkeypatch
):
    (media / "late.txt").write_bytes(b"late")

    def write_the_row(_seconds):
        late = contents.digest((media / "late.txt").open("rb"))[1]
        StoredFileFactory(court=item.court, file="late.txt", digest=late, size=4)

    monkeypatch.setattr(files.time, "sleep", write_the_row)
    assert found(fixity.verify(item.court)) == set()


def test_files_of_any_model_are_looked_for():
    summary = issuing.told_summary()
    clerk, leader = issuing.clerk(), issuing.leader()
    issuing.passed(summary, clerk, leader)
    edition = issuing.issued(summary, leader)
    file = edition.files.get(extension="pdf", variant="full")
    assert file.file.name in Stock(summary.campaign.court).claims
    default_storage.delete(file.file.name)
    run = fixity.verify(summary.campaign.court)
    assert ("1-11", "missing", file.file.name) in found(run)


def test_a_lost_small_picture_is_a_warning(item):
    stored = archive.kept_picture()
    default_storage.delete(stored.thumbnail.name)
    run = fixity.verify(item.court)
    assert found(run) == set()
    assert found(run, "warning") == {("1-11", "missing", stored.thumbnail.name)}


def test_a_file_of_a_package_is_held_against_the_digest_it_was_packed_with(item):
    stored = item.parts.get().evidence.stored_file
    archive.packaged(item, stored)
    assert found(fixity.verify(item.court)) == set()
    archive.packaged(item, stored, source="y", digest="0" * 64)
    assert ("1-1", "altered", stored.file.name) in found(fixity.verify(item.court))


# -- The digest ---------------------------------------------------------------------


def test_a_change_of_algorithm_does_not_make_old_files_look_altered(item, monkeypatch):
    real = contents.digest
    monkeypatch.setattr(
        contents,
        "digest",
        lambda file: ("sha512", hashlib.sha512(file.read()).hexdigest()),
    )
    archive.filed(2, words="新文件")
    monkeypatch.setattr(contents, "digest", real)
    algorithms = set(StoredFile.objects.values_list("algorithm", flat=True))
    assert algorithms == {"sha256", "sha512"}
    assert found(fixity.verify(item.court)) == set()


def test_a_digest_nobody_can_compute_is_a_failure(item):
    StoredFile.objects.update(algorithm="md99")
    faults = {code for code, _fault, _key in found(fixity.verify(item.court))}
    assert "1-1" in faults


def test_part_and_stored_file_must_both_agree_with_the_bytes(item):
    item.parts.update(digest="0" * 64)
    assert ("1-1", "altered") in faults(item)


def test_a_file_of_another_size_than_entered_is_told(item):
    StoredFile.objects.update(size=999)
    assert ("1-10", "metadata") in faults(item)


def test_a_picture_cut_short_does_not_open(item):
    stored = archive.kept_picture("另一张.jpg")
    whole = Path(stored.file.path).read_bytes()
    Path(stored.file.path).write_bytes(whole[: len(whole) // 2])
    assert ("3-4", "damaged") in faults(item)


# -- The metadata -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "fault"),
    [
        ({"fonds_number": "01"}, "1-2", "metadata"),
        ({"year": 1066, "formed_on": "1066-10-14"}, "1-5", "metadata"),
        ({"year": 2099, "formed_on": "2099-01-01"}, "1-5", "metadata"),
        ({"title": "通知\u0007"}, "1-6", "metadata"),
        ({"code": "0117-WS-2014-1"}, "1-7", "metadata"),
        ({"responsible": ""}, "2-4", "metadata"),
        ({"pages": None}, "2-4", "metadata"),
    ],
)
def test_what_is_wrong_with_the_metadata_is_told(item, changes, code, fault):
    ArchiveItem.objects.update(**changes)
    assert (code, fault) in faults(item)


def test_a_period_nobody_knows_is_told_also_where_no_database_held_it_off(item):
    item.retention = "D99"
    stock = Stock(item.court)
    stock.items = [item]
    assert [each.fault for each in BY_CODE["1-4"].look(stock)] == ["metadata"]


def test_a_gap_in_the_numbers_is_told_with_the_numbers(item):
    archive.filed(4)
    run = fixity.verify(item.court)
    row = run.results.get(code="2-6")
    assert row.fault == "gap"
    assert "0002–0003" in row.detail


def test_a_destroyed_item_keeps_its_number_and_leaves_no_gap(item):
    archive.filed(2)
    ArchiveItem.objects.filter(pk=item.pk).update(destroyed_at=timezone.now())
    events.record(item.court, "destruction", target=item.code, item=item)
    assert ("2-6", "gap") not in faults(item)


def test_the_same_title_and_day_twice_is_a_warning(item):
    archive.filed(2, title=item.title)
    run = fixity.verify(item.court)
    assert {code for code, fault, _key in found(run, "warning")} == {"1-8"}


def test_an_item_taken_out_of_the_database_is_missed(item):
    events.record(item.court, "filing", target="lost", item=None)
    other = archive.filed(2)
    stock = Stock(item.court)
    stock.items = [one for one in stock.items if one != other]
    assert list(BY_CODE["2-1"].look(stock))[0].fault == "count"


def test_an_item_without_an_event_of_filing_is_told(item):
    lone = ArchiveItemFactory(number=2, unit_code="BGS", pages=1, responsible="院")
    ItemPartFactory(item=lone, evidence__stored_file=archive.kept("孤件"))
    assert ("2-5", "metadata") in faults(item)


def test_an_item_without_a_paper_is_told(item):
    empty = ArchiveItemFactory(number=2, unit_code="BGS", pages=1, responsible="院")
    events.record(item.court, "filing", target=empty.code, item=empty)
    assert ("2-7", "missing") in faults(item)


def test_a_web_address_alone_is_a_warning(item):
    proof = EvidenceFactory(stored_file=None, link="https://example.org/a")
    ItemPartFactory(
        item=item,
        evidence=proof,
        link=proof.link,
        name="",
        media_type="",
        algorithm="",
        digest="",
        size=0,
    )
    run = fixity.verify(item.court)
    assert found(run) == set()
    assert {code for code, _fault, _key in found(run, "warning")} == {"2-8"}


def test_an_item_past_its_term_is_a_warning():
    item = archive.filed(retention="D10")
    run = fixity.verify(item.court)
    assert {(c, f) for c, f, _k in found(run, "warning")} == {("2-9", "term")}


def test_a_format_the_archive_does_not_take_is_a_warning(item):
    item.parts.update(media_type="application/msword")
    assert ("3-3", "format") in faults(item)


# -- The chain ----------------------------------------------------------------------


def test_an_event_changed_behind_our_back_breaks_the_chain(item):
    event = events.record(item.court, "download", target="x", by=item.filed_by)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_archiveevent SET agent = %s WHERE id = %s",
            ["somebody else", event.pk],
        )
    run = fixity.verify(item.court)
    assert found(run) == {("4-7", "chain", str(event.number))}


def test_events_cut_off_at_the_end_are_missed_by_the_next_run(item):
    fixity.verify(item.court)
    last = ArchiveEvent.objects.order_by("number").last()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_archiveevent WHERE id = %s", [last.pk])
    assert events.broken(item.court) == ()
    assert found(fixity.verify(item.court)) == {("4-7", "chain", str(last.number))}


# -- A run that goes wrong ----------------------------------------------------------


def broken_check(monkeypatch, code="1-5"):
    def look(stock):
        raise ZeroDivisionError("broken")
        yield

    checks = tuple(replace(c, look=look) if c.code == code else c for c in CHECKS)
    monkeypatch.setattr(fixity, "CHECKS", checks)


def test_a_check_that_breaks_off_is_itself_a_failure(item, monkeypatch):
    broken_check(monkeypatch)
    run = fixity.verify(item.court)
    row = run.results.get(outcome="failed")
    assert (row.code, row.fault) == ("1-5", "crashed")
    assert "ZeroDivisionError: broken" in row.detail
    assert run.tallies.count() == len(CHECKS)


def test_a_hash_that_breaks_off_is_a_failure_and_never_swallowed(item, monkeypatch):
    def broken(*args, **kwargs):
        raise MemoryError("no memory")

    monkeypatch.setattr("dossiers.fixity.stock.read", broken)
    run = fixity.verify(item.court)
    assert ("1-1", "crashed", "1-1") in found(run)


def test_a_run_that_breaks_off_is_unfinished_and_told_by_an_event(item, monkeypatch):
    def broken(*args):
        raise OSError("disk full")

    monkeypatch.setattr(fixity, "_report", broken)
    with pytest.raises(OSError, match="disk full"):
        fixity.verify(item.court)
    run = Verification.objects.get()
    assert not hasattr(run, "conclusion")
    assert "disk full" in ArchiveEvent.objects.order_by("number").last().detail
    monkeypatch.setattr(standing, "AT_WORK", standing.AT_WORK * 0)
    assert fixity.state_of(run) == "unfinished"
    assert fixity.health(item.court).state == "unfinished"


# -- Quick runs and runs over one item ----------------------------------------------


def test_a_quick_run_reads_every_byte_and_says_what_it_left_out(item, path, media):
    path.write_bytes(b"changed")
    run = fixity.verify(item.court, is_quick=True)
    assert ("1-1", "altered", name_of(path, media)) in found(run)
    assert run.tallies.get(code="3-4").skipped
    assert run.tallies.get(code="3-4").is_applicable


def test_the_checks_over_one_item_see_that_item_only_and_write_nothing(item, path):
    other = archive.filed(2)
    Path(other.parts.get().file.path).unlink()
    assert fixity.check_item(item).failures == ()
    assert {one.fault for one in fixity.check_item(other).failures} == {
        "missing",
        "count",
    }
    assert Verification.objects.count() == 0


def test_a_run_over_one_item_is_kept_with_its_number(item):
    run = fixity.verify(item.court, items=[item], kind="filing", by=issuing.clerk())
    assert (run.item, run.scope, run.kind) == (item, item.code, "filing")
    assert run.tallies.get(code="2-6").is_applicable is False
    assert fixity.last_of(item) == (run, ())


def test_the_last_run_that_saw_an_item_tells_its_failures(item, path):
    assert fixity.last_of(item) == (None, ())
    path.unlink()
    run = fixity.verify(item.court)
    last, failures = fixity.last_of(item)
    assert last == run
    assert {one.fault for one in failures} == {"missing", "count"}


def test_only_the_office_of_the_court_starts_a_run(item):
    with pytest.raises(Refused):
        fixity.verify(item.court, by=issuing.leader())
    other = CourtFactory(name="别的法院")
    with pytest.raises(Refused):
        fixity.verify(other, by=issuing.clerk())


# -- Health -------------------------------------------------------------------------


def test_health_says_never_then_good_then_failed(item, path):
    assert fixity.health(item.court).state == "never"
    fixity.verify(item.court)
    assert fixity.health(item.court).state == "good"
    path.unlink()
    fixity.verify(item.court)
    health = fixity.health(item.court)
    assert (health.state, health.failures) == ("failed", 2)


def test_health_is_stale_after_the_days_of_the_setting(item, settings):
    fixity.verify(item.court)
    settings.VERIFY_EVERY_DAYS = 0
    assert fixity.health(item.court).state == "stale"


def test_a_quick_run_does_not_make_good_what_a_whole_one_found(item):
    stored = archive.kept_picture()
    Path(stored.file.path).write_bytes(b"\xff\xd8\xff nothing")
    row = StoredFile.objects.filter(pk=stored.pk)
    with open(stored.file.path, "rb") as file:
        row.update(digest=contents.digest(file)[1], size=11)
    fixity.verify(item.court)
    assert fixity.verify(item.court, is_quick=True).conclusion.failures == 0
    assert fixity.health(item.court).state == "failed"


def test_a_run_still_at_work_does_not_hide_the_failure_before_it(item, path):
    path.unlink()
    fixity.verify(item.court)
    Verification.objects.create(court=item.court, kind="periodic")
    assert fixity.health(item.court).state == "failed"


# -- What was found stands still -----------------------------------------------------


def test_a_run_and_its_results_never_change(item, path):
    path.unlink()
    run = fixity.verify(item.court)
    for row in (run, run.conclusion, run.results.first(), run.tallies.first()):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_a_check_is_tallied_once_in_a_run(item):
    run = fixity.verify(item.court)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckTally.objects.create(verification=run, code="1-1")


def test_a_skipped_check_has_no_results(item):
    run = Verification.objects.create(court=item.court, kind="periodic")
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckTally.objects.create(verification=run, code="1-1", skipped="x", passed=1)


def test_a_finding_has_a_detail(item):
    run = Verification.objects.create(court=item.court, kind="periodic")
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationResult.objects.create(
            verification=run, code="1-1", outcome="failed", fault="altered", label="x"
        )


def test_the_queries_of_a_run_do_not_grow_with_the_items(
    item, django_assert_max_num_queries
):
    for number in range(2, 12):
        archive.filed(number)
    with django_assert_max_num_queries(40):
        fixity.report_of(Stock(item.court))


# -- Large archives -----------------------------------------------------------------


class Counted(list):
    """A list that counts how often it is walked through."""

    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()


def test_bytes_are_counted_in_one_walk_over_the_parts(item):
    archive.filed(2)
    stock = Stock(item.court)
    stock.parts = Counted(stock.parts)
    assert stock.claims  # walks over them once itself
    stock.parts.walks = 0
    assert len(list(BY_CODE["2-2"].look(stock))) == 2
    assert stock.parts.walks == 1


def test_the_chain_is_never_held_in_memory_whole(item, monkeypatch):
    events.record(item.court, "check", target="x")
    fetch = QuerySet._fetch_all

    def watched(rows):
        whole = rows.model is ArchiveEvent and not rows.query.is_sliced
        assert not whole, "all events at once"
        fetch(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", watched)
    assert events.broken(item.court) == ()
    assert len(list(BY_CODE["4-7"].look(Stock(item.court)))) == 2


def test_what_is_too_long_for_a_page_counts_every_file_of_the_archive(
    item, monkeypatch
):
    stored = item.parts.get().evidence.stored_file
    archive.packaged(item, stored, source="file-1", original="0" * 64)
    archive.packaged(item, stored, source="file-2", original="0" * 64)  # the same copy
    version = templating.added(issuing.clerk())
    total = 2 * stored.size + version.size
    monkeypatch.setattr(fixity, "ON_PAGE", total)
    assert fixity.why_not_on_page(item.court) == ""
    monkeypatch.setattr(fixity, "ON_PAGE", total - 1)
    assert fixity.why_not_on_page(item.court) != ""
