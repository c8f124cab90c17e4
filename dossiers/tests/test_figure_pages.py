"""The figure ledger in the browser: define, try out, change, copy, trace both ways."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    UserFactory,
)
from dossiers.models import Figure
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db
VALUES = {
    "label": "普法活动",
    "measure": "activities",
    "window": "this_year",
    "counting_word": "次",
    "rounding": "exact",
}


@pytest.fixture
def summary():
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    activity = ActivityFactory(
        category=category, title="第一期", held_on=date(2014, 3, 1), confirmed=True
    )
    EvidenceFactory.create_batch(2, activity=activity)
    FigureFactory(
        campaign=summary.campaign, key="forum", label="讲坛", category=category
    )
    SectionFactory(summary=summary, heading="学习", body="今年举办{讲坛}。")
    return summary


@pytest.fixture
def clerk(client):
    user = UserFactory(role=roles.OFFICE)
    client.force_login(user)
    return user


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_office_defines_a_figure(client, clerk, summary):
    response = client.post(reverse("figure-define", args=[summary.pk]), VALUES)
    made = Figure.objects.get(label="普法活动")
    assert response.url == reverse("figure", args=[summary.pk, made.key])
    assert "1次" in client.get(response.url).content.decode()


def test_a_trial_shows_number_and_records_and_keeps_nothing(client, clerk, summary):
    url = reverse("figure-trial", args=[summary.pk])
    text = client.post(url, VALUES).content.decode()
    assert "<b>1次</b>" in text
    assert "第一期" in text
    assert Figure.objects.count() == 1


def test_a_trial_of_a_change_keeps_nothing(client, clerk, summary):
    url = reverse("figure-change-trial", args=[summary.pk, "forum"])
    text = client.post(url, VALUES | {"label": "讲坛", "counting_word": "场"})
    assert "<b>1场</b>" in text.content.decode()
    assert Figure.objects.get().counting_word == "次"


def test_a_trial_is_posted_only(client, clerk, summary):
    url = reverse("figure-trial", args=[summary.pk])
    assert client.get(url).status_code == 302


def test_an_impossible_figure_says_why_and_keeps_what_was_typed(client, clerk, summary):
    values = VALUES | {"measure": "people", "counting_word": "人次", "note": "按人头"}
    response = client.post(reverse("figure-define", args=[summary.pk]), values)
    assert list(response.context["form"].errors) == ["counting_word"]
    assert "按人头" in response.content.decode()
    assert Figure.objects.count() == 1


def test_a_change_shows_in_the_summary(client, clerk, summary):
    url = reverse("figure-change", args=[summary.pk, "forum"])
    client.post(url, VALUES | {"label": "讲坛", "counting_word": "场"})
    assert ">1场</a>" in client.get(summary.get_absolute_url()).content.decode()


def test_a_copy_is_opened_to_be_changed(client, clerk, summary):
    response = client.post(reverse("figure-copy", args=[summary.pk, "forum"]))
    made = Figure.objects.exclude(key="forum").get()
    assert response.url == reverse("figure-change", args=[summary.pk, made.key])
    assert "讲坛（2）" in client.get(response.url).content.decode()


def test_a_quoted_figure_is_not_deleted(client, clerk, summary):
    client.post(reverse("figure-drop", args=[summary.pk, "forum"]))
    assert Figure.objects.count() == 1


def test_an_unquoted_figure_is_deleted(client, clerk, summary):
    FigureFactory(campaign=summary.campaign, key="spare")
    client.post(reverse("figure-drop", args=[summary.pk, "spare"]))
    assert [row.key for row in Figure.objects.all()] == ["forum"]


def test_the_page_of_a_figure_counts_the_proof_of_each_record(client, clerk, summary):
    response = client.get(reverse("figure", args=[summary.pk, "forum"]))
    assert [each.proofs for each in response.context["sources"]] == [2]


def test_the_page_of_a_figure_lists_its_sentences(client, clerk, summary):
    assert "今年举办1次。" in page(client, "figure", summary.pk, "forum")


def test_a_record_lists_the_sentences_that_quote_it(client, clerk, summary):
    activity = summary.campaign.activities.get()
    text = page(client, "record-quotations", "activity", activity.pk)
    assert "今年举办1次。" in text


def test_staff_do_not_read_the_draft_through_their_record(client, summary):
    activity = summary.campaign.activities.get()
    client.force_login(activity.logged_by)
    response = client.get(reverse("record-quotations", args=["activity", activity.pk]))
    assert response.status_code == 200
    assert "今年举办1次。" not in response.content.decode()


def test_a_kind_of_record_that_does_not_exist_is_not_found(client, clerk, summary):
    url = reverse("record-quotations", args=["user", clerk.pk])
    assert client.get(url).status_code == 404


def test_the_guard_shows_what_two_figures_share(client, clerk, summary):
    FigureFactory(campaign=summary.campaign, key="all", label="全部活动")
    text = page(client, "figure-overlaps", summary.pk)
    assert ("讲坛" in text, "全部活动" in text, "第一期" in text) == (True,) * 3
    assert "全部活动" in page(client, "figure", summary.pk, "forum")


@pytest.mark.parametrize(
    ("name", "args"),
    [("figure-define", ()), ("figure-change", ("forum",))],
)
def test_the_leading_group_reads_and_does_not_define(client, summary, name, args):
    client.force_login(UserFactory(role=roles.LEADING_GROUP))
    assert client.get(reverse("figures", args=[summary.pk])).status_code == 200
    assert client.get(reverse(name, args=[summary.pk, *args])).status_code == 404


@pytest.mark.parametrize("name", ["figure-copy", "figure-drop", "figure-change-trial"])
def test_another_court_changes_nothing(client, summary, name):
    stranger = UserFactory(court=CourtFactory(name="别处法院"), role=roles.OFFICE)
    client.force_login(stranger)
    url = reverse(name, args=[summary.pk, "forum"])
    assert client.post(url).status_code == 404
    assert Figure.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        lambda summary, activity: reverse("figures", args=[summary.pk]),
        lambda summary, activity: reverse("figure", args=[summary.pk, "forum"]),
        lambda summary, activity: reverse("figure-overlaps", args=[summary.pk]),
        lambda summary, activity: reverse("figure-define", args=[summary.pk]),
        lambda summary, activity: reverse(
            "record-quotations", args=["activity", activity.pk]
        ),
        lambda summary, activity: reverse(
            "summary-variant", args=[summary.pk, "figures"]
        ),
        lambda summary, activity: reverse(
            "summary-variant", args=[summary.pk, "short"]
        ),
        lambda summary, activity: reverse(
            "summary-variant", args=[summary.pk, "annexed"]
        ),
        lambda summary, activity: reverse(
            "summary-variant", args=[summary.pk, "criteria"]
        ),
    ],
)
def test_more_records_need_no_more_queries(client, clerk, summary, address):
    activity = summary.campaign.activities.get()
    counts = []
    for rows in (1, 3, 30):
        for number in range(rows):
            ActivityFactory(category=activity.category, confirmed=True)
            FigureFactory(campaign=summary.campaign, category=activity.category)
            SectionFactory(summary=summary, body=f"{number}：{{讲坛}}。")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(summary, activity))
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_a_campaign_without_a_standard_still_defines_figures(client, clerk, summary):
    campaign = summary.campaign
    CriterionFactory(standard=campaign.standard)
    campaign.standard = None
    campaign.save()
    response = client.get(reverse("figure-define", args=[summary.pk]))
    assert response.status_code == 200
    assert not response.context["form"].fields["criterion"].queryset.exists()
