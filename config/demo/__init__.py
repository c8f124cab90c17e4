"""The demonstration campaign: 罗田县人民法院, 2013–2014, with every record it tells of."""

import os

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Court, User
from config.demo import (
    activities,
    categories,
    commitments,
    court,
    filed,
    inspected,
    proof,
    readings,
    scoring,
    standard,
    telling,
)


def is_loaded():
    return Campaign.objects.filter(slug=commitments.SLUG).exists()


def why_not_load():
    """The reason a demonstration cannot be loaded here, or ""."""
    if Court.objects.filter(name=court.NAME).exists():
        return _("A court named %(name)s is here already.") % {"name": court.NAME}
    taken = User.objects.filter(username__in=court.usernames()).values_list(
        "username", flat=True
    )
    if taken:
        names = ", ".join(taken)
        return _("These sign-in names are taken: %(names)s.") % {"names": names}
    return ""


@transaction.atomic
def load(password=None):
    """Load the whole in one transaction; return the accounts that may sign in.

    With `password`, or DEMO_PASSWORD in the environment, all share it; without, each
    gets a random one. Once loaded, nothing is touched and no account returned:
    passwords are told once.
    """
    if is_loaded():
        return []
    house = court.load(password or os.environ.get("DEMO_PASSWORD"))
    asked, criteria = standard.load(house.court)
    standard.load_more(house.court)
    kinds = categories.load(house.court, criteria)
    campaign = commitments.found(house, asked)
    statements = commitments.load(campaign, house, kinds, criteria)
    logged = activities.load(campaign, house, kinds, criteria)
    kept, honours = readings.load(campaign, house)
    proof.load(logged, kept, honours, statements, house, criteria)
    commitments.check_incidents(campaign, house)
    scoring.load(campaign, house, criteria)
    summary = telling.load(campaign)
    filed.load(campaign, house)
    telling.issue(summary, house.people)
    filed.shelve(house)
    telling.revise(summary, house.people)
    inspected.load(campaign, house)
    return house.accounts
