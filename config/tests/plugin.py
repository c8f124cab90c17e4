"""What browser tests need: Debian's Chromium, a database the live server can share,
and an accessibility check. Loaded for every app by `addopts` in pyproject.toml.

Nothing of ours is imported here: this is loaded before the settings are.
"""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
USES_BROWSER = pytest.StashKey()
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def find_chromium():
    """Return the path of Chromium, "" if there is none; $CHROMIUM names another."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen) or ""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), "")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Prepare what is marked `browser`, after `-m` has chosen."""
    chosen = [item for item in items if item.get_closest_marker("browser")]
    if not chosen:
        return
    if not find_chromium():
        _refuse_or_skip(chosen)
    # Playwright runs an event loop in our thread, which Django would mistake for
    # asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    config.stash[USES_BROWSER] = True
    for item in chosen:
        # Roles are made by a migration: a flush after each test must not lose them.
        item.add_marker(
            pytest.mark.django_db(transaction=True, serialized_rollback=True)
        )


def _refuse_or_skip(items):
    reason = "no Chromium found: apt-get install chromium, or set CHROMIUM to its path"
    if os.environ.get("REQUIRE_BROWSER"):
        raise pytest.UsageError(reason)
    for item in items:
        item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings, tmp_path_factory
):
    """Let live server and test each have a connection.

    SQLite's test database in memory is one connection for all threads, and two
    requests at a time break it.
    """
    database = settings.DATABASES["default"]
    if request.config.stash.get(USES_BROWSER, False) and "sqlite" in database["ENGINE"]:
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.db")


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup):
    """Let every connection know what the migrations made.

    Once Playwright's event loop runs, Django gives our thread another connection,
    and the contents it would roll back to stay behind on the first.
    """
    if request.config.stash.get(USES_BROWSER, False):
        first = connections["default"]
        type(first)._test_serialized_contents = first._test_serialized_contents


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start Debian's Chromium, not a download of Playwright's."""
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": [*browser_type_launch_args.get("args", ()), *CHROMIUM_FLAGS],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Look at the site as a court in China does."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def axe_violations():
    """Return a function: page → what is wrong by WCAG 2.2 AA, a line for each element.

    `assert axe_violations(page) == []`
    """

    def look(page):
        options = {
            "runOnly": {"type": "tag", "values": list(WCAG)},
            "resultTypes": ["violations"],
        }
        found = Axe().run(page, options=options).response["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return look
