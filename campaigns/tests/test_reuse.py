"""The burden meter: what proof serves, what need not be made again."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from campaigns import evidence, progress, reuse, roles
from campaigns.models import CampaignYear, Evidence
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    ReadingFactory,
    StandardFactory,
    StatementFactory,
    TargetFactory,
    UserFactory,
)
from campaigns.tests.samples import reason, rows, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def leaf(campaign):
    leaf = CriterionFactory(code="1.1", title="志愿服务活动经常", points=2)
    EvidenceRuleFactory(criterion=leaf, asked="picture", minimum=1)
    return leaf


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def photo(**values):
    """A confirmed photo of a volunteers' day in 2014 that serves nothing yet."""
    about = {"title": "志愿服务进社区", "confirmed": True, "held_on": date(2014, 3, 8)}
    activity = ActivityFactory(**about | values.pop("activity", {}))
    return EvidenceFactory(activity=activity, kind="picture", caption="现场", **values)


def offered(campaign, leaf, by):
    report = progress.of(campaign)
    return reuse.offers(report.by_pk[leaf.pk], report.proofs, campaign, by=by)


# -- In the form of an activity -------------------------------------------------------


def test_the_form_offers_up_to_three_pieces_before_a_new_upload(client, leaf, office):
    entries = [photo() for _ in range(5)]
    client.force_login(office)
    url = reverse("activity-new")
    page = client.get(url, {"criterion": leaf.pk})
    assert len(page.context["offers"]) == 3
    assert set(page.context["offers"]) < set(entries)
    link = f'href="{page.context["offers"][0].get_absolute_url()}"'
    text = page.content.decode()
    assert text.index(link) < text.index('type="file"')
    assert client.get(url).context["offers"] == []


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.OFFICE])
@pytest.mark.parametrize("size", [1, 30])
def test_the_form_with_offers_takes_at_most_twelve_queries(
    client, leaf, role, size, django_assert_max_num_queries
):
    person = UserFactory(role=role)
    for _ in range(size):
        photo(activity={"unit": person.unit})
    client.force_login(person)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("activity-new"), {"criterion": leaf.pk})
    assert page.context["offers"]


# -- What fits without a new upload --------------------------------------------------


def test_confirmed_proof_of_the_kind_and_year_is_offered(campaign, leaf, office):
    entry = photo()
    assert offered(campaign, leaf, office) == [entry]


@pytest.mark.parametrize(
    "values",
    [
        {"activity": {"confirmed": False}},
        {"activity": {"title": "案件评查"}},
        {"taken_on": date(2012, 1, 1)},
    ],
)
def test_what_does_not_count_fit_or_sound_alike_is_not(campaign, leaf, office, values):
    photo(**values)
    assert offered(campaign, leaf, office) == []


def test_what_its_category_usually_serves_need_not_sound_alike(campaign, leaf, office):
    category = CategoryFactory()
    category.criteria.add(leaf)
    entry = photo(activity={"title": "学雷锋", "category": category})
    assert offered(campaign, leaf, office) == [entry]


def test_what_is_linked_already_is_not_offered(campaign, leaf, office):
    EvidenceRuleFactory(criterion=leaf, asked="picture", minimum=5)
    photo(activity={"criteria": [leaf]})
    photo().criteria.add(leaf)
    assert offered(campaign, leaf, office) == []


def test_a_year_that_has_enough_takes_no_more(campaign, leaf, office):
    photo(activity={"criteria": [leaf]})
    photo()
    assert offered(campaign, leaf, office) == []
    earlier = photo(activity={"held_on": date(2013, 3, 8)})
    assert offered(campaign, leaf, office) == [earlier]


def test_one_of_each_record_is_enough(campaign, leaf, office):
    first = photo()
    EvidenceFactory(activity=first.activity, kind="picture", caption="现场二")
    assert len(offered(campaign, leaf, office)) == 1


def test_nobody_is_offered_what_they_may_not_see(campaign, leaf):
    photo()
    assert offered(campaign, leaf, UserFactory()) == []


# -- Letting it serve ----------------------------------------------------------------


def test_serving_counts_at_once_and_keeps_the_confirmation(campaign, leaf, office):
    entry = photo()
    evidence.serve(entry, leaf, by=office)
    entry.activity.refresh_from_db()
    assert entry.activity.is_confirmed
    assert progress.of(campaign).by_pk[leaf.pk].rules[1].counted == 1


def test_proof_of_a_reading_may_serve_too(leaf, office):
    reading = ReadingFactory(confirmed=True)
    entry = EvidenceFactory(activity=None, reading=reading)
    evidence.serve(entry, leaf, by=office)
    assert list(entry.criteria.all()) == [leaf]


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_it_refuses_everybody_but_the_office(leaf, role):
    reason(evidence.serve, photo(), leaf, by=UserFactory(role=role))


def test_it_refuses_who_logged_the_record(leaf, office):
    entry = photo(activity={"logged_by": office})
    reason(evidence.serve, entry, leaf, by=office)


def test_it_refuses_another_court(leaf):
    stranger = UserFactory(role=roles.OFFICE, court=CourtFactory(name="别的法院"))
    reason(evidence.serve, photo(), leaf, by=stranger)


def test_it_refuses_a_criterion_of_another_standard(campaign, office):
    other = CriterionFactory(standard=StandardFactory(version="2015"))
    reason(evidence.serve, photo(), other, by=office)


def test_it_refuses_a_criterion_with_others_below(leaf, office):
    CriterionFactory(parent=leaf)
    reason(evidence.serve, photo(), leaf, by=office)


