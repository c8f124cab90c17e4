"""An inspection of the demonstration: two samples, and two findings, one answered.

Illustrative: nobody published how the court was inspected.
"""

from itertools import count

from campaigns.models import Criterion
from config.demo import moments
from dossiers import inspections, samples

DRAWN_ON, ANSWERED_ON = "2014-11-05", "2014-11-06"
# The request, what was found, the note.
DRAWN = (
    ("给我看2013年法官讲坛第七期的签到表。", "found", "当场取出，签到齐全。"),
    ("给我看2014年法官讲坛第十五期的讲稿。", "absent", "只有签到表和照片。"),
)
NO_SCRIPT = "抽查2014年法官讲坛第十五期，有签到表和照片，没有讲稿。"
ANSWER = "已通知主讲庭室查找当时的讲稿；今后开讲前先交讲稿，与签到表、照片一并上传。"
NO_HALL = "荣誉室奖牌没有与表彰文件逐一对应，建议按年度列目录。"


def load(campaign, house):
    """Draw the samples as the assessor, raise the findings, answer the first."""
    assessor, office = house.people["考评"], house.people["创建办甲"]
    drawn = [_sample(campaign, assessor, *told) for told in DRAWN]
    criteria = Criterion.objects.filter(standard=campaign.standard_id)
    wanting = inspections.raise_finding(
        campaign,
        by=assessor,
        text=NO_SCRIPT,
        sample=drawn[1],
        criterion=criteria.get(code="2.2.1"),
    )
    inspections.answer(wanting, by=office, text=ANSWER)
    hall = inspections.raise_finding(
        campaign, by=assessor, text=NO_HALL, criterion=criteria.get(code="9.1.1")
    )
    _date(wanting, raised_at=DRAWN_ON, answered_at=ANSWERED_ON)
    _date(hall, raised_at=DRAWN_ON)


def _sample(campaign, assessor, asked, result, note):
    """Draw just this request: with a seed that leads to it, looked for by trial."""
    requests = samples.stock(campaign, by=assessor)
    place = next(n for n, each in enumerate(requests, 1) if each.asked == asked)
    seeds = (f"{number:016x}" for number in count())
    seed = next(one for one in seeds if samples.position(one, len(requests)) == place)
    sample = samples.draw(campaign, by=assessor, seed=seed)
    samples.mark(sample, by=assessor, result=result, note=note)
    _date(sample, drawn_at=DRAWN_ON, marked_at=DRAWN_ON)
    return sample


def _date(row, **days):
    moments_of = {name: moments.at(day, 10) for name, day in days.items()}
    type(row).objects.filter(pk=row.pk).update(**moments_of)
