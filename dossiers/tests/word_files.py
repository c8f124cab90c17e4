"""Word files for tests of templates: plain ones, and ones that would do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES, DOCUMENT = "[Content_Types].xml", "word/document.xml"
SETTINGS, RELATIONS = "word/settings.xml", "word/_rels/document.xml.rels"


def of(*lines, shape=None):
    """The bytes of a Word file with these paragraphs; `shape` may change the sheet."""
    sheet = docx.Document()
    for line in lines:
        sheet.add_paragraph(line)
    if shape:
        shape(sheet)
    return saved(sheet)


def saved(sheet):
    packed = BytesIO()
    sheet.save(packed)
    return packed.getvalue()


def upload(content, name="模板.docx"):
    return SimpleUploadedFile(name, content)


def changed(content, part, old, new):
    """The same file with `old` replaced once by `new` in one part."""
    with ZipFile(BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old.encode() in parts[part], f"{old} is not in {part}"
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return packed(parts)


def with_part(content, name, data):
    with ZipFile(BytesIO(content)) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    return packed(parts | {name: data})


def typed(content, name, kind, data):
    """One more part, with a type of its own in the list of types."""
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    content = changed(content, TYPES, "</Types>", override)
    return with_part(content, name, data)


def packed(parts):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def texts(content):
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def related(content, kind, target, external=True):
    """One more relation of the body; python-docx would not write most of these."""
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return changed(content, RELATIONS, "</Relationships>", f"{one}</Relationships>")


def linked(sheet):
    """A hyperlink to the outside in the second paragraph."""
    identity = sheet.part.relate_to(
        "http://example.org/x", RELATION.HYPERLINK, is_external=True
    )
    names = nsdecls("w", "r")
    xml = f'<w:hyperlink {names} r:id="{identity}"><w:r><w:t>见此</w:t></w:r></w:hyperlink>'
    sheet.paragraphs[1]._p.append(parse_xml(xml))


def field(*pieces):
    """A field whose instruction is scattered over several runs."""
    names = nsdecls("w")

    def shape(sheet):
        paragraph = sheet.paragraphs[-1]._p
        kinds = ['<w:fldChar w:fldCharType="begin"/>']
        kinds += [f"<w:instrText>{piece}</w:instrText>" for piece in pieces]
        kinds += ['<w:fldChar w:fldCharType="end"/>']
        for kind in kinds:
            paragraph.append(parse_xml(f"<w:r {names}>{kind}</w:r>"))

    return shape


def element(xml):
    """An element of w: at the end of the last paragraph."""

    def shape(sheet):
        sheet.paragraphs[-1]._p.append(
            parse_xml(xml.replace("/>", f" {nsdecls('w', 'r')}/>", 1))
        )

    return shape
