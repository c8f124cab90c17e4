"""Giving points and verdicts: who may, where, how many, in which year.

A score is the word of a person with a reason; unknown is no row, never zero. The work
state and the verdict are something else and never become a score.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles, scoresheets, standards, years
from campaigns.models import Assignment, Campaign, Score, Verdict
from campaigns.refusals import Refused, refuse

Assessor = Score.Assessor
MAY = {
    Assessor.SELF: roles.SCORE_FOR_UNIT,
    Assessor.OFFICE: roles.SCORE_FOR_OFFICE,
    Assessor.INSPECTOR: roles.SCORE_AS_INSPECTOR,
}


def kinds_of(user):
    """As which assessors this person may give points at all."""
    return tuple(kind for kind, word in MAY.items() if user.has_perm(word))


# -- Scores -----------------------------------------------------------------------


def why_not_assess(criterion, campaign, *, by, assessor, nodes=None):
    """The reason `by` may not give points here as this kind of assessor, or "".

    `nodes`, the tree of the standard, spares its query.
    """
    nodes = nodes or standards.tree(campaign.standard_id)
    node = next((each for each in nodes if each.pk == criterion.pk), None)
    if node is None:
        return _("This criterion is not part of the campaign's standard.")
    if node.pk not in scoresheets.carriers(nodes):
        return _("Points are given where they stand at the deepest level.")
    return _why_not_assessor(node, campaign, by, assessor)


def why_not_score(criterion, campaign, *, by, assessor, year, points, reason):
    """The reason this score cannot be entered, or ""; `year` None is the whole cycle."""
    return (
        why_not_assess(criterion, campaign, by=by, assessor=assessor)
        or _why_not_year(campaign, year)
        or _why_not_points(criterion, points)
        or _why_no_reason(reason)
        or _why_not_replace(criterion, campaign, by, assessor, year)
    )


@transaction.atomic
def score(criterion, campaign, *, by, assessor, year, points, reason):
    """Give points, in place of what this kind of assessor gave before.

    The log keeps what stood there.
    """
    told = {"assessor": assessor, "year": year, "points": points, "reason": reason}
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # one score at a time
    refuse(why_not_score(criterion, campaign, by=by, **told))
    given, _created = Score.objects.update_or_create(
        campaign=campaign,
        criterion=criterion,
        assessor=assessor,
        year=year,
        defaults={"points": points, **_signed(reason, by)},
    )
    return given


# -- Verdicts ---------------------------------------------------------------------


def why_not_judge(campaign, *, by):
    """The reason `by` may not say whether a criterion is met, or ""."""
    if not by.has_perm(roles.SCORE_FOR_OFFICE) or campaign.court_id != by.court_id:
        return _("Whether a criterion is met is judged by the office.")
    return ""


@transaction.atomic
def judge(criterion, campaign, *, by, year, finding, reason):
    """Say whether a criterion is met, in place of an earlier verdict."""
    refuse(
        why_not_judge(campaign, by=by)
        or _why_not_listed(criterion, campaign)
        or _why_not_year(campaign, year)
        or _why_no_reason(reason)
    )
    if finding not in Verdict.Finding:
        raise Refused(_("Say whether it is met."))
    verdict, _created = Verdict.objects.update_or_create(
        campaign=campaign,
        criterion=criterion,
        year=year,
        defaults={"finding": finding, **_signed(reason, by)},
    )
    return verdict


# -- Who and how much -------------------------------------------------------------


def _why_not_assessor(node, campaign, by, assessor):
    if assessor not in kinds_of(by):
        return _("Your role does not give these points.")
    if assessor == Assessor.INSPECTOR:
        granted = Campaign.objects.visible_to(by).filter(pk=campaign.pk)
        return "" if granted.exists() else _("You have no leave for this campaign.")
    if campaign.court_id != by.court_id:
        return _("This campaign belongs to another court.")
    if assessor == Assessor.SELF and by.unit_id not in units_of(node, campaign):
        return _("Another unit answers for this criterion.")
    return ""


def units_of(node, campaign):
    """Keys of the units that answer: named there, or for the nearest one above."""
    rows = Assignment.objects.filter(campaign=campaign, criterion__in=node.path)
    found = defaultdict(set)
    for criterion, unit in rows.values_list("criterion", "unit"):
        found[criterion].add(unit)
    return next((found[pk] for pk in reversed(node.path) if pk in found), set())


def _why_not_listed(criterion, campaign):
    if criterion.standard_id != campaign.standard_id:
        return _("This criterion is not part of the campaign's standard.")
    return ""


def _why_not_year(campaign, year):
    if year is not None and campaign.cycle == Campaign.Cycle.TOTAL:
        return _("This campaign is judged once, for the whole cycle.")
    if year is not None and year not in campaign.calendar_years:
        return _("%(year)s is not a year of this campaign.") % {"year": year}
    return years.why_locked(campaign, year)


def _why_not_points(criterion, points):
    if not 0 <= points <= criterion.points:
        most = f"{criterion.points.normalize():f}"
        return _("Give between 0 and %(most)s points.") % {"most": most}
    grades = scoresheets.grades_of(criterion)
    if grades and points not in grades.values():
        told = "、".join(
            f"{name} {worth.normalize():f}" for name, worth in grades.items()
        )
        return _("Scored by grade, one of: %(grades)s.") % {"grades": told}
    return ""


def _why_not_replace(criterion, campaign, by, assessor, year):
    """Each inspector answers for their own word; office and unit speak with one voice."""
    if assessor != Assessor.INSPECTOR:
        return ""
    given = Score.objects.filter(
        campaign=campaign, criterion=criterion, assessor=assessor, year=year
    )
    if given.exclude(judged_by=by).exists():
        return _("Another inspector has scored this already.")
    return ""


def _why_no_reason(reason):
    return "" if reason.strip() else _("Say why: points and verdicts need a reason.")


def _signed(reason, by):
    return {"reason": reason.strip(), "judged_by": by, "judged_at": timezone.now()}
