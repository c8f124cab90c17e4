"""The archive on screen, as the people who use it."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from campaigns import roles
from campaigns.models import Court, Opening
from campaigns.tests.factories import (
    ActivityFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    StoredFileFactory,
    UserFactory,
)
from dossiers import boxes, filing, retentions
from dossiers.models import ArchiveEvent, ArchiveItem, Box, RetentionRule
from dossiers.tests import issuing
from dossiers.tests.filing import filed
from dossiers.tests.filing import office as an_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    return an_office(language="en")


@pytest.fixture
def activity():
    return ActivityFactory(confirmed=True, title="法官讲坛第七期")


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def words(response):
    return response.content.decode()


def granted(activity):
    assessor = UserFactory(role=roles.ASSESSOR, court=activity.campaign.court)
    activity.campaign.grants.create(person=assessor, until_on="2999-12-31")
    return assessor


# -- The list and its filters -------------------------------------------------------


def test_the_index_lists_every_item_and_what_waits(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    EvidenceFactory(activity=activity)
    response = page(signed_in(office), "archive")
    assert item.code in words(response)
    assert response.context["waits"] == 1
    assert response.context["totals"]["items"] == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "第七期"}, True),
        ({"words": "BGS-0001"}, True),
        ({"words": "没有"}, False),
        ({"year": "2014"}, True),
        ({"year": "2013"}, False),
        ({"retention": "D30"}, True),
        ({"retention": "Y"}, False),
        ({"box": "null"}, True),
        ({"criterion": "2"}, True),
        ({"criterion": "2.1"}, True),
        ({"criterion": "1"}, False),
    ],
)
def test_the_index_is_narrowed(signed_in, office, activity, query, found):
    standard = activity.campaign.standard
    activity.criteria.add(CriterionFactory(standard=standard, code="2.1"))
    filed(office, [EvidenceFactory(activity=activity)])
    response = page(signed_in(office), "archive", **query)
    assert len(response.context["page"]) == found


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.SYSTEM_ADMIN])
def test_who_has_no_part_in_the_archive_finds_none(signed_in, office, activity, role):
    item = filed(office, [EvidenceFactory(activity=activity)])
    client = signed_in(UserFactory(role=role))
    for name, args in (
        ("archive", ()),
        ("archive-item", (item.pk,)),
        ("archive-part-file", (item.parts.get().pk,)),
        ("archive-waiting", ()),
        ("archive-boxes", ()),
        ("archive-labels", ()),
        ("retention-rules", ()),
    ):
        assert page(client, name, *args).status_code == 404


def test_another_court_finds_nothing(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    other = CourtFactory(name="外县人民法院")
    client = signed_in(UserFactory(role=roles.OFFICE, court=other))
    assert page(client, "archive-item", item.pk).status_code == 404
    assert len(page(client, "archive").context["page"]) == 0


def test_the_leading_group_reads_and_changes_nothing(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    client = signed_in(UserFactory(role=roles.LEADING_GROUP))
    assert page(client, "archive-item", item.pk).status_code == 200
    assert page(client, "archive-waiting").status_code == 404
    correct = reverse("archive-item-correct", args=[item.pk])
    client.post(correct, {"title": "新题名", "reason": "试", "formed_on": "2014-03-08"})
    item.refresh_from_db()
    assert item.title == "法官讲坛第七期材料"


def test_an_assessor_sees_what_may_be_shown(signed_in, office, activity):
    shown = filed(office, [EvidenceFactory(activity=activity)])
    hidden = filed(office, [EvidenceFactory(activity=activity, is_confidential=True)])
    client = signed_in(granted(activity))
    assert list(page(client, "archive").context["page"]) == [shown]
    assert page(client, "archive-item", shown.pk).status_code == 200
    assert page(client, "archive-item", hidden.pk).status_code == 404


# -- One item -----------------------------------------------------------------------


def test_an_item_tells_its_history_from_intake_to_filing(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    response = page(signed_in(office), "archive-item", item.pk)
    told = [moment.what for moment in response.context["moments"]]
    assert told == ["intake", "filing"]


def test_an_item_tells_the_criteria_its_proof_serves(signed_in, office, activity):
    own, shared = CriterionFactory(), CriterionFactory()
    proof = EvidenceFactory(activity=activity)
    proof.criteria.add(own)
    activity.criteria.add(shared)
    item = filed(office, [proof])
    response = page(signed_in(office), "archive-item", item.pk)
    assert {node.pk for node in response.context["criteria"]} == {own.pk, shared.pk}


def stored(activity, name="通知.txt", content=b"abc", **changes):
    kept = StoredFileFactory(size=len(content), **changes)
    kept.file.save(kept.digest, ContentFile(content))
    return EvidenceFactory(activity=activity, stored_file=kept, file_name=name)


def test_a_download_hands_out_the_bytes_and_writes_who_had_them(
    signed_in, office, activity
):
    item = filed(office, [stored(activity)])
    part = item.parts.get()
    leader = UserFactory(role=roles.LEADING_GROUP)
    response = page(signed_in(leader), "archive-part-file", part.pk, download="")
    assert b"".join(response.streaming_content) == b"abc"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    event = ArchiveEvent.objects.get(kind="download")
    assert (event.item, event.by, event.outcome) == (item, leader, "done")


def test_a_lost_file_is_not_found_and_the_event_says_so(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    response = page(signed_in(office), "archive-part-file", item.parts.get().pk)
    assert response.status_code == 404
    assert ArchiveEvent.objects.get(kind="download").outcome == "failed"


def test_asking_for_the_head_of_a_file_writes_nothing(signed_in, office, activity):
    part = filed(office, [stored(activity)]).parts.get()
    signed_in(office).head(reverse("archive-part-file", args=[part.pk]))
    assert not ArchiveEvent.objects.filter(kind="download").exists()


# -- Filing -------------------------------------------------------------------------


def test_filing_on_screen_gives_a_number(signed_in, office, activity):
    proof = EvidenceFactory(activity=activity)
    client = signed_in(office)
    form = page(client, "archive-file-new", group=proof.pk).context["form"]
    assert form.initial["formed_on"] == activity.held_on
    response = client.post(
        reverse("archive-file-new"),
        {
            "group": proof.pk,
            "title": "讲坛通知",
            "formed_on": "2014-03-08",
            "unit": activity.unit_id,
            "retention": "D10",
            f"role_{proof.pk}": "notice",
        },
    )
    item = ArchiveItem.objects.get()
    assert response.url == item.get_absolute_url()
    assert (item.title, item.parts.get().role) == ("讲坛通知", "notice")


def test_what_is_wrong_is_told_and_what_was_typed_stays(signed_in, office, activity):
    proof = EvidenceFactory(activity=activity)
    response = signed_in(office).post(
        reverse("archive-file-new"),
        {
            "group": proof.pk,
            "title": "机密★",
            "formed_on": "2014-03-08",
            "unit": activity.unit_id,
            "retention": "D10",
            "responsible": "办公室甲",
            f"role_{proof.pk}": "main",
        },
    )
    assert "bears a mark of secrecy" in words(response)
    assert "办公室甲" in words(response)
    assert not ArchiveItem.objects.exists()


def test_reading_the_proposals_files_nothing(signed_in, office, activity):
    proof = EvidenceFactory(activity=activity)
    response = page(signed_in(office), "archive-offers", group=proof.pk)
    assert response.context["offers"][0].why_not == ""
    assert not ArchiveItem.objects.exists()


def test_many_are_filed_each_its_own_and_who_cannot_be_is_told(
    signed_in, office, activity
):
    one, two, filed_before = (EvidenceFactory(activity=activity) for _ in range(3))
    filed(office, [filed_before])
    groups = [str(each.pk) for each in (one, filed_before, two)]
    response = signed_in(office).post(
        reverse("archive-file-each"), {"group": groups}, follow=True
    )
    assert ArchiveItem.objects.count() == 3
    assert "Items filed: 2." in words(response)
    assert "Filed before, left as they are: 1." in words(response)


def test_filing_sent_twice_is_told_once(signed_in, office, activity):
    groups = [EvidenceFactory(activity=activity).pk for _ in range(3)]
    client, url = signed_in(office), reverse("archive-file-each")
    client.post(url, {"group": groups})
    response = client.post(url, {"group": groups}, follow=True)
    told = [str(each) for each in response.context["messages"]]
    assert told[-1] == "Filed before, left as they are: 3."
    assert ArchiveItem.objects.count() == 3
    assert not [each for each in told if each.startswith("Not filed")]


def test_correcting_and_replacing_on_screen(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    better = EvidenceFactory(activity=activity, caption="更清楚的")
    client = signed_in(office)
    facts = {"title": "新题名", "formed_on": "2014-03-08", "reason": "写错", "seen": 0}
    client.post(reverse("archive-item-correct", args=[item.pk]), facts)
    replace = reverse("archive-part-replace", args=[item.pk, item.parts.get().pk])
    assert "更清楚的" in words(client.get(replace))
    client.post(replace, {"evidence": better.pk, "reason": "不清楚"})
    item.refresh_from_db()
    assert item.title == "新题名"
    assert item.parts.current().get().evidence == better


def test_a_stale_correction_is_told_and_can_be_sent_again(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    client, url = signed_in(office), reverse("archive-item-correct", args=[item.pk])
    read = client.get(url).context["form"]["seen"].value()
    filing.correct(item, by=office, reason="写错", title="同事改的题名")
    facts = {"title": "我的题名", "formed_on": "2014-03-08", "reason": "我的理由"}
    response = client.post(url, facts | {"seen": read})
    item.refresh_from_db()
    assert item.title == "同事改的题名"
    told = words(response)
    assert "同事改的题名 → 我的题名" in told and "我的理由" in told
    again = response.context["form"]["seen"].value()
    client.post(url, facts | {"seen": again})
    item.refresh_from_db()
    assert item.title == "我的题名"


def test_a_stale_place_is_told_and_can_be_sent_again(signed_in, office):
    box = boxes.open(office.court, by=office, year=2014, retention="D30")
    client, url = signed_in(office), reverse("archive-box-place", args=[box.pk])
    boxes.place(box, by=office, cabinet="B柜")
    facts = {"cabinet": "C柜", "thickness": 30}
    response = client.post(url, facts | {"seen": 0})
    assert "B柜 → C柜" in words(response)
    client.post(url, facts | {"seen": response.context["form"]["seen"].value()})
    box.refresh_from_db()
    assert box.cabinet == "C柜"


@pytest.mark.parametrize("key", ["9" * 25, "9" * 4301])
def test_keys_nobody_could_have_are_no_fault(signed_in, office, activity, key):
    one = EvidenceFactory(activity=activity)
    client = signed_in(office)
    offers = page(client, "archive-offers", group=f"{key},{one.pk}")
    assert offers.status_code == 200
    for name in ("box", "year"):
        assert page(client, "archive-labels", **{name: key}).status_code == 404
        assert page(client, "archive-labels-pdf", **{name: key}).status_code == 404


# -- The three orders ---------------------------------------------------------------


def test_record_criterion_and_box_show_the_same_items(signed_in, office, activity):
    criterion = CriterionFactory(standard=activity.campaign.standard)
    activity.criteria.add(criterion)
    item = filed(office, [EvidenceFactory(activity=activity)])
    box = boxes.open(office.court, by=office, year=2014, retention="D30")
    boxes.put([item], box, by=office)
    client = signed_in(office)
    shown = [
        list(page(client, "archive-of", "activity", activity.pk).context["page"]),
        list(page(client, "archive-of", "criterion", criterion.pk).context["page"]),
        list(page(client, "archive-box", box.pk).context["page"]),
    ]
    assert shown == [[item]] * 3


def test_staff_read_the_number_of_their_own_proof(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    response = page(
        signed_in(activity.logged_by), "archive-of", "activity", activity.pk
    )
    assert item.code in words(response)
    assert item.get_absolute_url() not in words(response)


def test_the_activity_leads_to_what_is_filed_of_it(signed_in, office, activity):
    response = signed_in(office).get(activity.get_absolute_url())
    assert reverse("archive-of", args=["activity", activity.pk]) in words(response)


# -- Boxes and the table ------------------------------------------------------------


def test_a_box_is_opened_and_filled_on_screen(signed_in, office, activity):
    item = filed(office, [EvidenceFactory(activity=activity)])
    client = signed_in(office)
    facts = {"year": 2014, "retention": "D30", "thickness": 30, "cabinet": "A柜"}
    client.post(reverse("archive-box-new"), facts)
    box = Box.objects.get()
    client.post(reverse("archive-box-put", args=[box.pk]), {"items": [item.pk]})
    assert list(box.items.all()) == [item]
    place = {"cabinet": "B柜", "shelf": "第1层", "thickness": 40, "seen": 0}
    client.post(reverse("archive-box-place", args=[box.pk]), place)
    box.refresh_from_db()
    assert (box.cabinet, box.thickness) == ("B柜", 40)


def test_an_item_in_the_wrong_box_is_moved_and_taken_out_on_screen(
    signed_in, office, activity
):
    item = filed(office, [EvidenceFactory(activity=activity)])
    wrong, right = (
        boxes.open(office.court, by=office, year=2014, retention="D30") for _ in "12"
    )
    boxes.put([item], wrong, by=office)
    client = signed_in(office)
    shown = page(client, "archive-box", right.pk)
    assert shown.context["elsewhere"] == [item]
    put = reverse("archive-box-put", args=[right.pk])
    assert f'action="{put}"' in words(shown)
    client.post(put, {"items": [item.pk]})
    assert list(right.items.all()) == [item]
    out = reverse("archive-box-take-out", args=[right.pk])
    assert f'action="{out}"' in words(page(client, "archive-box", right.pk))
    client.post(out, {"items": [item.pk]})
    item.refresh_from_db()
    assert item.box is None


def test_labels_are_a_page_and_a_pdf(signed_in, office, activity):
    filed(office, [EvidenceFactory(activity=activity)])
    client = signed_in(office)
    assert "0117" in words(page(client, "archive-labels", year=2014))
    assert page(client, "archive-labels-pdf").content.startswith(b"%PDF")
    assert page(client, "archive-labels", year="x").status_code == 404


def test_the_table_is_kept_on_screen(signed_in, office):
    client = signed_in(office)
    client.post(reverse("retention-usual"))
    assert RetentionRule.objects.count() == len(retentions.USUAL)
    client.post(reverse("retention-rule-new"), {"matter": "甲", "retention": "Y"})
    rule = RetentionRule.objects.get(matter="甲")
    client.post(reverse("retention-rule-move", args=[rule.pk, "up"]))
    assert RetentionRule.objects.order_by("order").last() != rule
    client.post(reverse("retention-rule-drop", args=[rule.pk]))
    assert RetentionRule.objects.count() == len(retentions.USUAL)


# -- Editions -----------------------------------------------------------------------


def an_edition():
    summary, leader = issuing.told_summary(), issuing.leader()
    issuing.passed(summary, issuing.clerk(), leader)
    return issuing.issued(summary, leader)


def test_issuing_files_the_edition(office):
    edition = an_edition()
    item = ArchiveItem.objects.get(edition=edition)
    assert (item.retention, item.title) == ("Y", edition.title)
    assert item.parts.first().role == "main"
    assert item.parts.first().name.endswith(".docx")
    assert item.parts.count() == edition.files.count()


def test_an_edition_from_before_is_filed_by_the_office(signed_in, office):
    Court.objects.filter(pk=office.court_id).update(fonds_number="?")
    edition = an_edition()
    assert not ArchiveItem.objects.exists()
    Court.objects.filter(pk=office.court_id).update(fonds_number="0117")
    client = signed_in(type(office).objects.get(pk=office.pk))
    assert page(client, "archive").context["editions"] == [edition]
    client.post(reverse("archive-file-edition", args=[edition.pk]))
    assert ArchiveItem.objects.get().edition == edition
    why = filing.why_not_file_edition(edition, by=office)
    assert why.startswith("It is filed already as ")


def test_openings_are_folded_away_from_what_changed(signed_in, office, activity):
    proof = EvidenceFactory(activity=activity)
    item = filed(office, [proof])
    for _time in range(3):
        Opening.objects.create(evidence=proof, opened_by=office)
    response = page(signed_in(office), "archive-item", item.pk)
    assert len(response.context["openings"]) == 3
    assert not any(each.is_opening for each in response.context["moments"])
    assert "Who opened it (3 times)" in words(response)


def test_a_row_of_the_table_is_dropped_only_after_a_second_step(signed_in, office):
    client = signed_in(office)
    client.post(reverse("retention-usual"))
    rule = RetentionRule.objects.first()
    told = words(page(client, "retention-rule-change", rule.pk))
    drop = reverse("retention-rule-drop", args=[rule.pk])
    folded = told[told.index("<details>\n        <summary>Take this row") :]
    assert told.count(f'action="{drop}"') == folded.count(f'action="{drop}"') == 1
    client.post(drop)
    assert not RetentionRule.objects.filter(pk=rule.pk).exists()


# -- Queries ------------------------------------------------------------------------


def queries(client, name, *args):
    with CaptureQueriesContext(connection) as caught:
        assert page(client, name, *args).status_code == 200
    return len(caught)


def test_pages_ask_as_much_for_thirty_items_as_for_one(signed_in, office, activity):
    client = signed_in(office)
    box = boxes.open(office.court, by=office, year=2014, retention="D30")
    places = [
        ("archive",),
        ("archive-waiting",),
        ("archive-boxes",),
        ("archive-box", box.pk),
        ("archive-of", "activity", activity.pk),
        ("archive-labels",),
    ]
    counts = []
    for more in (1, 2, 27):
        items = [
            filed(office, [EvidenceFactory(activity=activity)]) for _ in range(more)
        ]
        boxes.put(items[: more // 2 + 1], box, by=office)
        for _ in range(more):
            EvidenceFactory(activity=ActivityFactory(confirmed=True))
        filed(office, [EvidenceFactory(activity=activity)])
        counts.append([queries(client, *place) for place in places])
    assert counts[1] == counts[2]
    assert max(counts[2]) <= 12, counts


def test_an_item_asks_as_much_for_thirty_parts_as_for_one(signed_in, office, activity):
    client, counts = signed_in(office), []
    for number in (1, 3, 30):
        parts = [EvidenceFactory(activity=activity) for _ in range(number)]
        item = filed(office, parts)
        counts.append(queries(client, "archive-item", item.pk))
    assert counts[0] == counts[1] == counts[2]
