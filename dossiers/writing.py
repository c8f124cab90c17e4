"""Sections: written by their owner, kept in versions, remarked on, passed by others.

`why_not_…` answers with a reason or ""; the page asks it whether to show the button,
the verb asks it again before it acts.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.refusals import Refused, refuse
from dossiers import figures, staleness, summaries
from dossiers.models import Comment, Section, SectionVersion


def why_not_write(section, *, by):
    """The reason `by` may not change this section's words, or ""."""
    if not summaries.why_not_edit(section.summary.campaign, by=by):
        return ""
    is_owner = section.owner_id is not None and section.owner_id == by.unit_id
    if is_owner and by.has_perm(roles.WRITE_OWN_SECTIONS):
        return ""
    return _("A section is written by the office, or by the head of its unit.")


def why_not_assign(section, *, by):
    return summaries.why_not_edit(section.summary.campaign, by=by)


def why_not_submit(section, *, by, is_leaf=True):
    """`is_leaf`: nothing stands below it, so its own prose must say something."""
    if not section.is_draft:
        return _("This section has been sent for review already.")
    if why := why_not_write(section, by=by):
        return why
    if is_leaf and not section.body.strip():
        return _("There is nothing to review yet; write the section first.")
    if section.unreviewed:
        return _("Sentences copied from last year still wait for somebody to look.")
    return ""


def why_not_review(summary, *, by):
    """The reason `by` may pass or return nothing in this summary, or ""."""
    same_court = summary.campaign.court_id == by.court_id
    if not by.has_perm(roles.REVIEW_SUMMARY) or not same_court:
        return _("Sections are passed by the leading group.")
    return ""


def why_not_return(section, *, by):
    if section.is_draft:
        return _("Only what was sent for review can be returned.")
    return why_not_review(section.summary, by=by)


def why_not_pass(section, *, by, open_comments=0, is_stale=False):
    """The reason this section cannot be passed by `by`, or ""."""
    if not section.is_in_review:
        return _("Only a section sent for review can be passed.")
    if why := why_not_review(section.summary, by=by):
        return why
    if by.pk in (section.changed_by_id, section.submitted_by_id):
        return _("You wrote or sent this yourself; somebody else must pass it.")
    if open_comments:
        return _("There are remarks nobody has settled yet.")
    if is_stale:
        return _("A number has changed since; the office accepts it first.")
    return ""


def why_not_resolve(comment, *, by):
    if not comment.is_open:
        return _("This remark is settled already.")
    if comment.written_by_id == by.pk:
        return ""
    if why_not_write(comment.section, by=by):
        return _("A remark is settled by who wrote it, or by who writes the section.")
    return ""


def why_not_accept(summary, *, by):
    if summaries.why_not_edit(summary.campaign, by=by):
        return _("Changed numbers are accepted by the office.")
    return ""


@transaction.atomic
def revise(section, *, by, revision, heading, body, in_short=None):
    """Save a section's heading and prose as read at `revision`; a version is kept.

    It is a draft again. Raises `Refused` for names that are no figure: nothing
    untraceable gets into print. `in_short` None leaves that as it is.
    """
    section = _lock(section)
    campaign = section.summary.campaign
    refuse(
        why_not_write(section, by=by)
        or _why_older(section, revision)
        or _why_not_quote(body, campaign)
    )
    _keep_first(section)
    section.heading, section.body = heading, body
    section.in_short = section.in_short if in_short is None else in_short
    section.revision += 1
    section.changed_by, section.changed_at = by, timezone.now()
    section.state, section.accepted = Section.State.DRAFT, {}
    section.save()
    _keep(section)
    return section


@transaction.atomic
def assign(section, *, by, owner):
    """Say which unit writes a section; None leaves it to the office."""
    section = _lock(section)
    refuse(why_not_assign(section, by=by) or _why_not_own(section, owner))
    section.owner = owner
    section.save(update_fields=["owner"])
    return section


@transaction.atomic
def submit(summary, *, by, sections=None):
    """Send sections for review, all that are ready or those named; the numbers as they
    are now are what the reviewer reads. Returns the sections sent."""
    facts = figures.of(summary)
    rows = _locked(summary)
    parents = {row.parent_id for row in rows}
    chosen = _chosen(rows, sections)
    whys = {
        row: why_not_submit(row, by=by, is_leaf=row.pk not in parents) for row in chosen
    }
    sent = [row for row in chosen if not whys[row]]
    refuse("" if sent else _first(whys, _("Nothing is left to send for review.")))
    for row in sent:
        row.state = Section.State.REVIEW
        row.submitted_by, row.submitted_at = by, timezone.now()
        row.accepted = staleness.accepted(row, facts)
        row.save()
    return sent


