"""Reads the lines of the demonstration events, which are written as a clerk would.

    2014-03-08 | 妇委会 | 节日活动 | 联谊会 | 多功能厅 | 36人 1400元 @women +工会
        The narrative, one line.
        参加 民一庭甲 民二庭头
        退回 The reason for a return.

`2014节` stands for the day the festival of the line falls on. What may follow the
place: 36人 headcount, 1400元 cost, @women festival, +工会 co-host, ..2014-03-10 last
day, #4.1.2 a further criterion, late40 logged so many days after, 由创建办甲 logged by,
退立案庭头 returned by, 图2 pictures, 文件:罗法〔2014〕5号 formal document, 说明 report,
表格 table, 网页 web page, 意见 opinion of another body, 密 for the archive only.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from campaigns import festivals

PAPERS = {"说明": "report", "表格": "table", "网页": "web", "意见": "opinion"}


@dataclass
class Event:
    """One line, read. Units, people and categories stand by their short names."""

    held_on: date
    unit: str
    category: str
    title: str
    place: str
    narrative: str = ""
    attendees: list = field(default_factory=list)
    reason: str = ""
    ended_on: date | None = None
    headcount: int | None = None
    cost: Decimal | None = None
    festival: str = ""
    co_hosts: list = field(default_factory=list)
    codes: list = field(default_factory=list)
    late: int | None = None
    logged_by: str = ""
    returned_by: str = ""
    pictures: int | None = None
    document_number: str = ""
    papers: list = field(default_factory=list)
    is_confidential: bool = False


def read(text):
    """Return the events of a block of lines, in the order they stand."""
    found = []
    for line in filter(None, text.split("\n")):
        if not line.startswith(" "):
            found.append(_read_head(line))
        elif line.strip().startswith("参加 "):
            found[-1].attendees = line.split()[1:]
        elif line.strip().startswith("退回 "):
            found[-1].reason = line.split(maxsplit=1)[1]
        else:
            found[-1].narrative = line.strip()
    return found


def _read_head(line):
    when, unit, category, title, place, said = (
        part.strip() for part in line.split("|")
    )
    words = said.split()
    named = next((word[1:] for word in words if word[0] == "@"), "")
    held_on = (
        festivals.date_of(named, int(when[:4]))
        if when.endswith("节")
        else date.fromisoformat(when)
    )
    event = Event(held_on, unit, category, title, place)
    for word in words:
        _hear(event, word)
    return event


def _hear(event, word):
    """Set on `event` what one word behind the place says."""
    if word in PAPERS:
        event.papers.append(PAPERS[word])
        return
    for pattern, name, turn in WORDS:
        if said := re.fullmatch(pattern, word):
            value, known = turn(said[1]), getattr(event, name)
            setattr(event, name, [*known, value] if isinstance(known, list) else value)
            return
    raise ValueError(f"{event.title}: what does {word} say?")


WORDS = (
    (r"(\d+)人", "headcount", int),
    (r"(\d+)元", "cost", Decimal),
    (r"@(\w+)", "festival", str),
    (r"\+(.+)", "co_hosts", str),
    (r"\.\.(.+)", "ended_on", date.fromisoformat),
    (r"#([\d.]+)", "codes", str),
    (r"late(\d+)", "late", int),
    (r"由(.+)", "logged_by", str),
    (r"退(.+)", "returned_by", str),
    (r"图(\d)", "pictures", int),
    (r"文件:(.+)", "document_number", str),
    (r"(密)", "is_confidential", bool),
)
