"""Numbers in addresses and forms: what is none we could mean is no mistake of ours."""

import pytest
from django.urls import reverse

from campaigns import roles
from campaigns.numbers import number
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceFactory,
    UserFactory,
)

ENDLESS = "9" * 5000  # Python itself refuses to read so many digits


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2014", 2014),
        ("0", 0),
        ("999999999", 999_999_999),
        ("1000000000", None),
        (ENDLESS, None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        (" 7", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_decimal_and_at_most_nine_digits(text, meant):
    assert number(text) == meant


@pytest.fixture
def office(client):
    person = UserFactory(role=roles.OFFICE)
    client.force_login(person)
    return person


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("progress", "year"),
        ("task-new", "rule"),
        ("task-new", "year"),
        ("activity-new", "criterion"),
        ("statement-prepare", "year"),
    ],
)
def test_an_endless_number_in_an_address_is_none(client, office, name, parameter):
    CampaignFactory()
    response = client.get(reverse(name), {parameter: ENDLESS})
    assert response.status_code in (200, 302)


@pytest.mark.django_db
def test_an_endless_year_of_a_criterion_is_every_year(client, office):
    criterion = CriterionFactory(standard=CampaignFactory().standard)
    page = client.get(reverse("criterion", args=[criterion.pk]), {"year": ENDLESS})
    assert page.context["year"] is None


@pytest.mark.django_db
def test_an_endless_key_of_a_criterion_is_not_found(client, office):
    url = reverse("evidence-reuse", args=[EvidenceFactory().pk])
    assert client.post(url, {"criterion": ENDLESS}).status_code in (302, 404)


@pytest.mark.django_db
def test_an_endless_revision_is_none_that_was_read(client, office):
    activity = ActivityFactory(submitted=True)
    url = reverse("activity-confirm", args=[activity.pk])
    client.post(url, {"revision": ENDLESS})
    activity.refresh_from_db()
    assert activity.status == "submitted"
