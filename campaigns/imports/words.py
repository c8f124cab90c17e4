"""The words of the template: its sheets and columns, and what their cells may say.

They are the format of a file that courts pass on, so they are Chinese whatever
language the page is read in.
"""

from dataclasses import dataclass

from campaigns.models import Criterion, EvidenceRule, Standard, VetoRule

GUIDE, INFO, TABLE, VETO = "填写说明", "体系信息", "测评标准", "负面清单"
YES, NO = "是", "否"
LIST_SEPARATOR = "、"


@dataclass(frozen=True)
class Column:
    """A column, or a line of 体系信息: its heading, other headings read as the same."""

    key: str
    heading: str
    guide: str
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("code", "编号", "必填，体系内不重复，照原文写，如 1.2.3 或 Ⅲ-1。", ("代码", "序号", "指标编号")),
    Column("parent", "上级编号", "上一级的编号；最上一级留空。全列留空时，按编号或标题前的缩进分级；没有缩进则按编号中的“.”或“-”分级。最多 6 级。", ("上级", "父编号", "上级代码")),
    Column("title", "标题", "必填，200 字以内；更长的原文放在“标准内容”。", ("名称", "测评项目", "测评内容", "考核项目", "考核内容", "指标名称")),
    Column("requirement", "标准内容", "记分标准等原文，不限长度。", ("具体要求", "要求", "记分标准", "考核标准")),
    Column("points", "分值", "最多两位小数；不计分的留空。", ("分数", "应得分", "标准分")),
    Column("methods", "测评方式", "可写几种，用“、”隔开，如：材料审核、实地考察。", ("测评方法", "考评方式", "考核方式")),
    Column("is_bonus", "加分项", "加分的写“是”，其余留空。", ("是否加分",)),
    Column("score_form", "计分方式", "达标得满分（可留空）、扣分、等级、按比例、不计分。", ("记分方式",)),
    Column("grades", "等级比例", "按等级计分时填写各等级占分值的比例，如：A=1、B=0.75、C=0.5、D=0。", ("等级",)),
    Column("asked", "报送类型", "正式文件、说明报告、图片、统计表、网页、视频、评价意见、其他、活动、不限。一条标准有几项报送要求时，在它下面另起行，只填报送各列，编号和标题留空。", ("报送材料", "材料类型")),
    Column("minimum", "最少数量", "不填为 1。", ("最少", "数量")),
    Column("maximum", "最多数量", "没有上限留空。", ("最多",)),
    Column("per", "报送周期", "每年（可留空）或整个周期。", ("周期",)),
    Column("maximum_characters", "字数上限", "没有上限留空。", ("字数",)),
    Column("needs_document_number", "文号", "必须有文号的写“是”。", ("需文号", "要求文号")),
    Column("due_month", "截止月份", "1 至 12；没有规定留空。", ("截止月", "月份", "报送月份")),
    Column("caption_parts", "图注要素", "图片说明必须写明的内容，用“、”隔开，如：时间、地点、人物、主题。", ("图片说明",)),
    Column("note", "报送说明", "其他要求，200 字以内。", ("材料报送说明", "说明")),
)  # fmt: skip
RULE_KEYS = tuple(column.key for column in COLUMNS[9:])

FACTS = (
    Column("name", "名称", "必填。同名的新版本会接替上一版本。", ("体系名称",)),
    Column("version", "版本", "必填，如 2013。同名同版本只能导入一次。", ("年版", "年度")),
    Column("issuer", "发文单位", "必填。", ("制定单位", "发布单位")),
    Column("level", "级别", "必填：全国、省级、市级、县级。", ("层级",)),
    Column("total_points", "总分", "不设总分的留空。", ("满分",)),
    Column("pass_mark", "合格分", "没有规定留空。", ("合格线", "达标分")),
    Column("bonus_inside", "加分计入总分", "加分包含在总分之内写“是”，在总分之外写“否”。"),
    Column("bonus_cap", "加分上限", "加分最多计多少分；没有上限留空。"),
    Column("note", "备注", "", ("说明",)),
)  # fmt: skip

