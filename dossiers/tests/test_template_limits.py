"""Word templates made to wear the check out, or to slip a tag past it."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from campaigns.contents import Refused
from dossiers.blocks import Document, Heading, Paragraph, Text
from dossiers.stationery import grammar, lint, rendering, tags
from dossiers.tests import templating, word_files
from dossiers.tests.templating import filled
from dossiers.tests.test_template_lint import ENOUGH, found, material

english = templating.english
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def faults(*lines, shape=None):
    """The hard findings as (place, message)."""
    findings, _figures = lint.check(word_files.of(*lines, shape=shape), material())
    return [(one.place, one.message) for one in findings if one.is_hard]


def inserted(xml):
    """This XML at the end of the first paragraph."""

    def shape(sheet):
        for each in parse_xml(f"<w:p {nsdecls('w')} {MATH}>{xml}</w:p>"):
            sheet.paragraphs[0]._p.append(each)

    return shape


@pytest.mark.parametrize(
    "lines",
    [
        ("{{" * 400,),
        ("{% if 提示 %}" * 301,),
        ("{{ 标题 }}",) * 301,
        ("{x}" * 601,),
        ("{%p for 段 in 段落 %}", "{%p endfor %}") * 151,
    ],
)
def test_more_tags_than_any_template_has_are_one_fault(lines):
    ((_place, message),) = faults(*lines)
    assert message == tags.TOO_MANY % {"most": tags.MAX_TAGS}


def test_a_very_long_paragraph_with_tags_is_not_read():
    told = faults("公文", "{{" + " " * 5000 + "标题 }}")
    assert told == [("paragraph 2", tags.TOO_LONG % {"most": tags.MAX_LENGTH})]


def test_a_paragraph_of_very_many_pieces_with_tags_is_not_read():
    told = faults("{{ 标题 }}", shape=inserted("<w:r/>" * 5000))
    assert told == [("paragraph 1", tags.TOO_LONG % {"most": tags.MAX_LENGTH})]


def test_a_very_long_paragraph_without_tags_is_fine():
    assert faults("文" * 6000) == []


def test_the_body_comes_once():
    assert faults(*ENOUGH, "{{ 正文 }}") == [("paragraph 3", grammar.BODY_ONCE)]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 正文|first }}",
        "{{ 正文|default('x') }}",
        "{{ 正文[0] }}",
        "{{ 正文 if 提示 else 标题 }}",
        "{% if 正文 == '' %}{% endif %}",
    ],
)
def test_the_body_is_nothing_to_work_on(tag):
    assert faults(tag)[0] == ("paragraph 1", grammar.BODY_ALONE)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ " + "(" * 300 + "标题" + ")" * 300 + " }}",
        "{{ " + "not " * 1200 + "标题 }}",
        "{{ 数据" + ".a" * 1500 + " }}",
        "{{ 数据[" + "1" * 4500 + "] }}",
    ],
    ids=["brackets", "not", "parts", "digits"],
)
def test_a_tag_without_end_cannot_be_read(tag):
    assert faults(tag)[0] == ("paragraph 1", grammar.UNREADABLE)


def test_a_part_that_is_broken_is_refused():
    content = with_footnotes(b"<w:footnotes>")
    with pytest.raises(Refused):
        lint.check(content, material())


def with_footnotes(data):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    content = word_files.of(*ENOUGH)
    content = word_files.typed(content, "word/notes.xml", f"{kind}.footnotes+xml", data)
    return word_files.related(content, "footnotes", "notes.xml", external=False)


def test_a_style_in_capitals_is_found_and_used():
    def shape(sheet):
        sheet.styles["Heading 1"].element.name_val = "Heading 1"

    content = word_files.of(*ENOUGH, shape=shape)
    assert lint.check(content, material()) == ([], [])
    document = Document("", (Heading(1, 1, "甲"),))
    sheet = docx.Document(BytesIO(filled(content, document)))
    assert sheet.paragraphs[0].style.style_id == "Heading1"


@pytest.mark.parametrize("identity", ["rId99", "rId1"])
def test_a_header_that_is_not_there_is_told(identity):
    reference = (
        f'<w:headerReference {nsdecls("w", "r")} w:type="default" r:id="{identity}"/>'
    )

    def shape(sheet):
        sheet.sections[0]._sectPr.insert(0, parse_xml(reference))

    document = Document("", (Paragraph((Text("丙"),)),), notice="演示数据")
    with pytest.raises(rendering.Failed):
        filled(word_files.of(*ENOUGH, shape=shape), document)


@pytest.mark.parametrize(
    "xml",
    [
        "<m:oMath><m:r><m:t>{{ 标题 }}</m:t></m:r></m:oMath>",
        "<m:oMath><m:r><m:t>{</m:t></m:r></m:oMath>",
        "<w:r><w:instrText>{</w:instrText></w:r><w:r><w:instrText>{ 标题 }}</w:instrText></w:r>",
        "<w:del><w:r><w:delText>{{ 标题 }}</w:delText></w:r></w:del>",
    ],
)
def test_braces_outside_the_text_are_told(xml):
    assert ("paragraph 1", tags.OUTSIDE) in faults("文", shape=inserted(xml))


@pytest.mark.parametrize("lines", [("甲{", "{ 标题 }", "}"), ("{", "% if 提示 %", "}")])
def test_braces_of_several_paragraphs_are_told(lines):
    assert ("paragraph 1", tags.APART) in faults(*lines)


def test_a_mark_half_in_an_equation_is_told():
    xml = "<m:oMath><m:r><m:t># 甲 #</m:t></m:r></m:oMath>"
    assert ("paragraph 1", tags.APART) in faults("{", shape=inserted(xml))


def test_braces_of_prose_in_paragraphs_one_after_the_other_are_fine():
    assert found("{甲}", "{乙}") == []
