"""Prose with figures becomes a tree of blocks; names that are no figure are refused."""

from datetime import date

import pytest

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    UserFactory,
)
from dossiers import summaries, writing
from dossiers.blocks import Heading, Paragraph, Quote, Signature, Text
from dossiers.exports import text
from dossiers.models import Section, Summary
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


@pytest.fixture
def clerk():
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def forum(summary):
    category = CategoryFactory(name="法官讲坛")
    ActivityFactory(category=category, held_on=date(2014, 3, 1), confirmed=True)
    return FigureFactory(
        campaign=summary.campaign,
        key="forum",
        label="法官讲坛",
        category=category,
        counting_word="期",
    )


def test_a_figure_stands_in_its_sentence(summary, forum):
    SectionFactory(summary=summary, heading="", body="今年举办{法官讲坛}讲坛。")
    document, _facts = summaries.draft(summary)
    assert document.blocks == (
        Paragraph((Text("今年举办"), Quote("forum", "1期"), Text("讲坛。"))),
        Signature("测试县人民法院", date(2014, 11, 3)),
    )


def test_the_key_works_like_the_name(summary, forum):
    SectionFactory(summary=summary, heading="", body="{forum}")
    assert summaries.draft(summary)[0].blocks[0].text == "1期"


def test_headings_are_numbered_among_their_siblings(summary):
    first = SectionFactory(summary=summary, heading="甲", body="", order=1)
    SectionFactory(summary=summary, heading="乙", body="", order=2)
    SectionFactory(summary=summary, parent=first, heading="丙", body="", order=1)
    document, _facts = summaries.draft(summary)
    assert document.blocks[:3] == (
        Heading(1, 1, "甲"),
        Heading(2, 1, "丙"),
        Heading(1, 2, "乙"),
    )


def test_a_figure_without_data_is_told_as_missing_and_listed(summary):
    FigureFactory(campaign=summary.campaign, key="none_yet", label="未有")
    SectionFactory(summary=summary, heading="", body="开展{未有}。")
    document, _facts = summaries.draft(summary)
    assert summaries.missing(document) == (Quote("none_yet", "待补充", True),)


def test_only_a_demonstration_carries_the_notice(summary):
    assert summaries.draft(summary)[0].notice == ""
    CourtFactory().__class__.objects.update(is_demonstration=True)
    summary.refresh_from_db()
    assert summaries.draft(summary)[0].notice == summaries.NOTICE


def test_the_same_sentence_stands_in_the_text(summary, forum):
    SectionFactory(summary=summary, heading="", body="今年举办{法官讲坛}讲坛。")
    assert "今年举办1期讲坛。" in text.render(summaries.draft(summary)[0])


def test_starting_a_summary_brings_outline_and_figures(clerk):
    campaign = CampaignFactory()
    category = CategoryFactory(name="志愿服务", counting_word="次")
    summary = summaries.start(campaign, by=clerk, year=2014, as_of=date(2014, 11, 3))
    assert summary.sections.exclude(heading="").count() == 5
    assert campaign.figures.get().category == category


def test_a_second_summary_of_the_year_is_refused(summary, clerk):
    with pytest.raises(Refused, match="2014"):
        summaries.start(summary.campaign, by=clerk, year=2014, as_of=date(2014, 11, 3))
    assert Summary.objects.count() == 1


def test_a_year_outside_the_campaign_is_refused(clerk):
    with pytest.raises(Refused):
        summaries.start(CampaignFactory(), by=clerk, year=2019, as_of=date(2019, 11, 3))


def test_a_summary_cannot_end_before_its_year(summary, clerk):
    with pytest.raises(Refused):
        summaries.date(summary, by=clerk, as_of=date(2013, 12, 31))


def test_a_section_is_saved_with_known_names(summary, forum, clerk):
    section = SectionFactory(summary=summary)
    saved = writing.revise(
        section, by=clerk, revision=1, heading="新标题", body="{法官讲坛}"
    )
    assert (saved.heading, saved.body, saved.revision) == ("新标题", "{法官讲坛}", 2)


def test_an_unknown_name_is_refused_and_nothing_changes(summary, forum, clerk):
    section = SectionFactory(summary=summary, body="原文")
    with pytest.raises(Refused, match="没有的数据"):
        writing.revise(section, by=clerk, revision=1, heading="", body="{没有的数据}")
    assert Section.objects.get(pk=section.pk).body == "原文"


def test_two_people_do_not_overwrite_each_other(summary, clerk):
    section = SectionFactory(summary=summary)
    writing.revise(section, by=clerk, revision=1, heading="", body="先存的")
    with pytest.raises(Refused):
        writing.revise(section, by=clerk, revision=1, heading="", body="后存的")
    assert Section.objects.get(pk=section.pk).body == "先存的"


@pytest.mark.parametrize("role", [roles.STAFF, roles.LEADING_GROUP])
def test_only_the_office_edits(summary, role):
    section = SectionFactory(summary=summary)
    with pytest.raises(Refused):
        writing.revise(
            section, by=UserFactory(role=role), revision=1, heading="", body="x"
        )
