"""The interface is Chinese throughout: the catalogue is complete and in step."""

from io import BytesIO

import pytest
from babel.messages import Catalog, pofile
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.utils import translation

from config import catalogue

TEMPLATE = """{% load i18n %}
<section>
    {% translate "Sign in" %} {% translate '100% sure' %}
  {% translate "May" context "month" %}
        {% blocktranslate trimmed with name=person %}
            Hello {{ name }},
            you did 50%.
        {% endblocktranslate %}
    {% blocktranslate trimmed count n=number %}
        One thing
    {% plural %}
        {{ n }} things
    {% endblocktranslate %}
    {{ empty|default:_("None yet") }} {{ _("Bare") }}
    {% include inner with title=_("It's here") only %}
    {% comment %}{% translate "Not shown" %}{% endcomment %}
    it's an "unbalanced ( text
</section>"""

PYTHON = """
from django.utils.translation import gettext, gettext_lazy as _, ngettext, pgettext_lazy
title = _("Part one, "
          "part two")
def tell(n):
    return gettext("%(n)s files") % {"n": n}, ngettext("One", "Many", n)
month = pgettext_lazy("month", "May")
other = "not this", tell("nor this")
"""


# -- Our own catalogue ----------------------------------------------------------


def test_the_catalogue_is_complete_and_in_step():
    assert catalogue.current_problems() == []


def test_the_catalogue_is_written_as_the_command_would_write_it():
    kept = catalogue.read()
    assert catalogue.po_path().read_bytes() == catalogue.po_bytes(kept)


# -- Collecting -----------------------------------------------------------------


def test_messages_of_python_are_found():
    assert list(catalogue.messages_in(PYTHON)) == [
        ("Part one, part two", None),
        ("%(n)s files", None),
        (("One", "Many"), None),
        ("May", "month"),
    ]


@pytest.fixture
def marked(settings, tmp_path):
    """Make Django's catalogue one that puts every message of TEMPLATE in brackets."""
    catalog = catalogue.blank()
    found = catalogue.messages_in(catalogue.template_to_python(TEMPLATE))
    for msgid, context in found:
        text = (f"【{msgid[1]}】",) if isinstance(msgid, tuple) else f"【{msgid}】"
        catalog.add(msgid, text, context=context)
    folder = tmp_path / catalogue.LOCALE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(catalogue.mo_bytes(catalog))
    settings.LOCALE_PATHS = [tmp_path]
    return catalog


def test_what_is_collected_is_what_django_looks_up(marked):
    values = {
        "person": "甲",
        "number": 3,
        "empty": "",
        "inner": Template("{{ title }}"),
    }
    with translation.override("zh-hans"):
        page = Template(TEMPLATE).render(Context(values))
    told = [line.split("】")[0] for line in page.split("【")[1:]]
    assert told == [
        "Sign in",
        "100% sure",
        "May",
        "Hello 甲, you did 50%.",
        "3 things",
        "None yet",
        "Bare",
        "It's here",
    ]


# -- Keeping --------------------------------------------------------------------


def catalog_of(**texts):
    catalog = catalogue.blank()
    for msgid, text in texts.items():
        catalog.add(msgid, text)
    return catalog


def test_merging_keeps_translations_and_drops_what_is_no_longer_asked():
    collected = catalog_of(Yes="", No="")
    kept = catalog_of(Yes="是", Maybe="也许")
    merged = catalogue.by_key(catalogue.merge(collected, kept))
    assert {name[0]: one.string for name, one in merged.items()} == {
        "Yes": "是",
        "No": "",
    }


def test_filling_leaves_what_is_translated():
    catalog = catalog_of(Yes="是", No="")
    assert catalogue.fill(catalog, {"Yes": "对", "No": "否", "Else": "别"}) == 1
    assert [one.string for one in catalogue.by_key(catalog).values()] == ["是", "否"]


def test_a_plural_is_filled_by_its_first_msgid():
    catalog = catalogue.blank()
    catalog.add(("One thing", "%(n)s things"))
    catalogue.fill(catalog, {"One thing": "%(n)s件"})
    assert b'msgstr[0] "%(n)s\xe4\xbb\xb6"' in catalogue.po_bytes(catalog)
    assert catalogue.problems(catalog, catalog, catalogue.mo_bytes(catalog)) == []


def test_what_is_written_reads_back_the_same_and_holds_no_place_or_date():
    catalog = catalog_of(b="乙", a="甲\n二", c="")
    written = catalogue.po_bytes(catalog)
    again = pofile.read_po(BytesIO(written), locale=catalogue.LOCALE)
    assert catalogue.po_bytes(again) == written
    assert catalogue.mo_bytes(again) == catalogue.mo_bytes(catalog)
    assert written.index(b'"a"') < written.index(b'"b"')
    assert b"Date" not in written
    assert b"#:" not in written


# -- Checking -------------------------------------------------------------------


def check(collected, kept, compiled=None):
    compiled = catalogue.mo_bytes(kept) if compiled is None else compiled
    return catalogue.problems(collected, kept, compiled)


def test_a_good_catalogue_has_no_problems():
    catalog = catalog_of(
        **{"Yes": "是", "%(n)s of {all}": "{all}中的%(n)s", "5%%": "5%%"}
    )
    assert check(catalog, catalog) == []


def test_what_is_missing_is_named():
    assert check(catalog_of(Yes="", No=""), catalog_of(Yes="")) == [
        "missing: No",
        "missing: Yes",
    ]


def test_what_is_stale_is_named():
    assert check(catalog_of(), catalog_of(Yes="是")) == ["stale: Yes"]


def test_what_is_fuzzy_is_named():
    kept = Catalog(locale=catalogue.LOCALE)
    kept.add("Yes", "是", flags={"fuzzy"})
    assert check(catalog_of(Yes=""), kept) == ["fuzzy: Yes"]


@pytest.mark.parametrize("chinese", ["共件", "共%(m)s件", "共%(n)d件", "%(n)s %(n)s"])
def test_placeholders_must_agree(chinese):
    kept = catalog_of(**{"%(n)s things": chinese})
    assert check(kept, kept) == ["placeholders differ: %(n)s things"]


def test_an_old_mo_is_told():
    kept = catalog_of(Yes="是")
    old = catalogue.mo_bytes(catalog_of(Yes="对"))
    assert check(kept, kept, old) == check(kept, kept, b"")
    assert check(kept, kept, old) == [
        "out of date: django.mo is not what django.po compiles to"
    ]


# -- The command ----------------------------------------------------------------


def test_the_command_fills_and_then_finds_nothing_wrong(
    settings, tmp_path, monkeypatch, capsys
):
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(catalogue, "sources", lambda: ['_("Yes")', '_("No")'])
    (tmp_path / "words.json").write_text('{"Yes": "是", "No": "否"}')
    with pytest.raises(CommandError, match="missing: No"):
        call_command("catalogue", "--check")
    call_command("catalogue", "--fill", str(tmp_path / "words.json"))
    call_command("catalogue", "--check")
    assert capsys.readouterr().out.splitlines() == [
        "2 filled, 0 missing.",
        "The catalogue is complete.",
    ]


def test_one_word_told_in_two_ways_is_refused(tmp_path):
    for name, text in (("a", "是"), ("b", "对")):
        (tmp_path / f"{name}.json").write_text(f'{{"Yes": "{text}"}}')
    paths = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    with pytest.raises(CommandError, match="'Yes': 对, not 是"):
        call_command("catalogue", "--fill", *paths)
