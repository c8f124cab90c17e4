"""Saying in writing that a criterion does not apply."""

from datetime import date
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from campaigns import exemptions, matrix, progress, roles
from campaigns.models import CampaignYear, Exemption, Method
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    StandardFactory,
    UserFactory,
)
from campaigns.tests.samples import reason

pytestmark = pytest.mark.django_db

WHY = "本院没有人民法庭，此项不适用。"


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def leaf(campaign):
    leaf = CriterionFactory(code="1.1", standard=campaign.standard, points=3)
    EvidenceRuleFactory(criterion=leaf, asked="document", minimum=2)
    return leaf


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def look(campaign, leaf):
    return progress.of(campaign).by_pk[leaf.pk]


# -- The verb ---------------------------------------------------------------------


def test_it_asks_for_nothing_in_that_year(campaign, leaf, office):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=2013)
    first, second = look(campaign, leaf).rules
    assert (first.is_exempt, first.missing, first.explanation.reason) == (True, 0, WHY)
    assert (second.is_exempt, second.missing) == (False, 2)
    assert [gap.rule.year for gap in progress.of(campaign).gaps] == [2014]


def test_over_the_whole_cycle_its_material_is_complete(campaign, leaf, office):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    each = look(campaign, leaf)
    assert (each.is_exempt, each.state, each.missing) == (True, "complete", 0)
    assert each.points.complete == Decimal(3)
    assert each.explanations[0].by == office.name


def test_each_year_on_its_own_is_the_whole_cycle(campaign, leaf, office):
    EvidenceRuleFactory(criterion=leaf, asked="picture", per="cycle")
    for year in (2013, 2014):
        exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=year)
    each = look(campaign, leaf)
    assert (each.is_exempt, each.state) == (True, "complete")
    assert [rule.is_met for rule in each.rules] == [True, True, True]


def test_one_year_does_not_answer_for_the_cycle(campaign, leaf, office):
    EvidenceRuleFactory(criterion=leaf, asked="picture", per="cycle")
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=2013)
    assert [rule.is_exempt for rule in look(campaign, leaf).rules] == [
        True,
        False,
        False,
    ]


def test_what_only_a_visit_could_tell_is_not_unknown_any_more(campaign, office):
    visit = Method.objects.create(
        court=CourtFactory(), name="实地考察", is_documentary=False
    )
    leaf = CriterionFactory(code="2.1", standard=campaign.standard, points=2)
    leaf.methods.add(visit)
    exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    points = look(campaign, leaf).points
    assert (points.complete, points.unknown) == (2, 0)


def test_proof_that_is_there_still_counts(campaign, leaf, office):
    activity = ActivityFactory(
        confirmed=True, criteria=[leaf], held_on=date(2013, 3, 8)
    )
    EvidenceFactory(activity=activity)
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=2013)
    assert look(campaign, leaf).rules[0].counted == 1


def test_the_matrix_says_so(campaign, leaf, office):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=2013)
    (row,) = matrix.of(progress.of(campaign))
    assert [cell.is_exempt for cell in row.cells] == [True, False]


def test_withdrawn_it_asks_for_proof_again_and_the_log_keeps_it(campaign, leaf, office):
    exemption = exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    exemptions.withdraw(exemption, by=office)
    assert look(campaign, leaf).missing == 4
    kept = LogEntry.objects.get_for_model(Exemption).filter(action=2).get()
    assert WHY in kept.changes["reason"]


# -- Refusals ---------------------------------------------------------------------


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_it_refuses_everybody_but_the_office(campaign, leaf, role):
    person = UserFactory(role=role)
    assert exemptions.why_not_exempt(campaign, leaf, by=person)
    reason(exemptions.exempt, campaign, leaf, by=person, reason=WHY)


def test_it_refuses_another_court(campaign, leaf):
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="别的法院"))
    reason(exemptions.exempt, campaign, leaf, by=stranger, reason=WHY)


