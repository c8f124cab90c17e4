"""What may not come in as a Word template: each kind refused, with its place."""

from io import BytesIO
from unittest import mock

import pytest

from campaigns.contents import Refused
from dossiers.stationery import hazards, parts, starter
from dossiers.tests import templating, word_files

PLAIN = word_files.of("{{ 标题 }}", "{{ 正文 }}")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NORMAL = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
english = templating.english


def why(content, name="模板.docx"):
    """The reason it is refused; "" when it may come in."""
    try:
        hazards.refuse(BytesIO(content), name)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("content", [PLAIN, starter.build()])
def test_a_harmless_file_comes_in(content):
    assert why(content) == ""


def test_a_docm_is_refused_by_its_name():
    assert "macros" in why(PLAIN, "模板.docm")


def test_a_docm_called_docx_is_refused_by_its_content():
    content = word_files.changed(PLAIN, word_files.TYPES, NORMAL, MACROS)
    assert "macros" in why(content)


def test_a_macro_project_is_refused():
    assert "macros" in why(word_files.with_part(PLAIN, "word/vbaProject.bin", b"x"))


def test_another_kind_of_file_is_refused():
    assert "(.docx)" in why(b"%PDF-1.4 %%EOF", "模板.pdf")


def test_a_text_called_docx_is_refused():
    assert "another kind" in why(b"plain words", "模板.docx")


def test_a_link_to_the_outside_is_refused_with_its_paragraph():
    told = why(word_files.of("一", "二", shape=word_files.linked))
    assert "paragraph 2" in told
    assert "http://example.org/x" in told


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("image", "http://example.org/a.png", "only linked"),
        ("image", "file:///C:/a.png", "only linked"),
        ("attachedTemplate", "file:///C:/Normal.dotm", "attached template"),
        ("oleObject", "http://example.org/a.xls", "OLE"),
        ("frame", "http://example.org/", "of a kind"),
    ],
)
def test_what_reaches_outside_is_refused(kind, target, words):
    told = why(word_files.related(PLAIN, kind, target))
    assert words in told
    assert target in told


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("oleObject", "OLE"),
        ("package", "OLE"),
        ("control", "ActiveX"),
        ("aFChunk", "altChunk"),
        ("subDocument", "sub-document"),
        ("unheard", "a kind templates do not have: unheard"),
    ],
)
def test_what_is_embedded_is_refused(kind, words):
    content = word_files.with_part(PLAIN, "word/embeddings/one.xml", b"<a/>")
    assert words in why(word_files.related(content, kind, "embeddings/one.xml", False))


def test_an_attached_template_in_the_settings_is_refused():
    content = word_files.changed(
        PLAIN,
        word_files.SETTINGS,
        "</w:settings>",
        "<w:attachedTemplate/></w:settings>",
    )
    assert "attached template" in why(content)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("altChunk", "altChunk"),
        ("object", "OLE"),
        ("control", "ActiveX"),
        ("subDoc", "sub-document"),
        ("mailMerge", "mail merge"),
        ("scriptAnchor", "a script"),
    ],
)
def test_an_element_that_loads_something_is_refused(name, words):
    shape = word_files.element(f"<w:{name}/>")
    assert words in why(word_files.of("一", shape=shape))


@pytest.mark.parametrize(
    "pieces",
    [
        ("DDE", "AUTO c:\\\\cmd.exe"),
        ("INCLUDETEXT http://example.org/a",),
        ("INCLUDE", "PICTURE a.png"),
        ("QUOTE 68 68 69",),
        ("MACROBUTTON Run",),
        ("HYPERLINK http://example.org",),
        ("",),
    ],
)
def test_a_field_that_fetches_or_runs_is_refused(pieces):
    assert "field" in why(word_files.of("一", shape=word_files.field(*pieces)))


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", 'HYPERLINK \\l "_Toc1"'])
def test_a_field_that_stays_within_the_file_comes_in(code):
    assert why(word_files.of("一", shape=word_files.field(code))) == ""


def test_an_old_drawing_with_an_address_is_refused():
    xml = (
        '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"'
        ' href="http://example.org"/></w:pict></w:r></w:p>'
    )
    content = word_files.changed(PLAIN, word_files.DOCUMENT, "</w:p>", xml)
    assert "http://example.org" in why(content)


def test_declared_entities_are_refused():
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document'
    content = word_files.changed(PLAIN, word_files.DOCUMENT, "<w:document", bomb)
    assert "entities" in why(content)


def test_a_part_that_swells_when_unpacked_is_refused():
    bomb = b"<a>" + b" " * (parts.MAX_PART + 1) + b"</a>"
    assert "far larger" in why(word_files.with_part(PLAIN, "word/a.xml", bomb))


def test_many_parts_that_swell_together_are_refused():
    content = word_files.with_part(PLAIN, "word/media/a.bin", b"x" * 10_000)
    with mock.patch.object(parts, "MAX_UNPACKED", 9_000):
        assert "far larger" in why(content)


def test_a_part_that_comes_twice_is_refused():
    content = word_files.with_part(PLAIN, "WORD/document.xml", b"<a/>")
    assert "damaged" in why(content)


def test_a_file_too_large_is_refused():
    with mock.patch.object(hazards, "MAX_BYTES", 1000):
        assert "MB" in why(PLAIN)


def test_every_hazard_is_named_at_once():
    content = word_files.of("一", "二", shape=word_files.linked)
    content = word_files.related(content, "image", "http://example.org/a.png")
    told = why(content)
    assert "http://example.org/x" in told
    assert "http://example.org/a.png" in told
