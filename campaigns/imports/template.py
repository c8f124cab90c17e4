"""A standard as a file again, and the blank file a clerk fills in."""

import csv
import io
from collections import defaultdict

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from campaigns import standards
from campaigns.imports import words
from campaigns.imports.values import plain
from campaigns.models import Criterion
from campaigns.spreadsheets import harmless, legal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"  # without it Excel takes UTF-8 for the local encoding
NUMBERS = {"points", "minimum", "maximum", "maximum_characters", "due_month"}
WIDE = {"title": 36, "requirement": 48, "note": 30, "methods": 20, "grades": 24}
CHOICES = {
    "is_bonus": [words.YES],
    "score_form": words.first_words(words.SCORE_FORMS),
    "asked": words.first_words(words.ASKED),
    "per": words.first_words(words.PER),
    "needs_document_number": [words.YES],
    "consequence": words.first_words(words.CONSEQUENCES),
}
STEPS = (
    "填写方法",
    "1. 在“体系信息”写明名称、版本、发文单位、级别；在“测评标准”每行写一条标准；“负面清单”没有可以不填。",
    "2. 一条标准有几项报送要求时，在它下面另起行，只填报送各列，编号和标题留空。",
    "3. 不要合并单元格，不要使用公式，不要改动表头文字；列的先后可以调整，用不到的列可以删除。",
    "4. 编号列请保持“文本”格式，否则 Excel 会把 1.10 变成 1.1、把 1-1 变成日期。",
    "5. 也可以存为 .csv（UTF-8 或 GB18030）：三张表依次写在一个文件里，各以【体系信息】【测评标准】【负面清单】一行开头。",
    "6. 导入前系统会先试运行并列出全部问题；上级分值与下级合计不符、文字中的分值与分值列不符只作提醒，由创建办决定。",
)
EXAMPLES = (
    {"code": "1", "title": "组织领导", "points": 5},
    {"code": "1.1", "parent": "1", "title": "年度计划", "requirement": "每年三月底前以正式文件下发计划，并留存部署照片。", "points": 2, "methods": "材料审核、实地考察", "asked": "正式文件", "minimum": 1, "per": "每年", "needs_document_number": words.YES, "due_month": 3},
    {"asked": "图片", "minimum": 2, "maximum": 5, "per": "每年", "caption_parts": "时间、地点、人物、主题"},
    {"code": "1.2", "parent": "1", "title": "创建氛围", "points": 3, "methods": "实地考察", "score_form": "等级", "grades": "A=1、B=0.75、C=0.5、D=0"},
)  # fmt: skip


def sheets_of(standard=None):
    """{sheet: rows} with headings; without a standard only the headings.

    Cells are texts, whole numbers, decimals or None. Five queries.
    """
    return {
        words.INFO: _facts(standard),
        words.TABLE: [
            [column.heading for column in words.COLUMNS],
            *(_table(standard) if standard else ()),
        ],
        words.VETO: [
            [column.heading for column in words.VETO_COLUMNS],
            *(_veto_rules(standard) if standard else ()),
        ],
    }


