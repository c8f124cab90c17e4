"""A figure counts the whole court; its records are told to those who may see them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StatementFactory,
    TrainingRecordFactory,
    UserFactory,
)
from dossiers import figures, sources
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db
MARCH = date(2014, 3, 1)


@pytest.fixture
def head():
    return UserFactory(role=roles.UNIT_HEAD)


@pytest.fixture
def summary(head):
    summary = SummaryFactory()
    SectionFactory(summary=summary, owner=head.unit)
    return summary


@pytest.fixture
def theirs():
    return ActivityFactory(title="他庭活动", held_on=MARCH, confirmed=True)


def fact_of(summary, **definition):
    figure = FigureFactory(campaign=summary.campaign, key="told", **definition)
    return figures.of(summary)[figure.key]


def document_of(activity, **values):
    values |= {"document_number": "罗法〔2014〕5号", "is_confidential": True}
    return EvidenceFactory(activity=activity, **values)


def test_a_head_sees_the_own_records_and_the_number_of_the_others(
    client, summary, head, theirs
):
    ActivityFactory(title="本庭活动", unit=head.unit, held_on=MARCH, confirmed=True)
    fact_of(summary)
    client.force_login(head)
    response = client.get(reverse("figure", args=[summary.pk, "told"]))
    text = response.content.decode()
    assert ("本庭活动" in text, "他庭活动" in text) == (True, False)
    assert response.context["unseen"] == 1


@pytest.mark.parametrize(
    ("role", "is_seen"), [(roles.UNIT_HEAD, False), (roles.OFFICE, True)]
)
def test_a_confidential_document_is_named_to_those_who_may_read_it(
    client, summary, head, theirs, role, is_seen
):
    document_of(theirs, caption="涉密通报")
    fact_of(summary, measure="evidence")
    client.force_login(head if role == roles.UNIT_HEAD else UserFactory(role=role))
    response = client.get(reverse("figure", args=[summary.pk, "told"]))
    assert ("涉密通报" in response.content.decode()) == is_seen
    assert response.context["unseen"] == (0 if is_seen else 1)


def test_an_attendance_is_seen_with_its_activity(summary, head, theirs):
    own = ActivityFactory(unit=head.unit, held_on=MARCH, confirmed=True)
    record = TrainingRecordFactory(activity=own)
    TrainingRecordFactory(activity=theirs)
    fact = fact_of(summary, measure="attendances", counting_word="人次")
    assert sources.seen(fact, by=head) == (record.pk,)
    assert [each.name for each in sources.of(fact, by=head)] == [record.person.name]


def test_a_statement_is_seen_by_its_own_unit(summary, head):
    own = StatementFactory(unit=head.unit, signed=True)
    StatementFactory(signed=True)
    fact = fact_of(summary, measure="signed_share", counting_word="")
    assert len(fact.records) == 2
    assert sources.seen(fact, by=head) == (own.pk,)


@pytest.mark.parametrize(("role", "number"), [(roles.UNIT_HEAD, 1), ("", 0)])
def test_readings_and_honours_are_seen_by_those_who_work_here(summary, role, number):
    person = UserFactory(role=role)
    indicator = IndicatorFactory()
    values = {"status": "confirmed", "submitted_at": "2014-06-01T00:00Z"}
    values |= {"confirmed_at": "2014-06-01T00:00Z", "confirmed_by": UserFactory()}
    HonourFactory(**values)
    ReadingFactory(indicator=indicator, confirmed=True)
    FigureFactory(campaign=summary.campaign, key="honours", measure="honours")
    fact = fact_of(summary, measure="indicator_latest", indicator=indicator)
    honours = figures.of(summary)["honours"]
    for each in (fact, honours):
        assert len(each.records) == 1
        assert len(sources.of(each, by=person)) == number


def rows_of(client, summary):
    url = reverse("variant-export", args=[summary.pk, "figures", "xlsx"])
    _figures, records = load_workbook(BytesIO(client.get(url).content)).worksheets
    return [row[1] for row in list(records.values)[1:]]


def test_the_workbook_names_no_more_than_its_reader_may_see(
    client, summary, head, theirs
):
    ActivityFactory(title="本庭活动", unit=head.unit, held_on=MARCH, confirmed=True)
    fact_of(summary)
    client.force_login(head)
    assert rows_of(client, summary) == ["本庭活动", "另有1条无权查看"]
    client.force_login(UserFactory(role=roles.OFFICE))
    assert sorted(rows_of(client, summary)) == ["他庭活动", "本庭活动"]


def test_a_command_sees_all(summary, theirs):
    fact = fact_of(summary)
    found = sources.of_all({fact.key: fact}, by=None)
    assert [each.name for each in found[fact.key]] == ["他庭活动"]
