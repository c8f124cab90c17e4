"""Catalogues: the same rows as the electronic set, in order, in every format."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from campaigns import roles
from campaigns.models import Grant
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import catalogues
from dossiers.exports import catalogue_pdf
from dossiers.models import ArchiveEvent, ArchiveItem, Box, ItemPart
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE, unit__code="BGS")


@pytest.fixture
def bureau(office):
    return UnitFactory(court=office.court, code="ZGK", name="政工科")


def an_item(office, number=1, parts=1, **facts):
    """An item of the office's unit, two pages long, with its parts."""
    facts = {"unit": office.unit, "pages": 2} | facts
    item = ArchiveItemFactory(number=number, **facts)
    for _n in range(parts):
        ItemPartFactory(item=item, evidence__activity__campaign=item.campaign)
    return item


def a_box(office, **place):
    facts = {"number": 1, "year": 2014, "retention": "D30"}
    return Box.objects.create(court=office.court, **(facts | place))


def destroyed(item):
    item.destroyed_at = timezone.now()
    item.save(update_fields=["destroyed_at"])
    return item


def assessor(campaign):
    person = UserFactory(role=roles.ASSESSOR)
    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.create(campaign=campaign, person=person, until_on=until)
    return person


def of(user, **asked):
    items = ArchiveItem.objects.visible_to(user)
    return catalogues.of(items, CourtFactory(), **asked)


def rows(catalogue):
    """The lines that tell an item, by column, without the sums."""
    return [
        dict(zip(table.columns, row, strict=True))
        for table in catalogue.tables
        for row in table.rows
        if row[0] != "合计"
    ]


def sums(table):
    return dict(zip(table.columns, table.rows[-1], strict=True))


def codes(catalogue):
    return [row["档号"] for row in rows(catalogue)]


def get(client, user, name="catalogues", **asked):
    client.force_login(user)
    return client.get(reverse(name), asked)


# -- Rows ---------------------------------------------------------------------------


def test_a_row_has_the_columns_of_the_rule(office):
    an_item(
        office,
        number=7,
        title="法官讲坛",
        document_number="测法〔2014〕7号",
        responsible="政工科",
        formed_on=date(2014, 3, 8),
        secrecy="internal",
        remarks="复印件",
    )
    assert rows(of(office)) == [
        {
            "序号": "1",
            "档号": "0117-WS·2014-D30-BGS-0007",
            "文号": "测法〔2014〕7号",
            "责任者": "政工科",
            "题名": "法官讲坛",
            "日期": "20140308",
            "密级": "内部",
            "页数": "2",
            "备注": "复印件",
        }
    ]


def test_the_rows_are_those_of_the_set_and_the_sums_those_of_its_parts(office):
    for number in (1, 2, 3):
        an_item(office, number, parts=number)
    part = ItemPart.objects.first()
    ItemPartFactory(item=part.item, withdrawn_at=timezone.now())
    found = of(office)
    current = ItemPart.objects.current()
    assert codes(found) == [item.code for item in ArchiveItem.objects.in_order()]
    assert (found.totals.items, found.totals.pages) == (3, 6)
    assert found.totals.parts == current.count() == 6
    assert found.totals.size == current.aggregate(size=Sum("size"))["size"]


@pytest.mark.parametrize("by", ["year", "box", "criterion"])
def test_every_way_to_divide_holds_every_item(office, by):
    box = a_box(office)
    an_item(office, 1, box=box)
    an_item(office, 2, year=2013)
    an_item(office, 3)
    everything = {item.code for item in ArchiveItem.objects.all()}
    for kind in ("items", "boxes"):
        assert sorted(codes(of(office, kind=kind, by=by))) == sorted(everything)


def test_rows_run_by_year_period_unit_and_number(office, bureau):
    an_item(office, 2)
    an_item(office, 1, unit=bureau)
    an_item(office, 1)
    an_item(office, 1, retention="D10")
    an_item(office, 9, year=2013)
    assert [code[8:] for code in codes(of(office))] == [
        "2013-D30-BGS-0009",
        "2014-D10-BGS-0001",
        "2014-D30-BGS-0001",
        "2014-D30-BGS-0002",
        "2014-D30-ZGK-0001",
    ]


