"""Honours count once for each work, however often and how high it was honoured."""

import pytest

from campaigns.tests.factories import HonourFactory, UserFactory
from dossiers import figures
from dossiers.tests.factories import FigureFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


def told(summary, **definition):
    figure = FigureFactory(campaign=summary.campaign, **definition)
    return figures.of(summary)[figure.key]


def honour_of(summary, work, level, title="文明窗口"):
    moment = "2014-06-01T00:00Z"
    return HonourFactory(
        **{"campaign": summary.campaign, "work": work, "level": level, "title": title},
        **{"status": "confirmed", "submitted_at": moment, "confirmed_at": moment},
        confirmed_by=UserFactory(),
    )


def test_honours_for_the_same_work_count_once_at_the_highest_level(summary):
    honour_of(summary, "巡回审判", "county")
    highest = honour_of(summary, "巡回审判", "provincial")
    honour_of(summary, "巡回审判", "city")
    honour_of(summary, "巡回审判", "provincial")
    assert told(summary, measure="honours").records == (highest.pk,)


def test_honours_for_no_work_in_particular_count_each(summary):
    pks = tuple(honour_of(summary, "", "county").pk for _number in range(2))
    assert told(summary, measure="honours").records == pks


def test_only_what_a_figure_looks_at_competes_for_the_work(summary):
    chosen = honour_of(summary, "巡回审判", "county", title="先进集体")
    honour_of(summary, "巡回审判", "provincial")
    assert told(summary, measure="honours", words="先进").records == (chosen.pk,)
