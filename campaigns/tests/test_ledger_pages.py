"""The pages of readings and honours: lists, entering, correcting, confirming."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import ledgers, roles
from campaigns.models import Honour, Reading
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    EvidenceFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
KEPT_BY_THE_OFFICE = "Readings and honours are kept by the office."
EACH = pytest.mark.parametrize(
    ("kind", "factory"), [("reading", ReadingFactory), ("honour", HonourFactory)]
)


@pytest.fixture
def enter(client):
    """Sign in as somebody of this role and return them."""

    def as_somebody(role, **fields):
        user = UserFactory(role=role, **fields)
        client.force_login(user)
        return user

    return as_somebody


@pytest.fixture
def office(enter):
    CampaignFactory()
    return enter(roles.OFFICE)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def submitted(factory, **fields):
    return factory(status="submitted", submitted_at=timezone.now(), **fields)


def groups(client, **query):
    return client.get(reverse("readings"), query).context["groups"]


# -- The list of readings ---------------------------------------------------------


def test_readings_stand_under_their_indicator_newest_first(client, office):
    old = ReadingFactory(ends_on=date(2013, 10, 31))
    new = ReadingFactory(indicator=old.indicator)
    (group,) = groups(client)
    assert [line.reading for line in group.lines] == [new, old]


def test_the_latest_is_the_newest_that_counts(client, office):
    old = ReadingFactory(ends_on=date(2013, 10, 31), confirmed=True)
    ReadingFactory(indicator=old.indicator)
    (group,) = groups(client)
    assert group.latest.reading == old


def test_a_value_has_the_decimals_of_its_indicator(client, office):
    indicator = IndicatorFactory(decimals=1)
    ReadingFactory(indicator=indicator, value="28.6", confirmed=True)
    (group,) = groups(client)
    assert group.latest.value == "28.6"


def test_an_indicator_without_a_reading_is_listed(client, office):
    indicator = IndicatorFactory()
    (group,) = groups(client)
    assert (group.indicator, group.lines, group.latest) == (indicator, (), None)


def test_the_list_filters_by_year(client, office):
    old = ReadingFactory(ends_on=date(2013, 10, 31))
    ReadingFactory(indicator=old.indicator)
    ReadingFactory()
    (group,) = groups(client, year=2013)
    assert [line.reading for line in group.lines] == [old]


def test_the_list_filters_by_status(client, office):
    waiting = submitted(ReadingFactory)
    ReadingFactory()
    (group,) = groups(client, status="submitted")
    assert [line.reading for line in group.lines] == [waiting]


def test_the_list_filters_by_name(client, office):
    wanted = IndicatorFactory(name="联络员人数")
    IndicatorFactory(name="三公经费支出")
    assert [group.indicator for group in groups(client, name="联络")] == [wanted]


def test_staff_read_the_list(client, enter):
    entry = ReadingFactory(indicator=IndicatorFactory())
    CampaignFactory()
    enter(roles.STAFF)
    page = client.get(reverse("readings"))
    assert page.context["groups"][0].lines[0].reading == entry
    assert reverse("reading-new") not in page.content.decode()


def test_another_court_sees_no_indicator(client, enter):
    entry = ReadingFactory()
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    assert groups(client) == []
    assert client.get(entry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_queries_of_readings_do_not_grow(client, office, number):
    ReadingFactory.create_batch(number, confirmed=True)
    with CaptureQueriesContext(connection) as queries:
        assert len(groups(client)) == min(number, 25)
    assert len(queries) <= MOST_QUERIES


# -- Entering a reading -----------------------------------------------------------


def read(client, indicator, **typed):
    url = f"{reverse('reading-new')}?indicator={indicator.pk}"
    return client.post(url, {"source": "统计台账", **typed})


def test_the_indicator_is_chosen_first(client, office):
    indicator = IndicatorFactory()
    page = client.get(reverse("reading-new"))
    assert list(page.context["choose"].fields["indicator"].queryset) == [indicator]


def test_a_stock_asks_for_one_day(client, office):
    stock = IndicatorFactory(kind="stock")
    read(client, stock, ends_on="2014-10-31", value="5")
    entry = Reading.objects.get()
    assert (entry.starts_on, entry.ends_on) == (None, date(2014, 10, 31))
    assert (entry.value, entry.source, entry.logged_by) == (5, "统计台账", office)


def test_a_flow_asks_for_a_period(client, office):
    flow = IndicatorFactory(kind="flow", decimals=1)
    days = {"starts_on": "2014-01-01", "ends_on": "2014-12-31"}
    read(client, flow, **days, value="28.6")
    entry = Reading.objects.get()
    assert (entry.starts_on, entry.ends_on) == (date(2014, 1, 1), date(2014, 12, 31))


def test_a_flow_without_a_first_day_is_refused_beside_the_field(client, office):
    page = read(client, IndicatorFactory(kind="flow"), ends_on="2014-12-31", value="5")
    assert list(page.context["form"].errors) == ["starts_on"]


def test_more_decimals_than_the_indicator_has_are_refused(client, office):
    page = read(client, IndicatorFactory(), ends_on="2014-10-31", value="5.5")
    assert list(page.context["form"].errors) == ["value"]


def test_a_reading_needs_its_source(client, office):
    typed = {"ends_on": "2014-10-31", "value": "5", "source": " "}
    page = read(client, IndicatorFactory(), **typed)
    assert list(page.context["form"].errors) == ["source"]


def test_a_refusal_keeps_what_was_typed(client, office):
    entry = ReadingFactory()
    page = read(client, entry.indicator, ends_on="2014-10-31", value="6")
    form = page.context["form"]
    assert form.non_field_errors() == [
        _("There is a reading for this day or period already; correct that one.")
    ]
    assert form["value"].value() == "6"


@pytest.mark.parametrize("name", ["reading-new", "honour-new"])
def test_only_the_office_enters(client, enter, name):
    CampaignFactory()
    enter(roles.UNIT_HEAD)
    assert told(client.get(reverse(name))) == [_(KEPT_BY_THE_OFFICE)]


# -- Honours ----------------------------------------------------------------------


def honours(client, **query):
    return list(client.get(reverse("honours"), query).context["page"].object_list)


def typed_honour(**changes):
    given = {"title": "文明窗口", "level": "county", "giver": "县文明办"}
    return given | {"awarded_on": "2014-05-04"} | changes


def test_honours_stand_newest_first(client, office):
    old = HonourFactory(awarded_on=date(2013, 5, 4))
    new = HonourFactory()
    assert honours(client) == [new, old]


@pytest.mark.parametrize(
    "query", [{"level": "city"}, {"year": 2013}, {"title": "法庭"}, {"status": "draft"}]
)
def test_honours_filter(client, office, query):
    wanted = HonourFactory(level="city", awarded_on=date(2013, 5, 4), title="优秀法庭")
    submitted(HonourFactory)
    assert honours(client, **query) == [wanted]


def test_honours_sort(client, office):
    names = ("b", "c", "a")
    for name in names:
        HonourFactory(title=name)
    assert [each.title for each in honours(client, sort="title")] == ["a", "b", "c"]
    assert [each.title for each in honours(client, sort="-title")] == ["c", "b", "a"]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_queries_of_honours_do_not_grow(client, office, number):
    for each in range(number):
        receiver = {"unit": UnitFactory()} if each % 2 else {"person": UserFactory()}
        HonourFactory(**receiver)
    with CaptureQueriesContext(connection) as queries:
        assert len(honours(client)) == min(number, 25)
    assert len(queries) <= MOST_QUERIES


def test_the_office_enters_an_honour(client, office):
    response = client.post(reverse("honour-new"), typed_honour())
    entry = Honour.objects.get()
    assert response.url == entry.get_absolute_url()
    assert (entry.title, entry.status, entry.logged_by) == ("文明窗口", "draft", office)


def test_an_honour_for_two_is_refused_beside_the_field(client, office):
    receivers = {"unit": UnitFactory().pk, "person": UserFactory().pk}
    form = client.post(reverse("honour-new"), typed_honour(**receivers)).context["form"]
    assert form.errors["person"] == [_("Choose a unit or a person, not both.")]
    assert form["title"].value() == "文明窗口"


def test_staff_read_an_honour_and_change_nothing(client, enter):
    entry = HonourFactory()
    enter(roles.STAFF)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert entry.giver in page
    assert reverse("honour-revise", args=[entry.pk]) not in page


def test_without_a_campaign_there_is_no_honour_to_enter(client, enter):
    enter(roles.OFFICE)
    assert honours(client) == []
    assert told(client.get(reverse("honour-new"))) == [
        _("There is no campaign yet to enter an honour for.")
    ]


# -- One record, its proof --------------------------------------------------------


@EACH
def test_a_record_shows_its_proof_and_where_to_add_it(client, office, kind, factory):
    entry = factory()
    proof = EvidenceFactory(activity=None, **{kind: entry})
    page = client.get(entry.get_absolute_url())
    assert list(page.context["evidence"]) == [proof]
    text = page.content.decode()
    assert proof.get_absolute_url() in text
    assert reverse("evidence-add", args=[kind, entry.pk]) in text


@EACH
@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_queries_of_one_do_not_grow(client, office, kind, factory, number):
    entry = submitted(factory)
    for _each in range(number):
        EvidenceFactory(activity=None, **{kind: entry})
    with CaptureQueriesContext(connection) as queries:
        assert client.get(entry.get_absolute_url()).status_code == 200
    assert len(queries) <= MOST_QUERIES


# -- Correcting -------------------------------------------------------------------


def test_the_form_shows_what_stands(client, office):
    entry = ReadingFactory(indicator__decimals=1, value="28.6")
    form = client.get(reverse("reading-revise", args=[entry.pk])).context["form"]
    assert form["value"].value() == "28.6"
    assert form["ends_on"].value() == entry.ends_on
    assert form["revision"].value() == 1


def test_a_correction_is_saved(client, office):
    entry = HonourFactory()
    url = reverse("honour-revise", args=[entry.pk])
    response = client.post(url, typed_honour(title="文明单位", revision=1))
    assert response.url == entry.get_absolute_url()
    entry.refresh_from_db()
    assert (entry.title, entry.revision, entry.changed_by) == ("文明单位", 2, office)


def somebody_corrects(entry, **values):
    other = UserFactory(role=roles.OFFICE, name="创建办乙")
    ledgers.correct(entry, by=other, revision=1, **values)
    sentence = _(
        "%(name)s has changed this since you opened it. Read it again, then decide."
    )
    return sentence % {"name": "创建办乙"}


def test_a_stale_reading_says_who_changed_it_and_keeps_what_was_typed(client, office):
    entry = ReadingFactory()
    now = {"starts_on": None, "ends_on": entry.ends_on, "source": "年报"}
    sentence = somebody_corrects(entry, value=6, **now)
    url = reverse("reading-revise", args=[entry.pk])
    typed = {"ends_on": "2014-10-31", "value": "7", "source": "台账", "revision": 1}
    page = client.post(url, typed)
    form = page.context["form"]
    assert form.non_field_errors() == [sentence]
    assert (form["value"].value(), form["source"].value()) == ("7", "台账")
    assert (page.context["is_stale"], page.context["value"]) == (True, "6")


def test_a_stale_form_sent_again_takes_the_place(client, office):
    entry = HonourFactory()
    somebody_corrects(entry, title="文明单位")
    url = reverse("honour-revise", args=[entry.pk])
    page = client.post(url, typed_honour(title="文明窗口单位", revision=1))
    again = {name: page.context["form"][name].value() for name in ("title", "revision")}
    client.post(url, typed_honour(**again))
    entry.refresh_from_db()
    assert (entry.title, entry.revision) == ("文明窗口单位", 3)


def test_a_stale_honour_shows_what_stands_now(client, office):
    entry = HonourFactory()
    sentence = somebody_corrects(entry, title="文明单位")
    url = reverse("honour-revise", args=[entry.pk])
    page = client.post(url, typed_honour(title="文明窗口单位", revision=1))
    assert page.context["form"].non_field_errors() == [sentence]
    assert page.context["record"].title == "文明单位"


@EACH
def test_only_the_office_corrects(client, enter, kind, factory):
    entry = factory()
    enter(roles.STAFF)
    response = client.post(reverse(f"{kind}-revise", args=[entry.pk]), {})
    assert told(response) == [_(KEPT_BY_THE_OFFICE)]


# -- The way to confirmation ------------------------------------------------------


def send(client, verb, kind, entry, **data):
    return client.post(reverse(f"record-{verb}", args=[kind, entry.pk]), data)


@EACH
def test_the_author_submits(client, office, kind, factory):
    entry = factory(logged_by=office)
    send(client, "submit", kind, entry)
    entry.refresh_from_db()
    assert entry.status == "submitted"


@EACH
def test_somebody_else_confirms(client, office, kind, factory):
    entry = submitted(factory)
    send(client, "confirm", kind, entry, revision=1)
    entry.refresh_from_db()
    assert (entry.status, entry.confirmed_by) == ("confirmed", office)


@EACH
def test_the_author_is_refused_with_the_reason(client, office, kind, factory):
    entry = submitted(factory, logged_by=office)
    response = send(client, "confirm", kind, entry, revision=1)
    assert told(response) == [
        _("You logged this yourself; somebody else must confirm it.")
    ]
    assert reverse("record-confirm", args=[kind, entry.pk]) not in (
        client.get(entry.get_absolute_url()).content.decode()
    )


@EACH
@pytest.mark.parametrize("seen", ["", "x", "9"])
def test_nothing_is_confirmed_unread(client, office, kind, factory, seen):
    entry = submitted(factory)
    send(client, "confirm", kind, entry, revision=seen)
    entry.refresh_from_db()
    assert entry.status == "submitted"


@EACH
def test_a_return_carries_its_reason(client, office, kind, factory):
    entry = submitted(factory)
    send(client, "return", kind, entry, revision=1, reason="缺证明材料")
    entry.refresh_from_db()
    assert (entry.status, entry.return_reason) == ("returned", "缺证明材料")
    assert "缺证明材料" in client.get(entry.get_absolute_url()).content.decode()


@EACH
def test_a_return_without_a_reason_is_refused(client, office, kind, factory):
    entry = submitted(factory)
    response = send(client, "return", kind, entry, revision=1, reason="  ")
    assert told(response) == [_("Say why it is returned, so that it can be put right.")]
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_a_refused_return_keeps_the_reason(client, office):
    entry = submitted(ReadingFactory)
    page = send(client, "return", "reading", entry, revision=9, reason="缺证明材料")
    assert page.context["reason"] == "缺证明材料"
    assert "缺证明材料" in page.content.decode()


@EACH
def test_a_record_of_another_court_is_not_found(client, enter, kind, factory):
    entry = submitted(factory)
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    assert send(client, "confirm", kind, entry, revision=1).status_code == 404


def test_another_kind_of_record_is_not_found(client, office):
    entry = submitted(ReadingFactory)
    assert send(client, "submit", "activity", entry).status_code == 404


@pytest.mark.parametrize("verb", ["submit", "confirm", "return"])
def test_reading_never_writes(client, office, verb):
    url = reverse(f"record-{verb}", args=["reading", ReadingFactory().pk])
    assert client.get(url).status_code == 302
