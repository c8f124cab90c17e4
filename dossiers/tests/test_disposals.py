"""鉴定销毁: by two people, only past the term; what others need stays."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import evidence, files, roles
from campaigns.models import Evidence, FileText
from campaigns.tests.factories import CourtFactory, EvidenceFactory, UserFactory
from campaigns.tests.samples import reason, text
from dossiers import disposals, events, fixity, registers, terms
from dossiers.fixity import files as checked
from dossiers.models import ArchiveEvent, Disposal, Erasure
from dossiers.packages import rules
from dossiers.tests import archive, issuing, locks, packing
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(checked, "PATIENCE", 0)


@pytest.fixture
def clerk():
    return issuing.clerk()


@pytest.fixture
def leader():
    return issuing.leader()


@pytest.fixture
def item():
    return archive.filed(retention="D10")


@pytest.fixture
def proposal(item, clerk):
    return disposals.propose([item], by=clerk, reason="保管期满，无继续保存价值")


@pytest.fixture
def decided(proposal, leader):
    return disposals.decide(proposal, by=leader, decision="destroy", opinion="同意")


def path_of(item):
    return item.parts.get().file.name


def kinds(item):
    return list(item.events.order_by("number").values_list("kind", flat=True))


def failures(court):
    run = fixity.verify(court)
    return {(row.code, row.fault) for row in run.results.filter(outcome="failed")}


def test_it_works(item, decided, clerk):
    path = path_of(item)
    disposals.destroy(decided, by=clerk)
    item.refresh_from_db()
    assert item.is_destroyed
    assert item.code == "0117-WS·2014-D10-BGS-0001"
    assert not default_storage.exists(path)
    assert kinds(item) == ["filing", "proposal", "decision", "destruction"]
    assert path in ArchiveEvent.objects.get(kind="destruction").detail
    assert disposals.state_of(decided) == "done"


# -- Terms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retention", "day"),
    [("D10", date(2025, 1, 1)), ("D30", date(2045, 1, 1)), ("Y", None)],
)
def test_a_term_counts_from_the_year_after(retention, day):
    assert terms.ended_on(2014, retention) == day


def test_due_from_the_first_day_after_the_term(item):
    assert item not in disposals.due(item.court, date(2024, 12, 31))
    assert item in disposals.due(item.court, date(2025, 1, 1))


def test_what_stands_in_a_proposal_is_not_due(item, proposal):
    assert item not in disposals.due(item.court)


def test_what_was_to_be_kept_is_due_again(item, proposal, leader):
    disposals.decide(proposal, by=leader, decision="keep", opinion="仍有价值")
    assert item in disposals.due(item.court)


# -- Refusals -----------------------------------------------------------------------


def test_only_the_office_proposes(item, leader):
    told = reason(disposals.propose, [item], by=leader, reason="x")
    assert told == _("Proposing is for the office.")


def test_it_refuses_what_is_kept_for_ever(clerk):
    item = archive.filed(retention="Y")
    told = reason(disposals.propose, [item], by=clerk, reason="x")
    assert told == _("%(code)s is kept for ever.") % {"code": item.code}


def test_it_refuses_what_is_within_its_term(clerk):
    item = archive.filed(retention="D30")
    told = reason(disposals.propose, [item], by=clerk, reason="x")
    assert told == _("The term of %(code)s ends on %(day)s.") % {
        "code": item.code,
        "day": "2045-01-01",
    }


def test_it_refuses_what_stands_in_a_proposal(item, proposal, clerk):
    told = reason(disposals.propose, [item], by=clerk, reason="x")
    assert told == _("%(code)s stands in a proposal already.") % {"code": item.code}


def test_it_refuses_what_is_destroyed(item, decided, clerk):
    disposals.destroy(decided, by=clerk)
    told = reason(disposals.propose, [item], by=clerk, reason="x")
    assert told == _("%(code)s was destroyed already.") % {"code": item.code}


def test_it_refuses_nothing_and_no_reason(item, clerk):
    nothing = reason(disposals.propose, [], by=clerk, reason="x")
    assert nothing == _("Choose at least one item of your court.")
    why = reason(disposals.propose, [item], by=clerk, reason="  ")
    assert why == _("Give the reason; it stays with the proposal.")


def test_it_refuses_items_of_another_court(item):
    other = UserFactory(role=roles.OFFICE, court=CourtFactory(name="别的法院"))
    told = reason(disposals.propose, [item], by=other, reason="x")
    assert told == _("Choose at least one item of your court.")


def test_only_the_leading_group_decides(proposal, clerk):
    told = reason(disposals.decide, proposal, by=clerk, decision="destroy")
    assert told == _("Deciding on disposal is for the leading group.")


def test_who_proposed_does_not_decide(item, leader):
    both = issuing.clerk()
    proposal = disposals.propose([item], by=both, reason="x")
    both.groups.set(leader.groups.all())
    both = type(both).objects.get(pk=both.pk)
    told = reason(disposals.decide, proposal, by=both, decision="destroy")
    assert told == _("You proposed it; somebody else decides.")


def test_a_decision_is_made_once(decided, leader):
    told = reason(disposals.decide, decided, by=leader, decision="destroy")
    assert told == _("This has been decided already.")


def test_keeping_asks_for_the_reason(proposal, leader):
    told = reason(disposals.decide, proposal, by=leader, decision="keep")
    assert told == _("Say why it is kept.")


def test_a_decision_is_one_of_two(proposal, leader):
    assert reason(disposals.decide, proposal, by=leader, decision="sell")


def test_nothing_is_destroyed_without_a_decision(item, proposal, clerk):
    told = reason(disposals.destroy, proposal, by=clerk)
    assert told == _("There is no decision to destroy.")
    assert default_storage.exists(path_of(item))


def test_only_the_office_carries_it_out(decided, leader):
    told = reason(disposals.destroy, decided, by=leader)
    assert told == _("Carrying out the decision is for the office.")


def test_it_is_carried_out_once(decided, clerk):
    disposals.destroy(decided, by=clerk)
    told = reason(disposals.destroy, decided, by=clerk)
    assert told == _("It has been carried out already.")


# -- What stays ---------------------------------------------------------------------


def test_a_file_another_item_needs_stays(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    other = archive.filed(2, stored=stored)
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)
    assert Erasure.objects.get().kept_because == _("needed by %(code)s") % {
        "code": other.code
    }


def test_a_file_that_proves_another_record_stays(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    EvidenceFactory(stored_file=stored)
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)
    assert Erasure.objects.get().path == ""


@pytest.mark.parametrize("became", ["removed", "replaced"])
def test_what_was_taken_out_of_another_record_stays(item, decided, clerk, became):
    stored = item.parts.get().evidence.stored_file
    other = EvidenceFactory(stored_file=stored)
    if became == "removed":
        now = {"removed_at": timezone.now(), "removed_by": clerk}
        Evidence.objects.filter(pk=other.pk).update(**now)
    else:
        EvidenceFactory(activity=other.activity, replaces=other)
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)
    assert Erasure.objects.get().path == ""


def test_what_is_entered_after_the_register_was_written_stays(
    item, decided, clerk, monkeypatch
):
    stored, lock = item.parts.get().evidence.stored_file, files.lock

    def somebody_was_first(rows):
        if (
            Erasure.objects.exists()
            and not Evidence.objects.filter(caption="晚").exists()
        ):
            EvidenceFactory(stored_file=stored, caption="晚")
        return lock(rows)

    monkeypatch.setattr(files, "lock", somebody_was_first)
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)
    assert failures(item.court) == set()


def test_what_another_court_sends_in_after_it_was_erased_stays(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    with stored.file.open("rb") as file:
        words = file.read().decode()
    disposals.destroy(decided, by=clerk)
    other = CourtFactory(name="别的法院")
    evidence.keep(text("通知.txt", words), "通知.txt", court=other)
    assert disposals.why_not_destroy(decided, by=clerk)
    assert failures(item.court) == set()
    assert default_storage.exists(stored.file.name)


def test_deciding_holds_the_court_before_the_proposal(proposal, leader, monkeypatch):
    done = locks.order_of(monkeypatch, disposals, "why_not_decide")
    disposals.decide(proposal, by=leader, decision="destroy")
    assert done[:3] == ["Court", "Disposal", "why_not_decide"]


def test_a_file_of_another_court_stays(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    other = CourtFactory(name="别的法院")
    with stored.file.open("rb") as file:
        twin = evidence.keep(
            text("通知.txt", file.read().decode()), "通知.txt", court=other
        )
    assert twin.file.name == stored.file.name
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)


def test_a_file_a_package_holds_stays(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    archive.packaged(item, stored)
    disposals.destroy(decided, by=clerk)
    assert default_storage.exists(stored.file.name)
    assert Erasure.objects.get().kept_because == _("a package handed out holds it")


def test_two_items_that_go_together_do_not_keep_each_other(clerk, leader):
    first = archive.filed(1, retention="D10")
    stored = first.parts.get().evidence.stored_file
    second = archive.filed(2, stored=stored, retention="D10")
    proposal = disposals.propose([first, second], by=clerk, reason="期满")
    disposals.decide(proposal, by=leader, decision="destroy")
    disposals.destroy(proposal.__class__.objects.get(), by=clerk)
    assert not default_storage.exists(stored.file.name)


def test_a_web_address_is_told_as_such(item, proposal, leader, clerk):
    proof = EvidenceFactory(stored_file=None, link="https://example.org/a")
    facts = {"name": "", "media_type": "", "algorithm": "", "digest": "", "size": 0}
    ItemPartFactory(item=item, evidence=proof, link=proof.link, **facts)
    disposals.decide(proposal, by=leader, decision="destroy")
    proposal.refresh_from_db()
    disposals.destroy(proposal, by=clerk)
    assert Erasure.objects.get(part__link=proof.link).path == ""


# -- Erased, and what the checks say --------------------------------------------------


def test_words_and_small_picture_go_with_the_bytes(clerk, leader):
    item = archive.filed(stored=archive.kept_picture(), retention="D10")
    stored = item.parts.get().evidence.stored_file
    FileText.objects.create(stored_file=stored, text="照片上的字")
    proposal = disposals.propose([item], by=clerk, reason="期满")
    decided = disposals.decide(proposal, by=leader, decision="destroy")
    disposals.destroy(decided, by=clerk)
    assert not default_storage.exists(stored.thumbnail.name)
    assert not FileText.objects.exists()
    run = fixity.verify(item.court)
    assert list(run.results.all()) == []


def test_what_was_destroyed_is_not_missing(item, decided, clerk):
    disposals.destroy(decided, by=clerk)
    assert failures(item.court) == set()


def test_what_should_be_erased_and_is_there_is_told(item, decided, clerk, monkeypatch):
    monkeypatch.setattr(files, "erase", lambda stored: None)
    disposals.destroy(decided, by=clerk)
    assert failures(item.court) == {("1-11", "not-erased")}


def test_what_a_break_left_is_erased_when_asked_again(
    item, decided, clerk, monkeypatch
):
    path = path_of(item)
    with monkeypatch.context() as broken:
        broken.setattr(files, "erase", lambda stored: None)
        disposals.destroy(decided, by=clerk)
    disposals.destroy(decided, by=clerk)
    assert not default_storage.exists(path)
    assert kinds(item).count("destruction") == 1


def test_the_same_content_sent_in_again_is_kept_and_checked_again(item, decided, clerk):
    stored = item.parts.get().evidence.stored_file
    with stored.file.open("rb") as file:
        words = file.read().decode()
    disposals.destroy(decided, by=clerk)
    again = evidence.keep(text("通知.txt", words), "通知.txt", court=item.court)
    assert again.pk == stored.pk
    EvidenceFactory(stored_file=again)
    assert failures(item.court) == set()
    assert reason(disposals.destroy, decided, by=clerk)
    default_storage.delete(stored.file.name)
    assert failures(item.court) == {("1-11", "missing"), ("2-2", "count")}


def test_no_row_of_the_records_room_is_changed(item, decided, clerk):
    before = list(Evidence.objects.values())
    disposals.destroy(decided, by=clerk)
    assert list(Evidence.objects.values()) == before
    assert events.broken(item.court) == ()


# -- Register and constraints ---------------------------------------------------------


def test_the_register_tells_each_item_and_paper(item, decided, clerk):
    disposals.destroy(decided, by=clerk)
    document = registers.register(decided)
    table = next(block for block in document.blocks if hasattr(block, "rows"))
    assert table.rows[0][1] == item.code
    assert table.rows[0][-1] == "通知.txt：已删除"


def test_an_erasure_is_done_or_has_a_reason(item, proposal):
    facts = {"disposal": proposal, "part": item.parts.get()}
    for wrong in ({}, {"path": "a", "kept_because": "b"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Erasure.objects.create(**facts, **wrong)


def test_a_paper_is_entered_in_the_register_once(item, proposal):
    facts = {"disposal": proposal, "part": item.parts.get(), "path": "a"}
    Erasure.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(**facts)


@pytest.mark.parametrize("decision", ["keep", "sell"])
def test_the_database_keeps_what_is_known_and_has_a_reason(proposal, leader, decision):
    decided = {"decided_by": leader, "decided_at": proposal.proposed_at}
    rows = Disposal.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decision=decision, **decided)
    assert rows.update(decision="keep", opinion="仍有价值", **decided) == 1


def test_who_proposed_cannot_stand_as_who_decided(proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=proposal.pk).update(
            decision="destroy",
            decided_by=proposal.proposed_by,
            decided_at=proposal.proposed_at,
        )


# -- Copies made for a package ------------------------------------------------------


def test_a_copy_made_for_a_package_goes_with_its_original(campaign_of_picture, clerk):
    """What inspectors were handed as JPG must not outlive the decision in our store."""
    item, package = campaign_of_picture
    copies = list(package.files.exclude(original="").values_list("file", flat=True))
    assert len(copies) == 1 and default_storage.exists(copies[0])
    disposal = disposals.propose([item], by=clerk, reason="期满")
    disposals.decide(disposal, by=issuing.leader(), decision="destroy")
    disposals.destroy(disposal, by=clerk)
    assert not default_storage.exists(path_of(item))
    assert not default_storage.exists(copies[0])
    assert ("1-11", "missing") not in failures(item.court)


@pytest.fixture
def campaign_of_picture():
    campaign = packing.campaign_with_proof()
    entry = packing.proof(packing.noise(90), "扫描.png", kind="photo", caption="扫描件")
    # A picture from before there were small ones: nothing but the JPG is handed out.
    default_storage.delete(entry.stored_file.thumbnail.name)
    entry.stored_file.thumbnail = ""
    entry.stored_file.save()
    item = ArchiveItemFactory(campaign=campaign, retention="D10", year=2010)
    ItemPartFactory(item=item, evidence=entry, name="扫描.png")
    return item, packing.packed(campaign, chosen=rules.of("jpg"))
