"""What may not be in a .docx that is printed with for years: whatever runs, reaches
outside or hides something. Closed unless opened: only known kinds of parts come in."""

import posixpath
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn
from lxml import etree

from campaigns import contents
from dossiers.stationery import places

MAX_BYTES = 5 * contents.MEGABYTE
MAX_PARTS = 500
MAX_PART = 4 * contents.MEGABYTE  # of one XML part, unpacked
MAX_UNPACKED = 40 * contents.MEGABYTE


def _names(text):
    return set(text.split())


RELATIONS = _names("""
    officeDocument core-properties extended-properties custom-properties thumbnail
    styles stylesWithEffects settings webSettings fontTable theme numbering header
    footer footnotes endnotes comments commentsExtended commentsIds commentsExtensible
    people image customXml customXmlProps glossaryDocument
""")
FIELDS = _names("""
    PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE TITLE
    AUTHOR SUBJECT DOCPROPERTY TOC TC PAGEREF REF NOTEREF SEQ STYLEREF SYMBOL EQ
    NUMWORDS NUMCHARS ADVANCE
""")
ELEMENTS = {
    "altChunk": gettext_lazy("an inserted foreign document (altChunk)"),
    "object": gettext_lazy("an embedded object (OLE)"),
    "OLEObject": gettext_lazy("an embedded object (OLE)"),
    "control": gettext_lazy("a control (ActiveX)"),
    "subDoc": gettext_lazy("a linked sub-document"),
    "attachedTemplate": gettext_lazy("an attached template"),
    "mailMerge": gettext_lazy("a mail merge with its source"),
    "saveThroughXslt": gettext_lazy("a transformation applied on saving"),
    "frameset": gettext_lazy("frames that load other files"),
    "scriptAnchor": gettext_lazy("a script"),
}
KINDS = {
    "hyperlink": gettext_lazy("a link to the outside"),
    "attachedTemplate": ELEMENTS["attachedTemplate"],
    "image": gettext_lazy("a picture that is only linked"),
    "oleObject": ELEMENTS["object"],
    "package": ELEMENTS["object"],
    "control": ELEMENTS["control"],
    "aFChunk": ELEMENTS["altChunk"],
    "subDocument": ELEMENTS["subDoc"],
    "vbaProject": gettext_lazy("macros"),
}
ADVICE = gettext_lazy("Remove it in Word, save the file and upload it again.")
PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False}
BODY_PART = "word/document.xml"


@dataclass(frozen=True)
class Hazard:
    """What was found and where; `detail` is an address or the name of a part."""

    what: str
    place: str
    detail: str = ""

    def __str__(self):
        detail = f"（{self.detail[:80]}）" if self.detail else ""
        return f"{self.place}：{self.what}{detail}"


def refuse(file, name):
    """Raise `contents.Refused` naming every hazard of `file` with its place."""
    if contents.inspect(file, name, max_bytes=MAX_BYTES).extension != "docx":
        raise contents.Refused(_("A template is a Word file (.docx)."))
    found = list(dict.fromkeys(map(str, _hazards(_parts(file)))))
    if found:
        raise contents.Refused("\n".join([*found, str(ADVICE)]))


@contextmanager
def damage_refused():
    """zipfile, lxml and python-docx raise whatever a hostile file makes them."""
    try:
        yield
    except contents.Refused:
        raise
    except Exception as error:
        raise contents.Refused(contents.DAMAGED) from error


def _parts(file):
    """Every part by its name; what lies about its size or comes twice is damaged."""
    with damage_refused(), zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        _check_members(members)
        parts = {each.filename: archive.read(each) for each in members}
    file.seek(0)
    return parts


def _check_members(members):
    names = [each.filename.lower() for each in members]
    if len(set(names)) < len(names):
        raise contents.Refused(contents.DAMAGED)
    xml = [each.file_size for each in members if _is_xml(each.filename)]
    is_swollen = (
        len(members) > MAX_PARTS
        or max(xml, default=0) > MAX_PART
        or sum(each.file_size for each in members) > MAX_UNPACKED
    )
    if is_swollen:
        raise contents.Refused(contents.SWOLLEN)


