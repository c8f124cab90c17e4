"""Last year's summary copied forward: words wait for somebody, numbers are counted anew."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import roles
from campaigns.models import CriterionMapping
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    CampaignFactory,
    CriterionFactory,
    IndicatorFactory,
    StandardFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import carrying, checks, readiness, summaries, writing
from dossiers.models import Section, Summary
from dossiers.tests import issuing
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory
from dossiers.tests.locks import order_of

pytestmark = pytest.mark.django_db
AS_OF = date(2015, 11, 3)
WORDS = ("坚持学习。", "今年举办法官讲坛{法官讲坛}。")


@pytest.fixture
def last():
    """The summary of 2014; the campaign after it begins in 2015."""
    return issuing.told_summary()


@pytest.fixture
def following(last):
    return CampaignFactory(
        slug="test-2015-2016",
        name="2015—2016年度",
        starts_on=date(2015, 1, 1),
        ends_on=date(2016, 12, 31),
    )


@pytest.fixture
def clerk():
    return issuing.clerk()


@pytest.fixture
def copied(last, following, clerk):
    return carrying.forward(last, by=clerk, as_of=AS_OF)


def quote(last, **figure):
    """A section of `last` that quotes one more figure."""
    figure = FigureFactory(campaign=last.campaign, **figure)
    return SectionFactory(summary=last, body=f"有{{{figure.label}}}。")


def remarks(summary):
    return [
        each.text
        for section in summary.sections.all()
        for each in section.comments.all()
    ]


# -- What is copied ----------------------------------------------------------------------


def test_it_works(last, following, copied):
    assert (copied.campaign, copied.year, copied.as_of) == (following, 2015, AS_OF)
    section = copied.sections.get()
    assert (section.heading, section.body) == ("学习", "".join(WORDS))
    assert section.unreviewed == WORDS
    assert following.figures.get().label == "法官讲坛"
    assert last.sections.get().unreviewed == ()


def test_within_the_campaign_the_next_year_counts_the_same_figures(clerk):
    last = SummaryFactory(year=2013, as_of=date(2013, 12, 31))
    figure = FigureFactory(campaign=last.campaign)
    SectionFactory(summary=last, body=f"有{{{figure.label}}}。")
    made = carrying.forward(last, by=clerk, as_of=date(2014, 11, 3))
    assert (made.campaign, made.year) == (last.campaign, 2014)
    assert last.campaign.figures.get() == figure


def test_the_outline_and_its_units_are_copied(last, following, clerk):
    unit, gone = UnitFactory(), UnitFactory(is_active=False)
    above = SectionFactory(summary=last, heading="上", body="", owner=unit)
    SectionFactory(summary=last, heading="下", parent=above, owner=gone)
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    below = made.sections.get(heading="下")
    assert (below.parent.heading, below.owner) == ("上", None)
    assert made.sections.get(heading="上").owner == unit


def test_a_figure_called_by_its_key_goes_along_under_its_name(last, following, clerk):
    last.sections.update(body="今年举办{forum}，{forum.list}。")
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert made.sections.get().body == "今年举办{法官讲坛}，{法官讲坛.list}。"


def test_a_figure_of_that_name_there_is_used_as_it_is(last, following, clerk):
    own = FigureFactory(campaign=following, label="法官讲坛")
    carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get() == own


def test_a_calculated_figure_takes_its_parts_along(last, following, clerk):
    quote(last, label="两倍", measure="formula", formula="{forum} + {forum}")
    carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get(label="两倍").formula == "{法官讲坛} + {法官讲坛}"


# -- Figures that change or cannot be there ----------------------------------------------


def test_days_of_its_own_are_moved_and_it_is_said(last, following, clerk):
    days = {"window_from": date(2014, 3, 1), "window_to": date(2014, 3, 31)}
    quote(last, label="三月", window="custom", **days)
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get(label="三月").window_from == date(2015, 3, 1)
    assert remarks(made) != []


def test_since_last_year_cannot_reach_into_the_campaign_before(last, following, clerk):
    quote(last, label="去年起", window="since_last_year")
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get(label="去年起").window == "this_year"
    assert remarks(made) != []


def test_a_criterion_goes_on_as_its_successor(last, following, clerk):
    following.standard = StandardFactory(version="2015")
    following.save()
    old, new = CriterionFactory(), CriterionFactory(standard=following.standard)
    CriterionMapping.objects.create(old=old, new=new)
    quote(last, label="某项", criterion=old)
    carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get(label="某项").criterion == new


def test_a_criterion_without_a_successor_is_refused_with_the_reason(
    last, following, clerk
):
    following.standard = StandardFactory(version="2015")
    following.save()
    quote(last, label="某项", criterion=CriterionFactory())
    plan = carrying.plan(last)
    assert [label for label, _told in plan.remarks] == ["某项"]
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert not following.figures.filter(label="某项").exists()
    assert remarks(made)[0].startswith("{某项}：")


def test_within_the_campaign_days_of_its_own_stay_and_it_is_said(clerk):
    last = SummaryFactory(year=2013, as_of=date(2013, 12, 31))
    days = {"window_from": date(2013, 3, 1), "window_to": date(2013, 3, 31)}
    quote(last, label="三月", window="custom", **days)
    quote(last, label="年底", window="as_of_year", window_year=2013)
    quote(last, label="三月两倍", measure="formula", formula="{三月} + {三月}")
    quote(last, label="今年", window="this_year")
    made = carrying.forward(last, by=clerk, as_of=date(2014, 11, 3))
    told = [text.partition("；")[0] for text in remarks(made)]
    assert told == [
        "{三月}：仍统计2013-03-01至2013-03-31",
        "{年底}：仍统计至2013年年底",
        "{三月}：仍统计2013-03-01至2013-03-31",
    ]


def test_days_of_a_reading_stay_and_it_is_said(last, following, clerk):
    reading = {"measure": "indicator_latest", "indicator": IndicatorFactory()}
    quote(last, label="结案率", window="as_of_year", window_year=2014, **reading)
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert following.figures.get(label="结案率").window_year == 2014
    assert remarks(made)[0].startswith("{结案率}：仍统计至2014年年底")


@pytest.mark.parametrize(
    ("heading", "number"), [("2014年工作", 1), ("二〇一四年工作", 1), ("工作", 0)]
)
def test_a_heading_that_names_a_year_has_a_remark(
    last, following, clerk, heading, number
):
    last.sections.update(heading=heading)
    made = carrying.forward(last, by=clerk, as_of=AS_OF)
    assert len(remarks(made)) == number


# -- Refusals ----------------------------------------------------------------------------


def test_without_a_next_year_there_is_nothing_to_copy_into(last, clerk):
    with pytest.raises(Refused):
        carrying.forward(last, by=clerk, as_of=AS_OF)


@pytest.mark.parametrize("module", [carrying, summaries])
def test_the_year_is_looked_for_while_the_court_is_held(
    last, following, clerk, monkeypatch, module
):
    done = order_of(monkeypatch, summaries, "why_not_as_of")
    if module is carrying:
        carrying.forward(last, by=clerk, as_of=AS_OF)
    else:
        summaries.start(following, by=clerk, year=2015, as_of=AS_OF)
    assert done[0] == "Court"


def test_a_year_is_copied_into_once(last, copied, clerk):
    with pytest.raises(Refused):
        carrying.forward(last, by=clerk, as_of=AS_OF)


def test_it_ends_not_before_its_year(last, following, clerk):
    with pytest.raises(Refused):
        carrying.forward(last, by=clerk, as_of=date(2014, 12, 31))
    assert not following.figures.exists()


def test_only_the_office_copies(last, following):
    with pytest.raises(Refused):
        carrying.forward(last, by=UserFactory(role=roles.UNIT_HEAD), as_of=AS_OF)


# -- Sentences that wait -----------------------------------------------------------------


def test_a_changed_sentence_was_looked_at_and_the_other_still_waits(copied, clerk):
    section = copied.sections.get()
    values = {"heading": "学习", "body": f"坚持学习不放松。{WORDS[1]}"}
    section = writing.revise(section, by=clerk, revision=1, **values)
    assert section.unreviewed == WORDS[1:]


def test_a_sentence_with_words_put_before_it_was_looked_at(copied, clerk):
    values = {"heading": "学习", "body": "我院坚持学习。"}
    section = writing.revise(copied.sections.get(), by=clerk, revision=1, **values)
    assert section.unreviewed == ()


def test_somebody_says_that_a_sentence_still_holds(copied, clerk):
    section = carrying.keep(copied.sections.get(), by=clerk, read=WORDS[:1])
    kept = Section.objects.get(pk=section.pk)
    assert (kept.unreviewed, kept.changed_by) == (WORDS[1:], clerk)


def test_saying_so_of_nothing_that_waits_is_refused(copied, clerk):
    with pytest.raises(Refused):
        carrying.keep(copied.sections.get(), by=clerk, read=["别的。"])


def test_who_does_not_write_the_section_does_not_say_so(copied):
    with pytest.raises(Refused):
        carrying.keep(copied.sections.get(), by=issuing.leader(), read=WORDS)


def test_what_waits_is_not_sent_for_review(copied, clerk):
    with pytest.raises(Refused):
        writing.submit(copied, by=clerk)
    carrying.keep(copied.sections.get(), by=clerk, read=WORDS)
    assert len(writing.submit(copied, by=clerk)) == 1


def test_what_waits_is_a_fault_at_its_place_and_keeps_from_issuing(copied, clerk):
    found = [one for one in checks.of(copied) if one.code == "carried"]
    assert [one.is_hard for one in found] == [True, True]
    told = summaries.draft(copied)[0].blocks[1].text
    assert [told[one.start : one.end] for one in found] == [
        "坚持学习。",
        "今年举办法官讲坛待补充。",
    ]
    assert "hard" in [each.kind for each in readiness.read(copied).blockers]


# -- On screen ---------------------------------------------------------------------------


def test_starting_a_year_offers_the_one_before(client, last, following, clerk):
    client.force_login(clerk)
    session = client.session
    session["campaign"] = following.slug
    session.save()
    shown = client.get(reverse("summary-new")).content.decode()
    assert reverse("summary-carry", args=[last.pk]) in shown


def test_a_year_that_is_there_is_not_offered(last, following, copied):
    assert carrying.offers(following) == [copied]
    assert carrying.offers(last.campaign) == []


def test_the_page_copies(client, last, following, clerk):
    client.force_login(clerk)
    url = reverse("summary-carry", args=[last.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"as_of": AS_OF.isoformat()})
    assert Summary.objects.get(year=2015).campaign == following


def test_a_refusal_stands_on_the_form_and_copies_nothing(
    client, last, following, clerk
):
    client.force_login(clerk)
    url = reverse("summary-carry", args=[last.pk])
    answer = client.post(url, {"as_of": "2014-01-01"})
    assert answer.context["form"].errors
    assert Summary.objects.count() == 1


def test_a_unit_head_finds_no_page_to_copy_with(client, last, following):
    head = UserFactory(role=roles.UNIT_HEAD)
    SectionFactory(summary=last, owner=head.unit)
    client.force_login(head)
    assert client.get(reverse("summary-carry", args=[last.pk])).status_code == 404


def test_the_section_page_asks_and_takes_the_answer(client, copied, clerk):
    client.force_login(clerk)
    section = copied.sections.get()
    answer = client.get(section.get_absolute_url())
    told = [told for _written, told in answer.context["waiting"]]
    assert told == ["坚持学习。", "今年举办法官讲坛待补充。"]
    client.post(reverse("section-keep", args=[section.pk]), {"read": WORDS})
    assert Section.objects.get(pk=section.pk).unreviewed == ()


def test_the_page_costs_the_same_for_one_three_and_thirty_figures(
    client, last, following, clerk
):
    client.force_login(clerk)
    following.standard = StandardFactory(version="2015")
    following.save()
    costs = set()
    for number in range(1, 31):
        quote(last, criterion=CriterionFactory(), window="since_last_year")
        if number in (1, 3, 30):
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("summary-carry", args=[last.pk]))
            costs.add(len(captured))
    assert len(costs) == 1
    assert costs.pop() <= 12
