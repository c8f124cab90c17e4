"""What every test of the telling room starts from."""

import pytest

from dossiers.tests import issuing


@pytest.fixture(autouse=True)
def no_fonts_of_a_court(settings):
    """The fonts of whoever runs the tests change nothing."""
    settings.FONTS_DIR = None


# -- A summary of one section, on its way to an edition; a file may have its own ----


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def summary():
    return issuing.told_summary()


@pytest.fixture
def section(summary):
    return summary.sections.get()


@pytest.fixture
def clerk():
    return issuing.clerk()


@pytest.fixture
def leader():
    return issuing.leader()


@pytest.fixture
def ready(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    return summary


@pytest.fixture
def edition(ready, leader):
    return issuing.issued(ready, leader)
