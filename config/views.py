"""The door: signing in and out, one's own account, language, choice of campaign."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.middleware import SESSION_KEY
from campaigns.models import Campaign
from config.forms import LanguageForm, SignInForm

sign_in = LoginView.as_view(
    template_name="sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)


@login_not_required
def admin_sign_in(request):
    """One door for all: the admin's own sign-in page is never shown."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('sign-in')}?{request.GET.urlencode()}")


def account(request):
    """Who I am here, my roles, and my password."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The new password is set."))
        return redirect("account")
    roles = request.user.groups.values_list("name", flat=True)
    return render(request, "account.html", {"form": form, "roles": list(roles)})


@login_not_required
@require_POST
def language(request):
    """Keep the language: with the person, or in a cookie for strangers."""
    form = LanguageForm(request.POST)
    response = redirect(_next(request))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax"
        )
    return response


@require_POST
def switch_campaign(request):
    """Look at another campaign of the court from here on."""
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user), slug=request.POST.get("campaign")
    )
    request.session[SESSION_KEY] = campaign.slug
    messages.success(request, _("You now look at %(name)s.") % {"name": campaign})
    return redirect("home")


@login_not_required
def health(request):
    """For the watchman: answers once the database does."""
    Campaign.objects.exists()
    return HttpResponse("ok", content_type="text/plain")


def _next(request):
    """The page to go back to, never another site's."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else reverse("home")
