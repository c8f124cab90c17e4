"""Writing, reviewing and issuing on screen, as the people who do it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.tests.factories import CourtFactory, UserFactory
from dossiers import readiness, writing
from dossiers.models import Edition, Section
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory
from dossiers.tests.issuing import page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def state(section):
    return Section.objects.get(pk=section.pk).state


# -- Changed numbers -------------------------------------------------------------


def test_the_old_number_is_struck_and_issuing_is_blocked(client, ready, leader):
    issuing.hold_forum(2)
    shown = page(client, leader, "summary", ready.pk)
    assert shown.count("<del>1期</del><ins>2期</ins>") == 2  # listed, and in the text
    assert reverse("summary-issue", args=[ready.pk]) not in shown


def test_the_office_accepts_what_it_read(client, ready, clerk):
    issuing.hold_forum(2)
    read = [one.token for one in readiness.read(ready).changes]
    post(client, clerk, "summary-accept", ready.pk, read=read)
    assert "<del>" not in page(client, clerk, "summary", ready.pk)


def test_the_leading_group_is_told_who_accepts(client, ready, leader):
    issuing.hold_forum(2)
    url = reverse("summary-accept", args=[ready.pk])
    assert url not in page(client, leader, "summary", ready.pk)


# -- Editions --------------------------------------------------------------------


def test_the_leading_group_issues_on_screen(client, ready, leader):
    shown = page(client, leader, "summary-issue", ready.pk)
    fingerprint = readiness.read(ready).fingerprint
    assert fingerprint in shown
    answer = post(client, leader, "summary-issue", ready.pk, fingerprint=fingerprint)
    assert answer.url == Edition.objects.get().get_absolute_url()


def test_a_draft_that_changed_meanwhile_is_not_issued(client, ready, leader):
    post(client, leader, "summary-issue", ready.pk, fingerprint="older")
    assert not Edition.objects.exists()


def test_the_page_says_what_stands_in_the_way(client, summary, leader):
    shown = page(client, leader, "summary-issue", summary.pk)
    assert readiness.read(summary).blockers[0].text in shown
    assert 'name="fingerprint"' not in shown


def test_a_finding_is_let_stand_and_taken_back(client, summary, clerk):
    SectionFactory(summary=summary, heading="", body="今年添置书柜7个。")
    (finding,) = readiness.read(summary).warnings
    values = {"names": [readiness.name_of(finding)], "reason": "台账可查"}
    post(client, clerk, "summary-waivers", summary.pk, **values)
    assert "台账可查" in page(client, clerk, "summary-waivers", summary.pk)
    post(client, clerk, "waiver-drop", summary.waivers.get().pk)
    assert not summary.waivers.exists()


def test_letting_stand_without_a_reason_keeps_what_was_chosen(client, summary, clerk):
    SectionFactory(summary=summary, heading="", body="今年添置书柜7个。")
    (finding,) = readiness.read(summary).warnings
    name = readiness.name_of(finding)
    answer = post(client, clerk, "summary-waivers", summary.pk, names=[name], reason="")
    form = answer.context["form"]
    assert form["names"].value() == [name]
    assert list(form.errors) == ["reason"]


@pytest.mark.parametrize("extension", ["docx", "pdf", "html", "txt"])
def test_a_download_is_the_same_bytes_whenever(client, edition, leader, extension):
    client.force_login(leader)
    url = reverse("edition-file", args=[edition.pk, extension])
    first = b"".join(client.get(url).streaming_content)
    issuing.hold_forum(2)
    assert b"".join(client.get(url).streaming_content) == first


def test_the_files_are_verified_when_asked(client, edition, leader):
    shown = client_context(client, leader, edition, "")
    assert {known for _file, known in shown} == {""}
    shown = client_context(client, leader, edition, "?verify")
    assert {known for _file, known in shown} == {"intact"}


def client_context(client, user, edition, query):
    client.force_login(user)
    return client.get(edition.get_absolute_url() + query).context["files"]


def test_staff_read_what_was_issued_and_not_the_draft(client, edition):
    person = UserFactory()
    shown = page(client, person, "edition", edition.pk)
    assert "今年举办法官讲坛1期。" in shown
    assert edition.summary.get_absolute_url() not in shown
    assert edition.title in page(client, person, "editions")
    issuing.hold_forum(2)
    assert "2期" not in page(client, person, "edition-differences", edition.pk)


def test_the_office_sees_what_changed_since(client, edition, clerk):
    issuing.hold_forum(2)
    shown = page(client, clerk, "edition-differences", edition.pk)
    assert "<del>1</del><ins>2</ins>" in shown


@pytest.mark.parametrize("name", ["edition", "edition-differences"])
def test_another_court_does_not_find_it(client, edition, name):
    stranger = issuing.leader(court=CourtFactory(name="别处法院"))
    client.force_login(stranger)
    assert client.get(reverse(name, args=[edition.pk])).status_code == 404
    url = reverse("edition-file", args=[edition.pk, "docx"])
    assert client.get(url).status_code == 404


# -- How often the database is asked -----------------------------------------------


def queries(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["summary", "summary-issue", "summary-waivers"])
def test_a_summary_costs_the_same_whatever_it_tells(client, ready, clerk, leader, name):
    costs = set()
    for more in (1, 2, 27):
        for _each in range(more):
            section = SectionFactory(
                summary=ready, owner=leader.unit, body="{法官讲坛}"
            )
            writing.comment(section, by=clerk, text="请核对。")
        writing.submit(ready, by=clerk)
        issuing.hold_forum(more + 1)
        costs.add(queries(client, leader, reverse(name, args=[ready.pk])))
    assert len(costs) == 1
    assert costs.pop() <= 12


def test_an_edition_costs_the_same_however_many_there_are(client, ready, leader):
    first = issuing.issued(ready, leader)
    one = queries(client, leader, first.get_absolute_url())
    issuing.issued(ready, leader)
    issuing.issued(ready, leader)
    assert queries(client, leader, first.get_absolute_url()) == one <= 12
