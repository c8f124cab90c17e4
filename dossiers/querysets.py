"""Filters of the telling room that have a name."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from campaigns import roles


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


class FrozenQuerySet(QuerySet):
    """What was issued is neither changed nor deleted, not in bulk either."""

    def update(self, **values):
        raise TypeError("what was issued never changes")

    def delete(self):
        raise TypeError("what was issued is never deleted")


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
