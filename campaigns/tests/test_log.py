"""Logging an activity."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import activities, roles
from campaigns.models import Activity
from campaigns.tests.factories import (
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    UnitFactory,
    UserFactory,
)
from campaigns.tests.samples import reason, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def author(campaign):
    return UserFactory()


def log(campaign, by, unit=None, **changes):
    told = values(CategoryFactory(), unit or by.unit, **changes)
    return activities.log(campaign, by=by, **told)


def test_it_works(campaign, author):
    criterion, co_host = CriterionFactory(), UnitFactory()
    activity = log(campaign, author, criteria=[criterion], co_hosts=[co_host])
    activity.refresh_from_db()
    assert activity.status == "draft"
    assert activity.logged_by == activity.changed_by == author
    assert activity.revision == 1
    assert list(activity.criteria.all()) == [criterion]
    assert list(activity.co_hosts.all()) == [co_host]


def test_the_office_logs_for_any_unit(campaign):
    office, other = UserFactory(role=roles.OFFICE), UnitFactory()
    assert log(campaign, office, unit=other).unit == other


def test_it_refuses_without_a_campaign(author):
    assert reason(log, None, author) == _(
        "There is no campaign yet; the office sets one up first."
    )


def test_it_refuses_another_courts_campaign(campaign):
    stranger = UserFactory(court=CourtFactory(name="邻县人民法院"))
    assert reason(log, campaign, stranger) == _(
        "This campaign belongs to another court."
    )


def test_it_refuses_an_account_without_a_unit(campaign):
    lost = UserFactory(unit=None)
    assert reason(log, campaign, lost, unit=UnitFactory()) == _(
        "Your account has no unit; ask the system administrator to set it."
    )


@pytest.mark.parametrize(
    "role", [roles.LEADING_GROUP, roles.ASSESSOR, roles.SYSTEM_ADMIN, roles.AUDITOR]
)
def test_it_refuses_who_only_reads(campaign, role):
    assert reason(log, campaign, UserFactory(role=role)) == _(
        "Your role reads records and does not log them."
    )


@pytest.mark.parametrize("days", [("2012-12-31", None), ("2014-12-31", "2015-01-01")])
def test_it_refuses_a_day_outside_the_campaign(campaign, author, days):
    held_on, ended_on = (
        day and timezone.datetime.fromisoformat(day).date() for day in days
    )
    why = reason(log, campaign, author, held_on=held_on, ended_on=ended_on)
    assert why == _("The date must lie between %(first)s and %(last)s.") % {
        "first": "2013-01-01",
        "last": "2014-12-31",
    }


def test_it_refuses_another_unit(campaign, author):
    assert reason(log, campaign, author, unit=UnitFactory()) == _(
        "You log for your own unit only."
    )


def test_it_refuses_a_locked_year(campaign, author):
    campaign.years.create(
        year=2014,
        points_share=60,
        locked_at=timezone.now(),
        locked_by=author,
        lock_reason="已上报",
    )
    why = reason(log, campaign, author)
    assert why == _("%(year)s is locked: %(reason)s") % {
        "year": 2014,
        "reason": "已上报",
    }
    assert Activity.objects.count() == 0
