"""The parts a package is made of: names, archive, manifest, pictures, rules."""

import zipfile
import zlib
from datetime import datetime
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from dossiers.packages import bags, names, renditions, rules, zips
from dossiers.tests.packing import noise, picture

# A .zip keeps local time without a zone.
MOMENT = datetime(2014, 11, 3, 8, 30)  # noqa: DTZ001


# -- Names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("法官讲坛·第7期", "法官讲坛·第7期"),
        ("../../x", "_.._x"),
        ("50%到场", "50_到场"),
        ("一\r\n二", "一二"),
        ('a<b>:"c"|?*', "a_b___c____"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("末尾. ", "末尾"),
        ("\u202egpj.exe", "gpj.exe"),
    ],
)
def test_a_name_is_legal_everywhere(given, kept):
    assert names.safe(given) == kept


def test_two_names_that_differ_in_case_alone_are_told_apart():
    taken = names.Names("top")
    given = [taken.take("files", stem, ".jpg") for stem in ("Abc", "abc", "ABC")]
    assert given == ["files/Abc.jpg", "files/abc_2.jpg", "files/ABC_3.jpg"]


def test_no_path_is_longer_than_two_hundred_bytes():
    taken = names.Names("某县人民法院考评材料1")
    paths = {taken.take("data/files", "长" * 100, ".jpeg") for _number in range(12)}
    sizes = {len(f"某县人民法院考评材料1/{path}".encode()) for path in paths}
    assert len(paths) == 12
    assert max(sizes) <= 200
    assert all(path.endswith(".jpeg") for path in paths)


# -- The archive ------------------------------------------------------------------


CONTENTS = {"top/一.txt": b"one", "top/二.bin": bytes(range(256)) * 40, "top/空": b""}


def archive_of(contents):
    return zips.Archive(
        [
            zips.Member(path, len(content), zlib.crc32(content), content)
            for path, content in contents.items()
        ],
        MOMENT,
    )


def cut(archive, *span):
    return b"".join(
        (part.key if isinstance(part, zips.Member) else part)[start:stop]
        for part, start, stop in archive.cut(*span)
    )


def test_the_archive_opens_and_its_size_is_known_before():
    archive = archive_of(CONTENTS)
    whole = cut(archive)
    assert len(whole) == archive.size
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == CONTENTS
        assert {each.date_time for each in opened.infolist()} == {
            (2014, 11, 3, 8, 30, 0)
        }


@pytest.mark.parametrize("step", [1, 7, 97, 5000])
def test_any_stretches_put_together_are_the_whole(step):
    archive = archive_of(CONTENTS)
    starts = range(0, archive.size, step)
    stitched = b"".join(
        cut(archive, start, min(start + step, archive.size) - 1) for start in starts
    )
    assert stitched == cut(archive)


def test_an_archive_of_more_than_four_gigabytes_can_be_read():
    sparse = [zips.Member(f"{n}", 3 << 30, 0, None) for n in range(3)]
    last = zips.Member("last.txt", 3, zlib.crc32(b"end"), b"end")
    archive = zips.Archive([*sparse, last], MOMENT)

    class Sparse(BytesIO):
        """The archive with nothing but its headers in memory."""

        def __init__(self):
            super().__init__()
            self.place = 0

        def seek(self, offset, whence=0):
            self.place = offset + (0, self.place, archive.size)[whence]
            return self.place

        def tell(self):
            return self.place

        def read(self, size=-1):
            stop = archive.size if size < 0 else min(self.place + size, archive.size)
            found = [
                (part if isinstance(part, bytes) else part.key)[start:end]
                for part, start, end in archive.cut(self.place, stop - 1)
            ]
            self.place = stop
            return b"".join(found)

        def seekable(self):
            return True

    with zipfile.ZipFile(Sparse()) as opened:
        assert opened.namelist() == ["0", "1", "2", "last.txt"]
        assert opened.read("last.txt") == b"end"


def test_a_member_of_more_than_four_gigabytes_is_refused():
    with pytest.raises(ValueError, match="film"):
        zips.Archive([zips.Member("film", 5 << 30, 0)], MOMENT)


def test_a_manifest_has_a_line_for_each_file_in_order():
    told = bags.manifest([("data/二", "22"), ("data/一", "11")])
    assert told.decode() == "11  data/一\n22  data/二\n"


# -- Pictures ---------------------------------------------------------------------


def exif_of(content):
    return Image.open(BytesIO(content)).getexif()


def test_a_picture_keeps_the_moment_and_loses_place_and_owner():
    told = renditions.as_jpg(picture(moment="2014:05:04 09:00:00"), None)
    exif = exif_of(told)
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    assert dict(inner) == {ExifTags.Base.DateTimeOriginal: "2014:05:04 09:00:00"}
    assert dict(exif.get_ifd(ExifTags.IFD.GPSInfo)) == {}
    assert ExifTags.Base.Artist not in exif


def test_a_large_picture_becomes_a_jpg_below_the_limit():
    file = noise(900)
    limit = 150_000
    assert file.seek(0, 2) > limit
    told = renditions.as_jpg(file, limit)
    assert len(told) <= limit
    assert Image.open(BytesIO(told)).format == "JPEG"


def test_a_small_plain_jpg_stays_as_it_is():
    assert renditions.as_jpg(picture(), 2 << 20) is None


def test_a_transparent_picture_is_laid_on_white():
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    told = renditions.as_jpg(file, None)
    assert Image.open(BytesIO(told)).getpixel((5, 5)) == (255, 255, 255)


def test_a_scan_of_several_pages_keeps_them_all():
    file = BytesIO()
    one = Image.new("L", (20, 20))
    one.save(file, "TIFF", save_all=True, append_images=[one])
    assert renditions.as_jpg(file, 2 << 20) is None


# -- Rules ------------------------------------------------------------------------

VALUES = {"日期": "20140308", "题名": "会场", "档号": "", "指标": "1.1", "序号": "0007"}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{日期}_{档号}_{题名}", "20140308_会场"),
        ("{指标}_{日期}_{题名}", "1.1_20140308_会场"),
        ("{序号} {题名}", "0007 会场"),
    ],
)
def test_a_name_follows_its_pattern_and_leaves_no_gaps(pattern, name):
    assert rules.stem(pattern, VALUES) == name


def test_a_day_is_not_told_twice_in_one_name():
    values = VALUES | {"题名": "2014年3月8日，会场"}
    assert rules.stem("{日期}_{题名}", values) == "20140308_会场"
    assert rules.stem("{序号}_{题名}", values) == "0007_2014年3月8日，会场"


@pytest.mark.parametrize("pattern", ["{日期}", "{题名}{地点}", "照片"])
def test_a_pattern_that_cannot_name_files_is_refused(pattern):
    assert rules.why_not_names(pattern) != ""


@pytest.mark.parametrize("platform", rules.PLATFORMS)
def test_every_platform_names_files_well(platform):
    assert rules.why_not_names(rules.of(platform).names) == ""


def test_what_is_asked_for_differently_outweighs_the_platform():
    chosen = rules.of("general", megabytes=0.5, names="{序号}_{题名}")
    assert (chosen.as_jpg, chosen.limit, chosen.names) == (
        True,
        512 * 1024,
        "{序号}_{题名}",
    )
