"""The dashboards: the leading group's, one unit's, and both at any size."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import dashboards, roles
from campaigns.management import crowds
from campaigns.models import Assignment, Campaign, Incident, Task, VetoRule
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    StatementFactory,
    StoredFileFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    """As the database holds it: its points are decimals."""
    return Campaign.objects.get(pk=CampaignFactory().pk)


@pytest.fixture
def unit():
    return UnitFactory(name="政治部")


@pytest.fixture
def leaf(campaign, unit):
    leaf = CriterionFactory(code="1.1")
    EvidenceRuleFactory(criterion=leaf, asked="activity")
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    return leaf


@pytest.fixture
def enter(client):
    def sign_in(role, **values):
        person = UserFactory(role=role, language="en", **values)
        client.force_login(person)
        return person

    return sign_in


def look(client, name="dashboard", *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response


def give(campaign, leaf, unit, due_on):
    Task.objects.create(
        campaign=campaign,
        criterion=leaf,
        rule=leaf.rules.get(),
        year=2013,
        unit=unit,
        due_on=due_on,
        given_by=UserFactory(role=roles.OFFICE),
    )


# -- The leading group ---------------------------------------------------------------------


def test_a_line_tells_what_a_unit_has_owes_was_given_and_did(campaign, leaf, unit):
    ActivityFactory(unit=unit, confirmed=True, criteria=[leaf])  # in 2014
    ActivityFactory(unit=unit, submitted=True)
    StatementFactory(unit=unit, signed=True)
    StatementFactory(unit=unit, year=2013)
    give(campaign, leaf, unit, date(2013, 6, 1))
    lines = {line.name: line for line in dashboards.of(campaign).units}
    assert lines["政治部"] == dashboards.UnitLine(
        pk=unit.pk,
        name="政治部",
        complete=0,
        askable=1,
        missing=1,
        open=0,
        overdue=1,
        activities=1,
    )


def test_a_unit_that_owes_nothing_but_did_something_has_a_line(campaign, leaf):
    row = ActivityFactory(confirmed=True)
    lines = {line.pk: line for line in dashboards.of(campaign).units}
    assert (lines[row.unit_id].activities, lines[row.unit_id].askable) == (1, 0)


def test_the_worst_gaps_come_with_their_tasks(campaign, leaf, unit):
    worst = CriterionFactory(code="2", points=9)
    EvidenceRuleFactory(criterion=worst, per="cycle")
    give(campaign, leaf, unit, localdate())
    lines = dashboards.of(campaign).gaps
    told = [(line.gap.criterion.code, len(line.tasks)) for line in lines]
    assert told == [("2", 0), ("1.1", 1), ("1.1", 0)]


def test_the_board_reads_the_pass_mark_and_the_negative_list(
    client, enter, campaign, leaf
):
    person = enter(roles.LEADING_GROUP)
    rules = [
        VetoRule.objects.create(
            standard=campaign.standard, title=title, consequence="veto"
        )
        for title in ("刑事案件", "安全事故")
    ]
    Incident.objects.create(
        campaign=campaign,
        rule=rules[0],
        finding="occurred",
        occurred_on=date(2014, 1, 2),
        checked_by=person,
    )
    page = look(client)
    text = page.content.decode()
    assert "Pass mark 80 of 100." in text
    assert text.index("刑事案件") < text.index(f"/criteria/{leaf.pk}/")
    assert page.context["board"].occurred == 1
    assert len(page.context["board"].forecast.unchecked) == 1


def test_every_figure_of_a_unit_opens_its_records(client, enter, campaign, leaf, unit):
    enter(roles.LEADING_GROUP)
    page = look(client).content.decode()
    for url in (
        f"/dashboard/{unit.pk}/",
        f"/matrix/?unit={unit.pk}",
        f"/gaps/?unit={unit.pk}",
        f"/tasks/?unit={unit.pk}&amp;state=overdue",
        f"/activities/?unit={unit.pk}&amp;status=confirmed&amp;year=2014",
    ):
        assert f'href="{url}"' in page


def test_charts_have_their_numbers_beside_them(client, enter, campaign, leaf):
    ActivityFactory(confirmed=True, held_on=date(2013, 5, 2))
    enter(roles.LEADING_GROUP)
    page = look(client).content.decode()
    assert page.count('role="img"') == 2
    link = '<a href="/activities/?status=confirmed&amp;year=2013&amp;month=5">1</a>'
    assert link in page


def test_the_link_of_a_month_lists_its_activities(client, enter, campaign):
    held = ActivityFactory(confirmed=True, held_on=date(2013, 5, 2))
    ActivityFactory(confirmed=True, held_on=date(2013, 6, 2))
    enter(roles.LEADING_GROUP)
    page = client.get("/activities/?status=confirmed&year=2013&month=5")
    assert held.title in page.content.decode()
    assert "2013-06-02" not in page.content.decode()


# -- Who sees what --------------------------------------------------------------------------


def test_a_unit_is_led_to_its_own_dashboard(client, enter, campaign):
    person = enter(roles.UNIT_HEAD)
    assert client.get(reverse("dashboard")).url == f"/dashboard/{person.unit_id}/"


@pytest.mark.parametrize("role", [roles.ASSESSOR, roles.AUDITOR, roles.SYSTEM_ADMIN])
def test_the_dashboard_is_not_for_everybody(client, enter, campaign, role):
    enter(role)
    assert client.get(reverse("dashboard")).status_code == 404


def test_a_unit_sees_no_other_units_dashboard(client, enter, campaign, unit):
    enter(roles.STAFF)
    assert client.get(reverse("dashboard-unit", args=[unit.pk])).status_code == 404


def test_another_courts_unit_is_not_found(client, enter, campaign):
    enter(roles.OFFICE)
    stranger = UnitFactory(court=CourtFactory(name="邻县人民法院"))
    assert client.get(reverse("dashboard-unit", args=[stranger.pk])).status_code == 404


def test_a_unit_sees_its_criteria_gaps_tasks_and_targets(
    client, enter, campaign, leaf, unit
):
    EvidenceRuleFactory(criterion=CriterionFactory(code="2"))
    give(campaign, leaf, unit, localdate())
    target = TargetFactory(statement=StatementFactory(unit=unit))
    enter(roles.STAFF, unit=unit)
    board = look(client, "dashboard-unit", unit.pk).context["board"]
    assert [each.node.code for each in board.criteria] == ["1.1"]
    assert [len(line.tasks) for line in board.gaps] == [1, 0]
    assert [each.state for each in board.tasks] == ["open"]
    assert [each.target for each in board.targets] == [target]


def test_the_office_sees_what_waits_is_late_and_overdue(
    client, enter, campaign, leaf, unit
):
    ActivityFactory(confirmed=True)  # held in 2014, logged now
    ActivityFactory(returned=True)
    ActivityFactory(submitted=True)
    give(campaign, leaf, unit, date(2013, 6, 1))
    enter(roles.OFFICE)
    context = look(client, "home").context
    told = ("waiting_number", "returned_number", "late", "held", "overdue", "pending")
    assert [context[name] for name in told] == [1, 1, 1, 1, 1, 1]


# -- Any size ----------------------------------------------------------------------------------


def fill(campaign, leaves, evidence):
    person = UserFactory()
    crowds.fill(
        campaign,
        leaves=leaves,
        evidence=evidence,
        units=UnitFactory.create_batch(3),
        by=person,
        confirmed_by=UserFactory(),
        category=CategoryFactory(),
        file=StoredFileFactory(),
    )


def queries(client, name):
    with CaptureQueriesContext(connection) as made:
        look(client, name)
    return len(made)


@pytest.mark.parametrize("name", ["dashboard", "matrix", "matrix-units"])
def test_400_leaves_take_as_many_queries_as_one(client, enter, campaign, leaf, name):
    enter(roles.LEADING_GROUP)
    ActivityFactory(confirmed=True, criteria=[leaf])
    few = queries(client, name)
    fill(campaign, leaves=400, evidence=2000)
    assert queries(client, name) == few <= 12
