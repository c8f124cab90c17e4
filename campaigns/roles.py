"""Who may do what, in words: the one place that lists permissions.

Roles are Django groups made by the migrations; a test holds this list and the
groups together. The names of the groups are what a court calls its people.
"""

from django.utils.translation import gettext as _

# Words for permissions, used by the rules in the domain modules.
LOG = "campaigns.log_for_own_unit"
LOG_ANY = "campaigns.log_for_any_unit"
CONFIRM = "campaigns.confirm_for_own_unit"
CONFIRM_ANY = "campaigns.confirm_for_any_unit"
SIGN_FOR_UNIT = "campaigns.sign_for_unit"
SIGN_FOR_COURT = "campaigns.sign_for_court"
PREPARE_STATEMENTS = "campaigns.prepare_statements"
KEEP_LEDGERS = "campaigns.keep_ledgers"
CHECK_INCIDENTS = "campaigns.check_incidents"
SEE_COURT = "campaigns.see_whole_court"
SEE_GRANTED = "campaigns.see_granted_campaigns"
SEE_STANDARDS = "campaigns.view_standard"
IMPORT_STANDARDS = "campaigns.add_standard"
SWITCH_STANDARD = "campaigns.change_campaign"
SCORE_FOR_UNIT = "campaigns.score_for_unit"
SCORE_FOR_OFFICE = "campaigns.score_for_office"
SCORE_AS_INSPECTOR = "campaigns.score_as_inspector"
ASSIGN = "campaigns.add_assignment"
EXEMPT = "campaigns.exempt_criterion"
GIVE_TASKS = "campaigns.give_tasks"
LOCK_YEARS = "campaigns.change_campaignyear"
ADMINISTER_PEOPLE = "campaigns.change_user"
EDIT_SUMMARY = "dossiers.edit_summary"
WRITE_OWN_SECTIONS = "dossiers.write_owned_sections"
REVIEW_SUMMARY = "dossiers.review_summary"
ISSUE_SUMMARY = "dossiers.issue_summary"
FILE_ARCHIVE = "dossiers.file_archive"
DECIDE_DISPOSAL = "dossiers.decide_disposal"
DRAW_SAMPLES = "dossiers.draw_samples"
RAISE_FINDINGS = "dossiers.raise_findings"
ANSWER_FINDINGS = "dossiers.answer_findings"
HOLD_REHEARSALS = "dossiers.hold_rehearsals"
GRANT_LEAVE = "campaigns.add_grant"

STAFF = "干警"
UNIT_HEAD = "庭室负责人"
OFFICE = "创建办"
LEADING_GROUP = "领导小组"
ASSESSOR = "考评人员"
SYSTEM_ADMIN = "系统管理员"
AUDITOR = "审计员"


def _may(words, *models):
    """Spell Django's permissions for the admin: _may("add view", "campaigns.unit")."""
    return {
        f"{app}.{word}_{model}"
        for app, model in (name.split(".") for name in models)
        for word in words.split()
    }


PERMISSIONS = {
    STAFF: {LOG},
    UNIT_HEAD: {LOG, CONFIRM, SIGN_FOR_UNIT, SCORE_FOR_UNIT, WRITE_OWN_SECTIONS},
    OFFICE: {
        LOG,
        LOG_ANY,
        CONFIRM_ANY,
        PREPARE_STATEMENTS,
        KEEP_LEDGERS,
        CHECK_INCIDENTS,
        SCORE_FOR_OFFICE,
        EXEMPT,
        GIVE_TASKS,
        SEE_COURT,
        EDIT_SUMMARY,
        FILE_ARCHIVE,
        DRAW_SAMPLES,
        RAISE_FINDINGS,
        ANSWER_FINDINGS,
        HOLD_REHEARSALS,
    }
    | _may(
        "add change delete view",
        "campaigns.standard",
        "campaigns.criterion",
        "campaigns.evidencerule",
        "campaigns.vetorule",
        "campaigns.category",
        "campaigns.method",
        "campaigns.assignment",
        "campaigns.indicator",
        "dossiers.figure",
        "dossiers.section",
        "dossiers.retentionrule",
    )
    | _may(
        "add change view",
        "campaigns.campaign",
        "campaigns.campaignyear",
        "campaigns.grant",
        "campaigns.statement",
        "campaigns.target",
        "dossiers.summary",
    )
    | _may("view", "campaigns.unit", "campaigns.user", "campaigns.activity"),
    LEADING_GROUP: {
        SEE_COURT,
        SIGN_FOR_COURT,
        GIVE_TASKS,
        REVIEW_SUMMARY,
        ISSUE_SUMMARY,
        DECIDE_DISPOSAL,
    },
    ASSESSOR: {SEE_GRANTED, SCORE_AS_INSPECTOR, DRAW_SAMPLES, RAISE_FINDINGS},
    SYSTEM_ADMIN: _may("add change view", "campaigns.user", "campaigns.unit")
    | _may("change view", "campaigns.court"),
    AUDITOR: {"auditlog.view_logentry"},
}

CONTENT_ROLES = {STAFF, UNIT_HEAD, OFFICE, LEADING_GROUP, ASSESSOR}


def sees_all(user):
    """Staff follow what their unit answers for; office, leaders, assessors the whole."""
    return user.has_perm(SEE_COURT) or user.has_perm(SEE_GRANTED)


def why_not_hold(names):
    """Return why one account may not hold these roles together, or "".

    GB/T 22239-2019 8.1.4.2 d: administration, audit and content stay apart. An assessor
    judges the work of others, and so does none of it.
    """
    kinds = {
        name if name in (SYSTEM_ADMIN, AUDITOR) else "content"
        for name in names
        if name in PERMISSIONS
    }
    if len(kinds) > 1:
        return _(
            "One account may be system administrator, auditor or work with "
            "records: only one of the three."
        )
    if ASSESSOR in names and CONTENT_ROLES.intersection(names) != {ASSESSOR}:
        return _("An assessor holds no other role: who judges the work does not do it.")
    return ""