def _is_xml(name):
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _hazards(parts):
    roots = {name: _parsed(parts[name]) for name in parts if _is_xml(name)}
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _of_relations(name, root, roots)
        else:
            yield from _of_elements(name, root)


def _parsed(data):
    with damage_refused():
        root = etree.fromstring(data, etree.XMLParser(**PARSER))
        if root.getroottree().docinfo.doctype:
            raise contents.Refused(
                _("The file declares entities; a Word file has none. %(advice)s")
                % {"advice": ADVICE}
            )
    return root


def _of_relations(name, root, roots):
    folder, leaf = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
    for relation in root.iter("{*}Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2]
        is_external = relation.get("TargetMode") == "External"
        if is_external or kind not in RELATIONS:
            known = KINDS.get(kind)
            what = known or _("a part of a kind templates do not have: %(kind)s")
            place = _place_of(relation.get("Id"), source, roots.get(source))
            target = relation.get("Target", "")
            yield Hazard(str(what) % {"kind": kind}, place, target)


def _place_of(identity, source, root):
    """Where the relation is used: the element that names it, in whatever attribute."""
    prefix = qn("r:id").removesuffix("id")
    if root is not None:
        for element in root.iter(etree.Element):
            for attribute, value in element.attrib.items():
                if attribute.startswith(prefix) and value == identity:
                    return places.spot_of(element, root, part_words(source))
    return part_words(source) or _("body")


def _of_elements(name, root):
    part = part_words(name)
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in ELEMENTS:
            yield Hazard(str(ELEMENTS[local]), places.spot_of(element, root, part))
        for address in _addresses(element):
            what = _("an address outside the file")
            yield Hazard(what, places.spot_of(element, root, part), address)
    for element, code in _fields(root):
        words = code.split()
        if words and (words[0].upper() in FIELDS or _is_inner_link(words)):
            continue
        # A field without a kind may get one from a field inside it.
        kind = words[0].upper()[:20] if words else "{ }"
        what = _("a field of a kind templates do not have: %(kind)s") % {"kind": kind}
        yield Hazard(what, places.spot_of(element, root, part), code.strip())


def _is_inner_link(words):
    """HYPERLINK \\l only jumps within the file; a table of contents has many."""
    return words[0].upper() == "HYPERLINK" and words[1:2] == ["\\l"]


def _addresses(element):
    """Old drawings (VML) name their sources without a relation."""
    for attribute, value in element.attrib.items():
        is_source = etree.QName(attribute).localname in ("href", "src", "hlinkHref")
        if is_source and re.search(r"//|\\|^file:", value, re.IGNORECASE):
            yield value


def _fields(root):
    """The instruction of each field: Word may scatter its letters over several runs."""
    for element in root.iter(qn("w:fldSimple")):
        yield element, element.get(qn("w:instr"), "")
    open_fields = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:instrText"):
            if open_fields:
                open_fields[-1][1].append(element.text or "")
            else:
                yield element, element.text or ""
        elif element.get(qn("w:fldCharType")) == "begin":
            open_fields.append((element, []))
        elif element.get(qn("w:fldCharType")) == "end" and open_fields:
            first, pieces = open_fields.pop()
            yield first, "".join(pieces)
    yield from ((first, "".join(pieces)) for first, pieces in open_fields)


def part_words(name):
    """What people call a part of a Word file; "" for the body."""
    leaf = posixpath.basename(name)
    if name == BODY_PART:
        return ""
    for beginning, words in (
        ("header", _("header")),
        ("footer", _("footer")),
        ("footnotes", _("footnotes")),
        ("endnotes", _("endnotes")),
        ("comments", _("comments")),
        ("settings", _("settings of the file")),
    ):
        if leaf.startswith(beginning):
            return words
    return leaf or _("the file itself")
