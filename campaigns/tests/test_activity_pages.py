"""The pages of activities: one with its judgement, the list, the export."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from campaigns import records, roles
from campaigns.models import Activity
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOMENTS = ("logged_at", "confirmed_at")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def author(campaign):
    return UserFactory()


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def sign_in(client):
    """The client as this person."""

    def as_person(person):
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def draft(author):
    return ActivityFactory(logged_by=author)


def said(response):
    """The messages a response leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- One activity, and judging it ------------------------------------------------


def test_after_confirming_comes_the_list_never_the_next_record(sign_in, office):
    first, second = (ActivityFactory(submitted=True) for _number in range(2))
    url = reverse("activity-confirm", args=[first.pk])
    response = sign_in(office).post(url, {"revision": 1})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.confirmed_by) == ("confirmed", office)
    assert second.is_awaiting
    assert response.url == reverse("awaiting")
    told = _("Confirmed, it counts now: %(unit)s, %(title)s.")
    assert said(response) == [told % {"unit": first.unit, "title": first.title}]


def test_after_returning_comes_the_list_with_what_was_returned(sign_in, office):
    first, _second = (ActivityFactory(submitted=True) for _number in range(2))
    url = reverse("activity-return", args=[first.pk])
    response = sign_in(office).post(url, {"revision": 1, "reason": "缺签到表"})
    assert response.url == reverse("awaiting")
    told = _("Returned to %(name)s with the reason: %(unit)s, %(title)s.")
    names = {"name": first.logged_by.name, "unit": first.unit, "title": first.title}
    assert said(response) == [told % names]


@pytest.mark.parametrize("revision", ["1", "", "x"])
def test_what_was_not_read_is_not_confirmed(sign_in, office, revision):
    changed = ActivityFactory(submitted=True, revision=2)
    url = reverse("activity-confirm", args=[changed.pk])
    response = sign_in(office).post(url, {"revision": revision})
    changed.refresh_from_db()
    assert changed.is_awaiting
    assert response.url == changed.get_absolute_url()


def test_nobody_confirms_what_they_logged_themselves(sign_in, office):
    own = ActivityFactory(submitted=True, logged_by=office)
    client = sign_in(office)
    why = _("You logged this yourself; somebody else must confirm it.")
    page = client.get(own.get_absolute_url())
    assert page.context["why_not"]["confirm"] == page.context["told"] == why
    response = client.post(reverse("activity-confirm", args=[own.pk]), {"revision": 1})
    assert said(response) == [why]


def test_it_is_returned_with_a_reason_its_author_reads(sign_in, office, author):
    activity = ActivityFactory(submitted=True, logged_by=author)
    url = reverse("activity-return", args=[activity.pk])
    sign_in(office).post(url, {"revision": 1, "reason": "缺签到表"})
    page = sign_in(author).get(activity.get_absolute_url())
    assert page.context["activity"].return_reason == "缺签到表"
    assert "缺签到表" in page.content.decode()


def test_a_return_without_a_reason_changes_nothing(sign_in, office):
    activity = ActivityFactory(submitted=True)
    url = reverse("activity-return", args=[activity.pk])
    page = sign_in(office).post(url, {"revision": 1, "reason": ""})
    activity.refresh_from_db()
    assert activity.is_awaiting
    why = _("Say why it is returned, so that it can be put right.")
    assert (page.status_code, page.context["refusal"]) == (200, why)
    assert page.content.decode().count(why) == 1


def test_a_reason_typed_for_a_record_changed_meanwhile_stays(sign_in, office):
    changed = ActivityFactory(submitted=True, revision=2)
    client, url = sign_in(office), reverse("activity-return", args=[changed.pk])
    page = client.post(url, {"revision": 1, "reason": "缺签到表"})
    changed.refresh_from_db()
    words = page.content.decode()
    assert (page.status_code, changed.is_awaiting) == (200, True)
    assert page.context["refusal"] == records.why_stale(changed, 1)
    assert ">缺签到表</textarea>" in words
    assert words.count('name="revision" value="2"') == 2
    client.post(url, {"revision": 2, "reason": "缺签到表"})
    changed.refresh_from_db()
    assert changed.return_reason == "缺签到表"


def test_a_reason_stays_also_when_nobody_may_return_it_any_more(sign_in, office):
    confirmed = ActivityFactory(confirmed=True)
    url = reverse("activity-return", args=[confirmed.pk])
    page = sign_in(office).post(url, {"revision": 1, "reason": "缺签到表"})
    why = records.why_not_return(confirmed, by=office)
    assert page.context["refusal"] == why
    assert ">缺签到表</textarea>" in page.content.decode()
    assert _("Return with this reason") not in page.content.decode()


def test_submitting_from_the_page_tells_what_is_missing(sign_in, author):
    bare = ActivityFactory(logged_by=author, narrative="")
    response = sign_in(author).post(reverse("activity-submit", args=[bare.pk]))
    assert said(response) == [records.why_not_submit(bare, by=author)]


def test_a_draft_is_discarded(sign_in, draft):
    url = reverse("activity-discard", args=[draft.pk])
    response = sign_in(draft.logged_by).post(url)
    assert response.url == reverse("activities")
    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    ["activity-submit", "activity-confirm", "activity-return", "activity-discard"],
)
def test_reading_changes_nothing(sign_in, author, draft, name):
    response = sign_in(author).get(reverse(name, args=[draft.pk]))
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("activity", "get"),
        ("activity-revise", "get"),
        ("activity-attendance", "get"),
        ("activity-submit", "post"),
        ("activity-confirm", "post"),
        ("activity-return", "post"),
        ("activity-discard", "post"),
    ],
)
def test_another_court_finds_nothing(sign_in, draft, name, method):
    court = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(court=court, role=roles.OFFICE)
    url = reverse(name, args=[draft.pk])
    assert getattr(sign_in(stranger), method)(url).status_code == 404


