"""The pages of gaps and tasks, as each role sees them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import roles
from campaigns.models import Assignment, Task
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    """It runs until the end of this year."""
    today = localdate()
    return CampaignFactory(
        starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year, 12, 31)
    )


@pytest.fixture
def unit():
    return UnitFactory(name="立案庭")


@pytest.fixture
def part(campaign):
    return CriterionFactory(code="1", title="领导班子", points=None)


@pytest.fixture
def rule(campaign, part, unit):
    leaf = CriterionFactory(code="1.1", parent=part, points=3)
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    return EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle")


@pytest.fixture
def enter(client):
    def sign_in(role, **values):
        person = UserFactory(role=role, language="en", **values)
        client.force_login(person)
        return person

    return sign_in


@pytest.fixture
def task(campaign, rule, unit):
    return Task.objects.create(
        campaign=campaign,
        criterion=rule.criterion,
        rule=rule,
        unit=unit,
        due_on=localdate(),
        given_by=UserFactory(role=roles.OFFICE),
    )


def gap_url(rule, year=""):
    return f"{reverse('task-new')}?rule={rule.pk}&year={year}"


def page_of(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


# -- Gaps --------------------------------------------------------------------------------


def test_a_gap_is_one_click_from_a_task(client, enter, rule):
    enter(roles.OFFICE)
    page = page_of(client, "gaps").content.decode()
    assert gap_url(rule).replace("&", "&amp;") in page


def test_a_gap_with_a_task_shows_its_state(client, enter, task):
    enter(roles.LEADING_GROUP)
    page = page_of(client, "gaps").content.decode()
    assert f'href="/tasks/{task.pk}/"' in page
    assert "task open" in page


def test_staff_see_the_gaps_of_their_unit_and_give_nothing(client, enter, rule, unit):
    EvidenceRuleFactory(criterion=CriterionFactory(code="9"), per="cycle")
    enter(roles.STAFF, unit=unit)
    response = page_of(client, "gaps")
    assert [line.gap.criterion.code for line in response.context["page"]] == ["1.1"]
    assert "/tasks/new/" not in response.content.decode()


def test_somebody_without_a_unit_has_no_gaps(client, enter, rule):
    enter(roles.STAFF, unit=None)
    assert list(page_of(client, "gaps").context["page"]) == []


def test_gaps_narrow_to_a_part_a_year_a_unit_and_what_is_free(
    client, enter, campaign, part, rule, unit, task
):
    enter(roles.OFFICE)
    other = CriterionFactory(code="2", points=1)
    EvidenceRuleFactory(criterion=other)

    def codes(**query):
        lines = page_of(client, "gaps", **query).context["page"]
        return [(line.gap.criterion.code, line.gap.rule.year) for line in lines]

    first, last = campaign.calendar_years
    assert codes(part=other.pk) == [("2", first), ("2", last)]
    assert codes(year=last) == [("1.1", None), ("2", last)]
    assert codes(unit=unit.pk) == [("1.1", None)]
    assert codes(free="on") == [("2", first), ("2", last)]


def test_without_a_campaign_the_pages_say_so(client, enter):
    enter(roles.OFFICE)
    for name in ("gaps", "tasks", "matrix", "matrix-units", "dashboard"):
        assert page_of(client, name).status_code == 200


# -- Giving -------------------------------------------------------------------------------


def test_the_form_knows_the_unit_and_the_day(client, enter, campaign, rule, unit):
    enter(roles.OFFICE)
    form = client.get(gap_url(rule)).context["form"]
    soon = min(campaign.ends_on, localdate() + timedelta(days=30))
    assert form.initial == {"unit": unit.pk, "due_on": soon}


def test_the_office_chooses_when_nobody_answers(client, enter, campaign, unit, rule):
    Assignment.objects.all().delete()
    enter(roles.OFFICE)
    assert client.get(gap_url(rule)).context["form"].initial["unit"] is None
    typed = {"unit": unit.pk, "due_on": localdate()}
    response = client.post(gap_url(rule), typed)
    assert response.url == f"/tasks/{Task.objects.get().pk}/"


def test_what_is_refused_keeps_what_was_typed(client, enter, campaign, rule, unit):
    enter(roles.OFFICE)
    typed = {
        "unit": unit.pk,
        "due_on": campaign.ends_on + timedelta(days=1),
        "note": "补一次活动",
    }
    page = client.post(gap_url(rule), typed).content.decode()
    assert f"until {campaign.ends_on} at the latest" in page
    assert "补一次活动" in page
    assert not Task.objects.exists()


def test_what_is_missing_no_more_leads_back(client, enter, rule):
    enter(roles.OFFICE)
    ActivityFactory(confirmed=True, criteria=[rule.criterion], held_on=localdate())
    assert client.get(gap_url(rule)).url == reverse("gaps")


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD])
def test_a_unit_gives_no_tasks(client, enter, rule, unit, role):
    enter(role, unit=unit)
    typed = {"unit": unit.pk, "due_on": localdate()}
    assert client.post(gap_url(rule), typed).url == reverse("gaps")
    assert not Task.objects.exists()


def test_a_whole_part_is_given_at_once(client, enter, part, rule):
    enter(roles.OFFICE)
    assert (
        "Make tasks of all 1 gaps"
        in page_of(client, "gaps", part=part.pk).content.decode()
    )
    response = client.post(reverse("gaps-give", args=[part.pk]), follow=True)
    assert "1 tasks given." in response.content.decode()
    assert Task.objects.get().rule == rule


def test_a_part_is_given_by_post_only(client, enter, part, rule):
    enter(roles.OFFICE)
    assert client.get(reverse("gaps-give", args=[part.pk])).status_code == 302


def test_only_a_part_is_given_at_once(client, enter, rule):
    enter(roles.OFFICE)
    url = reverse("gaps-give", args=[rule.criterion_id])
    assert client.post(url).status_code == 404


# -- Tasks ---------------------------------------------------------------------------------


def test_a_unit_sees_its_own_tasks_only(client, enter, task, unit):
    enter(roles.STAFF, unit=unit)
    assert [each.task for each in page_of(client, "tasks").context["page"]] == [task]
    enter(roles.STAFF)
    assert list(page_of(client, "tasks").context["page"]) == []
    assert client.get(task.get_absolute_url()).status_code == 404


def test_another_court_sees_no_task(client, enter, task):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"), unit=None)
    assert client.get(task.get_absolute_url()).status_code == 404
    url = reverse("task-cancel", args=[task.pk])
    assert client.post(url, {"reason": "x"}).status_code == 404


def test_the_task_offers_to_log_for_its_criterion(client, enter, task, unit):
    enter(roles.STAFF, unit=unit)
    page = page_of(client, "task", task.pk).content.decode()
    assert f"/activities/new/?criterion={task.criterion_id}" in page
    assert "go from 0 to 3" in page


def test_a_done_task_offers_nothing(client, enter, task, unit):
    ActivityFactory(confirmed=True, criteria=[task.criterion], held_on=localdate())
    enter(roles.STAFF, unit=unit)
    page = page_of(client, "task", task.pk).content.decode()
    assert "task done" in page
    assert "/activities/new/?criterion=" not in page


def test_tasks_narrow_to_a_state_and_a_unit(client, enter, task, unit):
    enter(roles.OFFICE)
    for query, found in (
        ({"state": "open"}, 1),
        ({"state": "done"}, 0),
        ({"unit": unit.pk}, 1),
        ({"unit": UnitFactory().pk}, 0),
    ):
        assert len(page_of(client, "tasks", **query).context["page"]) == found


def test_the_office_takes_a_task_back_with_a_reason(client, enter, task):
    enter(roles.OFFICE)
    url = reverse("task-cancel", args=[task.pk])
    client.post(url, {"reason": ""})
    assert Task.objects.standing().count() == 1
    client.post(url, {"reason": "给错了"})
    assert "给错了" in page_of(client, "task", task.pk).content.decode()
    assert Task.objects.standing().count() == 0


def test_a_unit_takes_no_task_back(client, enter, task, unit):
    enter(roles.UNIT_HEAD, unit=unit)
    client.post(reverse("task-cancel", args=[task.pk]), {"reason": "不做"})
    assert Task.objects.standing().count() == 1


def test_staff_find_their_tasks_at_home(client, enter, task, unit):
    enter(roles.STAFF, unit=unit)
    page = page_of(client, "home")
    assert [each.task for each in page.context["tasks"]] == [task]
    assert f"/activities/new/?criterion={task.criterion_id}" in page.content.decode()


def test_what_is_done_leaves_the_home(client, enter, task, unit):
    ActivityFactory(confirmed=True, criteria=[task.criterion], held_on=localdate())
    enter(roles.STAFF, unit=unit)
    assert page_of(client, "home").context["tasks"] == []


@pytest.mark.parametrize("name", ["gaps", "tasks"])
@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_lists_take_at_most_twelve_queries_whatever_the_size(
    client, enter, campaign, part, name, size, django_assert_max_num_queries
):
    person = enter(roles.OFFICE)
    for number in range(size):
        leaf = CriterionFactory(code=f"1.{number}", parent=part)
        rule = EvidenceRuleFactory(criterion=leaf, per="cycle")
        Task.objects.create(
            campaign=campaign,
            criterion=leaf,
            rule=rule,
            unit=person.unit,
            due_on=localdate(),
            given_by=person,
        )
    with django_assert_max_num_queries(12):
        page_of(client, name)
