"""The pages of standards: for the office, from the trial run to the switch."""

import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns import roles
from campaigns.forms import standards as forms
from campaigns.models import Criterion, Standard
from campaigns.tests import tables
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    StandardFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WARNED = tables.whole(tables.TABLE.replace("领导,5", "领导,6"))
WRONG = tables.whole(tables.TABLE.replace("研究,3", "研究,三"))
PAGES = ("standards", "standard-import", "standard-template")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(client):
    person = UserFactory(role=roles.OFFICE)
    client.force_login(person)
    return person


def send(client, text, **values):
    file = SimpleUploadedFile("table.csv", text.encode())
    return client.post(reverse("standard-import"), {"file": file, **values})


def confirm(client, response, **values):
    token = response.context["token"]
    url = reverse("standard-import-confirm")
    return client.post(url, {"token": token, **values}, follow=True)


# -- Who -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR]
)
@pytest.mark.parametrize("name", PAGES)
def test_only_the_office_comes_in(client, role, name):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse(name)).status_code == 403


def test_another_courts_standard_is_not_there(client, office):
    pk = StandardFactory(court=CourtFactory(name="邻县人民法院")).pk
    for name in ("standard", "standard-export", "standard-map"):
        assert client.get(reverse(name, args=[pk])).status_code == 404


# -- Import ----------------------------------------------------------------------------


def test_it_works(client, office):
    trial = send(client, tables.whole())
    assert not Standard.objects.exists()
    assert [entry.code for entry in trial.context["entries"]] == ["1", "1.1", "1.2"]
    page = confirm(client, trial)
    standard = Standard.objects.get()
    assert page.redirect_chain[-1][0] == reverse("standard", args=[standard.pk])
    assert standard.criteria.count() == 3


def test_errors_are_shown_with_their_place_and_offer_no_import(client, office):
    page = send(client, WRONG)
    assert "D 分值" in page.content.decode()
    assert reverse("standard-import-confirm") not in page.content.decode()
    assert page.context["token"] == ""
    assert default_storage.listdir("")[0] == []


def test_warnings_are_imported_only_when_ticked(client, office):
    trial = send(client, WARNED)
    page = confirm(client, trial)
    assert not Standard.objects.exists()
    assert page.context["report"].warnings != []
    confirm(client, page, knowing="on")
    assert Standard.objects.count() == 1


def test_a_file_changed_between_trial_and_import_is_refused(client, office):
    trial = send(client, tables.whole())
    digest = trial.context["report"].digest
    path = f"imports/{digest[:2]}/{digest}"
    default_storage.delete(path)
    default_storage.save(path, BytesIO(WARNED.encode()))
    page = confirm(client, trial, knowing="on")
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not Standard.objects.exists()


def test_a_word_of_another_court_is_refused(client, office):
    trial = send(client, tables.whole())
    client.force_login(
        UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    )
    confirm(client, trial)
    assert not Standard.objects.exists()


@pytest.mark.parametrize("text", ["", "不是表格"])
def test_a_wrong_file_is_told_on_the_page(client, office, text):
    page = send(client, text)
    assert page.status_code == 200
    assert len(page.context["report"].errors) == 1
    assert not Standard.objects.exists()


def test_a_huge_file_is_refused_before_it_is_read(client, office, monkeypatch):
    monkeypatch.setattr(forms, "MAX_BYTES", 10)
    page = send(client, tables.whole())
    assert page.context["report"] is None
    assert list(page.context["form"].errors) == ["file"]


def test_a_bare_table_takes_its_facts_from_the_form(client, office):
    facts = {"name": "甲", "version": "1", "issuer": "乙", "level": "city"}
    before = StandardFactory(name="旧")
    trial = send(client, tables.TABLE, replaces=before.pk, **facts)
    confirm(client, trial)
    assert Standard.objects.get(name="甲").replaces == before


# -- Reading and exporting -----------------------------------------------------------------


def test_the_page_shows_the_tree_and_why_it_is_not_edited(client, office):
    standard = tables.run(tables.whole()).standard
    page = client.get(reverse("standard", args=[standard.pk]))
    assert (page.context["why_not_edit"], len(page.context["entries"])) == ("", 3)
    CampaignFactory(standard=standard)
    page = client.get(reverse("standard", args=[standard.pk]))
    assert page.context["why_not_edit"] in page.content.decode()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_comes_in_again(client, office, ending):
    standard = tables.run(tables.whole()).standard
    url = reverse("standard-export", args=[standard.pk])
    response = client.get(url, {"format": ending})
    assert f".{ending}" in response["Content-Disposition"]
    other = CourtFactory(name="邻县人民法院")
    assert tables.run(response.content, f"a.{ending}", court=other).is_imported


