"""Chinese whatever the browser sends; English by choice, and the choice stays."""

import pytest
from django.urls import reverse

from campaigns.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}


def test_an_english_browser_gets_chinese(client):
    response = client.get(reverse("sign-in"), **ENGLISH)
    assert response["Content-Language"] == "zh-hans"
    assert 'lang="zh-CN"' in response.content.decode()


def test_a_stranger_may_choose_english(client):
    client.post(reverse("language"), {"language": "en"})
    assert client.get(reverse("sign-in"))["Content-Language"] == "en"


def test_the_choice_stays_with_the_person(client):
    person = UserFactory()
    client.force_login(person)
    client.post(reverse("language"), {"language": "en", "next": "/activities/"})
    person.refresh_from_db()
    assert person.language == "en"
    assert client.get(reverse("activities"))["Content-Language"] == "en"


def test_a_language_there_is_not_changes_nothing(client):
    person = UserFactory()
    client.force_login(person)
    client.post(reverse("language"), {"language": "fr"})
    person.refresh_from_db()
    assert person.language == "zh-hans"


def test_it_leads_back_and_never_to_another_site(client):
    here = client.post(reverse("language"), {"language": "en", "next": "/progress/"})
    away = client.post(
        reverse("language"), {"language": "en", "next": "https://elsewhere.example/"}
    )
    assert (here.url, away.url) == ("/progress/", "/")
