"""The door: who comes in, and who is locked out after too many wrong passwords."""

import pytest
from django.urls import reverse

from campaigns import roles
from campaigns.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "一个够长的密码2014"


@pytest.fixture
def person(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    person = UserFactory(username="lian-jia")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, username="lian-jia", password=PASSWORD):
    values = {"username": username, "password": password}
    return client.post(reverse("sign-in"), values)


def test_the_name_works_in_any_letter_case(client, person):
    assert sign_in(client, "LIAN-JIA").url == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(client, person):
    page = sign_in(client, password="wrong").content.decode()
    assert 'value="lian-jia"' in page


def test_five_wrong_passwords_lock_the_name_in_every_spelling(client, person):
    for username in ("lian-jia", "Lian-jia", "LIAN-jia", "LIAN-JIA", "lian-JIA"):
        sign_in(client, username, "wrong")
    assert sign_in(client, "Lian-Jia").status_code == 429


def test_somebody_else_at_the_same_address_still_comes_in(client, person):
    for _ in range(5):
        sign_in(client, password="wrong")
    other = UserFactory(username="other")
    other.set_password(PASSWORD)
    other.save()
    assert sign_in(client, "other").url == "/"


def test_a_closed_account_stays_out(client, person):
    person.is_active = False
    person.save()
    assert sign_in(client).status_code == 200


def test_the_system_administrator_unlocks_a_name(client, person):
    for _ in range(5):
        sign_in(client, "Lian-Jia", password="wrong")
    administrator = UserFactory(role=roles.SYSTEM_ADMIN, is_staff=True)
    client.force_login(administrator)
    url = reverse("admin:campaigns_user_changelist")
    client.post(url, {"action": "unlock", "_selected_action": [person.pk]})
    client.post(reverse("sign-out"))
    assert sign_in(client).url == "/"
