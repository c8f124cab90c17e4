"""The office's vocabulary: every filter that has a name, and the one rule of what counts.

Filters that cross a relation are functions returning `Q`; `path` leads to the row:
`confirmed("activity__")`.
"""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from campaigns import roles


def confirmed(path=""):
    """The one rule for "this counts": somebody else has confirmed the record."""
    return Q(**{f"{path}status": "confirmed"})


def signed(path=""):
    """A statement counts once unit and court have both signed it."""
    return Q(
        **{
            f"{path}unit_signed_at__isnull": False,
            f"{path}court_signed_at__isnull": False,
        }
    )


def current(path=""):
    """Evidence that was neither removed nor replaced."""
    return Q(**{f"{path}removed_at__isnull": True, f"{path}replacement__isnull": True})


def evidence_counts(path=""):
    """Evidence counts when it is current and what it belongs to counts."""
    return current(path) & (
        confirmed(f"{path}activity__")
        | confirmed(f"{path}honour__")
        | confirmed(f"{path}reading__")
        | signed(f"{path}statement__")
    )


def _in_court(user, path):
    return Q(**{f"{path}court": user.court_id}) if user.court_id else Q(pk__in=[])


def _own_unit(user, path="unit"):
    """Rows of the person's unit; somebody without a unit has none, not "no unit"."""
    return Q(**{path: user.unit_id}) if user.unit_id else Q(pk__in=[])


def _only_granted(user):
    """An assessor sees what was granted; who sees the court sees it anyway."""
    return user.has_perm(roles.SEE_GRANTED) and not user.has_perm(roles.SEE_COURT)


def granted(user, path=""):
    """Campaigns an assessor was let into and still is; `path` leads to the campaign."""
    return Q(
        **{
            f"{path}grants__person": user.pk,
            f"{path}grants__until_on__gte": timezone.localdate(),
        }
    )


def _granted_reading(user, path=""):
    """A reading belongs to the court: its day tells which granted campaign it serves."""
    campaign = f"{path}indicator__court__campaigns__"
    return granted(user, campaign) & Q(
        **{
            f"{campaign}starts_on__lte": F(f"{path}ends_on"),
            f"{campaign}ends_on__gte": F(f"{path}ends_on"),
        }
    )


class FrozenQuerySet(QuerySet):
    """What was written once is neither changed nor deleted, not in bulk either."""

    def update(self, **values):
        raise TypeError("what was written here once never changes")

    def delete(self):
        raise TypeError("what was written here once is never deleted")


class LastingQuerySet(QuerySet):
    """What was filed may be corrected by its verbs, and is never deleted."""

    def delete(self):
        raise TypeError("what was filed is never deleted")


class CampaignQuerySet(QuerySet):
    def visible_to(self, user):
        if _only_granted(user):
            return self.filter(granted(user))
        if user.has_perm(roles.SEE_COURT) or user.has_perm(roles.LOG):
            return self.filter(_in_court(user, ""))
        return self.none()

    def newest_first(self):
        return self.order_by("-starts_on", "-pk")


class StandardQuerySet(QuerySet):
    def visible_to(self, user):
        """The court's own, for those who keep standards: the office."""
        if user.has_perm(roles.SEE_STANDARDS):
            return self.filter(_in_court(user, ""))
        return self.none()


class UnitQuerySet(QuerySet):
    def of_court(self, court):
        return self.filter(court=court)

    def active(self):
        return self.filter(is_active=True)

    def loggable_by(self, user):
        """Units the person may log for: every one for the office, else their own."""
        if user.has_perm(roles.LOG_ANY):
            return self.of_court(user.court_id).active()
        return self.filter(_own_unit(user, "pk")).active()


class RecordQuerySet(QuerySet):
    """Rows that somebody logs and somebody else confirms."""

    def confirmed(self):
        return self.filter(confirmed())

    def awaiting_confirmation(self):
        return self.filter(status="submitted")

    def unfinished(self):
        """Drafts and what was returned: the ball is with the author."""
        return self.filter(status__in=["draft", "returned"])

    def not_confirmed(self):
        return self.exclude(confirmed())

    def logged_by(self, user):
        return self.filter(logged_by=user)


class ActivityQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Own unit's for staff, all of the court's for office and leaders, the
        confirmed ones of granted campaigns for assessors."""
        if _only_granted(user):
            return self.filter(granted(user, "campaign__")).confirmed().distinct()
        rows = self.filter(_in_court(user, "campaign__"))
        if user.has_perm(roles.SEE_COURT):
            return rows.exclude(~Q(logged_by=user), status="draft")
        if user.has_perm(roles.LOG):
            own = _own_unit(user) | _own_unit(user, "co_hosts") | Q(logged_by=user)
            return rows.filter(own).distinct()
        return self.none()

    def confirmable_by(self, user):
        """What awaits this person's confirmation; never what they logged or changed."""
        rows = self.visible_to(user).awaiting_confirmation()
        if user.has_perm(roles.CONFIRM_ANY):
            pass
        elif user.has_perm(roles.CONFIRM):
            rows = rows.filter(_own_unit(user))
        else:
            return self.none()
        return rows.exclude(logged_by=user).exclude(changed_by=user)

    def of_unit(self, unit):
        """Hosted or co-hosted by a unit: a co-host did it like the host."""
        return self.filter(Q(unit=unit) | Q(co_hosts=unit)).distinct()

    def entered_late(self):
        """补录: which they are only the rows themselves tell; one query beside."""
        days = self.order_by().select_related(None)
        days = days.only("held_on", "ended_on", "logged_at")
        return self.filter(pk__in=[row.pk for row in days if row.is_late_entry])

    def for_list(self):
        return self.select_related("category", "unit", "logged_by", "campaign")

    def oldest_wait_first(self):
        return self.order_by("submitted_at", "pk")


