"""Word templates in versions: chosen, and never replaced under a report."""

import hashlib
from datetime import date
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from campaigns import storage
from campaigns.contents import Refused as NotLetIn
from campaigns.refusals import Refused
from campaigns.tests.factories import CourtFactory
from dossiers.models import ReportTemplate, Summary, TemplateVersion
from dossiers.stationery import lint, starter, versions
from dossiers.tests import issuing, templating, word_files
from dossiers.tests.factories import SummaryFactory
from dossiers.tests.templating import LINES, added, printed, renewed

pytestmark = pytest.mark.django_db
media, english = templating.media, templating.english
summary, clerk = templating.summary, templating.clerk


def test_a_new_version_changes_no_summary_that_uses_the_older(summary, clerk):
    first = added(clerk)
    versions.choose(summary, first, by=clerk)
    before = printed(summary)
    second = renewed(first, clerk)
    assert Summary.objects.get(pk=summary.pk).template == first
    assert printed(summary) == before
    assert versions.newer(first) == second
    versions.choose(summary, second, by=clerk)
    assert word_files.texts(printed(summary))[0] == "院徽"


def test_the_difference_to_a_newer_version_is_what_their_checks_say(clerk):
    first = added(clerk, "{{ 标题 }}", "{{ 落款 }}")
    second = renewed(first, clerk, "{{ 标题 }}", "{{ 正文 }}")
    change = versions.change(first, second)
    assert ["正文" in one["message"] for one in change.gone] == [True]
    assert ["落款" in one["message"] for one in change.new] == [True]


def test_what_was_kept_never_changes_and_is_never_deleted(clerk):
    version = added(clerk)
    version.number = 7
    for verb in (version.save, version.delete, TemplateVersion.objects.all().delete):
        with pytest.raises(TypeError):
            verb()
    with pytest.raises(TypeError):
        TemplateVersion.objects.update(number=7)


def test_a_template_with_versions_is_not_deleted(clerk):
    with pytest.raises(ProtectedError):
        added(clerk).template.delete()


def test_a_version_is_kept_by_its_content(clerk):
    version = added(clerk)
    content = word_files.of(*LINES)
    assert version.digest == hashlib.sha256(version.file.read()).hexdigest()
    assert version.size == len(content)
    assert version.digest[:2] in version.file.name


def test_the_same_file_again_is_no_new_version(clerk):
    first = added(clerk)
    with first.file.open("rb") as file:
        again = word_files.upload(file.read())
    with pytest.raises(Refused, match="version 1"):
        versions.renew(first.template, by=clerk, file=again)


def test_of_a_refused_file_nothing_is_kept(clerk, tmp_path):
    bad = word_files.upload(word_files.of("一", "二", shape=word_files.linked))
    with pytest.raises(NotLetIn):
        versions.add(by=clerk, name="正式报告", file=bad)
    assert not ReportTemplate.objects.exists()
    assert not list(tmp_path.rglob("*.docx"))


def test_a_version_with_faults_is_kept_and_cannot_be_chosen(summary, clerk):
    version = added(clerk, "{{ 标提 }}")
    assert not version.is_usable
    assert version.faults[0]["place"] == "paragraph 1"
    assert versions.offered(clerk.court) == []
    with pytest.raises(Refused, match="faults"):
        versions.choose(summary, version, by=clerk)


def test_a_newer_version_with_faults_does_not_offer_itself(clerk):
    first = added(clerk)
    renewed(first, clerk, "{{ 标提 }}")
    assert versions.newer(first) is None
    assert versions.offered(clerk.court) == [first]


def test_a_template_withdrawn_is_offered_no_more(clerk):
    version = added(clerk)
    versions.offer(version.template, by=clerk, is_offered=False)
    assert versions.offered(clerk.court) == []