def test_it_refuses_what_it_serves_already(leaf, office):
    entry = photo(activity={"criteria": [leaf]})
    reason(evidence.serve, entry, leaf, by=office)
    assert not entry.criteria.exists()


def test_it_refuses_what_was_replaced(leaf, office):
    entry = photo()
    EvidenceFactory(activity=entry.activity, replaces=entry)
    reason(evidence.serve, entry, leaf, by=office)


def test_it_refuses_a_locked_year(campaign, leaf, office):
    entry = photo()
    CampaignYear.objects.create(
        campaign=campaign,
        year=2014,
        points_share=60,
        locked_at=entry.uploaded_at,
        locked_by=office,
        lock_reason="已上报",
    )
    reason(evidence.serve, entry, leaf, by=office)


# -- The meter -----------------------------------------------------------------------


def test_the_meter_counts_the_criteria_each_proof_serves(campaign, leaf):
    other = CriterionFactory(code="1.2")
    photo()
    both = photo(activity={"criteria": [leaf]})
    both.criteria.add(leaf, other)
    report = progress.of(campaign)
    told = reuse.meter(campaign, report)
    assert told.pieces == [(0, 1), (2, 1)]
    assert told.most[0] == (both, 2)
    served = reuse.serving(campaign.standard_id, Evidence.objects.all())
    assert served == {both.pk: {leaf.pk, other.pk}}


def test_the_meter_opens_the_criteria_that_proof_would_fill(campaign, leaf):
    photo()
    (opening,) = reuse.meter(campaign, progress.of(campaign)).openings
    assert (opening.node.pk, opening.missing, opening.offers) == (leaf.pk, 2, 1)


def test_the_meter_names_what_no_criterion_asks_for(campaign, leaf):
    serving = CategoryFactory(artefacts="照片")
    serving.criteria.add(leaf)
    idle = CategoryFactory(name="杂务", artefacts="台账")
    statement = StatementFactory()
    TargetFactory(statement=statement, category=serving, title="有依据")
    TargetFactory(statement=statement, category=idle, title="无依据")
    TargetFactory(statement=statement, category=idle, title="已指明", criterion=leaf)
    told = reuse.meter(campaign, progress.of(campaign)).demands
    by = f"{statement.year} {statement.unit.name}"
    assert [(each.what, each.by) for each in told] == [("台账", "杂务"), ("无依据", by)]


# -- The pages -----------------------------------------------------------------------


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_one_click_on_the_page_of_the_criterion_links_it(client, leaf, office):
    entry = photo()
    client.force_login(office)
    url = reverse("evidence-reuse", args=[entry.pk])
    assert url in client.get(reverse("criterion", args=[leaf.pk])).content.decode()
    response = client.post(url, {"criterion": leaf.pk})
    assert response.url == reverse("criterion", args=[leaf.pk])
    assert list(entry.criteria.all()) == [leaf]


def test_staff_see_what_fits_and_no_button(client, leaf):
    person = UserFactory()
    entry = photo(activity={"logged_by": person})
    client.force_login(person)
    page = client.get(reverse("criterion", args=[leaf.pk])).content.decode()
    assert entry.get_absolute_url() in page
    url = reverse("evidence-reuse", args=[entry.pk])
    assert url not in page
    assert len(said(client.post(url, {"criterion": leaf.pk}))) == 1
    assert not entry.criteria.exists()


def test_staff_do_not_open_the_meter(client):
    client.force_login(UserFactory())
    assert client.get(reverse("reuse")).url == reverse("evidence-list")


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_pages_take_at_most_twelve_queries_whatever_the_size(
    client, leaf, office, size, django_assert_max_num_queries
):
    for number in range(size):
        criterion = CriterionFactory(code=f"2.{number}", title="志愿服务活动")
        EvidenceRuleFactory(criterion=criterion, asked="picture", minimum=3)
        last = photo(activity={"criteria": [leaf]})
        CategoryFactory(artefacts="台账")
    client.force_login(office)
    for url in (
        reverse("reuse"),
        reverse("evidence-list"),
        reverse("criterion", args=[criterion.pk]),
        reverse("evidence", args=[last.pk]),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


# -- The same content again ----------------------------------------------------------

LINK = {"link-kind": "web"}


@pytest.fixture
def two(campaign):
    """Two activities of one person; the first has proof already."""
    person = UserFactory()
    first, second = ActivityFactory.create_batch(2, logged_by=person)
    file = text()
    kept = evidence.keep(file, file.name, court=person.court)
    evidence.attach(
        first,
        by=person,
        stored_file=kept,
        kind="document",
        caption="通知",
        is_declared_open=True,
    )
    return first, second


def test_the_same_content_again_is_told_after_saving(client, two):
    first, second = two
    client.force_login(first.logged_by)
    url = reverse("evidence-add", args=["activity", second.pk])
    response = client.post(url, rows(text("另名.txt"), kind="document") | LINK)
    assert [first.title in message for message in said(response)] == [False, True]


def test_a_row_shown_again_links_what_has_the_same_content(client, two):
    first, second = two
    client.force_login(first.logged_by)
    url = reverse("evidence-add", args=["activity", second.pk])
    data = rows(text("另名.txt"), kind="document", taken_on="不是日期")
    shown = client.post(url, data).content.decode()
    assert first.evidence.get().get_absolute_url() in shown


def test_what_another_unit_keeps_to_itself_is_not_told(client, two):
    first, _second = two
    other = ActivityFactory()
    client.force_login(other.logged_by)
    url = reverse("evidence-add", args=["activity", other.pk])
    response = client.post(url, rows(text("另名.txt"), kind="document") | LINK)
    assert [first.title in message for message in said(response)] == [False]
