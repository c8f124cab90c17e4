"""The check of a Word template: each fault with its place, and what may not be done."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from campaigns.models import Court
from dossiers.stationery import lint, sandbox, starter, versions, words
from dossiers.tests import templating, word_files

ENOUGH = ("{{ 正文 }}", "{{ 落款 }}")
english = templating.english


def material(**facts):
    """The sample; with figures, as if a summary were there."""
    sample = versions._sample(Court(name="罗田县人民法院"))
    if not facts:
        return sample
    told = sample.context | {"数据": facts, "清单": facts}
    known = {name: Named(name) for name in facts}
    return lint.Material(sample.document, known, told, "总结")


class Named:
    """Stands for a figure; only its names are asked."""

    def __init__(self, label):
        self.key = self.label = label


def found(*lines, shape=None, **facts):
    """The hard findings as (kind, place, excerpt)."""
    content = word_files.of(*lines, *ENOUGH, shape=shape)
    findings, _figures = lint.check(content, material(**facts))
    return [(each.kind, each.place, each.excerpt) for each in findings if each.is_hard]


def remarks(*lines, shape=None, **facts):
    """The findings that let the template be used, as messages."""
    findings, _figures = lint.check(
        word_files.of(*lines, shape=shape), material(**facts)
    )
    assert not any(each.is_hard for each in findings)
    return [each.message for each in findings]


def test_the_starter_has_nothing_to_put_right():
    assert lint.check(starter.build(), material()) == ([], [])


def test_an_unknown_name_is_told_with_its_place_and_the_nearest():
    content = word_files.of("公文", "{{ 标提 }}", *ENOUGH)
    (finding,) = [one for one in lint.check(content, material())[0] if one.is_hard]
    assert (finding.kind, finding.place) == ("name", "paragraph 2")
    assert "标题" in finding.message


def test_an_unknown_figure_is_told_with_the_nearest():
    content = word_files.of("{{ 数据.法官讲谈 }}", *ENOUGH)
    findings, figures = lint.check(content, material(法官讲坛="1期"))
    assert (findings[0].kind, figures) == ("name", ["法官讲谈"])
    assert "法官讲坛" in findings[0].message


def test_before_there_is_a_summary_any_figure_may_be_right():
    assert found("{{ 数据.法官讲谈 }}") == []


def test_a_part_of_a_paragraph_is_known_in_its_loop_only():
    inside = ("{%p for 段 in 段落 %}", "{{ 段.文字 }}", "{%p endfor %}")
    assert found(*inside) == []
    assert found(*inside, "{{ 段.文字 }}") == [("name", "paragraph 4", "{{ 段.文字 }}")]


def test_a_fault_in_a_table_is_told_by_row_and_cell():
    def shape(sheet):
        table = sheet.add_table(2, 3)
        table.cell(1, 2).text = "{{ 标提 }}"

    assert found(shape=shape) == [("name", "table 1, row 2, cell 3", "{{ 标提 }}")]


def test_a_fault_in_header_and_footer_is_told_by_its_part():
    def shape(sheet):
        sheet.sections[0].header.paragraphs[0].text = "{{ 标提 }}"
        sheet.sections[0].footer.paragraphs[0].text = "{{ 法完 }}"

    assert {place for _kind, place, _excerpt in found(shape=shape)} == {
        "header · paragraph 1",
        "footer · paragraph 1",
    }


def test_a_tag_over_several_runs_is_read_as_one():
    def shape(sheet):
        paragraph = sheet.add_paragraph()
        for piece in ("{", "{ 标", "题 }", "}"):
            paragraph.add_run(piece).bold = True

    assert found(shape=shape) == []


def test_a_tag_torn_by_a_tab_is_told():
    def shape(sheet):
        paragraph = sheet.add_paragraph("{{ 标")
        paragraph.add_run().add_tab()
        paragraph.add_run("题 }}")

    assert found(shape=shape)[0] == ("form", "paragraph 3", "{{ 标题 }}")


def test_a_tag_torn_by_a_link_is_told():
    def shape(sheet):
        paragraph = sheet.add_paragraph("{{ 标")
        run = f"<w:ins {nsdecls('w')}><w:r><w:t>题 }}}}</w:t></w:r></w:ins>"
        paragraph._p.append(parse_xml(run))

    assert found(shape=shape)[0] == ("form", "paragraph 3", "{{ 标题 }}")


def test_a_tag_that_does_not_end_in_its_paragraph_is_told():
    places = [place for _kind, place, _excerpt in found("{{ 标", "题 }}")]
    assert places == ["paragraph 1", "paragraph 2"]


def test_full_width_braces_are_told():
    assert found("｛｛ 标题 ｝｝") == [("form", "paragraph 1", "｛｛ 标题 ｝｝")]


def test_the_braces_of_prose_are_told():
    (message,) = remarks("{法官讲坛}", *ENOUGH, 法官讲坛="1期")
    assert "{{ 数据.法官讲坛 }}" in message


def test_a_tag_hidden_in_a_picture_s_description_is_told():
    def shape(sheet):
        properties = (
            f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{{{{ 标题 }}}}"/>'
        )
        sheet.paragraphs[0]._p.append(parse_xml(properties))

    assert found(shape=shape) == [("form", "paragraph 1", "{{ 标题 }}")]


def test_a_tag_in_the_properties_of_the_file_is_told():
    def shape(sheet):
        sheet.core_properties.comments = "{{ 标题 }}"

    assert found(shape=shape) == [("form", "properties of the file", "{{ 标题 }}")]


@pytest.mark.parametrize(
    "lines",
    [
        ("{% for 段 in 段落 %}", "{{ 段.文字 }}", "{% endfor %}"),
        ("{%p if 提示 %}",),
        ("{%p endif %}",),
        ("{%p if 提示 %}", "{%p endfor %}", "{%p endif %}"),
        ("字{%p if 提示 %}", "{%p endif %}"),
        ("{{p 标题 }}",),
        ("{%- if 提示 %}{% endif %}",),
        ("{{ 标题 ",),
        ("{{ 标题. }}",),
        ("字{{ 正文 }}",),
        ("{{ 数据 }}",),
        ("{{ 段落 }}",),
        ("{{ 落款[0] }}",),
        ("{% set x = 1 %}",),
        ("{% include 'x' %}",),
        ("{% macro a() %}{% endmacro %}",),
    ],
)
def test_what_cannot_be_read_is_a_fault(lines):
    assert found(*lines)


ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ 标题.__class__.__mro__ }}",
    "{{ 标题['__class__'] }}",
    "{{ 标题.format }}",
    "{{ 数据.items() }}",
    "{{ lipsum() }}",
    "{{ cycler('a', 'b') }}",
    "{{ range(3) }}",
    "{{ self }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 2 ** 1000000000 }}",
    "{{ 标题 | center(1000000000) }}",
    "{{ 标题 | attr('__class__') }}",
    "{{ 标题 | safe }}",
    "{% for i in range(10**9) %}{% endfor %}",
    "{% for i in 标题 %}{% endfor %}",
    "{% for i in 段落 %}{% for j in 段落 %}{% endfor %}{% endfor %}",
    "{% for i in 段落 recursive %}{{ loop(段落) }}{% endfor %}",
)


@pytest.mark.parametrize("tag", ESCAPES)
def test_an_escape_or_an_endless_run_is_a_fault(tag):
    assert found(tag)


@pytest.mark.parametrize("tag", ESCAPES)
def test_the_sandbox_refuses_it_also_without_the_check(tag):
    """What the check did not see, in a place it does not look at, does no harm."""
    context = material().context
    try:
        told = sandbox.Environment().from_string(tag).render(context)
    except Exception as error:
        assert error.__class__.__module__.startswith(("jinja2", sandbox.__name__))
    else:
        assert told == ""  # a loop over letters prints nothing and ends


def test_the_sandbox_stops_what_writes_too_much(monkeypatch):
    monkeypatch.setattr(sandbox, "MAX_OUTPUT", 50)
    template = sandbox.Environment().from_string(
        "{% for i in 段落 %}0123456789{% endfor %}"
    )
    with pytest.raises(sandbox.TemplateRuntimeError):
        template.render(material().context)


def test_the_words_of_a_template_are_plain_data():
    def plain(value):
        if isinstance(value, dict):
            return all(plain(each) for each in value.values())
        if isinstance(value, list):
            return all(plain(each) for each in value)
        return type(value) in (str, int)

    assert plain(material().context)


def test_a_missing_style_is_a_remark_that_names_what_is_used():
    def shape(sheet):
        for name in ("Heading 2", "Body Text"):
            sheet.styles[name].delete()

    told = remarks(*ENOUGH, shape=shape)
    assert told == [
        "There is no style 标题 2; 标题 1 is used instead.",
        "There is no style 正文文本; 正文 is used instead.",
    ]


def test_a_template_that_tells_nothing_is_remarked_on():
    assert len(remarks("公文")) == 2


def test_a_trial_rendering_that_fails_is_told_with_its_place():
    assert found("{% if 标题 > 1 %}{% endif %}") == [
        ("trial", "paragraph 1", "{% if 标题 > 1 %}{% endif %}")
    ]


def test_every_word_of_the_list_is_known():
    lines = [f"{{{{ {name} }}}}" for name in words.MEANINGS if name != words.BODY]
    assert found(*lines) == []


def test_a_figure_is_spelt_so_that_the_template_can_be_read():
    labels = ["法官讲坛", "2013年人次", "“三公”经费"]
    rows = [type("Row", (), {"label": one, "key": "k_1"}) for one in labels]
    spelt = [words.spelling(row) for row in rows]
    assert spelt == [
        "{{ 数据.法官讲坛 }}",
        '{{ 数据["2013年人次"] }}',
        "{{ 数据.k_1 }}",
    ]
    facts = dict.fromkeys([*labels, "k_1"], "1")
    assert found(*spelt, **facts) == []


def test_quotes_word_has_turned_are_read_as_straight_ones():
    assert found("{{ 数据[“2013年人次”] }}", **{"2013年人次": "1"}) == []


def test_checking_leaves_the_file_as_it_was():
    content = word_files.of("{{ 标题 }}", *ENOUGH)
    lint.check(content, material())
    assert docx.Document(BytesIO(content)).paragraphs[0].text == "{{ 标题 }}"