def test_a_supplied_title_stands_in_brackets(office):
    an_item(office, title="会场照片", is_title_supplied=True)
    assert rows(of(office))[0]["题名"] == "[会场照片]"


def test_a_destroyed_item_keeps_its_line_and_weighs_nothing(office):
    destroyed(an_item(office, 1, parts=2, remarks="复印件"))
    an_item(office, 2)
    found = of(office)
    assert [row["备注"] for row in rows(found)] == ["已销毁；复印件", ""]
    assert (found.totals.items, found.totals.parts) == (2, 1)
    assert sums(found.tables[0])["备注"] == "已销毁1件"


def test_pages_nobody_counted_are_left_open(office):
    an_item(office, pages=None)
    found = of(office)
    assert rows(found)[0]["页数"] == ""
    assert (sums(found.tables[0])["页数"], dict(found.cover)["页数"]) == ("", "")
    assert dict(found.cover)["说明"] == "未计页1件"


def test_the_last_row_sums_its_own_table(office):
    an_item(office, 1, year=2013, pages=5)
    an_item(office, 2, pages=3)
    an_item(office, 3, pages=4)
    tables = of(office).tables
    assert [sums(each)["档号"] for each in tables] == ["1件", "2件"]
    assert [sums(each)["页数"] for each in tables] == ["5", "7"]


def test_the_cover_names_the_fonds_and_the_sums(office):
    an_item(office, parts=2)
    size = ItemPart.objects.aggregate(size=Sum("size"))["size"]
    assert of(office).cover == (
        ("全宗号", "0117"),
        ("全宗名称", office.court.name),
        ("年度", "2014"),
        ("保管期限", "30年"),
        ("机构", office.unit.name),
        ("件数", "1"),
        ("页数", "2"),
        ("电子文件", f"2个，{size}字节"),
        ("说明", ""),
    )


def test_it_is_chinese_whatever_the_reader_speaks(office):
    an_item(office, secrecy="internal")
    with translation.override("en"):
        found = of(office)
    assert (rows(found)[0]["密级"], dict(found.cover)["保管期限"]) == ("内部", "30年")


# -- In a box -----------------------------------------------------------------------


def test_pages_run_through_a_box_from_one(office):
    box = a_box(office)
    for number, pages in enumerate((3, 1, 2), start=1):
        an_item(office, number, box=box, pages=pages)
    found = of(office, kind="boxes")
    assert found.tables[0].caption == "盒 2014-D30-1 卷内目录"
    assert [row["页号"] for row in rows(found)] == ["1-3", "4", "5-6"]


def test_after_an_uncounted_item_no_page_number_is_claimed(office):
    box = a_box(office)
    for number, pages in enumerate((3, None, 2), start=1):
        an_item(office, number, box=box, pages=pages)
    found = rows(of(office, kind="boxes"))
    assert [row["页号"] for row in found] == ["1-3", "", ""]
    assert [row["备注"] for row in found] == ["", "未计页", ""]


def test_who_does_not_see_an_item_sees_the_others_at_their_pages(office):
    box = a_box(office)
    an_item(office, 1, box=box, is_confidential=True)
    destroyed(an_item(office, 2, box=box))
    shown = an_item(office, 3, box=box)
    found = of(assessor(shown.campaign), kind="boxes")
    assert [(row["档号"], row["页号"]) for row in rows(found)] == [(shown.code, "5-6")]


def test_what_is_in_no_box_comes_last_and_has_no_page_number(office):
    an_item(office, 1)
    an_item(office, 2, box=a_box(office))
    tables = of(office, kind="boxes").tables
    assert [each.caption for each in tables] == [
        "盒 2014-D30-1 卷内目录",
        "未装盒 卷内目录",
    ]
    assert tables[1].rows[0][6] == ""


# -- By criterion -------------------------------------------------------------------


def serving(item, *criteria):
    activity = ActivityFactory(campaign=item.campaign, criteria=criteria)
    return ItemPartFactory(item=item, evidence=EvidenceFactory(activity=activity))


