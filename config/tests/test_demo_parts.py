"""The parts of the demonstration by themselves: accounts, refusals, drawings, lines."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.core.management import CommandError, call_command

from campaigns.models import Court, Unit, User
from config.demo import court, events, papers, pictures, proof


@pytest.fixture(autouse=True)
def fast_hasher(settings, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.mark.django_db
def test_without_a_password_each_account_gets_one_of_its_own():
    house = court.load()
    words = {account.password for account in house.accounts}
    assert len(words) == len(house.accounts) == 10
    assert min(map(len, words)) >= 12
    for account in house.accounts:
        user = User.objects.get(username=account.username)
        assert user.check_password(account.password)


@pytest.mark.django_db
def test_two_installations_have_different_passwords():
    first = {account.password for account in court.load().accounts}
    User.groups.through.objects.all().delete()
    Unit.objects.update(head=None)
    User.objects.all().delete()
    Unit.objects.all().delete()
    Court.objects.all().delete()
    assert first.isdisjoint(account.password for account in court.load().accounts)


@pytest.mark.django_db
def test_everybody_else_cannot_sign_in():
    court.load("known")
    usable = [
        p
        for p in User.objects.values_list("password", flat=True)
        if is_password_usable(p)
    ]
    assert (len(usable), User.objects.count()) == (10, 83)


@pytest.mark.django_db
def test_it_refuses_where_a_court_of_that_name_is_at_work():
    Court.objects.create(name=court.NAME, fonds_number="0001")
    with pytest.raises(CommandError, match=court.NAME):
        call_command("load_demo", stdout=StringIO())


@pytest.mark.django_db
def test_it_refuses_where_a_sign_in_name_is_taken():
    User.objects.create(username="xitong", name="别人")
    with pytest.raises(CommandError, match="xitong"):
        call_command("load_demo", stdout=StringIO())


def test_the_same_words_give_the_same_bytes():
    day = date(2014, 3, 8)
    assert pictures.draw("联谊会", day, "节日活动") == pictures.draw(
        "联谊会", day, "节日活动"
    )
    assert papers.write_text("办法", ["一"]) == papers.write_text("办法", ["一"])


@pytest.mark.parametrize("category", [*pictures.SCENES, "动员会"])
def test_a_machine_without_a_chinese_font_draws_all_the_same(category, monkeypatch):
    monkeypatch.setattr(pictures, "_font", lambda size: None)
    large, small = pictures.draw("联谊会", date(2014, 3, 8), category)
    assert large.startswith(b"\xff\xd8\xff")
    assert small[8:12] == b"WEBP"


def test_a_word_nobody_understands_is_refused():
    with pytest.raises(ValueError, match="百人"):
        events.read("2014-03-08 | 工会 | 节日活动 | 联谊会 | 活动室 | 百人")


@pytest.mark.parametrize(
    ("title", "name", "told"),
    [
        ("创建档案管理情况说明", "情况说明", "创建档案管理情况说明"),
        ("综合治理考评意见", "评价意见", "综合治理考评意见"),
        ("春节联欢活动", "活动方案", "春节联欢活动方案"),
        ("审判执行工作统计", "统计表", "审判执行工作统计表"),
        ("民主生活会", "会议记录", "民主生活会会议记录"),
    ],
)
def test_no_paper_is_called_the_same_twice(title, name, told):
    assert proof.called(title, name) == told
