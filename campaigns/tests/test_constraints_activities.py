"""What the database itself forbids, whoever writes: one test for each constraint."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import Activity, Evidence, TrainingRecord
from campaigns.tests.factories import (
    ActivityFactory,
    CategoryFactory,
    EvidenceFactory,
    HonourFactory,
    ReadingFactory,
    StoredFileFactory,
    TrainingRecordFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RECORDS = {
    "activity": ActivityFactory,
    "reading": ReadingFactory,
    "honour": HonourFactory,
}


def break_it(row, **values):
    """Write past every verb, and return what the database says."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)
    return str(refused.value)


@pytest.fixture(params=sorted(RECORDS))
def record(request):
    """Each kind of record, since each table has the constraints of its own."""
    return RECORDS[request.param]()


def name_of(record, constraint):
    return f"{record._meta.model_name}_{constraint}"


# -- Every record ----------------------------------------------------------------


def test_a_status_is_one_of_four(record):
    assert name_of(record, "status_is_known") in break_it(record, status="lost")


def test_confirmed_is_by_somebody(record):
    said = break_it(record, status="confirmed", submitted_at=NOW)
    assert name_of(record, "confirmed_iff_by_somebody") in said


def test_what_is_not_confirmed_has_no_confirmer(record):
    said = break_it(record, confirmed_by=UserFactory(), confirmed_at=NOW)
    assert name_of(record, "confirmed_iff_by_somebody") in said


@pytest.mark.parametrize("hand", ["logged_by", "changed_by"])
def test_nobody_confirms_what_they_wrote(record, hand):
    person = UserFactory()
    said = break_it(
        record,
        status="confirmed",
        submitted_at=NOW,
        confirmed_by=person,
        confirmed_at=NOW,
        **{hand: person},
    )
    assert name_of(record, "confirmed_by_somebody_else") in said


def test_submitted_is_at_a_moment(record):
    said = break_it(record, status="submitted")
    assert name_of(record, "submitted_at_a_moment") in said


def test_returned_is_by_somebody(record):
    said = break_it(record, status="returned", submitted_at=NOW, return_reason="缺")
    assert name_of(record, "returned_with_a_reason") in said


def test_returned_is_with_a_reason(record):
    said = break_it(
        record,
        status="returned",
        submitted_at=NOW,
        returned_by=UserFactory(),
        returned_at=NOW,
    )
    assert name_of(record, "returned_with_a_reason") in said


# -- Activities and trainings ----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("activity_has_a_session", {"sessions": 0}),
        ("activity_ends_after_start", {"ended_on": date(2014, 3, 7)}),
        ("activity_cost_not_negative", {"cost": -1}),
    ],
)
def test_an_activity_keeps_to(name, values):
    assert name in break_it(ActivityFactory(), **values)


def test_a_category_has_its_name_once_in_a_court():
    first = CategoryFactory(name="普法宣传")
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryFactory(court=first.court, name="普法宣传")


def test_a_person_is_on_a_training_once():
    row = TrainingRecordFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecord.objects.create(activity=row.activity, person=row.person)


def test_hours_of_training_are_above_zero():
    assert "training_hours_positive" in break_it(TrainingRecordFactory(), hours=0)


# -- Evidence --------------------------------------------------------------------


def test_evidence_belongs_to_something():
    said = break_it(EvidenceFactory(), activity=None)
    assert "evidence_belongs_to_one_record" in said


def test_evidence_belongs_to_one_thing():
    said = break_it(EvidenceFactory(), honour=HonourFactory())
    assert "evidence_belongs_to_one_record" in said


@pytest.mark.parametrize("link", ["", "http://court.example/"])
def test_evidence_is_a_file_or_a_link(link):
    entry = EvidenceFactory()
    values = {"link": link} if link else {"stored_file": None}
    assert "evidence_is_a_file_or_a_link" in break_it(entry, **values)


@pytest.mark.parametrize("name", ["removed_at", "removed_by"])
def test_a_removal_has_its_moment_and_its_person(name):
    value = NOW if name == "removed_at" else UserFactory()
    assert "evidence_removal_is_whole" in break_it(EvidenceFactory(), **{name: value})


def test_evidence_is_replaced_once():
    entry = EvidenceFactory()
    EvidenceFactory(activity=entry.activity, replaces=entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFactory(activity=entry.activity, replaces=entry)


def test_a_stored_file_is_not_empty():
    assert "stored_file_not_empty" in break_it(StoredFileFactory(), size=0)


def test_content_is_stored_once_in_a_court():
    kept = StoredFileFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory(court=kept.court, digest=kept.digest)


def test_what_proof_belongs_to_is_not_deleted_under_it():
    entry = EvidenceFactory()
    with pytest.raises(IntegrityError):
        Activity.objects.filter(pk=entry.activity_id).delete()
    assert Evidence.objects.count() == 1
