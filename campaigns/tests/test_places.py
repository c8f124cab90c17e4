"""A picture's place leaves it; its date, its orientation and its pixels stay."""

import zlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from campaigns import contents

GPS = {1: "N", 2: (28.0, 41.0, 30.5), 3: "E", 4: (115.0, 53.0, 12.25), 29: "2014:03:05"}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description dc:title="t" '
    b"exif:GPSLatitude=\"28,41.5N\" exif:GPSLongitude='115,53E'>"
    b"<exif:GPSAltitude>35/1</exif:GPSAltitude></rdf:Description></x:xmpmeta>"
)


def exif(order="II", gps=GPS):
    made = Image.Exif()
    made.endian = "<" if order == "II" else ">"
    made[ExifTags.Base.Make] = "手机".encode().decode("latin-1")
    made[ExifTags.Base.Orientation] = 6
    made[ExifTags.Base.DateTime] = "2014:03:05 09:30:00"
    made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = (
        "2014:03:05 09:30:00"
    )
    if gps:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return made


def photo(form, **options):
    out = BytesIO()
    image = Image.effect_noise((64, 48), 90).convert("RGB")
    if form == "TIFF":
        options["tiffinfo"] = directory()
    image.save(out, form, exif=None if form == "TIFF" else exif(), **options)
    return out.getvalue()


def directory():
    """The same for a TIFF, whose own directory the tags stand in."""
    made = TiffImagePlugin.ImageFileDirectory_v2()
    made[ExifTags.Base.Make], made[ExifTags.Base.Orientation] = "phone", 6
    made[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: "2014:03:05 09:30:00"}
    made[ExifTags.IFD.GPSInfo] = GPS
    return made


def bare(data, extension):
    return contents.without_place(BytesIO(data), extension).read()


def seen(data):
    image = Image.open(BytesIO(data))
    found = image.getexif()
    return {
        "orientation": found[ExifTags.Base.Orientation],
        "date": found.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal],
        "make": found[ExifTags.Base.Make],
        "pixels": image.tobytes(),  # last: loading a TIFF turns it
    }


FORMS = [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("TIFF", "tif")]


@pytest.mark.parametrize(("form", "extension"), FORMS)
def test_the_place_is_gone_and_everything_else_stays(form, extension):
    data = photo(form)
    before = Image.open(BytesIO(data)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert before[2] == (28.0, 41.0, 30.5)
    found = bare(data, extension)
    assert len(found) == len(data)
    exif_after = Image.open(BytesIO(found)).getexif()
    assert exif_after.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert ExifTags.IFD.GPSInfo not in exif_after
    assert b"2014:03:05\0" not in found  # GPSDateStamp, a value outside its directory
    assert seen(found) == seen(data)


@pytest.mark.parametrize("order", ["II", "MM"])
def test_either_order_of_bytes_is_understood(order):
    made = exif(order).tobytes()
    assert made[6:8] == order.encode()
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=made)
    found = Image.open(BytesIO(bare(out.getvalue(), "jpg"))).getexif()
    assert found.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert found[ExifTags.Base.Orientation] == 6


def test_further_frames_of_a_phone_lose_their_place_too():
    first = photo("JPEG")
    found = bare(first + photo("JPEG"), "jpg")
    for frame in (found[: len(first)], found[len(first) :]):
        exif_after = Image.open(BytesIO(frame)).getexif()
        assert exif_after.get_ifd(ExifTags.IFD.GPSInfo) == {}


@pytest.mark.parametrize(("form", "extension"), [("JPEG", "jpg"), ("WEBP", "webp")])
def test_the_place_in_an_xmp_packet_is_gone_too(form, extension):
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, form, xmp=XMP, exif=exif())
    found = bare(out.getvalue(), extension)
    assert b"GPS" not in found
    assert b'dc:title="t"' in found


def test_the_place_in_the_text_of_a_png_is_gone_and_its_sums_are_right():
    words = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
    chunk = len(words).to_bytes(4, "big") + b"iTXt" + words
    chunk += zlib.crc32(b"iTXt" + words).to_bytes(4, "big")
    data = photo("PNG")
    data = data[:33] + chunk + data[33:]
    found = bare(data, "png")
    assert b"GPS" not in found
    Image.open(BytesIO(found)).verify()


def test_a_picture_without_a_place_is_the_same_to_the_last_byte():
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif(gps=None))
    assert bare(out.getvalue(), "jpg") == out.getvalue()


def test_what_is_no_picture_is_left_alone():
    assert bare(b"%PDF-1.4 exif:GPSLatitude='1'", "pdf") == (
        b"%PDF-1.4 exif:GPSLatitude='1'"
    )


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("at", [4, 8, 9, 10, 20])
def test_a_hostile_directory_neither_hangs_nor_breaks(at):
    data = bytearray(photo("TIFF"))
    data[at : at + 4] = b"\xff\xff\xff\x7f"
    try:
        bare(bytes(data), "tif")
    except contents.Refused as why:
        assert why.reason in (contents.DAMAGED, contents.PLACE)
