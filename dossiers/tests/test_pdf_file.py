"""The PDF keeps for ever, is the same each time, and comes by page and by command."""

from datetime import date, timedelta
from io import BytesIO, StringIO
from time import perf_counter

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from campaigns import roles
from campaigns.tests.factories import UserFactory
from dossiers.blocks import Document, Heading
from dossiers.exports import pdf
from dossiers.tests.factories import SectionFactory, SummaryFactory
from dossiers.tests.pdf_pages import (
    HANZI,
    REPORT,
    SANS,
    SERIF,
    SIGNED,
    a_line,
    embedded,
    lines,
    opened,
)


def test_the_same_report_gives_the_same_bytes():
    assert pdf.render(REPORT) == pdf.render(REPORT)


def test_its_only_date_is_the_day_it_was_signed_on():
    properties = opened(REPORT).metadata
    assert properties.creation_date.date() == date(2014, 11, 3)
    assert properties.modification_date == properties.creation_date
    assert properties.title == REPORT.title
    assert properties.author == "罗田县人民法院"


def test_it_is_archival_and_accessible():
    root = opened(REPORT).trailer["/Root"]
    claims = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"


def test_every_font_is_embedded():
    assert embedded(opened(REPORT).pages[0]) == {SERIF: True, SANS: True}


def test_headings_are_bookmarks_even_when_a_level_is_left_out():
    headings = Heading(3, 1, "一"), Heading(1, 1, "二"), Heading(3, 1, "三")
    outline = opened(Document("", headings)).outline
    first, second, (below,) = outline
    assert [each.title for each in (first, second, below)] == ["1.一", "一、二", "1.三"]


def test_ten_pages_take_well_under_a_second():
    report = Document("总结", (a_line(HANZI * 520), SIGNED))
    pdf.render(report)  # reads the fonts
    begun = perf_counter()
    file = pdf.render(report)
    assert timedelta(seconds=perf_counter() - begun) < timedelta(seconds=1)
    assert len(PdfReader(BytesIO(file)).pages) >= 10


# -- On the site and by command -------------------------------------------------


@pytest.fixture
def summary(db, client):
    client.force_login(UserFactory(role=roles.OFFICE))
    return SectionFactory(summary=SummaryFactory(), body="召开会议。").summary


def test_the_page_offers_it_and_tells_the_substitutions(client, summary):
    page = client.get(summary.get_absolute_url()).content.decode()
    assert reverse("summary-export", args=[summary.pk, "pdf"]) in page
    assert "仿宋、楷体、小标宋 → Noto Serif SC" in page


def test_the_clerk_takes_it_away(client, summary):
    response = client.get(reverse("summary-export", args=[summary.pk, "pdf"]))
    assert response["Content-Type"] == "application/pdf"
    assert "召开会议。" in lines(PdfReader(BytesIO(response.content)).pages[0])


def test_the_clerk_is_told_what_cannot_be_printed(client, summary):
    SectionFactory(summary=summary, body="笑😀")
    response = client.get(reverse("summary-export", args=[summary.pk, "pdf"]))
    assert response.url == summary.get_absolute_url()
    assert ["😀" in str(each) for each in get_messages(response.wsgi_request)] == [True]


def test_the_command_writes_it_and_tells_the_substitutions(summary, tmp_path):
    file, told = tmp_path / "summary.pdf", StringIO()
    order = ["export_summary", summary.campaign.slug, "--year=2014", "--format=pdf"]
    call_command(*order, f"--output={file}", stdout=StringIO(), stderr=told)
    assert "召开会议。" in lines(PdfReader(file).pages[0])
    assert "仿宋、楷体、小标宋 → Noto Serif SC" in told.getvalue()


def test_the_command_names_what_cannot_be_printed(summary, tmp_path):
    SectionFactory(summary=summary, body="笑😀")
    order = ["export_summary", summary.campaign.slug, "--year=2014", "--format=pdf"]
    with pytest.raises(CommandError, match="😀"):
        call_command(*order, f"--output={tmp_path}/summary.pdf")
