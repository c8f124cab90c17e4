"""责任书: prepared by the office, signed by the unit's head, then for the court."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Statement, Target
from campaigns.refusals import refuse


def why_not_prepare(campaign, *, by):
    if not by.has_perm(roles.PREPARE_STATEMENTS) or campaign.court_id != by.court_id:
        return _("Statements are prepared by the office.")
    return ""


def why_not_change_targets(statement, *, by):
    """Targets stand still once anyone has signed for them."""
    if why := why_not_prepare(statement.campaign, by=by):
        return why
    if statement.unit_signed_at:
        return _("The statement is signed; its targets stand.")
    return ""


def why_not_sign_for_unit(statement, *, by):
    if statement.unit_signed_at:
        return _("The unit has signed already.")
    if not by.has_perm(roles.SIGN_FOR_UNIT) or statement.unit_id != by.unit_id:
        return _("Only the head of this unit signs for it.")
    if not statement.targets.exists():
        return _("There are no targets in it yet; the office enters them first.")
    return ""


def why_not_sign_for_court(statement, *, by):
    if statement.court_signed_at:
        return _("The court has signed already.")
    if statement.campaign.court_id != by.court_id or not by.has_perm(
        roles.SIGN_FOR_COURT
    ):
        return _("Only the leading group signs for the court.")
    if not statement.unit_signed_at:
        return _("The unit signs first.")
    if statement.unit_signed_by_id == by.pk:
        return _("You signed for the unit; somebody else must sign for the court.")
    return ""


@transaction.atomic
def prepare(campaign, *, by, year, units):
    """Open a statement for each of `units` that has none in `year`; returns the new ones."""
    refuse(why_not_prepare(campaign, by=by))
    present = set(
        campaign.statements.filter(year=year).values_list("unit_id", flat=True)
    )
    return [
        Statement.objects.create(campaign=campaign, year=year, unit=unit)
        for unit in units
        if unit.pk not in present
    ]


@transaction.atomic
def set_target(statement, *, by, **values):
    """Add a target: `title`, `category`, `quantity`, `due_on`, `criterion`, `responsible`."""
    statement = _lock(statement)
    refuse(why_not_change_targets(statement, by=by))
    return Target.objects.create(statement=statement, **values)


@transaction.atomic
def drop_target(target, *, by):
    refuse(why_not_change_targets(_lock(target.statement), by=by))
    target.delete()


@transaction.atomic
def sign_for_unit(statement, *, by):
    statement = _lock(statement)
    refuse(why_not_sign_for_unit(statement, by=by))
    statement.unit_signed_by = by
    statement.unit_signed_at = timezone.now()
    statement.save(update_fields=["unit_signed_by", "unit_signed_at"])
    return statement


@transaction.atomic
def sign_for_court(statement, *, by):
    statement = _lock(statement)
    refuse(why_not_sign_for_court(statement, by=by))
    statement.court_signed_by = by
    statement.court_signed_at = timezone.now()
    statement.save(update_fields=["court_signed_by", "court_signed_at"])
    return statement


def _lock(statement):
    return Statement.objects.select_for_update().get(pk=statement.pk)
