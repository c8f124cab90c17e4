"""While a section is written: figures to choose from, the page it makes, sentences from
the records; nothing is kept before somebody saves."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import roles
from campaigns.models import Category
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CriterionFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import variants
from dossiers.models import Section
from dossiers.tests import issuing
from dossiers.tests.factories import FigureFactory, SectionFactory

pytestmark = pytest.mark.django_db
TYPED = "今年举办法官讲坛{法官讲坛}，另有{没有的}。"


def post(client, user, name, section, **values):
    client.force_login(user)
    values = {"heading": "学习", "body": TYPED, "revision": 1} | values
    return client.post(reverse(name, args=[section.pk]), values)


def printed(answer):
    """The text of each block of the preview."""
    return [block.text for _template, block in answer.context["parts"]]


def lines(answer):
    return [line.sentence for line in answer.context["offer"]["lines"]]


# -- Figures to choose from ------------------------------------------------------------


def test_every_figure_and_its_list_can_be_copied_by_hand(client, section, clerk):
    client.force_login(clerk)
    shown = client.get(reverse("section-revise", args=[section.pk])).content.decode()
    assert '<li data-quote="{法官讲坛}">' in shown
    assert '<li data-quote="{法官讲坛.list}">' in shown


# -- Preview -----------------------------------------------------------------------------


def test_the_preview_tells_what_is_typed_and_keeps_nothing(client, section, clerk):
    answer = post(client, clerk, "section-preview", section)
    assert printed(answer) == ["学习", "今年举办法官讲坛1期，另有待补充。"]
    assert answer.context["preview"].unknown == ("没有的",)
    assert answer.context["form"]["body"].value() == TYPED
    assert Section.objects.get().body != TYPED
    assert not section.versions.exists()


def test_the_preview_numbers_the_heading_for_its_place(client, summary, section, clerk):
    second = SectionFactory(summary=summary, order=9)
    answer = post(client, clerk, "section-preview", second, heading="别的")
    (_template, heading), *_rest = answer.context["parts"]
    assert heading.label == "二、"


def test_a_figure_without_data_is_told_apart_from_an_unknown_name(
    client, summary, section, clerk
):
    FigureFactory(campaign=summary.campaign, label="无数据", category=CategoryFactory())
    answer = post(client, clerk, "section-preview", section, body="有{无数据}。")
    shown = answer.context["preview"]
    assert (shown.unknown, shown.missing) == ((), ("无数据",))


def test_previewing_over_a_newer_text_shows_the_difference(client, section, clerk):
    post(client, clerk, "section-revise", section, body="别人写的。")
    answer = post(client, clerk, "section-preview", section, body="我写的。")
    assert answer.context["stored"].body == "别人写的。"


@pytest.mark.parametrize(
    "name", ["section-preview", "section-propose", "section-take", "section-revise"]
)
def test_who_may_not_write_it_gets_no_preview_and_no_sentences(client, section, name):
    head = UserFactory(role=roles.UNIT_HEAD)
    SectionFactory(summary=section.summary, owner=head.unit)
    assert post(client, head, name, section).status_code == 404


@pytest.mark.parametrize("name", ["section-preview", "section-propose", "section-take"])
def test_looking_at_their_address_changes_nothing(client, section, clerk, name):
    client.force_login(clerk)
    assert client.get(reverse(name, args=[section.pk])).status_code == 302


# -- Sentences from the records ----------------------------------------------------------


def test_the_records_of_a_quoted_figure_are_proposed_with_their_day(
    client, section, clerk
):
    answer = post(client, clerk, "section-propose", section)
    unit = Category.objects.get().activities.get().unit
    assert lines(answer) == [f"3月1日，{unit}在三楼会议室开展“第1期”。"]
    (line,) = answer.context["offer"]["lines"]
    assert line.url in answer.content.decode()


def test_a_heading_finds_its_category_and_offers_its_figure(client, section, clerk):
    answer = post(
        client, clerk, "section-propose", section, heading="办好法官讲坛", body=""
    )
    assert lines(answer)[0] == "今年，开展法官讲坛{法官讲坛}。"
    assert answer.context["offer"]["scope"].names == ("法官讲坛",)


def test_a_section_of_a_unit_that_says_nothing_tells_what_the_unit_did(
    client, summary, clerk
):
    unit = UnitFactory(name="立案庭")
    ActivityFactory(unit=unit, title="便民服务", place="", confirmed=True)
    ActivityFactory(title="别庭的事", confirmed=True)
    own = SectionFactory(summary=summary, heading="", body="", owner=unit)
    answer = post(client, clerk, "section-propose", own, heading="", body="")
    assert lines(answer) == ["3月8日，立案庭开展“便民服务”。"]


def test_the_clerk_chooses_a_category_or_a_criterion(client, section, clerk):
    category, criterion = CategoryFactory(), CriterionFactory()
    for held_on, more in ((2, {"category": category}), (3, {"criteria": [criterion]})):
        day = date(2014, 5, held_on)
        ActivityFactory(held_on=day, title=f"事{held_on}", confirmed=True, **more)
    chosen = post(client, clerk, "section-propose", section, category=category.pk)
    assert ["事2" in line for line in lines(chosen)] == [True]
    chosen = post(client, clerk, "section-propose", section, criterion=criterion.pk)
    assert ["事3" in line for line in lines(chosen)] == [True]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"ended_on": date(2014, 3, 10)}, "3月8日至10日，"),
        ({"ended_on": date(2014, 4, 2)}, "3月8日至4月2日，"),
        ({"held_on": date(2013, 3, 8)}, None),
        ({"held_on": date(2014, 12, 8)}, None),
        ({"confirmed": False}, None),
    ],
)
def test_only_what_is_confirmed_in_the_year_is_told(client, section, clerk, more, told):
    category = CategoryFactory()
    ActivityFactory(**{"category": category, "confirmed": True, "place": ""} | more)
    answer = post(client, clerk, "section-propose", section, category=category.pk)
    assert [line.partition("，")[0] + "，" for line in lines(answer)] == (
        [told] if told else []
    )


def test_a_unit_head_is_told_only_what_they_may_see(client, summary):
    head = UserFactory(role=roles.UNIT_HEAD)
    own = SectionFactory(summary=summary, owner=head.unit)
    category = Category.objects.get()
    ActivityFactory(category=category, logged_by=head, title="本庭的", confirmed=True)
    answer = post(client, head, "section-propose", own, category=category.pk)
    activities = [line for line in lines(answer) if "“" in line]
    assert ["本庭的" in line for line in activities] == [True]


def test_what_is_ticked_becomes_text_to_be_rewritten(client, section, clerk):
    proposed = post(client, clerk, "section-propose", section)
    (line,) = proposed.context["offer"]["lines"]
    answer = post(client, clerk, "section-take", section, take=[line.key, "activity-0"])
    assert answer.context["form"]["body"].value() == f"{TYPED}\n{line.sentence}"
    assert [each.stands for each in answer.context["offer"]["lines"]] == [True]
    assert Section.objects.get().body == section.body


def test_ticking_nothing_is_told_and_loses_nothing(client, section, clerk):
    answer = post(client, clerk, "section-take", section)
    assert [str(each) for each in answer.context["messages"]] != []
    assert answer.context["form"]["body"].value() == TYPED


# -- The short summary -------------------------------------------------------------------


def test_a_section_kept_out_is_not_in_the_short_summary(client, summary, clerk):
    SectionFactory(summary=summary, heading="细节", body="今年整理细节。")
    section = summary.sections.get(heading="学习")
    values = {"body": "坚持学习。", "heading": "学习"}
    post(client, clerk, "section-revise", section, **values)
    texts = [getattr(each, "text", "") for each in variants.short(summary).blocks]
    assert ("今年整理细节。" in texts, "坚持学习。" in texts) == (True, False)
    post(client, clerk, "section-revise", section, revision=2, in_short="on", **values)
    texts = [getattr(each, "text", "") for each in variants.short(summary).blocks]
    assert "坚持学习。" in texts


# -- Costs -------------------------------------------------------------------------------


def cost(client, user, name, section):
    client.force_login(user)
    values = {"heading": "学习", "body": TYPED, "revision": 1}
    url = reverse(name, args=[section.pk])
    with CaptureQueriesContext(connection) as captured:
        assert client.post(url, values).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["section-preview", "section-propose"])
def test_it_costs_the_same_for_one_three_and_thirty(
    client, summary, section, clerk, name
):
    costs = set()
    for number in range(2, 32):
        issuing.hold_forum(day=min(number, 28))
        SectionFactory(summary=summary)
        FigureFactory(campaign=summary.campaign, category=Category.objects.first())
        if number in (2, 4, 31):
            costs.add(cost(client, clerk, name, section))
    assert len(costs) == 1
    assert costs.pop() <= 12
