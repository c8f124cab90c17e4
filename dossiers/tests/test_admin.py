"""The office defines figures; what the table would refuse is said in words."""

import pytest
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
