"""What proof the demonstration hands in with each record: pictures and papers."""

from datetime import timedelta

from config.demo import keeping, papers, pictures
from config.demo.keeping import Entry

COURT = "罗田县人民法院"
WEB = "https://luotian.example/{day:%Y%m}/{number}.html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Categories whose events were not photographed.
UNPICTURED = {
    "制度建设",
    "专项材料",
    "宣传信息",
    "上级法院培训",
    "党校培训",
}
# What else is handed in with an event of a category: kind and name.
USUAL = {
    "法官讲坛": ("table", "签到表"),
    "上级法院培训": ("table", "参训名单"),
    "党校培训": ("table", "参训名单"),
    "示范庭": ("other", "庭审评议表"),
    "百案回访": ("other", "回访情况汇总"),
    "作风督查": ("other", "督查记录"),
    "文明检查": ("other", "检查记录"),
    "领导小组会议": ("other", "会议记录"),
    "动员会": ("other", "会议议程"),
    "民主生活会": ("other", "会议记录"),
    "节日活动": ("document", "活动方案"),
    "文明系列评比": ("document", "评比方案"),
    "文体活动": ("document", "活动方案"),
    "结对帮扶": ("other", "捐款捐物清单"),
}
NAMES = {"report": "情况说明", "table": "统计表", "opinion": "评价意见"}
ISSUERS = {"opinion": "县有关主管部门"}


def load(logged, readings, honours, statements, house, criteria):
    """Hand in everything; return the saved Evidence."""
    entries = []
    for number, (event, activity) in enumerate(logged):
        entries += _of_event(number, event, activity)
    entries += [_of_reading(reading) for reading in readings]
    entries += [_of_honour(honour) for honour in honours if honour.is_confirmed]
    entries += [_of_statement(each, targets) for each, targets in statements]
    return keeping.keep(entries, house.court, criteria)


def _of_event(number, event, activity):
    if activity.status == "draft":
        return
    usual = 0 if event.category in UNPICTURED else 1
    count = usual if event.pictures is None else event.pictures
    for place in range(1, count + 1):
        yield _picture(event, activity, place)
    if event.document_number:
        yield _document(event, activity)
    if event.category in USUAL and number % 9:
        yield _paper(event, activity, *USUAL[event.category])
    for kind in event.papers:
        if kind == "web":
            yield _page(number, event, activity)
        else:
            yield _paper(event, activity, kind, NAMES[kind])


def _entry(activity, kind, file_name, caption, **further):
    return Entry(
        {"activity": activity},
        kind,
        file_name,
        caption,
        by=activity.logged_by,
        at=activity.logged_at + timedelta(minutes=5),
        **further,
    )


def _picture(event, activity, place):
    """The name carries the day, the caption time, place, people and theme."""
    large, small = pictures.draw(event.title, event.held_on, event.category, place)
    who = f"{activity.unit.name}干警"
    where = event.place or "机关"
    return _entry(
        activity,
        "picture",
        f"{event.held_on:%Y%m%d}-{event.title}-{place}.jpg",
        f"{_told(event.held_on)}，{where}，{who}，{event.title}",
        content=large,
        media_type="image/jpeg",
        thumbnail=small,
        details={"taken_on": event.held_on},
    )


def _document(event, activity):
    return _entry(
        activity,
        "document",
        f"{event.document_number}-{event.title}.docx",
        event.title,
        content=papers.write_text(
            event.title,
            [event.narrative, f"{COURT}，{_told(event.held_on)}印发。（演示文件）"],
            event.document_number,
        ),
        media_type=WORD,
        details={
            "document_number": event.document_number,
            "issued_by": COURT,
            "pages": 2,
            "passage": event.narrative,
        },
    )


def _paper(event, activity, kind, name):
    is_table = kind == "table"
    title = called(event.title, name)
    return _entry(
        activity,
        kind,
        f"{event.held_on:%Y%m%d}-{title}.{'xlsx' if is_table else 'docx'}",
        title,
        content=_list_of(event, activity, title)
        if is_table
        else papers.write_text(title, list(_body(event, activity))),
        media_type=SHEET if is_table else WORD,
        details={
            "issued_by": ISSUERS.get(kind, activity.unit.name),
            "pages": 1,
            "is_confidential": event.is_confidential,
        },
    )


def called(title, name):
    """节日活动 + 活动方案 → 节日活动方案; a title that is called so already stays."""
    if title.endswith(name[-2:]):
        return title
    shared = max(n for n in (0, *range(2, len(name))) if title.endswith(name[:n]))
    return title + name[shared:]


def _body(event, activity):
    yield f"时间：{_told(event.held_on)}"
    if event.place:
        yield f"地点：{event.place}"
    yield f"组织单位：{activity.unit.name}"
    yield event.narrative
    yield "（演示文件）"


def _list_of(event, activity, title):
    rows = [[number, key] for number, key in enumerate(event.attendees, 1)]
    rows = rows or [["日期", _told(event.held_on)], ["组织单位", activity.unit.name]]
    if event.headcount:
        rows.append(["人数", event.headcount])
    return papers.write_table(title, ["序号", "内容"], rows)


def _page(number, event, activity):
    link = WEB.format(day=event.held_on, number=100 + number)
    return _entry(activity, "web", "", event.title, details={"link": link})


def _of_reading(reading):
    name = f"{reading.indicator.name}（{_told(reading.ends_on)}）"
    rows = [
        ["指标", reading.indicator.name],
        ["截止", _told(reading.ends_on)],
        ["读数", f"{reading.value}{reading.indicator.counting_word}"],
        ["来源", reading.source],
    ]
    return Entry(
        {"reading": reading},
        "table",
        f"{reading.ends_on:%Y%m%d}-{reading.indicator.name}.xlsx",
        name,
        by=reading.logged_by,
        at=reading.logged_at,
        content=papers.write_table(name, ["项目", "内容"], rows),
        media_type=SHEET,
        details={"issued_by": COURT, "pages": 1},
    )


def _of_honour(honour):
    level = "9.1.1" if honour.level in ("national", "provincial") else "9.1.2"
    return Entry(
        {"honour": honour},
        "document",
        f"{honour.awarded_on:%Y%m%d}-{honour.title}.docx",
        f"关于表彰“{honour.title}”的决定",
        by=honour.logged_by,
        at=honour.logged_at,
        content=papers.write_text(
            f"关于表彰“{honour.title}”的决定",
            [
                f"授予单位：{honour.giver}",
                f"授予日期：{_told(honour.awarded_on)}",
                "（演示文件）",
            ],
        ),
        media_type=WORD,
        codes=[level],
        details={
            "document_number": f"表〔{honour.awarded_on.year}〕{honour.awarded_on.month}号",
            "issued_by": honour.giver,
            "pages": 1,
        },
    )


def _of_statement(statement, targets):
    title = f"{statement.year}年文明创建责任书（{statement.unit.name}）"
    lines = [f"{n}、{each.title}。" for n, each in enumerate(targets, 1)]
    signed = f"签字：{statement.unit_signed_by.name}、{statement.court_signed_by.name}"
    return Entry(
        {"statement": statement},
        "document",
        f"{statement.year}-责任书-{statement.unit.code}.docx",
        title,
        by=statement.unit_signed_by,
        at=statement.court_signed_at,
        content=papers.write_text(title, [*lines, signed, "（演示文件）"]),
        media_type=WORD,
        codes=["1.1.3"],
        details={"issued_by": COURT, "pages": 2},
    )


def _told(day):
    return f"{day.year}年{day.month}月{day.day}日"
