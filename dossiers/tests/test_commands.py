"""The commands tell the same numbers as the pages."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.tests.factories import ActivityFactory, CategoryFactory
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    summary = SummaryFactory()
    category = CategoryFactory()
    FigureFactory(
        campaign=summary.campaign, key="forum", label="讲坛", category=category
    )
    SectionFactory(summary=summary, heading="", body="举办{讲坛}。")
    return ActivityFactory(category=category, held_on=date(2014, 3, 1), confirmed=True)


def test_figures_as_json_carry_value_text_window_and_records(activity):
    out = StringIO()
    call_command("figures", "test-2013-2014", "--year=2014", "--json", stdout=out)
    assert json.loads(out.getvalue()) == [
        {
            "key": "forum",
            "label": "讲坛",
            "value": 1.0,
            "text": "1次",
            "items": [activity.title],
            "window": {"label": "今年", "from": "2014-01-01", "to": "2014-11-03"},
            "note": "",
            "model": "activity",
            "records": [activity.pk],
        }
    ]


def test_figures_as_a_table_for_people(activity):
    out = StringIO()
    call_command("figures", "test-2013-2014", "--year=2014", stdout=out)
    assert out.getvalue().split() == ["forum", "1次", "今年", "1", "讲坛"]


def test_the_summary_is_written_to_the_file(activity, tmp_path):
    file = tmp_path / "summary.txt"
    call_command(
        "export_summary",
        "test-2013-2014",
        "--year=2014",
        "--format=txt",
        f"--output={file}",
        stdout=StringIO(),
    )
    assert "举办1次。" in file.read_text(encoding="utf-8")


def test_an_unknown_campaign_is_told_which_there_are(activity):
    with pytest.raises(CommandError, match="test-2013-2014 --year 2014"):
        call_command("figures", "nowhere", "--year=2014")


def test_a_folder_that_is_not_there_is_named(activity, tmp_path):
    with pytest.raises(CommandError, match="missing"):
        call_command(
            "export_summary",
            "test-2013-2014",
            "--year=2014",
            f"--output={tmp_path}/missing/summary.docx",
        )
