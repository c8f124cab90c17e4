"""迎检演练: the checks inspectors make, run over the campaign before they come.

The list is what the records say today and is stored nowhere. A rehearsal that was held
keeps how many lines each check had then, and what was seen at the places visited.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Campaign
from campaigns.refusals import Refused, refuse
from dossiers.complaints import rows
from dossiers.complaints.checklist import CHECKS
from dossiers.complaints.lines import BAD, RANK, Complaint, Theme
from dossiers.models import Place, Rehearsal

# Where inspectors go and what they note there (award.md 3.2), as the office calls it.
PLACES = (
    ("听取汇报", "汇报材料、专题片是否备好，汇报人、时间、座次是否落实"),
    ("诉讼服务中心", "便民设施、公开栏、服务承诺、文明用语、干警着装和挂牌"),
    ("道德讲堂", "标牌、流程、近期场次的记录和照片是否在场"),
    ("图书室", "藏书登记、借阅记录、开放时间"),
    ("活动室", "器材、制度上墙、活动内容是否具体、使用记录"),
    ("荣誉室", "奖牌、证书与文件是否一一对应，有无过期荣誉"),
    ("食堂", "文明用餐标识、卫生、节约提示"),
    ("文化长廊", "内容是否更新，有无错别字、褪色破损"),
    ("院内外环境", "卫生死角、车辆停放、小广告"),
    ("档案专柜", "抽查的材料能否当场取出，目录与实物是否一致"),
    ("随机提问", "干警对创建内容、核心价值观、应知应会的知晓情况"),
)
SHOWN = 5  # lines of a check that the overview shows


@dataclass(frozen=True)
class Checklist:
    """Every `Complaint`, those without lines too; the worst first in each theme."""

    complaints: tuple[Complaint, ...]

    @cached_property
    def themes(self):
        """Each theme with its complaints that have lines, those that have none, and
        those that could not be checked."""
        return tuple(
            (theme, *(self._in(theme, name) for name in ("wanting", "clean", "unread")))
            for theme in Theme
        )

    def _in(self, theme, group):
        return tuple(
            each
            for each in self.complaints
            if each.theme == theme and each.group == group
        )

    @property
    def counts(self):
        """{code: number of lines}, as a rehearsal keeps it."""
        return {each.code: each.number for each in self.complaints}

    @property
    def number(self):
        return sum(each.number for each in self.complaints)

    @property
    def bad(self):
        """Lines that cost points or credit."""
        return sum(each.number for each in self.complaints if each.weight == BAD)

    @property
    def clean(self):
        """Checks that looked and found nothing."""
        return sum(each.group == "clean" for each in self.complaints)

    @property
    def unread(self):
        """Checks that had nothing they could read."""
        return sum(each.is_unchecked for each in self.complaints)

    def find(self, code):
        """One complaint by its code, or None."""
        return next((each for each in self.complaints if each.code == code), None)

    def of_unit(self, unit):
        """What one unit (a key) can put right; what no unit answers for is left out."""
        return Checklist(
            tuple(
                replace(
                    each, lines=tuple(one for one in each.lines if unit in one.units)
                )
                for each in self.complaints
                if not each.lines or any(one.units for one in each.lines)
            )
        ).sorted()

    def sorted(self):
        """Worst first: what has lines, what costs most, what is most frequent."""
        ranked = sorted(
            self.complaints,
            key=lambda each: (not each.lines, RANK[each.weight], -each.number),
        )
        return Checklist(tuple(ranked))


def of(campaign):
    """The `Checklist` of a campaign, in the same queries whatever its size."""
    material = rows.read(campaign)
    return Checklist(tuple(_run(check, material) for check in CHECKS)).sorted()


def why_not_see(campaign, *, by):
    """The reason `by` sees no checklist, or ""; heads of units see their unit's."""
    if campaign.court_id != by.court_id:
        return _("This campaign belongs to another court.")
    if by.has_perm(roles.SEE_COURT) or (by.has_perm(roles.CONFIRM) and by.unit_id):
        return ""
    return _("The mock inspection is for the office, leaders and heads of units.")


def why_not_hold(campaign, *, by):
    """The reason `by` may hold no rehearsal, or ""."""
    if not by.has_perm(roles.HOLD_REHEARSALS) or campaign.court_id != by.court_id:
        return _("A rehearsal is held by the office.")
    return ""


@transaction.atomic
def hold(campaign, *, by):
    """Keep what the checks find today, with the places still to be looked at."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(why_not_hold(campaign, by=by))
    today = localdate()
    if Rehearsal.objects.filter(campaign=campaign, held_on=today).exists():
        raise Refused(_("A rehearsal has been held today; go on with it."))
    rehearsal = Rehearsal.objects.create(
        campaign=campaign, held_on=today, held_by=by, counts=of(campaign).counts
    )
    Place.objects.bulk_create(
        Place(rehearsal=rehearsal, order=order, name=name, look_at=look_at)
        for order, (name, look_at) in enumerate(PLACES, start=1)
    )
    return rehearsal


@transaction.atomic
def tick(rehearsal, *, by, seen):
    """Say what was seen: {order of a place: (result, note)}; all or nothing."""
    refuse(why_not_hold(rehearsal.campaign, by=by))
    places = list(rehearsal.places.select_for_update())
    for place in places:
        place.result, note = seen.get(place.order, (place.result, place.note))
        place.note = note.strip()
        if place.result not in ("", *Place.Result):
            raise Refused(_("Say whether it is in order or not."))
        if place.result == Place.Result.NOT_OK and not place.note:
            told = _("Say what is not in order at: %(place)s.")
            raise Refused(told % {"place": place.name})
    Place.objects.bulk_update(places, ["result", "note"])
    return places


def changes(rehearsal, checklist):
    """(complaint, number then, number now) of each check that differs since."""
    return tuple(
        (each, then, each.number)
        for each in checklist.complaints
        if (then := rehearsal.counts.get(each.code)) not in (None, each.number)
    )


def _run(check, material):
    return Complaint(
        check.code,
        check.theme,
        check.weight,
        check.title,
        check.advice,
        check.source,
        tuple(check.find(material)),
        check.reach(material) if check.reach else None,
    )
