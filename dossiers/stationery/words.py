"""The words a template may use, what each stands for, and what it says in a report."""

from django.utils.translation import gettext_lazy as _

from dossiers import blocks
from dossiers.exports import word_sheet

TEXT = "text"  # the shape of a leaf; {} is names, [] a list of what stands in it
BODY = "正文"
# Where the body is to come; no text of ours may hold it, U+FDD0 is no character.
MARK = "\ufdd0正文\ufdd0"

TITLE, YEAR, COURT, DAY = "标题", "年度", "法院", "日期"
SIGNED, LEAD, NOTICE = "落款", "导语", "提示"
PARTS, FIGURES, LISTS = "段落", "数据", "清单"
MEANINGS = {
    TITLE: _("the title of the summary"),
    YEAR: _("its year, as 2014"),
    COURT: _("the name of the court"),
    BODY: _("the whole body with its headings, in the styles of the template; alone"),
    SIGNED: _("who signs: the court"),
    DAY: _("the day it is signed, as 2014年11月3日"),
    LEAD: _("the paragraphs before the first heading"),
    NOTICE: _("the notice of a demonstration; empty in real work"),
}
PART = ("类别", "级别", "序号", "文字")
UNSAFE = set("“”‘’\"'{}%\\#")  # docxtpl straightens the quotes inside a tag


def context(summary, document, facts):
    """What every word says in this report: dicts, lists and strings, nothing else."""
    day = next(filter(blocks.is_signature, document.blocks), None)
    told = {
        TITLE: document.title,
        YEAR: summary.year,
        COURT: summary.campaign.court.name,
        DAY: day.date_text if day else "",
        SIGNED: day.organisation if day else "",
        LEAD: "\n".join(_lead(document)),
        NOTICE: document.notice,
        PARTS: [
            _part(each) for each in document.blocks if not blocks.is_signature(each)
        ],
        FIGURES: _by_name(facts, "text"),
        LISTS: _by_name(facts, "listed"),
    }
    return _plain(told) | {BODY: MARK}


def shape(facts):
    """What may be asked of each word: {name: TEXT, {…} or [what an item holds]}."""
    names = dict.fromkeys(_by_name(facts, "label"), TEXT)
    return {
        **dict.fromkeys(MEANINGS, TEXT),
        FIGURES: names,
        LISTS: names,
        PARTS: [dict.fromkeys(PART, TEXT)],
    }


def quoted(names, facts):
    """The facts a template asks for by these names, by key."""
    return {key: fact for key, fact in facts.items() if {key, fact.label} & set(names)}


def spelling(fact, word=FIGURES):
    """How the template writes a figure: {{ 数据.法官讲坛 }}, or by its key."""
    name = fact.key if UNSAFE & set(fact.label) else fact.label
    return f"{{{{ {word}.{name} }}}}" if name.isidentifier() else _quoted(word, name)


def _quoted(word, name):
    return f'{{{{ {word}["{name}"] }}}}'


def _by_name(facts, attribute):
    """By label, and by key where no label says the same."""
    told = {fact.key: getattr(fact, attribute) for fact in facts.values()}
    return told | {fact.label: getattr(fact, attribute) for fact in facts.values()}


def _lead(document):
    for block in document.blocks:
        if isinstance(block, blocks.Heading):
            return
        if isinstance(block, blocks.Paragraph):
            yield block.text


def _part(block):
    match block:
        case blocks.Heading():
            kind = ("标题", block.level, block.label, block.text)
        case blocks.Paragraph():
            kind = ("正文", 0, "", block.text)
        case blocks.Table():
            kind = ("表格", 0, "", block.caption)
        case _:
            kind = ("其他", 0, "", getattr(block, "text", ""))
    return dict(zip(PART, kind, strict=True))


def _plain(value):
    """The same with nothing in it that could be taken for the mark of the body."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return word_sheet.printable(value).replace(MARK[0], "")
    return value