class LedgerQuerySet(RecordQuerySet):
    """Readings and honours: the whole court sees them, the office keeps them; an
    assessor holds the confirmed ones of granted campaigns against their papers."""

    court_path = ""

    def visible_to(self, user):
        if _only_granted(user):
            return self.confirmed().filter(self.granted(user)).distinct()
        rows = self.filter(_in_court(user, self.court_path))
        if user.has_perm(roles.SEE_COURT) or user.has_perm(roles.LOG):
            return rows
        return self.none()

    def confirmable_by(self, user):
        rows = self.visible_to(user).awaiting_confirmation()
        if not user.has_perm(roles.CONFIRM_ANY):
            return self.none()
        return rows.exclude(logged_by=user).exclude(changed_by=user)


class ReadingQuerySet(LedgerQuerySet):
    court_path = "indicator__"

    def granted(self, user):
        return _granted_reading(user)


class HonourQuerySet(LedgerQuerySet):
    court_path = "campaign__"

    def granted(self, user):
        return granted(user, "campaign__")


class StatementQuerySet(QuerySet):
    def signed(self):
        return self.filter(signed())

    def unsigned(self):
        return self.filter(unit_signed_at__isnull=True)

    def awaiting_court(self):
        """The unit has signed, the court has not."""
        return self.filter(unit_signed_at__isnull=False, court_signed_at__isnull=True)

    def visible_to(self, user):
        rows = self.filter(_in_court(user, "campaign__"))
        if user.has_perm(roles.SEE_COURT):
            return rows
        if user.has_perm(roles.LOG):
            return rows.filter(_own_unit(user))
        if _only_granted(user):
            return self.filter(granted(user, "campaign__")).distinct()
        return self.none()


class EvidenceQuerySet(QuerySet):
    def current(self):
        return self.filter(current())

    def counting(self):
        return self.filter(evidence_counts())

    def shown(self):
        """What may leave the house: neither confidential, nor a paper of an item of
        the archive that is."""
        closed = Q(
            filed_as__withdrawn_at__isnull=True, filed_as__item__is_confidential=True
        )
        rows = self.filter(is_confidential=False)
        return rows.exclude(pk__in=self.model.objects.filter(closed).values("pk"))

    def visible_to(self, user):
        """What belongs to a visible activity, statement, honour or reading; what is
        confidential only for the office, the leaders and the unit itself."""
        if _only_granted(user):
            let_in = (
                granted(user, "activity__campaign__")
                | granted(user, "statement__campaign__")
                | granted(user, "honour__campaign__")
                | _granted_reading(user, "reading__")
            )
            return self.counting().shown().filter(let_in).distinct()
        court = (
            _in_court(user, "activity__campaign__")
            | _in_court(user, "statement__campaign__")
            | _in_court(user, "honour__campaign__")
            | _in_court(user, "reading__indicator__")
        )
        if user.has_perm(roles.SEE_COURT):
            hidden = Q(activity__status="draft") & ~Q(activity__logged_by=user)
            return self.filter(court).exclude(hidden)
        if user.has_perm(roles.LOG):
            own = (
                _own_unit(user, "activity__unit")
                | _own_unit(user, "activity__co_hosts")
                | Q(activity__logged_by=user)
                | _own_unit(user, "statement__unit")
                | Q(is_confidential=False, honour__isnull=False)
                | Q(is_confidential=False, reading__isnull=False)
            )
            return self.filter(court & own).distinct()
        return self.none()

    def of_campaign(self, campaign):
        """Proof of its records, and of the court's readings whatever their year."""
        return self.filter(
            Q(activity__campaign=campaign)
            | Q(statement__campaign=campaign)
            | Q(honour__campaign=campaign)
            | Q(reading__indicator__court=campaign.court_id)
        )


class TaskQuerySet(QuerySet):
    def standing(self):
        """Given and not taken back; whether it is done, only the records say."""
        return self.filter(cancelled_at__isnull=True)

    def visible_to(self, user):
        rows = self.filter(_in_court(user, "campaign__"))
        if user.has_perm(roles.SEE_COURT):
            return rows
        if user.has_perm(roles.LOG):
            return rows.filter(_own_unit(user))
        return self.none()
