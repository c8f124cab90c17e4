"""Templates of a court in tests: uploaded, renewed, and what is printed in them."""

import pytest
from django.utils import translation

from dossiers import summaries
from dossiers.exports.formats import FORMATS
from dossiers.models import Summary
from dossiers.stationery import rendering, versions, words
from dossiers.tests import issuing, word_files

LINES = ("{{ 标题 }}", "{{ 正文 }}", "{{ 落款 }}", "{{ 日期 }}")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def english():
    """The reasons as they stand in the source, whatever their translation."""
    with translation.override("en"):
        yield


@pytest.fixture
def summary():
    return issuing.told_summary()


@pytest.fixture
def clerk(summary):
    return issuing.clerk()


def added(clerk, *lines, name="正式报告"):
    file = word_files.upload(word_files.of(*(lines or LINES)))
    return versions.add(by=clerk, name=name, file=file)


def renewed(version, clerk, *lines):
    file = word_files.upload(word_files.of(*(lines or ("院徽", *LINES))))
    return versions.renew(version.template, by=clerk, file=file)


def printed(summary, extension="docx"):
    """The Word file of the summary as it stands now."""
    summary = Summary.objects.get(pk=summary.pk)
    document, facts = summaries.draft(summary)
    return rendering.file_of(summary, document, facts, FORMATS[extension])


def filled(content, document, **context):
    told = {"标题": document.title, "落款": "", "日期": "", "正文": words.MARK}
    return rendering.render(content, document, told | context)
