"""`manage.py verify_archive`: exit codes, and a report that is never cut short."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import StoredFile
from campaigns.tests.factories import CourtFactory
from dossiers import fixity
from dossiers.fixity import files
from dossiers.models import Verification
from dossiers.tests import archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "PATIENCE", 0)
    return tmp_path


@pytest.fixture
def item():
    return archive.filed()


def verified(*args):
    """(exit code, what was printed)."""
    out = StringIO()
    try:
        call_command("verify_archive", *args, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_a_sound_archive_ends_with_0(item):
    code, told = verified()
    assert code == 0
    assert "1 items, 1 files" in told


def test_each_fault_is_told_and_ends_with_1(media):
    altered, missing = (
        Path(archive.filed(n).parts.get().file.path) for n in range(1, 3)
    )
    altered.write_bytes(b"x" + altered.read_bytes()[1:])
    missing.unlink()
    (media / "orphan.bin").write_bytes(b"x")
    code, told = verified("--json")
    report = json.loads(told)
    kinds = {(one["kind"], one["key"]) for one in report["failures"]}
    assert code == 1
    assert {
        ("altered", altered.relative_to(media).as_posix()),
        ("missing", missing.relative_to(media).as_posix()),
        ("orphan", "orphan.bin"),
    } <= kinds
    assert report["run"] == Verification.objects.get().pk
    assert report["started"] < report["finished"]
    assert report["checked"]["files"] == 2


def test_the_report_is_never_cut_short(item):
    for number in range(300):
        StoredFile.objects.create(
            court=item.court,
            digest=f"{number:064x}",
            size=1,
            media_type="text/plain",
            file=f"lost/{number}",
        )
    _code, told = verified("--json")
    lost = [one for one in json.loads(told)["failures"] if one["kind"] == "missing"]
    assert len(lost) == 300


def test_what_was_not_checked_is_in_the_report(item):
    _code, told = verified("--json", "--quick")
    codes = {one["code"] for one in json.loads(told)["not_checked"] if one["applies"]}
    assert codes == {"3-4", "3-8", "4-1", "4-2"}


def test_an_unknown_court_is_wrong_use_and_ends_with_2(item):
    with pytest.raises(CommandError) as refused:
        call_command("verify_archive", "--court", "没有")
    assert refused.value.returncode == 2
    assert item.court.name in str(refused.value)


def test_without_any_court_it_is_wrong_use():
    with pytest.raises(CommandError) as refused:
        call_command("verify_archive")
    assert refused.value.returncode == 2


def test_a_court_is_named_by_name_or_fonds_number_and_each_has_its_report(item):
    CourtFactory(name="别的法院", fonds_number="0200")
    assert json.loads(verified("--json", "--court", "0200")[1])["court"] == "别的法院"
    reports = json.loads(verified("--json")[1])
    assert [one["court"] for one in reports] == [item.court.name, "别的法院"]


def test_a_run_that_breaks_off_ends_with_1_and_says_why(item, monkeypatch):
    def broken(*args):
        raise OSError("disk full")

    monkeypatch.setattr(fixity, "_report", broken)
    code, told = verified("--json")
    report = json.loads(told)
    assert code == 1
    assert report["finished"] is None
    assert [(one["kind"], one["detail"]) for one in report["failures"]] == [
        ("crashed", "OSError: disk full")
    ]
