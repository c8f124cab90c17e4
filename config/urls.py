"""The table of contents of the whole site."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from config import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("account/", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("campaign/", views.switch_campaign, name="campaign-switch"),
    path("health/", views.health, name="health"),
    path("", include("campaigns.urls")),
    path("", include("dossiers.urls")),
    path("admin/login/", views.admin_sign_in, name="admin-sign-in"),
    path("admin/", admin.site.urls),
]