VETO_COLUMNS = (
    Column("title", "事项", "必填。", ("负面清单", "情形")),
    Column("window_months", "追溯月数", "不填为 24。", ("追溯期",)),
    Column("consequence", "后果", "不得申报、一票否决、撤销称号、扣分。"),
    Column("points", "扣分", "后果为扣分时必填。", ("扣分值",)),
)

ASKED = {
    "正式文件": EvidenceRule.Asked.DOCUMENT,
    "说明报告": EvidenceRule.Asked.REPORT,
    "图片": EvidenceRule.Asked.PICTURE,
    "统计表": EvidenceRule.Asked.TABLE,
    "网页": EvidenceRule.Asked.WEB,
    "视频": EvidenceRule.Asked.VIDEO,
    "评价意见": EvidenceRule.Asked.OPINION,
    "其他": EvidenceRule.Asked.OTHER,
    "活动": EvidenceRule.Asked.ACTIVITY,
    "不限": EvidenceRule.Asked.ANY,
    # Further words read as the same.
    "文件": EvidenceRule.Asked.DOCUMENT,
    "规范文件": EvidenceRule.Asked.DOCUMENT,
    "说明": EvidenceRule.Asked.REPORT,
    "情况说明": EvidenceRule.Asked.REPORT,
    "照片": EvidenceRule.Asked.PICTURE,
    "图片资料": EvidenceRule.Asked.PICTURE,
    "表格": EvidenceRule.Asked.TABLE,
    "统计表格": EvidenceRule.Asked.TABLE,
    "网页截图": EvidenceRule.Asked.WEB,
    "链接": EvidenceRule.Asked.WEB,
    "意见": EvidenceRule.Asked.OPINION,
}
PER = {
    "每年": EvidenceRule.Per.YEAR,
    "整个周期": EvidenceRule.Per.CYCLE,
    "年": EvidenceRule.Per.YEAR,
    "年度": EvidenceRule.Per.YEAR,
    "周期": EvidenceRule.Per.CYCLE,
    "全周期": EvidenceRule.Per.CYCLE,
    "每周期": EvidenceRule.Per.CYCLE,
}
SCORE_FORMS = {
    "达标得满分": Criterion.ScoreForm.FULL,
    "扣分": Criterion.ScoreForm.DEDUCT,
    "等级": Criterion.ScoreForm.GRADED,
    "按比例": Criterion.ScoreForm.SHARE,
    "不计分": Criterion.ScoreForm.TEXT,
    "满分": Criterion.ScoreForm.FULL,
    "扣分制": Criterion.ScoreForm.DEDUCT,
    "等级制": Criterion.ScoreForm.GRADED,
    "比例": Criterion.ScoreForm.SHARE,
}
LEVELS = {
    "全国": Standard.Level.NATIONAL,
    "省级": Standard.Level.PROVINCIAL,
    "市级": Standard.Level.CITY,
    "县级": Standard.Level.COUNTY,
    "国家级": Standard.Level.NATIONAL,
    "省": Standard.Level.PROVINCIAL,
    "市": Standard.Level.CITY,
    "县": Standard.Level.COUNTY,
}
CONSEQUENCES = {
    "不得申报": VetoRule.Consequence.NO_APPLICATION,
    "一票否决": VetoRule.Consequence.VETO,
    "撤销称号": VetoRule.Consequence.REVOCATION,
    "扣分": VetoRule.Consequence.DEDUCTION,
}
FLAGS = {
    YES: True,
    NO: False,
    "√": True,
    "有": True,
    "需要": True,
    "×": False,
    "无": False,
}

# A method that needs eyes or a survey; every other new one is judged from material.
OF_THE_SPOT = ("实地", "观察", "座谈", "问卷", "访谈", "暗访", "抽查", "测评", "调查")


def word_of(words, value):
    """The first word that says `value`: the one the template teaches."""
    return next(word for word, meaning in words.items() if meaning == value)


def first_words(words):
    """The words the template teaches, one for each meaning."""
    return [word for word in words if word_of(words, words[word]) == word]


def is_documentary(method):
    return not any(word in method for word in OF_THE_SPOT)
