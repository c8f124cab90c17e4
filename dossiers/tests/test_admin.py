"""The office defines figures; what the table would refuse is said in words."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from campaigns import roles
from campaigns.tests.factories import CampaignFactory, CourtFactory, UserFactory
from dossiers.admin import FigureForm
from dossiers.models import Figure
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


def errors(**values):
    given = {
        "campaign": CampaignFactory().pk,
        "key": "forum",
        "label": "法官讲坛",
        "measure": "activities",
        "window": "this_year",
        "rounding": "exact",
        "order": 0,
    }
    return sorted(FigureForm(given | values).errors)


def test_a_whole_definition_is_taken():
    assert errors() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"measure": "indicator_sum"}, "indicator"),
        ({"measure": "list_length"}, "items"),
        ({"measure": "anniversary"}, "base_year"),
        ({"window": "as_of_year"}, "window_year"),
        ({"label": "一.二"}, "label"),
        ({"key": "Forum"}, "key"),
    ],
)
def test_what_is_missing_is_said_at_its_field(values, field):
    assert errors(**values) == [field]


def test_a_quoted_name_stays():
    figure = FigureFactory(label="法官讲坛")
    summary = SummaryFactory(campaign=figure.campaign)
    SectionFactory(summary=summary, body="举办{法官讲坛.list}。")
    values = {
        name: getattr(figure, name)
        for name in ("key", "measure", "window", "rounding", "order")
    }
    values |= {"campaign": figure.campaign_id, "label": "讲坛"}
    assert list(FigureForm(values, instance=figure).errors) == ["label"]


def test_the_office_sees_its_own_figures_only(client):
    FigureFactory(label="本院数据")
    other = CourtFactory(name="别处法院")
    FigureFactory(label="别院数据", campaign=CampaignFactory(slug="x", court=other))
    client.force_login(UserFactory(role=roles.OFFICE, is_staff=True))
    page = client.get(reverse("admin:dossiers_figure_changelist")).content.decode()
    assert ("本院数据" in page, "别院数据" in page) == (True, False)
    assert Figure.objects.count() == 2


def test_the_outline_of_a_summary_opens(client):
    summary = SectionFactory().summary
    client.force_login(UserFactory(role=roles.OFFICE, is_staff=True))
    url = reverse("admin:dossiers_summary_change", args=[summary.pk])
    assert client.get(url).status_code == 200


# -- What prose quotes stays ---------------------------------------------------------


@pytest.fixture
def clerk(client):
    user = UserFactory(role=roles.OFFICE, is_staff=True)
    client.force_login(user)
    return user


def test_a_quoted_figure_is_not_deleted_in_the_administration(client, clerk):
    figure = FigureFactory(label="法官讲坛")
    SectionFactory(
        summary=SummaryFactory(campaign=figure.campaign), body="举办{法官讲坛}。"
    )
    spare = FigureFactory()
    for row in (figure, spare):
        url = reverse("admin:dossiers_figure_delete", args=[row.pk])
        client.post(url, {"post": "yes"})
    assert list(Figure.objects.all()) == [figure]
    url = reverse("admin:dossiers_figure_changelist")
    values = {"action": "delete_selected", "_selected_action": [figure.pk]}
    client.post(url, values | {"post": "yes"})
    assert list(Figure.objects.all()) == [figure]


def test_the_key_of_a_figure_stays_once_it_is_saved(client, clerk):
    figure = FigureFactory(key="forum")
    names = ("label", "measure", "window", "rounding", "order")
    values = {name: getattr(figure, name) for name in names}
    url = reverse("admin:dossiers_figure_change", args=[figure.pk])
    client.post(url, values | {"key": "other", "label": "讲坛"})
    figure.refresh_from_db()
    assert (figure.key, figure.label) == ("forum", "讲坛")


# -- The outline and its year --------------------------------------------------------


def outline(client, summary, parents, **values):
    """Post the outline with `parents` (section to parent); return its errors."""
    given = {name: getattr(summary, name) for name in ("year", "title", "as_of")}
    given |= {"campaign": summary.campaign_id, "sections-TOTAL_FORMS": len(parents)}
    given |= {"sections-INITIAL_FORMS": len(parents)}
    for number, (section, parent) in enumerate(parents.items()):
        line = {"id": section.pk, "order": 0, "parent": parent.pk if parent else ""}
        given |= {f"sections-{number}-{name}": each for name, each in line.items()}
    url = reverse("admin:dossiers_summary_change", args=[summary.pk])
    response = client.post(url, given | values)
    return [] if response.status_code == 302 else response.context["errors"]


def test_a_section_is_placed_below_another_of_its_summary(client, clerk):
    one = SectionFactory()
    two = SectionFactory(summary=one.summary)
    assert outline(client, one.summary, {one: None, two: one}) == []
    two.refresh_from_db()
    assert two.parent == one


def test_a_section_does_not_stand_below_itself(client, clerk):
    one = SectionFactory()
    assert len(outline(client, one.summary, {one: one})) == 1


def test_two_sections_do_not_stand_below_each_other(client, clerk):
    one = SectionFactory()
    two = SectionFactory(summary=one.summary)
    errors = outline(client, one.summary, {one: two, two: one})
    assert len(errors) == 2
    one.refresh_from_db()
    assert one.parent is None


def test_a_section_does_not_stand_below_one_of_another_summary(client, clerk):
    one = SectionFactory()
    other = SectionFactory(
        summary=SummaryFactory(campaign=one.summary.campaign, year=2013)
    )
    assert len(outline(client, one.summary, {one: other})) == 1


def test_the_database_keeps_a_section_from_its_own_foot():
    section = SectionFactory()
    with pytest.raises(IntegrityError, match="section_not_its_own_parent"):
        type(section).objects.update(parent=section)


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"year": 2013}, 0),
        ({"year": 2012}, 1),
        ({"year": 0}, 1),
        ({"year": 2015, "as_of": "2015-01-01"}, 1),
        ({"as_of": "2013-12-31"}, 1),
    ],
)
def test_a_summary_is_of_a_year_of_its_campaign(client, clerk, values, number):
    summary = SummaryFactory()
    assert len(outline(client, summary, {}, **values)) == number