def test_an_item_stands_under_each_criterion_it_serves_and_counts_once(office):
    campaign = CampaignFactory()
    one, two = (
        CriterionFactory(standard=campaign.standard, code=code) for code in ("2", "10")
    )
    item = an_item(office, 1, parts=0)
    serving(item, one, two)
    loose = an_item(office, 2)
    found = of(office, by="criterion")
    assert [each.caption for each in found.tables] == [
        f"2 {one.title} 归档文件目录",
        f"10 {two.title} 归档文件目录",
        "未对应指标 归档文件目录",
    ]
    assert codes(found) == [item.code, item.code, loose.code]
    assert found.totals.items == 2
    assert catalogues.SEVERAL in dict(found.cover)["说明"]


def test_a_withdrawn_part_leads_to_no_criterion(office):
    item = an_item(office, 1)
    part = serving(item, CriterionFactory(standard=item.campaign.standard))
    part.withdrawn_at = timezone.now()
    part.save(update_fields=["withdrawn_at"])
    tables = of(office, by="criterion").tables
    assert [each.caption for each in tables] == ["未对应指标 归档文件目录"]


# -- 总目录 --------------------------------------------------------------------------


def test_the_general_catalogue_has_a_line_for_every_class(office, bureau):
    box = a_box(office, cabinet="A柜", shelf="第2层")
    for number in (1, 2, 3):
        an_item(office, number, box=box)
    an_item(office, 1, unit=bureau, pages=None)
    table = of(office, kind="summary").tables[0]
    assert table.rows[:-1] == (
        *(
            (
                *("1", "2014", "30年", f"BGS {office.unit.name}", "3", "0001—0003"),
                *("6", "2014-D30-1", "A柜 第2层", ""),
            ),
        ),
        ("2", "2014", "30年", "ZGK 政工科", "1", "0001", "", "", "", "未计页1件"),
    )
    assert (sums(table)["件数"], sums(table)["页数"]) == ("4", "6")


def test_the_general_catalogue_by_box_names_units_where_there_are_several(
    office, bureau
):
    box = a_box(office, cabinet="A柜")
    an_item(office, 2, box=box)
    an_item(office, 5, unit=bureau, box=box)
    line = rows(of(office, kind="summary", by="box"))[0]
    assert (line["盒"], line["起止件号"]) == ("2014-D30-1", "BGS-0002—ZGK-0005")
    assert (line["存放位置"], line["件数"]) == ("A柜", "2")


def test_where_it_stands_is_told_only_to_who_sees_the_whole(office):
    an_item(office, box=a_box(office, cabinet="A柜"))
    table = of(office, kind="summary", is_whole=False).tables[0]
    assert "存放位置" not in table.columns
    assert len(table.rows[0]) == len(table.columns) == len(table.widths)


def test_an_empty_archive_has_no_tables(office):
    for kind in catalogues.KINDS:
        assert of(office, kind=kind).tables == ()


# -- For others ---------------------------------------------------------------------


def test_rows_at_hand_become_the_same_table_without_a_query(office):
    an_item(office, 1, box=a_box(office))
    an_item(office, 2)
    items = list(ArchiveItem.objects.for_list())
    with CaptureQueriesContext(connection) as queries:
        table = catalogues.of_items(items)
    assert len(queries) == 0
    assert [row[-2] for row in table.rows] == ["2014-D30-1", ""]
    assert catalogues.without(table, "盒号").rows == of(office).tables[0].rows[:-1]


# -- Files --------------------------------------------------------------------------


def read_pdf(content):
    pages = PdfReader(BytesIO(content)).pages
    return [page.extract_text() for page in pages]


@pytest.mark.parametrize("kind", ["items", "boxes", "summary"])
def test_all_formats_hold_the_same_rows(client, office, kind):
    for number in (1, 2, 3):
        an_item(office, number, box=a_box(office, number=number), title=f"题名{number}")
    told = of(office, kind=kind).tables
    page = get(client, office, kind=kind)
    assert [each.rows for each in page.context["tables"]] == [e.rows for e in told]
    printed = get(client, office, "catalogue-print", kind=kind)
    assert printed.context["catalogue"].tables == told

    book = load_workbook(
        BytesIO(get(client, office, "catalogue-workbook", kind=kind).content)
    )
    sheets = book.worksheets[1:]
    assert [[tuple(c or "" for c in row) for row in s.values] for s in sheets] == [
        [each.columns, *each.rows] for each in told
    ]
    pdf = "".join(
        "".join(
            read_pdf(get(client, office, "catalogue-pdf", kind=kind).content)
        ).split()
    )
    cells = {"".join(c.split()) for each in told for row in each.rows for c in row if c}
    assert {cell for cell in cells if cell not in pdf} == set()


