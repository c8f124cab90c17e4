"""The pages of the telling room."""

from django.urls import path, re_path

from dossiers.views import (
    checks,
    editions,
    figures,
    quotations,
    sections,
    summaries,
    variants,
)

urlpatterns = [
    path("summaries/", summaries.index, name="summaries"),
    path("summaries/new/", summaries.new, name="summary-new"),
    path("summaries/<int:pk>/", summaries.one, name="summary"),
    path("summaries/<int:pk>/figures/", figures.ledger, name="figures"),
    path("summaries/<int:pk>/define/", figures.define, name="figure-define"),
    path("summaries/<int:pk>/define/trial/", figures.trial, name="figure-trial"),
    path("summaries/<int:pk>/overlaps/", figures.overlap, name="figure-overlaps"),
    path("summaries/<int:pk>/figures/<slug:key>/", figures.one, name="figure"),
    path(
        "summaries/<int:pk>/figures/<slug:key>/change/",
        figures.change,
        name="figure-change",
    ),
    path(
        "summaries/<int:pk>/figures/<slug:key>/trial/",
        figures.trial,
        name="figure-change-trial",
    ),
    path(
        "summaries/<int:pk>/figures/<slug:key>/copy/",
        figures.copy,
        name="figure-copy",
    ),
    path(
        "summaries/<int:pk>/figures/<slug:key>/drop/",
        figures.drop,
        name="figure-drop",
    ),
    path(
        "summaries/quoting/<slug:kind>/<int:pk>/",
        quotations.record,
        name="record-quotations",
    ),
    re_path(
        r"^summaries/(?P<pk>\d+)/variants/(?P<variant>full|annexed|short|criteria|figures)/$",
        variants.show,
        name="summary-variant",
    ),
    re_path(
        r"^summaries/(?P<pk>\d+)/variants/(?P<variant>full|annexed|short|criteria|figures)"
        r"\.(?P<extension>docx|pdf|html|txt|xlsx)$",
        variants.export,
        name="variant-export",
    ),
    re_path(
        r"^summaries/criteria/(?P<pk>\d+)/report\.(?P<extension>docx|pdf|html|txt)$",
        variants.criterion,
        name="criterion-report",
    ),
    path("summaries/<int:pk>/as-of/", summaries.date, name="summary-date"),
    re_path(
        r"^summaries/(?P<pk>\d+)/summary\.(?P<extension>docx|pdf|html|txt)$",
        summaries.export,
        name="summary-export",
    ),
    path("summaries/<int:pk>/checks/", checks.draft, name="summary-checks"),
    path("summaries/<int:pk>/fact-check/", checks.text, name="summary-factcheck"),
    # Sections
    path("sections/<int:pk>/", sections.one, name="section"),
    path("sections/<int:pk>/revise/", sections.revise, name="section-revise"),
    path("sections/<int:pk>/compare/", sections.compare, name="section-compare"),
    path("sections/<int:pk>/submit/", sections.submit, name="section-submit"),
    path("sections/<int:pk>/pass/", sections.let_pass, name="section-pass"),
    path("sections/<int:pk>/return/", sections.send_back, name="section-return"),
    path("sections/<int:pk>/assign/", sections.assign, name="section-assign"),
    path("sections/<int:pk>/remark/", sections.remark, name="section-remark"),
    path("remarks/<int:pk>/resolve/", sections.resolve, name="remark-resolve"),
    path("summaries/<int:pk>/submit/", sections.submit_all, name="summary-submit"),
    path("summaries/<int:pk>/pass/", sections.pass_all, name="summary-pass"),
    path("summaries/<int:pk>/accept/", sections.accept, name="summary-accept"),
    # Editions
    path("summaries/<int:pk>/waivers/", editions.waivers, name="summary-waivers"),
    path("waivers/<int:pk>/drop/", editions.unwaive, name="waiver-drop"),
    path("summaries/<int:pk>/issue/", editions.issue, name="summary-issue"),
    path("editions/", editions.index, name="editions"),
    path("editions/<int:pk>/", editions.one, name="edition"),
    path(
        "editions/<int:pk>/differences/",
        editions.differences,
        name="edition-differences",
    ),
    path(
        "editions/<int:pk>/files/<slug:extension>/", editions.file, name="edition-file"
    ),
]