def test_an_assessor_sees_what_is_confirmed_and_not_confidential(sign_in, campaign):
    assessor = UserFactory(role=roles.ASSESSOR, unit=None)
    campaign.grants.create(person=assessor, until_on=date(2099, 1, 1))
    confirmed = ActivityFactory(confirmed=True)
    submitted = ActivityFactory(submitted=True)
    shown = EvidenceFactory(activity=confirmed)
    EvidenceFactory(activity=confirmed, is_confidential=True)
    client = sign_in(assessor)
    page = client.get(confirmed.get_absolute_url())
    assert [*page.context["pictures"], *page.context["files"]] == [shown]
    assert client.get(submitted.get_absolute_url()).status_code == 404
    listed = client.get(reverse("activities")).context["page"].object_list
    assert list(listed) == [confirmed]


# -- The list --------------------------------------------------------------------


def listed(client, **query):
    page = client.get(reverse("activities"), query).context["page"]
    return [row.title for row in page]


def test_the_list_is_narrowed(sign_in, office):
    one = ActivityFactory(title="植树", confirmed=True, held_on=date(2013, 3, 12))
    ActivityFactory(title="普法", narrative="到学校植树节宣讲", submitted=True)
    ActivityFactory(title="读书", submitted=True, logged_by=office)
    client = sign_in(office)
    assert listed(client, words="植树", sort="held_on") == ["植树", "普法"]
    assert listed(client, words="植树 学校") == ["普法"]
    assert listed(client, status="confirmed") == ["植树"]
    assert listed(client, year=2013) == ["植树"]
    assert listed(client, unit=one.unit.pk) == ["植树"]
    assert listed(client, category=one.category.pk) == ["植树"]
    assert listed(client, mine="on") == ["读书"]


def test_the_list_is_sorted_by_day_newest_first_unless_asked_else(sign_in, office):
    for day in (2, 1, 3):
        ActivityFactory(title=str(day), held_on=date(2014, 1, day), confirmed=True)
    client = sign_in(office)
    assert listed(client) == ["3", "2", "1"]
    assert listed(client, sort="held_on") == ["1", "2", "3"]
    assert listed(client, sort="password") == ["3", "2", "1"]


def test_staff_see_their_own_unit_only(sign_in, author):
    ActivityFactory(title="别的庭", submitted=True)
    ActivityFactory(title="本庭", submitted=True, logged_by=author)
    assert listed(sign_in(author)) == ["本庭"]


def test_removed_proof_is_not_counted(sign_in, office):
    activity = ActivityFactory(submitted=True)
    EvidenceFactory.create_batch(2, activity=activity)
    EvidenceFactory(
        activity=activity, removed_by=office, removed_at="2014-05-05T00:00Z"
    )
    [row] = sign_in(office).get(reverse("activities")).context["page"]
    assert row.proofs == 2


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["activities", "awaiting", "evidence-list"])
def test_a_list_asks_as_often_for_thirty_rows_as_for_one(sign_in, office, name):
    client, counts = sign_in(office), []
    for number in (1, 2, 27):
        for activity in ActivityFactory.create_batch(number, submitted=True):
            EvidenceFactory(activity=activity)
        counts.append(count_queries(client, reverse(name)))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


def test_one_activity_asks_as_often_whatever_belongs_to_it(sign_in, office):
    activity = ActivityFactory(submitted=True, criteria=[CriterionFactory()])
    client, counts = sign_in(office), []
    for number in (1, 2, 27):
        EvidenceFactory.create_batch(number, activity=activity)
        activity.criteria.add(*CriterionFactory.create_batch(number))
        counts.append(count_queries(client, activity.get_absolute_url()))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


# -- The export ------------------------------------------------------------------


def export(client, **query):
    response = client.get(reverse("activities-export"), query)
    return list(load_workbook(BytesIO(response.content)).active.values)


def test_the_export_holds_what_the_filter_left(sign_in, office):
    ActivityFactory(title="植树", submitted=True)
    ActivityFactory(title="读书", confirmed=True)
    heading, *lines = export(sign_in(office), status="submitted")
    title = str(Activity._meta.get_field("title").verbose_name)
    assert heading[2] == title
    assert [line[2] for line in lines] == ["植树"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_of_the_export_is_a_formula(sign_in, office, begin):
    ActivityFactory(title=f"{begin}1+1", submitted=True)
    _heading, line = export(sign_in(office))
    assert line[2] == f"'{begin}1+1"


def test_the_export_knows_no_more_than_the_list(sign_in, author):
    ActivityFactory(submitted=True)
    assert len(export(sign_in(author))) == 1


def test_a_control_character_does_not_stop_the_export(sign_in, office):
    ActivityFactory(title="植\x0b树", submitted=True)
    _heading, line = export(sign_in(office))
    assert line[2] == "植树"


def test_the_export_tells_the_day_on_the_clock_of_the_court(sign_in, office):
    late = datetime(2014, 3, 8, 23, 30, tzinfo=UTC)  # the ninth in China
    ActivityFactory(confirmed=True, logged_at=late, confirmed_at=late)
    headings, line = export(sign_in(office))
    days = dict(zip(headings, line, strict=True))
    names = (str(Activity._meta.get_field(name).verbose_name) for name in MOMENTS)
    assert [days[name].date() for name in names] == [date(2014, 3, 9)] * 2
