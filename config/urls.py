"""The table of contents of the whole site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.urls")),
    path("", include("dossiers.urls")),
    path("admin/", admin.site.urls),
]
