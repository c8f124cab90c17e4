"""The lists of a package as tables: the catalogue, the proof, the figures as issued."""

from dossiers import catalogues
from dossiers.blocks import Document, Table
from dossiers.exports import table

PROOF = ("序号", "指标", "题名", "日期", "文号", "责任者", "档号", "文件", "SHA-256")
FIGURES = ("数据", "表述", "统计时段", "口径", "记录")


def catalogue(items):
    """归档文件目录 (DA/T 22-2015 6.6) of archive items, in their order."""
    return catalogues.of_items(items)


def proof(pieces, places):
    """材料清单: every piece with where its file is and what digest it has."""
    rows = (
        (
            str(number),
            "、".join(piece.codes),
            piece.caption,
            f"{piece.day:%Y-%m-%d}",
            piece.entry.document_number,
            piece.entry.issued_by,
            piece.item.code if piece.item else "未归档",
            places.path(piece) or piece.entry.link,
            places.digest(piece),
        )
        for number, piece in enumerate(pieces, start=1)
    )
    return Table("材料清单", PROOF, tuple(rows), (3, 6, 14, 5, 7, 7, 12, 20, 16))


def figures(edition):
    """数据来源表 of an edition: each number as issued, and how many records say so."""
    rows = (
        (
            fact["label"],
            fact["text"],
            f"{fact['period']}（{_span(fact)}）",
            fact["note"] or "—",
            str(len(fact["records"])),
        )
        for fact in edition.facts.values()
    )
    return Table("数据来源表", FIGURES, tuple(rows), (8, 6, 10, 18, 4))


def workbook(title, *tables):
    """The tables as the bytes of an .xlsx."""
    return table.render(Document(title, tables))


def _span(fact):
    first, last = fact["starts_on"], fact["ends_on"]
    return f"至{last}" if first.startswith("0001") else f"{first}至{last}"
