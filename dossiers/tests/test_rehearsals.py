"""The mock inspection: the checklist, whose lines each sees, and rehearsals held."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from pypdf import PdfReader

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    EvidenceFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import rehearsals
from dossiers.models import Place, Rehearsal

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE, language="en")


@pytest.fixture
def unit():
    return UnitFactory(name="立案庭")


def wanting(campaign, unit, title="联谊会"):
    """An activity whose category asks for a photo nobody has."""
    category = CategoryFactory(artefacts="照片")
    return ActivityFactory(
        campaign=campaign, category=category, unit=unit, title=title, confirmed=True
    )


def held(campaign, by):
    return rehearsals.hold(campaign, by=by)


# -- The checklist -----------------------------------------------------------------------


def test_the_worst_comes_first(campaign, unit):
    activity = wanting(campaign, unit)
    for _each in range(3):
        EvidenceFactory(activity=activity, caption="无号文件")
    found = rehearsals.of(campaign)
    weights = [each.weight for each in found.complaints if each.lines]
    assert weights == sorted(weights, key=["bad", "warn", "look"].index)
    assert not found.complaints[-1].lines
    assert found.number == sum(each.number for each in found.complaints) > found.bad


def test_a_unit_has_its_own_lines(campaign, unit):
    wanting(campaign, unit)
    wanting(campaign, UnitFactory())
    whole = rehearsals.of(campaign)
    assert whole.find("papers-activities").number == 2
    assert whole.of_unit(unit.pk).find("papers-activities").number == 1
    assert whole.of_unit(0).number == 0


def test_what_no_unit_answers_for_is_not_told_to_be_in_order(campaign, unit):
    assert rehearsals.of(campaign).find("holdings-unchecked").number == 1
    assert rehearsals.of(campaign).of_unit(unit.pk).find("holdings-unchecked") is None


# -- Holding one -------------------------------------------------------------------------


def test_a_rehearsal_keeps_what_the_checks_found(campaign, office, unit):
    wanting(campaign, unit)
    row = held(campaign, office)
    assert (row.held_on, row.counts["papers-activities"]) == (localdate(), 1)
    assert [place.order for place in row.places.all()] == list(
        range(1, len(rehearsals.PLACES) + 1)
    )


def test_it_tells_what_changed_since(campaign, office, unit):
    row = held(campaign, office)
    assert rehearsals.changes(row, rehearsals.of(campaign)) == ()
    wanting(campaign, unit)
    found = rehearsals.changes(row, rehearsals.of(campaign))
    told = {each.code: (then, now) for each, then, now in found}
    assert told["papers-activities"] == (0, 1)


def test_one_a_day(campaign, office):
    held(campaign, office)
    with pytest.raises(Refused):
        held(campaign, office)


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR]
)
def test_others_hold_none(campaign, role):
    by = UserFactory(role=role)
    with pytest.raises(Refused) as caught:
        held(campaign, by)
    assert str(caught.value) == rehearsals.why_not_hold(campaign, by=by)


def test_places_are_ticked_together(campaign, office):
    row = held(campaign, office)
    rehearsals.tick(row, by=office, seen={1: ("ok", ""), 3: ("not_ok", " 没有标牌 ")})
    seen = {place.order: (place.result, place.note) for place in row.places.all()}
    assert (seen[1], seen[2], seen[3]) == (
        ("ok", ""),
        ("", ""),
        ("not_ok", "没有标牌"),
    )


@pytest.mark.parametrize("seen", [("not_ok", " "), ("perhaps", "")])
def test_a_fault_says_why_and_nothing_is_kept(campaign, office, seen):
    row = held(campaign, office)
    with pytest.raises(Refused):
        rehearsals.tick(row, by=office, seen={1: ("ok", ""), 2: seen})
    assert not row.places.exclude(result="").exists()


def test_others_tick_nothing(campaign, office):
    row = held(campaign, office)
    with pytest.raises(Refused):
        rehearsals.tick(row, by=UserFactory(role=roles.LEADING_GROUP), seen={})


@pytest.mark.parametrize("values", [{"result": "perhaps"}, {"result": "not_ok"}])
def test_the_database_refuses_half_a_place(campaign, office, values):
    row = held(campaign, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(rehearsal=row, order=99, name="车库", **values)


def test_the_database_keeps_one_rehearsal_a_day(campaign, office):
    row = held(campaign, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rehearsal.objects.create(campaign=campaign, held_on=row.held_on, held_by=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(rehearsal=row, order=1, name="又一处")


# -- The pages ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", [roles.OFFICE, roles.LEADING_GROUP])
def test_office_and_leaders_see_all_lines(client, campaign, unit, role):
    wanting(campaign, unit)
    client.force_login(UserFactory(role=role, language="en"))
    page = client.get(reverse("rehearsal"))
    assert page.context["checklist"].find("papers-activities").number == 1
    assert ("Hold a rehearsal" in page.content.decode()) is (role == roles.OFFICE)


def test_the_head_of_a_unit_sees_its_lines(client, campaign, unit):
    wanting(campaign, unit, title="本庭活动")
    wanting(campaign, UnitFactory(), title="别庭活动")
    client.force_login(UserFactory(role=roles.UNIT_HEAD, unit=unit))
    for url in (
        reverse("rehearsal"),
        reverse("rehearsal-check", args=["papers-activities"]),
        f"{reverse('rehearsal')}?unit={UnitFactory().pk}",
    ):
        page = client.get(url).content.decode()
        assert "本庭活动" in page and "别庭活动" not in page
    file = client.get(reverse("rehearsal-export", args=["xlsx"])).content
    cells = [cell for sheet in load_workbook(BytesIO(file)) for cell in sheet["A"]]
    told = [cell.value for cell in cells]
    assert "本庭活动" in told and "别庭活动" not in told


@pytest.mark.parametrize("role", [roles.STAFF, roles.ASSESSOR, roles.SYSTEM_ADMIN])
def test_for_everybody_else_there_is_no_such_page(client, campaign, office, role):
    row = held(campaign, office)
    person = UserFactory(role=role)
    campaign.grants.create(person=person, until_on=localdate())
    client.force_login(person)
    for url in (
        reverse("rehearsal"),
        reverse("rehearsal-check", args=["papers-activities"]),
        reverse("rehearsal-export", args=["xlsx"]),
        row.get_absolute_url(),
    ):
        assert client.get(url).status_code == 404
    assert client.post(reverse("rehearsal-hold")).status_code == 404


def test_another_courts_rehearsal_is_not_found(client, campaign, office):
    row = held(campaign, office)
    court = CourtFactory(name="邻县人民法院")
    client.force_login(UserFactory(role=roles.OFFICE, court=court, unit=None))
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_check_nobody_makes_is_not_found(client, campaign, office):
    client.force_login(office)
    url = reverse("rehearsal-check", args=["papers-nothing"])
    assert client.get(url).status_code == 404


def test_the_list_narrows_to_a_theme_and_a_unit(client, campaign, office, unit):
    wanting(campaign, unit)
    client.force_login(office)
    page = client.get(reverse("rehearsal"), {"theme": "PAPERS", "unit": unit.pk})
    assert [theme.name for theme, *_rest in page.context["themes"]] == ["PAPERS"]
    assert page.context["checklist"].find("papers-activities").number == 1
    page = client.get(reverse("rehearsal"), {"unit": UnitFactory().pk})
    assert page.context["checklist"].number == 0


def test_a_line_is_one_click_from_a_finding(client, campaign, office, unit):
    activity = wanting(campaign, unit)
    client.force_login(office)
    url = reverse("rehearsal-check", args=["papers-activities"])
    page = client.get(url).content.decode()
    assert f"subject=activity&amp;object={activity.pk}" in page
    assert activity.get_absolute_url() in page


def test_the_list_comes_as_a_workbook_and_as_paper(client, campaign, office, unit):
    wanting(campaign, unit)
    client.force_login(office)
    file = client.get(reverse("rehearsal-export", args=["xlsx"])).content
    book = load_workbook(BytesIO(file))
    assert len(book.worksheets[0]["A"]) == 34
    file = client.get(reverse("rehearsal-export", args=["pdf"])).content
    size = PdfReader(BytesIO(file)).pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)


def test_the_office_holds_one_and_ticks_on_the_page(client, campaign, office):
    client.force_login(office)
    page = client.post(reverse("rehearsal-hold"), follow=True)
    row = Rehearsal.objects.get()
    assert page.redirect_chain[-1][0] == row.get_absolute_url()
    typed = {"place-1-result": "not_ok", "place-1-note": "没有座次表"}
    client.post(row.get_absolute_url(), typed)
    assert row.places.get(order=1).note == "没有座次表"
    typed = {"place-2-result": "not_ok", "place-2-note": ""}
    page = client.post(row.get_absolute_url(), typed).content.decode()
    assert "Say what is not in order at" in page


def test_leaders_read_a_rehearsal_and_tick_nothing(client, campaign, office):
    row = held(campaign, office)
    client.force_login(UserFactory(role=roles.LEADING_GROUP))
    page = client.get(row.get_absolute_url()).content.decode()
    assert "place-1-result" not in page
    client.post(row.get_absolute_url(), {"place-1-result": "ok"})
    assert row.places.get(order=1).result == ""


@pytest.mark.parametrize("size", [1, 3, 30])
@pytest.mark.parametrize("name", ["rehearsal", "rehearsal-check"])
def test_the_pages_take_the_same_queries_whatever_the_size(
    client, campaign, office, unit, size, name, django_assert_num_queries
):
    for _each in range(size):
        activity = wanting(campaign, unit)
        EvidenceFactory(activity=activity)
    client.force_login(office)
    args = ["papers-activities"] if name == "rehearsal-check" else []
    with django_assert_num_queries({"rehearsal": 21, "rehearsal-check": 20}[name]):
        assert client.get(reverse(name, args=args)).status_code == 200
