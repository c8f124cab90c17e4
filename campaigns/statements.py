"""责任书: prepared by the office, signed by the unit's head, then for the court."""

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import roles, years
from campaigns.models import Statement, Target
from campaigns.refusals import refuse


class State(TextChoices):
    """How far the signing is; the unit signs before the court."""

    UNSIGNED = "unsigned", gettext_lazy("not signed")
    UNIT_SIGNED = "unit_signed", gettext_lazy("signed by the unit")
    SIGNED = "signed", gettext_lazy("signed by both")


def state_of(statement):
    if statement.is_signed:
        return State.SIGNED
    return State.UNIT_SIGNED if statement.unit_signed_at else State.UNSIGNED


def terms_of(statement):
    """A mark of the targets as they stand: whoever signs says which ones were read."""
    keys = statement.targets.order_by("pk").values_list("pk", flat=True)
    return "-".join(map(str, keys))


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
    return _why_locked(statement)


def why_not_sign_for_unit(statement, *, by):
    if statement.unit_signed_at:
        return _("The unit has signed already.")
    if not by.has_perm(roles.SIGN_FOR_UNIT) or statement.unit_id != by.unit_id:
        return _("Only the head of this unit signs for it.")
    if not statement.targets.exists():
        return _("There are no targets in it yet; the office enters them first.")
    return _why_locked(statement)


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
    return _why_locked(statement)


@transaction.atomic
def prepare(campaign, *, by, year, units):
    """Open a statement for each of `units` that has none in `year`; returns the new ones."""
    refuse(why_not_prepare(campaign, by=by) or years.why_locked(campaign, year))
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
def sign_for_unit(statement, *, by, terms=None):
    """Sign the targets as read: other `terms` than the ones that stand are refused."""
    statement = _lock(statement)
    refuse(why_not_sign_for_unit(statement, by=by) or _why_not_these(statement, terms))
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


def _why_locked(statement):
    return years.why_locked(statement.campaign, statement.year)


def _why_not_these(statement, terms):
    if terms is None or terms == terms_of(statement):
        return ""
    return _(
        "The targets have changed since you opened the page. Read them again, then sign."
    )


def _lock(statement):
    return Statement.objects.select_for_update().get(pk=statement.pk)
