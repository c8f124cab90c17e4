"""The first page: each role lands on what it came for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import roles
from campaigns.models import Activity, Assignment, User
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    StatementFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PRIMARY = '<a class="button primary" href="/activities/new/"'


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def enter(client):
    """Sign somebody in by role, in English: what the pages say is told in English."""

    def sign_in(role, **values):
        person = UserFactory(role=role, language="en", **values)
        client.force_login(person)
        return person

    return sign_in


def look(client):
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response


# -- Staff and heads of units -----------------------------------------------------------


def test_staff_first_see_the_button_to_log_an_activity(client, enter, campaign):
    enter(roles.STAFF)
    assert PRIMARY in look(client).content.decode()


def test_staff_see_what_was_returned_to_them_with_the_reason(client, enter, campaign):
    person = enter(roles.STAFF)
    own = ActivityFactory(logged_by=person, returned=True)
    ActivityFactory(returned=True)
    response = look(client)
    assert response.context["returned"] == [own]
    assert "缺照片" in response.content.decode()


def test_staff_see_their_own_drafts(client, enter, campaign):
    person = enter(roles.STAFF)
    own = ActivityFactory(logged_by=person)
    ActivityFactory(unit=person.unit)
    assert look(client).context["drafts"] == [own]


def test_staff_see_the_targets_of_their_unit_in_the_year(client, enter, campaign):
    person = enter(roles.STAFF)
    own = TargetFactory(statement=StatementFactory(unit=person.unit, year=2014))
    TargetFactory(statement=StatementFactory(unit=person.unit, year=2013))
    TargetFactory()
    assert [each.target for each in look(client).context["targets"]] == [own]


def test_somebody_without_a_unit_reads_why_they_cannot_log(client, enter, campaign):
    enter(roles.STAFF, unit=None)
    page = look(client).content.decode()
    assert "Your account has no unit" in page
    assert PRIMARY not in page


def test_nothing_is_offered_for_a_day_after_the_campaign(client, enter, campaign):
    enter(roles.STAFF)
    assert "?festival=" not in look(client).content.decode()


def test_a_coming_day_of_the_campaign_opens_the_form(client, enter):
    today = timezone.localdate()
    CampaignFactory(
        starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=600)
    )
    enter(roles.STAFF)
    assert "?festival=" in look(client).content.decode()


def test_the_head_of_a_unit_sees_what_waits_for_them(client, enter, campaign):
    head = enter(roles.UNIT_HEAD)
    waits = ActivityFactory(unit=head.unit, submitted=True)
    ActivityFactory(submitted=True)
    assert look(client).context["waiting"] == [waits]


# -- The office ---------------------------------------------------------------------------


@pytest.fixture
def criterion(campaign):
    criterion = CriterionFactory(code="1.1", standard=campaign.standard)
    EvidenceRuleFactory(criterion=criterion, asked="activity")
    return criterion


def test_the_office_sees_how_many_wait_and_since_when(client, enter, criterion):
    enter(roles.OFFICE)
    rows = [ActivityFactory(submitted=True) for _ in range(3)]
    past = timezone.now() - timedelta(days=40)
    Activity.objects.filter(pk=rows[2].pk).update(submitted_at=past)
    response = look(client)
    assert response.context["waiting_number"] == 3
    assert response.context["waiting"][0] == rows[2]
    assert f"since {timezone.localdate(past):%Y-%m-%d}" in response.content.decode()


def test_the_office_sees_what_is_back_with_the_units(client, enter, criterion):
    enter(roles.OFFICE)
    row = ActivityFactory(returned=True)
    response = look(client)
    assert (response.context["returned"], response.context["returned_to_others"]) == (
        [],
        [row],
    )


def test_the_office_sees_the_worst_gaps(client, enter, campaign, criterion):
    enter(roles.OFFICE)
    worst = CriterionFactory(code="1.2", points=9)
    EvidenceRuleFactory(criterion=worst, per="cycle")
    lines = look(client).context["lines"]
    assert [line.gap.criterion.code for line in lines] == ["1.2", "1.1", "1.1"]


def test_the_office_of_an_empty_court_sees_the_first_steps(client, enter):
    enter(roles.OFFICE)
    steps = look(client).context["steps"]
    assert [step.is_done for step in steps] == [True, True, True, *[False] * 5]
    assert [step.is_next for step in steps].index(True) == 3


def test_a_step_is_linked_for_whoever_does_it(client, enter):
    enter(roles.SYSTEM_ADMIN, is_staff=True)
    steps = look(client).context["steps"]
    assert [bool(step.url) for step in steps] == [True, True, True, *[False] * 5]
    assert steps[3].detail == "The office does this."


def test_every_step_is_done_once_everything_is_there(
    client, enter, campaign, criterion
):
    person = enter(roles.SYSTEM_ADMIN)
    CategoryFactory().criteria.add(criterion)
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=person.unit)
    assert all(step.is_done for step in look(client).context["steps"])


def test_another_courts_rows_do_not_finish_a_step(client, enter, campaign, criterion):
    CategoryFactory()
    enter(roles.SYSTEM_ADMIN, court=CourtFactory(name="邻县人民法院"), unit=None)
    steps = look(client).context["steps"]
    assert [step.is_done for step in steps] == [True, *[False] * 7]


def test_the_first_account_of_an_empty_installation_sees_the_first_steps(client):
    client.force_login(User.objects.create_superuser("root", name="管理员"))
    steps = look(client).context["steps"]
    assert [step.is_next for step in steps] == [True, *[False] * 7]
    assert client.get(reverse("setup")).status_code == 200


# -- The leading group ---------------------------------------------------------------------


def test_leaders_land_on_the_dashboard(client, enter, criterion):
    enter(roles.LEADING_GROUP)
    page = look(client)
    assert page.context["board"].report.askable == 1
    assert 'class="flow board"' in page.content.decode()


# -- The others ------------------------------------------------------------------------------


def test_an_assessor_sees_the_campaign_they_were_let_into(client, enter, campaign):
    person = enter(roles.ASSESSOR)
    assert "There is no campaign" in look(client).content.decode()
    campaign.grants.create(person=person, until_on=timezone.localdate())
    assert look(client).context["report"].years == (2013, 2014)


def test_the_auditor_is_led_to_the_log(client, enter):
    enter(roles.AUDITOR, is_staff=True)
    assert (
        reverse("admin:auditlog_logentry_changelist") in look(client).content.decode()
    )


def test_an_account_without_role_is_told_whom_to_ask(client, enter):
    enter("")
    assert "Ask the system administrator" in look(client).content.decode()


@pytest.mark.parametrize(
    ("role", "most"),
    [
        (roles.STAFF, 12),
        (roles.UNIT_HEAD, 12),
        (roles.OFFICE, 13),
        (roles.LEADING_GROUP, 14),
        (roles.SYSTEM_ADMIN, 12),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_page_takes_few_queries_whatever_the_size(
    client, enter, campaign, django_assert_max_num_queries, role, most, size
):
    person = enter(role)
    category = CategoryFactory()
    other = UserFactory(unit=person.unit)
    statement = StatementFactory(unit=person.unit)
    for number in range(size):
        criterion = CriterionFactory(code=f"1.{number}")
        EvidenceRuleFactory(criterion=criterion)
        Assignment.objects.create(
            campaign=campaign, criterion=criterion, unit=person.unit
        )
        TargetFactory(statement=statement, category=category)
        ActivityFactory(logged_by=person)
        ActivityFactory(logged_by=other, submitted=True)
        ActivityFactory(logged_by=person, returned=True)
        ActivityFactory(logged_by=other, confirmed=True, criteria=[criterion])
    with django_assert_max_num_queries(most):
        look(client)
