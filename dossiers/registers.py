"""四性检测报告 and 销毁清册: what the archive proves of itself, as trees of blocks.

Both are Chinese papers whatever the reader's language, as every paper of the court is.
"""

from django.utils import timezone, translation
from django.utils.formats import date_format

from dossiers import disposals, fixity
from dossiers.blocks import Document, Paragraph, Signature, Table, Text
from dossiers.summaries import NOTICE

CHECKS = ("编号", "检测项目", "检测目的", "检测依据", "结果")
CHECK_WIDTHS = (3, 8, 12, 8, 9)
FINDINGS = ("编号", "检测项目", "检测对象", "检测结果", "问题")
FINDING_WIDTHS = (3, 7, 12, 5, 13)
WHOLE = "全部档案"
ENDS = {
    "passed": "未发现不通过项。",
    "failed": "有不通过项，见附表。",
    "unfinished": "检测未完成，不能作为合格依据。",
    "at-work": "检测正在进行，结果不全。",
}
NOT_LOOKED = {"unchecked": "未检测", "not_applicable": "不适用", "unknown": "未检测"}
OUTCOMES = {"failed": "不通过清单", "warning": "警告清单"}
REGISTER = ("序号", "档号", "题名", "日期", "保管期限", "页数", "电子文件处理情况")
REGISTER_WIDTHS = (2, 9, 9, 7, 5, 3, 10)


def report(run):
    """四性检测报告 of a run: each check with purpose, basis and result, then every
    failure and every warning."""
    with translation.override("zh-hans"):
        blocks = [_paragraph(words) for words in _opening(run)]
        blocks += [_checks(label, lines) for label, lines in fixity.lines(run)]
        blocks += filter(None, (_findings(run, outcome) for outcome in OUTCOMES))
        day = timezone.localdate(run.started_at)
        blocks.append(Signature(run.court.name, day))
        return _bound("电子档案四性检测报告", blocks, run.court)


def register(disposal):
    """档案销毁清册: each item with its number, and what became of each paper."""
    with translation.override("zh-hans"):
        rows = [
            _item(number, line)
            for number, line in enumerate(disposals.lines(disposal), start=1)
        ]
        blocks = [_paragraph(words) for words in _decision(disposal)]
        blocks.append(Table("销毁清册", REGISTER, tuple(rows), REGISTER_WIDTHS))
        day = timezone.localdate(disposal.decided_at or disposal.proposed_at)
        blocks.append(Signature(disposal.court.name, day))
        return _bound("档案鉴定销毁清册", blocks, disposal.court)


def _opening(run):
    end = getattr(run, "conclusion", None)
    begun = date_format(timezone.localtime(run.started_at), "Y-m-d H:i")
    agent = run.started_by.name if run.started_by else "定时任务"
    yield f"检测范围：{run.scope or WHOLE}。检测环节：{run.get_kind_display()}。"
    yield f"开始时间：{begun}。执行：{agent}。检测编号：{run.pk}。"
    if end:
        ended = date_format(timezone.localtime(end.finished_at), "Y-m-d H:i")
        yield (
            f"结束时间：{ended}。检测归档文件 {end.items} 件、文件 {end.files} 个、"
            f"{end.bytes_read} 字节；不通过 {end.failures} 项，警告 {end.warnings} 项。"
        )
    yield f"结论：{ENDS[fixity.state_of(run)]}"


def _checks(label, lines):
    rows = tuple(
        (
            line.check.code,
            str(line.check.name),
            str(line.check.purpose),
            line.check.basis,
            _result(line),
        )
        for line in lines
    )
    return Table(f"{label}检测", CHECKS, rows, CHECK_WIDTHS)


def _result(line):
    """The counts, or why there are none."""
    why = NOT_LOOKED.get(line.state)
    return f"{why}：{line.words}" if why else line.words


def _findings(run, outcome):
    """A table of every finding of that outcome; None where there is none."""
    rows = tuple(
        (row.code, fixity.name_of(row.code), row.label, _fault(row), row.detail)
        for row in run.results.filter(outcome=outcome).order_by("pk")
    )
    caption = OUTCOMES[outcome]
    return Table(caption, FINDINGS, rows, FINDING_WIDTHS) if rows else None


def _fault(row):
    return str(fixity.fault_of(row.fault))


def _decision(disposal):
    yield f"鉴定理由：{disposal.reason}"
    yield f"提出：{disposal.proposed_by.name}，{_day(disposal.proposed_at)}。"
    if disposal.decided_at:
        opinion = f"意见：{disposal.opinion}" if disposal.opinion else ""
        yield (
            f"决定：{disposal.get_decision_display()}，{disposal.decided_by.name}，"
            f"{_day(disposal.decided_at)}。{opinion}"
        )


def _item(number, line):
    item = line.item
    return (
        str(number),
        item.code,
        item.printed_title,
        f"{item.formed_on:%Y%m%d}",
        str(item.get_retention_display()),
        str(item.pages or ""),
        "；".join(map(_became, line.erasures)) or "尚未执行",
    )


def _became(erasure):
    name = erasure.part.name or erasure.part.link
    if erasure.path:
        return f"{name}：已删除"
    return f"{name}：保留（{erasure.kept_because}）"


def _day(at):
    return date_format(timezone.localtime(at), "Y-m-d")


def _paragraph(words):
    return Paragraph((Text(words),))


def _bound(title, blocks, court):
    notice = NOTICE if court.is_demonstration else ""
    return Document(title, tuple(blocks), notice)
