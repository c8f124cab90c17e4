"""A file is there whole or not at all."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from campaigns import evidence, storage
from campaigns.models import StoredFile
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory
from campaigns.tests.samples import text


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Breaking(BytesIO):
    """A disk that fails after its first piece."""

    def read(self, size=-1):
        if self.tell():
            raise OSError("the disk is gone")
        return super().read(3)


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_what_breaks_off_leaves_nothing(tmp_path):
    with pytest.raises(Refused):
        storage.write("ab/cd/abcd", Breaking(b"abcdef"))
    assert files_in(tmp_path) == []


def test_half_a_file_under_the_name_is_made_whole(tmp_path):
    default_storage.save("ab/cd/abcd", BytesIO(b"abc"))
    assert storage.write("ab/cd/abcd", BytesIO(b"abcdef")) == "ab/cd/abcd"
    assert files_in(tmp_path) == [tmp_path / "ab/cd/abcd"]
    assert (tmp_path / "ab/cd/abcd").read_bytes() == b"abcdef"


def test_it_is_on_the_disk_before_it_has_its_name(monkeypatch, tmp_path):
    forced = []

    def force(opened):
        forced.append(files_in(tmp_path / "ab"))
        fsync(opened)

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", force)
    storage.write("ab/cd/abcd", BytesIO(b"abc"))
    target = tmp_path / "ab/cd/abcd"
    assert forced == [[], [target], [target]]


@pytest.mark.django_db
def test_the_bytes_are_there_before_the_row(monkeypatch):
    def look(**known):
        assert default_storage.exists(known["defaults"]["file"])
        raise KeyboardInterrupt

    monkeypatch.setattr(StoredFile.objects, "get_or_create", look)
    with pytest.raises(KeyboardInterrupt):
        evidence.keep(text(), "通知.txt", court=CourtFactory())
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_a_lost_file_comes_back_with_its_content():
    court = CourtFactory()
    kept = evidence.keep(text(), "通知.txt", court=court)
    default_storage.delete(kept.file.name)
    assert evidence.keep(text(), "通知.txt", court=court) == kept
    assert default_storage.exists(kept.file.name)


class Counting(BytesIO):
    """Counts the bytes somebody reads from it."""

    number = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.number += len(piece)
        return piece


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["通知.txt", "录像.mp4"])
def test_a_large_file_is_read_twice_at_most(name):
    content = "关于开展活动的通知\n".encode() * 370_000
    if name.endswith("mp4"):
        content = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08moov"
        content += (10_000_000).to_bytes(4, "big") + b"mdat" + bytes(9_999_992)
    file = Counting(content)
    evidence.keep(file, name, court=CourtFactory())
    assert file.number <= 2 * len(content) + 1000
