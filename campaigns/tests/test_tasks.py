"""Tasks: given for what is missing, closed by the records, taken back with a reason."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from campaigns import progress, roles, tasks
from campaigns.models import Assignment, EvidenceRule, Task
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def unit():
    return UnitFactory(name="立案庭")


@pytest.fixture
def campaign():
    """It runs until the end of this year."""
    today = localdate()
    return CampaignFactory(
        starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year, 12, 31)
    )


@pytest.fixture
def part(campaign):
    return CriterionFactory(code="1", points=None)


@pytest.fixture
def leaf(campaign, part, unit):
    leaf = CriterionFactory(code="1.1", parent=part, points=3)
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    return leaf


@pytest.fixture
def rule(leaf):
    return EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle")


def give(campaign, office, rule, unit, **values):
    values = {"year": None, "due_on": localdate()} | values
    return tasks.give(campaign, by=office, rule=rule.pk, unit=unit, **values)


def state_of(campaign):
    (state,) = tasks.of(Task.objects.all(), progress.of(campaign))
    return state


# -- Giving -------------------------------------------------------------------------


def test_it_gives_a_gap_to_a_unit(campaign, office, rule, unit):
    task = give(campaign, office, rule, unit, note="报一次活动")
    kept = Task.objects.get()
    assert (kept, kept.criterion, kept.unit) == (task, rule.criterion, unit)
    assert (kept.given_by, kept.note) == (office, "报一次活动")


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.ASSESSOR])
def test_it_refuses_who_gives_no_tasks(campaign, rule, unit, role):
    with pytest.raises(Refused, match="领导小组"):
        give(campaign, UserFactory(role=role), rule, unit)


def test_the_leading_group_gives_tasks(campaign, rule, unit):
    give(campaign, UserFactory(role=roles.LEADING_GROUP), rule, unit)
    assert Task.objects.count() == 1


def test_it_refuses_another_court(campaign, rule, unit):
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    with pytest.raises(Refused):
        give(campaign, stranger, rule, unit)


def test_it_refuses_what_is_not_missing(campaign, office, rule, unit, leaf):
    ActivityFactory(confirmed=True, criteria=[leaf], held_on=localdate())
    with pytest.raises(Refused):
        give(campaign, office, rule, unit)


def test_it_refuses_the_same_gap_of_the_same_unit_twice(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    with pytest.raises(Refused, match="立案庭"):
        give(campaign, office, rule, unit)


def test_another_unit_may_be_given_the_same_gap(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    give(campaign, office, rule, UnitFactory())
    assert Task.objects.count() == 2


def test_it_may_be_given_again_once_cancelled(campaign, office, rule, unit):
    tasks.cancel(give(campaign, office, rule, unit), by=office, reason="给错了")
    give(campaign, office, rule, unit)
    assert Task.objects.standing().count() == 1


def test_it_refuses_a_day_that_has_passed(campaign, office, rule, unit):
    with pytest.raises(Refused):
        give(campaign, office, rule, unit, due_on=localdate() - DAY)


def test_it_refuses_a_day_after_the_last_possible_one(campaign, office, rule, unit):
    with pytest.raises(Refused, match=campaign.ends_on.isoformat()):
        give(campaign, office, rule, unit, due_on=campaign.ends_on + DAY)


def test_it_refuses_a_unit_of_another_court(campaign, office, rule):
    stranger = UnitFactory(court=CourtFactory(name="邻县人民法院"))
    with pytest.raises(Refused):
        give(campaign, office, rule, stranger)


def test_it_refuses_a_unit_that_is_no_more(campaign, office, rule):
    with pytest.raises(Refused):
        give(campaign, office, rule, UnitFactory(is_active=False))


def test_it_refuses_a_locked_year(campaign, office, leaf, unit):
    yearly = EvidenceRuleFactory(criterion=leaf, asked="activity")
    year = campaign.starts_on.year
    lock = {"locked_by": office, "locked_at": now(), "lock_reason": "已上报"}
    campaign.years.create(year=year, points_share=40, **lock)
    with pytest.raises(Refused, match="已上报"):
        give(campaign, office, yearly, unit, year=year)


# -- Its day ------------------------------------------------------------------------


def gap_due(day):
    kept = progress.RuleProgress(rule=None, year=None, records=(), due_on=day)
    return progress.Gap(criterion=None, rule=kept, units=())


def test_a_task_is_due_in_thirty_days():
    assert tasks.default_day(gap_due(localdate() + 90 * DAY)) == localdate() + 30 * DAY


def test_a_task_is_due_on_the_last_possible_day_if_that_is_sooner():
    last = localdate() + 5 * DAY
    assert tasks.default_day(gap_due(last)) == last


def test_what_is_over_can_still_be_entered_late():
    over = gap_due(localdate() - DAY)
    assert tasks.last_day(over) is None
    assert tasks.default_day(over) == localdate() + 30 * DAY


# -- A whole part ---------------------------------------------------------------------


def test_a_part_goes_to_the_units_that_answer_for_it(
    campaign, office, part, rule, unit
):
    other = CriterionFactory(code="2")
    EvidenceRuleFactory(criterion=other)
    given = tasks.give_part(campaign, by=office, part=part.pk)
    assert [(each.rule, each.unit) for each in given.tasks] == [(rule, unit)]


def test_giving_a_part_twice_adds_nothing(campaign, office, part, rule):
    tasks.give_part(campaign, by=office, part=part.pk)
    assert tasks.give_part(campaign, by=office, part=part.pk).tasks == ()


def test_what_nobody_answers_for_is_told_and_stays(campaign, office, part):
    alone = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=alone, per="cycle")
    given = tasks.give_part(campaign, by=office, part=part.pk)
    assert (given.tasks, given.unowned) == ((), 1)


def test_staff_give_no_part(campaign, part, rule):
    with pytest.raises(Refused):
        tasks.give_part(campaign, by=UserFactory(), part=part.pk)


# -- Its state ------------------------------------------------------------------------


def test_a_task_is_open_until_its_day(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    assert state_of(campaign).state == tasks.State.OPEN


def test_a_task_is_overdue_after_its_day(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    Task.objects.update(due_on=localdate() - DAY)
    assert state_of(campaign).state == tasks.State.OVERDUE


def test_a_task_closes_itself_when_the_records_meet_the_rule(
    campaign, office, rule, unit, leaf
):
    give(campaign, office, rule, unit)
    ActivityFactory(criteria=[leaf], held_on=localdate(), submitted=True)
    assert state_of(campaign).state == tasks.State.OPEN
    ActivityFactory(criteria=[leaf], held_on=localdate(), confirmed=True)
    assert state_of(campaign).state == tasks.State.DONE


def test_a_task_opens_again_when_the_record_counts_no_more(
    campaign, office, rule, unit, leaf
):
    give(campaign, office, rule, unit)
    row = ActivityFactory(criteria=[leaf], held_on=localdate(), confirmed=True)
    assert state_of(campaign).state == tasks.State.DONE
    row.criteria.clear()
    assert state_of(campaign).state == tasks.State.OPEN


def test_what_is_asked_no_longer_is_told(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    EvidenceRule.objects.update(per="year")
    assert state_of(campaign).state == tasks.State.LAPSED


def test_what_presses_comes_first(campaign, office, leaf, rule, unit):
    give(campaign, office, rule, unit)
    more = EvidenceRuleFactory(criterion=leaf, per="cycle")
    late = give(campaign, office, more, unit)
    Task.objects.filter(pk=late.pk).update(due_on=localdate() - DAY)
    states = tasks.of(Task.objects.all(), progress.of(campaign))
    assert [each.state for each in states] == ["overdue", "open"]


def test_the_last_gap_of_a_criterion_brings_its_points(campaign, office, rule, unit):
    give(campaign, office, rule, unit)
    assert tasks.score_after(state_of(campaign), progress.of(campaign)) == 3


def test_one_gap_of_two_brings_no_points_yet(campaign, office, leaf, rule, unit):
    EvidenceRuleFactory(criterion=leaf, per="cycle")
    give(campaign, office, rule, unit)
    assert tasks.score_after(state_of(campaign), progress.of(campaign)) is None


@pytest.mark.parametrize("size", [1, 3, 30])
def test_states_take_one_query(campaign, office, part, size, django_assert_num_queries):
    for number in range(size):
        leaf = CriterionFactory(code=f"1.{number}", parent=part)
        rule = EvidenceRuleFactory(criterion=leaf, per="cycle")
        give(campaign, office, rule, UnitFactory(code=f"U{number:02d}"))
    report = progress.of(campaign)
    with django_assert_num_queries(1):
        assert len(tasks.of(Task.objects.all(), report)) == size


# -- Taking back ------------------------------------------------------------------------


def test_a_task_is_cancelled_with_a_reason(campaign, office, rule, unit):
    task = give(campaign, office, rule, unit)
    tasks.cancel(task, by=office, reason=" 改由办公室做 ")
    kept = Task.objects.get()
    assert (kept.cancelled_by, kept.cancel_reason) == (office, "改由办公室做")
    assert state_of(campaign).state == tasks.State.CANCELLED


def test_cancelling_wants_a_reason(campaign, office, rule, unit):
    task = give(campaign, office, rule, unit)
    with pytest.raises(Refused):
        tasks.cancel(task, by=office, reason=" ")


def test_staff_cancel_no_task(campaign, office, rule, unit):
    task = give(campaign, office, rule, unit)
    with pytest.raises(Refused):
        tasks.cancel(task, by=UserFactory(unit=unit), reason="不做")


def test_a_task_is_cancelled_once(campaign, office, rule, unit):
    task = tasks.cancel(give(campaign, office, rule, unit), by=office, reason="错")
    with pytest.raises(Refused):
        tasks.cancel(task, by=office, reason="再错")
