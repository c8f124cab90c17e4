"""Giving points and verdicts: who may, where, how many, in which year."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles, scores, scoresheets, standards
from campaigns.models import Assignment, CampaignYear, Grant, Score, Verdict
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    StandardFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "材料齐全。", "year": 2014}


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def part(campaign):
    return CriterionFactory(standard=campaign.standard, code="1", points=5)


@pytest.fixture
def criterion(part):
    return read(CriterionFactory(code="1.1", parent=part, points=2))


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def head(campaign, criterion):
    """Heads the unit that answers for the part the criterion stands in."""
    person = UserFactory(role=roles.UNIT_HEAD)
    Assignment.objects.create(
        campaign=campaign, criterion=criterion.parent, unit=person.unit
    )
    return person


@pytest.fixture
def inspector(campaign):
    return an_inspector(campaign)


def an_inspector(campaign, **leave):
    person = UserFactory(role=roles.ASSESSOR, court=CourtFactory(name="省文明办"))
    until_on = leave.get("until_on", timezone.localdate())
    Grant.objects.create(campaign=campaign, person=person, until_on=until_on)
    return person


def read(row):
    """As it comes from the database, numbers as decimals."""
    row.refresh_from_db()
    return row


def give(criterion, campaign, by, assessor="office", points=1, **words):
    return scores.score(
        criterion,
        campaign,
        by=by,
        assessor=assessor,
        points=Decimal(points),
        **WORDS | words,
    )


def why(verb, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return str(refused.value)


# -- Giving points ----------------------------------------------------------------


def test_it_works(campaign, criterion, office):
    given = give(criterion, campaign, office, points="1.5")
    assert (given.points, given.year, given.assessor) == (
        Decimal("1.5"),
        2014,
        "office",
    )
    assert (given.reason, given.judged_by) == ("材料齐全。", office)


def test_a_head_scores_what_the_unit_answers_for(campaign, criterion, head):
    assert give(criterion, campaign, head, "self").assessor == "self"


def test_it_refuses_the_head_of_another_unit(campaign, criterion, head):
    other = UserFactory(role=roles.UNIT_HEAD)
    told = _("Another unit answers for this criterion.")
    assert why(give, criterion, campaign, other, "self") == told


def test_the_nearest_assignment_above_holds(campaign, criterion, head):
    nearer = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=nearer)
    told = _("Another unit answers for this criterion.")
    assert why(give, criterion, campaign, head, "self") == told


def test_an_inspector_with_leave_scores(campaign, criterion, inspector):
    assert give(criterion, campaign, inspector, "inspector").judged_by == inspector


def test_an_inspector_corrects_their_own_points(campaign, criterion, inspector):
    give(criterion, campaign, inspector, "inspector", points=1)
    give(criterion, campaign, inspector, "inspector", points=2)
    assert [row.points for row in Score.objects.all()] == [2]


def test_it_refuses_what_another_inspector_has_scored(campaign, criterion, inspector):
    give(criterion, campaign, inspector, "inspector", points=2)
    told = _("Another inspector has scored this already.")
    assert why(give, criterion, campaign, an_inspector(campaign), "inspector") == told
    assert Score.objects.get().judged_by == inspector


def test_another_year_is_open_to_another_inspector(campaign, criterion, inspector):
    give(criterion, campaign, inspector, "inspector")
    other = an_inspector(campaign)
    assert give(criterion, campaign, other, "inspector", year=2013).judged_by == other


def test_the_office_speaks_with_one_voice(campaign, criterion, office):
    give(criterion, campaign, office, points=1)
    other = UserFactory(role=roles.OFFICE)
    assert give(criterion, campaign, other, points=2).judged_by == other


def test_it_refuses_an_inspector_whose_leave_is_over(campaign, criterion):
    yesterday = timezone.localdate() - timedelta(days=1)
    late = an_inspector(campaign, until_on=yesterday)
    told = _("You have no leave for this campaign.")
    assert why(give, criterion, campaign, late, "inspector") == told


@pytest.mark.parametrize(
    ("role", "assessor"),
    [
        (roles.STAFF, "self"),
        (roles.UNIT_HEAD, "office"),
        (roles.OFFICE, "inspector"),
        (roles.LEADING_GROUP, "office"),
        (roles.ASSESSOR, "office"),
    ],
)
def test_nobody_scores_in_another_role(campaign, criterion, role, assessor):
    told = _("Your role does not give these points.")
    person = UserFactory(role=role)
    assert why(give, criterion, campaign, person, assessor) == told


def test_it_refuses_the_office_of_another_court(campaign, criterion):
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    told = _("This campaign belongs to another court.")
    assert why(give, criterion, campaign, stranger) == told


def test_it_refuses_what_stands_above_the_points(campaign, criterion, office):
    told = _("Points are given where they stand at the deepest level.")
    assert why(give, criterion.parent, campaign, office) == told


def test_it_refuses_a_criterion_without_points(campaign, part, office):
    blank = CriterionFactory(code="1.2", parent=part, points=None)
    told = _("Points are given where they stand at the deepest level.")
    assert why(give, blank, campaign, office) == told


def test_points_above_leaves_without_any_are_given_there(campaign, part, office):
    CriterionFactory(code="1.2", parent=part, points=None)
    assert give(part, campaign, office, points=5).points == 5


def test_it_refuses_a_criterion_of_another_standard(campaign, office):
    strange = CriterionFactory(standard=StandardFactory(version="2015"))
    told = _("This criterion is not part of the campaign's standard.")
    assert why(give, strange, campaign, office) == told


@pytest.mark.parametrize("points", ["-0.5", "2.01"])
def test_points_lie_between_nothing_and_all(campaign, criterion, office, points):
    told = _("Give between 0 and %(most)s points.") % {"most": 2}
    assert why(give, criterion, campaign, office, points=points) == told


@pytest.mark.parametrize("points", ["0", "2"])
def test_nothing_and_all_are_points(campaign, criterion, office, points):
    assert give(criterion, campaign, office, points=points).points == Decimal(points)


def test_grades_give_their_share_only(campaign, part, office):
    graded = CriterionFactory(
        code="1.3",
        parent=part,
        points=2,
        score_form="graded",
        grades="A=1、B=0.75、C=0",
    )
    assert give(graded, campaign, office, points="1.5").points == Decimal("1.5")
    told = _("Scored by grade, one of: %(grades)s.") % {"grades": "A 2、B 1.5、C 0"}
    assert why(give, graded, campaign, office, points=1) == told


def test_it_refuses_without_a_reason(campaign, criterion, office):
    told = _("Say why: points and verdicts need a reason.")
    assert why(give, criterion, campaign, office, reason="  ") == told


# -- Years ------------------------------------------------------------------------


def test_it_refuses_a_year_outside_the_campaign(campaign, criterion, office):
    told = _("%(year)s is not a year of this campaign.") % {"year": 2012}
    assert why(give, criterion, campaign, office, year=2012) == told


def test_the_whole_cycle_may_be_scored(campaign, criterion, office):
    assert give(criterion, campaign, office, year=None).year is None


def test_one_total_is_not_scored_by_year(campaign, criterion, office):
    campaign.cycle = campaign.Cycle.TOTAL
    told = _("This campaign is judged once, for the whole cycle.")
    assert why(give, criterion, campaign, office) == told


def lock(campaign, *years):
    for year in years:
        CampaignYear.objects.create(
            campaign=campaign,
            year=year,
            points_share=50,
            locked_at=timezone.now(),
            locked_by=UserFactory(),
            lock_reason="已上报",
        )


def test_it_refuses_a_locked_year(campaign, criterion, office):
    lock(campaign, 2014)
    told = _("%(year)s is locked: %(reason)s") % {"year": 2014, "reason": "已上报"}
    assert why(give, criterion, campaign, office) == told
    assert give(criterion, campaign, office, year=2013).year == 2013


def test_the_cycle_is_open_while_one_year_is(campaign, criterion, office):
    lock(campaign, 2013)
    assert give(criterion, campaign, office, year=None).year is None


def test_the_cycle_is_closed_with_its_last_year(campaign, criterion, office):
    lock(campaign, 2013, 2014)
    told = _("%(year)s is locked: %(reason)s") % {"year": 2014, "reason": "已上报"}
    assert why(give, criterion, campaign, office, year=None) == told


# -- Replacing, history -----------------------------------------------------------


@pytest.mark.parametrize("year", [2014, None])
def test_a_second_score_takes_the_place_of_the_first(campaign, criterion, office, year):
    give(criterion, campaign, office, points=1, year=year)
    give(criterion, campaign, office, points=2, year=year, reason="补报后齐全。")
    assert Score.objects.get().points == 2


def test_the_three_assessors_stand_side_by_side(
    campaign, criterion, office, head, inspector
):
    give(criterion, campaign, head, "self", points=2)
    give(criterion, campaign, office, "office", points="1.5")
    give(criterion, campaign, inspector, "inspector", points=1)
    sheet = scoresheets.of(campaign)
    found = [sheet.score(criterion.pk, 2014, each) for each in Score.Assessor]
    assert [each.points for each in found] == [2, Decimal("1.5"), 1]


def test_the_history_keeps_both_with_their_reasons(campaign, criterion, office):
    give(criterion, campaign, office, points=1, reason="缺照片。")
    given = give(criterion, campaign, office, points=2, reason="已补齐。")
    told = [
        (each.before, each.after, each.reason) for each in scoresheets.history([given])
    ]
    assert told == [("1.00", "2", "已补齐。"), ("", "1", "缺照片。")]


def test_a_score_of_the_cycle_stands_for_a_year_without_one(
    campaign, criterion, office
):
    give(criterion, campaign, office, points=1, year=None)
    give(criterion, campaign, office, points=2, year=2014)
    sheet = scoresheets.of(campaign)
    found = [sheet.score(criterion.pk, year, "office").points for year in (2013, 2014)]
    assert found == [1, 2]


# -- Who sees whose ---------------------------------------------------------------


def test_an_inspector_sees_others_only_after_scoring(
    campaign, criterion, office, inspector
):
    give(criterion, campaign, office)
    verdict(criterion, campaign, office)
    before = scoresheets.of(campaign, by=inspector)
    assert (before.scores, before.verdicts) == ({}, {})
    assert before.hidden == {(criterion.pk, 2014)}
    give(criterion, campaign, inspector, "inspector")
    after = scoresheets.of(campaign, by=inspector)
    assert (len(after.scores), len(after.verdicts), after.hidden) == (2, 1, frozenset())


def test_an_inspector_does_not_see_another_ones_points_first(
    campaign, criterion, inspector
):
    give(criterion, campaign, an_inspector(campaign), "inspector")
    assert scoresheets.of(campaign, by=inspector).scores == {}


def test_one_year_scored_does_not_open_the_other(
    campaign, criterion, office, inspector
):
    give(criterion, campaign, office, year=2013)
    give(criterion, campaign, office, year=None)
    give(criterion, campaign, inspector, "inspector", year=2014)
    sheet = scoresheets.of(campaign, by=inspector)
    assert set(sheet.scores) == {(criterion.pk, 2014, "inspector")}


def test_the_office_sees_everything_at_once(campaign, criterion, office, inspector):
    give(criterion, campaign, inspector, "inspector")
    assert len(scoresheets.of(campaign, by=office).scores) == 1


def test_an_inspector_sees_sums_once_everything_is_scored(
    campaign, criterion, inspector
):
    nodes = standards.tree(campaign.standard)

    def why_not():
        sheet = scoresheets.of(campaign, by=inspector)
        return scoresheets.why_not_see_totals(campaign, nodes, sheet, by=inspector)

    told = _("The sums are shown once you have scored every criterion.")
    give(criterion, campaign, inspector, "inspector", year=2013)
    assert why_not() == told
    give(criterion, campaign, inspector, "inspector", year=2014)
    assert why_not() == ""


# -- Verdicts ---------------------------------------------------------------------


def verdict(criterion, campaign, by, finding="met", **words):
    return scores.judge(criterion, campaign, by=by, finding=finding, **WORDS | words)


def test_the_office_gives_a_verdict(campaign, criterion, office):
    found = verdict(criterion, campaign, office, "not_met")
    assert (found.finding, found.judged_by) == ("not_met", office)
    assert Score.objects.count() == 0


def test_a_verdict_may_stand_above_the_points(campaign, criterion, office):
    assert verdict(criterion.parent, campaign, office).criterion == criterion.parent


def test_a_second_verdict_takes_the_place_of_the_first(campaign, criterion, office):
    verdict(criterion, campaign, office)
    verdict(criterion, campaign, office, "not_met")
    assert Verdict.objects.get().finding == "not_met"


@pytest.mark.parametrize("role", [roles.UNIT_HEAD, roles.LEADING_GROUP, roles.ASSESSOR])
def test_only_the_office_gives_verdicts(campaign, criterion, role):
    told = _("Whether a criterion is met is judged by the office.")
    assert why(verdict, criterion, campaign, UserFactory(role=role)) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"reason": ""}, "Say why: points and verdicts need a reason."),
        ({"finding": "maybe"}, "Say whether it is met."),
    ],
)
def test_a_verdict_needs_a_finding_and_a_reason(
    campaign, criterion, office, words, told
):
    assert why(verdict, criterion, campaign, office, **words) == _(told)


def test_no_verdict_is_given_in_a_locked_year(campaign, criterion, office):
    lock(campaign, 2014)
    told = _("%(year)s is locked: %(reason)s") % {"year": 2014, "reason": "已上报"}
    assert why(verdict, criterion, campaign, office) == told
