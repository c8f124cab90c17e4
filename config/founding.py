"""A real court's first day: its row, its first administrator, the usual categories and
retention table."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns import roles
from campaigns.models import Campaign, Category, Court, Method, User
from dossiers import retentions


class Invalid(Exception):
    """What was given cannot found a court; says what and why."""


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    role: str
    password: str


# Name, kind, counting word, proof it usually needs: the staff's everyday words.
CATEGORIES = (
    ("领导小组会议", "meeting", "次", "通知、签到、会议记录、照片"),
    ("理论学习", "training", "次", "通知、签到、学习资料、照片"),
    ("业务培训", "training", "期", "方案、名单、课件、照片"),
    ("主题教育活动", "activity", "次", "方案、照片、总结"),
    ("道德讲堂", "activity", "期", "方案、签到、照片"),
    ("志愿服务", "charity", "次", "方案、名单、照片"),
    ("结对帮扶", "charity", "次", "名单、收据、照片"),
    ("节日活动", "activity", "次", "方案、照片、总结"),
    ("文体活动", "activity", "项", "方案、照片、总结"),
    ("普法宣传", "publicity", "场", "方案、照片、宣传稿"),
    ("宣传报道", "publicity", "篇", "报道原文或链接"),
    ("司法公开活动", "activity", "次", "方案、照片"),
    ("督查检查", "inspection", "次", "通知、通报、整改情况"),
    ("制度建设", "measure", "项", "正式文件"),
    ("设施建设", "facility", "项", "合同或批复、照片"),
)
METHODS = (
    ("材料审核", True),
    ("网络查看", True),
    ("实地考察", False),
    ("问卷调查", False),
)


@transaction.atomic
def found(*, name, fonds_number, username, today=None):
    """Create the court and return the first administrator's `Account`.

    The administrator keeps people and units and sees no content (GB/T 22239-2019).
    """
    today = today or timezone.localdate()
    court = _checked(Court(name=name, fonds_number=fonds_number.upper()))
    password = secrets.token_urlsafe(9)
    person = User(username=username, name="系统管理员", court=court, is_staff=True)
    person.set_password(password)
    person = _checked(person)
    person.groups.add(Group.objects.get(name=roles.SYSTEM_ADMIN))
    for order, (label, kind, word, artefacts) in enumerate(CATEGORIES):
        Category.objects.create(
            court=court,
            name=label,
            kind=kind,
            counting_word=word,
            artefacts=artefacts,
            order=order,
        )
    for label, is_documentary in METHODS:
        Method.objects.create(court=court, name=label, is_documentary=is_documentary)
    retentions.install(court)
    _open_campaign(court, today)
    return Account(username, person.name, roles.SYSTEM_ADMIN, password)


def _open_campaign(court, today):
    """An empty campaign of two years, this one and the next; the office corrects it."""
    campaign = Campaign.objects.create(
        court=court,
        slug=f"{court.fonds_number.lower()}-{today.year}-{today.year + 1}",
        name=f"{today.year}—{today.year + 1}年度",
        title="省级文明单位",
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year + 1, 12, 31),
    )
    for year in campaign.calendar_years:
        campaign.years.create(year=year, points_share=50)


def _checked(row):
    try:
        row.full_clean()
    except ValidationError as error:
        named = row._meta.get_field
        sentences = (
            f"{named(field).verbose_name}：{' '.join(messages)}"
            for field, messages in error.message_dict.items()
        )
        raise Invalid("；".join(sentences)) from error
    row.save()
    return row
