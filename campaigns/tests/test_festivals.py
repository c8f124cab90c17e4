"""The festival calendar, against the dates five libraries agree on (rules.md §6)."""

from datetime import date

import pytest

from campaigns import festivals

LUNAR = ("spring", "lantern", "qingming", "dragon_boat", "mid_autumn", "chongyang")
TABLE = """
2026 02-17 03-03 04-05 06-19 09-25 10-18
2027 02-06 02-20 04-05 06-09 09-15 10-08
2028 01-26 02-09 04-04 05-28 10-03 10-26
2029 02-13 02-27 04-04 06-16 09-22 10-16
2030 02-03 02-17 04-05 06-05 09-12 10-05
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_lunar_festivals_fall_where_the_table_says(line):
    year, *days = line.split()
    told = [date.fromisoformat(f"{year}-{day}") for day in days]
    assert [festivals.date_of(key, int(year)) for key in LUNAR] == told


@pytest.mark.parametrize(
    "day",
    ["2013-10-13", "2014-10-02", "2024-10-11", "2025-10-29", "2026-10-18"]
    + ["2033-10-01", "2099-10-22"],
)
def test_chongyang_falls_on_the_ninth_of_the_ninth_lunar_month(day):
    on = date.fromisoformat(day)
    assert festivals.date_of("chongyang", on.year) == on


@pytest.mark.parametrize(
    ("key", "first"),
    [("constitution", 2014), ("martyrs", 2014), ("memorial", 2014)]
    + [("national_security", 2016)],
)
def test_a_day_is_not_kept_before_it_was_founded(key, first):
    assert festivals.date_of(key, first - 1) is None
    assert festivals.date_of(key, first).year == first


@pytest.mark.parametrize(
    ("year", "keys"), [(2013, ["legal_publicity"]), (2014, ["constitution"])]
)
def test_the_fourth_of_december_changes_its_name_in_2014(year, keys):
    on = date(year, 12, 4)
    assert [each.key for each in festivals.of_year(year) if each.on == on] == keys


def test_a_year_is_told_in_the_order_of_its_days():
    days = [on for on, _ in festivals.of_year(2026)]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2026, 1, 1), date(2026, 12, 13))
    assert len(days) == len(festivals.FESTIVALS) - 1  # all but 全国法制宣传日


def test_a_year_beyond_the_lunar_tables_keeps_its_solar_days():
    assert festivals.date_of("spring", 2101) is None
    assert festivals.date_of("party", 2101) == date(2101, 7, 1)


def test_near_tells_the_nearest_first_and_the_coming_before_the_past():
    keys = [each.key for each in festivals.near(date(2026, 3, 8), within=5)]
    assert keys == ["women", "lei_feng", "arbor", "lantern"]
    keys = [each.key for each in festivals.near(date(2025, 4, 19), within=4)]
    assert keys == ["reading", "national_security"]


def test_near_looks_across_the_new_year():
    assert [each.on for each in festivals.near(date(2025, 12, 30), within=3)] == [
        date(2026, 1, 1)
    ]


def test_after_leaves_the_day_itself_and_crosses_the_new_year():
    keys = [each.key for each in festivals.after(date(2025, 12, 5), count=3)]
    assert keys == ["memorial", "new_year", "spring"]


def test_the_first_and_last_days_of_the_calendar_are_no_error():
    assert festivals.near(date(1, 1, 1), within=0)[0].key == "new_year"
    assert festivals.after(date(9999, 12, 31)) == ()


def test_the_party_is_as_old_as_the_summary_of_2014_says():
    assert [festivals.party_anniversary(year) for year in (2014, 2026)] == [93, 105]


def test_every_key_is_told_once_and_prose_puts_the_date_in_quotes():
    assert len(festivals.TOLD) == len(festivals.CHOICES) == len(festivals.FESTIVALS)
    assert max(map(len, festivals.TOLD)) <= 20  # the column holds no more
    assert festivals.TOLD["women"] == "“三八”妇女节"
    assert ("youth", "五四青年节") in festivals.CHOICES
