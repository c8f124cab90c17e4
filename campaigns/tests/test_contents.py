"""What may be uploaded and what may not, on files built here byte by byte."""

import hashlib
import os
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns import contents

JPEG_HEAD = b"\xff\xd8\xff\xe0"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-1.4\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
MOOV = b"\0\0\0\x08moov"
MP4 = b"\0\0\0\x10ftypisom\0\0\0\0" + MOOV
MOV = b"\0\0\0\x10ftypqt  \0\0\0\0" + MOOV
VAST = (24, b"\0\0\0\x14")  # where a zip's index tells the size; some 335 MB
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(form, size=(40, 20), mode="RGB", color="red", **options):
    out = BytesIO()
    Image.new(mode, size, color).save(out, form, **options)
    return out.getvalue()


def photo(orientation=1, taken=None, changed=None):
    exif = Image.Exif()
    exif[0x0112] = orientation
    if changed:
        exif[0x0132] = changed
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    return picture("JPEG", exif=exif)


def archive(*members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members:
            made.writestr(name, text)
    return out.getvalue()


def office(what, *more):
    kind = f"application/vnd.openxmlformats-officedocument.{what}.main+xml"
    return archive(("[Content_Types].xml", kind), *more)


def with_member(name, data="<w/>"):
    return office("wordprocessingml.document", (name, data))


def ole(*streams):
    return OLE_HEAD + bytes(504) + "\0".join(streams).encode("utf-16-le")


def claimed(data, **claims):
    """`data` after changing what the zip's index says of its first member."""
    with zipfile.ZipFile(BytesIO(data)) as made:
        start = made.start_dir
    edited = bytearray(data)
    for offset, value in claims.values():
        edited[start + offset : start + offset + len(value)] = value
    return bytes(edited)


DOCX = with_member("word/document.xml")
XLSX = office("spreadsheetml.sheet", ("xl/workbook.xml", "<w/>"))
PPTX = office("presentationml.presentation", ("ppt/presentation.xml", "<p/>"))
ACCEPTED = [
    ("照片.jpg", picture("JPEG"), "picture", "image/jpeg"),
    ("照片.JPEG", picture("JPEG"), "picture", "image/jpeg"),
    ("a.png", picture("PNG"), "picture", "image/png"),
    ("a.webp", picture("WEBP"), "picture", "image/webp"),
    ("a.gif", picture("GIF"), "picture", "image/gif"),
    ("a.tiff", picture("TIFF"), "picture", "image/tiff"),
    ("a.bmp", picture("BMP"), "picture", "image/bmp"),
    ("a.pdf", PDF, "document", "application/pdf"),
    ("a.docx", DOCX, "document", contents.OOXML + "wordprocessingml.document"),
    ("a.xlsx", XLSX, "sheet", contents.OOXML + "spreadsheetml.sheet"),
    ("a.pptx", PPTX, "document", contents.OOXML + "presentationml.presentation"),
    ("a.ofd", archive(("OFD.xml", "<o/>")), "document", "application/ofd"),
    ("a.doc", ole("WordDocument"), "document", "application/msword"),
    ("a.xls", ole("Workbook"), "sheet", "application/vnd.ms-excel"),
    ("a.xls", ole("Book"), "sheet", "application/vnd.ms-excel"),
    ("a.ppt", ole("PowerPoint Document"), "document", "application/vnd.ms-powerpoint"),
    ("a.wps", ole("WordDocument"), "document", "application/wps-office.wps"),
    ("a.et", ole("Workbook"), "sheet", "application/wps-office.et"),
    ("a.dps", ole("PowerPoint Document"), "document", "application/wps-office.dps"),
    ("a.mp4", MP4, "video", "video/mp4"),
    ("a.mov", MOV, "video", "video/quicktime"),
    ("a.mp3", b"ID3\x04\0\0\0\0\0\0", "audio", "audio/mpeg"),
    ("a.mp3", b"\xff\xfb\x90\x44", "audio", "audio/mpeg"),
    ("a.txt", "重阳节慰问".encode(), "text", "text/plain"),
    ("a.csv", "姓名,人次\n".encode("gb18030"), "sheet", "text/csv"),
]
REFUSED = [
    ("empty.jpg", b"", contents.EMPTY),
    ("page.html", b"<p>", contents.WEB),
    ("drawing.svg", b"<svg/>", contents.WEB),
    ("page.png", b"\n<!DOCTYPE html><p>", contents.WEB),
    ("page.txt", b"\xef\xbb\xbf<HTML>", contents.WEB),
    ("drawing.jpg", b"<svg onload=x>", contents.WEB),
    ("script.jpg", JPEG_HEAD + b"<script>alert(1)</script>", contents.DAMAGED),
    ("script.gif", b"GIF89a<script>alert(1)</script>", contents.DAMAGED),
    ("half.jpg", picture("JPEG", (400, 400))[:-600], contents.DAMAGED),
    ("half.png", picture("PNG", (400, 400))[:-100], contents.DAMAGED),
    ("short.png", picture("PNG")[:-12], contents.DAMAGED),
    ("half.pdf", PDF[:-8], contents.DAMAGED),
    ("half.docx", DOCX[:-30], contents.DAMAGED),
    ("half.mp4", MP4[:-8] + b"\0\0\1\0mdat...", contents.DAMAGED),
    ("short.mp4", MP4[:-8] + b"\0\0\1\0moov...", contents.DAMAGED),
    ("phone.heic", b"\0\0\0\x18ftypheic", contents.HEIC),
    ("phone.jpg", b"\0\0\0\x18ftypheic", contents.HEIC),
    ("phone.mp4", b"\0\0\0\x18ftypheic", contents.HEIC),
    ("all.zip", archive(("a.txt", "a")), contents.ARCHIVE),
    *((name, DOCX, contents.MACROS) for name in ("a.docm", "a.xlsm", "a.pptm")),
    ("a.docx", with_member("word/vbaProject.bin"), contents.MACROS),
    ("a.docx", archive(("[Content_Types].xml", MACRO_TYPE)), contents.MACROS),
    ("a.doc", ole("WordDocument", "_VBA_PROJECT"), contents.MACROS),
    ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), contents.PASSWORD),
    ("a.docx", ole("EncryptedPackage"), contents.PASSWORD),
    ("a.doc", ole("EncryptedPackage"), contents.PASSWORD),
    ("a.docx", claimed(DOCX, flag=(8, b"\1")), contents.PASSWORD),
    ("a.docx", claimed(DOCX, size=VAST), contents.SWOLLEN),
    ("a.docx", claimed(DOCX, size=(24, b"\0\0\x80\1")), contents.SWOLLEN),
    ("a.docx", DOCX + b"PK\1\2" * 10_001, contents.SWOLLEN),
    ("a.docx", claimed(DOCX, link=(38, b"\0\0\xff\xa1")), contents.DAMAGED),
    ("a.docx", with_member("../x"), contents.DAMAGED),
    ("a.docx", with_member("/etc/x"), contents.DAMAGED),
    ("a.txt", b"a\0b", contents.UNREADABLE),
    ("a.txt", b"a\xe9", contents.UNREADABLE),
    ("a.txt", "重阳".encode("utf-16"), contents.UNREADABLE),
    ("a.csv", b"a\xff\xff\xff", contents.UNREADABLE),
]
DISAGREEING = [
    ("a.png", picture("JPEG")),
    ("a.jpg", PDF),
    ("a.pdf", b" " + PDF),
    ("a.docx", XLSX),
    ("a.docx", archive(("a.txt", "a"))),
    ("a.ofd", DOCX),
    ("a.docx", ole("WordDocument")),
    ("a.doc", DOCX),
    ("a.doc", ole("Workbook")),
    ("a.mp4", b"MZ\x90\0 a program"),
    ("a.mp3", picture("JPEG")),
]


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def look(data, name, **options):
    return contents.inspect(BytesIO(data), name, **options)


