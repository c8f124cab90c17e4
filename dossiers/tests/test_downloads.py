"""A file as an answer: its bytes, its kind, and a name in any script."""

from pathlib import Path
from urllib.parse import quote

from dossiers import views
from dossiers.views import downloads


def test_a_file_is_saved_under_its_name():
    answer = downloads.response(b"content", "text/plain", "总结 100%.txt")
    assert answer.content == b"content"
    assert answer["Content-Type"] == "text/plain"
    name = quote("总结 100%.txt")
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"


def test_no_view_spells_the_header_again():
    folder = Path(views.__file__).parent
    spelled = {
        path.stem for path in folder.glob("*.py") if "attachment;" in path.read_text()
    }
    assert spelled == {"downloads"}
