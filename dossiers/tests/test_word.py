"""The Word export follows GB/T 9704-2012, whatever the report says."""

import shutil
import subprocess
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Text
from dossiers.exports import word

REPORT = Document(
    title="2013—2014年度省级文明单位创建工作总结",
    blocks=(
        Paragraph((Text("共开展活动"), Quote("activities", "25次"), Text("，捐款"))),
        Heading(1, 1, "加强组织领导"),
        Heading(2, 2, "紧盯目标"),
        Heading(3, 3, "注重宣传到位"),
        Heading(4, 4, "开展主题活动"),
        Paragraph((Text("“三公”经费"), Quote("cost", "待补充", is_missing=True))),
        Signature("罗田县人民法院", date(2014, 11, 3)),
    ),
    notice="演示数据",
)


def parts(document):
    """Return each XML part of the rendered file by its name."""
    with ZipFile(BytesIO(word.render(document))) as packed:
        return {name: parse_xml(packed.read(name)) for name in packed.namelist()}


def opened(document):
    return docx.Document(BytesIO(word.render(document)))


def marginal(document, kind):
    """Return {"even": text, "default": text} of the headers or footers in use."""
    section = opened(document).sections[0]
    odd, even = getattr(section, kind), getattr(section, f"even_page_{kind}")
    return {"default": odd, "even": even}


def style(name):
    return opened(REPORT).styles[name].element


def attribute(element, path, name="val"):
    """Return attribute w:`name` of the descendant of `element` at `path`."""
    return element.find(path, element.nsmap).get(qn(f"w:{name}"))


def a_line(text):
    return Document("", (Paragraph((Text(text),)),))


def test_it_prints_every_block_in_order():
    printed = [paragraph.text for paragraph in opened(REPORT).paragraphs]
    assert printed == [
        "2013—2014年度省级文明单位创建工作总结",
        "共开展活动25次，捐款",
        "一、加强组织领导",
        "（二）紧盯目标",
        "3.注重宣传到位",
        "（4）开展主题活动",
        "“三公”经费待补充",
        "罗田县人民法院",
        "2014年11月3日",
    ]


def test_it_refuses_a_block_it_does_not_know():
    with pytest.raises(TypeError, match="Word cannot print 'a table'"):
        word.render(Document("", ("a table",)))


def test_the_page_is_a4_with_156_by_225_mm_of_text():
    section = opened(REPORT).sections[0]
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert (section.page_width, section.page_height) == pytest.approx(
        (Mm(210), Mm(297)), abs=Mm(0.1)
    )
    assert (across, down) == pytest.approx((Mm(156), Mm(225)), abs=Mm(0.1))
    assert section.top_margin == pytest.approx(Mm(37), abs=Mm(0.1))
    assert section.left_margin == pytest.approx(Mm(28), abs=Mm(0.1))


def test_the_pitch_lets_exactly_22_lines_stand_on_a_page():
    section = opened(REPORT).sections[0]
    down = section.page_height - section.top_margin - section.bottom_margin
    pitch = int(attribute(style("Normal"), ".//w:spacing", "line"))
    assert down // Twips(pitch) == 22


def test_the_tracking_lets_exactly_28_hanzi_stand_in_a_line():
    section = opened(REPORT).sections[0]
    across = section.page_width - section.left_margin - section.right_margin
    tracking = int(attribute(style("Normal"), "w:rPr/w:spacing"))
    assert across // Twips(20 * 16 + tracking) == 28


def test_the_grid_counts_lines_only():
    grid = opened(REPORT).sections[0]._sectPr.find(qn("w:docGrid"))
    assert dict(grid.attrib) == {qn("w:type"): "lines", qn("w:linePitch"): "579"}