def reason(data, name, **options):
    with pytest.raises(contents.Refused) as refusal:
        look(data, name, **options)
    return refusal.value.reason


@pytest.mark.parametrize(("name", "data", "kind", "media_type"), ACCEPTED)
def test_it_accepts(name, data, kind, media_type):
    found = look(data, name)
    assert (found.kind_hint, found.media_type) == (kind, media_type)
    assert found.size == len(data)


def test_every_accepted_type_is_tried_here():
    tried = {look(data, name).extension for name, data, *_ in ACCEPTED}
    assert tried == set(contents.TYPES)


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED)
def test_it_refuses(name, data, sentence):
    assert reason(data, name) == sentence


@pytest.mark.parametrize(("name", "data"), DISAGREEING)
def test_it_refuses_content_that_is_not_what_the_name_says(name, data):
    assert reason(data, name) == contents.MISMATCH % {"extension": name[2:]}


@pytest.mark.parametrize("name", ["run.exe", "a.jpg.exe", "a.jpg\0.exe", "jpg", ""])
def test_it_refuses_an_unknown_ending_and_names_those_it_knows(name):
    assert reason(b"MZ", name).endswith("txt, csv.")


def test_it_refuses_what_is_over_the_limit_and_says_by_how_much():
    said = reason(bytes(3 << 19), "a.txt", max_bytes=1 << 20)
    assert "has 1.5 MB; at most 1 MB" in said
    assert look(b"ten bytes.", "a.txt", max_bytes=10).size == 10


