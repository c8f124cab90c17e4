"""The campaign of the demonstration: years, responsible units, statements, checks."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from campaigns.models import (
    Assignment,
    Campaign,
    CampaignYear,
    Grant,
    Incident,
    Statement,
    Target,
)
from config.demo import moments

SLUG = "luotian-2013-2014"
SHARES = {2013: 40, 2014: 60}
SIGNED_ON = {2013: "2013-02-22", 2014: "2014-02-21"}
UNCHECKED = 2  # the last events of the negative list wait for their check
# Which unit answers for which criterion.
DUTIES = """
立案庭 2.2.3 2.3.1 2.3.2 4.2.1 10.1.3 10.2.1
刑庭 2.2.2 8.1.1
民一庭 2.2.2 8.1.1 8.2.2
民二庭 2.2.2 8.1.1
行政庭 2.2.2 8.1.1
审监庭 2.1.2 2.2.2 2.3.1
执行局 2.1.3
大河岸法庭 2.3.2 8.1.2
胜利法庭 2.3.2 8.1.2
三里畈法庭 2.3.2 8.1.2
匡河法庭 2.3.2 8.1.2
九资河法庭 2.3.2 8.1.2
办公室 1.2.1 2.1.1 2.1.2 2.3.3 3.2.3 6.1.1 6.1.2 6.2.2 7.1.2 7.2.1 8.2.3 10.1.1 10.1.2
政工科 1.1.1 1.1.2 1.1.3 1.2.2 2.2.1 3.1.1 3.1.2 3.1.3 3.2.1 3.2.2 3.3.1 3.3.2
政工科 4.1.1 4.1.2 4.2.1 4.3.1 4.3.2 9.1.1 9.1.2 10.2.2
监察室 1.2.3 4.2.2 10.2.3
法警队 7.2.1
装备科 7.1.1 7.2.2 10.1.3
一支部 4.1.1 4.1.3 8.2.1
二支部 4.1.3 8.2.1
工会 5.1.1 5.2.1 5.2.2 6.2.1
妇委会 3.2.1 5.2.1
团支部 5.1.2 5.2.1 5.3.1 8.2.2
"""
# What each unit signed for: category, quantity of 2013 and of 2014.
PROMISES = """
立案庭 法官讲坛 1 1，宣传信息 2 2，普法宣传 1 1，人民陪审员和联络员培训 1 2
刑庭 示范庭 2 3，法官讲坛 1 1，普法宣传 1 1
民一庭 示范庭 2 3，法官讲坛 1 2，普法宣传 1 1，志愿服务 1 1
民二庭 示范庭 2 3，法官讲坛 1 1，普法宣传 1 1
行政庭 示范庭 1 1，法官讲坛 1 1，普法宣传 1 1
审监庭 示范庭 1 1，庭审观摩 2 2，书记员比赛 1 1
执行局 执行行动 1 2，法官讲坛 1 1，宣传信息 1 1
大河岸法庭 示范庭 1 1，巡回审判 1 2，志愿服务 1 1
胜利法庭 示范庭 1 1，巡回审判 1 1，普法宣传 1 1
三里畈法庭 示范庭 1 1，巡回审判 1 1，法官讲坛 1 1
匡河法庭 示范庭 1 1，巡回审判 1 1，普法宣传 1 1
九资河法庭 示范庭 1 1，巡回审判 1 1，普法宣传 1 1
办公室 中心组学习 4 5，公众开放日 1 1，宣传信息 2 2，干警大会 1 1
政工科 领导小组会议 3 4，文明检查 4 4，文明系列评比 2 2，书记员比赛 2 2
监察室 作风督查 4 5，百案回访 1 1，法官讲坛 1 1
法警队 安全防护 1 1，志愿服务 1 1，宣传信息 1 1
装备科 改善办公条件 1 5，制度建设 1 2，安全防护 1 1
一支部 节日活动 1 1，结对帮扶 1 1，爱国主义教育 1 1
二支部 主题教育 1 2，爱国主义教育 1 1，结对帮扶 1 1
工会 节日活动 2 2，文体活动 2 2，关爱干警 1 1
妇委会 节日活动 1 1，文明系列评比 1 1，志愿服务 1 1
团支部 节日活动 1 1，读书活动 1 2，志愿服务 2 2
"""


def found(house, standard):
    """Make the campaign, its years, and the assessor's leave to read it."""
    campaign = Campaign.objects.create(
        court=house.court,
        slug=SLUG,
        name="2013—2014年度省级文明单位创建",
        title="省级文明单位",
        standard=standard,
        starts_on=date(2013, 1, 1),
        ends_on=date(2014, 12, 31),
    )
    for year, share in SHARES.items():
        CampaignYear.objects.create(campaign=campaign, year=year, points_share=share)
    Grant.objects.create(
        campaign=campaign, person=house.people["考评"], until_on=_far_off(localdate())
    )
    return campaign


def _far_off(today):
    """The end of 2027, or two years from the day of loading if that is later."""
    return max(date(2027, 12, 31), today + timedelta(days=730))


def load(campaign, house, kinds, criteria):
    """Assign criteria and sign statements; return [(statement, its targets)]."""
    _assign(campaign, house, criteria)
    statements = [
        _statement(campaign, house, short, year)
        for year in SHARES
        for short in house.units
    ]
    Statement.objects.bulk_create(statements)
    promises = _promises()
    signed = [
        (each, _targets(each, promises[short], house, kinds, short))
        for each, short in zip(statements, list(house.units) * len(SHARES), strict=True)
    ]
    Target.objects.bulk_create(
        target for _each, targets in signed for target in targets
    )
    return signed


def _assign(campaign, house, criteria):
    rows = (line.split() for line in DUTIES.split("\n") if line)
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion=criteria[code], unit=house.units[short])
        for short, *codes in rows
        for code in codes
    )


def _statement(campaign, house, short, year):
    unit = house.units[short]
    return Statement(
        campaign=campaign,
        unit=unit,
        year=year,
        unit_signed_by=unit.head,
        unit_signed_at=moments.at(SIGNED_ON[year], 10),
        court_signed_by=house.people["组长"],
        court_signed_at=moments.at(SIGNED_ON[year], 11),
    )


def _promises():
    """Return {unit: [(category, {year: quantity})]}."""
    promises = {}
    for line in filter(None, PROMISES.split("\n")):
        short, said = line.split(maxsplit=1)
        rows = (part.split() for part in said.split("，"))
        promises[short] = [
            (name, dict(zip(SHARES, map(int, quantities), strict=True)))
            for name, *quantities in rows
        ]
    return promises


def _targets(statement, promises, house, kinds, short):
    staff = house.staff[short]
    year = statement.year
    return [
        Target(
            statement=statement,
            title=f"全年{name}不少于{quantities[year]}{kinds[name].counting_word}",
            category=kinds[name],
            quantity=quantities[year],
            due_on=date(year, 12, 10) if place % 3 else date(year, 10, 31),
            responsible=staff[place % len(staff)],
        )
        for place, (name, quantities) in enumerate(promises)
    ]


def check_incidents(campaign, house):
    """Note that most events of the negative list did not occur; leave the last open."""
    rules = list(campaign.standard.veto_rules.all())
    for rule in rules[:-UNCHECKED]:
        Incident.objects.create(
            campaign=campaign,
            rule=rule,
            finding=Incident.Finding.NONE,
            note="已向有关部门书面核实。",
            checked_by=house.people["创建办甲"],
            checked_at=moments.at("2014-10-09", 15),
        )
