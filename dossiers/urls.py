"""The pages of the telling room."""

from django.urls import path, re_path

from dossiers.views import (
    archive,
    boxes,
    catalogues,
    checks,
    disposals,
    editions,
    figures,
    filing,
    findings,
    forwarding,
    inspection,
    letters,
    packages,
    prose,
    quotations,
    rehearsals,
    retentions,
    samples,
    search,
    sections,
    summaries,
    taken,
    templates,
    variants,
    verifications,
)

urlpatterns = [
    # Search
    path("search/", search.find, name="search"),
    # The annual summary
    path("summaries/", summaries.index, name="summaries"),
    path("summaries/new/", summaries.new, name="summary-new"),
    path("summaries/<int:pk>/", summaries.one, name="summary"),
    path("summaries/<int:pk>/forward/", forwarding.carry, name="summary-carry"),
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
        r"^summaries/(?P<pk>\d+)/variants/(?P<variant>full|annexed|report|short|criteria|figures)/$",
        variants.show,
        name="summary-variant",
    ),
    re_path(
        r"^summaries/(?P<pk>\d+)/variants/(?P<variant>full|annexed|report|short|criteria|figures)"
        r"\.(?P<extension>docx|pdf|html|txt|xlsx)$",
        variants.export,
        name="variant-export",
    ),
    re_path(
        r"^summaries/criteria/(?P<pk>\d+)/report\.(?P<extension>docx|pdf|html|txt)$",
        variants.criterion,
        name="criterion-report",
    ),
    path("summaries/<int:pk>/letter/", letters.edit, name="summary-letter"),
    # Word templates
    path("summaries/templates/", templates.listing, name="templates"),
    path("summaries/templates/words/", templates.words, name="template-words"),
    path("summaries/templates/starter/", templates.starter, name="template-starter"),
    path("summaries/templates/<int:pk>/", templates.one, name="template"),
    path("summaries/templates/<int:pk>/offer/", templates.offer, name="template-offer"),
    path(
        "summaries/templates/versions/<int:pk>/",
        templates.version,
        name="template-version",
    ),
    path(
        "summaries/templates/versions/<int:pk>/file/",
        templates.file,
        name="template-file",
    ),
    path(
        "summaries/templates/versions/<int:pk>/trial/",
        templates.trial,
        name="template-trial",
    ),
    path("summaries/<int:pk>/template/", templates.choose, name="summary-template"),
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
    path("sections/<int:pk>/revise/", prose.revise, name="section-revise"),
    path("sections/<int:pk>/preview/", prose.preview, name="section-preview"),
    path("sections/<int:pk>/propose/", prose.propose, name="section-propose"),
    path("sections/<int:pk>/take/", prose.take, name="section-take"),
    path("sections/<int:pk>/keep/", prose.keep, name="section-keep"),
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
    path(
        "editions/<int:pk>/files/report/<slug:extension>/",
        editions.file,
        {"variant": "report"},
        name="edition-report",
    ),
    # Inspection: samples, findings, the mock inspection
    path("inspection/", inspection.hub, name="inspection"),
    path("inspection/samples/", samples.index, name="samples"),
    path("inspection/samples/draw/", samples.draw, name="sample-draw"),
    path("inspection/samples/<int:pk>/", samples.one, name="sample"),
    path("inspection/samples/<int:pk>/mark/", samples.mark, name="sample-mark"),
    path("inspection/findings/", findings.index, name="findings"),
    path("inspection/findings/export/", findings.export, name="findings-export"),
    path("inspection/findings/new/", findings.new, name="finding-new"),
    path("inspection/findings/<int:pk>/", findings.one, name="finding"),
    path(
        "inspection/findings/<int:pk>/answer/", findings.answer, name="finding-answer"
    ),
    path(
        "inspection/findings/<int:pk>/settle/", findings.settle, name="finding-settle"
    ),
    path("inspection/rehearsal/", rehearsals.index, name="rehearsal"),
    re_path(
        r"^inspection/rehearsal/checklist\.(?P<extension>xlsx|pdf)$",
        rehearsals.export,
        name="rehearsal-export",
    ),
    path("inspection/rehearsal/hold/", rehearsals.hold, name="rehearsal-hold"),
    path(
        "inspection/rehearsal/checks/<slug:code>/",
        rehearsals.check,
        name="rehearsal-check",
    ),
    path("inspection/rehearsals/<int:pk>/", rehearsals.one, name="rehearsal-held"),
    path("inspection/leaves/<int:pk>/taken/", taken.taken, name="archive-taken"),
    # Inspection packages
    path("archive/packages/", packages.index, name="packages"),
    path("archive/packages/new/", packages.new, name="package-new"),
    path("archive/packages/<int:pk>/", packages.one, name="package"),
    path(
        "archive/packages/<int:pk>/advance/", packages.advance, name="package-advance"
    ),
    path("archive/packages/<int:pk>/verify/", packages.verify, name="package-verify"),
    path(
        "archive/packages/<int:pk>/package.zip",
        packages.download,
        name="package-download",
    ),
    # Checks of integrity and disposal
    path("archive/checks/", verifications.index, name="archive-checks"),
    path("archive/checks/start/", verifications.start, name="archive-check-start"),
    path("archive/checks/<int:pk>/", verifications.one, name="archive-check"),
    re_path(
        r"^archive/checks/(?P<pk>\d+)/report\.(?P<extension>docx|pdf|html|txt|xlsx)$",
        verifications.export,
        name="archive-check-export",
    ),
    path("archive/disposals/", disposals.index, name="disposals"),
    path("archive/disposals/new/", disposals.new, name="disposal-new"),
    path("archive/disposals/<int:pk>/", disposals.one, name="disposal"),
    path(
        "archive/disposals/<int:pk>/decide/", disposals.decide, name="disposal-decide"
    ),
    path(
        "archive/disposals/<int:pk>/destroy/",
        disposals.destroy,
        name="disposal-destroy",
    ),
    re_path(
        r"^archive/disposals/(?P<pk>\d+)/register\.(?P<extension>docx|pdf|html|txt|xlsx)$",
        disposals.export,
        name="disposal-export",
    ),
    # The archive
    path("archive/", archive.index, name="archive"),
    path("archive/waiting/", filing.waiting, name="archive-waiting"),
    path("archive/file/", filing.new, name="archive-file-new"),
    path("archive/file/proposed/", filing.offers, name="archive-offers"),
    path("archive/file/each/", filing.each, name="archive-file-each"),
    path("archive/file/edition/<int:pk>/", filing.edition, name="archive-file-edition"),
    path("archive/items/<int:pk>/", archive.item, name="archive-item"),
    path(
        "archive/items/<int:pk>/correct/", filing.correct, name="archive-item-correct"
    ),
    path(
        "archive/items/<int:pk>/parts/<int:part>/replace/",
        filing.replace,
        name="archive-part-replace",
    ),
    path("archive/parts/<int:pk>/file/", archive.file, name="archive-part-file"),
    path("archive/of/<slug:kind>/<int:pk>/", archive.of, name="archive-of"),
    path("archive/boxes/", boxes.listing, name="archive-boxes"),
    path("archive/boxes/new/", boxes.new, name="archive-box-new"),
    path("archive/boxes/<int:pk>/", boxes.one, name="archive-box"),
    path("archive/boxes/<int:pk>/put/", boxes.put, name="archive-box-put"),
    path(
        "archive/boxes/<int:pk>/take-out/", boxes.take_out, name="archive-box-take-out"
    ),
    path("archive/boxes/<int:pk>/place/", boxes.place, name="archive-box-place"),
    path("archive/catalogues/", catalogues.choose, name="catalogues"),
    path("archive/catalogues/print/", catalogues.print_whole, name="catalogue-print"),
    path(
        "archive/catalogues/catalogue.pdf",
        catalogues.export,
        {"extension": "pdf"},
        name="catalogue-pdf",
    ),
    path(
        "archive/catalogues/catalogue.xlsx",
        catalogues.export,
        {"extension": "xlsx"},
        name="catalogue-workbook",
    ),
    path("archive/labels/", boxes.print_labels, name="archive-labels"),
    path("archive/labels.pdf", boxes.labels_pdf, name="archive-labels-pdf"),
    path("archive/retention/", retentions.table, name="retention-rules"),
    path("archive/retention/usual/", retentions.install, name="retention-usual"),
    path("archive/retention/new/", retentions.new, name="retention-rule-new"),
    path(
        "archive/retention/<int:pk>/", retentions.change, name="retention-rule-change"
    ),
    path(
        "archive/retention/<int:pk>/drop/", retentions.drop, name="retention-rule-drop"
    ),
    re_path(
        r"^archive/retention/(?P<pk>\d+)/(?P<way>up|down)/$",
        retentions.move,
        name="retention-rule-move",
    ),
]
