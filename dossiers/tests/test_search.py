"""Finding anything again; the expectations hold on either database."""

from datetime import date

import pytest

from campaigns import roles
from campaigns.models import FileText
from campaigns.tests.factories import (
    ActivityFactory,
    CriterionFactory,
    EvidenceFactory,
    HonourFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import search
from dossiers.holdings import Criteria
from dossiers.tests import issuing
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.OFFICE)


def found(text, by, **filters):
    """{kind: titles} of what a search finds."""
    groups = search.overview(search.question(text, **filters), by=by)
    return {
        group.key: ["".join(piece.text for piece in hit.title) for hit in group.hits]
        for group in groups
    }


def lecture(**fields):
    return ActivityFactory(
        **{"title": "第7期法官讲坛", "confirmed": True, "held_on": date(2014, 3, 5)}
        | fields
    )


@pytest.mark.parametrize("words", ["法官讲坛", "讲坛", "法", "期", "讲坛 第7期"])
def test_it_finds_words_of_one_character_up(office, words):
    unit = UnitFactory(name="审管办")
    lecture(unit=unit)
    lecture(title="植树", unit=unit)
    assert found(words, office) == {"activities": ["第7期法官讲坛"]}


def test_every_word_must_be_there(office):
    lecture()
    assert found("讲坛 植树", office) == {}


def test_the_words_may_stand_in_different_places(office):
    lecture(place="三楼会议室")
    assert found("会议室 讲坛", office) == {"activities": ["第7期法官讲坛"]}


def test_it_finds_the_words_inside_a_file(office):
    entry = EvidenceFactory(caption="名单", activity=lecture())
    text = "前" * 500 + "主讲人：审管办干警丙，同比下降31.6%。" + "后" * 500
    FileText.objects.create(stored_file=entry.stored_file, text=text)
    (group,) = search.overview(search.question("31.6"), by=office)
    assert group.key == "evidence"
    excerpt = "".join(piece.text for piece in group.hits[0].excerpt)
    assert "同比下降31.6%" in excerpt
    assert len(excerpt) < 130
    assert found("干警丙", office) == {"evidence": ["名单"]}


def test_a_word_of_the_title_and_one_inside_the_file_are_both_shown(office):
    entry = EvidenceFactory(caption="名单", activity=lecture())
    text = "前" * 500 + "主讲人干警丙" + "后" * 500
    FileText.objects.create(stored_file=entry.stored_file, text=text)
    (group,) = search.overview(search.question("名单 干警丙"), by=office)
    shown = [piece.text for piece in group.hits[0].excerpt if piece.is_hit]
    assert shown == ["干警丙"]


@pytest.mark.parametrize(
    ("written", "asked", "is_found"),
    [
        ("PPT课件", "ppt", True),
        ("ppt课件", "PPT", True),
        ("PPT课件", "ｐｐｔ", True),
        ("École", "école", False),  # the one database folds it, the other does not
        ("100%", "0%", True),
        ("1000", "0%", False),
        ("a_b", "_", True),
        ("ab", "_", False),
        ("a\\b", "\\", True),
    ],
)
def test_letters_and_signs_mean_the_same_on_both_databases(
    office, written, asked, is_found
):
    ActivityFactory(title=written, confirmed=True)
    assert bool(found(asked, office)) is is_found


def test_staff_find_what_they_may_see(office):
    lecture()
    stranger = UserFactory()
    assert found("讲坛", stranger) == {}
    own = UserFactory()
    lecture(unit=own.unit)
    assert found("讲坛", own) == {"activities": ["第7期法官讲坛"]}


def test_confidential_proof_and_items_stay_hidden_from_an_assessor():
    assessor = UserFactory(role=roles.ASSESSOR)
    activity = lecture()
    activity.campaign.grants.create(person=assessor, until_on=date(2999, 1, 1))
    EvidenceFactory(caption="讲坛照片", activity=activity, is_confidential=True)
    shown = EvidenceFactory(caption="讲坛签到表", activity=activity)
    ArchiveItemFactory(title="讲坛内部材料", is_confidential=True)
    ItemPartFactory(item=ArchiveItemFactory(title="讲坛材料"), evidence=shown)
    assert found("讲坛", assessor) == {
        "activities": ["第7期法官讲坛"],
        "evidence": ["讲坛签到表"],
        "items": ["讲坛材料"],
    }


def test_nothing_of_another_court_is_found():
    lecture()
    other = UserFactory(role=roles.OFFICE, court__name="邻县人民法院")
    assert found("讲坛", other) == {}


