"""检查意见: raised by an assessor (or in a rehearsal), answered by the office, settled.

Whoever answers does not settle. What an assessor raised, an assessor of the campaign
settles, or the leading group once its author's leave has ended; what the office raised
in a rehearsal, another person of the office.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Campaign, Evidence, Reading
from campaigns.refusals import Refused, refuse
from dossiers import subjects
from dossiers.models import Finding, Sample

SHORTEST = 4  # characters of a finding: less tells nobody what to put right


def why_not_raise(campaign, *, by):
    """The reason `by` may raise no finding on this campaign, or ""."""
    if not by.has_perm(roles.RAISE_FINDINGS):
        return _("Findings are raised by assessors, and by the office in a rehearsal.")
    if not Campaign.objects.visible_to(by).filter(pk=campaign.pk).exists():
        return _("You have no leave for this campaign.")
    return ""


@transaction.atomic
def raise_finding(
    campaign, *, by, text, criterion=None, sample=None, subject="", object_pk=None
):
    """Write down what is wanting; returns the `Finding`.

    A sample brings its record along; `subject` and `object_pk` name another one.
    """
    text = text.strip()
    if sample is not None:
        subject, object_pk = sample.subject, sample.object_pk
    refuse(
        why_not_raise(campaign, by=by)
        or _why_not_text(text)
        or _why_not_criterion(campaign, criterion)
        or _why_not_sample(campaign, sample, by)
        or _why_not_record(campaign, subject, object_pk, by)
    )
    return Finding.objects.create(
        campaign=campaign,
        criterion=criterion,
        sample=sample,
        subject=subject,
        object_pk=object_pk,
        text=text,
        is_rehearsal=by.has_perm(roles.ANSWER_FINDINGS),
        raised_by=by,
    )


def why_not_answer(finding, *, by):
    """The reason `by` may not answer this finding, or ""."""
    same_court = finding.campaign.court_id == by.court_id
    if not by.has_perm(roles.ANSWER_FINDINGS) or not same_court:
        return _("Findings are answered by the office.")
    if finding.settled_at is not None:
        return _("This finding is settled.")
    return ""


@transaction.atomic
def answer(finding, *, by, text):
    """Say what was done about it, in place of an earlier answer; the log keeps that."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    refuse(why_not_answer(finding, by=by))
    if not text.strip():
        raise Refused(_("Say what was done about it."))
    finding.answer = text.strip()
    finding.answered_by, finding.answered_at = by, timezone.now()
    finding.save(update_fields=["answer", "answered_by", "answered_at"])
    return finding


def why_not_settle(finding, *, by):
    """The reason `by` may not settle this finding, or ""."""
    if finding.settled_at is not None:
        return _("This finding is settled.")
    if finding.answered_at is None:
        return _("A finding is settled once the office has answered it.")
    if finding.answered_by_id == by.pk:
        return _("You answered this yourself; somebody else must settle it.")
    return _why_not_settler(finding, by)


@transaction.atomic
def settle(finding, *, by):
    """Say that the answer will do."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    refuse(why_not_settle(finding, by=by))
    finding.settled_by, finding.settled_at = by, timezone.now()
    finding.save(update_fields=["settled_by", "settled_at"])
    return finding


def _why_not_settler(finding, by):
    same_court = finding.campaign.court_id == by.court_id
    if finding.is_rehearsal:
        if by.has_perm(roles.ANSWER_FINDINGS) and same_court:
            return ""
        return _("What a rehearsal found is settled by another person of the office.")
    if not by.has_perm(roles.SEE_COURT):
        return why_not_raise(finding.campaign, by=by)
    is_leader = by.has_perm(roles.DECIDE_DISPOSAL) and same_court
    if is_leader and why_not_raise(finding.campaign, by=finding.raised_by):
        return ""
    return _(
        "This is settled by an assessor of the campaign; once the leave of whoever "
        "raised it has ended, also by the leading group."
    )


def _why_not_text(text):
    if len(text) < SHORTEST:
        return _("Say in words what is wanting.")
    return ""


def _why_not_criterion(campaign, criterion):
    if criterion is not None and criterion.standard_id != campaign.standard_id:
        return _("This criterion is not part of the campaign's standard.")
    return ""


def _why_not_sample(campaign, sample, by):
    if sample is None:
        return ""
    visible = Sample.objects.visible_to(by).filter(pk=sample.pk, campaign=campaign)
    return "" if visible.exists() else _("There is no such sample.")


def _why_not_record(campaign, subject, pk, by):
    """A finding names only what its author was shown, of this campaign."""
    if not subject and pk is None:
        return ""
    record = subjects.find(subject, pk, by=by)
    if record is None or not _is_of(record, campaign):
        return _("There is no such record.")
    return ""


def _is_of(record, campaign):
    """Of this campaign? A reading belongs to the court: its day tells."""
    if isinstance(record, Evidence):
        rows = Evidence.objects.of_campaign(campaign).filter(pk=record.pk)
        return rows.exists() and _is_of(record.owner, campaign)
    if isinstance(record, Reading):
        return campaign.starts_on <= record.ends_on <= campaign.ends_on
    return record.campaign_id == campaign.pk
