"""Word templates that hide what they are: under another name, type or namespace."""

import pytest

from dossiers.stationery import parts, starter
from dossiers.tests import templating, word_files
from dossiers.tests.test_template_hazards import PLAIN, why

english = templating.english
HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CODE = "<w:r><w:instrText>DDEAUTO c:\\cmd</w:instrText></w:r>"


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def header(body, namespace=TRANSITIONAL):
    return f'<w:hdr xmlns:w="{namespace}"><w:p>{body}</w:p></w:hdr>'.encode()


def field(*inner):
    """A field with these between its beginning and its end."""
    return "".join([mark("begin"), *inner, mark("end")])


SEPARATE = mark("separate")


def with_header(name, data, kind=HEADER):
    content = word_files.typed(PLAIN, name, kind, data)
    target = name.removeprefix("word/")
    return word_files.related(content, "header", target, external=False)


def test_a_header_under_any_name_is_no_part_of_a_template():
    told = why(with_header("word/header1.dat", header(field(CODE))))
    assert "header1.dat" in told
    assert "DDEAUTO" in told  # it is read as XML all the same


def test_a_header_among_the_pictures_is_read_as_xml():
    told = why(with_header("word/media/header1.png", header(field(CODE))))
    assert "DDEAUTO" in told


def test_a_type_by_ending_makes_it_xml_too():
    default = f'<Default Extension="jpg" ContentType="{HEADER}"/></Types>'
    content = word_files.changed(PLAIN, word_files.TYPES, "</Types>", default)
    content = word_files.with_part(content, "word/media/a.JPG", header(field(CODE)))
    assert "DDEAUTO" in why(content)


def test_declared_entities_are_found_under_any_name():
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    assert "entities" in why(with_header("word/media/header1.png", bomb))


def test_a_part_that_swells_is_found_under_any_name():
    swollen = header(" " * parts.MAX_PART)
    assert "far larger" in why(with_header("word/media/header1.png", swollen))


def test_what_is_related_as_a_header_is_xml_whatever_its_type():
    content = with_header("word/media/header1.png", header(field(CODE)), "image/png")
    assert "a kind templates do not have: header" in why(content)


@pytest.mark.parametrize("name", ["word/x.bin", "printers/a.dat", "word/fonts/a.odttf"])
def test_a_part_of_an_unknown_kind_is_refused_by_its_name(name):
    leaf = name.rpartition("/")[2]
    assert f"a kind templates do not have: {leaf}" in why(
        word_files.with_part(PLAIN, name, b"x")
    )


@pytest.mark.parametrize(
    "name",
    [
        "word/media/image1.png",
        "docProps/thumbnail.emf",
        "word/theme/theme2.xml",
        "customXml/item9.xml",
        "word/glossary/settings.xml",
        "word/media/",
    ],
)
def test_what_word_itself_puts_into_a_file_comes_in(name):
    data = b"<a/>" if name.endswith("xml") else b""
    assert why(word_files.with_part(starter.build(), name, data)) == ""


def test_a_field_in_the_other_namespace_of_word_is_read():
    told = why(with_header("word/header1.xml", header(field(CODE), STRICT)))
    assert "DDEAUTO" in told


@pytest.mark.parametrize(
    "inner",
    [
        ("<w:r><w:t>DDE</w:t></w:r>", "<w:r><w:instrText>AUTO x</w:instrText></w:r>"),
        ("<w:r><w:delInstrText>DDEAUTO x</w:delInstrText></w:r>",),
        # Whether Word reads the text or not, one of the two is no PAGE.
        ("<w:r><w:t>PAGE </w:t></w:r>", CODE),
        (CODE, SEPARATE, "<w:r><w:t>1</w:t></w:r>"),
    ],
)
def test_every_letter_before_the_result_may_be_the_instruction(inner):
    assert "DDEAUTO" in why(with_header("word/header1.xml", header(field(*inner))))


def test_the_result_of_a_field_is_no_instruction():
    page = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inner = (page, SEPARATE, "<w:r><w:t>DDEAUTO</w:t></w:r>")
    assert why(with_header("word/header1.xml", header(field(*inner)))) == ""


def test_fields_deep_in_one_another_are_refused():
    page = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    body = (mark("begin") + page) * 30
    assert "{ }" in why(with_header("word/header1.xml", header(body)))


@pytest.mark.parametrize("mode", ["external", "External ", "Elsewhere"])
def test_a_target_that_is_not_inside_is_outside(mode):
    content = word_files.related(PLAIN, "image", "http://example.org/a.png")
    content = word_files.changed(
        content, word_files.RELATIONS, '"External"', f'"{mode}"'
    )
    assert "only linked" in why(content)


@pytest.mark.parametrize(
    ("lines", "rows"), [(3001, 0), (0, 1001)], ids=["paragraphs", "rows"]
)
def test_a_file_longer_than_any_layout_is_refused(lines, rows):
    body = "<w:p/>" * lines + "<w:tbl>" + "<w:tr/>" * rows + "</w:tbl></w:body>"
    content = word_files.changed(PLAIN, word_files.DOCUMENT, "</w:body>", body)
    assert "too long for a template" in why(content)


def test_of_very_many_hazards_the_first_are_told():
    body = "<w:altChunk/>" * 1000 + "</w:body>"
    told = why(word_files.changed(PLAIN, word_files.DOCUMENT, "</w:body>", body))
    assert "altChunk" in told
