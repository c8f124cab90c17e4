"""The completeness matrix: criterion × year and unit × year."""

import pytest

from campaigns import matrix, progress
from campaigns.models import Assignment
from campaigns.progress import State
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def part(campaign):
    return CriterionFactory(code="1", points=None)


@pytest.fixture
def leaf(part):
    leaf = CriterionFactory(code="1.1", parent=part)
    EvidenceRuleFactory(criterion=leaf, asked="activity", minimum=2)
    return leaf


def cells(campaign, criterion):
    rows = {row.criterion.node.pk: row for row in matrix.of(progress.of(campaign))}
    return rows[criterion.pk].cells


def numbers(cells):
    return [(cell.year, cell.met, cell.asked, cell.missing) for cell in cells]


def test_a_cell_counts_the_requirements_of_its_year(campaign, leaf):
    for _ in range(2):
        ActivityFactory(confirmed=True, criteria=[leaf])  # in 2014
    assert numbers(cells(campaign, leaf)) == [(2013, 0, 1, 2), (2014, 1, 1, 0)]


def test_the_words_of_a_cell_are_those_of_the_work_state(campaign, leaf):
    ActivityFactory(confirmed=True, criteria=[leaf])
    states = [cell.state for cell in cells(campaign, leaf)]
    assert states == [State.NOTHING, State.IN_PROGRESS]
    ActivityFactory(confirmed=True, criteria=[leaf])
    assert cells(campaign, leaf)[1].state == State.COMPLETE


def test_a_parent_adds_its_children(campaign, part, leaf):
    other = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=other)
    assert numbers(cells(campaign, part)) == [(2013, 0, 2, 3), (2014, 0, 2, 3)]


def test_what_is_asked_once_stands_in_a_column_of_its_own(campaign, part, leaf):
    once = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=once, per="cycle")
    assert numbers(cells(campaign, once)) == [
        (2013, 0, 0, 0),
        (2014, 0, 0, 0),
        (None, 0, 1, 1),
    ]


def test_nothing_asked_has_no_state(campaign, part):
    assert [cell.state for cell in cells(campaign, part)] == [None, None]


def test_the_matrix_adds_up_to_the_progress(campaign, part, leaf):
    ActivityFactory(confirmed=True, criteria=[leaf])
    whole = progress.of(campaign).parts[0]
    row = cells(campaign, part)
    assert sum(cell.asked for cell in row) == whole.asked
    assert sum(cell.met for cell in row) == whole.met
    assert sum(cell.missing for cell in row) == whole.missing


def test_a_unit_has_a_row_of_what_it_answers_for(campaign, leaf):
    unit = UnitFactory(name="立案庭")
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    (row,) = matrix.by_unit(progress.of(campaign))
    assert (row.unit.name, row.complete, row.askable, row.missing) == (
        "立案庭",
        0,
        1,
        4,
    )
    assert numbers(row.cells) == [(2013, 0, 1, 2), (2014, 0, 1, 2)]


def test_a_leaf_complete_in_every_year_is_complete_for_its_unit(campaign, leaf):
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    for day in ("2013-03-08", "2013-03-09", "2014-03-08", "2014-03-09"):
        ActivityFactory(confirmed=True, criteria=[leaf], held_on=day)
    (row,) = matrix.by_unit(progress.of(campaign))
    assert (row.complete, row.askable, row.missing) == (1, 1, 0)


def test_what_nobody_answers_for_comes_last(campaign, part, leaf):
    other = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=other, minimum=9)
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=unit)
    rows = matrix.by_unit(progress.of(campaign))
    assert [row.unit and row.unit.pk for row in rows] == [unit.pk, None]


def test_the_unit_that_misses_most_comes_first(campaign, part, leaf):
    other = CriterionFactory(code="1.2", parent=part)
    EvidenceRuleFactory(criterion=other, minimum=9)
    few, many = UnitFactory(), UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=few)
    Assignment.objects.create(campaign=campaign, criterion=other, unit=many)
    rows = matrix.by_unit(progress.of(campaign))
    assert [row.unit.pk for row in rows] == [many.pk, few.pk]
