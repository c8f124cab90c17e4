"""Every page is closed to strangers, whoever adds it; walked route by route."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from campaigns.tests.factories import UserFactory

OPEN = {"sign-in", "language", "health", "admin-sign-in"}
SAMPLES = {
    "pk": "1",
    "key": "forum",
    "code": "texts-unread",
    "slug": "x",
    "owner": "activity",
    "kind": "reading",
    "extension": "pdf",
    "variant": "full",
    "way": "up",
    "part": 1,
}


def routes(resolver, prefix=""):
    """Yield name and address of every route of ours."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routes(pattern, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name, pattern.pattern


ROUTES = sorted({name for name, _pattern in routes(get_resolver())})


def address(name):
    """An address of the route, with samples in place of its arguments."""
    possibilities = get_resolver().reverse_dict.getlist(name)
    template, arguments = possibilities[0][0][0]
    return "/" + template % {argument: SAMPLES[argument] for argument in arguments}


def test_there_are_routes_to_walk():
    assert len(ROUTES) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ROUTES if name not in OPEN])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(client, name, method):
    url = address(name)
    response = getattr(client, method)(url)
    assert (response.status_code, response.url) == (302, f"/sign-in/?next={url}")


@pytest.mark.django_db
def test_a_stranger_is_sent_from_the_admin_too(client):
    assert client.get("/admin/campaigns/activity/").status_code == 302


@pytest.mark.django_db
def test_the_open_pages_answer(client):
    assert client.get("/sign-in/").status_code == 200
    assert client.get("/health/").content == b"ok"


@pytest.mark.django_db
def test_the_admin_has_the_same_door(client):
    response = client.get("/admin/login/?next=/admin/")
    assert response.url == "/sign-in/?next=%2Fadmin%2F"


@pytest.mark.django_db
def test_who_may_not_enter_the_admin_is_told_so(client):
    client.force_login(UserFactory())
    assert client.get("/admin/", follow=True).status_code == 403
