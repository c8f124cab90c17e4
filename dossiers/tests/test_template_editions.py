"""Issuing and exporting in the court's own Word template."""

import hashlib
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from campaigns.refusals import Refused
from dossiers import editions
from dossiers.blocks import (
    Document,
    Heading,
    Paragraph,
    Quote,
    Signature,
    Table,
    Text,
)
from dossiers.exports.formats import FORMATS
from dossiers.models import Summary
from dossiers.stationery import rendering, versions
from dossiers.tests import issuing, templating, word_files
from dossiers.tests.templating import LINES, added

pytestmark = pytest.mark.django_db
media, english = templating.media, templating.english
summary, clerk = templating.summary, templating.clerk


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
    """Whoever changes what is printed raises `LAYOUT` with the digest."""
    paragraph = Paragraph((Text("今年举办"), Quote("forum", "1期"), Text("。")))
    table = Table("数据", ("名称", "数"), (("讲坛", "1"),))
    signature = Signature("某法院", date(2014, 11, 3))
    blocks = (Heading(1, 1, "学习"), paragraph, table, signature)
    document = Document("2014年度创建工作总结", blocks, "演示数据")
    content = rendering.file_of(summary, document, {}, FORMATS["docx"])
    with ZipFile(BytesIO(content)) as file:
        parts = b"".join(file.read(name) for name in sorted(file.namelist()))
    digest = hashlib.sha256(parts).hexdigest()[:16]
    assert (editions.LAYOUT, digest) == ("GB/T 9704-2012 · 2", "7c037617f9c35a82")
