"""First self-assessments and office scores of the demonstration, and some verdicts.

Illustrative, like the single events: nobody published how the court scored itself. No
inspector has been there yet, so those points stay unknown.
"""

from decimal import Decimal

from campaigns.models import Score, Verdict
from config.demo import moments

YEARS = (2013, 2014)
SELF, OFFICE = Score.Assessor.SELF, Score.Assessor.OFFICE
MET, NOT_MET = Verdict.Finding.MET, Verdict.Finding.NOT_MET
ON = {SELF: "2014-10-14", OFFICE: "2014-10-21"}
# code | self 2013 2014 | office 2013 2014 | what the unit says | what the office says,
# of the second year after a slash if it is something else.
POINTS = """
1.1.1 | 2 2 | 2 2 | 党组专题研究有文件、有记录，领导小组按期开会。 | 文件和会议记录齐全。
1.1.2 | 1.5 1.5 | 1.5 1 | 机构、人员、经费均已落实。 | 机构、经费文件齐全。 / 2014年说明报告未报，扣0.5分。
1.1.3 | 1.5 1.5 | 1.5 1.5 | 责任书已与各庭室签订。 | 22个庭室责任书均已签订。
1.2.1 | 2 2 | 2 2 | 中心组学习按计划进行，笔记齐全。 | 次数、图片均符合要求。
1.2.2 | 1.5 1 | 1.5 1 | 民主生活会按规定召开，2014年报告在写。 | 会议记录、说明齐全。 / 2014年说明报告未报，扣0.5分。
2.1.1 | 2 1.5 | 2 1 | 年度任务完成，2014年报表待年底。 | 统计表、报告齐全。 / 2014年统计表、报告未报，扣1分。
2.1.2 | 1.5 1.5 | 1.5 1 | 质效指标逐年向好。 | 统计表齐全。 / 2014年统计表未报，扣0.5分。
2.2.1 | 2 2 | 2 2 | 培训有计划、有名单。 | 参训名单可查。
2.2.2 | 1.5 1.5 | 1.5 1.5 | 示范庭次数达标，图片齐全。 | 次数、图片均符合要求。
3.1.1 | 2 2 | 2 2 | 每年三月底前下发工作方案。 | 文件有文号，时间符合要求。
3.2.2 | 1 1 | 1 0.5 | 检查后均有通报。 | 检查、通报齐全。 / 2014年说明报告未报，扣0.5分。
3.2.3 | 1 0.9 | 1 0.75 | 2013年已报满，2014年已报9篇。 | 篇数达到要求。 / 2014年信息尚差3篇，按比例扣分。
3.3.1 | 1.5 1 | 1 1 | 档案专人专柜。 | 缺档案图片，扣0.5分。 / 缺说明报告，扣0.5分。
3.3.2 | 1.5 - | 1.5 - | 2013年总结已按时报送。 | 总结按时报送，字数符合要求。
4.1.2 | 1 1 | 0.5 1 | 办公区有宣传展示。 | 无活动、无图片，扣1分。 / 图片差1张，扣0.5分。
4.3.1 | 0.5 0.5 | 0 0 | 结合干警大会讲过身边故事。 | 没有单独举办道德讲堂，无记录，不得分。
5.1.1 | 2 2 | 1.5 1.5 | 活动室、书屋经常使用。 | 说明报告未报，扣0.5分。
6.1.1 | 1.5 1.5 | 1.5 1 | 公开栏定期更新。 | 制度、图片齐全。 / 2014年缺图片，扣0.5分。
6.2.1 | 1.5 1.5 | 1.5 1 | 体检、慰问按时开展。 | 活动、统计表齐全。 / 2014年统计表未报，扣0.5分。
6.2.2 | 1.5 1 | 1.5 0.5 | 台账完备。 | 统计表、部门意见齐全。 / 2014年统计表、部门意见未报，扣1分。
"""
# code, year, finding, reason
VERDICTS = (
    ("1.1.1", 2013, MET, "每年专题研究两次以上，有文件有记录。"),
    ("1.1.1", 2014, MET, "每年专题研究两次以上，有文件有记录。"),
    ("1.1.3", 2013, MET, "责任书双方均已签字。"),
    ("1.1.3", 2014, MET, "责任书双方均已签字。"),
    ("1.2.1", 2013, MET, "学习次数达到要求。"),
    ("2.2.2", 2013, MET, "示范庭次数达到要求。"),
    ("3.1.1", 2013, MET, "三月底前以正式文件下发。"),
    ("3.1.1", 2014, MET, "三月底前以正式文件下发。"),
    ("4.3.1", 2013, NOT_MET, "全年没有举办道德讲堂的记录。"),
    ("4.3.1", 2014, NOT_MET, "到检查时没有举办道德讲堂的记录。"),
)


def load(campaign, house, criteria):
    """Enter the scores of the units' heads and of the office, then the verdicts."""
    heads = _heads(campaign)
    office = house.people["创建办甲"]
    rows = [line.split(" | ") for line in POINTS.split("\n") if line]
    Score.objects.bulk_create(
        score
        for code, own, office_gave, said, found in rows
        for score in (
            *_scores(campaign, criteria[code], SELF, own, said, heads[code]),
            *_scores(campaign, criteria[code], OFFICE, office_gave, found, office),
        )
    )
    Verdict.objects.bulk_create(
        Verdict(
            campaign=campaign,
            criterion=criteria[code],
            year=year,
            finding=finding,
            reason=reason,
            judged_by=office,
            judged_at=moments.at(ON[OFFICE], 16),
        )
        for code, year, finding, reason in VERDICTS
    )


def _heads(campaign):
    """Who speaks for a criterion: the head of the first unit that answers for it."""
    rows = campaign.assignments.order_by("-unit__order").select_related(
        "criterion", "unit__head"
    )
    return {row.criterion.code: row.unit.head for row in rows}


def _scores(campaign, criterion, assessor, points, reason, judged_by):
    """A score for each year in which `points` names one; - is not yet scored."""
    first, _slash, second = reason.partition(" / ")
    reasons = (first, second or first)
    for year, number, why in zip(YEARS, points.split(), reasons, strict=True):
        if number != "-":
            yield Score(
                campaign=campaign,
                criterion=criterion,
                year=year,
                assessor=assessor,
                points=Decimal(number),
                reason=why,
                judged_by=judged_by,
                judged_at=moments.at(ON[assessor], 15),
            )
