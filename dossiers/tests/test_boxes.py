"""Boxes: numbered within a year and period, filled, and never filled wrongly."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from pypdf import PdfReader

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory, UserFactory
from dossiers import boxes, labels
from dossiers import events as chain
from dossiers.exports import labels as sheets
from dossiers.models import ArchiveEvent, Box
from dossiers.tests import locks
from dossiers.tests.filing import filed
from dossiers.tests.filing import office as an_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    return an_office()


def opened(office, year=2014, retention="D30", **place):
    return boxes.open(office.court, by=office, year=year, retention=retention, **place)


def test_boxes_are_numbered_within_a_year_and_a_period(office):
    numbers = [
        opened(office, **of).number
        for of in ({}, {}, {"retention": "Y"}, {"year": 2013}, {})
    ]
    assert numbers == [1, 2, 1, 1, 3]


def test_a_box_says_where_it_stands(office):
    box = opened(office, cabinet="A柜", shelf="第2层")
    moved = boxes.place(box, by=office, cabinet="B柜", shelf="第1层")
    assert (moved.cabinet, moved.shelf, moved.number) == ("B柜", "第1层", 1)


def test_moving_a_box_is_an_event_and_standing_still_is_none(office):
    box = opened(office, cabinet="A柜")
    boxes.place(box, by=office, cabinet="A柜")
    boxes.place(box, by=office, cabinet="B柜", thickness=40)
    [event] = ArchiveEvent.objects.filter(kind="placing")
    assert (event.target, event.by) == (str(box), office)
    assert event.detail == "cabinet: A柜 → B柜\nthickness (mm): 30 → 40"
    assert chain.broken(office.court) == ()


def test_place_refuses_what_was_moved_since_and_tells_both(office):
    box = opened(office, cabinet="A柜")
    seen = boxes.placed(box)
    boxes.place(box, by=office, cabinet="B柜")
    with pytest.raises(Refused, match="cabinet: B柜 → C柜"):
        boxes.place(box, by=office, seen=seen, cabinet="C柜")
    box.refresh_from_db()
    assert box.cabinet == "B柜"


def test_moving_holds_the_court_before_the_box(office, monkeypatch):
    box = opened(office)
    done = locks.order_of(monkeypatch, boxes, "why_not_change")
    boxes.place(box, by=office, cabinet="B柜")
    assert done[:3] == ["Court", "Box", "why_not_change"]


def test_a_box_is_never_deleted(office):
    box = opened(office)
    for act in (box.delete, Box.objects.all().delete):
        with pytest.raises(TypeError):
            act()
    assert Box.objects.get() == box


def test_the_number_of_a_box_never_changes(office):
    with pytest.raises(Refused, match="never change"):
        boxes.place(opened(office), by=office, number=7)


@pytest.mark.parametrize(
    ("of", "why"),
    [({"year": 1900}, "no year of an archive"), ({"retention": "D99"}, "how long")],
)
def test_open_refuses_what_no_box_is_of(office, of, why):
    with pytest.raises(Refused, match=why):
        opened(office, **of)
    assert not Box.objects.exists()


def test_open_refuses_the_box_of_another_court(office):
    other = CourtFactory(name="外县人民法院")
    with pytest.raises(Refused, match="belongs to another court"):
        boxes.open(other, by=office, year=2014, retention="Y")


@pytest.mark.parametrize("role", [roles.LEADING_GROUP, roles.STAFF, roles.ASSESSOR])
def test_only_the_office_opens_fills_and_moves(office, role):
    box, item = opened(office), filed(office)
    someone = UserFactory(role=role)
    for act in (
        lambda: opened(someone),
        lambda: boxes.put([item], box, by=someone),
        lambda: boxes.place(box, by=someone, cabinet="B柜"),
    ):
        with pytest.raises(Refused, match="Filing is for the office"):
            act()


def test_put_works_and_each_item_has_its_event(office):
    box, items = opened(office), [filed(office), filed(office)]
    assert boxes.put(items, box, by=office) == 2
    assert list(box.items.in_order()) == items
    events = ArchiveEvent.objects.filter(kind="boxing")
    assert [(event.item, event.detail) for event in events] == [
        (item, "— → 2014-D30-1") for item in items
    ]


def test_putting_it_in_again_is_no_event(office):
    box, item = opened(office), filed(office)
    boxes.put([item], box, by=office)
    assert boxes.put([item], box, by=office) == 0
    assert ArchiveEvent.objects.filter(kind="boxing").count() == 1


@pytest.mark.parametrize(
    "changes", [{"retention": "Y"}, {"formed_on": date(2013, 3, 8)}]
)
def test_put_refuses_another_year_or_period_and_puts_nothing(office, changes):
    box, right = opened(office), filed(office)
    wrong = filed(office, **changes)
    with pytest.raises(Refused, match="of another year or period than the box"):
        boxes.put([right, wrong], box, by=office)
    right.refresh_from_db()
    assert right.box is None


def test_fitting_is_what_stands_in_no_box_of_that_year_and_period(office):
    box = opened(office)
    inside, loose = filed(office), filed(office)
    filed(office, retention="Y")
    boxes.put([inside], box, by=office)
    assert list(boxes.fitting(box)) == [loose]


def test_what_stands_in_a_box_beside_it_fits_after_what_stands_in_none(office):
    wrong, box = opened(office), opened(office)
    item, loose = filed(office), filed(office)
    boxes.put([item], wrong, by=office)
    assert list(boxes.fitting(box)) == [loose, item]
    boxes.put([item], box, by=office)
    item.refresh_from_db()
    assert item.box == box
    assert ArchiveEvent.objects.last().detail == f"{wrong} → {box}"


def test_taking_out_is_told_by_an_event_and_by_the_office_only(office):
    box, item = opened(office), filed(office)
    boxes.put([item], box, by=office)
    with pytest.raises(Refused):
        boxes.take_out([item], box, by=UserFactory(role=roles.LEADING_GROUP))
    assert boxes.take_out([item], box, by=office) == 1
    item.refresh_from_db()
    assert item.box is None
    event = item.events.order_by("number").last()
    assert (event.kind, event.detail) == ("boxing", f"{box} → —")
    assert boxes.take_out([item], box, by=office) == 0


def test_the_database_holds_that_a_box_number_is_given_once(office):
    box = opened(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.create(court=box.court, year=2014, retention="D30", number=1)


def test_the_database_holds_that_boxes_begin_with_one(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.create(court=office.court, year=2014, retention="Y", number=0)


def test_the_database_knows_the_periods_of_boxes(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.create(court=office.court, year=2014, retention="D99", number=1)


# -- Labels -------------------------------------------------------------------------


def test_a_stamp_has_its_six_cells(office):
    [stamp] = labels.stamps([filed(office, pages=3)])
    assert stamp.upper == ("0117", "2014", "0001")
    assert stamp.lower == ("BGS", "30 years", "3")


def test_pages_nobody_counted_stay_blank_for_the_pen(office):
    assert labels.stamps([filed(office)])[0].lower[2] == ""


def test_a_spine_tells_its_first_and_last_item(office):
    box = opened(office)
    boxes.put([filed(office), filed(office)], box, by=office)
    [spine] = labels.spines([box])
    assert (spine.fonds_number, spine.year, spine.number) == ("0117", 2014, 1)
    assert (spine.first, spine.last) == ("0001", "0002")


def test_a_spine_of_several_units_names_them(office):
    other = an_office_of("XZT")
    box = opened(office)
    boxes.put([filed(office), filed(other)], box, by=office)
    [spine] = labels.spines([box])
    assert (spine.first, spine.last) == ("BGS-0001", "XZT-0001")


def test_the_spine_of_an_empty_box_names_no_item(office):
    assert labels.spines([opened(office)])[0].first == ""


def test_the_sheet_prints_spines_and_stamps_and_is_the_same_twice(office):
    box, item = opened(office), filed(office, pages=3)
    boxes.put([item], box, by=office)
    parts = labels.spines([box]), labels.stamps([item])
    content = sheets.render(*parts)
    pages = PdfReader(BytesIO(content)).pages
    text = "".join(page.extract_text() for page in pages)
    assert [word for word in ("起止件号", "BGS", "0117") if word not in text] == []
    assert sheets.render(*parts) == content


def an_office_of(code):
    return UserFactory(role=roles.OFFICE, unit__code=code)
