"""What every test of the telling room starts from."""

import pytest


@pytest.fixture(autouse=True)
def no_fonts_of_a_court(settings):
    """The fonts of whoever runs the tests change nothing."""
    settings.FONTS_DIR = None
