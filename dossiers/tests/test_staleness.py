"""After an edit, a withdrawal or a late entry: old → new by sentence, until accepted."""

from datetime import date

import pytest

from campaigns.models import Activity
from campaigns.refusals import Refused
from dossiers import staleness, summaries, writing
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


def told(summary):
    return [(one.old, one.new) for one in staleness.of(summary)]


def accept(summary, by):
    read = [one.token for one in staleness.of(summary)]
    return writing.accept(summary, by=by, read=read)


def test_a_late_entry_is_listed_old_to_new_in_its_sentence(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    late = issuing.hold_forum(2)
    (change,) = staleness.of(summary)
    assert (change.old, change.new) == ("1期", "2期")
    assert (change.before, change.after) == ("今年举办法官讲坛", "。")
    assert (change.added, change.gone) == ((late.pk,), ())


def test_a_withdrawal_is_listed(summary, clerk, leader):
    second = issuing.hold_forum(2)
    issuing.passed(summary, clerk, leader)
    Activity.objects.filter(pk=second.pk).update(
        status="submitted", confirmed_by=None, confirmed_at=None
    )
    (change,) = staleness.of(summary)
    assert (change.old, change.new, change.gone) == ("2期", "1期", (second.pk,))


def test_an_edit_is_listed(summary, clerk, leader):
    second = issuing.hold_forum(2)
    issuing.passed(summary, clerk, leader)
    Activity.objects.filter(pk=second.pk).update(held_on=date(2013, 3, 2))
    assert told(summary) == [("2期", "1期")]


def test_a_changed_list_is_listed(summary, clerk, leader):
    SectionFactory(summary=summary, heading="", body="今年讲坛有{法官讲坛.list}。")
    issuing.passed(summary, clerk, leader)
    issuing.hold_forum(2)
    assert told(summary) == [("1期", "2期"), ("第1期", "第1期、第2期")]


def test_a_draft_simply_follows_the_records(summary):
    issuing.hold_forum(2)
    assert told(summary) == []


def test_what_is_sent_for_review_is_held_to_its_numbers(summary, clerk):
    writing.submit(summary, by=clerk)
    issuing.hold_forum(2)
    assert told(summary) == [("1期", "2期")]


def test_the_document_carries_the_old_number_beside_the_new(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    issuing.hold_forum(2)
    document, _facts = summaries.draft(summary)
    quote = document.blocks[1].runs[1]
    assert (quote.was, quote.text) == ("1期", "2期")


def test_accepting_ends_it_and_the_section_stays_passed(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    late = issuing.hold_forum(2)
    accept(summary, clerk)
    section = summary.sections.get()
    assert told(summary) == []
    assert section.is_passed
    assert section.accepted["forum"]["text"] == "2期"
    assert late.pk in section.accepted["forum"]["records"]


def test_a_number_that_comes_back_is_no_longer_changed(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    late = issuing.hold_forum(2)
    Activity.objects.filter(pk=late.pk).delete()
    assert told(summary) == []


def test_what_changed_again_while_it_was_read_is_not_accepted(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    issuing.hold_forum(2)
    read = [one.token for one in staleness.of(summary)]
    issuing.hold_forum(3)
    with pytest.raises(Refused):
        writing.accept(summary, by=clerk, read=read)
    assert told(summary) == [("1期", "3期")]


def test_the_leading_group_does_not_accept(summary, clerk, leader):
    issuing.passed(summary, clerk, leader)
    issuing.hold_forum(2)
    with pytest.raises(Refused):
        accept(summary, leader)


def test_a_section_with_a_changed_number_is_not_passed(summary, clerk, leader):
    writing.submit(summary, by=clerk)
    issuing.hold_forum(2)
    with pytest.raises(Refused):
        writing.let_pass(summary, by=leader, read=issuing.read_of(summary))
    accept(summary, clerk)
    assert writing.let_pass(summary, by=leader, read=issuing.read_of(summary))
