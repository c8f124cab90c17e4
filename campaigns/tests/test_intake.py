"""Files that arrive in pieces: gone on with, kept when whole, told why not."""

import os
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import evidence, intake, roles
from campaigns.forms import uploads
from campaigns.models import Evidence, FileText, StoredFile
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    EvidenceFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, rows, text

pytestmark = pytest.mark.django_db
PRINT = "0123456789abcdef"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INTAKE_ROOT = tmp_path / "intake"


@pytest.fixture
def author():
    CampaignFactory()
    return UserFactory()


@pytest.fixture
def page(client, author):
    client.force_login(author)
    return client


def begin(client, name, size, fingerprint=PRINT):
    told = {"name": name, "size": size, "fingerprint": fingerprint}
    return client.post(reverse("intake"), told)


def piece(client, key, content, offset):
    return client.post(
        reverse("intake-piece", args=[key]),
        content,
        content_type="application/octet-stream",
        headers={"X-Offset": str(offset)},
    )


def send(client, name, content):
    """What the page is told once all of `content` has arrived."""
    answer = begin(client, name, len(content)).json()
    return (
        piece(client, answer["key"], content, 0).json() if "key" in answer else answer
    )


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def bundle(*members):
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        for name, content in members:
            opened.writestr(name, content)
    return made.getvalue()


# -- In pieces -------------------------------------------------------------------


def test_the_last_piece_brings_the_row_and_leaves_no_part(page, settings):
    content = picture(taken_on=None).read()
    key = begin(page, "照片.jpg", len(content)).json()["key"]
    assert piece(page, key, content[:100], 0).json() == {"offset": 100}
    told = piece(page, key, content[100:], 100).json()
    row = told["rows"][0]
    assert (row["name"], row["kind"], told["note"]) == ("照片.jpg", "picture", "")
    assert row["thumbnail"].startswith("data:image/webp;base64,")
    stored = StoredFile.objects.get()
    assert default_storage.open(stored.file.name).read() == content
    assert files_in(settings.INTAKE_ROOT) == []


def test_the_row_is_attached_by_the_form(page, author):
    activity = ActivityFactory(logged_by=author)
    told = send(page, "方案.txt", "方案".encode())["rows"][0]
    data = rows() | {"evidence-TOTAL_FORMS": 1, "link-kind": "web"}
    data |= {"evidence-0-stored": told["stored"], "evidence-0-kind": "document"}
    data |= {"evidence-0-is_confidential": "on"}
    url = reverse("evidence-add", args=["activity", activity.pk])
    assert page.post(url, data).status_code == 302
    entry = activity.evidence.get()
    assert (entry.file_name, entry.is_confidential) == ("方案.txt", True)
    assert entry.is_declared_open


def test_a_broken_upload_goes_on_where_it_stopped(page, author):
    content = picture().read()
    key = begin(page, "照片.jpg", len(content)).json()["key"]
    piece(page, key, content[:200], 0)
    again = Client()
    again.force_login(author)
    answer = begin(again, "照片.jpg", len(content)).json()
    assert answer["offset"] == 200
    assert "rows" in piece(again, answer["key"], content[200:], 200).json()


def test_a_whole_part_is_kept_when_only_the_end_was_missing(page, author):
    """The server broke down between the last byte and keeping the file."""
    content = text().read()
    upload = intake.begin(
        by=author, name="通知.txt", size=len(content), fingerprint=PRINT
    )
    intake.append(upload, content, offset=0)
    answer = begin(page, "通知.txt", len(content)).json()
    assert answer["offset"] == len(content)
    told = piece(page, answer["key"], b"", len(content)).json()
    assert told["rows"][0]["name"] == "通知.txt"


@pytest.mark.parametrize("offset", [0, 5, 99])
def test_a_piece_that_does_not_fit_on_changes_nothing(page, offset):
    key = begin(page, "通知.txt", 300).json()["key"]
    piece(page, key, b"x" * 10, 0)
    assert piece(page, key, b"y" * 10, offset).json() == {"offset": 10}


