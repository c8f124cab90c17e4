"""Filters of the telling room that have a name."""

from django.db.models import Count, Q, QuerySet

from campaigns import roles
from campaigns.querysets import FrozenQuerySet, LastingQuerySet, granted


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
            return self.filter(granted(user, "summary__campaign__")).distinct()
        if user.has_perm(roles.SEE_COURT) or user.has_perm(roles.LOG):
            return self.filter(summary__campaign__court=user.court_id)
        return self.none()


class ReportTemplateQuerySet(QuerySet):
    def visible_to(self, user):
        """The court's own, for the office, which keeps them."""
        if user.has_perm(roles.EDIT_SUMMARY) and user.court_id:
            return self.filter(court=user.court_id)
        return self.none()


class ArchiveItemQuerySet(LastingQuerySet):
    """归档文件: the rows of the archive; no number is ever given back."""

    def visible_to(self, user):
        """All of the court's for office and leading group; for an assessor those of
        granted campaigns that may be shown."""
        if user.has_perm(roles.SEE_COURT):
            return self.filter(court=user.court_id) if user.court_id else self.none()
        if user.has_perm(roles.SEE_GRANTED):
            return self.shown().filter(granted(user, "campaign__"))
        return self.none()

    def shown(self):
        """What may leave the house: not destroyed, and neither confidential nor with
        a paper that became so since."""
        closed = Q(
            parts__withdrawn_at__isnull=True, parts__evidence__is_confidential=True
        )
        rows = self.kept().filter(is_confidential=False)
        return rows.exclude(pk__in=self.model.objects.filter(closed).values("pk"))

    def kept(self):
        """Not destroyed by a retention decision."""
        return self.filter(destroyed_at__isnull=True)

    def in_order(self):
        """As the catalogue runs: year, retention period, unit, item number."""
        return self.order_by("year", "retention", "unit_code", "number")

    def for_list(self):
        """As every list shows them, whichever way it was come to."""
        return self.select_related("unit", "box").in_order()

    def of_record(self, kind, pk):
        """Whose current parts prove one record, or are one piece of `evidence`."""
        path = "" if kind == "evidence" else f"__{kind}"
        return self._with_part(Q(**{f"parts__evidence{path}": pk}))

    def of_criteria(self, criteria):
        """Whose current parts serve any of these, themselves or by their activity."""
        own = Q(parts__evidence__criteria__in=criteria)
        shared = Q(parts__evidence__activity__criteria__in=criteria)
        return self._with_part(own | shared)

    def of_codes(self, code):
        """Whose current parts serve the criterion with this code, or one below it."""
        fits = Q()
        for path in ("criteria", "activity__criteria"):
            below = {f"parts__evidence__{path}__code__startswith": f"{code}."}
            fits |= Q(**below) | Q(**{f"parts__evidence__{path}__code": code})
        return self._with_part(fits)

    def _with_part(self, wanted):
        """Each once; what was withdrawn leads nowhere."""
        return self.filter(wanted, parts__withdrawn_at__isnull=True).distinct()


class ItemPartQuerySet(LastingQuerySet):
    def current(self):
        """Neither withdrawn nor replaced by a correction."""
        return self.filter(withdrawn_at__isnull=True)


class BoxQuerySet(LastingQuerySet):
    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(court=user.court_id)
        return self.none()


class VerificationQuerySet(FrozenQuerySet):
    """四性检测: the runs of the checks over the archive."""

    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(court=user.court_id)
        return self.none()

    def of_the_whole(self):
        """Runs over the whole archive, not over one item or package."""
        return self.filter(item__isnull=True, scope="")


class DisposalQuerySet(LastingQuerySet):
    """鉴定销毁: what was proposed for destruction, and decided."""

    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(court=user.court_id)
        return self.none()

    def standing(self):
        """Undecided, or decided for destruction: an item stands in one at most."""
        return self.exclude(decision="keep")


class _InspectedQuerySet(QuerySet):
    """What inspectors leave behind: each sees what is theirs (`seen_by`), the court's
    leaders and office see all of it."""

    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(campaign__court=user.court_id)
        if user.has_perm(roles.SEE_GRANTED):
            return self.filter(self.seen_by(user), granted(user, "campaign__"))
        return self.none()


class SampleQuerySet(_InspectedQuerySet):
    def seen_by(self, user):
        return Q(drawn_by=user.pk)


class FindingQuerySet(_InspectedQuerySet):
    def seen_by(self, user):
        """Their own; once the office answered, those of the other assessors too, so
        that they can settle what its author is no longer there to settle."""
        answered = Q(is_rehearsal=False, answered_at__isnull=False)
        return Q(raised_by=user.pk) | answered

    def unanswered(self):
        return self.filter(answered_at__isnull=True)

    def unsettled(self):
        return self.filter(settled_at__isnull=True)


class RehearsalQuerySet(QuerySet):
    def visible_to(self, user):
        if user.has_perm(roles.SEE_COURT) and user.court_id:
            return self.filter(campaign__court=user.court_id)
        return self.none()


class PackageFileQuerySet(FrozenQuerySet):
    def copies_of(self, stored_files):
        """What was made from these for a package: pictures as JPG, small pictures made
        again. Where the original itself was taken, that is no copy."""
        pairs = {f"file-{one.pk}": one.file.name for one in stored_files}
        pairs |= {f"small-{one.pk}": one.thumbnail.name for one in stored_files}
        return self.filter(source__in=pairs).exclude(
            file__in=filter(None, pairs.values())
        )


class PackageQuerySet(FrozenQuerySet):
    def visible_to(self, user):
        """Every one of the court's for office and leading group; for an assessor the
        completed ones of granted campaigns, without confidential items."""
        if user.has_perm(roles.SEE_COURT):
            return self.filter(campaign__court=user.court_id)
        if user.has_perm(roles.SEE_GRANTED):
            rows = self.sealed().filter(with_confidential=False)
            return rows.filter(granted(user, "campaign__"))
        return self.none()

    def sealed(self):
        """Completed; the others are still being prepared."""
        return self.filter(seal__isnull=False)
