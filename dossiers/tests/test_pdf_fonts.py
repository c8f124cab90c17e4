"""The court's own fonts print the PDF; what stands in for them is told."""

import os
import subprocess
import sys
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from dossiers.blocks import Document, Heading
from dossiers.exports import pdf, pdf_fonts
from dossiers.tests.pdf_pages import (
    REPORT,
    SANS,
    SERIF,
    a_line,
    embedded,
    lines,
    opened,
)


@pytest.fixture
def fonts_dir(tmp_path, settings):
    """Return a function that puts a renamed free font into FONTS_DIR.

    A name of the same length keeps the tables of the font as they are.
    """

    def put(name, old="Noto Serif SC", file="NotoSerifSC-Regular.otf"):
        assert len(name) == len(old)
        font = (Path(pylopdf_fonts_zh_cn.__file__).parent / file).read_bytes()
        renamed = font.replace(old.encode("utf-16-be"), name.encode("utf-16-be"))
        (tmp_path / f"{name}.otf").write_bytes(renamed)
        settings.FONTS_DIR = str(tmp_path)

    return put


def test_without_the_courts_fonts_three_faces_are_told_to_be_substituted():
    assert [each.official for each in pdf_fonts.substitutions()] == [
        "仿宋",
        "楷体",
        "小标宋",
    ]
    assert {each.used for each in pdf_fonts.substitutions()} == {"Noto Serif SC"}


def test_a_face_of_the_court_is_used_and_no_longer_told(fonts_dir):
    fonts_dir("FangSong Test")
    assert pdf_fonts.families()["fangsong"] == ["FangSong Test", "Noto Serif SC"]
    assert [each.official for each in pdf_fonts.substitutions()] == ["楷体", "小标宋"]


def test_with_all_the_courts_fonts_nothing_is_told(fonts_dir):
    for name in ("FangSong Test", "KaiTi_GB 2312", "XiaoBiaoSong1"):
        fonts_dir(name)
    assert pdf_fonts.remarks() == ()


def test_an_unknown_font_is_an_error(monkeypatch):
    wrong = dict.fromkeys(pdf_fonts.FACES, ["No Such Font"])
    monkeypatch.setattr(pdf_fonts, "families", lambda: wrong)
    with pytest.raises(RuntimeError, match="unknown font family: no such font"):
        pdf.render(REPORT)


def test_a_fonts_dir_that_is_not_there_stops_the_start(tmp_path):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    start = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=environment | {"FONTS_DIR": str(tmp_path / "fonts")},
        cwd=Path(pdf.__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert start.returncode == 1
    assert "fonts': there is no such folder." in start.stderr


def test_a_heading_of_the_second_level_is_in_楷体(fonts_dir):
    fonts_dir("KaiTi Sample", old="Noto Sans SC", file="NotoSansSC-Regular.otf")
    page = opened(Document("", (Heading(2, 1, "题"),))).pages[0]
    assert set(embedded(page)) == {SANS, SERIF}


def test_a_character_the_courts_font_lacks_is_printed_in_the_built_in_one(fonts_dir):
    """Noto Sans SC, named as a 仿宋 here, has no 䶶; a missing glyph would be refused."""
    fonts_dir("FangSongTest", old="Noto Sans SC", file="NotoSansSC-Regular.otf")
    page = opened(Document("", (a_line("审判员䶶"),))).pages[0]
    assert lines(page)[0] == "审判员䶶"
    assert set(embedded(page)) == {SANS, SERIF}
