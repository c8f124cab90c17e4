"""A veto outranks every point on every screen, and the menu knows where one is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import incidents, roles
from campaigns.models import Assignment, Incident, Task, VetoRule
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAGES = (
    *("dashboard", "dashboard-unit", "progress", "criterion", "matrix", "matrix-units"),
    *("gaps", "tasks", "task", "scores", "criterion-score", "forecast", "years"),
)
SAID = "veto: 刑事案件, occurred on 2014-01-02."


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def places(campaign):
    """A criterion, a unit and a task to look at, by the name of the page."""
    criterion, unit = CriterionFactory(code="1.1"), UnitFactory()
    rule = EvidenceRuleFactory(criterion=criterion)
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    task = Task.objects.create(
        campaign=campaign,
        criterion=criterion,
        rule=rule,
        year=2014,
        unit=unit,
        due_on=date(2014, 6, 1),
        given_by=UserFactory(role=roles.OFFICE),
    )
    return {
        "criterion": criterion.pk,
        "criterion-score": criterion.pk,
        "dashboard-unit": unit.pk,
        "task": task.pk,
    }


def occur(campaign, consequence="veto"):
    points = 5 if consequence == "deduction" else None
    rule = VetoRule.objects.create(
        standard=campaign.standard,
        title="刑事案件",
        consequence=consequence,
        points=points,
    )
    return Incident.objects.create(
        campaign=campaign,
        rule=rule,
        finding="occurred",
        occurred_on=date(2014, 1, 2),
        checked_by=UserFactory(role=roles.OFFICE),
    )


@pytest.fixture
def look(client, places):
    client.force_login(UserFactory(role=roles.OFFICE, language="en"))

    def open_page(name):
        args = [places[name]] if name in places else []
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        return response.content.decode()

    return open_page


@pytest.mark.parametrize("consequence", ["veto", "no_application", "revocation"])
def test_what_stops_everything_is_told_with_day_and_consequence(campaign, consequence):
    occur(campaign, consequence)
    (event,) = incidents.vetoes(campaign)
    assert (event.title, event.occurred_on) == ("刑事案件", date(2014, 1, 2))
    assert event.consequence == consequence


def test_a_deduction_an_unchecked_and_another_campaigns_event_stop_nothing(campaign):
    occur(campaign, "deduction")
    VetoRule.objects.create(
        standard=campaign.standard, title="安全事故", consequence="veto"
    )
    other = CampaignFactory(slug="other", court=CourtFactory(name="邻县人民法院"))
    occur(other)
    assert incidents.vetoes(campaign) == ()
    assert incidents.vetoes(None) == ()


@pytest.mark.parametrize("name", PAGES)
def test_a_veto_stands_on_top_once_in_words_and_with_a_shape(campaign, look, name):
    occur(campaign)
    page = look(name)
    assert page.count("data-veto") == 1
    line = page[page.index('<div class="message error" data-veto') :]
    assert line.index("<svg") < line.index(SAID)
    body = page[page.index("</h1>") : page.index("data-veto")]
    assert "<table" not in body and 'class="figures"' not in body


@pytest.mark.parametrize("name", PAGES)
def test_without_one_no_line_stands_there(campaign, look, name):
    occur(campaign, "deduction")
    assert "data-veto" not in look(name)


@pytest.mark.parametrize("name", PAGES)
def test_the_line_keeps_every_page_within_twelve_queries(campaign, look, name):
    occur(campaign)
    with CaptureQueriesContext(connection) as made:
        look(name)
    assert len(made) <= 12


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    "role", [roles.OFFICE, roles.LEADING_GROUP, roles.UNIT_HEAD, roles.STAFF]
)
def test_everybodys_first_page_tells_it(client, campaign, role):
    occur(campaign)
    client.force_login(UserFactory(role=role))
    assert client.get("/").content.decode().count("data-veto") == 1


# -- The menu ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_menu_marks_progress_as_here(look, name):
    page = look(name)
    menu = page[page.index('<nav class="menu') :]
    menu = menu[: menu.index("</nav>")]
    (here,) = (part for part in menu.split("<a ")[1:] if "aria-current" in part)
    assert here.startswith('href="/progress/"')


def test_other_pages_do_not_stand_under_progress(client, campaign):
    client.force_login(UserFactory(role=roles.OFFICE))
    for item in client.get("/incidents/").context["frame"]["menu"]:
        assert item.is_here is (item.url == "/incidents/")
