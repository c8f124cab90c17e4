"""An action whose address is opened after signing in again leads back to its record."""

import pytest
from django.urls import reverse

from campaigns import roles
from campaigns.tests.factories import ActivityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_record_opens_and_says_the_action_was_not_done(client):
    activity = ActivityFactory(submitted=True)
    client.force_login(UserFactory(role=roles.OFFICE))
    url = reverse("activity-confirm", args=[activity.pk])
    response = client.get(url, follow=True)
    assert response.redirect_chain == [(activity.get_absolute_url(), 302)]
    assert [message.level_tag for message in response.context["messages"]] == [
        "warning"
    ]
    activity.refresh_from_db()
    assert activity.status == "submitted"
