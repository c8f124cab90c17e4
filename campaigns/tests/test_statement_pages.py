"""The pages of 责任书: who sees which, and what each may do there."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import CampaignYear, Statement, Target
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    EvidenceFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def statement():
    """One with a target, ready to be signed."""
    return TargetFactory(statement__campaign=CampaignFactory()).statement


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
    return enter(roles.OFFICE)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def listed(client, **query):
    response = client.get(reverse("statements"), query)
    return [line.statement for line in response.context["lines"]]


# -- The list ---------------------------------------------------------------------


def test_it_lists_every_unit_to_the_office(client, office, statement):
    other = StatementFactory(campaign=statement.campaign)
    assert set(listed(client)) == {statement, other}


def test_staff_see_their_own_units(client, enter, statement):
    StatementFactory(campaign=statement.campaign)
    enter(roles.STAFF, unit=statement.unit)
    assert listed(client) == [statement]


def test_another_court_sees_nothing(client, enter, statement):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    assert listed(client) == []
    assert client.get(statement.get_absolute_url()).status_code == 404


def test_it_filters_by_year(client, office, statement):
    earlier = StatementFactory(campaign=statement.campaign, year=2013)
    assert listed(client, year=2013) == [earlier]


@pytest.mark.parametrize(
    ("state", "signed"), [("unsigned", False), ("unit_signed", None), ("signed", True)]
)
def test_it_filters_by_the_state_of_the_signatures(client, office, state, signed):
    StatementFactory()
    StatementFactory(signed=True)
    half = StatementFactory(signed=True)
    half.court_signed_by = half.court_signed_at = None
    half.save()
    (only,) = listed(client, state=state)
    expected = {False: (False, False), None: (True, False), True: (True, True)}[signed]
    assert (bool(only.unit_signed_at), bool(only.court_signed_at)) == expected


def test_it_sorts_by_year(client, office):
    years = [StatementFactory(year=year).year for year in (2014, 2013)]
    assert [each.year for each in listed(client, sort="year")] == sorted(years)
    assert [each.year for each in listed(client, sort="-year")] == years


def test_it_tells_how_many_targets_are_met(client, office, statement):
    met = TargetFactory(statement=statement, quantity=1)
    ActivityFactory(
        campaign=statement.campaign,
        category=met.category,
        unit=statement.unit,
        confirmed=True,
    )
    (line,) = client.get(reverse("statements")).context["lines"]
    assert (line.met, line.total) == (1, 2)


def test_an_empty_list_says_what_comes_next(client, office):
    CampaignFactory()
    page = client.get(reverse("statements")).content.decode()
    assert reverse("statement-prepare") in page
    assert _("No statements here") in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_its_queries_do_not_grow(client, office, number):
    for _each in range(number):
        TargetFactory(statement=StatementFactory(signed=True))
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(client)) == min(number, 25)
    assert len(queries) <= MOST_QUERIES


# -- One statement ----------------------------------------------------------------


def test_a_target_links_to_what_counts_for_it(client, office, statement):
    target = statement.targets.get()
    ActivityFactory(
        campaign=statement.campaign,
        category=target.category,
        unit=statement.unit,
        confirmed=True,
        sessions=2,
    )
    (line,) = client.get(statement.get_absolute_url()).context["lines"]
    query = f"category={target.category_id}&unit={statement.unit_id}"
    assert line.url == f"{reverse('activities')}?{query}&year=2014&status=confirmed"
    assert (line.progress.counted, line.chip) == (2, "met")


@pytest.mark.parametrize(
    ("due_on", "chip"),
    [(date(2014, 1, 1), "not_met"), (date(2999, 1, 1), "in_progress")],
)
def test_a_target_fails_only_after_its_day(client, office, statement, due_on, chip):
    statement.targets.update(due_on=due_on)
    (line,) = client.get(statement.get_absolute_url()).context["lines"]
    assert line.chip == chip


def test_it_shows_the_proof_and_where_to_add_it(client, office, statement):
    scan = EvidenceFactory(activity=None, statement=statement)
    page = client.get(statement.get_absolute_url())
    assert list(page.context["evidence"]) == [scan]
    assert reverse("evidence-add", args=["statement", statement.pk]) in (
        page.content.decode()
    )


def test_staff_read_a_statement_and_change_nothing(client, enter, statement):
    enter(roles.STAFF, unit=statement.unit)
    page = client.get(statement.get_absolute_url()).content.decode()
    assert statement.targets.get().title in page
    links = ("target-new", "statement-sign-unit", "statement-sign-court")
    assert [name for name in links if reverse(name, args=[statement.pk]) in page] == []


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_queries_of_one_do_not_grow(client, office, statement, number):
    for _each in range(number - 1):
        TargetFactory(statement=statement, responsible=office)
    for _each in range(number):
        EvidenceFactory(activity=None, statement=statement)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(statement.get_absolute_url())
    assert len(page.context["lines"]) == number
    assert len(queries) <= MOST_QUERIES


# -- Preparing --------------------------------------------------------------------


def test_every_unit_without_one_is_ticked(client, office, statement):
    free = UnitFactory()
    UnitFactory(is_active=False)
    form = client.get(reverse("statement-prepare")).context["form"]
    assert set(form["units"].value()) == {office.unit.pk, free.pk}


def test_it_prepares_for_the_ticked_units(client, office, statement):
    free = UnitFactory()
    url = f"{reverse('statement-prepare')}?year=2013"
    response = client.post(url, {"units": [free.pk]})
    assert response.url == f"{reverse('statements')}?year=2013"
    assert Statement.objects.get(year=2013).unit == free


def test_a_locked_year_is_told_at_the_form(client, office, statement):
    CampaignYear.objects.create(
        campaign=statement.campaign,
        year=2013,
        points_share=40,
        locked_at=timezone.now(),
        locked_by=office,
        lock_reason="已上报",
    )
    url = f"{reverse('statement-prepare')}?year=2013"
    form = client.post(url, {"units": [UnitFactory().pk]}).context["form"]
    told = _("%(year)s is locked: %(reason)s") % {"year": 2013, "reason": "已上报"}
    assert form.non_field_errors() == [told]
    assert not Statement.objects.filter(year=2013).exists()


def test_preparing_needs_a_unit(client, office, statement):
    page = client.post(reverse("statement-prepare"), {"units": ""})
    assert list(page.context["form"].errors) == ["units"]


def test_only_the_office_prepares(client, enter, statement):
    enter(roles.LEADING_GROUP)
    response = client.post(reverse("statement-prepare"), {"units": [1]})
    assert told(response) == [_("Statements are prepared by the office.")]
    assert Statement.objects.count() == 1


def test_preparing_when_all_have_one_says_so(client, office, statement):
    StatementFactory(unit=office.unit)
    page = client.get(reverse("statement-prepare")).content.decode()
    assert _("Every unit has a statement for this year") in page


def test_without_a_campaign_there_is_nothing_to_prepare(client, office):
    assert listed(client) == []
    response = client.get(reverse("statement-prepare"))
    assert told(response) == [_("There is no campaign yet to prepare statements for.")]


# -- Targets ----------------------------------------------------------------------


def typed(**changes):
    given = {"title": "开展巡回审判", "category": CategoryFactory().pk, "quantity": 6}
    return given | {"due_on": "2014-11-30"} | changes


def test_the_office_adds_a_target(client, office, statement):
    response = client.post(reverse("target-new", args=[statement.pk]), typed())
    assert response.url == statement.get_absolute_url()
    target = statement.targets.get(title="开展巡回审判")
    assert (target.quantity, target.due_on) == (6, date(2014, 11, 30))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("quantity", 0, "A target asks for at least one."),
        (
            "due_on",
            "2015-01-01",
            "This statement is for %(year)s; choose a day in it.",
        ),
    ],
)
def test_a_wrong_target_says_why_and_keeps_the_rest(
    client, office, statement, name, value, sentence
):
    url = reverse("target-new", args=[statement.pk])
    form = client.post(url, typed(**{name: value})).context["form"]
    assert form.errors == {name: [_(sentence) % {"year": 2014}]}
    assert form["title"].value() == "开展巡回审判"


def test_a_target_is_not_counted_by_a_category_of_another_court(
    client, office, statement
):
    strange = CategoryFactory(court=CourtFactory(name="邻县人民法院"))
    url = reverse("target-new", args=[statement.pk])
    form = client.post(url, typed(category=strange.pk)).context["form"]
    assert list(form.errors) == ["category"]


def test_a_signed_statement_takes_no_target(client, office):
    signed = StatementFactory(signed=True)
    response = client.post(reverse("target-new", args=[signed.pk]), typed())
    assert told(response) == [_("The statement is signed; its targets stand.")]
    assert Target.objects.count() == 0


def test_the_office_drops_a_target(client, office, statement):
    target = statement.targets.get()
    response = client.post(reverse("target-drop", args=[target.pk]))
    assert response.url == statement.get_absolute_url()
    assert Target.objects.count() == 0


def test_a_target_of_another_court_is_not_found(client, enter, statement):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    target = statement.targets.get()
    assert client.post(reverse("target-drop", args=[target.pk])).status_code == 404


# -- Signing ----------------------------------------------------------------------


def test_the_head_reads_the_sentence_and_signs(client, enter, statement):
    head = enter(roles.UNIT_HEAD, unit=statement.unit)
    page = client.get(statement.get_absolute_url())
    url = reverse("statement-sign-unit", args=[statement.pk])
    assert url in page.content.decode()
    client.post(url, {"terms": page.context["terms"]})
    statement.refresh_from_db()
    assert statement.unit_signed_by == head


def test_a_signature_without_having_read_is_refused(client, enter, statement):
    enter(roles.UNIT_HEAD, unit=statement.unit)
    response = client.post(reverse("statement-sign-unit", args=[statement.pk]))
    assert told(response) == [
        _(
            "The targets have changed since you opened the page."
            " Read them again, then sign."
        )
    ]
    statement.refresh_from_db()
    assert statement.unit_signed_at is None


def test_the_leading_group_signs_after_the_unit(client, enter):
    half = StatementFactory(signed=True)
    half.court_signed_by = half.court_signed_at = None
    half.save()
    leader = enter(roles.LEADING_GROUP)
    url = reverse("statement-sign-court", args=[half.pk])
    assert url in client.get(half.get_absolute_url()).content.decode()
    client.post(url)
    half.refresh_from_db()
    assert half.court_signed_by == leader


def test_the_leading_group_is_told_to_wait(client, enter, statement):
    enter(roles.LEADING_GROUP)
    url = reverse("statement-sign-court", args=[statement.pk])
    assert told(client.post(url)) == [_("The unit signs first.")]


@pytest.mark.parametrize("name", ["statement-sign-unit", "statement-sign-court"])
def test_reading_never_signs(client, office, statement, name):
    assert client.get(reverse(name, args=[statement.pk])).status_code == 302
