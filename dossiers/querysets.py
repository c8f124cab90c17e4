"""Filters of the telling room that have a name."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from campaigns import roles
from campaigns.querysets import FrozenQuerySet, LastingQuerySet


class SummaryQuerySet(QuerySet):
    def visible_to(self, user):
        """Office and leading group; a unit head whose unit writes a section of it.
        The others read what was issued."""
        rows = self.filter(campaign__court=user.court_id)
        if user.has_perm(roles.SEE_COURT):
            return rows
        if user.has_perm(roles.WRITE_OWN_SECTIONS) and user.unit_id:
            return rows.filter(sections__owner=user.unit_id).distinct()
        return self.none()


class SectionQuerySet(QuerySet):
    def with_open_comments(self):
        """Each with `open_comments`, the number of remarks nobody settled yet."""
        is_open = Q(comments__resolved_at__isnull=True, comments__isnull=False)
        return self.annotate(open_comments=Count("comments", filter=is_open))


class CommentQuerySet(QuerySet):
    def unresolved(self):
        return self.filter(resolved_at__isnull=True)


class EditionQuerySet(FrozenQuerySet):
    def visible_to(self, user):
        """Everybody of the court who works for the campaign, and who was let into it."""
        if user.has_perm(roles.SEE_GRANTED):
            return self.filter(
                summary__campaign__grants__person=user.pk,
                summary__campaign__grants__until_on__gte=timezone.localdate(),
            ).distinct()
        if user.has_perm(roles.SEE_COURT) or user.has_perm(roles.LOG):
            return self.filter(summary__campaign__court=user.court_id)
        return self.none()


class ArchiveItemQuerySet(LastingQuerySet):
    """归档文件: the rows of the archive; no number is ever given back."""

    def visible_to(self, user):
        """All of the court's for office and leading group; for an assessor those of
        granted campaigns that may be shown."""
        if user.has_perm(roles.SEE_COURT):
            return self.filter(court=user.court_id) if user.court_id else self.none()
        if user.has_perm(roles.SEE_GRANTED):
            return self.shown().filter(
                campaign__grants__person=user.pk,
                campaign__grants__until_on__gte=timezone.localdate(),
            )
        return self.none()

    def shown(self):
        """What may leave the house: neither confidential nor destroyed."""
        return self.kept().filter(is_confidential=False)

    def kept(self):
        """Not destroyed by a retention decision."""
        return self.filter(destroyed_at__isnull=True)

    def in_order(self):
        """As the catalogue runs: year, retention period, unit, item number."""
        return self.order_by("year", "retention", "unit_code", "number")


class ItemPartQuerySet(LastingQuerySet):
    def current(self):
        """Neither withdrawn nor replaced by a correction."""
        return self.filter(withdrawn_at__isnull=True)


class BoxQuerySet(QuerySet):
    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(court=user.court_id)
        return self.none()
