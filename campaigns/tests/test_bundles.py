"""A .zip becomes its files, under limits, each refusal with the member's name."""

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from campaigns import arrivals, bundles, contents
from campaigns.models import StoredFile
from campaigns.tests.factories import CourtFactory
from campaigns.tests.samples import picture, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def bundle(*members, how=ZIP_DEFLATED):
    made = BytesIO()
    with ZipFile(made, "w", how) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return made.getvalue()


def take(data, name="材料.zip"):
    return arrivals.take_in(BytesIO(data), name, court=CourtFactory())


def reasons(data, name="材料.zip"):
    return {each.name: each.reason for each in take(data, name).arrivals}


def test_all_good_members_are_kept_and_folders_left_out():
    data = bundle(("照片/甲.jpg", picture().read()), ("文件/二/乙.txt", text().read()))
    assert reasons(data) == {"甲.jpg": "", "乙.txt": ""}
    assert StoredFile.objects.count() == 2


def test_a_bad_member_does_not_hold_up_the_good_ones():
    data = bundle(("甲.jpg", picture().read()), ("病毒.exe", b"MZ"))
    found = reasons(data)
    assert found["甲.jpg"] == ""
    assert "病毒.exe" in found["病毒.exe"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_written_by_windows_are_read_right(encoding):
    name = "重阳节慰问.txt"
    stand_in = "x" * len(name.encode(encoding))
    data = bundle((stand_in, text().read()))
    data = data.replace(stand_in.encode(), name.encode(encoding))
    assert list(reasons(data)) == [name]


def test_what_the_system_left_in_the_folder_is_told_and_not_kept():
    members = [
        ("__MACOSX/._甲.jpg", b"x"),
        ("照片/Thumbs.db", b"x"),
        (".DS_Store", b"x"),
    ]
    delivery = take(bundle(("甲.txt", text().read()), *members))
    assert [each.name for each in delivery.arrivals] == ["甲.txt"]
    assert delivery.ignored == [name for name, _content in members]


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/etc/x.txt", "C:/x.txt", "a/..\\x.txt"]
)
def test_a_path_that_leads_outside_is_refused_with_its_name(name):
    assert reasons(bundle((name, b"x"))) == {name: str(bundles.OUTSIDE)}


def test_a_link_is_refused():
    link = ZipInfo("链接.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert reasons(bundle((link, "/etc/passwd"))) == {"链接.txt": str(bundles.OUTSIDE)}


@pytest.mark.parametrize("name", ["里面.zip", "里面.RAR", "里面.7z"])
def test_what_is_packed_again_is_refused(name):
    assert reasons(bundle((name, b"PK\3\4"))) == {name: str(bundles.PACKED_AGAIN)}


def test_a_member_with_a_password_is_refused():
    data = bytearray(bundle(("密.txt", b"x" * 30), how=ZIP_STORED))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    assert reasons(bytes(data)) == {"密.txt": str(contents.PASSWORD)}


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    data = bundle(("炸弹.txt", b"0" * 30_000_000), ("甲.txt", text().read()))
    found = reasons(data)
    assert found == {"炸弹.txt": str(contents.SWOLLEN), "甲.txt": ""}


def test_a_member_that_lies_about_its_size_is_refused():
    data = bundle(("假.txt", b"0" * 3_000_000))
    size = (3_000_000).to_bytes(4, "little")
    assert size in data
    found = reasons(data.replace(size, (30).to_bytes(4, "little")))
    assert found == {"假.txt": str(contents.DAMAGED)}
    assert StoredFile.objects.count() == 0


def test_too_many_files_are_refused_whole(monkeypatch):
    monkeypatch.setattr(bundles, "MAX_FILES", 2)
    data = bundle(*((f"{number}.txt", b"x") for number in range(3)))
    told = bundles.TOO_MANY % {"number": 3, "limit": 2}
    assert reasons(data) == {"材料.zip": told}


def test_too_much_in_all_is_refused_whole(monkeypatch):
    monkeypatch.setattr(bundles, "MAX_UNPACKED", 5)
    assert reasons(bundle(("a.txt", b"123456"))) == {"材料.zip": str(contents.SWOLLEN)}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bundle(), bundles.NOTHING),
        (bundle(("Thumbs.db", b"x")), bundles.NOTHING),
        (b"no zip at all", contents.DAMAGED),
        (bundle(("a.txt", b"x")) + b"PK\1\2" * 10_001, contents.SWOLLEN),
        (b"", contents.EMPTY),
    ],
)
def test_what_is_no_bundle_of_files_is_refused(data, told):
    assert reasons(data) == {"材料.zip": str(told)}


def test_it_is_limited_in_size(settings):
    settings.UPLOAD_ZIP_MEGABYTES = 0
    assert "MB" in reasons(bundle(("a.txt", b"x")))["材料.zip"]


def test_only_one_member_at_a_time_is_unpacked_and_closed(monkeypatch):
    opened = []
    made = bundles.SpooledTemporaryFile

    def remember(**kwargs):
        opened.append(made(**kwargs))
        return opened[-1]

    monkeypatch.setattr(bundles, "SpooledTemporaryFile", remember)
    take(bundle(("a.txt", b"a"), ("b.txt", b"b")))
    assert [each.closed for each in opened] == [True, True]
