"""Impossible judgements are impossible in the database: one attempt for each constraint."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import Exemption, Score, Task, Verdict
from campaigns.tests.factories import (
    CampaignFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OWN = {
    Score: {"assessor": "office", "points": 1},
    Verdict: {"finding": "met"},
    Exemption: {},
}
JUDGEMENTS = pytest.mark.parametrize("model", list(OWN))


@contextmanager
def refused(name):
    """The database refuses by the constraint of this name.

    SQLite names columns, not the constraint, when something stands there twice.
    """
    with (
        pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint failed") as why,
        transaction.atomic(),
    ):
        yield
    assert name.endswith("_once") == ("unique" in str(why.value).lower())


@pytest.fixture
def criterion():
    return CriterionFactory(standard=CampaignFactory().standard)


def judge(model, criterion, **values):
    given = {"campaign": CampaignFactory(), "criterion": criterion, "reason": "因为"}
    return model.objects.create(
        **given | {"year": 2014, "judged_by": UserFactory()} | OWN[model] | values
    )


@JUDGEMENTS
def test_it_has_a_reason(criterion, model):
    with refused(f"{model.__name__.lower()}_has_a_reason"):
        judge(model, criterion, reason="")


@JUDGEMENTS
def test_it_stands_once_in_a_year(criterion, model):
    judge(model, criterion)
    judge(model, criterion, year=2013)
    with refused(f"{model.__name__.lower()}_of_a_year_once"):
        judge(model, criterion)


@JUDGEMENTS
def test_it_stands_once_for_the_cycle(criterion, model):
    judge(model, criterion, year=None)
    with refused(f"{model.__name__.lower()}_of_the_cycle_once"):
        judge(model, criterion, year=None)


def test_each_kind_of_assessor_scores_a_year(criterion):
    for assessor in Score.Assessor:
        judge(Score, criterion, assessor=assessor)
    assert Score.objects.count() == 3


def test_a_score_is_not_negative(criterion):
    with refused("score_not_negative"):
        judge(Score, criterion, points=-1)


def a_task(criterion, **values):
    rule = criterion.rules.first() or EvidenceRuleFactory(criterion=criterion)
    given = {"campaign": CampaignFactory(), "criterion": criterion, "rule": rule}
    given |= {"year": 2014, "due_on": "2014-12-31", "given_by": UserFactory()}
    return Task.objects.create(**given | values)


@pytest.mark.parametrize(
    ("year", "name"), [(2014, "task_of_a_year_once"), (None, "task_of_the_cycle_once")]
)
def test_a_unit_has_a_task_once(criterion, year, name):
    unit = UnitFactory()
    a_task(criterion, unit=unit, year=year)
    with refused(name):
        a_task(criterion, unit=unit, year=year)


def test_a_cancelled_task_may_be_given_again(criterion):
    unit = UnitFactory()
    cancelled = {"cancelled_at": timezone.now(), "cancelled_by": UserFactory()}
    a_task(criterion, unit=unit, cancel_reason="重复", **cancelled)
    a_task(criterion, unit=unit)
    assert Task.objects.standing().count() == 1


@pytest.mark.parametrize("missing", ["cancelled_at", "cancelled_by", "cancel_reason"])
def test_cancelling_has_a_person_a_moment_and_a_reason(criterion, missing):
    whole = {"cancelled_at": timezone.now(), "cancelled_by": UserFactory()}
    whole |= {"cancel_reason": "重复"}
    del whole[missing]
    with refused("task_cancelling_is_whole"):
        a_task(criterion, unit=UnitFactory(), **whole)