@pytest.mark.parametrize("short", ["", "   ", "不适用", " 本院没有此项 "])
def test_it_refuses_an_explanation_that_explains_nothing(campaign, leaf, office, short):
    reason(exemptions.exempt, campaign, leaf, by=office, reason=short)
    assert not Exemption.objects.exists()


def test_it_refuses_a_criterion_of_another_standard(campaign, office):
    other = CriterionFactory(standard=StandardFactory(version="2015"))
    reason(exemptions.exempt, campaign, other, by=office, reason=WHY)


def test_it_refuses_a_criterion_with_others_below(campaign, leaf, office):
    CriterionFactory(standard=campaign.standard, parent=leaf)
    reason(exemptions.exempt, campaign, leaf, by=office, reason=WHY)


def test_it_refuses_a_year_outside_the_campaign(campaign, leaf, office):
    reason(exemptions.exempt, campaign, leaf, by=office, reason=WHY, year=2015)


@pytest.mark.parametrize(
    ("before", "then"), [(2013, 2013), (None, 2013), (2013, None), (None, None)]
)
def test_it_refuses_to_say_it_twice(campaign, leaf, office, before, then):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=before)
    reason(exemptions.exempt, campaign, leaf, by=office, reason=WHY, year=then)
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize("year", [2013, None])
def test_it_refuses_a_locked_year_and_the_cycle_that_holds_it(
    campaign, leaf, office, year
):
    exemption = exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=year)
    CampaignYear.objects.create(
        campaign=campaign,
        year=2013,
        points_share=40,
        locked_at=timezone.now(),
        locked_by=office,
        lock_reason="已上报",
    )
    reason(exemptions.withdraw, exemption, by=office)
    other = CriterionFactory(code="9", standard=campaign.standard)
    reason(exemptions.exempt, campaign, other, by=office, reason=WHY, year=year)
    exemptions.exempt(campaign, other, by=office, reason=WHY, year=2014)


# -- The pages --------------------------------------------------------------------


@pytest.fixture
def desk(client, office):
    client.force_login(office)
    return client


def test_the_office_explains_it_on_the_page(desk, campaign, leaf, office):
    url = reverse("criterion-exempt", args=[leaf.pk])
    response = desk.post(url, {"year": "2013", "reason": WHY})
    assert response.url == reverse("criterion", args=[leaf.pk])
    kept = Exemption.objects.get()
    assert (kept.year, kept.reason, kept.judged_by) == (2013, WHY, office)
    assert WHY in desk.get(response.url).content.decode()
    assert WHY[:10] in desk.get(reverse("progress")).content.decode()


def test_a_refusal_keeps_what_was_typed(desk, campaign, leaf, office):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    url = reverse("criterion-exempt", args=[leaf.pk])
    response = desk.post(url, {"year": "", "reason": "另一个说明，也很长很长。"})
    assert response.status_code == 200
    assert "另一个说明，也很长很长。" in response.content.decode()


def test_the_office_withdraws_it(desk, campaign, leaf, office):
    exemption = exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    desk.post(reverse("exemption-withdraw", args=[exemption.pk]))
    assert not Exemption.objects.exists()


def test_others_read_it_and_find_no_button(client, campaign, leaf, office):
    exemptions.exempt(campaign, leaf, by=office, reason=WHY, year=2013)
    client.force_login(UserFactory())
    text = client.get(reverse("criterion", args=[leaf.pk])).content.decode()
    assert WHY in text
    assert reverse("criterion-exempt", args=[leaf.pk]) not in text
    assert "/withdraw/" not in text
    response = client.get(reverse("criterion-exempt", args=[leaf.pk]))
    assert response.url == reverse("criterion", args=[leaf.pk])


def test_another_court_does_not_find_it(client, campaign, leaf, office):
    exemption = exemptions.exempt(campaign, leaf, by=office, reason=WHY)
    court = CourtFactory(name="别的法院")
    client.force_login(UserFactory(role=roles.OFFICE, court=court))
    for name, key in (
        ("criterion-exempt", leaf.pk),
        ("exemption-withdraw", exemption.pk),
    ):
        assert client.post(reverse(name, args=[key])).status_code == 404
