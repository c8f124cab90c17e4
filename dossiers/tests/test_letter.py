"""The summary as a report that goes up: what is entered once, and what is refused."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.refusals import Refused
from campaigns.tests.factories import CampaignFactory, CourtFactory, UserFactory
from dossiers import letters, summaries, variants
from dossiers.blocks import Addressee, Annexes, Imprint, Note, Quote, Table, Text
from dossiers.letter_forms import LetterForm
from dossiers.models import Letter
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory, SummaryFactory
from dossiers.tests.locks import order_of

pytestmark = pytest.mark.django_db

ENTERED = {
    "title": "某法院关于创建工作的报告",
    "mark": "某法院文件",
    "code": "某法",
    "number_year": 2014,
    "serial": 5,
    "signer": "院长甲",
    "addressee": "上级人民法院",
    "copies": "县委办公室",
    "printed_by": "某法院办公室",
    "printed_on": date(2014, 11, 5),
    "copy_number": "000001",
    "urgency": "特急",
    "note": "联系人：创建办干事甲",
    "is_annexed": False,
}


@pytest.fixture
def page(summary):
    return reverse("summary-variant", args=[summary.pk, "report"])


@pytest.fixture
def form_page(summary):
    return reverse("summary-letter", args=[summary.pk])


def typed(summary, **more):
    """What a clerk who opened the form now sends."""
    return ENTERED | {"read": letters.version_of(letters.of(summary))} | more


def of_kind(document, kind):
    return next(block for block in document.blocks if isinstance(block, kind))


# -- Keeping it ---------------------------------------------------------------------


def test_it_works(summary, clerk):
    letter = letters.keep(summary, by=clerk, **ENTERED)
    assert letters.of(summary) == letter
    assert letter.number == "某法〔2014〕5号"


def test_it_is_one_letter_however_often_it_is_kept(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED)
    letters.keep(summary, by=clerk, **ENTERED | {"signer": "院长乙"})
    assert Letter.objects.get().signer == "院长乙"


def test_only_the_office_keeps_it(summary):
    with pytest.raises(Refused, match="年度总结由创建办编写"):
        letters.keep(summary, by=issuing.leader(), **ENTERED)


def test_a_number_is_given_once_in_a_court(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED)
    other = SummaryFactory(campaign=summary.campaign, year=2013)
    with pytest.raises(Refused, match="某法〔2014〕5号已是另一份报告的发文字号"):
        letters.keep(other, by=clerk, **ENTERED)


def test_another_court_may_have_the_same_number(summary, clerk):
    campaign = CampaignFactory(court=CourtFactory(name="另一法院"), slug="other")
    stranger = issuing.clerk(court=campaign.court, unit=None)
    other = SummaryFactory(campaign=campaign)
    letters.keep(summary, by=clerk, **ENTERED)
    assert letters.keep(other, by=stranger, **ENTERED).pk


def test_of_two_clerks_the_second_is_shown_both_and_loses_nothing(
    client, clerk, summary, form_page
):
    client.force_login(clerk)
    second = typed(summary, signer="院长乙", is_annexed=True)
    letters.keep(summary, by=clerk, **ENTERED)
    answer = client.post(form_page, second)
    assert Letter.objects.get().signer == "院长甲"
    assert answer.context["form"].errors
    rows = [(row["stored"], row["yours"]) for row in answer.context["differences"]]
    assert rows == [("院长甲", "院长乙"), ("否", "是")]
    assert 'value="院长乙"' in answer.content.decode()
    client.post(form_page, second | {"read": answer.context["form"]["read"].value()})
    assert Letter.objects.get().signer == "院长乙"


def test_the_number_is_looked_for_while_the_court_is_held(summary, clerk, monkeypatch):
    done = order_of(monkeypatch, letters, "why_not_number")
    letters.keep(summary, by=clerk, **ENTERED)
    assert done.index("Court") < done.index("why_not_number")


def test_it_is_not_printed_before_the_day_it_is_dated(summary, clerk):
    early = ENTERED | {"printed_on": date(2014, 11, 2)}
    with pytest.raises(Refused, match="印发日期不得早于成文日期2014-11-03"):
        letters.keep(summary, by=clerk, **early)


@pytest.mark.parametrize("wrong", [{"serial": 0}, {"title": ""}, {"mark": ""}])
def test_the_table_refuses_what_cannot_be(summary, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(summary=summary, **ENTERED | wrong)


# -- The form -------------------------------------------------------------------------


def errors(summary, **wrong):
    """Return the errors of the field that is given wrongly."""
    (name,) = wrong
    form = LetterForm(typed(summary, **wrong), instance=letters.of(summary))
    return form.errors.get(name, [])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"serial": "05"}, "不编虚位：填5，不填05。"),
        ({"serial": "第5号"}, "只填数字，如5，不加“第”和“号”。"),
        ({"title": "某法院创建工作总结"}, "标题须以“报告”结尾。"),
        ({"number_year": 14}, "请填四位数字，如2014。"),
        ({"copy_number": "1"}, "请填六位数字，如000001。"),
        ({"code": "第某法"}, "发文字号不加“第”。"),
        (
            {"code": "某法[2014]"},
            "只填汉字，六角括号〔〕、年份和“号”由系统加上。",
        ),
        (
            {"signer": "一二三四五六七八九十一二三四五六"},
            "与发文字号同排一行放不下。",
        ),
        (
            {"printed_on": "2014-11-02"},
            "印发日期不得早于成文日期2014-11-03。",
        ),
    ],
)
def test_it_says_what_is_wrong(summary, wrong, error):
    assert errors(summary, **wrong) == [error]


def test_marks_that_are_printed_anyway_are_taken_off(summary):
    marked = {
        "addressee": "上级人民法院：",
        "copies": "抄送：县委办公室。",
        "note": "（联系人）",
    }
    form = LetterForm(typed(summary, **marked), instance=letters.of(summary))
    assert form.is_valid()
    assert [form.cleaned_data[name] for name in marked] == [
        "上级人民法院",
        "县委办公室",
        "联系人",
    ]


def test_a_degree_of_secrecy_is_not_offered():
    names = {field.name for field in Letter._meta.get_fields()}
    assert not {name for name in names if "secre" in name or "confid" in name}


# -- The report -----------------------------------------------------------------------


def test_before_anything_is_entered_the_rest_is_told_as_missing(summary):
    document = variants.report(summary)
    court, head = summary.campaign.court.name, document.letterhead
    assert head.mark == court
    assert document.title.startswith(f"{court}关于2014年度")
    imprint = of_kind(document, Imprint)
    asked = [head.number, head.signer, of_kind(document, Addressee).name]
    asked += [imprint.printer, imprint.printed_on]
    assert [(type(one), one.text, one.is_missing) for one in asked] == [
        (Quote, "待补充", True)
    ] * 5
    assert imprint.copies == ""
    assert not Letter.objects.exists()


def test_what_is_entered_stands_in_the_report(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED)
    document = variants.report(summary)
    head, imprint = document.letterhead, of_kind(document, Imprint)
    assert (head.mark, head.number, head.signer) == (
        "某法院文件",
        Text("某法〔2014〕5号"),
        Text("院长甲"),
    )
    assert (head.copy_number, head.urgency) == ("000001", "特急")
    assert imprint == Imprint("县委办公室", Text("某法院办公室"), Text("2014年11月5日"))
    assert of_kind(document, Note).printed == "（联系人：创建办干事甲）"


def test_its_body_is_the_summary_itself(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED)
    *body, _signature = variants.full(summary).blocks
    assert list(variants.report(summary).blocks[1 : 1 + len(body)]) == body


def test_the_table_of_sources_is_its_annex(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED | {"is_annexed": True})
    *_body, told, _signature, _note, table, imprint = variants.report(summary).blocks
    assert told == Annexes(("数据来源表",))
    assert (type(table), table.label, table.caption) == (Table, "附件", "数据来源表")
    assert table.starts_page
    assert isinstance(imprint, Imprint)


def test_several_annexes_are_numbered():
    assert Annexes(("甲表", "乙表")).lines == ("1. 甲表", "2. 乙表")


# -- Pages ----------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_where_to_enter_it(
    client, clerk, page, form_page
):
    client.force_login(clerk)
    told = client.get(page).content.decode()
    assert "发文字号、签发人、主送机关、印发机关、印发日期" in told
    assert f'href="{form_page}"' in told


def test_a_whole_letter_is_told_without_a_warning(
    client, clerk, summary, page, form_page
):
    client.force_login(clerk)
    response = client.post(form_page, typed(summary), follow=True)
    assert response.redirect_chain == [(page, 302)]
    told = response.content.decode()
    assert "<mark>" not in told
    assert "以下尚未填写" not in told
    for words in ("某法〔2014〕5号", "院长甲", "上级人民法院", "抄送：县委办公室。"):
        assert words in told


def test_what_was_typed_stays_beside_its_error(client, clerk, summary, form_page):
    client.force_login(clerk)
    told = client.post(form_page, typed(summary, serial="05")).content.decode()
    assert "不编虚位：填5，不填05。" in told
    assert 'value="05"' in told
    assert not Letter.objects.exists()


def test_who_does_not_edit_the_summary_has_no_form(client, page, form_page):
    client.force_login(issuing.leader())
    assert client.get(form_page).status_code == 404
    assert client.post(form_page, ENTERED).status_code == 404
    told = client.get(page).content.decode()
    assert "由创建办填写。" in told
    assert form_page not in told


def test_another_court_finds_nothing(client, form_page):
    stranger = issuing.clerk(court=CourtFactory(name="另一法院"), unit=None)
    client.force_login(stranger)
    assert client.get(form_page).status_code == 404


def test_staff_find_nothing(client, form_page):
    client.force_login(UserFactory())
    assert client.get(form_page).status_code == 404


def test_the_summary_leads_to_its_report(client, clerk, summary, page):
    client.force_login(clerk)
    assert f'href="{page}"' in client.get(summary.get_absolute_url()).content.decode()


@pytest.mark.parametrize("sections", [1, 3, 30])
def test_the_page_asks_as_little_whatever_it_tells(
    client, clerk, summary, page, sections, django_assert_max_num_queries
):
    SectionFactory.create_batch(sections, summary=summary)
    letters.keep(summary, by=clerk, **ENTERED)
    client.force_login(clerk)
    with django_assert_max_num_queries(14):
        client.get(page)


# -- Everywhere the same --------------------------------------------------------------


def test_the_command_says_what_was_not_entered(summary, tmp_path, capsys):
    file = tmp_path / "report.txt"
    options = {"year": 2014, "variant": "report", "format": "txt", "output": file}
    call_command("export_summary", summary.campaign.slug, **options)
    assert "Not entered: 发文字号" in capsys.readouterr().err
    assert "签发人：待补充" in file.read_text(encoding="utf-8")


# -- Editions -------------------------------------------------------------------------


@pytest.fixture
def ready(summary, clerk):
    issuing.passed(summary, clerk, issuing.leader())
    return summary


def frozen(edition):
    return {
        (file.variant, file.extension): file.file.read() for file in edition.files.all()
    }


def test_issuing_freezes_the_report_too(ready, clerk):
    letters.keep(ready, by=clerk, **ENTERED)
    files = frozen(issuing.issued(ready, issuing.leader()))
    assert [name for name in files if name[0] == "report"] == [
        ("report", "docx"),
        ("report", "pdf"),
    ]
    letters.keep(ready, by=clerk, **ENTERED | {"signer": "院长乙"})
    assert frozen(ready.editions.get()) == files


def test_the_same_report_gives_the_same_bytes_again(ready, clerk):
    letters.keep(ready, by=clerk, **ENTERED)
    first = issuing.issued(ready, issuing.leader())
    assert frozen(issuing.issued(ready, issuing.leader())) == frozen(first)


def test_a_report_that_lacks_something_is_not_frozen(ready, clerk):
    letters.keep(ready, by=clerk, **ENTERED | {"signer": ""})
    files = frozen(issuing.issued(ready, issuing.leader()))
    assert {variant for variant, _extension in files} == {"full"}


def test_the_frozen_report_is_taken_from_the_page_of_the_edition(client, ready, clerk):
    letters.keep(ready, by=clerk, **ENTERED)
    edition = issuing.issued(ready, issuing.leader())
    client.force_login(clerk)
    url = reverse("edition-report", args=[edition.pk, "docx"])
    assert f'href="{url}"' in client.get(edition.get_absolute_url()).content.decode()
    content = b"".join(client.get(url).streaming_content)
    assert content == frozen(edition)["report", "docx"]
    plain = reverse("edition-file", args=[edition.pk, "docx"])
    assert b"".join(client.get(plain).streaming_content) != content


def test_the_summary_itself_stays_without_a_letterhead(summary, clerk):
    letters.keep(summary, by=clerk, **ENTERED)
    assert summaries.draft(summary)[0].letterhead is None