def test_it_refuses_300_megabytes_however_large_the_file_itself_is():
    data = claimed(with_member("word/a.png", os.urandom(2_000_000)), size=VAST)
    assert reason(data, "a.docx") == contents.SWOLLEN


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [10_000, 20_000])
def test_it_refuses_a_vast_picture_before_decoding_it(side, monkeypatch):
    data = bytearray(picture("BMP"))
    data[18:26] = side.to_bytes(4, "little") * 2
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    sentence = contents.PIXELS % {"limit": 60}
    assert reason(bytes(data), "a.bmp") == sentence
    with pytest.raises(contents.Refused, match="60 million pixels"):
        contents.thumbnail(BytesIO(data))


def test_it_never_asks_what_the_browser_says():
    sent = SimpleUploadedFile("a.png", picture("PNG"), content_type="text/html")
    assert contents.inspect(sent, sent.name).media_type == "image/png"
    assert sent.tell() == 0


def test_a_refused_file_is_left_at_its_start():
    file = BytesIO(PDF)
    with pytest.raises(contents.Refused):
        contents.inspect(file, "a.png")
    assert file.tell() == 0


def test_the_camera_tells_the_day_and_the_size_is_as_seen():
    found = look(photo(orientation=6, taken="2014:10:02 09:30:00"), "a.jpg")
    assert (found.width, found.height) == (20, 40)
    assert found.taken_on == date(2014, 10, 2)


@pytest.mark.parametrize("taken", [None, "0000:00:00 00:00:00", "yesterday"])
def test_without_a_true_day_there_is_none(taken):
    data = photo(taken=taken, changed="2014:10:02 09:30:00")
    assert look(data, "a.jpg").taken_on is None


def test_a_phone_picture_of_several_frames_is_a_jpeg():
    frame = Image.new("RGB", (40, 20))
    data = picture("MPO", save_all=True, append_images=[frame])
    assert look(data, "a.jpg").media_type == "image/jpeg"


def test_a_thumbnail_is_small_upright_and_bare():
    file = BytesIO(photo(orientation=6, taken="2014:10:02 09:30:00"))
    small = Image.open(BytesIO(contents.thumbnail(file, side=10)))
    assert (small.format, small.size) == ("WEBP", (5, 10))
    assert not small.getexif()
    assert file.tell() == 0


def test_a_thumbnail_keeps_what_is_transparent():
    clear = BytesIO(picture("PNG", mode="RGBA", color=(0, 0, 0, 0)))
    small = Image.open(BytesIO(contents.thumbnail(clear)))
    assert small.convert("RGBA").getpixel((0, 0))[3] == 0


def test_there_is_no_thumbnail_of_a_document():
    with pytest.raises(contents.Refused):
        contents.thumbnail(BytesIO(PDF))


def test_a_digest_is_told_with_its_algorithm():
    data = b"0123456789" * 200_000
    file = BytesIO(data)
    file.seek(5)
    assert contents.digest(file) == ("sha256", hashlib.sha256(data).hexdigest())
    assert file.tell() == 0


def test_what_lies_across_two_pieces_is_found():
    data = PDF[:9] + b"%" * ((1 << 20) - 14) + b"/Encrypt 5 0 R" + PDF[9:]
    assert reason(data, "a.pdf") == contents.PASSWORD


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("重阳节 慰问（一）.jpg", "重阳节 慰问（一）.jpg"),
        ("../../x.jpg", "x.jpg"),
        ("C:\\照片\\x.jpg", "x.jpg"),
        ("a\0\r\n\u202egpj.exe", "agpj.exe"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("..", "unnamed"),
        (" .pdf", "pdf"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
        ("重" * 300 + ".jpg", "重" * 78 + ".jpg"),
        ("a." + "x" * 300, ("a." + "x" * 300)[:120]),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert contents.safe_name(name) == safe
