"""Which styles of a template the body is set in, and what stands in for a missing one."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from docx.enum.style import WD_STYLE_TYPE
from docx.styles.style import BaseStyle

LEVELS = "一二三四"
SHOWN = {"Normal": "正文", "Body Text": "正文文本"}
BODY = ("bodytext", "正文文本", "公文正文", "bodytextfirstindent", "正文首行缩进")


@dataclass(frozen=True)
class Chosen:
    """`style` None: the file has no paragraph style at all. `wanted` is how Word calls
    what is missing, "" when nothing is."""

    # Itself: python-docx does not find every style again by the name it gives.
    style: BaseStyle | None
    wanted: str = ""

    @property
    def told(self):
        return _("There is no style %(wanted)s; %(used)s is used instead.") % {
            "wanted": self.wanted,
            "used": word_calls(self.style.name) if self.style else _("plain text"),
        }


def word_calls(name):
    """How Chinese Word shows a style of its own; any other has one name only."""
    heading = re.fullmatch(r"[Hh]eading (\d)", name)
    return f"标题 {heading[1]}" if heading else SHOWN.get(name, name)


def of(sheet):
    """Return {1: …, 2: …, 3: …, 4: …, "body": …}, each a `Chosen`."""
    names = {
        each.name.lower().replace(" ", ""): each
        for each in sheet.styles
        if each.type == WD_STYLE_TYPE.PARAGRAPH and each.name
    }
    plain = sheet.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    found = {level: _named(names, _headings(level)) for level in range(1, 5)}
    chosen = {level: _heading(level, found, plain) for level in found}
    body = _named(names, BODY)
    return chosen | {"body": Chosen(body) if body else Chosen(plain, "正文文本")}


def _headings(level):
    return f"heading{level}", f"标题{level}", f"{LEVELS[level - 1]}级标题"


def _named(names, candidates):
    return next((names[each] for each in candidates if each in names), None)


def _heading(level, found, plain):
    """The nearest heading there is, one above before one below."""
    if found[level]:
        return Chosen(found[level])
    near = [*range(level - 1, 0, -1), *range(level + 1, 5)]
    used = next((found[each] for each in near if found[each]), plain)
    return Chosen(used, f"标题 {level}")
