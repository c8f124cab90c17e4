"""What may not be in a .docx that is printed with for years: whatever runs, reaches
outside or hides something. Closed unless opened: only known kinds of parts come in."""

import posixpath
import re
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn
from lxml import etree

from campaigns import contents
from dossiers.stationery import parts, places

MAX_BYTES = 5 * contents.MEGABYTE
MAX_TOLD = 20  # hazards: each has to be looked up in the whole file


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
CODE = ("instrText", "delInstrText")
DEEPEST = 20  # fields in one another
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
    hazards = islice(_hazards(*parts.read(file)), MAX_TOLD)
    if found := list(dict.fromkeys(map(str, hazards))):
        raise contents.Refused("\n".join([*found, str(parts.ADVICE)]))


def _hazards(names, roots):
    for name in names:
        if not parts.is_known(name):
            yield Hazard(_unheard(posixpath.basename(name)), part_words(name))
    for name, root in roots.items():
        if name.lower().endswith(".rels"):
            yield from _of_relations(name, root, roots)
        else:
            yield from _of_elements(name, root)


def _unheard(kind):
    return _("a part of a kind templates do not have: %(kind)s") % {"kind": kind[:40]}


def _of_relations(name, root, roots):
    folder, leaf = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
    for relation in root.iter("{*}Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        is_inside = relation.get("TargetMode") in (None, "Internal")
        if is_inside and kind in RELATIONS and _fits(kind, source, target, roots):
            continue
        what = str(KINDS.get(kind) or _unheard(kind))
        place = _place_of(relation.get("Id"), source, roots.get(source))
        yield Hazard(what, place, target)


def _fits(kind, source, target, roots):
    """Whatever is read as XML was looked through; only pictures are no XML."""
    return kind in ("image", "thumbnail") or parts.target_of(source, target) in roots


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
    """The instructions of each field: Word may scatter the letters over several runs.

    Plain text before the result may count among them or not: both readings are told.
    """
    opened = []  # [first element, whether its instruction goes on, [(text, is_code)]]
    for element in root.iter(etree.Element):
        match etree.QName(element).localname:
            case "fldSimple":
                yield element, _attribute(element, "instr")
            case "fldChar":
                yield from _turned(opened, element)
            case name if name in (*CODE, "t", "delText"):
                is_code = name == "instrText"
                going_on = next((each for each in reversed(opened) if each[1]), None)
                if going_on:
                    going_on[2].append((element.text or "", is_code))
                elif name in CODE:
                    yield element, element.text or ""
    for each in opened:
        yield from _readings(each)


def _turned(opened, mark):
    """What a mark of a field ends: its instruction, or the whole field."""
    kind = _attribute(mark, "fldCharType")
    if kind == "begin" and len(opened) == DEEPEST:
        yield mark, ""
    elif kind == "begin":
        opened.append([mark, True, []])
    elif kind == "separate" and opened:
        opened[-1][1] = False
    elif kind == "end" and opened:
        yield from _readings(opened.pop())


def _readings(field):
    first, _goes_on, pieces = field
    every = "".join(text for text, _is_code in pieces)
    code = "".join(text for text, is_code in pieces if is_code)
    yield from ((first, each) for each in {every, code})


def _attribute(element, name):
    """By its own name: the same one comes in the namespaces of both editions."""
    named = (v for k, v in element.attrib.items() if etree.QName(k).localname == name)
    return next(named, "")


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
