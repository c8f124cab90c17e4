"""Filings at once from many processes: numbers without gap or double.

On PostgreSQL eight processes file two hundred pieces of proof; on SQLite, which takes
one writer after the other, four file forty: the same code, the same proof, less of it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from campaigns.tests.factories import ActivityFactory, EvidenceFactory
from dossiers.tests.filing import office as an_office

ROOT = Path(__file__).resolve().parent.parent.parent
IS_POSTGRESQL = connection.vendor == "postgresql"
PROCESSES, FILINGS = (8, 200) if IS_POSTGRESQL else (4, 40)

# A process of its own, on the database of the test.
WORKER = """
import sys
import django
from django.conf import settings

name, by, *keys = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()

from datetime import date
from campaigns.models import Evidence, User
from dossiers import filing

by = User.objects.get(pk=by)
for key in keys:
    filing.file(
        [Evidence.objects.get(pk=key)],
        by=by,
        unit=by.unit,
        retention="D30",
        title=f"材料{key}",
        formed_on=date(2014, 3, 8),
    )
"""


# What stands there afterwards, as another process reads it.
READER = """
import json
import sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from campaigns.models import Court
from dossiers import events
from dossiers.models import ArchiveItem

rows = ArchiveItem.objects.order_by("number").values_list("number", "code")
print(json.dumps([list(rows), events.broken(Court.objects.get())]))
"""


@pytest.fixture
def shared(tmp_path):
    """Return a function that names a database with these rows for many processes.

    SQLite's test database lives in the memory of this one, so they get a copy.
    """

    def name():
        if IS_POSTGRESQL:
            return connection.settings_dict["NAME"]
        copy = str(tmp_path / "shared.db")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
        return copy

    return name


def start(script, *words):
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process):
    """What it printed, once it ended well."""
    told, complaint = process.communicate(timeout=300)
    assert (process.returncode, complaint) == (0, "")
    return told


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_filings_at_once_leave_no_gap_and_no_double(shared):
    by, activity = an_office(), ActivityFactory(confirmed=True)
    keys = [str(EvidenceFactory(activity=activity).pk) for _ in range(FILINGS)]
    database = shared()
    shares = [keys[first::PROCESSES] for first in range(PROCESSES)]
    workers = [start(WORKER, database, str(by.pk), *share) for share in shares]
    for worker in workers:
        end(worker)
    rows, broken = json.loads(end(start(READER, database)))
    assert [number for number, _code in rows] == list(range(1, FILINGS + 1))
    assert [code[-4:] for _number, code in rows] == [
        f"{number:04d}" for number in range(1, FILINGS + 1)
    ]
    assert broken == []
