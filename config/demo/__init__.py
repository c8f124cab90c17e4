"""The demonstration campaign: 罗田县人民法院, 2013–2014, with every record it tells of."""

from django.db import transaction

from campaigns.models import Campaign
from config.demo import (
    activities,
    categories,
    commitments,
    court,
    proof,
    readings,
    standard,
    telling,
)


def is_loaded():
    return Campaign.objects.filter(slug=commitments.SLUG).exists()


@transaction.atomic
def load(password=None):
    """Load the whole in one transaction; return the accounts that may sign in.

    With `password` all share it, without each gets a random one. Once loaded, nothing
    is touched and no account returned: passwords are told once.
    """
    if is_loaded():
        return []
    house = court.load(password)
    asked, criteria = standard.load(house.court)
    kinds = categories.load(house.court, criteria)
    campaign = commitments.found(house, asked)
    statements = commitments.load(campaign, house, kinds, criteria)
    logged = activities.load(campaign, house, kinds, criteria)
    kept, honours = readings.load(campaign, house)
    proof.load(logged, kept, honours, statements, house, criteria)
    commitments.check_incidents(campaign, house)
    telling.load(campaign)
    return house.accounts
