"""The summary on screen: every number opens its records, the office writes, Word comes out."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CourtFactory,
    UserFactory,
)
from dossiers.models import Section, Summary
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    ActivityFactory(
        category=category, title="第一期", held_on=date(2014, 3, 1), confirmed=True
    )
    FigureFactory(
        campaign=summary.campaign,
        key="forum",
        label="法官讲坛",
        category=category,
        counting_word="期",
    )
    SectionFactory(summary=summary, heading="学习", body="今年举办{法官讲坛}讲坛。")
    return summary


@pytest.fixture
def clerk(client):
    user = UserFactory(role=roles.OFFICE)
    client.force_login(user)
    return user


def test_a_number_on_the_page_opens_its_records(client, clerk, summary):
    page = client.get(summary.get_absolute_url()).content.decode()
    url = reverse("figure", args=[summary.pk, "forum"])
    assert f'href="{url}">1期</a>' in page
    assert "第一期" in client.get(url).content.decode()


def test_word_says_what_the_page_says(client, clerk, summary):
    response = client.get(reverse("summary-export", args=[summary.pk, "docx"]))
    paragraphs = [p.text for p in Document(BytesIO(response.content)).paragraphs]
    assert "今年举办1期讲坛。" in paragraphs
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize("extension", ["html", "txt"])
def test_page_and_text_say_it_too(client, clerk, summary, extension):
    response = client.get(reverse("summary-export", args=[summary.pk, extension]))
    assert "今年举办1期讲坛。" in response.content.decode()


def test_all_figures_are_listed_with_window_and_records(client, clerk, summary):
    page = client.get(reverse("figures", args=[summary.pk])).content.decode()
    assert "1期" in page
    assert "今年" in page


def test_a_figure_that_does_not_exist_is_not_found(client, clerk, summary):
    assert client.get(reverse("figure", args=[summary.pk, "nope"])).status_code == 404


def test_the_clerk_writes_a_section(client, clerk, summary):
    section = summary.sections.get()
    url = reverse("section-revise", args=[section.pk])
    values = {"heading": "学习", "body": "举办{法官讲坛}。", "revision": 1}
    assert client.post(url, values).status_code == 302
    assert Section.objects.get().body == "举办{法官讲坛}。"


def test_an_unknown_name_keeps_what_was_typed(client, clerk, summary):
    section = summary.sections.get()
    url = reverse("section-revise", args=[section.pk])
    values = {"heading": "学习", "body": "举办{讲坛吗}。", "revision": 1}
    page = client.post(url, values).content.decode()
    assert "举办{讲坛吗}。" in page
    assert Section.objects.get().body == "今年举办{法官讲坛}讲坛。"


def test_an_older_page_does_not_overwrite_and_shows_both(client, clerk, summary):
    section = summary.sections.get()
    Section.objects.update(body="同事写的", revision=2)
    url = reverse("section-revise", args=[section.pk])
    page = client.post(
        url, {"heading": "学习", "body": "我写的", "revision": 1}
    ).content.decode()
    assert "我写的" in page
    assert "同事写的" in page
    assert Section.objects.get().body == "同事写的"


def test_the_clerk_starts_a_summary_and_sets_its_day(client, clerk, summary):
    values = {"year": 2013, "as_of": "2013-12-31"}
    client.post(reverse("summary-new"), values)
    started = Summary.objects.get(year=2013)
    client.post(reverse("summary-date", args=[started.pk]), {"as_of": "2014-01-15"})
    assert Summary.objects.get(year=2013).as_of == date(2014, 1, 15)


def test_the_leading_group_reads_and_does_not_write(client, summary):
    client.force_login(UserFactory(role=roles.LEADING_GROUP))
    assert client.get(summary.get_absolute_url()).status_code == 200
    section = summary.sections.get()
    url = reverse("section-revise", args=[section.pk])
    assert client.get(url).status_code == 404


def test_another_court_does_not_find_it(client, summary):
    stranger = UserFactory(court=CourtFactory(name="别处法院"), role=roles.OFFICE)
    client.force_login(stranger)
    assert client.get(summary.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_needs_the_same_queries_whatever_it_tells(
    client, clerk, summary, rows, django_assert_num_queries
):
    category = summary.campaign.figures.get().category
    for day in range(rows):
        ActivityFactory(
            category=category, held_on=date(2014, 1, 1 + day), confirmed=True
        )
        SectionFactory(summary=summary, body="{法官讲坛}")
    with django_assert_num_queries(10):
        client.get(summary.get_absolute_url())


def test_an_assessor_is_led_to_what_was_issued(client, summary):
    person = UserFactory(role=roles.ASSESSOR, unit=None)
    campaign = summary.campaign
    campaign.grants.create(person=person, until_on=localdate())
    client.force_login(person)
    page = client.get(reverse("summaries")).content.decode()
    assert page.count(f'href="{reverse("editions")}"') >= 2
    assert f'class="primary" href="{reverse("summary-new")}"' not in page
