"""The calendar of a court's 精神文明 year: which festival or memorial day falls when.

Days and lunar dates are those of rules.md §6. The names are Chinese proper names:
data, not interface, so they are not translated.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from borax.calendars.lunardate import LunarDate, TermUtils

PARTY_FOUNDED = 1921
LUNAR_YEARS = range(1900, 2101)  # the years borax has tables for


@dataclass(frozen=True)
class Festival:
    """A day kept every year.

    `told` is how official prose names it: “三八”妇女节. `month` and `day` count in
    the calendar that `calendar` names; 清明 is a solar term and needs neither.
    `since` and `until` are the first and last year it was kept under this name.
    """

    key: str
    name: str
    told: str
    month: int = 0
    day: int = 0
    calendar: str = "solar"
    since: int = 0
    until: int = 9999


class Occasion(NamedTuple):
    """One festival on the day it falls on."""

    on: date
    festival: Festival

    @property
    def key(self):
        return self.festival.key

    @property
    def name(self):
        return self.festival.name

    @property
    def told(self):
        return self.festival.told


def _lunar(key, name, month, day):
    return Festival(key, name, name, month, day, "lunar")


FESTIVALS = (
    Festival("new_year", "元旦", "元旦", 1, 1),
    _lunar("spring", "春节", 1, 1),
    _lunar("lantern", "元宵节", 1, 15),
    Festival("lei_feng", "学雷锋纪念日", "“3·5”学雷锋纪念日", 3, 5),
    Festival("women", "三八妇女节", "“三八”妇女节", 3, 8),
    Festival("arbor", "植树节", "“3·12”植树节", 3, 12),
    Festival("qingming", "清明节", "清明节", calendar="term"),
    Festival(
        "national_security",
        "全民国家安全教育日",
        "“4·15”全民国家安全教育日",
        4,
        15,
        since=2016,
    ),
    Festival("reading", "世界读书日", "“4·23”世界读书日", 4, 23),
    Festival("ip", "世界知识产权日", "“4·26”世界知识产权日", 4, 26),
    Festival("labour", "劳动节", "“五一”劳动节", 5, 1),
    Festival("youth", "五四青年节", "“五四”青年节", 5, 4),
    _lunar("dragon_boat", "端午节", 5, 5),
    Festival("children", "儿童节", "“六一”儿童节", 6, 1),
    Festival("environment", "世界环境日", "“6·5”世界环境日", 6, 5),
    Festival("drugs", "国际禁毒日", "“6·26”国际禁毒日", 6, 26),
    Festival("party", "七一建党节", "“七一”建党节", 7, 1),
    Festival("army", "建军节", "“八一”建军节", 8, 1),
    _lunar("qixi", "七夕节", 7, 7),
    Festival("victory", "抗战胜利纪念日", "“9·3”抗战胜利纪念日", 9, 3),
    _lunar("mid_autumn", "中秋节", 8, 15),
    Festival("civic_morality", "公民道德宣传日", "“9·20”公民道德宣传日", 9, 20),
    Festival("martyrs", "烈士纪念日", "“9·30”烈士纪念日", 9, 30, since=2014),
    Festival("national", "国庆节", "“十一”国庆节", 10, 1),
    _lunar("chongyang", "重阳节", 9, 9),
    Festival("poverty", "国家扶贫日", "“10·17”国家扶贫日", 10, 17, since=2014),
    Festival(
        "legal_publicity", "全国法制宣传日", "“12·4”全国法制宣传日", 12, 4, until=2013
    ),
    Festival("constitution", "国家宪法日", "“12·4”国家宪法日", 12, 4, since=2014),
    Festival("volunteers", "国际志愿者日", "“12·5”国际志愿者日", 12, 5),
    Festival("memorial", "国家公祭日", "“12·13”国家公祭日", 12, 13, since=2014),
)
BY_KEY = {festival.key: festival for festival in FESTIVALS}
CHOICES = tuple((festival.key, festival.name) for festival in FESTIVALS)
TOLD = {festival.key: festival.told for festival in FESTIVALS}


def date_of(key, year):
    """The day festival `key` falls on in `year`.

    None when it was not kept under that name in that year, or when the lunar
    calendar of that year is not known. An unknown `key` is a KeyError.
    """
    festival = BY_KEY[key]
    if not festival.since <= year <= festival.until:
        return None
    if festival.calendar == "solar":
        return date(year, festival.month, festival.day)
    if year not in LUNAR_YEARS:
        return None
    if festival.calendar == "term":
        return TermUtils.day_start_from_term(year, "清明")
    # Every lunar day up to 9/9 falls in the solar year of the same number.
    return LunarDate(year, festival.month, festival.day).to_solar_date()


def of_year(year):
    """Every festival of `year` as (date, festival), in the order of the calendar."""
    days = ((date_of(festival.key, year), festival) for festival in FESTIVALS)
    kept = (Occasion(on, festival) for on, festival in days if on)
    return tuple(sorted(kept, key=lambda occasion: occasion.on))


def near(day, within=15):
    """The festivals at most `within` days before or after `day`, nearest first.

    Of two equally near, the coming one stands first: it can still be prepared.
    """
    reach = timedelta(days=within)
    found = [each for each in _around(day) if abs(each.on - day) <= reach]
    return tuple(sorted(found, key=lambda each: (abs(each.on - day), each.on < day)))


def after(day, count=5):
    """The next `count` festivals later than `day`, into the next year if need be."""
    coming = (each for each in _around(day) if each.on > day)
    return tuple(islice(coming, count))


def party_anniversary(year):
    """How many years old the Party is on 1 July of `year` (2014: 93)."""
    return year - PARTY_FOUNDED


def _around(day):
    for year in range(max(day.year - 1, 1), min(day.year + 1, 9999) + 1):
        yield from of_year(year)