def test_the_body_is_exact_justified_and_off_the_grid():
    normal = style("Normal")
    assert attribute(normal, "w:pPr/w:spacing", "lineRule") == "exact"
    assert attribute(normal, "w:pPr/w:jc") == "both"
    for name in ("widowControl", "autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        assert attribute(normal, f"w:pPr/w:{name}") == "0"


def test_the_body_is_indented_by_two_hanzi_for_both_word_processors():
    indent = "w:pPr/w:ind"
    assert attribute(style("Body Text"), indent, "firstLineChars") == "200"
    assert attribute(style("Body Text"), indent, "firstLine") == "630"


@pytest.mark.parametrize(
    ("level", "face"),
    [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")],
)
def test_a_heading_has_its_face_and_stands_in_the_navigation_pane(level, face):
    heading = style(f"Heading {level}")
    assert attribute(heading, "w:name") == f"heading {level}"
    assert attribute(heading, "w:pPr/w:outlineLvl") == str(level - 1)
    assert attribute(heading, "w:rPr/w:rFonts", "eastAsia") == face
    assert heading.find("w:pPr/w:keepNext", heading.nsmap) is not None
    run = opened(REPORT).paragraphs[1 + level].runs[0]
    assert attribute(run._element, "w:rPr/w:rFonts", "eastAsia") == face


def test_the_title_is_centred_2号_and_not_bold():
    title = style("Title")
    assert attribute(title, "w:pPr/w:jc") == "center"
    assert attribute(title, "w:rPr/w:sz") == "44"
    assert attribute(title, "w:rPr/w:rFonts", "eastAsia") == "方正小标宋简体"
    assert title.find("w:pPr/w:ind", title.nsmap) is None
    assert title.find("w:rPr/w:b", title.nsmap) is None


def test_every_run_names_one_face_for_hanzi_and_latin():
    runs = [run for part in parts(REPORT).values() for run in part.iter(qn("w:r"))]
    for run in runs:
        names = dict(run.find(qn("w:rPr")).find(qn("w:rFonts")).attrib)
        assert names.pop(qn("w:hint")) == "eastAsia"
        assert len(names) == 4
        assert len(set(names.values())) == 1
    assert len(runs) == 20


def test_no_theme_font_is_left_to_overrule_ours():
    found = parts(REPORT)
    names = {
        name
        for part in found.values()
        for fonts in part.iter(qn("w:rFonts"))
        for name in fonts.attrib
    }
    assert not [name for name in names if name.endswith(("Theme", "theme"))]
    assert not [name for name in found if "theme" in name]


def test_the_language_is_chinese():
    defaults = parts(REPORT)["word/styles.xml"].find(qn("w:docDefaults"))
    assert attribute(defaults, ".//w:lang") == "zh-CN"
    assert attribute(defaults, ".//w:lang", "eastAsia") == "zh-CN"


def test_a_missing_font_is_replaced_by_its_relation():
    table = parts(REPORT)["word/fontTable.xml"]
    replaced = {font.get(qn("w:name")): attribute(font, "w:altName") for font in table}
    assert replaced == {
        "仿宋_GB2312": "仿宋",
        "楷体_GB2312": "楷体",
        "方正小标宋简体": "宋体",
    }


@pytest.mark.parametrize(
    ("page", "side", "edge"), [("default", "right", "right"), ("even", "left", "left")]
)
def test_the_page_number_stands_one_character_in_on_the_outer_side(page, side, edge):
    footer = marginal(REPORT, "footer")[page]._element
    printed = "".join(text.text for text in footer.iter(qn("w:t")))
    assert printed == "— 1 —"
    assert attribute(footer, ".//w:fldSimple", "instr") == " PAGE "
    assert attribute(footer, ".//w:jc") == side
    assert attribute(footer, ".//w:ind", edge) == "280"


def test_the_page_number_is_4号_song():
    footer = style("Footer")
    assert attribute(footer, "w:rPr/w:sz") == "28"
    assert attribute(footer, "w:rPr/w:rFonts", "ascii") == "宋体"
    assert opened(REPORT).settings.odd_and_even_pages_header_footer is True


def test_the_notice_stands_on_every_page():
    headers = marginal(REPORT, "header")
    assert [header.paragraphs[0].text for header in headers.values()] == [
        "演示数据",
        "演示数据",
    ]


def test_without_a_notice_there_is_no_header():
    headers = marginal(Document("总结", ()), "header")
    assert all(header.is_linked_to_previous for header in headers.values())


def test_only_a_missing_figure_is_highlighted():
    runs = [run for each in opened(REPORT).paragraphs for run in each.runs]
    highlighted = [run.text for run in runs if run.font.highlight_color]
    assert highlighted == ["待补充"]


def test_the_signature_is_set_by_the_rule_without_a_seal():
    organisation, day = opened(REPORT).paragraphs[-2:]
    # 7 hanzi are 2205 twip; 3 hanzi and 7 digits are 945 + 7 × 155 = 2030.
    assert organisation.paragraph_format.right_indent.twips == 630
    assert day.paragraph_format.right_indent.twips == 2205 - 2030
    assert organisation.paragraph_format.space_before.twips == 579


def test_the_signature_never_stands_alone():
    kept = [each.paragraph_format.keep_with_next for each in opened(REPORT).paragraphs]
    assert kept[-3:] == [True, True, None]
    assert kept[1] is None


def test_a_title_of_two_lines_is_one_paragraph():
    title = "罗田县人民法院2013—2014年度省级文明单位创建工作总结"
    first = opened(Document(title, ())).paragraphs[0]
    assert first.text == "罗田县人民法院2013—2014年度\n省级文明单位创建工作总结"


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="needs LibreOffice (soffice) and poppler (pdftotext) to lay the page out",
)
def test_a_full_page_of_hanzi_has_22_lines_of_28(tmp_path):
    source = tmp_path / "page.docx"
    source.write_bytes(word.render(a_line("文明法院创建工作扎实推进" * 120)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = ["soffice", home, "--headless", "--convert-to", "pdf", source.name]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    order = ["pdftotext", "-f", "2", "-l", "2", "-layout", "page.pdf", "-"]
    page = subprocess.run(
        order, cwd=tmp_path, check=True, capture_output=True, text=True
    )
    lines = [line.strip() for line in page.stdout.splitlines() if "文明" in line]
    assert Counter(map(len, lines)) == {28: 22}
