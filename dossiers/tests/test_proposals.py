"""What an item would say of itself, and which proof waits for filing."""

from datetime import date

import pytest
from django.utils import translation

from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    EvidenceFactory,
    HonourFactory,
    StatementFactory,
    StoredFileFactory,
)
from dossiers import backlog, filing, proposals, retentions
from dossiers.models import ArchiveItem, RetentionRule
from dossiers.tests.filing import filed
from dossiers.tests.filing import office as an_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    return an_office()


@pytest.fixture
def activity():
    return ActivityFactory(confirmed=True, title="法官讲坛第七期")


def picture(activity, **changes):
    stored = StoredFileFactory(media_type="image/jpeg")
    facts = {"kind": "picture", "stored_file": stored, "caption": "现场"}
    return EvidenceFactory(activity=activity, **(facts | changes))


def test_a_record_of_photos_is_not_called_photos_twice(activity):
    activity.title = "档案专柜照片"
    activity.save()
    assert proposals.of([picture(activity)]).title == "档案专柜照片"


def test_a_numbered_paper_leads(activity):
    paper = EvidenceFactory(
        activity=activity,
        caption="关于法官讲坛的决定",
        document_number="罗法发〔2014〕4号",
        issued_by="罗田县人民法院",
        taken_on=date(2014, 3, 1),
        pages=3,
    )
    plain = EvidenceFactory(activity=activity, caption="情况说明", pages=2)
    told = proposals.of([plain, paper])
    assert (told.title, told.is_title_supplied) == ("关于法官讲坛的决定", False)
    assert (told.document_number, told.formed_on) == (
        "罗法发〔2014〕4号",
        date(2014, 3, 1),
    )
    assert (told.responsible, told.pages) == ("罗田县人民法院", 5)
    assert told.roles == {plain.pk: "annex", paper.pk: "main"}


def test_papers_without_a_number_get_a_title_that_says_it_was_given(activity):
    papers = [
        EvidenceFactory(activity=activity, caption="方案"),
        EvidenceFactory(activity=activity, caption="总结"),
    ]
    told = proposals.of(papers)
    assert (told.title, told.is_title_supplied) == ("法官讲坛第七期材料", True)
    assert (told.responsible, told.unit) == (activity.unit.name, activity.unit)
    assert told.formed_on == activity.held_on


def test_photos_are_a_series_and_each_is_a_page(activity):
    told = proposals.of([picture(activity), picture(activity)])
    assert (told.title, told.is_title_supplied) == ("法官讲坛第七期照片", True)
    assert told.pages == 2
    assert set(told.roles.values()) == {"picture"}


def test_pages_are_unknown_when_one_of_them_is(activity):
    told = proposals.of([EvidenceFactory(activity=activity), picture(activity)])
    assert told.pages is None


@pytest.mark.parametrize(
    ("caption", "role"),
    [
        ("会议通知", "notice"),
        ("签到表", "sign-in"),
        ("参训名单", "sign-in"),
        ("院长讲话", "speech"),
        ("会议纪要", "main"),
    ],
)
def test_the_name_of_a_paper_tells_its_part_in_a_meeting(activity, caption, role):
    paper = EvidenceFactory(activity=activity, caption=caption, file_name="a.txt")
    assert proposals.role_of(paper) == role


def test_one_confidential_part_makes_the_item_confidential(activity):
    parts = [picture(activity), picture(activity, is_confidential=True)]
    assert proposals.of(parts).is_confidential is True


def test_an_honour_is_of_its_giver_and_a_statement_of_its_unit():
    honour = HonourFactory(status="draft")
    told = proposals.of([EvidenceFactory(activity=None, honour=honour)])
    assert (told.responsible, told.formed_on) == ("县文明办", honour.awarded_on)
    statement = StatementFactory(signed=True)
    told = proposals.of([EvidenceFactory(activity=None, statement=statement)])
    assert (told.responsible, told.unit) == (statement.unit.name, statement.unit)


# -- The retention table ------------------------------------------------------------


