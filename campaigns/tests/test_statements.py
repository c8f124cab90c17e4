"""责任书: prepared, filled with targets, signed by the unit, then by the court."""

from datetime import date

import pytest
from django.utils.translation import gettext as _

from campaigns import roles, statements
from campaigns.models import Statement
from campaigns.tests.factories import (
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def statement(campaign):
    """One with a target, ready to be signed."""
    return TargetFactory(statement__campaign=campaign).statement


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def head(statement):
    return UserFactory(role=roles.UNIT_HEAD, unit=statement.unit)


@pytest.fixture
def leader():
    return UserFactory(role=roles.LEADING_GROUP)


def a_target():
    return {
        "title": "开展巡回审判",
        "category": CategoryFactory(),
        "quantity": 6,
        "due_on": date(2014, 12, 31),
    }


# -- Preparing --------------------------------------------------------------------


def test_it_opens_a_statement_for_each_unit(campaign, office):
    units = [UnitFactory(), UnitFactory()]
    opened = statements.prepare(campaign, by=office, year=2014, units=units)
    assert [each.unit for each in opened] == units
    assert {each.year for each in opened} == {2014}


def test_it_leaves_alone_who_has_one(statement, office):
    units = [statement.unit, UnitFactory()]
    campaign = statement.campaign
    opened = statements.prepare(campaign, by=office, year=2014, units=units)
    assert [each.unit for each in opened] == units[1:]
    assert Statement.objects.filter(unit=statement.unit).get() == statement


def test_only_the_office_prepares(campaign, leader):
    why = reason(statements.prepare, campaign, by=leader, year=2014, units=[])
    assert why == _("Statements are prepared by the office.")


def test_the_office_prepares_for_its_own_court_only(campaign):
    other = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(role=roles.OFFICE, court=other)
    why = reason(statements.prepare, campaign, by=stranger, year=2014, units=[])
    assert why == _("Statements are prepared by the office.")


# -- Targets ----------------------------------------------------------------------


def test_the_office_sets_a_target(statement, office):
    target = statements.set_target(statement, by=office, **a_target())
    assert list(statement.targets.filter(title="开展巡回审判")) == [target]


def test_the_office_drops_a_target(statement, office):
    statements.drop_target(statement.targets.get(), by=office)
    assert list(statement.targets.all()) == []


def test_only_the_office_sets_targets(statement, head):
    why = reason(statements.set_target, statement, by=head, **a_target())
    assert why == _("Statements are prepared by the office.")


def test_targets_stand_once_the_unit_has_signed(statement, head, office):
    target = statement.targets.get()
    statements.sign_for_unit(statement, by=head)
    sentence = _("The statement is signed; its targets stand.")
    stale = statement  # read before the signature
    assert reason(statements.set_target, stale, by=office, **a_target()) == sentence
    assert reason(statements.drop_target, target, by=office) == sentence


# -- Signing for the unit ---------------------------------------------------------


def test_the_head_signs_for_the_unit(statement, head):
    signed = statements.sign_for_unit(statement, by=head)
    assert signed.unit_signed_by == head
    assert signed.unit_signed_at is not None
    assert statements.state_of(signed) == statements.State.UNIT_SIGNED


def test_the_unit_does_not_sign_twice(statement, head):
    statements.sign_for_unit(statement, by=head)
    why = reason(statements.sign_for_unit, statement, by=head)
    assert why == _("The unit has signed already.")


def test_the_head_of_another_unit_does_not_sign(statement):
    other = UserFactory(role=roles.UNIT_HEAD)
    why = reason(statements.sign_for_unit, statement, by=other)
    assert why == _("Only the head of this unit signs for it.")


def test_a_colleague_does_not_sign_for_the_unit(statement):
    colleague = UserFactory(unit=statement.unit)
    why = reason(statements.sign_for_unit, statement, by=colleague)
    assert why == _("Only the head of this unit signs for it.")


def test_nobody_signs_an_empty_statement():
    empty = StatementFactory()
    head = UserFactory(role=roles.UNIT_HEAD, unit=empty.unit)
    why = reason(statements.sign_for_unit, empty, by=head)
    assert why == _("There are no targets in it yet; the office enters them first.")


def test_the_head_signs_what_was_read(statement, head, office):
    terms = statements.terms_of(statement)
    statements.set_target(statement, by=office, **a_target())
    why = reason(statements.sign_for_unit, statement, by=head, terms=terms)
    assert why == _(
        "The targets have changed since you opened the page. Read them again, then sign."
    )
    read_again = statements.terms_of(statement)
    signed = statements.sign_for_unit(statement, by=head, terms=read_again)
    assert signed.unit_signed_by == head


# -- Signing for the court --------------------------------------------------------


def test_the_leading_group_signs_for_the_court(statement, head, leader):
    statements.sign_for_unit(statement, by=head)
    signed = statements.sign_for_court(statement, by=leader)
    assert signed.court_signed_by == leader
    assert signed.court_signed_at is not None
    assert statements.state_of(signed) == statements.State.SIGNED
    assert list(Statement.objects.signed()) == [signed]


def test_the_court_does_not_sign_twice(statement, head, leader):
    statements.sign_for_unit(statement, by=head)
    statements.sign_for_court(statement, by=leader)
    why = reason(statements.sign_for_court, statement, by=leader)
    assert why == _("The court has signed already.")


def test_only_the_leading_group_signs_for_the_court(statement, head, office):
    statements.sign_for_unit(statement, by=head)
    why = reason(statements.sign_for_court, statement, by=office)
    assert why == _("Only the leading group signs for the court.")


def test_the_leading_group_of_another_court_does_not_sign(statement, head):
    statements.sign_for_unit(statement, by=head)
    other = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(role=roles.LEADING_GROUP, court=other)
    why = reason(statements.sign_for_court, statement, by=stranger)
    assert why == _("Only the leading group signs for the court.")


def test_the_court_waits_for_the_unit(statement, leader):
    why = reason(statements.sign_for_court, statement, by=leader)
    assert why == _("The unit signs first.")


def test_nobody_signs_for_both_sides(statement, head):
    head.groups.add(*UserFactory(role=roles.LEADING_GROUP).groups.all())
    statements.sign_for_unit(statement, by=head)
    why = reason(statements.sign_for_court, statement, by=head)
    assert why == _("You signed for the unit; somebody else must sign for the court.")


# -- What is told of the signatures -----------------------------------------------


def test_each_state_lists_its_own(campaign):
    unsigned = StatementFactory(campaign=campaign)
    signed = StatementFactory(campaign=campaign, signed=True)
    half = StatementFactory(campaign=campaign, signed=True)
    half.court_signed_by = half.court_signed_at = None
    half.save()
    rows = Statement.objects.all()
    found = [list(rows.unsigned()), list(rows.awaiting_court()), list(rows.signed())]
    assert found == [[unsigned], [half], [signed]]
    told = [statements.state_of(each) for each in (unsigned, half, signed)]
    assert told == list(statements.State)
