"""Filing: one 件 of one or more pieces of proof, under a number given once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from campaigns import roles
from campaigns.models import Court, Evidence
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    EvidenceFactory,
    ReadingFactory,
    StatementFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import events, filing, numbering
from dossiers.models import ArchiveEvent, ArchiveItem, ItemPart
from dossiers.tests.filing import filed as file
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
    return ActivityFactory(confirmed=True)


def filed(evidences, office, **changes):
    return file(office, evidences, **changes)


def refused(evidences, office, **changes):
    before = ArchiveItem.objects.count()
    with pytest.raises(Refused) as caught:
        filed(evidences, office, **changes)
    assert ArchiveItem.objects.count() == before
    return str(caught.value)


def test_it_works(office, activity):
    one = EvidenceFactory(activity=activity, caption="活动方案")
    item = filed([one], office, responsible="办公室", pages=3)
    assert item.code == "0117-WS·2014-D30-BGS-0001"
    assert (item.campaign, item.unit, item.year) == (
        activity.campaign,
        office.unit,
        2014,
    )
    assert (item.responsible, item.pages, item.filed_by) == ("办公室", 3, office)


def test_its_parts_keep_what_the_proof_was(office, activity):
    one = EvidenceFactory(activity=activity, caption="讲坛正文", file_name="正文.txt")
    two = EvidenceFactory(activity=activity, caption="签到表", file_name="签到.txt")
    item = filed([two, one], office)
    assert [(p.order, p.role, p.evidence) for p in item.parts.all()] == [
        (1, "sign-in", two),
        (2, "main", one),
    ]
    part = item.parts.last()
    assert (part.name, part.size, part.media_type) == ("正文.txt", 3, "text/plain")
    assert (part.algorithm, part.digest) == ("sha256", one.stored_file.digest)


def test_a_link_is_a_part_without_bytes(office, activity):
    link = EvidenceFactory(
        activity=activity, stored_file=None, file_name="", link="https://example.org/a"
    )
    part = filed([link], office).parts.get()
    assert (part.link, part.digest, part.size) == ("https://example.org/a", "", 0)


def test_the_office_says_which_part_plays_which_role(office, activity):
    one = EvidenceFactory(activity=activity)
    item = filed([one], office, roles={one.pk: "annex"})
    assert item.parts.get().role == "annex"


def test_it_refuses_a_role_that_is_none(office, activity):
    one = EvidenceFactory(activity=activity)
    why = refused([one], office, roles={one.pk: "hero"})
    assert why == "This is no role a part can have."


def test_it_writes_one_event(office, activity):
    item = filed([EvidenceFactory(activity=activity)], office)
    event = ArchiveEvent.objects.get()
    assert (event.kind, event.item, event.by, event.target) == (
        "filing",
        item,
        office,
        item.code,
    )
    assert events.broken(office.court) == ()


def test_numbers_run_on_within_a_class_and_begin_anew_in_another(office, activity):
    other = UnitFactory(code="XZT")
    codes = [
        filed([EvidenceFactory(activity=activity)], office, **changes).code[8:]
        for changes in (
            {},
            {},
            {"retention": "D10"},
            {"unit": other},
            {"formed_on": date(2013, 3, 8)},
            {},
        )
    ]
    assert codes == [
        "2014-D30-BGS-0001",
        "2014-D30-BGS-0002",
        "2014-D10-BGS-0001",
        "2014-D30-XZT-0001",
        "2013-D30-BGS-0001",
        "2014-D30-BGS-0003",
    ]


def test_a_number_of_a_destroyed_item_is_never_given_again(office, activity):
    last = filed([EvidenceFactory(activity=activity)], office)
    ArchiveItem.objects.filter(pk=last.pk).update(destroyed_at="2015-01-01T00:00Z")
    assert filed([EvidenceFactory(activity=activity)], office).number == 2


def test_a_new_code_of_the_unit_changes_no_number_that_was_given(office, activity):
    item = filed([EvidenceFactory(activity=activity)], office)
    office.unit.code = "ZHB"
    office.unit.save()
    item.refresh_from_db()
    assert (item.code, item.unit_code) == ("0117-WS·2014-D30-BGS-0001", "BGS")


def test_what_ended_in_the_new_year_belongs_to_it(office, activity):
    proof = EvidenceFactory(activity=activity)
    item = filed([proof], office, formed_on=date(2013, 12, 31), year=2014)
    assert item.year == 2014


def test_it_refuses_a_year_it_was_not_formed_in(office, activity):
    proof = EvidenceFactory(activity=activity)
    why = refused([proof], office, year=2013)
    assert why == "The year is the one the item was formed or ended in."


@pytest.mark.parametrize("role", [roles.LEADING_GROUP, roles.UNIT_HEAD, roles.ASSESSOR])
def test_it_refuses_who_is_not_the_office(activity, role):
    someone = UserFactory(role=role)
    proof = EvidenceFactory(activity=activity)
    assert refused([proof], someone) == "Filing is for the office."
    assert filing.why_not_file([proof], by=someone) == "Filing is for the office."


def test_it_refuses_nothing(office):
    assert refused([], office) == "Choose at least one piece of proof."


def test_it_refuses_proof_of_another_court(office, activity):
    elsewhere = CampaignFactory(
        court=CourtFactory(name="外县人民法院"), slug="elsewhere"
    )
    theirs = ActivityFactory(confirmed=True, campaign=elsewhere)
    mixed = [EvidenceFactory(activity=activity), EvidenceFactory(activity=theirs)]
    assert refused(mixed, office) == "The proof belongs to another court."


def test_it_refuses_proof_of_two_campaigns(office, activity):
    later = CampaignFactory(slug="later")
    other = ActivityFactory(confirmed=True, campaign=later)
    mixed = [EvidenceFactory(activity=activity), EvidenceFactory(activity=other)]
    assert refused(mixed, office) == "An item holds proof of one campaign."


def test_it_refuses_a_record_nobody_confirmed(office):
    proof = EvidenceFactory(activity=ActivityFactory(submitted=True))
    why = refused([proof], office)
    assert why == "The record of “活动通知” is not confirmed or signed yet."


def test_it_refuses_a_statement_the_court_has_not_signed(office):
    proof = EvidenceFactory(activity=None, statement=StatementFactory())
    assert "not confirmed or signed yet" in refused([proof], office)
    signed = StatementFactory(signed=True)
    item = filed([EvidenceFactory(activity=None, statement=signed)], office)
    assert item.campaign == signed.campaign


def test_it_refuses_what_was_replaced_or_removed(office, activity):
    old = EvidenceFactory(activity=activity)
    new = EvidenceFactory(activity=activity, replaces=old)
    assert refused([old], office) == "“活动通知” was replaced or removed."
    Evidence.objects.filter(pk=new.pk).update(
        removed_at="2014-05-01T00:00Z", removed_by=office
    )
    assert refused([new], office) == "“活动通知” was replaced or removed."


def test_it_refuses_what_is_filed_already(office, activity):
    proof = EvidenceFactory(activity=activity)
    item = filed([proof], office)
    why = refused([EvidenceFactory(activity=activity), proof], office)
    assert why == f"“通知.txt” is filed already as {item.code}."


def test_the_database_holds_that_proof_is_filed_once(office, activity):
    item = filed([EvidenceFactory(activity=activity)], office)
    part = item.parts.get()
    part.pk, part._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        part.save()


def test_a_reading_belongs_to_the_campaign_over_its_day(office, activity):
    proof = EvidenceFactory(activity=None, reading=ReadingFactory(confirmed=True))
    assert filed([proof], office).campaign == activity.campaign


def test_a_reading_from_before_belongs_to_the_campaign_it_is_compared_in(
    office, activity
):
    reading = ReadingFactory(confirmed=True, ends_on=date(2012, 12, 31))
    proof = EvidenceFactory(activity=None, reading=reading)
    assert filed([proof], office).campaign == activity.campaign


def test_it_refuses_a_reading_after_every_campaign(office, activity):
    reading = ReadingFactory(confirmed=True, ends_on=date(2016, 1, 1))
    proof = EvidenceFactory(activity=None, reading=reading)
    why = refused([proof], office)
    assert why == "No campaign lasts until the day of this reading."


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "  "}, "Give the item a title."),
        ({"title": "长" * 201}, "The title is longer than 200 characters."),
        ({"retention": "D99"}, "Choose how long it is kept."),
    ],
)
def test_it_refuses_a_description_that_is_not_whole(office, activity, changes, why):
    assert refused([EvidenceFactory(activity=activity)], office, **changes) == why


@pytest.mark.parametrize("title", ["机密★关于某案", "关于某案（绝密）", "秘密 ★ 10年"])
def test_it_refuses_a_title_that_bears_a_mark_of_secrecy(office, activity, title):
    why = refused([EvidenceFactory(activity=activity)], office, title=title)
    assert why == ("The title bears a mark of secrecy; what is secret may not enter.")


def test_a_lesson_about_secrets_bears_no_mark(office, activity):
    proof = EvidenceFactory(activity=activity)
    title = "学习《中华人民共和国保守国家秘密法》情况"
    assert filed([proof], office, title=title).title == title


def test_it_refuses_a_unit_of_another_court(office, activity):
    unit = UnitFactory(court=CourtFactory(name="外县人民法院"))
    why = refused([EvidenceFactory(activity=activity)], office, unit=unit)
    assert why == "The unit belongs to another court."


def test_it_refuses_a_unit_without_a_valid_code(office, activity):
    unit = UnitFactory(code="bg")
    why = refused([EvidenceFactory(activity=activity)], office, unit=unit)
    assert why == "The unit has no valid archive code; the administrator sets it."


def test_it_refuses_a_court_without_a_valid_fonds_number(office, activity):
    Court.objects.filter(pk=office.court_id).update(fonds_number="117")
    why = refused([EvidenceFactory(activity=activity)], office)
    assert why == ("The court has no valid fonds number; the administrator sets it.")


def test_it_refuses_a_class_that_is_full(office, activity):
    last = filed([EvidenceFactory(activity=activity)], office)
    ArchiveItem.objects.filter(pk=last.pk).update(number=9999)
    why = refused([EvidenceFactory(activity=activity)], office)
    assert why == "This class is full: a number has four digits."


def test_an_item_with_confidential_proof_is_confidential(office, activity):
    proof = EvidenceFactory(activity=activity, is_confidential=True)
    why = refused([proof], office, is_confidential=False)
    assert why == "Some of its proof is for the archive only; so is the item."
    assert filed([proof], office).is_confidential is True


def test_open_proof_may_be_kept_from_being_shown(office, activity):
    proof = EvidenceFactory(activity=activity)
    assert filed([proof], office, is_confidential=True).is_confidential is True


def test_a_refusal_halfway_leaves_nothing(office, activity):
    proof = EvidenceFactory(activity=activity)
    refused([proof], office, title=" ")
    assert (ItemPart.objects.count(), ArchiveEvent.objects.count()) == (0, 0)


def test_a_number_that_breaks_the_form_is_never_built():
    with pytest.raises(ValueError, match="no archive number"):
        numbering.code(
            fonds_number="117", year=2014, retention="Y", unit_code="BGS", number=1
        )
