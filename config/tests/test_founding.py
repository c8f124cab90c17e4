"""A real court begins with its row, one administrator, and words to work with."""

from datetime import date

import pytest

from campaigns import roles
from campaigns.models import Campaign, Category, Court, User
from config import founding
from dossiers import retentions

pytestmark = pytest.mark.django_db

GIVEN = {"name": "某县人民法院", "fonds_number": "0117", "username": "guan-li"}


def test_it_founds_a_court_with_one_administrator():
    account = founding.found(**GIVEN, today=date(2026, 3, 1))
    person = User.objects.get()
    assert person.check_password(account.password)
    assert (person.court.name, person.is_superuser) == ("某县人民法院", False)
    assert [group.name for group in person.groups.all()] == [roles.SYSTEM_ADMIN]


def test_the_administrator_sees_no_content():
    founding.found(**GIVEN)
    person = User.objects.get()
    assert not Campaign.objects.visible_to(person).exists()


def test_an_empty_campaign_and_the_usual_categories_wait_for_the_office():
    founding.found(**GIVEN, today=date(2026, 3, 1))
    campaign = Campaign.objects.get()
    assert (campaign.starts_on, campaign.ends_on) == (
        date(2026, 1, 1),
        date(2027, 12, 31),
    )
    assert list(campaign.calendar_years) == [2026, 2027]
    assert Category.objects.count() == len(founding.CATEGORIES)


def test_the_usual_retention_table_is_the_first_to_begin_with():
    founding.found(**GIVEN)
    rules = retentions.rules_of(Court.objects.get())
    assert [rule.matter for rule in rules] == [row[0] for row in retentions.USUAL]


def test_two_courts_do_not_share_a_password():
    first = founding.found(**GIVEN)
    second = founding.found(name="另一法院", fonds_number="0118", username="guan-li-2")
    assert first.password != second.password


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fonds_number": "17"}, Court._meta.get_field("fonds_number")),
        ({"name": ""}, Court._meta.get_field("name")),
        ({"username": ""}, User._meta.get_field("username")),
    ],
)
def test_what_is_wrong_is_said_by_name_and_nothing_is_founded(wrong, field):
    with pytest.raises(founding.Invalid, match=str(field.verbose_name)):
        founding.found(**GIVEN | wrong)
    assert not Court.objects.exists()
