"""Files for the tests of the import: small tables as text, workbooks as bytes."""

from io import BytesIO

from openpyxl import Workbook

from campaigns.imports import writing
from campaigns.tests.factories import CourtFactory

FACTS = (
    ("名称", "测试体系"),
    ("版本", "2015"),
    ("发文单位", "测试文明办"),
    ("级别", "省级"),
)
HEADER = "编号,上级编号,标题,分值,测评方式,报送类型,最少数量"
TABLE = f"""{HEADER}
1,,组织领导,5,,,
1.1,1,年度计划,2,材料审核、实地考察,正式文件,1
,,,,,图片,2
1.2,1,专题研究,3,材料审核,活动,2
"""


def whole(table=TABLE, facts=(), veto=""):
    """A whole file as text; `facts` are added to the four that must be there."""
    told = dict(FACTS) | dict(facts)
    lines = ["【体系信息】", *(f"{name},{value}" for name, value in told.items())]
    text = "\n".join([*lines, "【测评标准】", table.strip()])
    return text + (f"\n【负面清单】\n{veto.strip()}" if veto else "") + "\n"


def run(content, name="table.csv", *, encoding="utf-8", dry_run=False, **how):
    """Import `content`, text or bytes, for the court of the tests."""
    raw = content.encode(encoding) if isinstance(content, str) else content
    how = {"court": CourtFactory(), "by": None, **how}
    return writing.run(BytesIO(raw), name, dry_run=dry_run, **how)


def book(sheets=None, prepare=None):
    """A workbook as bytes; `prepare(sheet of the table)` may spoil it before."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in (sheets or sheets_of(TABLE)).items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if prepare:
        prepare(made["测评标准"])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def sheets_of(table):
    rows = [line.split(",") for line in table.strip().split("\n")]
    return {"体系信息": FACTS, "测评标准": rows}


def told(findings):
    """Findings as (level, row, column), to compare."""
    return [(found.level, found.row, found.column) for found in findings]
