"""A finding is put right or let stand with a reason, which the edition keeps."""

import pytest

from campaigns.refusals import Refused
from dossiers import readiness, writing
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kinds(summary):
    return [(one.kind, one.count) for one in readiness.read(summary).blockers]


@pytest.fixture
def remarked(summary, clerk, leader):
    """A draft with one warning: a number nobody counts."""
    SectionFactory(summary=summary, heading="", body="今年添置书柜7个。")
    issuing.passed(summary, clerk, leader)
    return summary


def waive(summary, by, reason="购置台账可查"):
    names = [readiness.name_of(one) for one in readiness.read(summary).warnings]
    return readiness.waive(summary, by=by, names=names, reason=reason)


def test_a_warning_is_put_right_or_let_stand_with_a_reason(remarked, clerk, leader):
    assert kinds(remarked) == [("warnings", 1)]
    waive(remarked, clerk)
    edition = issuing.issued(remarked, leader)
    (kept,) = edition.waivers
    assert (kept["reason"], kept["waived_by"]) == ("购置台账可查", clerk.name)


def test_a_waiver_needs_a_reason(remarked, clerk):
    with pytest.raises(Refused):
        waive(remarked, clerk, reason=" ")
    assert kinds(remarked) == [("warnings", 1)]


def test_the_leading_group_waives_nothing(remarked, leader):
    with pytest.raises(Refused):
        waive(remarked, leader)


def test_a_waiver_speaks_of_the_same_words_only(remarked, clerk):
    waive(remarked, clerk)
    section = remarked.sections.get(heading="")
    body = "今年添置书柜8个。"
    writing.revise(section, by=clerk, revision=1, heading="", body=body)
    assert ("warnings", 1) in kinds(remarked)


def test_a_waiver_is_taken_back(remarked, clerk):
    waive(remarked, clerk)
    readiness.unwaive(remarked.waivers.get(), by=clerk)
    assert kinds(remarked) == [("warnings", 1)]
