"""The standard the demonstration is measured by: methods, tree, rules, negative list."""

import re
from decimal import Decimal
from pathlib import Path

from campaigns.imports import writing
from campaigns.models import (
    Criterion,
    EvidenceRule,
    Method,
    Standard,
    VetoRule,
)
from config.demo.criteria import TREE

FOLDER = Path(__file__).parent / "standards"
METHODS = {
    "材料": ("材料审核", True),
    "网络": ("网络查看", True),
    "实地": ("实地考察", False),
    "座谈": ("个别座谈", False),
    "问卷": ("问卷调查", False),
}
KINDS = {
    "文件": "document",
    "说明": "report",
    "图片": "picture",
    "表格": "table",
    "网页": "web",
    "意见": "opinion",
    "活动": "activity",
}
RULE = re.compile(
    r"(?P<kind>..)≥(?P<minimum>\d+)(?P<per>年|周期)(?P<number>号)?"
    r"(?:月(?P<month>\d+))?(?:字(?P<characters>\d+))?"
)
NO_APPLICATION, VETO, REVOCATION, DEDUCTION = VetoRule.Consequence
VETO_RULES = (
    ("领导班子主要成员严重违纪违法", 24, NO_APPLICATION, None),
    ("干警受到刑事追究", 24, NO_APPLICATION, None),
    ("发生重大安全责任事故", 24, VETO, None),
    ("发生造成恶劣影响的群体性事件", 24, VETO, None),
    ("社会治安综合治理考评不合格", 12, VETO, None),
    ("违反计划生育政策", 24, VETO, None),
    ("弄虚作假骗取荣誉", 24, REVOCATION, None),
    ("干警作风问题被县级以上通报", 12, DEDUCTION, Decimal(2)),
)


def load(court):
    """Make the standard; return it and its criteria by code."""
    standard = Standard.objects.create(
        court=court,
        name="湖北省省级文明单位测评表（演示）",
        version="2013",
        issuer="湖北省精神文明建设指导委员会办公室",
        level=Standard.Level.PROVINCIAL,
        total_points=100,
        pass_mark=80,
        note="考核项目与分值取自公开的省级测评表，考核内容、记分标准和合格线均为演示所拟。",
    )
    methods = _make_methods(court)
    rows = [
        [part.strip() for part in line.split("|")] for line in TREE.split("\n") if line
    ]
    criteria = _make_tree(standard, rows)
    leaves = [row for row in rows if len(row) > 3]
    _add_methods(leaves, criteria, methods)
    _add_rules(leaves, criteria)
    _add_negative_list(standard)
    return standard, criteria


def load_more(court):
    """Two standards of other shapes, brought in as the office would."""
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open("rb") as file:
            report = writing.run(file, path.name, court=court, by=None, dry_run=False)
        if not report.is_imported:
            raise ValueError(f"{path}: {report.findings}")


def _make_methods(court):
    methods = {
        key: Method(court=court, name=name, is_documentary=documentary)
        for key, (name, documentary) in METHODS.items()
    }
    Method.objects.bulk_create(methods.values())
    return methods


def _make_tree(standard, rows):
    """Save level by level, since a child needs its parent's id."""
    criteria = {}
    for depth in range(3):
        level = {
            code: Criterion(
                standard=standard,
                parent=criteria.get(code.rpartition(".")[0]),
                code=code,
                title=title,
                points=Decimal(points),
                requirement=rest[2] if rest else "",
                order=order,
            )
            for order, (code, points, title, *rest) in enumerate(rows, 1)
            if code.count(".") == depth
        }
        Criterion.objects.bulk_create(level.values())
        criteria |= level
    return criteria


def _add_methods(leaves, criteria, methods):
    used = Criterion.methods.through
    used.objects.bulk_create(
        used(criterion=criteria[code], method=methods[key])
        for code, _points, _title, keys, *_rest in leaves
        for key in keys.split()
    )


def _add_rules(leaves, criteria):
    EvidenceRule.objects.bulk_create(
        _rule(criteria[code], text)
        for code, _points, _title, _methods, rules, *_rest in leaves
        for text in rules.split()
    )


def _rule(criterion, text):
    """Read 文件≥1年号月3, as criteria.py explains it."""
    said = RULE.fullmatch(text)
    per = EvidenceRule.Per.YEAR if said["per"] == "年" else EvidenceRule.Per.CYCLE
    return EvidenceRule(
        criterion=criterion,
        asked=KINDS[said["kind"]],
        minimum=int(said["minimum"]),
        per=per,
        needs_document_number=bool(said["number"]),
        due_month=said["month"] and int(said["month"]),
        maximum_characters=said["characters"] and int(said["characters"]),
    )


def _add_negative_list(standard):
    VetoRule.objects.bulk_create(
        VetoRule(
            standard=standard,
            title=title,
            window_months=months,
            consequence=consequence,
            points=points,
            order=order,
        )
        for order, (title, months, consequence, points) in enumerate(VETO_RULES, 1)
    )
