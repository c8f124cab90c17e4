"""What is asked, what counts, what is missing."""

import time
from datetime import date
from decimal import Decimal

import pytest

from campaigns import progress
from campaigns.models import (
    Activity,
    Assignment,
    Criterion,
    Evidence,
    EvidenceRule,
    Method,
)
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    HonourFactory,
    ReadingFactory,
    StatementFactory,
    StoredFileFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def leaf(campaign):
    return CriterionFactory(code="1.1", standard=campaign.standard)


def look(campaign, criterion, **options):
    return progress.of(campaign, **options).by_pk[criterion.pk]


def counted(campaign, criterion, **options):
    """[(year, counted)] of every rule of the criterion."""
    rules = look(campaign, criterion, **options).rules
    return [(rule.year, rule.counted) for rule in rules]


def held(criterion, year=2014, **values):
    values.setdefault("confirmed", True)
    return ActivityFactory(criteria=[criterion], held_on=date(year, 3, 8), **values)


def visit():
    return Method.objects.create(
        court=CourtFactory(), name="实地考察", is_documentary=False
    )


# -- What counts ------------------------------------------------------------------


def test_proof_of_a_confirmed_activity_counts_in_the_year_it_was_held(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="document")
    EvidenceFactory(activity=held(leaf, 2013))
    assert counted(campaign, leaf) == [(2013, 1), (2014, 0)]


def test_proof_of_an_unconfirmed_activity_does_not_count(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf)
    EvidenceFactory(activity=held(leaf, confirmed=False, submitted=True))
    assert counted(campaign, leaf) == [(2013, 0), (2014, 0)]
    assert look(campaign, leaf).state == "nothing"


def test_removed_proof_does_not_count(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf)
    entry = EvidenceFactory(activity=held(leaf))
    Evidence.objects.filter(pk=entry.pk).update(
        removed_at=entry.uploaded_at, removed_by=entry.uploaded_by
    )
    assert counted(campaign, leaf) == [(2013, 0), (2014, 0)]


def test_replaced_proof_counts_once(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf)
    first = EvidenceFactory(activity=held(leaf))
    EvidenceFactory(activity=first.activity, replaces=first)
    assert counted(campaign, leaf) == [(2013, 0), (2014, 1)]


def test_another_kind_of_proof_does_not_count(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="picture")
    EvidenceFactory(activity=held(leaf), kind="document")
    assert counted(campaign, leaf) == [(2013, 0), (2014, 0)]


def test_any_kind_counts_where_any_is_asked(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="any", per="cycle")
    activity = held(leaf)
    EvidenceFactory(activity=activity, kind="document")
    EvidenceFactory(activity=activity, kind="video")
    assert counted(campaign, leaf) == [(None, 2)]


def test_a_document_without_number_does_not_count_where_one_is_needed(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, needs_document_number=True, per="cycle")
    activity = held(leaf)
    EvidenceFactory(activity=activity)
    EvidenceFactory(activity=activity, document_number="测法发〔2014〕3号")
    assert counted(campaign, leaf) == [(None, 1)]


def test_activities_are_counted_themselves_not_their_sessions(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="activity")
    held(leaf, sessions=5)
    held(leaf, 2013)
    assert counted(campaign, leaf) == [(2013, 1), (2014, 1)]


def test_proof_serves_the_criteria_it_names_itself_as_well(campaign, leaf):
    other = CriterionFactory(code="1.2", standard=campaign.standard)
    EvidenceRuleFactory(criterion=other)
    entry = EvidenceFactory(activity=held(leaf))
    entry.criteria.add(other, leaf)
    assert counted(campaign, other) == [(2013, 0), (2014, 1)]
    assert len(look(campaign, leaf).evidence) == 1


def test_proof_of_statements_honours_and_readings_counts_in_their_year(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="any")
    owners = (
        {"statement": StatementFactory(signed=True, year=2013)},
        {"honour": _confirmed(HonourFactory(awarded_on=date(2014, 5, 4)))},
        {"reading": ReadingFactory(confirmed=True, ends_on=date(2014, 10, 31))},
    )
    for owner in owners:
        EvidenceFactory(activity=None, **owner).criteria.add(leaf)
    assert counted(campaign, leaf) == [(2013, 1), (2014, 2)]


def _confirmed(record):
    record.submitted_at = record.confirmed_at = record.logged_at
    record.status, record.confirmed_by = "confirmed", UserFactory()
    record.save()
    return record


def test_a_reading_before_the_campaign_does_not_count(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="any", per="cycle")
    reading = ReadingFactory(confirmed=True, ends_on=date(2012, 12, 31))
    EvidenceFactory(activity=None, reading=reading).criteria.add(leaf)
    assert counted(campaign, leaf) == [(None, 0)]


