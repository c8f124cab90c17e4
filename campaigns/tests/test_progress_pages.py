"""The progress page and the page of one criterion."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import roles
from campaigns.models import Assignment
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def part(campaign):
    return CriterionFactory(code="1", standard=campaign.standard, points=None)


@pytest.fixture
def first(part):
    """Asks for an activity in each year."""
    criterion = CriterionFactory(code="1.1", parent=part)
    EvidenceRuleFactory(criterion=criterion, asked="activity")
    return criterion


@pytest.fixture
def second(part):
    """Asks for a document in the cycle."""
    criterion = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=criterion, per="cycle")
    return criterion


@pytest.fixture
def enter(client):
    def sign_in(role=roles.OFFICE, **values):
        person = UserFactory(role=role, language="en", **values)
        client.force_login(person)
        return person

    return sign_in


def codes(client, **query):
    """Codes of the rows below the parts."""
    parts = client.get(reverse("progress"), query).context["parts"]
    return [row.criterion.node.code for part in parts for row in part.rows]


def show(client, criterion, **query):
    return client.get(reverse("criterion", args=[criterion.pk]), query)


# -- The tree -----------------------------------------------------------------------------


def test_every_criterion_stands_in_its_part(client, enter, first, second):
    enter()
    response = client.get(reverse("progress"))
    assert [part.head.node.code for part in response.context["parts"]] == ["1"]
    assert codes(client) == ["1.1", "1.2"]


def test_a_part_without_children_is_its_own_row(client, enter, campaign):
    CriterionFactory(code="9", standard=campaign.standard)
    enter()
    assert codes(client) == ["9"]


def test_it_narrows_by_state(client, enter, first, second):
    for year in (2013, 2014):
        ActivityFactory(criteria=[first], held_on=date(year, 3, 8), confirmed=True)
    enter()
    assert codes(client, state="complete") == ["1.1"]
    assert codes(client, state="nothing") == ["1.2"]


def test_it_narrows_by_what_is_missing_in_a_year(client, enter, first, second):
    ActivityFactory(criteria=[first], held_on=date(2013, 3, 8), confirmed=True)
    EvidenceFactory(activity=ActivityFactory(criteria=[second], confirmed=True))
    enter()
    assert codes(client, gaps="on") == ["1.1"]
    assert codes(client, gaps="on", year=2013) == []
    assert codes(client, gaps="on", year=2014) == ["1.1"]


def test_a_year_shows_its_own_rules_and_those_of_the_cycle(
    client, enter, first, second
):
    enter()
    (part,) = client.get(reverse("progress"), {"year": 2014}).context["parts"]
    cells = [cell for row in part.rows for line in row.lines for cell in line.cells]
    assert [cell.year for cell in cells] == [2014, None]


def test_it_narrows_by_the_unit_that_answers(client, enter, campaign, first, second):
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=second, unit=unit)
    enter()
    assert codes(client, unit=unit.pk) == ["1.2"]


def test_words_nobody_offered_narrow_nothing(client, enter, first, second):
    enter()
    assert codes(client, state="met", year="1999", unit="x") == ["1.1", "1.2"]


def test_staff_see_what_their_unit_answers_for(client, enter, campaign, first, second):
    person = enter(roles.STAFF)
    assert codes(client) == []
    Assignment.objects.create(campaign=campaign, criterion=first, unit=person.unit)
    assert codes(client) == ["1.1"]
    other = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=second, unit=other)
    assert codes(client, unit=other.pk) == ["1.1"]


def test_somebody_without_a_unit_sees_nobodys_criteria(client, enter, first):
    enter(roles.STAFF, unit=None)
    assert codes(client) == []


def test_without_a_campaign_it_says_so(client, enter):
    enter()
    page = client.get(reverse("progress")).content.decode()
    assert "There is no campaign to look at" in page


def test_points_are_written_without_idle_zeros(client, enter, campaign):
    CriterionFactory(code="9", standard=campaign.standard, points="1.50")
    enter()
    page = client.get(reverse("progress")).content.decode()
    assert "1.5\n" in page
    assert "1.50" not in page


# -- One criterion -----------------------------------------------------------------------


def test_it_shows_the_records_that_count_and_what_is_on_its_way(client, enter, first):
    counts = ActivityFactory(criteria=[first], confirmed=True)
    proof = EvidenceFactory(activity=counts)
    waits = ActivityFactory(criteria=[first], submitted=True)
    back = ActivityFactory(criteria=[first], returned=True)
    ActivityFactory(confirmed=True)
    enter()
    response = show(client, first)
    records = response.context["records"]
    assert (records.activities, records.evidence) == ([counts], [proof])
    assert set(records.coming) == {waits, back}
    assert "缺照片" in response.content.decode()


def test_a_year_shows_the_records_of_that_year(client, enter, first):
    old, new = (
        ActivityFactory(criteria=[first], held_on=date(year, 3, 8), confirmed=True)
        for year in (2013, 2014)
    )
    enter()
    assert show(client, first, year=2013).context["records"].activities == [old]
    assert show(client, first, year="x").context["records"].activities == [new, old]


def test_a_count_and_the_records_listed_agree(client, enter, second):
    activity = ActivityFactory(criteria=[second], confirmed=True)
    entries = [EvidenceFactory(activity=activity) for _ in range(2)]
    enter()
    context = show(client, second).context
    assert context["rules"][0].counted == 2
    assert context["records"].evidence == entries


def test_staff_learn_that_other_units_records_count_without_reading_them(
    client, enter, first
):
    person = enter(roles.STAFF)
    own = ActivityFactory(criteria=[first], unit=person.unit, confirmed=True)
    ActivityFactory(criteria=[first], confirmed=True, title="别庭的活动")
    response = show(client, first)
    records = response.context["records"]
    assert (records.activities, records.unlisted) == ([own], 1)
    assert "别庭的活动" not in response.content.decode()


def test_an_assessor_is_not_shown_confidential_proof(client, enter, campaign, second):
    person = enter(roles.ASSESSOR)
    campaign.grants.create(person=person, until_on=timezone.localdate())
    activity = ActivityFactory(criteria=[second], confirmed=True)
    open_one = EvidenceFactory(activity=activity)
    EvidenceFactory(activity=activity, is_confidential=True)
    assert show(client, second).context["records"].evidence == [open_one]


def test_the_button_logs_an_activity_for_this_criterion(client, enter, first):
    enter(roles.STAFF)
    url = f"{reverse('activity-new')}?criterion={first.pk}"
    assert url in show(client, first).content.decode()


def test_who_only_reads_gets_no_button(client, enter, first):
    enter(roles.LEADING_GROUP)
    assert reverse("activity-new") not in show(client, first).content.decode()


def test_a_part_lists_its_criteria(client, enter, part, first, second):
    enter()
    below = show(client, part).context["below"]
    assert [each.node.code for each in below] == ["1.1", "1.2"]


def test_another_courts_criterion_is_not_found(client, enter, campaign):
    other = CampaignFactory(court=CourtFactory(name="邻县人民法院"), slug="other")
    criterion = CriterionFactory(standard=other.standard)
    enter()
    assert show(client, criterion).status_code == 404


def test_a_criterion_of_another_campaign_of_the_court_opens(client, enter, campaign):
    older = CampaignFactory(
        slug="older",
        starts_on=date(2011, 1, 1),
        ends_on=date(2012, 12, 31),
        standard__version="2011",
    )
    criterion = CriterionFactory(standard=older.standard)
    enter()
    assert show(client, criterion).context["campaign"] == older


@pytest.mark.parametrize("size", [1, 3, 30])
def test_both_pages_take_at_most_twelve_queries_whatever_the_size(
    client, enter, campaign, first, django_assert_max_num_queries, size
):
    enter()
    for number in range(size):
        criterion = CriterionFactory(code=f"2.{number}")
        EvidenceRuleFactory(criterion=criterion)
        EvidenceFactory(activity=ActivityFactory(criteria=[first], confirmed=True))
        ActivityFactory(criteria=[first], submitted=True)
        unit = UnitFactory()
        Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    with django_assert_max_num_queries(12):
        client.get(reverse("progress"))
    with django_assert_max_num_queries(12):
        show(client, first)