@transaction.atomic
def let_pass(summary, *, by, read):
    """Pass the sections `read` ({pk: revision}) that may be passed; returns them.

    One changed since it was read is left, and so is one with an open remark.
    """
    rows = _locked(summary)
    stale = {one.section.pk for one in staleness.of(summary, rows)}
    open_comments = Comment.objects.filter(section__summary=summary).unresolved()
    remarked = set(open_comments.values_list("section", flat=True))
    whys = {
        row: why_not_pass(
            row,
            by=by,
            open_comments=row.pk in remarked,
            is_stale=row.pk in stale,
        )
        or _why_older(row, read[row.pk])
        for row in _chosen(rows, read)
    }
    passed = [row for row, why in whys.items() if not why]
    refuse("" if passed else _first(whys, _("Nothing awaits review.")))
    for row in passed:
        row.state = Section.State.PASSED
        row.passed_by, row.passed_at = by, timezone.now()
        row.save(update_fields=["state", "passed_by", "passed_at"])
    return passed


@transaction.atomic
def send_back(section, *, by, reason):
    """Return a section to who writes it; the reason stands as an open remark."""
    section = _lock(section)
    refuse(why_not_return(section, by=by))
    _write_comment(section, by, reason)
    section.state = Section.State.DRAFT
    section.save(update_fields=["state"])
    return section


@transaction.atomic
def comment(section, *, by, text):
    """Remark on a section; whoever may read the draft may remark."""
    return _write_comment(_lock(section), by, text)


@transaction.atomic
def resolve(remark, *, by):
    """Settle a remark; it stays to be read."""
    remark = Comment.objects.select_for_update().get(pk=remark.pk)
    refuse(why_not_resolve(remark, by=by))
    remark.resolved_by, remark.resolved_at = by, timezone.now()
    remark.save(update_fields=["resolved_by", "resolved_at"])
    return remark


@transaction.atomic
def accept(summary, *, by, read):
    """Vouch for the changed numbers as `read` (`staleness.Change.token`); returns them."""
    refuse(why_not_accept(summary, by=by))
    rows = _locked(summary)
    facts = figures.of(summary)
    changes = staleness.of(summary, rows, facts)
    if {one.token for one in changes} != set(read):
        raise Refused(_("The numbers have changed again. Read them, then accept."))
    for row in {one.section.pk: one.section for one in changes}.values():
        row.accepted = staleness.accepted(row, facts)
        row.save(update_fields=["accepted"])
    return changes


def _lock(section):
    rows = Section.objects.select_for_update(of=["self"])
    return rows.select_related("summary__campaign").get(pk=section.pk)


def _locked(summary):
    """The sections of a summary as they stand, held until the transaction ends."""
    rows = list(Section.objects.select_for_update().filter(summary=summary))
    for row in rows:
        row.summary = summary
    return rows


def _chosen(rows, keys):
    return rows if keys is None else [row for row in rows if row.pk in keys]


def _first(whys, otherwise):
    return next(filter(None, whys.values()), otherwise)


def _keep_first(section):
    """What stood before the first save is a version too."""
    if not section.versions.filter(revision=section.revision).exists():
        _keep(section)


def _keep(section):
    SectionVersion.objects.create(
        section=section,
        revision=section.revision,
        heading=section.heading,
        body=section.body,
        saved_by=section.changed_by,
        saved_at=section.changed_at,
    )


def _write_comment(section, by, text):
    if not text.strip():
        raise Refused(_("Write what is to be put right."))
    return Comment.objects.create(section=section, written_by=by, text=text.strip())


def _why_older(section, revision):
    if revision == section.revision:
        return ""
    return _("Somebody has saved this section since you opened it. Compare, then save.")


def _why_not_quote(body, campaign):
    if unknown := summaries.unknown_names(body, campaign):
        return _("No figure has this name: %(names)s. Choose one from the list.") % {
            "names": "、".join(unknown)
        }
    return ""


def _why_not_own(section, owner):
    if owner is not None and owner.court_id != section.summary.campaign.court_id:
        return _("This unit belongs to another court.")
    return ""
