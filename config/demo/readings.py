"""Demonstration readings (numbers that are not events) and honours."""

from decimal import Decimal

from campaigns.models import Honour, Indicator, Reading
from config.demo import moments

# Name | kind | counting word | decimals | what it means
INDICATORS = """
三公经费 | flow | 万元 | 2 | 公务接待、公务用车、因公出国（境）支出合计
中心法庭 | stock | 个 | 0 | 承担片区审判和指导任务的人民法庭
法官工作室 | stock | 个 | 0 | 设在乡镇、社区的法官工作室
巡回审判点 | stock | 个 | 0 | 固定的巡回审判地点
司法便民联络员 | stock | 名 | 0 | 在册的司法便民联络员人数
行政村（社区）联络员覆盖率 | stock | % | 0 | 至少有一名联络员的行政村（社区）所占比例
公布裁判文书 | flow | 份 | 0 | 在本院网站公布的裁判文书
诉讼服务满意度 | stock | % | 1 | 窗口评价器满意以上所占比例
"""
# Indicator | from | to | value | source. 17.10 against 25.00 is −31.6% exactly.
READINGS = """
三公经费 | 2012-01-01 | 2012-12-31 | 33.40 | 2012年度部门决算
三公经费 | 2013-01-01 | 2013-10-31 | 25.00 | 2013年10月财务月报
三公经费 | 2013-01-01 | 2013-12-31 | 30.20 | 2013年度部门决算
三公经费 | 2014-01-01 | 2014-10-31 | 17.10 | 2014年10月财务月报
中心法庭 | | 2012-12-31 | 5 | 便民诉讼网络建设台账
中心法庭 | | 2013-12-31 | 5 | 便民诉讼网络建设台账
法官工作室 | | 2012-12-31 | 8 | 便民诉讼网络建设台账
法官工作室 | | 2013-12-31 | 8 | 便民诉讼网络建设台账
巡回审判点 | | 2012-12-31 | 10 | 便民诉讼网络建设台账
巡回审判点 | | 2013-12-31 | 10 | 便民诉讼网络建设台账
司法便民联络员 | | 2012-12-31 | 109 | 联络员名册
司法便民联络员 | | 2013-12-31 | 109 | 联络员名册
司法便民联络员 | | 2014-09-30 | 426 | 各乡镇推荐、增聘后的联络员名册
行政村（社区）联络员覆盖率 | | 2014-09-30 | 100 | 联络员名册与村（社区）名录比对
公布裁判文书 | 2013-01-01 | 2013-03-31 | 61 | 网站后台统计
公布裁判文书 | 2013-04-01 | 2013-06-30 | 88 | 网站后台统计
公布裁判文书 | 2013-07-01 | 2013-09-30 | 104 | 网站后台统计
公布裁判文书 | 2013-10-01 | 2013-12-31 | 121 | 网站后台统计
公布裁判文书 | 2014-01-01 | 2014-03-31 | 112 | 网站后台统计
公布裁判文书 | 2014-04-01 | 2014-06-30 | 131 | 网站后台统计
公布裁判文书 | 2014-07-01 | 2014-09-30 | 143 | 网站后台统计
公布裁判文书 | 2014-10-01 | 2014-10-31 | 63 | 网站后台统计
诉讼服务满意度 | | 2013-12-31 | 96.8 | 窗口评价器
诉讼服务满意度 | | 2014-06-30 | 97.4 | 窗口评价器
"""
WAITING_READINGS = """
诉讼服务满意度 | | 2014-09-30 | 97.9 | 窗口评价器
"""
# Title | level | giver | on | unit | person | for the work
HONOURS = """
全省法院便民诉讼工作先进集体 | provincial | 湖北省高级人民法院 | 2013-03-20 | | | 便民诉讼网络
全市法院调解工作先进集体 | city | 黄冈市中级人民法院 | 2013-12-18 | 民一庭 | | 调解工作
全县社会治安综合治理先进单位 | county | 中共罗田县委、罗田县人民政府 | 2014-02-13 | | | 综合治理
全市法院优秀书记员 | city | 黄冈市中级人民法院 | 2014-04-10 | | 民一庭丙 | 书记员技能
全县“七一”系列比赛优胜奖 | county | 中共罗田县委政法委员会 | 2014-07-02 | | | “七一”系列比赛
全县创建工作先进单位 | county | 罗田县精神文明建设委员会 | 2014-05-20 | | | 文明创建
"""
WAITING_HONOURS = """
全市先进人民法庭 | city | 黄冈市中级人民法院 | 2014-10-20 | 大河岸法庭 | | 人民法庭建设
全县优秀志愿服务队 | county | 罗田县精神文明建设委员会办公室 | 2014-10-24 | 团支部 | | 志愿服务
"""
STATUS = Reading.Status


def load(campaign, house):
    """Make indicators, readings and honours; return the readings and honours."""
    indicators = _make_indicators(house.court)
    readings = [
        *(
            _reading(row, indicators, house, STATUS.CONFIRMED)
            for row in _rows(READINGS)
        ),
        *(
            _reading(row, indicators, house, STATUS.SUBMITTED)
            for row in _rows(WAITING_READINGS)
        ),
    ]
    honours = [
        *(_honour(row, campaign, house, STATUS.CONFIRMED) for row in _rows(HONOURS)),
        *(
            _honour(row, campaign, house, STATUS.SUBMITTED)
            for row in _rows(WAITING_HONOURS)
        ),
    ]
    Reading.objects.bulk_create(readings)
    Honour.objects.bulk_create(honours)
    return readings, honours


def _rows(text):
    return [
        [part.strip() for part in line.split("|")] for line in text.split("\n") if line
    ]


def _make_indicators(court):
    indicators = {
        name: Indicator(
            court=court,
            name=name,
            kind=kind,
            counting_word=word,
            decimals=int(decimals),
            note=note,
        )
        for name, kind, word, decimals, note in _rows(INDICATORS)
    }
    Indicator.objects.bulk_create(indicators.values())
    return indicators


def _reading(row, indicators, house, status):
    name, starts_on, ends_on, value, source = row
    ends_on = moments.day(ends_on)
    return Reading(
        indicator=indicators[name],
        starts_on=moments.day(starts_on) if starts_on else None,
        ends_on=ends_on,
        value=Decimal(value),
        source=source,
        **_kept(ends_on, house, status),
    )


def _honour(row, campaign, house, status):
    title, level, giver, awarded_on, unit, person, work = row
    awarded_on = moments.day(awarded_on)
    return Honour(
        campaign=campaign,
        title=title,
        level=level,
        giver=giver,
        awarded_on=awarded_on,
        unit=house.units.get(unit),
        person=house.people.get(person),
        work=work,
        **_kept(awarded_on, house, status),
    )


def _kept(on, house, status):
    """Kept by one of the office, confirmed by the other; never before the campaign."""
    author, other = house.people["创建办甲"], house.people["创建办乙"]
    logged_on = moments.workday_after(max(on, moments.day("2013-01-07")), 2)
    kept = {
        "status": status,
        "logged_by": author,
        "changed_by": author,
        "logged_at": moments.at(logged_on, 10),
        "submitted_at": moments.at(logged_on, 10, 40),
    }
    if status == STATUS.CONFIRMED:
        confirmed_on = moments.workday_after(logged_on, 1)
        kept |= {"confirmed_by": other, "confirmed_at": moments.at(confirmed_on, 15)}
    return kept
