"""The Chinese message catalogue: collected, filled, compiled and checked.

The .po holds neither dates nor line numbers and is sorted, so a change of wording
is a diff of one line. Babel does what gettext's system tools would.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, extract, mofile, pofile
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
CODE_DIRS = ("config", "campaigns", "dossiers")
NOT_CODE = {"tests", "migrations"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = f"""\
# The interface in simplified Chinese; kept by `manage.py catalogue`.
msgid ""
msgstr ""
"Language: {LOCALE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# The .mo has a date in its header; a fixed one keeps the file the same every time.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!{){[a-z_]*}(?!})")


def po_path():
    """Where the catalogue is kept."""
    return Path(settings.LOCALE_PATHS[0]) / LOCALE / "LC_MESSAGES" / "django.po"


def mo_path():
    """Where the compiled catalogue is kept, which Django reads."""
    return po_path().with_suffix(".mo")


# -- Collecting -----------------------------------------------------------------


def code_files():
    """Return our Python files, without tests and migrations, in order."""
    root = Path(settings.BASE_DIR)
    found = (path for name in CODE_DIRS for path in (root / name).rglob("*.py"))
    return sorted(
        path for path in found if NOT_CODE.isdisjoint(path.relative_to(root).parts)
    )


def template_files():
    """Return the templates in order."""
    folder = Path(settings.BASE_DIR) / "templates"
    return sorted(
        path for path in folder.rglob("*") if path.suffix in {".html", ".txt"}
    )


def template_to_python(text, origin=None):
    """Return the calls a template makes as Python that can be tokenised.

    `templatize` leaves the indentation of the HTML, which Python would refuse.
    """
    lines = templatize(text, origin=origin).splitlines()
    return "\n".join(line.strip() for line in lines)


def messages_in(source):
    """Yield (msgid, context) of Python source; a plural's msgid is a pair."""
    found = extract.extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    for _line, msgid, _comments, context in found:
        if msgid and msgid != ("",):
            yield msgid, context


def sources():
    """Yield the text of every file that may hold messages, as Python."""
    for path in code_files():
        yield path.read_text()
    for path in template_files():
        yield template_to_python(path.read_text(), origin=path.name)


def blank():
    """Return a catalogue without messages."""
    return Catalog(
        locale=LOCALE, fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE
    )


def collect():
    """Return a catalogue of every message in the code and the templates."""
    collected = blank()
    for source in sources():
        for msgid, context in messages_in(source):
            collected.add(msgid, context=context)
    return collected


# -- Keeping --------------------------------------------------------------------


def key(message):
    """Return what a message is looked up by: (singular msgid, context or "")."""
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return msgid, message.context or ""


def by_key(catalog):
    """Return {key: message} without the header."""
    return {key(message): message for message in catalog if message.id}


def is_translated(message):
    """Is there a Chinese text, for every plural form?"""
    texts = (message.string,) if isinstance(message.string, str) else message.string
    return bool(texts) and all(texts)


def untranslated(catalog):
    """Return the msgids without a Chinese text."""
    return [name[0] for name, one in by_key(catalog).items() if not is_translated(one)]


def read():
    """Return the catalogue as kept; a blank one where there is none yet."""
    if not po_path().exists():
        return blank()
    with po_path().open("rb") as file:
        return pofile.read_po(file, locale=LOCALE)


def merge(collected, kept):
    """Return the messages of `collected` with the translations of `kept`."""
    merged, known = blank(), by_key(kept)
    for name, message in sorted(by_key(collected).items()):
        old = known.get(name)
        is_same = old is not None and old.pluralizable == message.pluralizable
        flags = {"fuzzy"} if is_same and old.fuzzy else set()
        text = old.string if is_same else ""
        merged.add(message.id, text, context=message.context, flags=flags)
    return merged


def fill(catalog, translations):
    """Fill what is untranslated from {English: Chinese}; return how many."""
    filled = 0
    for (msgid, _context), message in by_key(catalog).items():
        text = translations.get(msgid)
        if text and not is_translated(message):
            message.string = (text,) if message.pluralizable else text
            filled += 1
    return filled


def po_bytes(catalog):
    """Return the catalogue as the text file people read."""
    body = BytesIO()
    pofile.write_po(
        body, catalog, width=None, no_location=True, omit_header=True, sort_output=True
    )
    return HEADER.encode() + body.getvalue().strip() + b"\n"


def mo_bytes(catalog):
    """Return the catalogue as the binary file Django reads."""
    compiled = BytesIO()
    mofile.write_mo(compiled, merge(catalog, catalog))
    return compiled.getvalue()


# -- Checking -------------------------------------------------------------------


def placeholders(text):
    """Return the placeholders of a text, sorted: `%(name)s`, `%s`, `{name}`."""
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def disagreeing(message):
    """Has the Chinese other placeholders than the English?"""
    if not is_translated(message):
        return False
    wanted = message.id if message.pluralizable else (message.id,)
    given = message.string if message.pluralizable else (message.string,)
    allowed = [placeholders(text) for text in wanted]
    return any(placeholders(text) not in allowed for text in given)


def problems(collected, kept, compiled):
    """Return one line for each thing wrong with the catalogue as `kept`.

    `compiled` is the content of the .mo, empty where there is none.
    """
    asked, known = by_key(collected), by_key(kept)
    found = [f"missing: {name[0]}" for name in asked if not _has_text(known.get(name))]
    found += [f"stale: {name[0]}" for name in known if name not in asked]
    found += [f"fuzzy: {name[0]}" for name, one in known.items() if one.fuzzy]
    found += [
        f"placeholders differ: {name[0]}"
        for name, message in known.items()
        if disagreeing(message)
    ]
    if compiled != mo_bytes(kept):
        found.append("out of date: django.mo is not what django.po compiles to")
    return sorted(found)


def _has_text(message):
    return message is not None and is_translated(message)


def current_problems():
    """Return `problems` of the catalogue as it lies on the disk."""
    compiled = mo_path().read_bytes() if mo_path().exists() else b""
    return problems(collect(), read(), compiled)


def write(catalog):
    """Write the .po and the .mo."""
    po_path().parent.mkdir(parents=True, exist_ok=True)
    po_path().write_bytes(po_bytes(catalog))
    mo_path().write_bytes(mo_bytes(catalog))
