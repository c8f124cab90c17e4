"""One command prepares everything, and never touches what is there."""

import os
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Court, User
from campaigns.tests.factories import CourtFactory
from config.management.commands import quickstart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    """Keys and static files of a test stay with the test."""
    monkeypatch.setattr(
        settings, "DATA_DIR", lambda name: str(tmp_path / name), raising=False
    )
    monkeypatch.setattr(quickstart, "collect", lambda environment: None)


def run(*arguments):
    screen = StringIO()
    call_command("quickstart", "--prepare-only", *arguments, stdout=screen)
    return screen.getvalue()


def test_an_own_court_is_founded_and_its_password_shown_once():
    given = ("--empty", "--court=某县人民法院", "--fonds=0117", "--admin=guan-li")
    screen = run(*given)
    person = User.objects.get()
    shown = next(line for line in screen.splitlines() if "guan-li" in line)
    assert person.check_password(shown.split()[1])


def test_a_court_that_is_there_is_left_alone():
    CourtFactory()
    assert "保持不变" in run()
    assert Court.objects.count() == 1


def test_empty_is_refused_when_there_is_a_court():
    CourtFactory()
    with pytest.raises(CommandError, match="全新的数据库"):
        run("--empty", "--court=乙", "--fonds=0118", "--admin=guan")


def test_empty_says_what_it_needs_when_nobody_can_answer():
    with pytest.raises(CommandError, match="--court"):
        run("--empty")


def test_it_serves_as_a_court_is_served(monkeypatch):
    for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS"):
        monkeypatch.delenv(name, raising=False)
    environment = quickstart.production_environment("127.0.0.1:8000")
    assert environment["DEBUG"] == "off"
    assert environment["SECRET_KEY"] == quickstart.secret_key()
    assert len(environment["SECRET_KEY"]) >= 50


def test_what_the_environment_says_already_is_kept(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "court.example")
    environment = quickstart.production_environment("127.0.0.1:8000")
    assert environment["ALLOWED_HOSTS"] == "court.example"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_key_is_readable_by_its_owner_only(settings):
    quickstart.secret_key()
    mode = stat.S_IMODE(os.stat(settings.DATA_DIR("secret-key")).st_mode)
    assert mode == 0o600
