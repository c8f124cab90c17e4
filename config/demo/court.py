"""The demonstration court: its units, its people by role, and who may sign in.

Nobody here is a person: every name is a role (立案庭干警甲). The towns of the five
tribunals are towns of Luotian, and which tribunal sits where is illustrative.
"""

import secrets
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from campaigns import roles
from campaigns.models import Court, Unit, User
from config.demo import moments

NAME = "罗田县人民法院"
FONDS_NUMBER = "0117"  # illustrative
KINDS = {
    "审": Unit.Kind.TRIAL,
    "法庭": Unit.Kind.TRIBUNAL,
    "综": Unit.Kind.OFFICE,
    "党": Unit.Kind.PARTY,
    "群": Unit.Kind.MASS,
}
# Short name, name, kind, code, sign-in prefix, how many staff beside the head.
UNITS = """
立案庭 立案庭 审 LAT lian 4
刑庭 刑事审判庭 审 XST xingshi 3
民一庭 民事审判第一庭 审 MYT minyi 4
民二庭 民事审判第二庭 审 MET miner 3
行政庭 行政审判庭 审 XZT xingzheng 2
审监庭 审判监督庭 审 SJT shenjian 2
执行局 执行局 审 ZXJ zhixing 5
大河岸法庭 大河岸人民法庭 法庭 DHA dahean 2
胜利法庭 胜利人民法庭 法庭 SLT shengli 2
三里畈法庭 三里畈人民法庭 法庭 SLF sanlifan 2
匡河法庭 匡河人民法庭 法庭 KHT kuanghe 2
九资河法庭 九资河人民法庭 法庭 JZH jiuzihe 2
办公室 办公室 综 BGS bangong 4
政工科 政工科 综 ZGK zhenggong 3
监察室 监察室 综 JCS jiancha 2
法警队 法警大队 综 FJD fajing 4
装备科 司法行政装备科 综 ZBK zhuangbei 3
一支部 机关第一党支部 党 DZY dangyi 1
二支部 机关第二党支部 党 DZE danger 1
工会 工会 群 GHW gonghui 1
妇委会 妇委会 群 FWH fuwei 1
团支部 团支部 群 TZB tuan 1
"""
HEADS = {
    "一支部": "机关第一党支部书记",
    "二支部": "机关第二党支部书记",
    "工会": "工会主席",
    "妇委会": "妇委会主任",
    "团支部": "团支部书记",
}
STEMS = {"甲": "jia", "乙": "yi", "丙": "bing", "丁": "ding", "戊": "wu"}


class Spec(NamedTuple):
    """A person before being saved; `unit` by its short name, "" for none."""

    key: str
    name: str
    username: str
    role: str
    unit: str


# People outside the rows above.
OTHERS = (
    Spec("创建办甲", "创建办干事甲", "chuangjian-jia", roles.OFFICE, "政工科"),
    Spec("创建办乙", "创建办干事乙", "chuangjian-yi", roles.OFFICE, "政工科"),
    Spec("组长", "领导小组组长", "zuzhang", roles.LEADING_GROUP, ""),
    Spec("副组长", "领导小组副组长", "fuzuzhang", roles.LEADING_GROUP, ""),
    Spec("考评", "考评人员甲", "kaoping", roles.ASSESSOR, ""),
    Spec("系统", "系统管理员甲", "xitong", roles.SYSTEM_ADMIN, ""),
    Spec("审计", "审计员甲", "shenji", roles.AUDITOR, ""),
)
IN_ADMIN = (roles.OFFICE, roles.SYSTEM_ADMIN, roles.AUDITOR)
# Who gets a password, in the order the table shows them.
ACCOUNTS = [
    "立案庭甲",
    "立案庭头",
    "民一庭甲",
    "民一庭头",
    "创建办甲",
    "创建办乙",
    "组长",
    "考评",
    "系统",
    "审计",
]


class Account(NamedTuple):
    """One sign-in of the demonstration, as the table on the screen shows it."""

    username: str
    name: str
    role: str
    password: str


class House(NamedTuple):
    """What the other modules look people and units up by: 立案庭, 立案庭甲, 立案庭头."""

    court: Court
    units: dict
    people: dict
    staff: dict  # short name of a unit → its staff, without the head
    accounts: list


def load(password=None):
    """Make court, units and people; return the House.

    Without `password` each account gets a random one of its own.
    """
    court = Court.objects.create(
        name=NAME, fonds_number=FONDS_NUMBER, is_demonstration=True
    )
    rows = [line.split() for line in UNITS.split("\n") if line]
    units = _make_units(court, rows)
    specs = {spec.key: spec for spec in (*_unit_people(rows), *OTHERS)}
    passwords, hashes = _passwords(password)
    people = {
        key: _person(spec, court, units, hashes.get(key)) for key, spec in specs.items()
    }
    _save_people(people, specs)
    _name_heads(units, people)
    accounts = [
        Account(specs[key].username, specs[key].name, specs[key].role, passwords[key])
        for key in ACCOUNTS
    ]
    return House(court, units, people, _staff(units, people, specs), accounts)


def usernames():
    """Every sign-in name the demonstration needs to be free."""
    rows = [line.split() for line in UNITS.split("\n") if line]
    return [spec.username for spec in (*_unit_people(rows), *OTHERS)]


def _person(spec, court, units, password_hash):
    return User(
        username=spec.username,
        name=spec.name,
        court=court,
        unit=units.get(spec.unit),
        is_staff=spec.role in IN_ADMIN,
        password=password_hash or make_password(None),
        joined_at=moments.at("2012-12-20"),
    )


def _staff(units, people, specs):
    """The staff of each unit, without its head and without the office."""
    return {
        unit: [
            people[spec.key]
            for spec in specs.values()
            if spec.unit == unit and spec.role == roles.STAFF
        ]
        for unit in units
    }


def _make_units(court, rows):
    units = {
        short: Unit(court=court, name=name, kind=KINDS[kind], code=code, order=order)
        for order, (short, name, kind, code, *_rest) in enumerate(rows, 1)
    }
    Unit.objects.bulk_create(units.values())
    return units


def _unit_people(rows):
    for short, _name, _kind, _code, prefix, staff in rows:
        head = HEADS.get(short, f"{short}负责人")
        yield Spec(f"{short}头", head, f"{prefix}-tou", roles.UNIT_HEAD, short)
        for sign, stem in list(STEMS.items())[: int(staff)]:
            name = f"{short}干警{sign}"
            key, username = f"{short}{sign}", f"{prefix}-{stem}"
            yield Spec(key, name, username, roles.STAFF, short)


def _passwords(password):
    """Each account's password and its hash; one given for all is hashed once."""
    if password:
        shared = make_password(password)
        return dict.fromkeys(ACCOUNTS, password), dict.fromkeys(ACCOUNTS, shared)
    chosen = {key: secrets.token_urlsafe(9) for key in ACCOUNTS}
    return chosen, {key: make_password(word) for key, word in chosen.items()}


def _save_people(people, specs):
    User.objects.bulk_create(people.values())
    groups = {group.name: group for group in Group.objects.all()}
    member = User.groups.through
    member.objects.bulk_create(
        member(user=person, group=groups[specs[key].role])
        for key, person in people.items()
    )


def _name_heads(units, people):
    for short, unit in units.items():
        unit.head = people[f"{short}头"]
    Unit.objects.bulk_update(units.values(), ["head"])
