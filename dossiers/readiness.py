"""What keeps a summary from being issued, and the findings somebody let stand."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import roles
from campaigns.refusals import Refused, refuse
from dossiers import checks, letters, likeness, snapshots, staleness, summaries
from dossiers.models import Waiver


@dataclass(frozen=True)
class Blocker:
    """One kind of thing to be done before issuing, and how often."""

    kind: str
    count: int
    text: str


@dataclass(frozen=True)
class Draft:
    """A summary read once for everything that is asked of it before issuing."""

    summary: object
    sections: list
    facts: dict
    document: object
    letter: object
    findings: tuple
    changes: tuple
    waivers: tuple
    open_comments: int

    @property
    def hard(self):
        return tuple(one for one in self.findings if one.is_hard)

    @property
    def warnings(self):
        """Findings nobody let stand yet."""
        waived = {waiver.key for waiver in self.waivers}
        soft = (one for one in self.findings if not one.is_hard)
        return tuple(one for one in soft if key_of(one) not in waived)

    @property
    def waived(self):
        """The waivers that still speak of something found."""
        found = {key_of(one) for one in self.findings if not one.is_hard}
        return tuple(waiver for waiver in self.waivers if waiver.key in found)

    @property
    def unpassed(self):
        return tuple(section for section in self.sections if not section.is_passed)

    @property
    def fingerprint(self):
        """Of all that issuing freezes: words, numbers, 版头 and 版记, the template."""
        told = snapshots.fingerprint(self.document, self.facts)
        around = (letters.entered(self.letter), self.summary.template_id)
        return hashlib.sha256(f"{told}{around}".encode()).hexdigest()

    @property
    def blockers(self):
        return _blockers(self)


def read(summary):
    """Everything issuing asks of a draft, in the same few queries whatever it tells."""
    rows = summary.sections.with_open_comments().select_related(
        "owner", "changed_by", "submitted_by", "passed_by"
    )
    sections = list(rows)
    for section in sections:
        section.summary = summary
    facts, known = likeness.read(summary)
    document = summaries.build(summary, sections, facts)
    places = checks.places(document, sections)
    return Draft(
        summary=summary,
        sections=sections,
        facts=facts,
        document=document,
        letter=letters.of(summary),
        findings=checks.check(places, sections, facts, known),
        changes=staleness.in_places(places, facts),
        waivers=tuple(summary.waivers.select_related("waived_by")),
        open_comments=sum(section.open_comments for section in sections),
    )


def why_not_issue(draft, *, by):
    """The reason `by` may not issue this draft, or ""."""
    if why := _why_not_issuer(draft.summary, by):
        return why
    if draft.blockers:
        told = "；".join(blocker.text for blocker in draft.blockers)
        return _("Before issuing: %(what)s.") % {"what": told}
    if any(section.changed_by_id == by.pk for section in draft.sections):
        return _("You made the last change to a section; somebody else must issue it.")
    return ""


def why_not_waive(summary, *, by):
    """The reason `by` may let no finding stand, or ""."""
    if summaries.why_not_edit(summary.campaign, by=by):
        return _("Findings are let stand by the office, with a reason.")
    return ""


def key_of(finding):
    """What a waiver recognises a finding by: section, check, words."""
    return finding.section, finding.code, finding.excerpt[:200]


def name_of(finding):
    """The same as one short word, for a form."""
    told = "|".join(map(str, key_of(finding)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def waive(summary, *, by, names, reason):
    """Let warnings stand (`name_of` each), with a reason printed in the edition."""
    refuse(why_not_waive(summary, by=by))
    chosen = [one for one in read(summary).warnings if name_of(one) in names]
    if not chosen:
        raise Refused(_("Choose the findings to let stand."))
    if not reason.strip():
        raise Refused(_("Say why they may stand; the reason is kept with the edition."))
    for one in {key_of(one): one for one in chosen}.values():
        Waiver.objects.create(
            summary=summary,
            section_id=one.section,
            code=one.code,
            excerpt=one.excerpt[:200],
            message=one.message[:300],
            reason=reason.strip(),
            waived_by=by,
        )
    return chosen


@transaction.atomic
def unwaive(waiver, *, by):
    """Take a waiver back; the finding is to be answered again."""
    refuse(why_not_waive(waiver.summary, by=by))
    waiver.delete()


def _why_not_issuer(summary, by):
    same_court = summary.campaign.court_id == by.court_id
    if not by.has_perm(roles.ISSUE_SUMMARY) or not same_court:
        return _("The summary is issued by the leading group.")
    return ""


TOLD = {
    "sections": gettext_lazy("sections not passed: %(number)s"),
    "comments": gettext_lazy("remarks not settled: %(number)s"),
    "changes": gettext_lazy("numbers changed and not accepted: %(number)s"),
    "hard": gettext_lazy("faults to be put right: %(number)s"),
    "warnings": gettext_lazy("findings to be put right or let stand: %(number)s"),
}


def _blockers(draft):
    if not draft.sections:
        return (Blocker("sections", 0, _("there is no section yet")),)
    counts = {
        "sections": len(draft.unpassed),
        "comments": draft.open_comments,
        "changes": len(draft.changes),
        "hard": len(draft.hard),
        "warnings": len(draft.warnings),
    }
    return tuple(
        Blocker(kind, number, str(TOLD[kind]) % {"number": number})
        for kind, number in counts.items()
        if number
    )
