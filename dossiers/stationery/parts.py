"""The parts of a .docx: unpacked within limits, and read where they are XML."""

import posixpath
import zipfile
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from campaigns import contents

MAX_PARTS = 500
MAX_PART = 4 * contents.MEGABYTE  # of one XML part, unpacked
MAX_UNPACKED = 40 * contents.MEGABYTE
# Paragraphs, rows and sections of the whole file: what reads it walks them often.
MOST = {"p": 3000, "tr": 1000, "sectPr": 30}
PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False}
TYPES = "[Content_Types].xml"
XML = (".xml", ".rels", ".vml")
PICTURES = ("word/media/", "docprops/thumbnail.")

ADVICE = gettext_lazy("Remove it in Word, save the file and upload it again.")


@contextmanager
def damage_refused():
    """zipfile, lxml and python-docx raise whatever a hostile file makes them."""
    try:
        yield
    except contents.Refused:
        raise
    except Exception as error:
        raise contents.Refused(contents.DAMAGED) from error


def read(file):
    """Return (names of all parts, {name: root} of those that are XML).

    Word goes by the name of a part, python-docx by its type: XML is what either takes
    for it. Raises `contents.Refused`; leaves `file` at its start.
    """
    with damage_refused(), zipfile.ZipFile(file) as archive:
        _check_members(archive.infolist())
        found = {each.filename: archive.read(each) for each in archive.infolist()}
    file.seek(0)
    with damage_refused():
        typed = _typed_xml(_parsed(found[TYPES]), found)
    xml = [name for name in found if name.lower().endswith(XML) or name in typed]
    if any(len(found[name]) > MAX_PART for name in xml):
        raise contents.Refused(contents.SWOLLEN)
    roots = {name: _parsed(found[name]) for name in xml}
    _check_length(roots.values())
    return list(found), roots


def is_known(name):
    """XML by its name, a picture or a folder: all a template is made of."""
    name = name.lower()
    return name.endswith((*XML, "/")) or name.startswith(PICTURES)


def target_of(source, target):
    """The name of the part a relation of the part `source` leads to."""
    folder = posixpath.join("/", posixpath.dirname(source))
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def _check_members(members):
    names = [each.filename.lower() for each in members]
    if len(set(names)) < len(names):
        raise contents.Refused(contents.DAMAGED)
    types = [each.file_size for each in members if each.filename == TYPES]
    is_swollen = (
        len(members) > MAX_PARTS
        or max(types, default=0) > MAX_PART
        or sum(each.file_size for each in members) > MAX_UNPACKED
    )
    if is_swollen:
        raise contents.Refused(contents.SWOLLEN)


def _typed_xml(types, names):
    """The parts whose type is XML, whatever they are called."""
    told = [each for each in types.iter("{*}Override", "{*}Default") if _is_xml(each)]
    paths = {each.get("PartName", "").lstrip("/").lower() for each in told}
    endings = {each.get("Extension", "").lower() for each in told}
    return {
        name
        for name in names
        if name.lower() in paths
        or posixpath.splitext(name)[1].lstrip(".").lower() in endings - {""}
    }


def _is_xml(kind):
    return kind.get("ContentType", "").strip().lower().endswith("xml")


def _parsed(data):
    with damage_refused():
        root = etree.fromstring(data, etree.XMLParser(**PARSER))
        if root.getroottree().docinfo.doctype:
            raise contents.Refused(
                _("The file declares entities; a Word file has none. %(advice)s")
                % {"advice": ADVICE}
            )
    return root


def _check_length(roots):
    counts = {
        name: sum(1 for root in roots for _each in root.iter(f"{{*}}{name}"))
        for name in MOST
    }
    if any(counts[name] > most for name, most in MOST.items()):
        told = _(
            "The file is too long for a template: at most %(p)s paragraphs, %(tr)s rows "
            "of tables and %(sectPr)s sections."
        )
        raise contents.Refused(told % MOST)
