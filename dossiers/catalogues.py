"""目录: what the archive holds, as the lists that are printed and bound with it.

归档文件目录, 卷内目录 and 总目录 (DA/T 22-2015, rules.md 3.1) are Chinese papers
whatever the reader's language. Rows and totals come from one reading of the items, so
that the paper cannot differ from the electronic set.
"""

from dataclasses import dataclass, replace

from django.utils import translation

from dossiers.blocks import Document, Table
from dossiers.entries import BOX, WAYS, Totals, classes, read, totals
from dossiers.summaries import NOTICE

KINDS = {"items": "归档文件目录", "boxes": "卷内目录", "summary": "总目录"}
ITEMS = (*("序号", "档号", "文号", "责任者", "题名", "日期"), "密级", "页数", "备注")
ITEM_WIDTHS = (3, 16, 9, 8, 18, 6, 3, 4, 9)
BOXED = (*ITEMS[:-1], "盒号", ITEMS[-1])
BOXED_WIDTHS = (*ITEM_WIDTHS[:-1], 7, ITEM_WIDTHS[-1])
INSIDE = (*("序号", "档号", "文号", "责任者", "题名", "日期"), "页号", "备注")
INSIDE_WIDTHS = (3, 16, 9, 8, 20, 6, 5, 9)
# Of 总目录, by the way it is divided: the columns, and how wide they are.
LINES = {
    "class": (
        (
            *("序号", "年度", "保管期限", "机构", "件数", "起止件号"),
            *("页数", "盒号", "存放位置", "备注"),
        ),
        (3, 4, 5, 11, 4, 7, 4, 9, 9, 9),
    ),
    "box": (
        (
            *("序号", "盒", "年度", "保管期限", "件数", "起止件号"),
            *("页数", "存放位置", "备注"),
        ),
        (3, 7, 4, 5, 4, 11, 4, 10, 12),
    ),
    "criterion": (
        ("序号", "指标", "年度", "件数", "页数", "盒号", "备注"),
        (3, 20, 6, 4, 4, 14, 10),
    ),
}
SEVERAL = "服务于多个指标的一件列于每个指标下，总数只计一次"
PARTIAL = "本目录只列查阅人有权查看的归档文件"
SHEET = 28  # characters of a sheet's name: Excel takes 31, a doubled one gets digits


@dataclass(frozen=True)
class Catalogue:
    """A catalogue ready to print: `cover` are pairs of words, `notice` stands on every
    page of a demonstration."""

    title: str
    notice: str
    cover: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    totals: Totals


def of(items, court, *, kind="items", by="year", is_whole=True, narrowed=""):
    """The `Catalogue` of a queryset of items of one court, each once, in constant
    queries.

    `kind` is one of `KINDS`, `by` one of `WAYS` (卷内目录 is by box in any case).
    `is_whole` False: the reader sees but a part of the archive, and not where it
    stands; `narrowed` tells in words what was asked for. The catalogue says both.
    """
    by = "box" if kind == "boxes" else by
    with translation.override("zh-hans"):
        entries = read(items, court, with_spans=kind == "boxes")
        by = "class" if (kind, by) == ("summary", "year") else by
        groups = WAYS[by](entries)
        sums = totals(entries)
        title = f"{_years(entries)}{KINDS[kind]}"
        several = SEVERAL if by == "criterion" else ""
        notes = (narrowed, several, "" if is_whole else PARTIAL)
        cover = _cover(entries, court, sums, notes)
        if kind == "summary":
            tables = (_summary(groups, by, sums, is_whole),) if entries else ()
        else:
            tables = tuple(_list(group, kind, by) for group in groups)
        notice = NOTICE if court.is_demonstration else ""
        return Catalogue(title, notice, cover, tables, sums)


def of_items(items):
    """归档文件目录 of items at hand with their boxes, in their order, without a query:
    for what stands by itself, without cover and sums."""
    with translation.override("zh-hans"):
        rows = [_boxed_row(number, item) for number, item in enumerate(items, start=1)]
        return Table(KINDS["items"], BOXED, tuple(rows), BOXED_WIDTHS)


def workbook(catalogue):
    """The `Document` whose tables are the sheets: the cover, then every list."""
    names, values = zip(*catalogue.cover, strict=True)
    cover = Table("封面", names, (values,))
    lists = (replace(each, caption=each.caption[:SHEET]) for each in catalogue.tables)
    return Document(catalogue.title, (cover, *lists), catalogue.notice)


# -- Tables ---------------------------------------------------------------------------


def _list(group, kind, by):
    """归档文件目录 or 卷内目录 of one group, with its sums in the last row."""
    row, names, widths = (
        (_inside_row, INSIDE, INSIDE_WIDTHS)
        if kind == "boxes"
        else (lambda n, each: _item_row(n, each.item), ITEMS, ITEM_WIDTHS)
    )
    rows = [row(number, each) for number, each in enumerate(group.entries, start=1)]
    rows.append(_sum_row(totals(group.entries), len(names)))
    caption = f"{group.name} {KINDS[kind]}"
    return Table(caption, names, tuple(rows), widths, starts_page=by != "criterion")


