"""`manage.py progress`."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from campaigns.models import Assignment, Score, Verdict
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command("progress", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def criterion():
    campaign = CampaignFactory()
    criterion = CriterionFactory(code="3.1.1", title="年度计划", points=2)
    EvidenceRuleFactory(criterion=criterion, asked="document", minimum=2)
    unit = UnitFactory(name="政治部")
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    return criterion


def test_it_tells_each_criterion_with_the_records_that_count(criterion):
    entry = EvidenceFactory(
        activity=ActivityFactory(criteria=[criterion], confirmed=True)
    )
    told = json.loads(run("test-2013-2014", "--json"))
    assert told["totals"] == {
        "complete": 0,
        "askable": 1,
        "points": 2.0,
        "points_complete": 0.0,
        "points_unknown": 0.0,
        "gaps": 2,
    }
    (line,) = told["criteria"]
    assert (line["code"], line["state"], line["depth"]) == ("3.1.1", "in_progress", 1)
    assert (line["activities"], line["evidence"]) == ([entry.activity_id], [entry.pk])
    assert [(rule["year"], rule["counted"]) for rule in line["rules"]] == [
        (2013, 0),
        (2014, 1),
    ]


@pytest.mark.usefixtures("criterion")
def test_it_tells_gaps_with_who_owes_them_and_until_when():
    gap = json.loads(run("test-2013-2014", "--json"))["gaps"][0]
    assert gap == {
        "code": "3.1.1",
        "title": "年度计划",
        "asked": "document",
        "year": 2013,
        "missing": 2,
        "points": 2.0,
        "units": ["政治部"],
        "due_on": "2013-12-31",
    }


def judge(model, criterion, **values):
    campaign = CampaignFactory()
    model.objects.create(
        campaign=campaign, criterion=criterion, judged_by=UserFactory(), **values
    )


def test_it_tells_verdicts_and_scores_by_assessor(criterion):
    judge(Verdict, criterion, year=2013, finding="not_met", reason="缺文件")
    judge(Score, criterion, year=2013, assessor="office", points=1, reason="只有一份")
    judge(Score, criterion, year=None, assessor="self", points=2, reason="自评")
    (line,) = json.loads(run("test-2013-2014", "--json"))["criteria"]
    assert line["verdicts"] == [
        {"year": 2013, "finding": "not_met", "reason": "缺文件"}
    ]
    assert line["scores"] == [
        {"assessor": "office", "year": 2013, "points": 1.0, "reason": "只有一份"},
        {"assessor": "self", "year": None, "points": 2.0, "reason": "自评"},
    ]


@pytest.mark.usefixtures("criterion")
def test_it_tells_the_forecast_as_a_range_with_reasons():
    told = json.loads(run("test-2013-2014", "--json"))["forecast"]
    assert told == {
        "outlook": "out_of_reach",
        "sure": 0.0,
        "likely": 0.0,
        "possible": 0.0,
        "total": 100.0,
        "pass_mark": 80.0,
        "reasons": [{"ground": "lost", "criteria_in_a_year": 2, "points": 2.0}],
        "stopped_by": [],
        "unchecked": [],
    }


@pytest.mark.usefixtures("criterion")
def test_without_json_it_is_a_table_to_read():
    lines = run("test-2013-2014").splitlines()
    assert lines[2].startswith("3.1.1 年度计划")
    assert lines[3].startswith("! 3.1.1")
    assert lines[3].endswith("政治部 2013-12-31")


@pytest.mark.usefixtures("criterion")
def test_an_unknown_campaign_is_refused_with_the_known_ones():
    with pytest.raises(CommandError, match="test-2013-2014"):
        run("nope")
