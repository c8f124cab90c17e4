"""The archive of the demonstration: 2013 filed and boxed whole, 2014 to the middle of
the year, so that something waits. Cabinets and shelves are illustrative."""

from datetime import date

from dossiers import backlog, boxes, filing, retentions
from dossiers.models import ArchiveItem

UNTIL = date(2014, 6, 30)
CABINETS = {2013: "A柜", 2014: "B柜"}
SHELVES = {"Y": "第1层", "D30": "第2层", "D10": "第3层"}
THICK = 50  # mm
ITEMS_IN_A_BOX = 60


def load(campaign, house):
    """Install the retention table and file as the records propose."""
    retentions.install(house.court)
    office = house.people["创建办甲"]
    rules = list(retentions.rules_of(house.court))
    for group in backlog.of(backlog.rows(campaign)):
        if group.day and group.day <= UNTIL:
            filing.file_as_proposed(group.evidences, by=office, rules=rules)


def shelve(house):
    """Put what is filed into boxes, and the boxes into cabinets."""
    office = house.people["创建办甲"]
    for year, cabinet in CABINETS.items():
        for retention, shelf in SHELVES.items():
            _shelve(house.court, office, year, retention, (cabinet, shelf))


def _shelve(court, office, year, retention, stands):
    """Fill as many boxes as the items of a year and period need."""
    items = list(
        ArchiveItem.objects.filter(court=court, year=year, retention=retention)
        .kept()
        .in_order()
    )
    for start in range(0, len(items), ITEMS_IN_A_BOX):
        box = boxes.open(
            court,
            by=office,
            year=year,
            retention=retention,
            cabinet=stands[0],
            shelf=stands[1],
            thickness=THICK,
        )
        boxes.put(items[start : start + ITEMS_IN_A_BOX], box, by=office)