def _item_row(number, item):
    secrecy = item.get_secrecy_display() if item.secrecy else ""
    pages = "" if item.pages is None else str(item.pages)
    return (str(number), *_facts(item), secrecy, pages, _remarks(item))


def _boxed_row(number, item):
    *facts, remarks = _item_row(number, item)
    return (*facts, str(item.box or ""), remarks)


def _inside_row(number, entry):
    uncounted = "" if entry.item.pages is not None else "未计页"
    remarks = _remarks(entry.item, uncounted)
    return (str(number), *_facts(entry.item), entry.span, remarks)


def _facts(item):
    return (
        item.code,
        item.document_number,
        item.responsible,
        item.printed_title,
        f"{item.formed_on:%Y%m%d}",
    )


def _remarks(item, told=""):
    destroyed = "已销毁" if item.is_destroyed else ""
    return "；".join(filter(None, (destroyed, told, item.remarks)))


def _sum_row(sums, columns):
    held = f"{sums.parts}个文件，{sums.size}字节"
    blanks = [""] * (columns - 7)
    number = f"{sums.items}件"
    return ("合计", number, "", "", held, *blanks, sums.told_pages, sums.remarks)


def _summary(groups, by, sums, with_places):
    """总目录: a line for each class, box or criterion; what stands under several
    criteria counts once in the sums."""
    names, widths = LINES[by]
    rows = [
        tuple(_CELLS[name](number, group) for name in names)
        for number, group in enumerate(groups, start=1)
    ]
    held = f"{sums.parts}个文件，{sums.size}字节"
    last = {
        "序号": "合计",
        "件数": str(sums.items),
        "页数": sums.told_pages,
        "备注": "；".join(filter(None, (held, sums.remarks))),
    }
    rows.append(tuple(last.get(name, "") for name in names))
    table = Table(KINDS["summary"], names, tuple(rows), widths, starts_page=True)
    return table if with_places else without(table, "存放位置")


def without(table, name):
    """The table less one of its columns, where it has it."""
    kept = [n for n, each in enumerate(table.columns) if each != name]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        widths=tuple(table.widths[n] for n in kept),
    )


def _range(group):
    """First and last 件号. Numbers begin anew with every unit, so a box of several
    names them."""
    first, last = group.entries[0].item, group.entries[-1].item
    is_one = len(classes(group.entries)) == 1
    ends = [
        f"{item.number:04d}" if is_one else f"{item.unit_code}-{item.number:04d}"
        for item in (first, last)
    ]
    return "—".join(dict.fromkeys(ends))


def _boxes(group):
    return [each.item.box for each in group.entries if each.item.box]


def _items(group):
    return [each.item for each in group.entries]


_CELLS = {
    "序号": lambda number, group: str(number),
    "盒": lambda number, group: group.name.removeprefix(BOX),
    "指标": lambda number, group: group.name,
    "年度": lambda number, group: _joined(each.year for each in _items(group)),
    "保管期限": lambda number, group: _joined(
        each.get_retention_display() for each in _items(group)
    ),
    "机构": lambda number, group: _joined(
        f"{each.unit_code} {each.unit}" for each in _items(group)
    ),
    "件数": lambda number, group: str(len(group.entries)),
    "起止件号": lambda number, group: _range(group),
    "页数": lambda number, group: totals(group.entries).told_pages,
    "盒号": lambda number, group: _joined(_boxes(group)),
    "存放位置": lambda number, group: _joined(
        f"{box.cabinet} {box.shelf}".strip() for box in _boxes(group)
    ),
    "备注": lambda number, group: totals(group.entries).remarks,
}


# -- Cover ----------------------------------------------------------------------------


def _cover(entries, court, sums, notes):
    items = [each.item for each in entries]
    numbers = _joined(item.fonds_number for item in items) or court.fonds_number
    return (
        ("全宗号", numbers),
        ("全宗名称", court.name),
        ("年度", _joined(item.year for item in items)),
        ("保管期限", _joined(item.get_retention_display() for item in items)),
        ("机构", _joined(item.unit for item in items)),
        ("件数", str(sums.items)),
        ("页数", sums.told_pages),
        ("电子文件", f"{sums.parts}个，{sums.size}字节"),
        ("说明", "；".join(filter(None, (sums.remarks, *notes)))),
    )


def _years(entries):
    years = [each.item.year for each in entries]
    if not years:
        return ""
    first, last = min(years), max(years)
    return f"{first}年度" if first == last else f"{first}—{last}年度"


def _joined(values):
    """Each once, in the order they come; "" is none."""
    return "、".join(dict.fromkeys(str(value) for value in values if value))