def test_the_template_is_a_workbook_with_instructions(client, office):
    response = client.get(reverse("standard-template"))
    assert load_workbook(BytesIO(response.content)).sheetnames[0] == "填写说明"


def test_lists_and_trees_ask_as_often_for_many_rows_as_for_few(
    client, office, django_assert_max_num_queries
):
    campaign = CampaignFactory()
    for number in (1, 3, 30):
        for at in range(number):
            standard = StandardFactory(version=f"{number}-{at}")
            CriterionFactory(standard=campaign.standard)
            CampaignFactory(slug=f"c-{number}-{at}", standard=standard)
        with django_assert_max_num_queries(9):
            assert client.get(reverse("standards")).status_code == 200
        url = reverse("standard", args=[campaign.standard.pk])
        with django_assert_max_num_queries(14):
            assert client.get(url).status_code == 200


def test_an_empty_list_says_what_to_do(client, office):
    assert (
        reverse("standard-import") in client.get(reverse("standards")).content.decode()
    )


# -- From one standard to the next ---------------------------------------------------------


@pytest.fixture
def two(office):
    """A campaign with one record, and a standard to pass on to."""
    campaign = CampaignFactory()
    leaf = CriterionFactory(standard=campaign.standard, code="9", title="年度计划")
    odd = CriterionFactory(standard=campaign.standard, code="8", title="卫生防疫")
    activity = ActivityFactory(campaign=campaign, criteria=[leaf, odd])
    return campaign, tables.run(tables.whole()).standard, activity, leaf, odd


def test_the_office_corrects_and_applies(client, two):
    campaign, new, activity, leaf, odd = two
    url = reverse("standard-map", args=[new.pk])
    form = client.get(url).context["form"]
    proposals = {name: field.initial for name, field in form.fields.items()}
    assert proposals == {f"to-{odd.pk}": "", f"to-{leaf.pk}": "1.1"}
    client.post(url, {f"to-{odd.pk}": "1.2", f"to-{leaf.pk}": ""})
    campaign.refresh_from_db()
    assert campaign.standard == new
    assert new.criteria.get(code="1.2") in activity.criteria.all()
    assert new.criteria.get(code="1.1") not in activity.criteria.all()


def test_what_has_no_home_stands_first_and_is_told_afterwards(client, two):
    _campaign, new, _activity, leaf, odd = two
    url = reverse("standard-map", args=[new.pk])
    lines = client.get(url).context["form"].lines
    assert [step.old.pk for step, _field in lines] == [odd.pk, leaf.pk]
    values = {f"to-{odd.pk}": "", f"to-{leaf.pk}": "1.1"}
    page = client.post(url, values, follow=True)
    tags = [message.level_tag for message in page.context["messages"]]
    assert tags == ["success", "warning"]


def test_too_many_choices_are_typed_as_codes(client, two, monkeypatch):
    campaign, new, _activity, leaf, odd = two
    monkeypatch.setattr(forms, "MOST_CHOICES", 3)
    url = reverse("standard-map", args=[new.pk])
    assert "<datalist" in client.get(url).content.decode()
    page = client.post(url, {f"to-{odd.pk}": "7.7", f"to-{leaf.pk}": "1.1"})
    assert list(page.context["form"].errors) == [f"to-{odd.pk}"]
    client.post(url, {f"to-{odd.pk}": "1.2", f"to-{leaf.pk}": "1.1"})
    campaign.refresh_from_db()
    assert campaign.standard == new


def test_a_leader_does_not_switch(client, two):
    campaign, new, *_rest = two
    client.force_login(UserFactory(role=roles.LEADING_GROUP))
    assert client.post(reverse("standard-map", args=[new.pk])).status_code == 403
    campaign.refresh_from_db()
    assert campaign.standard != new


def test_a_look_at_the_mapping_changes_nothing(client, two):
    _campaign, new, activity, *_rest = two
    client.get(reverse("standard-map", args=[new.pk]))
    assert set(activity.criteria.values_list("standard", flat=True)) == {
        activity.campaign.standard_id
    }
    assert Criterion.objects.filter(successors__isnull=False).count() == 0


def test_the_form_asks_for_the_file_by_its_kind(client, office):
    page = client.get(reverse("standard-import")).content.decode()
    assert re.search(r'<input type="file"[^>]*accept="\.xlsx,\.csv"', page)