def test_another_campaign_under_the_same_standard_does_not_count(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle")
    other = CampaignFactory(slug="other", standard=campaign.standard)
    held(leaf, campaign=other)
    assert counted(campaign, leaf) == [(None, 0)]


def test_until_leaves_out_what_happened_later(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="any", per="cycle")
    EvidenceFactory(activity=held(leaf, 2013))
    EvidenceFactory(activity=held(leaf, 2014))
    assert counted(campaign, leaf, until=date(2013, 12, 31)) == [(None, 1)]


def test_a_unit_sees_the_criteria_it_answers_for_with_all_that_counts(campaign):
    unit = UnitFactory()
    part = CriterionFactory(code="1", points=None)
    own, other = (
        CriterionFactory(code=code, parent=part, points=points)
        for code, points in (("1.1", 2), ("1.2", 3))
    )
    for criterion in (own, other):
        EvidenceRuleFactory(criterion=criterion, asked="activity", minimum=2)
        held(criterion)
    Assignment.objects.create(campaign=campaign, criterion=own, unit=unit)
    report = progress.of(campaign, unit=unit)
    assert [each.node.code for each in report.criteria] == ["1", "1.1"]
    assert (report.points.total, report.parts[0].missing) == (2, 3)
    assert report.by_pk[own.pk] == progress.of(campaign).by_pk[own.pk]


def test_who_answers_for_a_part_answers_for_what_is_below_it(campaign):
    part = CriterionFactory(code="1")
    first = CriterionFactory(code="1.1", parent=part)
    second = CriterionFactory(code="1.2", parent=part)
    for criterion, name in ((part, "政治部"), (second, "民一庭")):
        unit = UnitFactory(name=name)
        Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    assert [owner.name for owner in look(campaign, first).units] == ["政治部"]
    assert [owner.name for owner in look(campaign, second).units] == ["民一庭"]


def test_co_hosts_do_not_make_proof_count_twice(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, per="cycle")
    activity = held(leaf)
    activity.co_hosts.add(UnitFactory(), UnitFactory())
    EvidenceFactory(activity=activity)
    assert counted(campaign, leaf) == [(None, 1)]


# -- State --------------------------------------------------------------------------


def test_a_leaf_is_complete_once_every_rule_is_met_in_every_year(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="activity")
    assert look(campaign, leaf).state == "nothing"
    held(leaf, 2013)
    assert look(campaign, leaf).state == "in_progress"
    held(leaf, 2014)
    assert look(campaign, leaf).state == "complete"


def test_a_leaf_without_rules_is_never_complete(campaign, leaf):
    assert look(campaign, leaf).state == "nothing"
    held(leaf)
    assert look(campaign, leaf).state == "in_progress"
    assert look(campaign, leaf).is_without_rules is True


def test_two_rules_must_both_be_met(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle")
    EvidenceRuleFactory(criterion=leaf, asked="picture", per="cycle")
    held(leaf)
    report = look(campaign, leaf)
    assert (report.state, report.asked, report.met, report.missing) == (
        "in_progress",
        2,
        1,
        1,
    )


def test_a_parent_is_what_its_children_are(campaign):
    part = CriterionFactory(code="1", points=None)
    first = CriterionFactory(code="1.1", parent=part)
    second = CriterionFactory(code="1.2", parent=part)
    for child in (first, second):
        EvidenceRuleFactory(criterion=child, asked="activity", per="cycle")
    assert look(campaign, part).state == "nothing"
    held(first)
    assert look(campaign, part).state == "in_progress"
    held(second)
    assert look(campaign, part).state == "complete"


def test_a_parent_sums_what_its_children_miss(campaign):
    part = CriterionFactory(code="1", points=None)
    for code in ("1.1", "1.2"):
        child = CriterionFactory(code=code, parent=part)
        EvidenceRuleFactory(criterion=child, minimum=2)
    report = look(campaign, part)
    assert (report.asked, report.met, report.missing) == (4, 0, 8)
    assert (report.complete, report.askable) == (0, 2)


# -- Points ---------------------------------------------------------------------------


def test_points_are_those_of_complete_leaves(campaign):
    part = CriterionFactory(code="1", points=10)
    first = CriterionFactory(code="1.1", parent=part, points="2.5")
    CriterionFactory(code="1.2", parent=part, points="7.5")
    EvidenceRuleFactory(criterion=first, asked="activity", per="cycle")
    held(first)
    points = progress.of(campaign).points
    assert (points.total, points.complete, points.unknown) == (10, Decimal("2.5"), 0)


def test_points_only_a_visit_can_judge_are_unknown_not_missing(campaign, leaf):
    leaf.methods.add(visit())
    points = progress.of(campaign).points
    assert (points.total, points.complete, points.unknown) == (2, 0, 2)
    assert progress.of(campaign).gaps == ()


def test_points_printed_above_pointless_leaves_count_once(campaign):
    part = CriterionFactory(code="1", points=5)
    child = CriterionFactory(code="1.1", parent=part, points=None)
    EvidenceRuleFactory(criterion=child, asked="activity", per="cycle")
    held(child)
    points = progress.of(campaign).points
    assert (points.total, points.complete) == (5, 5)


# -- Gaps -----------------------------------------------------------------------------


def test_a_gap_says_what_is_missing_which_year_who_owes_it_and_until_when(
    campaign, leaf
):
    EvidenceRuleFactory(criterion=leaf, asked="picture", minimum=3)
    unit = UnitFactory(name="民一庭")
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    held(leaf, 2013)
    EvidenceFactory(activity=Activity.objects.get(), kind="picture")
    gaps = progress.of(campaign).gaps
    assert [(gap.rule.year, gap.rule.missing, gap.rule.due_on) for gap in gaps] == [
        (2013, 2, date(2013, 12, 31)),
        (2014, 3, date(2014, 12, 31)),
    ]
    assert [owner.name for owner in gaps[0].units] == ["民一庭"]


def test_a_due_month_ends_the_time_for_a_rule(campaign, leaf):
    EvidenceRuleFactory(criterion=leaf, due_month=2)
    assert [gap.rule.due_on for gap in progress.of(campaign).gaps] == [
        date(2013, 2, 28),
        date(2014, 2, 28),
    ]


def test_nothing_is_due_after_the_campaign(leaf, campaign):
    campaign.ends_on = date(2014, 10, 31)
    EvidenceRuleFactory(criterion=leaf, per="cycle")
    assert [gap.rule.due_on for gap in progress.of(campaign).gaps] == [
        date(2014, 10, 31)
    ]


def test_gaps_that_cost_most_points_come_first(campaign):
    for code, points in (("1", 1), ("2", 5), ("3", None)):
        criterion = CriterionFactory(code=code, points=points)
        EvidenceRuleFactory(criterion=criterion, per="cycle")
    codes = [gap.criterion.code for gap in progress.of(campaign).gaps]
    assert codes == ["2", "1", "3"]


# -- Size -----------------------------------------------------------------------------


def test_a_campaign_without_standard_has_no_criteria():
    report = progress.of(CampaignFactory(standard=None, slug="bare"))
    assert (report.criteria, report.years, report.gaps) == ((), (2013, 2014), ())


@pytest.mark.parametrize("size", [1, 3, 30])
def test_it_takes_four_queries_whatever_the_size(
    size, campaign, django_assert_num_queries
):
    for number in range(size):
        criterion = CriterionFactory(code=f"2.{number}")
        EvidenceRuleFactory(criterion=criterion)
        EvidenceFactory(activity=held(criterion)).criteria.add(criterion)
    with django_assert_num_queries(4):
        assert len(progress.of(campaign).criteria) == size


def test_ten_thousand_pieces_of_proof_take_less_than_a_second(campaign):
    criteria = CriterionFactory.build_batch(400, standard=campaign.standard)
    Criterion.objects.bulk_create(criteria)
    EvidenceRule.objects.bulk_create(
        EvidenceRuleFactory.build(criterion=criterion) for criterion in criteria
    )
    person, other, file = UserFactory(), UserFactory(), StoredFileFactory()
    category = ActivityFactory().category
    activities = Activity.objects.bulk_create(
        Activity(
            campaign=campaign,
            category=category,
            unit=person.unit,
            title="活动",
            held_on=date(2013 + number % 2, 5, 1),
            logged_by=person,
            changed_by=person,
            status="confirmed",
            submitted_at=person.joined_at,
            confirmed_by=other,
            confirmed_at=person.joined_at,
        )
        for number in range(1000)
    )
    link = Activity.criteria.through
    link.objects.bulk_create(
        link(activity=activity, criterion=criteria[(number * 7 + step) % 400])
        for number, activity in enumerate(activities)
        for step in range(3)
    )
    Evidence.objects.bulk_create(
        Evidence(
            activity=activities[number % 1000],
            stored_file=file,
            kind="document",
            uploaded_by=person,
        )
        for number in range(10_000)
    )
    started = time.process_time()
    report = progress.of(campaign)
    assert time.process_time() - started < 1
    assert sum(len(each.evidence) for each in report.criteria) == 30_000