def rule(activity, **facts):
    defaults = {"court": activity.campaign.court, "retention": "D30"}
    return RetentionRule.objects.create(**(defaults | facts))


def test_the_first_rule_that_fits_makes_the_period(activity):
    rule(activity, matter="培训", words="培训", retention="Y", order=1)
    wanted = rule(activity, matter="讲坛", words="讲堂、讲坛", order=2)
    rule(activity, matter="其余", retention="D10", order=3)
    told = proposals.of([EvidenceFactory(activity=activity)])
    assert (told.retention, told.rule) == ("D30", wanted)


def test_a_rule_may_look_at_the_kind_of_proof(activity):
    rule(activity, matter="照片", kind="picture", retention="Y")
    assert proposals.of([picture(activity)]).retention == "Y"
    assert proposals.of([EvidenceFactory(activity=activity)]).retention == "D10"


def test_a_court_without_a_table_is_proposed_ten_years(activity):
    told = proposals.of([EvidenceFactory(activity=activity)])
    assert (told.retention, told.rule) == ("D10", None)


@pytest.mark.parametrize(
    ("title", "kind", "period"),
    [
        ("2014年度创建工作总结", "document", "Y"),
        ("第三季度创建工作小结", "document", "D10"),
        ("领导小组第二次会议纪要", "document", "Y"),
        ("立案庭2014年目标责任书", "document", "D30"),
        ("植树活动照片", "picture", "D30"),
        ("植树活动方案", "document", "D10"),
    ],
)
def test_the_usual_table_follows_the_rules(activity, title, kind, period):
    retentions.install(activity.campaign.court)
    rules = retentions.rules_of(activity.campaign.court)
    assert retentions.fitting(rules, title, kind).retention == period


# -- What waits ---------------------------------------------------------------------


def waiting(activity):
    return backlog.of(backlog.rows(activity.campaign))


def test_papers_make_one_item_and_photos_another(activity):
    papers = [EvidenceFactory(activity=activity) for _ in range(2)]
    photos = [picture(activity) for _ in range(3)]
    found = [(group.is_series, list(group.evidences)) for group in waiting(activity)]
    assert found == [(False, papers), (True, photos)]


def test_a_meeting_is_one_item_with_its_photos():
    meeting = ActivityFactory(confirmed=True, category=CategoryFactory(kind="meeting"))
    whole = [EvidenceFactory(activity=meeting), picture(meeting)]
    assert [list(group.evidences) for group in waiting(meeting)] == [whole]


def test_what_is_filed_replaced_or_not_confirmed_does_not_wait(office, activity):
    filed(office, [EvidenceFactory(activity=activity)])
    old = EvidenceFactory(activity=activity)
    new = EvidenceFactory(activity=activity, replaces=old)
    EvidenceFactory(activity=ActivityFactory(submitted=True))
    assert [group.evidences for group in waiting(activity)] == [(new,)]


def test_what_is_of_another_campaign_does_not_wait_here(activity):
    other = ActivityFactory(confirmed=True, campaign=CampaignFactory(slug="later"))
    EvidenceFactory(activity=other)
    assert waiting(activity) == []


def test_no_campaign_nothing_waits(db):
    assert list(backlog.rows(None)) == []


def test_chosen_takes_only_what_the_reader_may_see(office, activity):
    mine = EvidenceFactory(activity=activity)
    draft = EvidenceFactory(activity=ActivityFactory())
    [group] = backlog.chosen([f"{mine.pk},{draft.pk},x"], by=office)
    assert (group.evidences, group.kind, group.keys) == (
        (mine,),
        "activity",
        str(mine.pk),
    )


def test_filing_as_proposed_writes_the_proposal(office, activity):
    photos = [picture(activity), picture(activity)]
    item = filing.file_as_proposed(photos, by=office)
    assert (item.printed_title, item.pages) == ("[法官讲坛第七期照片]", 2)
    assert (item.unit, item.retention) == (activity.unit, "D10")
    assert ArchiveItem.objects.count() == 1