def test_the_workbook_begins_with_the_cover(client, office):
    an_item(office)
    content = get(client, office, "catalogue-workbook").content
    cover = load_workbook(BytesIO(content)).worksheets[0]
    names, values = cover.values
    assert list(zip(names, (v or "" for v in values), strict=True)) == list(
        of(office).cover
    )


def test_long_names_of_criteria_give_sheets_excel_opens(client, office):
    campaign = CampaignFactory()
    title = "创建工作列入党组议事日程并且每季度专题研究不少于一次有完整会议记录"
    for number, code in enumerate(("1.1", "1.1.1", "1.2"), start=1):
        criterion = CriterionFactory(standard=campaign.standard, code=code, title=title)
        serving(an_item(office, number, parts=0), criterion)
    content = get(client, office, "catalogue-workbook", by="criterion").content
    names = load_workbook(BytesIO(content)).sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


def test_no_cell_of_the_workbook_is_a_formula(client, office):
    an_item(office, title="=HYPERLINK(1)", remarks="+1", document_number="@A1")
    book = load_workbook(BytesIO(get(client, office, "catalogue-workbook").content))
    cells = [c for sheet in book for row in sheet for c in row]
    assert "'=HYPERLINK(1)" in [c.value for c in cells]
    assert {c.data_type for c in cells if c.value is not None} == {"s"}


def test_every_printed_page_bears_its_number_and_the_head_of_the_list(office):
    for number in range(1, 61):
        an_item(office, number, parts=0)
    pages = read_pdf(catalogue_pdf.render(of(office)))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in "".join(text.split())
    assert all("档号" in text and "题名" in text for text in pages[1:])


def test_the_pdf_lies_across_and_is_the_same_bytes_each_time(office):
    an_item(office)
    found = of(office)
    content = catalogue_pdf.render(found)
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    assert content == catalogue_pdf.render(found)


def test_a_title_without_a_glyph_is_refused_and_nothing_is_told(client, office):
    an_item(office, title="题名\U0001f9e7")
    response = get(client, office, "catalogue-pdf")
    assert response.url == "/archive/catalogues/?"
    assert not ArchiveEvent.objects.exists()


def test_words_of_the_layout_language_stay_words(office):
    an_item(office, title="#pagebreak() *粗* $x$")
    assert "#pagebreak()" in "".join(read_pdf(catalogue_pdf.render(of(office))))


@pytest.mark.parametrize("name", ["catalogue-pdf", "catalogue-workbook"])
def test_each_export_is_told_once(client, office, name):
    an_item(office)
    response = get(client, office, name, kind="boxes", year=2014)
    event = ArchiveEvent.objects.get()
    ending = "pdf" if name == "catalogue-pdf" else "xlsx"
    assert (event.kind, event.by, event.court) == ("export", office, office.court)
    assert event.target == f"2014年度卷内目录.{ending}"
    assert "件数 1" in event.detail
    assert "年度：2014" in event.detail
    assert response["Content-Disposition"].startswith("attachment")


def test_looking_and_asking_for_the_head_tell_nothing(client, office):
    an_item(office)
    get(client, office)
    get(client, office, "catalogue-print")
    client.head(reverse("catalogue-pdf"))
    assert not ArchiveEvent.objects.exists()


def test_an_export_of_nothing_or_of_nonsense_is_not_found(client, office):
    assert get(client, office, "catalogue-pdf").status_code == 404
    an_item(office)
    assert get(client, office, "catalogue-pdf", year="x").status_code == 404
    assert get(client, office, "catalogue-pdf", kind="x").status_code == 404
    assert not ArchiveEvent.objects.exists()


# -- Pages and rights ---------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["catalogues", "catalogue-print", "catalogue-pdf", "catalogue-workbook"]
)
@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.SYSTEM_ADMIN])
def test_who_sees_no_archive_finds_no_catalogue(client, office, name, role):
    an_item(office)
    assert get(client, UserFactory(role=role), name).status_code == 404


