"""The page of checks, and the page that judges any text."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from campaigns import roles
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    CourtFactory,
    UserFactory,
)
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db
WORDS = "今年，举办法官讲坛4期。植树40棵。"


@pytest.fixture
def summary():
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    ActivityFactory(category=category, held_on=date(2014, 3, 1), confirmed=True)
    FigureFactory(
        campaign=summary.campaign,
        key="forum",
        label="法官讲坛",
        category=category,
        counting_word="期",
    )
    return summary


@pytest.fixture
def clerk(client):
    user = UserFactory(role=roles.OFFICE)
    client.force_login(user)
    return user


def checks_url(summary):
    return reverse("summary-checks", args=[summary.pk])


def judge_url(summary):
    return reverse("summary-factcheck", args=[summary.pk])


def judged(client, summary, **data):
    """{number: status} of what is not borne out, or the errors of the form."""
    response = client.post(judge_url(summary), data)
    if response.context["form"].errors:
        return response.context["form"].errors
    return {one.number.text: one.status for one in response.context["doubtful"]}


def test_each_fault_opens_its_section_and_its_figure(client, clerk, summary):
    section = SectionFactory(summary=summary, body=WORDS)
    page = client.get(checks_url(summary)).content.decode()
    assert reverse("section-revise", args=[section.pk]) in page
    assert reverse("figure", args=[summary.pk, "forum"]) in page


def test_hard_faults_stand_apart_from_warnings(client, clerk, summary):
    SectionFactory(summary=summary, body=WORDS)
    context = client.get(checks_url(summary)).context
    assert [one.code for one in context["hard"]] == ["contradicted"]
    assert [one.code for one in context["warnings"]] == ["unsupported"]


def test_the_leading_group_reads_but_is_not_sent_to_write(client, summary):
    client.force_login(UserFactory(role=roles.LEADING_GROUP))
    section = SectionFactory(summary=summary, body=WORDS)
    page = client.get(checks_url(summary)).content.decode()
    assert reverse("section-revise", args=[section.pk]) not in page


@pytest.mark.parametrize("url", [checks_url, judge_url])
def test_another_court_and_staff_find_nothing(client, summary, url):
    for user in (
        UserFactory(role=roles.OFFICE, court=CourtFactory(name="外县人民法院")),
        UserFactory(role=roles.STAFF),
    ):
        client.force_login(user)
        assert client.get(url(summary)).status_code == 404


def test_a_pasted_text_is_judged(client, clerk, summary):
    assert judged(client, summary, text=WORDS) == {
        "4期": "contradicted",
        "40棵": "unsupported",
    }


def test_the_true_number_stands_beside_the_false_one(client, clerk, summary):
    page = client.post(judge_url(summary), {"text": WORDS}).content.decode()
    assert "<del>4期</del><ins>1期</ins>" in page


def test_a_word_file_is_judged_with_its_tables(client, clerk, summary):
    document, file = Document(), BytesIO()
    document.add_paragraph("今年，举办法官讲坛4期。")
    document.add_table(1, 1).cell(0, 0).text = "植树40棵"
    document.save(file)
    upload = SimpleUploadedFile("总结.docx", file.getvalue())
    assert set(judged(client, summary, file=upload)) == {"4期", "40棵"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_is_read_in_either_encoding(client, clerk, summary, encoding):
    upload = SimpleUploadedFile("总结.txt", WORDS.encode(encoding))
    assert set(judged(client, summary, file=upload)) == {"4期", "40棵"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("总结.csv", "今年,4期".encode()),
        ("总结.docx", b"PK\x03\x04 no word file"),
        ("总结.exe", b"MZ"),
        ("总结.txt", "学".encode() * 30_001),
    ],
)
def test_any_other_file_is_refused_with_the_reason(client, clerk, summary, name, data):
    errors = judged(client, summary, file=SimpleUploadedFile(name, data))
    assert list(errors) == ["file"]


def test_nothing_to_check_is_said(client, clerk, summary):
    assert list(judged(client, summary, text=" ")) == ["__all__"]


def test_what_was_pasted_stands_in_the_form_again(client, clerk, summary):
    page = client.post(judge_url(summary), {"text": WORDS}).content.decode()
    assert f"{WORDS}</textarea>" in page


def test_our_own_draft_is_judged_by_a_link(client, clerk, summary):
    SectionFactory(summary=summary, body="今年，举办法官讲坛{法官讲坛}。")
    context = client.get(judge_url(summary), {"draft": ""}).context
    assert [one.number.text for one in context["supported"]] == ["1期"]
    assert context["doubtful"] == []


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_queries_do_not_grow(
    client, clerk, summary, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        SectionFactory(summary=summary, body=WORDS)
    with django_assert_max_num_queries(12):
        client.get(checks_url(summary))
    with django_assert_max_num_queries(12):
        client.post(judge_url(summary), {"text": "\n".join([WORDS] * rows)})
