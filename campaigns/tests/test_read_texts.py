"""`manage.py read_texts` reads the words of files kept before words were read."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from campaigns import evidence
from campaigns.models import FileText
from campaigns.tests.factories import CourtFactory, StoredFileFactory
from campaigns.tests.samples import picture, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def run(capsys):
    call_command("read_texts")
    return capsys.readouterr()


def old(words="关于开展活动的通知"):
    kept = evidence.keep(text(words=words), "通知.txt", court=CourtFactory())
    kept.words.delete()
    return kept


def test_it_reads_what_is_missing_and_passes_over_the_rest(capsys):
    kept = old()
    evidence.keep(text(words="另一份"), "另.txt", court=CourtFactory())
    evidence.keep(picture(), "照片.jpg", court=CourtFactory())
    assert run(capsys).out == "1 read, 0 without words.\n"
    assert FileText.objects.get(stored_file=kept).text == "关于开展活动的通知"
    assert run(capsys).out == "0 read, 0 without words.\n"
    assert FileText.objects.count() == 2


def test_a_lost_file_is_told_and_holds_up_nothing(capsys):
    lost, kept = old("甲"), old("乙")
    default_storage.delete(lost.file.name)
    told = run(capsys)
    assert told.out == "1 read, 1 without words.\n"
    assert "the file is lost" in told.err
    assert FileText.objects.get().stored_file == kept


def test_a_mark_in_an_old_file_is_told(capsys):
    default_storage.save("old", text(words="秘密★10年"))
    StoredFileFactory(file="old", court=CourtFactory())
    told = run(capsys)
    assert "秘密★" in told.err
    assert FileText.objects.get().text == "秘密★10年"
