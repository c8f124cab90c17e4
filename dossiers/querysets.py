"""Filters of the telling room that have a name."""

from django.db.models import QuerySet

from campaigns import roles


class SummaryQuerySet(QuerySet):
    def visible_to(self, user):
        """Office and leading group; the others read what was issued."""
        if user.has_perm(roles.SEE_COURT):
            return self.filter(campaign__court=user.court_id)
        return self.none()
