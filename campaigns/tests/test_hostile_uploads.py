"""What must never come in: refused by the real pages, with a reason, leaving nothing."""

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from campaigns import contents
from campaigns.contents import advice
from campaigns.models import Evidence, FileText, StoredFile
from campaigns.tests.factories import ActivityFactory, UserFactory
from campaigns.tests.samples import rows

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOUNDARY = "BoUnDaRy"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INTAKE_ROOT = tmp_path / "intake"


@pytest.fixture
def activity():
    return ActivityFactory(logged_by=UserFactory())


@pytest.fixture
def page(client, activity):
    client.force_login(activity.logged_by)
    return client


def picture(side):
    out = BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def locked_pdf():
    made, out = PdfWriter(), BytesIO()
    made.add_blank_page(100, 100)
    made.encrypt("geheim", algorithm="RC4-128")
    made.write(out)
    return out.getvalue()


def packed(*members):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return made.getvalue()


def bomb():
    kind = contents.OOXML + "wordprocessingml.document.main+xml"
    return packed(("[Content_Types].xml", kind), ("word/x.xml", bytes(60_000_000)))


MACROS = packed(("[Content_Types].xml", "macroEnabled"), ("word/vbaProject.bin", b"x"))
HOSTILE = {
    "path": ("../../x.jpg", picture(10), advice.PATH % {"name": "../../x.jpg"}),
    "svg": ("图.svg", SVG, contents.WEB),
    "svg as png": ("图.png", SVG, contents.WEB),
    "html as png": ("页.png", b"<!DOCTYPE html><script>1</script>", contents.WEB),
    "bomb": ("炸弹.docx", bomb(), contents.SWOLLEN),
    "bomb in a zip": (
        "包.zip",
        packed(("炸弹.txt", bytes(60_000_000))),
        contents.SWOLLEN,
    ),
    "empty": ("空.jpg", b"", contents.EMPTY),
    "vast": ("大.png", picture(10_000), contents.PIXELS % {"limit": 60}),
    "locked": ("密.pdf", locked_pdf(), contents.PASSWORD),
    "macros": ("宏.docm", MACROS, contents.MACROS),
    "macros as docx": ("宏.docx", MACROS, contents.MACROS),
    "cut off": ("断.png", picture(300)[:-20], contents.DAMAGED),
    "wrong sum": ("坏.zip", packed(("a.txt", b"x" * 90))[:60], contents.DAMAGED),
}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


def left_behind(settings):
    folders = (settings.MEDIA_ROOT, settings.INTAKE_ROOT)
    files = [
        path for each in folders for path in Path(each).rglob("*") if path.is_file()
    ]
    return files + [*StoredFile.objects.all(), *FileText.objects.all()]


def multipart(fields, name, content):
    """A form as a browser sends it, or as somebody does who writes it by hand."""
    body = encode_multipart(BOUNDARY, fields).removesuffix(
        f"--{BOUNDARY}--\r\n".encode()
    )
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="evidence-0-file"; '
    head += f'filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    return body + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize("case", HOSTILE)
def test_the_plain_form_refuses_it(page, activity, settings, case):
    name, content, reason = HOSTILE[case]
    fields = rows() | {"link-kind": "web", "evidence-TOTAL_FORMS": 1}
    told = page.post(
        reverse("evidence-add", args=["activity", activity.pk]),
        multipart(fields, name, content),
        content_type=MULTIPART_CONTENT.replace("BoUnDaRyStRiNg", BOUNDARY),
    )
    assert told.status_code == 200
    error = told.context["files"].forms[0].errors["file"][0].replace("\u2215", "/")
    assert error.endswith(str(reason))
    assert left_behind(settings) == []
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("case", HOSTILE)
def test_the_page_that_sends_pieces_is_refused_it(page, settings, case):
    name, content, reason = HOSTILE[case]
    told = {"name": name, "size": len(content), "fingerprint": "0" * 16}
    answer = page.post(reverse("intake"), told).json()
    if "key" in answer:
        answer = page.post(
            reverse("intake-piece", args=[answer["key"]]),
            content,
            content_type="application/octet-stream",
            headers={"X-Offset": "0"},
        ).json()["rows"][0]
    assert answer["reason"] == str(reason)
    assert left_behind(settings) == []


@pytest.mark.parametrize("name", ["../../x.jpg", "..\\..\\x.jpg", "/etc/x.jpg"])
def test_a_better_file_with_such_a_name_is_refused_too(page, activity, settings, name):
    entry = activity.evidence.create(
        link="http://court.example/", kind="web", uploaded_by=activity.logged_by
    )
    body = multipart({"declared": "on"}, name, picture(10))
    told = page.post(
        reverse("evidence-replace", args=[entry.pk]),
        body.replace(b"evidence-0-file", b"file"),
        content_type=MULTIPART_CONTENT.replace("BoUnDaRyStRiNg", BOUNDARY),
    )
    error = told.context["form"].errors["file"][0]
    seen = name.replace("/", "\u2215").replace("\\", "\u2215")
    assert error == advice.PATH % {"name": seen}
    assert left_behind(settings) == []


def test_an_ordinary_name_comes_through_the_plain_form_as_it_is(page, activity):
    file = SimpleUploadedFile("三八节 活动（一）.png", picture(10), "image/png")
    page.post(
        reverse("evidence-add", args=["activity", activity.pk]),
        rows(file) | {"link-kind": "web"},
    )
    assert activity.evidence.get().file_name == "三八节 活动（一）.png"


def test_the_bomb_is_one():
    assert len(HOSTILE["bomb"][1]) < 100_000
    assert len(zlib.compress(HOSTILE["vast"][1])) < 100_000
