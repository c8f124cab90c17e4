"""`check_summary` tells findings with their place, of the draft or of any file."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.tests.factories import ActivityFactory, CategoryFactory
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


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


def run(*arguments):
    out = StringIO()
    call_command(
        "check_summary", "test-2013-2014", "--year=2014", *arguments, stdout=out
    )
    return out.getvalue()


def test_the_draft_is_told_with_section_and_place(summary):
    section = SectionFactory(summary=summary, heading="", body="今年植树40棵。")
    [finding] = json.loads(run("--json"))["findings"]
    assert finding["code"] == "unsupported"
    assert finding["section"] == section.pk
    assert (finding["paragraph"], finding["start"], finding["end"]) == (1, 4, 7)


def test_a_file_is_told_number_by_number(summary, tmp_path):
    file = tmp_path / "总结.txt"
    file.write_text(
        "今年，举办法官讲坛1期。\n今年,举办法官讲坛2期。", encoding="gb18030"
    )
    report = json.loads(run(str(file), "--json"))
    assert [
        (one["text"], one["status"], one["paragraph"], one["told"])
        for one in report["numbers"]
    ] == [("1期", "supported", 1, "1期"), ("2期", "contradicted", 2, "1期")]
    assert [one["code"] for one in report["findings"]] == ["half-width"]


def test_people_read_lines(summary, tmp_path):
    file = tmp_path / "总结.txt"
    file.write_text("今年，举办法官讲坛2期。", encoding="utf-8")
    assert run(str(file)).split()[:3] == [
        "contradicted",
        "1",
        "今年，举办法官讲坛2期。",
    ]


def test_a_draft_in_order_says_so(summary):
    SectionFactory(summary=summary, body="今年，举办法官讲坛{法官讲坛}。")
    assert run() == "Nothing was found.\n"


def test_a_file_that_cannot_be_read_is_named(summary, tmp_path):
    with pytest.raises(CommandError, match="missing.txt"):
        run(str(tmp_path / "missing.txt"))