def test_another_file_of_the_same_name_begins_anew(page):
    key = begin(page, "通知.txt", 300).json()["key"]
    piece(page, key, b"x" * 10, 0)
    assert begin(page, "通知.txt", 301).json()["offset"] == 0
    assert begin(page, "通知.txt", 300, "f" * 16).json()["offset"] == 0


# -- Who and how much ------------------------------------------------------------


def test_only_who_began_may_go_on(page, client):
    key = begin(page, "通知.txt", 300).json()["key"]
    other = Client()
    other.force_login(UserFactory())
    assert piece(other, key, b"x", 0).status_code == 404
    assert begin(other, "通知.txt", 300).json()["offset"] == 0


def test_a_made_up_key_is_not_found(page):
    assert piece(page, "made-up", b"x", 0).status_code == 404


@pytest.mark.parametrize("role", [roles.ASSESSOR, roles.SYSTEM_ADMIN, roles.AUDITOR])
def test_who_writes_no_records_hands_in_nothing(client, author, role):
    client.force_login(UserFactory(role=role, unit=None))
    answer = begin(client, "通知.txt", 3)
    assert answer.status_code == 422
    assert answer.json() == {"reason": _("Only who writes records hands in files.")}


@pytest.mark.parametrize(
    ("name", "megabytes"),
    [("a.jpg", 31), ("a.pdf", 51), ("a.mp4", 501), ("a.zip", 501)],
)
def test_what_is_too_large_for_its_kind_is_refused_before_a_byte_is_sent(
    page, settings, name, megabytes
):
    answer = begin(page, name, megabytes << 20)
    assert str(megabytes) in answer.json()["reason"]
    assert files_in(settings.INTAKE_ROOT) == []
    assert "key" in begin(page, name, (megabytes - 2) << 20).json()


def test_more_than_was_said_is_refused(page):
    key = begin(page, "通知.txt", 10).json()["key"]
    answer = piece(page, key, b"x" * 11, 0)
    assert answer.json() == {
        "reason": _("The file is larger than it was said to be; choose it again.")
    }


def test_a_piece_beyond_the_limit_is_not_read(page, monkeypatch):
    monkeypatch.setattr(intake, "MOST_PIECE", 10)
    key = begin(page, "通知.txt", 100).json()["key"]
    assert piece(page, key, b"x" * 11, 0).status_code == 413


def test_too_many_open_at_once_are_refused(page, monkeypatch):
    monkeypatch.setattr(intake, "MOST_PARTS", 1)
    begin(page, "一.txt", 10)
    assert begin(page, "二.txt", 10).json() == {
        "reason": _("Too many files are on their way; wait until some have arrived.")
    }
    assert "key" in begin(page, "一.txt", 10).json()


def test_what_nobody_came_back_for_within_a_day_is_swept(page, settings):
    begin(page, "旧.txt", 10)
    begin(page, "新.txt", 10)
    media = Path(settings.MEDIA_ROOT)
    old, new = sorted(files_in(settings.INTAKE_ROOT))
    for folder in ("imports/ab", "arriving", "ab"):
        (media / folder).mkdir(parents=True)
        (media / folder / "x").write_bytes(b"x")
    for path in (old, media / "imports/ab/x", media / "arriving/x", media / "ab/x"):
        os.utime(path, (time.time() - 90_000,) * 2)
    begin(page, "再.txt", 10)
    assert not old.exists()
    assert new.exists()
    assert files_in(media) == [media / "ab/x"]


def test_a_piece_asks_the_database_for_the_person_only(
    page, django_assert_max_num_queries
):
    key = begin(page, "通知.txt", 100).json()["key"]
    with django_assert_max_num_queries(8):
        piece(page, key, b"x", 0)


# -- Whole, and refused ----------------------------------------------------------


def test_a_refused_file_tells_why_and_leaves_nothing(page, settings):
    told = send(page, "假图.png", b"<html></html>")
    assert told["rows"][0]["missed"] == "假图.png"
    assert told["rows"][0]["reason"]
    assert files_in(settings.MEDIA_ROOT) + files_in(settings.INTAKE_ROOT) == []
    assert StoredFile.objects.count() == 0


