"""manage.py import_standard and export_standard: what the pages do, from a shell."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Standard
from campaigns.tests import tables
from campaigns.tests.factories import CourtFactory

pytestmark = pytest.mark.django_db
WARNED = tables.whole(tables.TABLE.replace("领导,5", "领导,6"))
WRONG = tables.whole(tables.TABLE.replace("研究,3", "研究,三"))


@pytest.fixture
def court():
    return CourtFactory()


def told(path, text, *options):
    """What the command writes; a refusal does not hide it."""
    path.write_text(text, "utf-8")
    out = StringIO()
    try:
        call_command("import_standard", path, *options, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_it_works(court, tmp_path):
    out, error = told(tmp_path / "a.csv", tables.whole())
    assert error == ""
    assert "  1.1 年度计划  2\n" in out
    assert Standard.objects.get().court == court


@pytest.mark.parametrize("text", [tables.whole(), WARNED, WRONG, ""])
def test_dry_and_real_report_the_same_rows_and_findings(court, tmp_path, text):
    dry, _error = told(tmp_path / "a.csv", text, "--dry-run", "--json")
    assert not Standard.objects.exists()
    real, _error = told(tmp_path / "a.csv", text, "--json")
    dry, real = json.loads(dry), json.loads(real)
    assert (dry.pop("is_imported"), real.pop("is_imported")) == (
        False,
        text == tables.whole(),
    )
    assert dry == real


def test_warnings_wait_for_the_word(court, tmp_path):
    _out, error = told(tmp_path / "a.csv", WARNED)
    assert "--accept-warnings" in error
    assert not Standard.objects.exists()
    _out, error = told(tmp_path / "a.csv", WARNED, "--accept-warnings")
    assert error == ""
    assert Standard.objects.count() == 1


def test_errors_are_told_with_their_place(court, tmp_path):
    out, error = told(tmp_path / "a.csv", WRONG)
    assert "✗ 测评标准 11 D 分值" in out
    assert error != ""


def test_a_bare_table_takes_its_facts_from_options(court, tmp_path):
    facts = ("--name", "甲", "--standard-version", "1", "--issuer", "乙")
    _out, error = told(tmp_path / "a.csv", tables.TABLE, *facts, "--level", "city")
    assert error == ""
    assert str(Standard.objects.get()) == "甲（1）"


def test_it_refuses_a_court_it_cannot_tell(court, tmp_path):
    CourtFactory(name="邻县人民法院")
    _out, error = told(tmp_path / "a.csv", tables.whole())
    assert "--court" in error
    _out, error = told(tmp_path / "a.csv", tables.whole(), "--court", "邻县人民法院")
    assert error == ""


def test_it_refuses_a_file_that_is_not_there(court, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_standard", tmp_path / "none.csv")


def test_it_exports_what_it_imported(court, tmp_path):
    told(tmp_path / "a.csv", tables.whole())
    output = tmp_path / "out.xlsx"
    call_command(
        "export_standard", "测试体系", "2015", "--output", output, stdout=StringIO()
    )
    report = tables.run(output.read_bytes(), "out.xlsx", dry_run=True)
    assert [found.column for found in report.errors] == ["版本"]
    assert [line.label for line in report.plan.lines] == [
        *("1 组织领导", "1.1 年度计划", "1.2 专题研究")
    ]


def test_it_writes_the_blank_template(tmp_path):
    output = tmp_path / "blank.csv"
    options = {"blank": True, "format": "csv", "output": output}
    call_command("export_standard", stdout=StringIO(), **options)
    assert "【测评标准】" in output.read_text("utf-8-sig")


def test_it_names_what_there_is_when_asked_for_something_else(court, tmp_path):
    told(tmp_path / "a.csv", tables.whole())
    with pytest.raises(CommandError, match="测试体系 2015"):
        call_command("export_standard", "甲", "1", "--output", tmp_path / "o.csv")
