"""The list of a training: adding people, correcting one, taking one off."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import TrainingRecord
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CourtFactory,
    TrainingRecordFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return ActivityFactory(category=CategoryFactory(kind="training"))


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_people_are_added_with_their_hours(sign_in, training):
    people = UserFactory.create_batch(2)
    url = reverse("activity-attendance", args=[training.pk])
    data = {"people": [person.pk for person in people], "hours": "3.5"}
    response = sign_in(training.logged_by).post(url, data)
    assert said(response) == [
        _("People added to the list: %(number)s.") % {"number": 2}
    ]
    rows = training.training_records.values_list("person", "hours")
    assert [(person, float(hours)) for person, hours in rows] == [
        (person.pk, 3.5) for person in people
    ]


def test_only_colleagues_who_are_not_on_the_list_are_offered(sign_in, training):
    TrainingRecordFactory(activity=training, person=training.logged_by)
    colleague = UserFactory()
    UserFactory(court=CourtFactory(name="邻县人民法院"))
    UserFactory(is_active=False)
    url = reverse("activity-attendance", args=[training.pk])
    page = sign_in(training.logged_by).get(url)
    offered = [
        person for person, _name in page.context["form"].fields["people"].choices
    ]
    assert [choice.instance for choice in offered] == [colleague]


def test_nobody_chosen_is_said(sign_in, training):
    url = reverse("activity-attendance", args=[training.pk])
    page = sign_in(training.logged_by).post(url, {"hours": "2"})
    assert list(page.context["form"].errors) == ["people"]


def test_one_person_is_corrected(sign_in, training):
    row = TrainingRecordFactory(activity=training)
    data = {f"{row.pk}-hours": "8", f"{row.pk}-result": "passed"}
    sign_in(training.logged_by).post(reverse("attendance-amend", args=[row.pk]), data)
    row.refresh_from_db()
    assert (row.hours, row.result) == (8, "passed")


@pytest.mark.parametrize("hours", ["0", "-1", "viele"])
def test_hours_that_are_none_change_nothing(sign_in, training, hours):
    row = TrainingRecordFactory(activity=training, hours=4)
    data = {f"{row.pk}-hours": hours, f"{row.pk}-result": "passed"}
    url = reverse("attendance-amend", args=[row.pk])
    response = sign_in(training.logged_by).post(url, data)
    row.refresh_from_db()
    assert (row.hours, row.result) == (4, "attended")
    assert said(response) == [_("Hours are a number above zero.")]


def test_one_person_is_taken_off(sign_in, training):
    row = TrainingRecordFactory(activity=training)
    url = reverse("attendance-strike-off", args=[row.pk])
    sign_in(training.logged_by).post(url)
    assert TrainingRecord.objects.count() == 0


def test_a_colleague_reads_the_list_and_is_told_why_not_more(sign_in, training):
    row = TrainingRecordFactory(activity=training)
    client = sign_in(UserFactory(unit=training.unit))
    why = _("Only its author, the head of the unit or the office can change this.")
    page = client.get(reverse("activity-attendance", args=[training.pk]))
    assert page.context["why_not_change"] == why
    response = client.post(reverse("attendance-strike-off", args=[row.pk]))
    assert said(response) == [why]
    assert TrainingRecord.objects.count() == 1


def test_another_court_finds_nothing(sign_in, training):
    row = TrainingRecordFactory(activity=training)
    court = CourtFactory(name="邻县人民法院")
    client = sign_in(UserFactory(court=court, role=roles.OFFICE))
    for name in ("attendance-amend", "attendance-strike-off"):
        assert client.post(reverse(name, args=[row.pk])).status_code == 404
