"""The starter template: the standard layout with its words in place, to be changed in
Word, and a sample to try templates with before there is a summary."""

from datetime import date

from docx.shared import Twips

from campaigns.models import Campaign
from dossiers.blocks import Document, Heading, Paragraph, Signature, Text
from dossiers.exports import word, word_parts, word_sheet
from dossiers.exports.word_sheet import add_run
from dossiers.models import Summary
from dossiers.stationery import words

SAMPLE = Document(
    "2014年度创建工作总结（试填）",
    (
        Paragraph((Text("这是试填文字，只用来查看版式。"),)),
        Heading(1, 1, "一级标题"),
        Heading(2, 1, "二级标题"),
        Heading(3, 1, "三级标题"),
        Heading(4, 1, "四级标题"),
        Paragraph((Text("正文段落，含“引号”、&、<和>。"),)),
        Signature("某某县人民法院", date(2014, 11, 3)),
    ),
)


def build():
    """Return the bytes of the starter template."""
    sheet = word_sheet.blank("")
    title = sheet.add_paragraph(style="Title")
    add_run(title, _tag(words.TITLE), word_parts.TITLE_SONG)
    sheet.add_paragraph(_tag(words.BODY), style="Body Text")
    for name, blank in ((words.SIGNED, 1), (words.DAY, 0)):
        paragraph = sheet.add_paragraph(style="Signature")
        add_run(paragraph, _tag(name), word_parts.FANGSONG)
        paragraph.paragraph_format.space_before = Twips(blank * word_parts.PITCH)
        paragraph.paragraph_format.right_indent = Twips(2 * word_parts.CELL)
    word.describe(sheet.core_properties, Document("公文模板", ()))
    return word.pack(sheet)


def summary_of(court):
    """A summary that is not kept, for the words of the sample."""
    signed_on = SAMPLE.blocks[-1].signed_on
    return Summary(campaign=Campaign(court=court), year=signed_on.year, as_of=signed_on)


def _tag(name):
    return f"{{{{ {name} }}}}"
