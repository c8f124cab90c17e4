"""The pages of the completeness matrix."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import roles
from campaigns.models import Assignment
from campaigns.tests.factories import (
    CampaignFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def unit():
    return UnitFactory(name="立案庭")


@pytest.fixture
def leaf(campaign, unit):
    leaf = CriterionFactory(code="1.1")
    EvidenceRuleFactory(criterion=leaf)
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    other = CriterionFactory(code="1.2")
    EvidenceRuleFactory(criterion=other)
    return leaf


@pytest.fixture
def enter(client):
    def sign_in(role, **values):
        person = UserFactory(role=role, language="en", **values)
        client.force_login(person)
        return person

    return sign_in


def codes(response):
    return [row.criterion.node.code for row in response.context["rows"]]


def test_every_cell_opens_the_records_of_its_year(client, enter, leaf):
    enter(roles.LEADING_GROUP)
    page = client.get(reverse("matrix")).content.decode()
    for year in (2013, 2014):
        assert f'href="/criteria/{leaf.pk}/?year={year}#records"' in page


def test_a_cell_is_a_shape_numbers_and_words(client, enter, leaf):
    enter(roles.LEADING_GROUP)
    page = client.get(reverse("matrix")).content.decode()
    cell = page.split('class="cell is-nothing"')[1].split("</td>")[0]
    assert "<svg" in cell
    assert "0/1" in cell
    assert "1 missing" in cell


def test_the_matrix_of_a_unit_is_chosen(client, enter, leaf, unit):
    enter(roles.OFFICE)
    assert codes(client.get(reverse("matrix"))) == ["1.1", "1.2"]
    assert codes(client.get(reverse("matrix"), {"unit": unit.pk})) == ["1.1"]


def test_staff_see_what_their_unit_answers_for(client, enter, leaf, unit):
    enter(roles.STAFF, unit=unit)
    assert codes(client.get(reverse("matrix"))) == ["1.1"]
    enter(roles.STAFF, unit=None)
    assert codes(client.get(reverse("matrix"))) == []


def test_an_assessor_sees_the_granted_campaign(client, enter, campaign, leaf):
    person = enter(roles.ASSESSOR)
    assert client.get(reverse("matrix")).context["report"] is None
    campaign.grants.create(person=person, until_on=timezone.localdate())
    assert codes(client.get(reverse("matrix"))) == ["1.1", "1.2"]


def test_units_stand_by_years_with_links_to_their_criteria(client, enter, leaf, unit):
    enter(roles.LEADING_GROUP)
    page = client.get(reverse("matrix-units")).content.decode()
    assert f'href="/progress/?unit={unit.pk}&amp;year=2013"' in page
    assert "nobody yet" in page


@pytest.mark.parametrize(
    ("role", "opens"), [(roles.LEADING_GROUP, True), (roles.ASSESSOR, False)]
)
def test_a_unit_is_a_link_for_whom_its_dashboard_opens(
    client, enter, campaign, leaf, unit, role, opens
):
    person = enter(role)
    if role == roles.ASSESSOR:
        campaign.grants.create(person=person, until_on=timezone.localdate())
    page = client.get(reverse("matrix-units")).content.decode()
    url = reverse("dashboard-unit", args=[unit.pk])
    assert (f'href="{url}"' in page) is opens and unit.name in page
    assert (client.get(url).status_code == 200) is opens


def test_staff_see_the_row_of_their_own_unit(client, enter, leaf, unit):
    enter(roles.STAFF, unit=unit)
    rows = client.get(reverse("matrix-units")).context["rows"]
    assert [row.unit.name for row in rows] == ["立案庭"]


@pytest.mark.parametrize("name", ["matrix", "matrix-units"])
@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_matrix_takes_at_most_twelve_queries_whatever_the_size(
    client, enter, campaign, name, size, django_assert_max_num_queries
):
    enter(roles.LEADING_GROUP)
    for number in range(size):
        leaf = CriterionFactory(code=f"1.{number}")
        EvidenceRuleFactory(criterion=leaf)
        unit = UnitFactory(code=f"U{number:02d}")
        Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    with django_assert_max_num_queries(12):
        client.get(reverse(name))
