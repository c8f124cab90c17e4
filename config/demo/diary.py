"""Every event of the demonstration, told to the state it is in."""

from itertools import chain

from campaigns.models import Activity
from config.demo import culture, events, papers_filed, training, unfinished, work

HEARING_ROOMS = ("第一审判庭", "第二审判庭", "第三审判庭")
Status = Activity.Status


def read():
    """Yield (event, status) for each, in no order of time."""
    yield from ((event, Status.CONFIRMED) for event in _confirmed())
    yield from ((event, Status.SUBMITTED) for event in events.read(unfinished.WAITING))
    yield from ((event, Status.RETURNED) for event in events.read(unfinished.RETURNED))
    yield from ((event, Status.DRAFT) for event in events.read(unfinished.DRAFTS))


def _confirmed():
    blocks = (
        training.FORUM,
        training.CONTESTS,
        training.SUPERIOR_CLASSES,
        training.PARTY_CLASSES,
        culture.FESTIVALS,
        culture.CULTURE,
        work.MEETINGS,
        work.CONDUCT,
        work.SERVICE,
        papers_filed.MEASURES,
        papers_filed.MATERIAL,
        "\n".join(chain(_hearings(), _news())),
    )
    return chain.from_iterable(events.read(block) for block in blocks)


def _hearings():
    """Write the 示范庭 out as lines; a tribunal sits in its own house."""
    for number, line in enumerate(filter(None, training.MODEL_HEARINGS.split("\n"))):
        when, unit, case, point = (part.strip() for part in line.split("|"))
        room = f"{unit}审判庭" if unit.endswith("法庭") else HEARING_ROOMS[number % 3]
        people = 24 + number * 7 % 23
        yield f"{when} | {unit} | 示范庭 | 示范庭：{case} | {room} | {people}人"
        yield "    " + training.HEARING.format(point=point)


def _news():
    """Write the 宣传信息 out as lines; every second one was put on the web."""
    for number, line in enumerate(filter(None, work.NEWS.split("\n"))):
        when, unit, title = line.split()
        web = "网页" if number % 2 else "说明"
        yield f"{when} | {unit} | 宣传信息 | {title} | | 图0 {web}"
        yield "    " + work.NEWS_NARRATIVE
