"""The pages of the telling room."""

from django.urls import path, re_path

from dossiers.views import checks, summaries

urlpatterns = [
    path("summaries/", summaries.index, name="summaries"),
    path("summaries/new/", summaries.new, name="summary-new"),
    path("summaries/<int:pk>/", summaries.one, name="summary"),
    path("summaries/<int:pk>/figures/", summaries.ledger, name="figures"),
    path("summaries/<int:pk>/figures/<slug:key>/", summaries.figure, name="figure"),
    path("summaries/<int:pk>/as-of/", summaries.date, name="summary-date"),
    re_path(
        r"^summaries/(?P<pk>\d+)/summary\.(?P<extension>docx|pdf|html|txt)$",
        summaries.export,
        name="summary-export",
    ),
    path("summaries/<int:pk>/checks/", checks.draft, name="summary-checks"),
    path("summaries/<int:pk>/fact-check/", checks.text, name="summary-factcheck"),
    path("sections/<int:pk>/revise/", summaries.revise, name="section-revise"),
]