def test_a_template_that_quotes_no_figure_of_the_summary_is_not_chosen(clerk):
    version = added(clerk, "{{ 数据.法官讲坛 }}")
    other = SummaryFactory(year=2013, as_of=date(2013, 12, 1))
    other.campaign.figures.all().delete()
    with pytest.raises(Refused, match="法官讲坛"):
        versions.choose(other, version, by=clerk)


def test_the_standard_layout_can_be_chosen_again(summary, clerk):
    versions.choose(summary, added(clerk), by=clerk)
    assert versions.choose(summary, None, by=clerk).template is None


def test_only_the_office_keeps_and_chooses(summary, clerk):
    leader = issuing.leader()
    version = added(clerk)
    for verb in (
        lambda: added(leader, name="另一"),
        lambda: renewed(version, leader),
        lambda: versions.offer(version.template, by=leader, is_offered=False),
        lambda: versions.choose(summary, version, by=leader),
    ):
        with pytest.raises(Refused, match="office"):
            verb()


def test_a_template_of_another_court_is_not_chosen(summary, clerk):
    stranger = issuing.clerk(court=CourtFactory(name="另一法院"))
    version = added(stranger)
    with pytest.raises(Refused, match="another court"):
        versions.choose(summary, version, by=clerk)
    with pytest.raises(Refused, match="another court"):
        renewed(version, clerk)


def test_a_name_is_taken_once_in_a_court(clerk):
    added(clerk)
    with pytest.raises(Refused, match="name"):
        added(clerk)


@pytest.mark.parametrize(
    "wrong", [{"number": 1}, {"number": 0}, {"number": 2, "size": 0}]
)
def test_impossible_versions_are_impossible(clerk, wrong):
    row = TemplateVersion.objects.filter(pk=added(clerk).pk).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.create(**row | {"id": None} | wrong)


@pytest.mark.parametrize("name", ["", "正式报告"])
def test_impossible_templates_are_impossible(clerk, name):
    added(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportTemplate.objects.create(court=clerk.court, name=name)


def test_the_trial_is_filled_with_the_newest_summary(summary, clerk):
    version = added(clerk)
    assert version.tried_with == summary.title
    assert "坚持学习。今年举办法官讲坛1期。" in word_files.texts(
        versions.trial(version)
    )


def test_before_there_is_a_summary_the_trial_is_a_sample():
    clerk = issuing.clerk()
    version = added(clerk, *LINES, "{{ 数据.法官讲坛 }}")
    told = word_files.texts(versions.trial(version))
    assert told[0] == starter.SAMPLE.title
    assert told[-1] == "待补充"


def test_nothing_is_locked_while_a_file_is_checked(clerk, monkeypatch):
    seen, check = [], lint.check

    def looked(*args):
        seen.append(len(connection.savepoint_ids))
        return check(*args)

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(lint, "check", looked)
    renewed(added(clerk), clerk)
    assert seen == [outside, outside]


def test_a_name_taken_while_the_file_is_checked_is_refused(clerk, monkeypatch):
    check = lint.check

    def overtaken(*args):
        ReportTemplate.objects.create(court=clerk.court, name="正式报告")
        return check(*args)

    monkeypatch.setattr(lint, "check", overtaken)
    with pytest.raises(Refused, match="name"):
        added(clerk)


def test_what_lies_at_its_place_and_is_another_file_is_replaced(clerk):
    content = word_files.of(*LINES)
    digest = hashlib.sha256(content).hexdigest()
    altered = ContentFile(b"x" * len(content))
    default_storage.save(f"templates/{digest[:2]}/{digest}.docx", altered)
    version = versions.add(by=clerk, name="正式报告", file=word_files.upload(content))
    assert version.file.read() == content


def test_a_file_that_cannot_be_written_is_refused_and_leaves_no_row(clerk, monkeypatch):
    monkeypatch.setattr(storage, "force", mock.Mock(side_effect=OSError))
    with pytest.raises(Refused, match="stored"):
        added(clerk)
    assert not ReportTemplate.objects.exists()