def test_each_file_of_a_zip_is_told_with_its_own_size(page):
    packed = bundle(("一.txt", "甲" * 2048), ("假图.png", "<html></html>"))
    first, second = send(page, "材料.zip", packed)["rows"]
    assert first["size"] == filesizeformat(3 * 2048)
    assert (second["missed"], second["size"]) == ("假图.png", "")


def test_content_that_is_proof_already_is_offered_for_reuse(page, author):
    stored = evidence.keep(text(), "通知.txt", court=author.court)
    entry = EvidenceFactory(
        activity=ActivityFactory(logged_by=author), stored_file=stored
    )
    told = send(page, "又是通知.txt", text().read())["rows"][0]
    assert told["known"] == {
        "url": entry.get_absolute_url(),
        "name": str(entry),
        "owner": str(entry.owner),
    }
    assert Evidence.objects.count() == 1


def test_a_bundle_becomes_a_row_for_each_of_its_files(page):
    members = [
        ("照片/甲.jpg", picture().read()),
        ("假.png", b"no"),
        ("Thumbs.db", b"x"),
    ]
    told = send(page, "照片.zip", bundle(*members))
    assert [row["name"] for row in told["rows"]] == ["甲.jpg", "假.png"]
    assert ["stored" in row for row in told["rows"]] == [True, False]
    assert "Thumbs.db" in told["note"]
    assert StoredFile.objects.count() == 1


def test_its_words_are_kept(page):
    send(page, "通知.txt", "关于开展活动的通知\n附件".encode())
    assert FileText.objects.get().text == "关于开展活动的通知\n附件"


# -- Twice at once, and broken off -----------------------------------------------


def test_the_second_of_two_pages_is_told_that_the_first_was_done(page):
    """The same file dropped twice shares one part, which goes with the first."""
    content = text().read()
    keys = [begin(page, "通知.txt", len(content)).json()["key"] for _each in range(2)]
    assert "rows" in piece(page, keys[0], content, 0).json()
    late = piece(page, keys[1], content, 0)
    assert late.status_code == 410
    assert late.json() == {"isGone": True, "reason": str(intake.GONE)}


def test_a_part_that_went_while_the_last_piece_came_is_gone(author):
    upload = intake.begin(by=author, name="通知.txt", size=3, fingerprint=PRINT)
    upload.path.unlink()
    with pytest.raises(intake.Gone):
        intake.append(upload, b"abc", offset=0)
    with pytest.raises(intake.Gone):
        intake.finish(upload, court=author.court)


def test_what_was_announced_counts_though_not_a_byte_has_arrived(page, monkeypatch):
    monkeypatch.setattr(intake, "MOST_WAITING", 1000)
    assert "key" in begin(page, "一.txt", 600).json()
    assert begin(page, "二.txt", 600).json() == {
        "reason": _("Too many files are on their way; wait until some have arrived.")
    }
    assert "key" in begin(page, "三.txt", 400).json()


def test_a_part_that_cannot_be_kept_goes_and_the_error_is_told(
    author, settings, monkeypatch
):
    def stumble(*args, **kwargs):
        raise ZeroDivisionError

    upload = intake.begin(by=author, name="通知.txt", size=3, fingerprint=PRINT)
    intake.append(upload, b"abc", offset=0)
    monkeypatch.setattr(intake.arrivals, "take_in", stumble)
    with pytest.raises(ZeroDivisionError):
        intake.finish(upload, court=author.court)
    assert files_in(settings.INTAKE_ROOT) == []


# -- Small pictures --------------------------------------------------------------


def test_a_small_picture_that_was_lost_is_made_again(page):
    content = picture().read()
    send(page, "照片.jpg", content)
    stored = StoredFile.objects.get()
    default_storage.delete(stored.thumbnail.name)
    told = send(page, "照片.jpg", content)["rows"][0]
    assert told["thumbnail"].startswith("data:image/webp;base64,")
    assert default_storage.exists(stored.thumbnail.name)


def test_a_row_whose_small_picture_is_lost_shows_none(page):
    send(page, "照片.jpg", picture().read())
    stored = StoredFile.objects.get()
    default_storage.delete(stored.thumbnail.name)
    assert uploads.Kept(stored, "照片.jpg").thumbnail_url == ""
