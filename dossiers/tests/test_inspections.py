"""Findings: raised, answered, settled by somebody else, listed and exported."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from campaigns import roles
from campaigns.models import Grant
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    ReadingFactory,
    StandardFactory,
    UserFactory,
)
from dossiers import inspections
from dossiers.models import Finding
from dossiers.tests.factories import FindingFactory, SampleFactory

pytestmark = pytest.mark.django_db
TEXT = "没有找到签到表。"


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def assessor(campaign):
    person = UserFactory(role=roles.ASSESSOR, unit=None, language="en")
    Grant.objects.create(campaign=campaign, person=person, until_on=localdate())
    return person


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE, language="en")


@pytest.fixture
def finding(campaign, assessor):
    return inspections.raise_finding(campaign, by=assessor, text=TEXT)


def refused(call, *args, **values):
    with pytest.raises(Refused) as caught:
        call(*args, **values)
    return str(caught.value)


def answered(finding, by):
    return inspections.answer(finding, by=by, text="已补。")


# -- Raising -----------------------------------------------------------------------------


def test_an_assessor_raises_a_finding(campaign, assessor):
    criterion = CriterionFactory()
    row = inspections.raise_finding(
        campaign, by=assessor, text=f" {TEXT} ", criterion=criterion
    )
    assert (row.text, row.criterion, row.state) == (TEXT, criterion, "open")
    assert not row.is_rehearsal


def test_what_the_office_raises_is_a_rehearsal(campaign, office):
    assert inspections.raise_finding(campaign, by=office, text=TEXT).is_rehearsal


def test_a_sample_brings_its_record_along(campaign, assessor):
    activity = ActivityFactory(campaign=campaign, confirmed=True)
    sample = SampleFactory(campaign=campaign, drawn_by=assessor, object_pk=activity.pk)
    row = inspections.raise_finding(campaign, by=assessor, text=TEXT, sample=sample)
    assert (row.subject, row.object_pk) == ("activity", activity.pk)


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_others_raise_nothing(campaign, role):
    by = UserFactory(role=role)
    told = refused(inspections.raise_finding, campaign, by=by, text=TEXT)
    assert told == inspections.why_not_raise(campaign, by=by)


def test_after_the_leave_nothing_is_raised(campaign, assessor):
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    assert refused(inspections.raise_finding, campaign, by=assessor, text=TEXT)


def test_another_campaign_is_not_spoken_of(assessor):
    other = CampaignFactory(slug="other")
    assert refused(inspections.raise_finding, other, by=assessor, text=TEXT)


def test_it_says_in_words_what_is_wanting(campaign, assessor):
    assert refused(inspections.raise_finding, campaign, by=assessor, text=" 缺 ")


def test_it_speaks_of_criteria_of_the_campaign(campaign, assessor):
    other = CriterionFactory(standard=StandardFactory(version="1999"))
    told = {"text": TEXT, "criterion": other}
    assert refused(inspections.raise_finding, campaign, by=assessor, **told)


def test_it_speaks_of_no_record_its_author_cannot_see(campaign, assessor):
    draft = ActivityFactory(campaign=campaign)
    told = {"text": TEXT, "subject": "activity", "object_pk": draft.pk}
    assert refused(inspections.raise_finding, campaign, by=assessor, **told)


def test_it_speaks_of_no_record_of_another_campaign(campaign, office):
    other = ActivityFactory(campaign=CampaignFactory(slug="other"), confirmed=True)
    told = {"text": TEXT, "subject": "activity", "object_pk": other.pk}
    assert refused(inspections.raise_finding, campaign, by=office, **told)


@pytest.mark.parametrize("kind", ["evidence", "reading", "evidence of a reading"])
def test_it_speaks_of_no_proof_or_reading_of_another_campaign(campaign, office, kind):
    other = CampaignFactory(
        slug="other", starts_on=date(2009, 1, 1), ends_on=date(2010, 12, 31)
    )
    activity = ActivityFactory(campaign=other, confirmed=True)
    reading = ReadingFactory(confirmed=True, ends_on=other.ends_on)
    record = {
        "evidence": lambda: EvidenceFactory(activity=activity),
        "reading": lambda: reading,
        "evidence of a reading": lambda: EvidenceFactory(
            activity=None, reading=reading
        ),
    }[kind]()
    about = {"subject": kind.split()[0], "object_pk": record.pk, "text": TEXT}
    assert refused(inspections.raise_finding, campaign, by=office, **about)
    assert inspections.raise_finding(other, by=office, **about)


def test_it_speaks_of_nobody_elses_sample(campaign, assessor):
    sample = SampleFactory(campaign=campaign)
    told = {"text": TEXT, "sample": sample}
    assert refused(inspections.raise_finding, campaign, by=assessor, **told)


# -- Answering and settling ----------------------------------------------------------------


def test_the_office_answers_and_may_answer_again(finding, office):
    answered(finding, office)
    row = inspections.answer(finding, by=office, text=" 已重新补传。 ")
    assert (row.answer, row.answered_by, row.state) == (
        "已重新补传。",
        office,
        "answered",
    )


def test_an_answer_has_words(finding, office):
    assert refused(inspections.answer, finding, by=office, text="  ")


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_others_answer_nothing(finding, role):
    assert refused(answered, finding, UserFactory(role=role))


def test_the_assessor_answers_nothing(finding, assessor):
    assert refused(answered, finding, assessor)


def test_another_courts_office_answers_nothing(finding):
    by = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县法院"), unit=None)
    assert refused(answered, finding, by)


def test_the_assessor_settles_their_own(finding, assessor, office):
    row = inspections.settle(answered(finding, office), by=assessor)
    assert (row.settled_by, row.state) == (assessor, "settled")


def test_what_is_not_answered_is_not_settled(finding, assessor):
    assert refused(inspections.settle, finding, by=assessor)


def another(campaign):
    person = UserFactory(role=roles.ASSESSOR, unit=None, language="en")
    Grant.objects.create(campaign=campaign, person=person, until_on=localdate())
    return person


def test_another_assessor_of_the_campaign_settles_it_on_the_page(
    client, campaign, finding, office
):
    other = another(campaign)
    client.force_login(other)
    assert client.get(finding.get_absolute_url()).status_code == 404
    answered(finding, office)
    page = client.get(finding.get_absolute_url()).content.decode()
    assert "Somebody else raised this" in page
    client.post(reverse("finding-settle", args=[finding.pk]))
    assert Finding.objects.get().settled_by == other


def test_an_assessor_of_another_campaign_does_not_settle_it(finding, office):
    other = another(CampaignFactory(slug="other"))
    answered(finding, office)
    assert refused(inspections.settle, finding, by=other)
    assert not Finding.objects.visible_to(other).exists()


def test_an_assessor_reads_no_finding_of_a_rehearsal(campaign, assessor, office):
    answered(inspections.raise_finding(campaign, by=office, text=TEXT), office)
    assert not Finding.objects.visible_to(assessor).exists()


def test_another_assessor_is_not_told_what_was_drawn(
    client, campaign, assessor, office
):
    sample = SampleFactory(campaign=campaign, drawn_by=assessor, asked="抽到的请求")
    row = FindingFactory(campaign=campaign, raised_by=assessor, sample=sample)
    answered(row, office)
    for person, told in ((assessor, True), (another(campaign), False)):
        client.force_login(person)
        page = client.get(row.get_absolute_url()).content.decode()
        assert (sample.asked in page) is told


def test_the_leading_group_settles_it_once_the_leave_has_ended(finding, office):
    leader = UserFactory(role=roles.LEADING_GROUP)
    answered(finding, office)
    told = refused(inspections.settle, finding, by=leader)
    finding.refresh_from_db()
    assert told == inspections.why_not_settle(finding, by=office_of_another_name())
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    assert inspections.settle(finding, by=leader).settled_by == leader


def test_the_leading_group_of_another_court_settles_nothing(finding, office):
    court = CourtFactory(name="邻县法院")
    leader = UserFactory(role=roles.LEADING_GROUP, court=court, unit=None)
    answered(finding, office)
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    assert refused(inspections.settle, finding, by=leader)


def office_of_another_name():
    return UserFactory(role=roles.OFFICE)


def test_after_the_leave_nothing_is_settled(finding, assessor, office):
    answered(finding, office)
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    assert refused(inspections.settle, finding, by=assessor)


def test_the_office_does_not_settle_an_assessors(finding, office):
    answered(finding, office)
    by = UserFactory(role=roles.OFFICE)
    assert refused(inspections.settle, finding, by=by)


def test_a_rehearsals_is_settled_by_another_of_the_office(campaign, office):
    row = inspections.raise_finding(campaign, by=office, text=TEXT)
    answered(row, office)
    assert refused(inspections.settle, row, by=office)
    assert refused(inspections.settle, row, by=UserFactory(role=roles.LEADING_GROUP))
    other = UserFactory(role=roles.OFFICE)
    assert inspections.settle(row, by=other).settled_by == other


def test_what_is_settled_stands(finding, assessor, office):
    inspections.settle(answered(finding, office), by=assessor)
    assert refused(answered, finding, office)
    assert refused(inspections.settle, finding, by=assessor)


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"subject": "activity"},
        {"object_pk": 1},
        {"answer": "已补。"},
        {"answered_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_finding(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(**values)


def test_the_database_wants_an_answer_before_it_is_settled():
    values = {"settled_by": UserFactory(), "settled_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(**values)


def test_the_database_wants_somebody_else_to_settle():
    by, now = UserFactory(), timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(
            answer="已补。",
            answered_by=by,
            answered_at=now,
            settled_by=by,
            settled_at=now,
        )


# -- The pages -----------------------------------------------------------------------------


def test_a_sample_becomes_a_finding_in_one_click(client, campaign, assessor):
    activity = ActivityFactory(campaign=campaign, confirmed=True)
    sample = SampleFactory(
        campaign=campaign,
        drawn_by=assessor,
        object_pk=activity.pk,
        result="absent",
        note="柜中无此件",
        marked_at=timezone.now(),
    )
    client.force_login(assessor)
    url = f"{reverse('finding-new')}?sample={sample.pk}"
    begun = client.get(url).context["form"].initial["text"]
    assert begun.startswith(sample.asked) and begun.endswith("柜中无此件")
    page = client.post(url, {"text": begun}, follow=True)
    row = Finding.objects.get()
    assert (row.sample, row.object_pk) == (sample, activity.pk)
    assert activity.title in page.content.decode()


def test_what_is_refused_keeps_what_was_typed(client, campaign, assessor):
    client.force_login(assessor)
    page = client.post(reverse("finding-new"), {"text": "缺"}).content.decode()
    assert "Say in words" in page and ">\n缺</textarea>" in page


def test_the_office_answers_and_the_assessor_settles_on_the_page(
    client, finding, assessor, office
):
    client.force_login(office)
    url = reverse("finding-answer", args=[finding.pk])
    page = client.post(url, {"text": "已补传。"}, follow=True).content.decode()
    assert "已补传。" in page and "You answered this yourself" in page
    client.force_login(assessor)
    page = client.get(finding.get_absolute_url()).content.decode()
    assert "The answer will do" in page
    client.post(reverse("finding-settle", args=[finding.pk]))
    assert Finding.objects.get().state == "settled"


def test_an_empty_answer_is_sent_back(client, finding, office):
    client.force_login(office)
    url = reverse("finding-answer", args=[finding.pk])
    assert client.post(url, {"text": ""}).context["form"].errors
    assert Finding.objects.get().state == "open"


def test_each_sees_what_concerns_them(campaign, finding, assessor, office):
    other = FindingFactory(campaign=campaign)
    leader = UserFactory(role=roles.LEADING_GROUP)
    assert set(Finding.objects.visible_to(assessor)) == {finding}
    assert set(Finding.objects.visible_to(office)) == {finding, other}
    assert set(Finding.objects.visible_to(leader)) == {finding, other}
    assert not Finding.objects.visible_to(UserFactory()).exists()


def test_the_list_narrows_to_a_state(client, campaign, finding, assessor, office):
    answered(FindingFactory(campaign=campaign), office)
    client.force_login(office)
    for state, number in (("", 2), ("open", 1), ("answered", 1), ("settled", 0)):
        page = client.get(reverse("findings"), {"state": state})
        assert page.context["page"].paginator.count == number


def test_the_list_comes_as_a_workbook(client, campaign, finding, assessor, office):
    answered(finding, office)
    FindingFactory(campaign=campaign, text="=1+1")
    client.force_login(office)
    response = client.get(reverse("findings-export"), {"state": "answered"})
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert (rows[1][1], rows[1][4]) == (TEXT, "已补。")
    whole = client.get(reverse("findings-export"))
    cells = [row[1] for row in load_workbook(BytesIO(whole.content)).active.values]
    assert "'=1+1" in cells


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_list_takes_few_queries_whatever_the_size(
    client, campaign, office, size, django_assert_max_num_queries
):
    for _each in range(size):
        FindingFactory(campaign=campaign, criterion=CriterionFactory())
    client.force_login(office)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("findings")).status_code == 200


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD])
def test_staff_find_no_such_pages(client, finding, role):
    client.force_login(UserFactory(role=role))
    for url in (
        reverse("findings"),
        reverse("finding-new"),
        reverse("findings-export"),
        finding.get_absolute_url(),
    ):
        assert client.get(url).status_code == 404


def test_an_assessor_who_answers_is_told_why_not(client, finding, assessor):
    client.force_login(assessor)
    url = reverse("finding-answer", args=[finding.pk])
    page = client.post(url, {"text": "已补"}, follow=True)
    assert page.redirect_chain == [(finding.get_absolute_url(), 302)]
    assert [str(each) for each in page.context["messages"]] == [
        "Findings are answered by the office."
    ]
