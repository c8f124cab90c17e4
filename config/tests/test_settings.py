"""The settings read the environment strictly, and run without any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LONG_KEY = "0123456789" * 6
PRAGMAS = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("foreign_keys", "journal_mode", "busy_timeout"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""


@pytest.fixture
def start(tmp_path):
    """Return a function that starts Python on our settings in an empty environment.

    DATA_DIR alone is given, so that nobody's data are touched.
    """

    def run(code="import config.settings", **variables):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def complaint(process):
    """Return the last line a refused start prints; fail if it started."""
    assert process.returncode != 0, "it started"
    return process.stderr.strip().splitlines()[-1]


def test_it_runs_without_an_environment(start):
    process = start("import django; django.setup()")
    assert (process.returncode, process.stderr) == (0, "")


def test_sqlite_checks_keys_writes_ahead_and_waits(start):
    assert start(PRAGMAS).stdout.split() == ["1", "wal", "10000"]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DEBUG": "maybe"}, "DEBUG='maybe': write on or off"),
        ({"DEBUG": "off", "SECRET_KEY": ""}, "set SECRET_KEY"),
        ({"DEBUG": "off", "SECRET_KEY": "short"}, "set SECRET_KEY"),
        (
            {"DEBUG": "off", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": ""},
            "set ALLOWED_HOSTS",
        ),
        ({"SESSION_HOURS": "many"}, "SESSION_HOURS='many': write a whole number"),
        ({"SESSION_HOURS": "0"}, "SESSION_HOURS='0': write a whole number"),
        ({"DATABASE_URL": "mysql://u:p@localhost/wenming"}, "DATABASE_URL"),
        ({"DATABASE_URL": "nonsense://localhost/wenming"}, "DATABASE_URL"),
        ({"DATABASE_URL": "wenming.db"}, "DATABASE_URL"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else None,
)
def test_it_refuses(start, variables, words):
    said = complaint(start(**variables))
    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert words in said


def test_it_starts_in_earnest_when_told_who_and_where(start):
    process = start(
        "from config import settings; print(settings.SECURE_SSL_REDIRECT)",
        DEBUG="off",
        SECRET_KEY=LONG_KEY,
        ALLOWED_HOSTS="court.example",
    )
    assert process.stdout.split() == ["True"], process.stderr
