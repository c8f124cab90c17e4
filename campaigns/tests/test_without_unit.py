"""Somebody without a unit sees their own records, not everybody's without a co-host."""

import pytest

from campaigns.models import Activity, Evidence, Statement, Unit
from campaigns.tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(unit=None)


def test_activities_of_others_stay_unseen(person):
    ActivityFactory(confirmed=True)
    own = ActivityFactory(logged_by=person, unit=UserFactory().unit)
    assert list(Activity.objects.visible_to(person)) == [own]


def test_evidence_of_others_stays_unseen(person):
    EvidenceFactory(is_confidential=True)
    assert list(Evidence.objects.visible_to(person)) == []


def test_statements_and_units_stay_unseen(person):
    StatementFactory()
    assert list(Statement.objects.visible_to(person)) == []
    assert list(Unit.objects.loggable_by(person)) == []
