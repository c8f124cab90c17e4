"""Writes the papers of the demonstration: small .docx and .xlsx files.

Written member by member with one fixed date, so that the same words give the same
bytes: python-docx and openpyxl put the present moment into every file.
"""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OPEN = "http://schemas.openxmlformats.org"
OFFICE = f"{OPEN}/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument."
LONG_AGO = (2014, 1, 1, 0, 0, 0)


def write_text(title, paragraphs, number=""):
    """A .docx: title, document number if there is one, paragraphs; returns bytes."""
    body = [_paragraph(title, size=44, centred=True)]
    body += [_paragraph(number, centred=True)] if number else []
    body += [_paragraph(text, indented=True) for text in paragraphs]
    document = (
        f'{HEAD}<w:document xmlns:w="{OPEN}/wordprocessingml/2006/main"><w:body>'
        + "".join(body)
        + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    return _pack(
        "word/document.xml", "wordprocessingml.document.main+xml", {"": document}
    )


def write_table(title, head, rows):
    """An .xlsx: the title in the first row, then the head and the rows."""
    lines = [[title], head, *rows]
    cells = "".join(
        f'<row r="{number}">{"".join(_cell(value) for value in line)}</row>'
        for number, line in enumerate(lines, 1)
    )
    sheet = (
        f'{HEAD}<worksheet xmlns="{OPEN}/spreadsheetml/2006/main">'
        f'<cols><col min="1" max="6" width="24" customWidth="1"/></cols>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    book = (
        f'{HEAD}<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relation = _relations("worksheet", "worksheets/sheet1.xml")
    return _pack(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main+xml",
        {
            "": book,
            "xl/_rels/workbook.xml.rels": relation,
            "xl/worksheets/sheet1.xml": sheet,
        },
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{MAIN}spreadsheetml.worksheet+xml"/>',
    )


def _paragraph(text, size=32, centred=False, indented=False):
    shape = '<w:jc w:val="center"/>' if centred else ""
    shape += '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indented else ""
    return (
        f'<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/>{shape}</w:pPr><w:r>'
        f'<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _cell(value):
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _relations(kind, target):
    return (
        f'{HEAD}<Relationships xmlns="{OPEN}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _pack(main, media, members, further=""):
    """Zip an Office package whose main member, `members[""]`, stands at `main`."""
    types = (
        f'{HEAD}<Types xmlns="{OPEN}/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{MAIN}{media}"/>{further}</Types>'
    )
    whole = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations("officeDocument", main),
        main: members[""],
    } | {name: text for name, text in members.items() if name}
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in whole.items():
            member = zipfile.ZipInfo(name, LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, text)
    return kept.getvalue()
