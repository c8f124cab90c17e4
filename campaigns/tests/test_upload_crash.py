"""A real server is killed in the middle of uploads: nothing it called safe is lost."""

import hashlib
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "a" * 32  # of both the cookie and the header, so it needs no page first
PRINT = "0123456789abcdef"
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from campaigns.tests.factories import UserFactory
user, session = UserFactory(), SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = user.pk, user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "config.backends.RoleBackend"
session.save()
print(session.session_key)
"""


class Server:
    """One installation on a free port, started and killed as often as needed."""

    def __init__(self, folder):
        self.folder = folder
        names = ("PATH", "PYTHONPATH", "LANG")
        self.environment = {
            name: os.environ[name] for name in names if name in os.environ
        }
        self.environment |= {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "on",
        }
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.session = self._run("-c", PREPARE).communicate(timeout=120)[0].strip()
        self.process = None

    def _run(self, *arguments):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self):
        listen = f"--listen=127.0.0.1:{self.port}"
        self.process = self._run("-m", "waitress", listen, "config.wsgi:application")
        for _try in range(300):
            with closing(socket.socket()) as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate()

    def headers(self, **more):
        cookie = f"sessionid={self.session}; csrftoken={TOKEN}"
        return {"Cookie": cookie, "X-CSRFToken": TOKEN} | more

    def ask(self, path, body, **headers):
        """The answer, or None where the server went away."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("POST", path, body, self.headers(**headers))
            return json.loads(line.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            line.close()

    def begin(self, name, content):
        told = {"name": name, "size": len(content), "fingerprint": PRINT}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("/evidence/intake/", urlencode(told), **form)

    def piece(self, key, content, offset):
        path = f"/evidence/intake/{quote(key)}/"
        return self.ask(path, content, **{"X-Offset": str(offset)})

    def send(self, name, content):
        """Was the whole file acknowledged?"""
        answer = self.begin(name, content)
        if answer is None:
            return False
        offset = answer["offset"]
        told = self.piece(answer["key"], content[offset:], offset)
        return told is not None and "stored" in told["rows"][0]

    def rows(self):
        """{digest: path} of every kept file."""
        with closing(sqlite3.connect(self.folder / "wenming.db")) as base:
            return dict(base.execute("SELECT digest, file FROM campaigns_storedfile"))


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


def digest(content):
    return hashlib.sha256(content).hexdigest()


def check_rows(server):
    """Every row has its file, whole."""
    for name, path in server.rows().items():
        assert digest((server.folder / "media" / path).read_bytes()) == name


def check_resumes(server):
    content = ("关于开展活动的通知\n" * 60_000).encode()
    half = 1_000_000
    key = server.begin("通知.txt", content)["key"]
    assert server.piece(key, content[:half], 0) == {"offset": half}
    with closing(socket.create_connection(("127.0.0.1", server.port))) as line:
        told = server.headers(
            **{"X-Offset": str(half), "Content-Length": str(len(content) - half)}
        )
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        line.sendall(
            f"POST /evidence/intake/{quote(key)}/ HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode()
        )
        line.sendall(content[half : half + 100_000])
        server.kill()
    assert server.rows() == {}
    assert not (server.folder / "media" / digest(content)[:2]).exists()
    server.start()
    assert server.begin("通知.txt", content)["offset"] == half
    assert server.send("通知.txt", content)
    assert list(server.rows()) == [digest(content)]
    check_rows(server)
    assert list((server.folder / "intake").rglob("*/*")) == []


def check_storm(server):
    """Killed at any moment while files come in one after another."""
    chance, acknowledged = random.Random(2014), []
    for storm in range(3):
        contents = [
            f"第{storm}次第{n}份 {chance.random()}".encode() * 500 for n in range(400)
        ]

        def hand_in(contents=contents, storm=storm):
            for number, content in enumerate(contents):
                if not server.send(f"{storm}-{number}.txt", content):
                    return
                acknowledged.append(content)

        sender = threading.Thread(target=hand_in)
        before = len(acknowledged)
        sender.start()
        while len(acknowledged) < before + 3:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.15))
        server.kill()
        sender.join()
        check_rows(server)
        server.start()
    kept = server.rows()
    assert [each for each in acknowledged if digest(each) not in kept] == []
    assert server.send("风暴之后.txt", "风暴之后".encode())


def test_a_killed_server_loses_nothing_it_acknowledged_and_goes_on(server):
    check_resumes(server)
    check_storm(server)
