"""Issuing and exporting in the court's own Word template."""

import pytest
from django.core.management import call_command
from django.utils import translation

from campaigns.refusals import Refused
from dossiers import editions, summaries
from dossiers.exports import word
from dossiers.models import Summary
from dossiers.stationery import versions
from dossiers.tests import issuing, word_files
from dossiers.tests.templating import LINES, added, printed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def summary():
    return issuing.told_summary()


@pytest.fixture
def clerk(summary):
    return issuing.clerk()


@pytest.fixture
def leader():
    return issuing.leader()


def test_an_edition_records_its_template_and_holds_its_file(summary, clerk, leader):
    version = added(clerk, "院徽", *LINES)
    summary = versions.choose(summary, version, by=clerk)
    issuing.passed(summary, clerk, leader)
    edition = issuing.issued(summary, leader)
    assert edition.versions["template"] == "正式报告 · 1"
    assert edition.versions["template_digest"] == f"sha256:{version.digest}"
    content = edition.files.get(extension="docx").file.read()
    assert word_files.texts(content)[0] == "院徽"


def test_an_edition_without_a_template_names_none(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    assert "template" not in issuing.issued(summary, leader).versions


def test_an_edition_keeps_the_figures_only_its_template_quotes(summary, clerk, leader):
    summary.sections.update(body="坚持学习。")
    summary = versions.choose(
        summary, added(clerk, *LINES, "{{ 数据.法官讲坛 }}"), by=clerk
    )
    issuing.passed(summary, clerk, leader)
    assert list(issuing.issued(summary, leader).facts) == ["forum"]


def test_a_layout_chosen_while_it_is_issued_stops_it(
    summary, clerk, leader, monkeypatch
):
    issuing.passed(summary, clerk, leader)
    stored = editions._store

    def store(content, chosen):
        Summary.objects.update(template=version)
        return stored(content, chosen)

    version = added(clerk)
    monkeypatch.setattr(editions, "_store", store)
    with pytest.raises(Refused, match="changed"):
        issuing.issued(summary, leader)


@pytest.mark.parametrize(("options", "first"), [([], "院徽"), (["--built-in"], None)])
def test_the_command_prints_in_the_template_unless_told_otherwise(
    summary, clerk, tmp_path, options, first
):
    versions.choose(summary, added(clerk, "院徽", *LINES), by=clerk)
    output = tmp_path / "out.docx"
    slug = summary.campaign.slug
    call_command("export_summary", slug, "--year=2014", f"--output={output}", *options)
    assert word_files.texts(output.read_bytes())[0] == (first or summary.title)


def test_the_standard_layout_stays_what_it_was(summary):
    document, _facts = summaries.draft(summary)
    assert printed(summary) == word.render(document)
