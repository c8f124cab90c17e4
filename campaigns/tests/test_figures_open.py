"""Every figure of the progress screens opens exactly what it counts."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import dashboards, progress, roles, targets
from campaigns.models import Activity, Assignment, Campaign, Task
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return Campaign.objects.get(pk=CampaignFactory().pk)


@pytest.fixture
def enter(client):
    def sign_in(role=roles.OFFICE, **values):
        client.force_login(UserFactory(role=role, language="en", **values))

    return sign_in


def listed(client, query):
    return set(client.get(f"/activities/?{query}").context["page"].object_list)


def in_time(**values):
    """Confirmed, and logged the day after it was held."""
    row = ActivityFactory(confirmed=True, **values)
    moment = datetime(2014, 3, 9, tzinfo=timezone.get_current_timezone())
    Activity.objects.filter(pk=row.pk).update(logged_at=moment)
    return row


# -- Late entries and co-hosts -----------------------------------------------------------


@pytest.mark.parametrize("role", [roles.OFFICE, roles.LEADING_GROUP])
def test_the_figure_of_late_entries_opens_exactly_the_late_ones(
    client, enter, campaign, role
):
    CriterionFactory()  # without criteria the office sees the first steps
    enter(role)
    in_time()
    late = ActivityFactory(confirmed=True)
    ActivityFactory(confirmed=True, held_on=date(2013, 5, 1))  # late, of another year
    ActivityFactory(submitted=True)  # late, counts not yet
    query = "status=confirmed&year=2014&late=on"
    home = client.get("/").content.decode()
    assert f'href="/activities/?{query.replace("&", "&amp;")}"' in home
    assert listed(client, query) == {late}
    assert dashboards.of(campaign).trend.late == 1


def test_which_are_late_the_rows_themselves_tell():
    kept, late = in_time(title="按时录入"), ActivityFactory(title="补录一次")
    rows = Activity.objects.filter(pk__in=[kept.pk, late.pk])
    assert list(rows.entered_late()) == [late]


def test_a_co_host_finds_what_was_counted_for_it(client, enter, campaign):
    enter()
    statement = StatementFactory(signed=True)
    target = TargetFactory(statement=statement)
    unit = statement.unit
    hosted = in_time(unit=unit, category=target.category)
    helped = in_time(category=target.category)
    helped.co_hosts.add(unit, UnitFactory())
    in_time(category=target.category)  # another unit's
    (told,) = targets.of([statement])
    board = dashboards.of_unit(campaign, unit)
    (line,) = (each for each in dashboards.of(campaign).units if each.pk == unit.pk)
    found = listed(client, f"unit={unit.pk}&status=confirmed&year=2014")
    assert found == {hosted, helped}
    assert (told.counted, board.held, line.activities) == (2, 2, 2)
    assert board.targets == (told,)
    page = client.get(reverse("dashboard-unit", args=[unit.pk])).content.decode()
    query = f"category={target.category_id}&amp;unit={unit.pk}&amp;year=2014"
    assert f'href="/activities/?{query}&amp;status=confirmed"' in page


# -- Tiles -------------------------------------------------------------------------------


@pytest.fixture
def leaves(campaign):
    """One asks for material, one only a visit can tell, both in a part."""
    part = CriterionFactory(code="1", points=None)
    asks = CriterionFactory(code="1.1", parent=part)
    EvidenceRuleFactory(criterion=asks, per="cycle")
    seen = CriterionFactory(code="1.2", parent=part, points=3)
    method = campaign.court.methods.create(name="实地考察", is_documentary=False)
    seen.methods.add(method)
    return asks, seen


def shown(response):
    return [
        row.criterion.node.pk
        for part in response.context["parts"]
        for row in part.rows
        if row.criterion.node.is_leaf
    ]


def test_what_awaits_a_visit_is_listed(client, enter, campaign, leaves):
    enter()
    assert progress.of(campaign).points.unknown == 3
    page = client.get("/progress/")
    assert 'href="/progress/?visit=on"' in page.content.decode()
    assert shown(client.get("/progress/?visit=on")) == [leaves[1].pk]


def test_the_tiles_keep_to_the_chosen_unit(client, enter, campaign, leaves):
    enter()
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=leaves[0], unit=unit)
    page = client.get(f"/progress/?unit={unit.pk}").content.decode()
    for url in (
        f"/progress/?state=complete&amp;unit={unit.pk}",
        f"/progress/?visit=on&amp;unit={unit.pk}",
        f"/gaps/?unit={unit.pk}",
    ):
        assert f'href="{url}"' in page
    gaps = client.get(f"/gaps/?unit={unit.pk}").context["page"].paginator.count
    assert gaps == len(progress.of(campaign, unit=unit).gaps) == 1


def test_what_nobody_answers_for_is_listed(client, enter, campaign, leaves):
    owned = CriterionFactory(code="2")
    EvidenceRuleFactory(criterion=owned, per="cycle")
    Assignment.objects.create(campaign=campaign, criterion=owned, unit=UnitFactory())
    enter(roles.LEADING_GROUP)
    page = client.get("/dashboard/")
    assert 'href="/gaps/?unowned=on"' in page.content.decode()
    lines = client.get("/gaps/?unowned=on").context["page"].object_list
    assert [line.gap.criterion.pk for line in lines] == [leaves[0].pk]
    assert page.context["board"].unowned == 1


def test_pending_tasks_are_the_open_and_the_overdue(client, enter, campaign, leaves):
    told = {"campaign": campaign, "criterion": leaves[0], "rule": leaves[0].rules.get()}
    told |= {"given_by": UserFactory(role=roles.OFFICE), "year": None}
    rows = [
        Task.objects.create(unit=UnitFactory(), due_on=due_on, **told)
        for due_on in (date(2013, 6, 1), date(2999, 6, 1))
    ]
    Task.objects.create(
        unit=UnitFactory(),
        due_on=date(2013, 6, 1),
        cancelled_by=told["given_by"],
        cancelled_at=timezone.now(),
        cancel_reason="不再需要",
        **told,
    )
    enter(roles.LEADING_GROUP)
    found = client.get("/tasks/?state=pending").context["page"].object_list
    assert [each.task for each in found] == rows
    assert client.get("/dashboard/").context["board"].pending == 2


def test_the_points_of_a_unit_open_their_scores(client, enter, campaign, leaves):
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=leaves[0], unit=unit)
    enter(roles.STAFF, unit=unit)
    page = client.get(reverse("dashboard-unit", args=[unit.pk])).content.decode()
    url = reverse("criterion-score", args=[leaves[0].pk])
    assert f'<a href="{url}">2</a>' in page
    assert client.get(url).status_code == 200


def test_an_assessors_parts_open_what_they_count(client, enter, campaign, leaves):
    enter(roles.ASSESSOR)
    person = UserFactory._meta.model.objects.order_by("pk").last()
    campaign.grants.create(person=person, until_on=date(2999, 1, 1))
    page = client.get("/").content.decode()
    part = leaves[0].parent_id
    for query in ("?state=complete", "?visit=on", ""):
        url = f"/progress/{query}#part-{part}"
        assert f'href="{url}"' in page
    assert f'<details id="part-{part}"' in client.get("/progress/").content.decode()


def test_the_range_of_the_forecast_opens_its_reasons(client, enter, campaign, leaves):
    enter(roles.LEADING_GROUP)
    page = client.get("/forecast/").content.decode()
    for url in ("/scores/", "/forecast/#ground-complete", "/forecast/#why"):
        assert f'<a href="{url}">' in page
    assert '<section id="why">' in page
    assert '<details id="ground-visit">' in page
