"""The pages of the records room, in the order a person works."""

from django.urls import path

from campaigns.views import (
    activities,
    attendance,
    awaiting,
    dashboard,
    evidence,
    exemptions,
    exports,
    files,
    grants,
    home,
    incidents,
    intake,
    judging,
    ledgers,
    logbook,
    matrix,
    progress,
    reuse,
    scores,
    standards,
    statements,
    tasks,
    years,
)

urlpatterns = [
    # Home and setting up
    path("", home.home, name="home"),
    path("setup/", home.setup, name="setup"),
    # Activities
    path("activities/", activities.listing, name="activities"),
    path("activities/new/", logbook.new, name="activity-new"),
    path("activities/export/", exports.activities, name="activities-export"),
    path("activities/<int:pk>/", activities.show, name="activity"),
    path("activities/<int:pk>/revise/", logbook.revise, name="activity-revise"),
    path("activities/<int:pk>/submit/", activities.submit, name="activity-submit"),
    path("activities/<int:pk>/confirm/", activities.confirm, name="activity-confirm"),
    path("activities/<int:pk>/return/", activities.send_back, name="activity-return"),
    path("activities/<int:pk>/discard/", activities.discard, name="activity-discard"),
    path(
        "activities/<int:pk>/attendance/",
        attendance.listing,
        name="activity-attendance",
    ),
    path("attendance/<int:pk>/amend/", attendance.amend, name="attendance-amend"),
    path(
        "attendance/<int:pk>/strike-off/",
        attendance.strike_off,
        name="attendance-strike-off",
    ),
    # Awaiting confirmation
    path("awaiting/", awaiting.listing, name="awaiting"),
    # Evidence
    path("evidence/", evidence.listing, name="evidence-list"),
    path("evidence/add/<slug:owner>/<int:pk>/", evidence.add, name="evidence-add"),
    path("evidence/intake/", intake.begin, name="intake"),
    path("evidence/intake/<str:key>/", intake.receive, name="intake-piece"),
    path("evidence/<int:pk>/", evidence.show, name="evidence"),
    path("evidence/<int:pk>/file/", files.content, name="evidence-file"),
    path("evidence/<int:pk>/thumbnail/", files.thumbnail, name="evidence-thumbnail"),
    path("evidence/<int:pk>/describe/", evidence.describe, name="evidence-describe"),
    path("evidence/<int:pk>/replace/", evidence.replace, name="evidence-replace"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="evidence-remove"),
    # Progress
    path("progress/", progress.listing, name="progress"),
    path("criteria/<int:pk>/", progress.one, name="criterion"),
    # Matrix, gaps, tasks
    path("dashboard/", dashboard.court, name="dashboard"),
    path("dashboard/<int:pk>/", dashboard.unit, name="dashboard-unit"),
    path("matrix/", matrix.show, name="matrix"),
    path("matrix/units/", matrix.units, name="matrix-units"),
    path("gaps/", tasks.gaps, name="gaps"),
    path("gaps/<int:pk>/give/", tasks.give_part, name="gaps-give"),
    path("tasks/", tasks.listing, name="tasks"),
    path("tasks/new/", tasks.new, name="task-new"),
    path("tasks/<int:pk>/", tasks.one, name="task"),
    path("tasks/<int:pk>/cancel/", tasks.cancel, name="task-cancel"),
    # Exemptions and reuse
    path("criteria/<int:pk>/exempt/", exemptions.exempt, name="criterion-exempt"),
    path(
        "exemptions/<int:pk>/withdraw/",
        exemptions.withdraw,
        name="exemption-withdraw",
    ),
    path("evidence/reuse/", reuse.meter, name="reuse"),
    path("evidence/<int:pk>/reuse/", reuse.serve, name="evidence-reuse"),
    # Standards
    path("standards/", standards.listing, name="standards"),
    path("standards/import/", standards.bring_in, name="standard-import"),
    path(
        "standards/import/confirm/", standards.confirm, name="standard-import-confirm"
    ),
    path("standards/template/", standards.blank, name="standard-template"),
    path("standards/<int:pk>/", standards.show, name="standard"),
    path("standards/<int:pk>/export/", standards.export, name="standard-export"),
    path("standards/<int:pk>/map/", standards.switch, name="standard-map"),
    # Statements
    path("statements/", statements.statements, name="statements"),
    path("statements/prepare/", statements.statement_prepare, name="statement-prepare"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/targets/", statements.target_new, name="target-new"),
    path("targets/<int:pk>/drop/", statements.target_drop, name="target-drop"),
    path(
        "statements/<int:pk>/sign-unit/",
        statements.statement_sign_unit,
        name="statement-sign-unit",
    ),
    path(
        "statements/<int:pk>/sign-court/",
        statements.statement_sign_court,
        name="statement-sign-court",
    ),
    # Readings, honours, negative list
    path("readings/", ledgers.readings, name="readings"),
    path("readings/new/", ledgers.reading_new, name="reading-new"),
    path("readings/<int:pk>/", ledgers.reading, name="reading"),
    path("readings/<int:pk>/revise/", ledgers.reading_revise, name="reading-revise"),
    path("honours/", ledgers.honours, name="honours"),
    path("honours/new/", ledgers.honour_new, name="honour-new"),
    path("honours/<int:pk>/", ledgers.honour, name="honour"),
    path("honours/<int:pk>/revise/", ledgers.honour_revise, name="honour-revise"),
    path(
        "records/<slug:kind>/<int:pk>/submit/",
        ledgers.record_submit,
        name="record-submit",
    ),
    path(
        "records/<slug:kind>/<int:pk>/confirm/",
        ledgers.record_confirm,
        name="record-confirm",
    ),
    path(
        "records/<slug:kind>/<int:pk>/return/",
        ledgers.record_return,
        name="record-return",
    ),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<int:pk>/check/", incidents.incident_check, name="incident-check"),
    # Assessors let in
    path("inspection/grants/", grants.grants, name="grants"),
    path("inspection/grants/<int:pk>/", grants.grant, name="grant"),
    path("inspection/grants/<int:pk>/end/", grants.grant_end, name="grant-end"),
    # Scores and years
    path("scores/", scores.scores, name="scores"),
    path("forecast/", scores.forecast, name="forecast"),
    path("criteria/<int:pk>/score/", judging.criterion_score, name="criterion-score"),
    path(
        "criteria/<int:pk>/verdict/",
        judging.criterion_verdict,
        name="criterion-verdict",
    ),
    path("years/", years.years, name="years"),
    path("years/<int:pk>/lock/", years.year_lock, name="year-lock"),
    path("years/<int:pk>/unlock/", years.year_unlock, name="year-unlock"),
    path("outcome/", years.campaign_outcome, name="campaign-outcome"),
]
