"""Word templates on screen: uploading, reading what was found, choosing for a summary."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.tests.factories import CourtFactory
from dossiers.models import ReportTemplate, Summary, TemplateVersion
from dossiers.stationery import versions
from dossiers.tests import issuing, templating, word_files
from dossiers.tests.templating import LINES, added, renewed

pytestmark = pytest.mark.django_db
media = templating.media
summary = templating.summary


@pytest.fixture
def clerk(client, summary):
    user = issuing.clerk()
    client.force_login(user)
    return user


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def word(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response["Content-Disposition"].startswith("attachment")
    return word_files.texts(b"".join(response))


def test_a_file_uploaded_is_checked_and_its_page_opens(client, clerk):
    file = word_files.upload(word_files.of(*LINES))
    response = client.post(reverse("templates"), {"name": "正式报告", "file": file})
    version = TemplateVersion.objects.get()
    assert response.url == version.get_absolute_url()
    assert version.uploaded_by == clerk


def test_a_refused_file_leaves_its_reasons_and_the_name(client, clerk):
    file = word_files.upload(word_files.of("一", "二", shape=word_files.linked))
    response = client.post(reverse("templates"), {"name": "正式报告", "file": file})
    told = response.content.decode()
    assert "http://example.org/x" in told
    assert 'value="正式报告"' in told
    assert not ReportTemplate.objects.exists()


def test_the_page_of_a_version_tells_each_fault_with_its_place(client, clerk):
    version = added(clerk, "{{ 标提 }}", "{{ 正文 }}")
    told = page(client, "template-version", version.pk)
    assert "{{ 标提 }}" in told
    assert version.findings[0]["place"] in told
    assert reverse("template-trial", args=[version.pk]) not in told


def test_the_next_version_is_uploaded_on_the_page_of_the_template(client, clerk):
    template = added(clerk).template
    file = word_files.upload(word_files.of("院徽", *LINES))
    client.post(template.get_absolute_url(), {"file": file})
    assert template.versions.count() == 2
    assert "模板.docx" in page(client, "template", template.pk)


def test_the_file_the_trial_and_the_starter_come_as_word(client, clerk, summary):
    version = added(clerk)
    assert word(client, "template-file", version.pk) == list(LINES)
    assert summary.title in word(client, "template-trial", version.pk)
    assert "{{ 正文 }}" in word(client, "template-starter")


def test_a_lost_file_is_not_found_and_the_trial_says_why(client, clerk, summary):
    version = added(clerk)
    version.file.storage.delete(version.file.name)
    file = client.get(reverse("template-file", args=[version.pk]))
    trial = client.get(reverse("template-trial", args=[version.pk]))
    assert (file.status_code, trial.status_code) == (404, 302)


def test_the_words_are_listed_with_every_figure(client, clerk):
    told = page(client, "template-words")
    assert "{{ 正文 }}" in told
    assert "{{ 数据.法官讲坛 }}" in told


def test_a_template_is_withdrawn_and_offered_again(client, clerk):
    template = added(clerk).template
    url = reverse("template-offer", args=[template.pk])
    client.post(url, {"withdraw": "1"})
    assert not ReportTemplate.objects.get().is_offered
    client.post(url)
    assert ReportTemplate.objects.get().is_offered


def test_a_layout_is_chosen_for_a_summary_and_printed(client, clerk, summary):
    version = added(clerk, "院徽", *LINES)
    url = reverse("summary-template", args=[summary.pk])
    client.post(url, {"version": version.pk})
    assert Summary.objects.get().template == version
    assert word(client, "summary-export", summary.pk, "docx")[0] == "院徽"
    client.post(url, {"version": ""})
    assert Summary.objects.get().template is None


def test_a_newer_version_shows_what_its_check_says_and_takes_one_click(
    client, clerk, summary
):
    first = added(clerk)
    versions.choose(summary, first, by=clerk)
    second = renewed(first, clerk, "{{ 标题 }}", "{{ 正文 }}")
    url = reverse("summary-template", args=[summary.pk])
    assert url in page(client, "summary", summary.pk)
    told = page(client, "summary-template", summary.pk)
    assert second.findings[0]["message"] in told
    assert f'name="version" value="{second.pk}"' in told
    client.post(url, {"version": second.pk})
    assert Summary.objects.get().template == second


def test_an_old_version_cannot_be_chosen_anew(client, clerk, summary):
    first = added(clerk)
    renewed(first, clerk)
    client.post(reverse("summary-template", args=[summary.pk]), {"version": first.pk})
    assert Summary.objects.get().template is None


def test_a_leader_sees_the_layout_and_does_not_change_it(client, clerk, summary):
    version = added(clerk)
    client.force_login(issuing.leader())
    assert reverse("summary-template", args=[summary.pk]) not in page(
        client, "summary", summary.pk
    )
    response = client.post(
        reverse("summary-template", args=[summary.pk]), {"version": version.pk}
    )
    assert response.status_code == 403
    assert Summary.objects.get().template is None


@pytest.mark.parametrize("name", ["templates", "template-words", "template-starter"])
def test_templates_are_for_the_office(client, clerk, name):
    client.force_login(issuing.leader())
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    "name", ["template", "template-version", "template-file", "template-trial"]
)
def test_those_of_another_court_are_not_found(client, clerk, name):
    version = added(issuing.clerk(court=CourtFactory(name="另一法院")))
    pk = version.template_id if name == "template" else version.pk
    assert client.get(reverse(name, args=[pk])).status_code == 404


def test_the_issued_record_and_the_page_before_it_name_the_template(
    client, clerk, summary
):
    summary = versions.choose(summary, added(clerk), by=clerk)
    leader = issuing.leader()
    issuing.passed(summary, clerk, leader)
    client.force_login(leader)
    assert "正式报告" in page(client, "summary-issue", summary.pk)
    edition = issuing.issued(summary, leader)
    assert "正式报告 · 1" in page(client, "edition", edition.pk)


@pytest.mark.parametrize("name", ["templates", "template"])
def test_more_rows_ask_no_more_queries(client, clerk, name):
    def asked(pk):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, name, *([pk] if name == "template" else []))
        return len(queries)

    first = added(clerk)
    one = asked(first.template_id)
    for number in range(3):
        renewed(first, clerk, f"{number}", *LINES)
        added(clerk, name=f"另{number}")
    assert asked(first.template_id) == one <= 12
