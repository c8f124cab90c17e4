"""Correcting what was filed: with a reason and an event, and never the number."""

from datetime import date

import pytest
from django.utils import translation

from campaigns import roles
from campaigns.models import Evidence
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    EvidenceFactory,
    UserFactory,
)
from dossiers import filing
from dossiers.events import record
from dossiers.models import ArchiveEvent, ArchiveItem
from dossiers.tests.factories import ArchiveItemFactory
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
    return ActivityFactory(confirmed=True)


@pytest.fixture
def item(office, activity):
    return filed(office, [EvidenceFactory(activity=activity)])


def corrected(item, office, reason="题名写错", **fields):
    return filing.correct(item, by=office, reason=reason, **fields)


def events(kind):
    return list(ArchiveEvent.objects.filter(kind=kind))


def test_correct_works_and_tells_what_stood_there(item, office):
    code = item.code
    corrected(item, office, title="法官讲坛第八期材料", pages=4)
    item.refresh_from_db()
    assert (item.title, item.pages, item.code) == ("法官讲坛第八期材料", 4, code)
    [event] = events("correction")
    assert (event.item, event.by) == (item, office)
    assert event.detail == (
        "题名写错\n"
        "title of the item: 法官讲坛第七期材料 → 法官讲坛第八期材料\n"
        "pages: — → 4"
    )


def test_correct_tells_yes_and_no(item, office):
    corrected(item, office, is_title_supplied=True)
    assert events("correction")[0].detail.endswith("no → yes")


def test_nothing_new_is_no_correction(item, office):
    corrected(item, office, title=item.title)
    assert events("correction") == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_correct_refuses_without_a_reason(item, office, reason):
    with pytest.raises(Refused, match="Say why"):
        corrected(item, office, reason=reason, title="新题名")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "0117-WS·2014-Y-BGS-0009"),
        ("year", 2013),
        ("retention", "Y"),
        ("unit_code", "XZT"),
        ("number", 9),
        ("unit", None),
    ],
)
def test_correct_refuses_what_makes_up_the_number(item, office, field, value):
    with pytest.raises(Refused, match="This never changes once filed"):
        corrected(item, office, **{field: value})
    assert ArchiveItem.objects.filter(pk=item.pk, code=item.code).exists()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": " "}, "Give the item a title."),
        ({"title": "秘密★"}, "The title bears a mark of secrecy"),
        ({"secrecy": "secret"}, "What is secret may not enter."),
        ({"formed_on": date(2011, 1, 1)}, "The year is the one"),
    ],
)
def test_correct_refuses_what_could_not_be_filed(item, office, fields, why):
    with pytest.raises(Refused, match=why):
        corrected(item, office, **fields)
    assert events("correction") == []


def test_correct_refuses_to_show_what_is_confidential(office, activity):
    secret = EvidenceFactory(activity=activity, is_confidential=True)
    with pytest.raises(Refused, match="for the archive only"):
        corrected(filed(office, [secret]), office, is_confidential=False)


@pytest.mark.parametrize("role", [roles.LEADING_GROUP, roles.STAFF, roles.ASSESSOR])
def test_correct_refuses_who_is_not_the_office(item, role):
    someone = UserFactory(role=role)
    with pytest.raises(Refused, match="Filing is for the office"):
        corrected(item, someone, title="新题名")


def test_correct_refuses_the_office_of_another_court(office):
    campaign = CampaignFactory(court=CourtFactory(name="外县人民法院"), slug="else")
    theirs = ArchiveItemFactory(campaign=campaign)
    why = "This item belongs to another court."
    assert filing.why_not_correct(theirs, by=office) == why


def test_correct_refuses_a_destroyed_item(item, office):
    ArchiveItem.objects.update(destroyed_at="2015-01-01T00:00Z")
    with pytest.raises(Refused, match="destroyed by a retention decision"):
        corrected(item, office, title="新题名")


def test_correct_refuses_what_was_corrected_since_and_tells_both(item, office):
    seen = filing.corrected(item)
    corrected(item, office, title="同事改的题名")
    with pytest.raises(Refused) as refused:
        corrected(item, office, seen=seen, title="我改的题名")
    assert "title of the item: 同事改的题名 → 我改的题名" in str(refused.value)
    item.refresh_from_db()
    assert item.title == "同事改的题名"


def test_what_only_happened_to_it_does_not_stand_in_the_way(item, office):
    seen = filing.corrected(item)
    record(item.court, "download", target=item.code, by=office, item=item)
    corrected(item, office, seen=seen, title="我改的题名")
    assert len(events("correction")) == 1


# -- Replacing a part ---------------------------------------------------------------


def replaced(item, office, evidence, reason="照片不清楚"):
    return filing.replace_part(
        item, item.parts.current().get(), evidence, by=office, reason=reason
    )


def test_replace_works_and_keeps_both(item, office, activity):
    old = item.parts.get()
    better = EvidenceFactory(activity=activity, caption="清楚的通知", file_name="b.txt")
    new = replaced(item, office, better)
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert list(item.parts.current()) == [new]
    assert (new.order, new.role, new.name) == (old.order, old.role, "b.txt")
    [event] = events("replacement")
    assert event.detail == "照片不清楚\n通知.txt → b.txt"


def test_what_was_withdrawn_may_be_filed_elsewhere(item, office, activity):
    old = item.parts.get().evidence
    replaced(item, office, EvidenceFactory(activity=activity))
    assert filed(office, [old]).number == 2


def test_replace_refuses_without_a_reason(item, office, activity):
    with pytest.raises(Refused, match="Say why"):
        replaced(item, office, EvidenceFactory(activity=activity), reason=" ")
    assert item.parts.current().count() == 1


def test_replace_refuses_what_is_filed_already(item, office, activity):
    other = EvidenceFactory(activity=activity)
    filed(office, [other])
    with pytest.raises(Refused, match="is filed already as"):
        replaced(item, office, other)


def test_replace_refuses_what_does_not_count(item, office):
    draft = EvidenceFactory(activity=ActivityFactory())
    with pytest.raises(Refused, match="not confirmed or signed yet"):
        replaced(item, office, draft)


def test_replace_refuses_proof_of_another_campaign(item, office):
    other = ActivityFactory(confirmed=True, campaign=CampaignFactory(slug="later"))
    with pytest.raises(Refused, match="another campaign"):
        replaced(item, office, EvidenceFactory(activity=other))


def test_replace_refuses_confidential_proof_in_an_open_item(item, office, activity):
    secret = EvidenceFactory(activity=activity, is_confidential=True)
    with pytest.raises(Refused, match="for the archive only"):
        replaced(item, office, secret)


def test_replace_refuses_a_part_that_was_withdrawn(item, office, activity):
    old = item.parts.get()
    replaced(item, office, EvidenceFactory(activity=activity))
    why = filing.why_not_replace_part(item, type(old).objects.get(pk=old.pk), by=office)
    assert why == "This part has been withdrawn already."


def test_replace_refuses_who_is_not_the_office(item, activity):
    someone = UserFactory(role=roles.LEADING_GROUP)
    with pytest.raises(Refused, match="Filing is for the office"):
        replaced(item, someone, EvidenceFactory(activity=activity))


def test_the_record_of_the_proof_is_never_written(item, office, activity):
    before = list(Evidence.objects.order_by("pk").values())
    corrected(item, office, title="新题名")
    assert list(Evidence.objects.order_by("pk").values()) == before
