"""Leave to read: the office lets an assessor into one campaign, until a day.

The account itself is the system administrator's (GB/T 22239-2019 8.1.4.2 d); without
leave it sees nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Campaign, Evidence, Grant, Opening, User
from campaigns.refusals import refuse


@dataclass(frozen=True)
class Leave:
    """A grant with what its person opened of the campaign so far."""

    grant: Grant
    openings: int
    last_at: datetime | None

    @property
    def is_over(self):
        return is_over(self.grant)

    @property
    def state(self):
        return "waiting" if self.is_over else "open"


def is_over(grant):
    return grant.until_on < localdate()


def of(campaign):
    """Every `Leave` of a campaign, those that hold longest first, in two queries."""
    opened = {
        person: told
        for person, *told in openings(campaign)
        .order_by()
        .values_list("opened_by")
        .annotate(number=Count("pk"), last=Max("opened_at"))
    }
    rows = campaign.grants.select_related("person").order_by("-until_on", "pk")
    return tuple(Leave(row, *opened.get(row.person_id, (0, None))) for row in rows)


def openings(campaign):
    """Who opened which proof of the campaign, as rows."""
    proofs = Evidence.objects.of_campaign(campaign).order_by().values("pk")
    return Opening.objects.filter(evidence__in=proofs)


def assessors(campaign):
    """Accounts of the court that may be let in and have no leave for it yet."""
    rows = User.objects.filter(
        court=campaign.court_id, groups__name=roles.ASSESSOR, is_active=True
    )
    return rows.exclude(grants__campaign=campaign)


def why_not_grant(campaign, *, by):
    """The reason `by` may let nobody into this campaign, or ""."""
    if not by.has_perm(roles.GRANT_LEAVE) or campaign.court_id != by.court_id:
        return _("Leave to read a campaign is given by the office.")
    return ""


def why_not_end(grant, *, by):
    if why := why_not_grant(grant.campaign, by=by):
        return why
    return _("This leave has ended already.") if is_over(grant) else ""


@transaction.atomic
def give(campaign, *, by, person, until_on):
    """Let an assessor in until a day, in place of an earlier leave."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(
        why_not_grant(campaign, by=by)
        or _why_not_person(campaign, person)
        or _why_not_until(until_on)
    )
    grant, _created = Grant.objects.update_or_create(
        campaign=campaign, person=person, defaults={"until_on": until_on}
    )
    return grant


@transaction.atomic
def end(grant, *, by):
    """End a leave at once: its last day was yesterday. The row stays and tells so."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    refuse(why_not_end(grant, by=by))
    grant.until_on = localdate() - timedelta(days=1)
    grant.save(update_fields=["until_on"])
    return grant


def _why_not_person(campaign, person):
    if person.court_id != campaign.court_id or not person.is_active:
        return _("There is no such account in this court.")
    if not person.groups.filter(name=roles.ASSESSOR).exists():
        return _("Leave is for assessors; everybody else sees by their role.")
    return ""


def _why_not_until(until_on):
    if until_on < localdate():
        return _("The last day of a leave is today or later.")
    return ""