def workbook(standard=None):
    """A workbook as bytes: the sheets, and how to fill them in."""
    book = Workbook()
    _write_guide(book.active)
    for title, rows in sheets_of(standard).items():
        _write_sheet(book.create_sheet(title), rows, title)
    book.active = 0 if standard is None else 2
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(standard=None):
    """The sheets below one another as comma-separated text, UTF-8 with its mark."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for title, rows in sheets_of(standard).items():
        writer.writerow([f"【{title}】"])
        writer.writerows([_spell(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()


FORMATS = {"xlsx": (workbook, XLSX), "csv": (text, CSV)}


# -- Rows of a standard -------------------------------------------------------------


def _facts(standard):
    if standard is None:
        return [[fact.heading, None] for fact in words.FACTS]
    told = {fact.key: getattr(standard, fact.key) for fact in words.FACTS}
    told["level"] = words.word_of(words.LEVELS, standard.level)
    told["bonus_inside"] = words.YES if standard.bonus_inside else words.NO
    return [[fact.heading, told[fact.key]] for fact in words.FACTS]


def _table(standard):
    nodes = standards.tree(standard)
    codes = {node.pk: node.code for node in nodes}
    rows = Criterion.objects.filter(standard=standard)
    rows = rows.prefetch_related("rules").in_bulk()
    methods = _methods(standard)
    for node in nodes:
        criterion = rows[node.pk]
        asked = [_rule(rule) for rule in criterion.rules.all()]
        first, *further = asked or [{}]
        told = _criterion(criterion, codes.get(node.parent), methods[node.pk])
        yield _cells(told | first)
        yield from map(_cells, further)


def _methods(standard):
    """{criterion: names}, in the order in which they were linked."""
    found = defaultdict(list)
    links = Criterion.methods.through.objects.filter(criterion__standard=standard)
    for pk, name in links.order_by("pk").values_list("criterion", "method__name"):
        found[pk].append(name)
    return found


def _cells(values):
    return [values.get(column.key) for column in words.COLUMNS]


def _criterion(row, parent_code, methods):
    form = row.score_form
    is_usual = form == Criterion.ScoreForm.FULL
    return {
        "code": row.code,
        "parent": parent_code,
        "title": row.title,
        "requirement": row.requirement or None,
        "points": row.points,
        "methods": words.LIST_SEPARATOR.join(methods) or None,
        "is_bonus": words.YES if row.is_bonus else None,
        "score_form": None if is_usual else words.word_of(words.SCORE_FORMS, form),
        "grades": row.grades or None,
    }


def _rule(row):
    return {
        "asked": words.word_of(words.ASKED, row.asked),
        "minimum": row.minimum,
        "maximum": row.maximum,
        "per": words.word_of(words.PER, row.per),
        "maximum_characters": row.maximum_characters,
        "needs_document_number": words.YES if row.needs_document_number else None,
        "due_month": row.due_month,
        "caption_parts": row.caption_parts or None,
        "note": row.note or None,
    }


def _veto_rules(standard):
    return [
        [
            rule.title,
            rule.window_months,
            words.word_of(words.CONSEQUENCES, rule.consequence),
            rule.points,
        ]
        for rule in standard.veto_rules.all()
    ]


def _spell(cell):
    if cell is None or isinstance(cell, str):
        return harmless(cell or "")
    return plain(cell)


# -- Sheets of a workbook -------------------------------------------------------------


def _write_guide(sheet):
    sheet.title = words.GUIDE
    lines = [[step] for step in STEPS]
    for title, columns in (
        (words.INFO, words.FACTS),
        (words.TABLE, words.COLUMNS),
        (words.VETO, words.VETO_COLUMNS),
    ):
        lines += [[], [f"“{title}”各栏"]]
        lines += [[column.heading, column.guide] for column in columns]
    lines += [[], ["示例（“测评标准”）"], [column.heading for column in words.COLUMNS]]
    lines += [_cells(example) for example in EXAMPLES]
    for line in lines:
        sheet.append(line)
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 18
    for cell in sheet["A"]:
        cell.font = Font(
            bold=len(lines[cell.row - 1]) == 1 and cell.row in _heads(lines)
        )


def _heads(lines):
    """The rows of the guide that head what follows: the first, and those after a gap."""
    return {1, *(at + 1 for at, line in enumerate(lines) if at and not lines[at - 1])}


def _write_sheet(sheet, rows, title):
    for row in rows:
        sheet.append([_cell(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a title that begins with "=" is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    if title == words.INFO:
        _shape(sheet, [18, 60])
        return
    columns = words.COLUMNS if title == words.TABLE else words.VETO_COLUMNS
    _shape(sheet, [WIDE.get(column.key, 12) for column in columns])
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="F2E9DE")
    for at, column in enumerate(columns, 1):
        _guide_column(sheet, get_column_letter(at), column.key)


def _cell(cell):
    """Numbers go in without idle zeros, so that 1.50 shows as 1.5."""
    if isinstance(cell, str):
        return legal(cell)
    is_number = cell is not None and not isinstance(cell, int)
    return cell.normalize() + 0 if is_number else cell


def _shape(sheet, widths):
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _guide_column(sheet, letter, key):
    """Codes stay text; where only some words fit, Excel offers them."""
    if key in ("code", "parent"):
        sheet.column_dimensions[letter].number_format = "@"
        for cell in sheet[letter]:
            cell.number_format = "@"
    if key in CHOICES:
        listed = ",".join(CHOICES[key])
        rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
        rule.add(f"{letter}2:{letter}2000")
        sheet.add_data_validation(rule)
