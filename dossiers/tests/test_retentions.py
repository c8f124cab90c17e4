"""The retention table: the court's own, in its order."""

import pytest
from django.utils import translation

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory, UserFactory
from dossiers import retentions
from dossiers.models import RetentionRule
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


def added(office, matter, **facts):
    rule = RetentionRule(matter=matter, **({"retention": "D10"} | facts))
    return retentions.save(rule, by=office)


def order(office):
    return [rule.matter for rule in retentions.rules_of(office.court)]


def test_a_new_row_comes_last(office):
    for matter in ("甲", "乙", "丙"):
        added(office, matter)
    assert order(office) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("matter", "is_up", "expected"),
    [
        ("乙", True, ["乙", "甲", "丙"]),
        ("乙", False, ["甲", "丙", "乙"]),
        ("甲", True, ["甲", "乙", "丙"]),
        ("丙", False, ["甲", "乙", "丙"]),
    ],
)
def test_move_changes_places_and_stops_at_the_ends(office, matter, is_up, expected):
    rows = {each: added(office, each) for each in ("甲", "乙", "丙")}
    retentions.move(rows[matter], by=office, is_up=is_up)
    assert order(office) == expected


def test_drop_takes_a_row_out_and_what_was_filed_keeps_its_period(office):
    rule, item = added(office, "甲"), filed(office)
    retentions.drop(rule, by=office)
    item.refresh_from_db()
    assert (order(office), item.retention) == ([], "D30")


def test_save_refuses_the_same_matter_twice(office):
    added(office, "甲")
    with pytest.raises(Refused, match="has a row for this already"):
        added(office, "甲")


def test_only_the_office_changes_it(office):
    rule, leader = added(office, "甲"), UserFactory(role=roles.LEADING_GROUP)
    for act in (
        lambda: retentions.save(rule, by=leader),
        lambda: retentions.drop(rule, by=leader),
        lambda: retentions.move(rule, by=leader, is_up=True),
    ):
        with pytest.raises(Refused, match="Filing is for the office"):
            act()


def test_the_table_of_another_court_is_refused(office):
    rule = RetentionRule.objects.create(
        court=CourtFactory(name="外县人民法院"), matter="甲", retention="Y"
    )
    with pytest.raises(Refused, match="belongs to another court"):
        retentions.drop(rule, by=office)


def test_the_usual_table_fits_everything(office):
    retentions.install(office.court)
    rules = list(retentions.rules_of(office.court))
    assert len(rules) == len(retentions.USUAL)
    assert retentions.fitting(rules, "无人知道是什么", "other") == rules[-1]