@pytest.mark.parametrize(
    ("name", "value", "kinds"),
    [
        ("year", 2014, {"activities", "evidence", "items"}),
        ("year", 2013, set()),
        ("state", "confirmed", {"activities", "evidence"}),
        ("state", "draft", set()),
        ("state", "filed", {"evidence", "items"}),
        ("state", "unfiled", set()),
        ("proof", "document", {"evidence"}),
        ("proof", "photo", set()),
    ],
)
def test_a_filter_narrows_and_leaves_out_what_it_cannot_narrow(
    office, name, value, kinds
):
    entry = EvidenceFactory(caption="讲坛签到表", activity=lecture())
    ItemPartFactory(item=ArchiveItemFactory(title="讲坛材料"), evidence=entry)
    assert set(found("讲坛", office, **{name: value})) == kinds


def test_a_unit_finds_what_it_hosted_with_others(office):
    partner, stranger = UnitFactory(), UnitFactory()
    lecture().co_hosts.add(partner)
    assert set(found("讲坛", office, unit=partner)) == {"activities"}
    assert found("讲坛", office, unit=stranger) == {}


def test_a_criterion_finds_what_serves_it_once(office):
    one, other = CriterionFactory(), CriterionFactory()
    activity = lecture()
    activity.criteria.set([one, other])
    EvidenceFactory(caption="讲坛签到表", activity=activity)
    both = Criteria((one.pk, other.pk))
    assert found("讲坛", office, criterion=both) == {
        "activities": ["第7期法官讲坛"],
        "evidence": ["讲坛签到表"],
    }
    assert found("讲坛", office, criterion=Criteria((CriterionFactory().pk,))) == {}


def test_the_newest_comes_first(office):
    lecture(title="讲坛一", held_on=date(2013, 5, 1))
    lecture(title="讲坛二", held_on=date(2014, 5, 1))
    assert found("讲坛", office) == {"activities": ["讲坛二", "讲坛一"]}


def test_an_item_is_found_by_the_words_inside_its_papers(office):
    entry = EvidenceFactory(caption="名单", activity=lecture())
    FileText.objects.create(stored_file=entry.stored_file, text="主讲人令狐镕玥")
    ItemPartFactory(item=ArchiveItemFactory(title="第七期材料"), evidence=entry)
    assert found("令狐镕玥", office) == {
        "evidence": ["名单"],
        "items": ["第七期材料"],
    }


def test_proof_stands_under_the_day_of_what_it_proves(office):
    EvidenceFactory(caption="讲坛名单", activity=lecture(title="夜校"))
    (group,) = search.overview(search.question("讲坛"), by=office)
    assert group.hits[0].day == date(2014, 3, 5)


def test_hits_are_marked_and_cut():
    pieces = search.marked("法官讲坛和PPT", ("讲坛", "ppt"))
    assert [(piece.text, piece.is_hit) for piece in pieces] == [
        ("法官", False),
        ("讲坛", True),
        ("和", False),
        ("PPT", True),
    ]


def test_an_honour_is_found_by_who_gave_it(office):
    HonourFactory(title="先进集体", giver="市中级人民法院")
    assert found("中级", office) == {"honours": ["先进集体"]}


def test_an_issued_summary_is_found_by_the_numbers_in_it(office):
    summary, leader = issuing.told_summary(), issuing.leader()
    issuing.passed(summary, office, leader)
    issuing.issued(summary, leader)
    assert found("讲坛1期", office) == {"editions": [summary.title]}


# -- The page -------------------------------------------------------------------


def test_the_page_shows_the_form_alone_until_something_is_asked(client, office):
    lecture()
    client.force_login(office)
    page = client.get("/search/").content.decode()
    assert 'name="q"' in page
    assert "第7期" not in page


def test_the_page_lists_hits_marked_with_a_link(client, office):
    activity = lecture()
    client.force_login(office)
    page = client.get("/search/", {"q": "讲坛"}).content.decode()
    assert (
        f'<a href="{activity.get_absolute_url()}">第7期法官<mark>讲坛</mark></a>'
        in page
    )


def test_one_kind_is_paged(client, office):
    for number in range(30):
        lecture(title=f"讲坛{number}")
    client.force_login(office)
    asked = {"q": "讲坛", "kind": "activities", "page": "2"}
    page = client.get("/search/", asked).content.decode()
    assert page.count("<mark>讲坛</mark>") == 5


def test_markup_in_a_search_stays_text(client, office):
    ActivityFactory(title="<b>讲坛</b>", confirmed=True)
    client.force_login(office)
    page = client.get("/search/", {"q": "<b>讲"}).content.decode()
    assert "<mark>&lt;b&gt;讲</mark>坛" in page


@pytest.mark.parametrize("asked", [{"q": "讲坛"}, {"q": "讲坛", "kind": "activities"}])
def test_the_page_takes_as_many_queries_for_thirty_rows_as_for_one(
    client, office, asked, django_assert_max_num_queries
):
    client.force_login(office)
    taken = []
    for number in (1, 2, 27):
        for _more in range(number):
            EvidenceFactory(caption="讲坛照片", activity=lecture())
        with django_assert_max_num_queries(14) as queries:
            client.get("/search/", asked)
        taken.append(len(queries))
    assert len(set(taken)) == 1
