"""Marks of secrecy are refused wherever they stand, and leave nothing behind."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook

from campaigns import evidence, extraction, secrecy
from campaigns.models import Evidence, FileText, StoredFile
from campaigns.refusals import Refused
from campaigns.tests.factories import ActivityFactory, CourtFactory, EvidenceFactory
from campaigns.tests.samples import picture, reason, rows, text

pytestmark = pytest.mark.django_db
TEXT_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★5年</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></w:r>
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def nothing_is_kept(settings):
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return [*files, *StoredFile.objects.all(), *FileText.objects.all()] == []


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("秘密★10年", "秘密★"),
        ("机密★", "机密★"),
        ("绝密★启用前", "绝密★"),
        ("绝密启用前", "绝密启用前"),
        ("绝 密 ☆", "绝密☆"),
        ("秘\u3000密\u3000★\u3000一年", "秘密★"),
        ("密级：机密\n★", "机密★"),
        ("绝密⭐", "绝密⭐"),
    ],
)
def test_a_mark_is_seen(words, mark):
    assert secrecy.mark_in(f"法院文件 {words} 正文") == mark


@pytest.mark.parametrize(
    "words",
    [
        "保守秘密",
        "国家秘密",
        "审判秘密和工作秘密",
        "机密文件管理",
        "绝密",
        "★",
        "",
        None,
        "秘密 ",
        "启用前",
    ],
)
def test_plain_words_are_none(words):
    assert secrecy.mark_in(words) == ""


def docx(change):
    made, out = Document(), BytesIO()
    made.add_paragraph("关于开展活动的通知")
    change(made)
    made.save(out)
    return out.getvalue()


def in_header(made):
    made.sections[0].header.paragraphs[0].text = "秘密★10年"


def in_footer(made):
    made.sections[0].footer.paragraphs[0].text = "绝密 ★ 启用前"


def in_cell(made):
    made.add_table(1, 1).cell(0, 0).text = "机密☆"


def in_runs(made):
    paragraph = made.add_paragraph("秘")
    for run in ("密", "★", "1年"):
        paragraph.add_run(run)


def in_box(made):
    made.add_paragraph()._p.append(parse_xml(TEXT_BOX))


def in_two_lines(made):
    made.add_paragraph("机密")
    made.add_paragraph("★3年")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (in_header, "header"),
        (in_footer, "footer"),
        (in_cell, "paragraph 2"),
        (in_runs, "paragraph 2"),
        (in_box, "paragraph 2"),
        (in_two_lines, "paragraph 3"),
    ],
)
def test_a_word_file_is_refused_with_the_place(settings, change, place):
    file = BytesIO(docx(change))
    with override("en"):
        told = reason(evidence.keep, file, "通知.docx", court=CourtFactory())
    assert told.startswith(f"{place} bears the secrecy mark")
    assert nothing_is_kept(settings)


def test_a_workbook_is_refused_with_sheet_and_row(settings):
    made, file = Workbook(), BytesIO()
    made.active.title = "名单"
    made.active.append(["姓名"])
    made.active.append(["密级", "秘密★"])
    made.save(file)
    with override("en"):
        told = reason(evidence.keep, file, "名单.xlsx", court=CourtFactory())
    assert told.startswith("sheet “名单”, row 2 bears")
    assert nothing_is_kept(settings)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", ["通知.txt", "名单.csv"])
def test_a_plain_text_is_refused_with_the_line(settings, name, encoding):
    file = BytesIO("标题\n秘密★".encode(encoding))
    with override("en"):
        told = reason(evidence.keep, file, name, court=CourtFactory())
    assert told.startswith("line 2 bears")
    assert nothing_is_kept(settings)


def test_a_pdf_is_refused_with_the_page(settings, monkeypatch):
    words = ("关于活动的通知", "机 密 ★ 1年")
    found = [extraction.Passage(f"page {n}", each) for n, each in enumerate(words, 1)]
    monkeypatch.setitem(extraction.READERS, "pdf", lambda file: found)
    file = BytesIO(b"%PDF-1.4\n%%EOF")
    with override("en"):
        told = reason(evidence.keep, file, "通知.pdf", court=CourtFactory())
    assert told.startswith("page 2 bears the secrecy mark “机密★”")
    assert nothing_is_kept(settings)


def test_the_file_name_is_looked_at_too(settings):
    with override("en"):
        told = reason(evidence.keep, picture(), "绝密★名单.jpg", court=CourtFactory())
    assert told.startswith("the file name bears")
    assert nothing_is_kept(settings)


def test_what_speaks_of_secrets_comes_in():
    words = "全院干警要保守国家秘密、工作秘密和审判秘密。"
    kept = evidence.keep(text(words=words), "制度.txt", court=CourtFactory())
    assert kept.words.text == words


# -- Words people write -----------------------------------------------------------


@pytest.mark.parametrize(
    "details",
    [
        {"caption": "秘密★"},
        {"document_number": "机密★1号"},
        {"issued_by": "绝密★"},
        {"passage": "正文 秘密 ★"},
        {"file_name": "秘密★.txt"},
    ],
)
def test_words_with_a_mark_are_not_attached(details):
    activity = ActivityFactory()
    told = {"link": "http://court.example/", "kind": "web", "is_declared_open": True}
    with override("en"):
        why = reason(evidence.attach, activity, by=activity.logged_by, **told | details)
    assert "bears the secrecy mark" in why
    assert Evidence.objects.count() == 0


def test_words_with_a_mark_describe_nothing():
    entry = EvidenceFactory()
    with pytest.raises(Refused):
        evidence.describe(entry, by=entry.activity.logged_by, caption="秘密★")
    entry.refresh_from_db()
    assert entry.caption == "活动通知"


def add(client, activity, **data):
    client.force_login(activity.logged_by)
    url = reverse("evidence-add", args=["activity", activity.pk])
    return client.post(url, data | {"link-kind": "web"})


def test_a_file_described_as_secret_is_not_even_kept(client, settings):
    activity = ActivityFactory()
    page = add(client, activity, **rows(picture(), caption="秘密★名单"))
    assert "caption" in page.context["files"].forms[0].errors
    assert nothing_is_kept(settings)


def test_a_file_kept_before_its_secret_caption_goes(client, settings):
    activity = ActivityFactory()
    page = add(client, activity, **rows(text(), kind=""))
    stored = page.context["files"].forms[0]["stored"].value()
    assert StoredFile.objects.count() == 1
    data = rows() | {"evidence-TOTAL_FORMS": 1, "evidence-0-stored": stored}
    add(client, activity, **data | {"evidence-0-caption": "机密★"})
    assert nothing_is_kept(settings)
    assert Evidence.objects.count() == 0


def test_a_file_that_proves_something_else_stays(client):
    activity = ActivityFactory()
    stored = evidence.keep(text(), "通知.txt", court=activity.campaign.court)
    EvidenceFactory(activity=activity, stored_file=stored)
    page = add(client, activity, **rows(text(), kind=""))
    stored = page.context["files"].forms[0]["stored"].value()
    data = rows() | {"evidence-TOTAL_FORMS": 1, "evidence-0-stored": stored}
    add(client, activity, **data | {"evidence-0-caption": "机密★"})
    assert StoredFile.objects.count() == 1


def test_a_better_file_with_a_mark_replaces_nothing(client):
    entry = EvidenceFactory()
    client.force_login(entry.activity.logged_by)
    file = SimpleUploadedFile("通知.txt", "秘密★".encode())
    url = reverse("evidence-replace", args=[entry.pk])
    page = client.post(url, {"file": file, "declared": "on"})
    assert "秘密★" in page.context["form"].errors["file"][0]
    assert Evidence.objects.get() == entry