def test_an_assessor_gets_what_may_be_shown_and_is_told_so(client, office):
    shown = an_item(office, 1, title="可看")
    an_item(office, 2, title="不公开", is_confidential=True)
    destroyed(an_item(office, 3, title="没有了"))
    person = assessor(shown.campaign)
    page = get(client, person).content.decode()
    assert catalogues.PARTIAL in page
    assert ("可看" in page, "不公开" in page, "没有了" in page) == (True, False, False)
    content = get(client, person, "catalogue-pdf").content
    assert "不公开" not in "".join(read_pdf(content))
    assert ArchiveEvent.objects.get().court == office.court


def test_the_office_is_told_of_no_limit(client, office):
    an_item(office)
    assert catalogues.PARTIAL not in get(client, office).content.decode()


def test_another_courts_items_are_not_in_it(client, office):
    other = CourtFactory(name="邻县人民法院", fonds_number="0118")
    campaign = CampaignFactory(court=other, slug="other")
    ArchiveItemFactory(campaign=campaign, title="邻县的")
    an_item(office)
    assert get(client, office).context["catalogue"].totals.items == 1


def test_an_item_found_by_several_parts_is_there_once_with_all_its_parts(
    client, office
):
    item = an_item(office, 1)
    criterion = CriterionFactory(standard=item.campaign.standard, code="3.1")
    serving(item, criterion)
    serving(item, criterion)
    an_item(office, 2)
    found = get(client, office, criterion="3.1").context["catalogue"]
    assert codes(found) == [item.code]
    assert (found.totals.items, found.totals.parts) == (1, 3)


def test_filters_narrow_and_the_paper_says_so(client, office, bureau):
    an_item(office, 1)
    an_item(office, 1, unit=bureau)
    page = get(client, office, unit=bureau.pk)
    found = page.context["catalogue"]
    assert codes(found) == ["0117-WS·2014-D30-ZGK-0001"]
    assert dict(found.cover)["说明"] == "按条件选列（责任单位：政工科）"


def test_a_box_is_chosen_among_those_of_the_reader(client, office):
    box = a_box(office)
    an_item(office, 1, box=box)
    an_item(office, 2)
    page = get(client, office, kind="boxes", box=box.pk)
    assert codes(page.context["catalogue"]) == ["0117-WS·2014-D30-BGS-0001"]
    empty = a_box(office, number=2)
    assert empty not in page.context["filter"].form.fields["box"].queryset


def test_a_long_catalogue_comes_in_stretches_on_screen_and_whole_on_paper(
    client, office
):
    for number in range(1, 61):
        an_item(office, number, parts=0)
    first, second = (get(client, office, page=n).context["tables"] for n in (1, 2))
    assert (len(first[0].rows), len(second[0].rows)) == (50, 11)
    whole = get(client, office, "catalogue-print", page=2).context["catalogue"]
    assert len(rows(whole)) == 60


@pytest.mark.parametrize("asked", [{}, {"kind": "boxes"}, {"by": "criterion"}])
def test_more_rows_ask_no_more_queries(client, office, asked):
    campaign = CampaignFactory()
    counts = []
    for total in (1, 3, 30):
        for number in range(ArchiveItem.objects.count() + 1, total + 1):
            item = an_item(office, number, box=a_box(office, number=number))
            serving(item, CriterionFactory(standard=campaign.standard))
        get(client, office, **asked)
        with CaptureQueriesContext(connection) as queries:
            get_again = client.get(reverse("catalogues"), asked)
        assert get_again.status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12


def test_the_box_and_the_criterion_lead_to_their_catalogue(client, office):
    box = a_box(office)
    item = an_item(office, box=box)
    criterion = CriterionFactory(standard=item.campaign.standard, code="3.1")
    serving(item, criterion)
    client.force_login(office)
    page = client.get(box.get_absolute_url()).content.decode()
    assert f"{reverse('catalogues')}?kind=boxes&amp;box={box.pk}" in page
    page = client.get(reverse("archive-of", args=["criterion", criterion.pk]))
    assert f"{reverse('catalogues')}?by=criterion&amp;criterion=3.1" in (
        page.content.decode()
    )
