"""保管期限表: how long what is kept; the court's own table, with a usual one to begin.

The usual one follows the periods of 国家档案局令第8号 (rules.md 3.1) in our own words.
The court's archive approves its table, so every row may be changed.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.refusals import Refused, refuse
from dossiers.admissions import why_not_keep
from dossiers.models import Retention, RetentionRule

# What it covers, words in the title, kind of proof, how long: the first that fits.
USUAL = (
    ("月度、季度、半年计划和小结", "月度、季度、半年、上半年、下半年", "", "D10"),
    ("年度和届次创建规划、计划、总结", "年度计划、规划、工作计划、总结", "", "Y"),
    ("申报、命名、复查的请示和批复", "申报、命名、复查、请示、批复", "", "Y"),
    ("领导小组和党组会议", "领导小组、党组会、会议纪要、动员会", "", "Y"),
    ("本院制度和规定", "制度、规定、办法、公约、守则", "", "Y"),
    ("奖状、证书、奖牌和表彰决定", "荣誉、奖牌、奖状、证书、表彰", "", "Y"),
    ("目标责任书", "责任书", "", "D30"),
    ("典型、经验交流和简报", "典型、经验、交流、简报", "", "D30"),
    ("讲坛、讲堂和培训材料", "讲坛、讲堂、培训、示范庭", "", "D30"),
    ("活动照片", "", "picture", "D30"),
    ("录像", "", "video", "D30"),
    ("其他单位的评价意见", "", "opinion", "D30"),
    ("统计报表", "", "table", "D10"),
    ("其他创建材料", "", "", "D10"),
)
DEFAULT = Retention.TEN


def install(court):
    """Give a court the usual table."""
    RetentionRule.objects.bulk_create(
        RetentionRule(
            court=court,
            matter=matter,
            words=words,
            kind=kind,
            retention=retention,
            order=order,
        )
        for order, (matter, words, kind, retention) in enumerate(USUAL, 1)
    )


def rules_of(court):
    """The court's table in its order."""
    return RetentionRule.objects.filter(court=court)


def fitting(rules, text, kind):
    """The first rule that fits a title and a kind of proof, or None."""
    return next((rule for rule in rules if _fits(rule, text, kind)), None)


def _fits(rule, text, kind):
    words = [word.strip() for word in rule.words.split("、") if word.strip()]
    says_so = not words or any(word in text for word in words)
    return says_so and rule.kind in ("", kind)


def why_not_change(rule, *, by):
    """The reason `by` may not change this row of the table, or ""."""
    if why := why_not_keep(by):
        return why
    if rule.court_id != by.court_id:
        return _("This table belongs to another court.")
    return ""


@transaction.atomic
def save(rule, *, by):
    """Enter or change a row; a new one comes last."""
    if rule.court_id is None:
        rule.court_id = by.court_id
    refuse(why_not_change(rule, by=by))
    same = RetentionRule.objects.filter(court=rule.court_id, matter=rule.matter)
    if same.exclude(pk=rule.pk).exists():
        raise Refused(_("The table has a row for this already."))
    if rule.pk is None:
        last = rules_of(rule.court_id).last()
        rule.order = last.order + 1 if last else 1
    rule.save()
    return rule


@transaction.atomic
def drop(rule, *, by):
    """Take a row out; what was filed keeps the period it was given."""
    refuse(why_not_change(rule, by=by))
    rule.delete()


@transaction.atomic
def move(rule, *, by, is_up):
    """Let a row change places with the one before or after it."""
    refuse(why_not_change(rule, by=by))
    rows = list(rules_of(rule.court_id).select_for_update())
    here = rows.index(rule)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows, 1):
        row.order = order
    RetentionRule.objects.bulk_update(rows, ["order"])
