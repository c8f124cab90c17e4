"""Defining figures without code: what is taken, and every reason a definition is refused."""

from datetime import date

import pytest

from campaigns import roles
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    IndicatorFactory,
    ReadingFactory,
    UserFactory,
)
from dossiers import definitions, figures
from dossiers.models import Figure
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary():
    return SummaryFactory()


@pytest.fixture
def clerk():
    return UserFactory(role=roles.OFFICE)


def draft(**values):
    values = {"key": "new", "label": "新数据", "measure": "activities"} | values
    return Figure(campaign=CampaignFactory(), **values)


def fields(**values):
    return [field for field, _reason in definitions.faults(draft(**values))]


def test_the_office_defines_a_figure_and_it_counts_at_once(summary, clerk):
    category = CategoryFactory()
    ActivityFactory(category=category, confirmed=True)
    made = definitions.define(
        summary.campaign,
        by=clerk,
        label="普法活动",
        measure="activities",
        category=category,
        counting_word="次",
    )
    assert figures.of(summary)[made.key].text == "1次"


def test_each_figure_gets_a_key_of_its_own(summary, clerk):
    FigureFactory(campaign=summary.campaign, key="figure_2")
    made = definitions.define(
        summary.campaign, by=clerk, label="数据", measure="activities"
    )
    assert made.key == "figure_3"


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_only_the_office_defines(summary, role):
    with pytest.raises(Refused, match="office|创建办"):
        definitions.define(
            summary.campaign,
            by=UserFactory(role=role),
            label="数据",
            measure="activities",
        )


def test_another_court_does_not_define(summary):
    stranger = UserFactory(court=CourtFactory(name="别处法院"), role=roles.OFFICE)
    figure = FigureFactory(campaign=summary.campaign)
    with pytest.raises(Refused):
        definitions.change(figure, by=stranger, note="改")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"measure": "attendances", "counting_word": "人"}, "counting_word"),
        ({"measure": "attendances", "counting_word": "次"}, "counting_word"),
        ({"measure": "headcount", "counting_word": "人"}, "counting_word"),
        ({"measure": "people", "counting_word": "人次"}, "counting_word"),
        ({"measure": "activities", "counting_word": "人次"}, "counting_word"),
        ({"measure": "activities", "counting_word": "期"}, "counting_word"),
        ({"measure": "sessions", "counting_word": "人"}, "counting_word"),
        ({"measure": "evidence", "counting_word": "次"}, "counting_word"),
        ({"measure": "cost", "counting_word": "万"}, "counting_word"),
        ({"measure": "indicator_latest"}, "indicator"),
        ({"measure": "list_length"}, "items"),
        ({"measure": "anniversary"}, "base_year"),
        ({"measure": "anniversary", "base_year": 2014}, "base_year"),
        ({"measure": "formula"}, "formula"),
        ({"window": "as_of_year"}, "window_year"),
        ({"measure": "sessions", "window": "each_year"}, "window"),
        ({"window": "custom"}, "window_from"),
        (
            {
                "window": "custom",
                "window_from": date(2014, 5, 1),
                "window_to": date(2014, 4, 1),
            },
            "window_to",
        ),
        (
            {
                "window": "custom",
                "window_from": date(2010, 1, 1),
                "window_to": date(2010, 4, 1),
            },
            "window_from",
        ),
        ({"items": "甲、乙"}, "items"),
        ({"formula": "{甲}"}, "formula"),
        ({"measure": "anniversary", "base_year": 1921, "words": "党"}, "words"),
    ],
)
def test_an_impossible_definition_says_why_at_its_field(values, field):
    assert fields(**values) == [field]


@pytest.mark.parametrize(
    "values",
    [
        {"measure": "attendances", "counting_word": "人次"},
        {"measure": "people", "counting_word": "名"},
        {"measure": "sessions", "counting_word": "期"},
        {"measure": "activities", "counting_word": "项"},
        {"measure": "evidence", "counting_word": "份"},
        {"measure": "anniversary", "base_year": 1921, "counting_word": "周年"},
        {"measure": "honours", "words": "先进", "counting_word": "项"},
    ],
)
def test_a_possible_definition_has_no_fault(values):
    assert fields(**values) == []


def test_sessions_are_told_as_their_category_counts_them():
    category = CategoryFactory(name="法官讲坛", counting_word="期")
    values = {"measure": "sessions", "category": category}
    assert fields(**values, counting_word="次") == ["counting_word"]
    assert fields(**values, counting_word="期") == []


def test_an_indicator_is_told_as_it_is_read():
    indicator = IndicatorFactory(counting_word="名")
    values = {"measure": "indicator_latest", "indicator": indicator}
    assert fields(**values, counting_word="人次") == ["counting_word"]
    assert fields(**values, counting_word="人") == []


def test_what_another_court_owns_is_refused():
    category = CategoryFactory(court=CourtFactory(name="别处法院"))
    assert fields(category=category) == ["category"]


def test_before_and_after_needs_a_year_with_time_after_it():
    indicator = IndicatorFactory(counting_word="名")
    values = {
        "measure": "indicator_before_after",
        "indicator": indicator,
        "counting_word": "名",
    }
    assert fields(**values) == ["window_year"]
    assert fields(**values, window_year=2014) == ["window_year"]
    assert fields(**values, window_year=2012, window="as_of_year") == ["window"]
    assert fields(**values, window_year=2012) == []


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(109, 426, "由109名增加到426名"), (9, 5, "由9名减少到5名"), (7, 7, "保持7名")],
)
def test_from_before_to_now_tells_both_readings(summary, before, now, told):
    indicator = IndicatorFactory(counting_word="名")
    old = ReadingFactory(
        indicator=indicator, ends_on=date(2012, 12, 31), value=before, confirmed=True
    )
    new = ReadingFactory(
        indicator=indicator, ends_on=date(2014, 9, 30), value=now, confirmed=True
    )
    figure = FigureFactory(
        campaign=summary.campaign,
        measure="indicator_before_after",
        indicator=indicator,
        window_year=2012,
        counting_word="名",
    )
    fact = figures.of(summary)[figure.key]
    assert (fact.text, fact.records, fact.value) == (told, (old.pk, new.pk), now)


def test_from_before_to_now_lacks_a_number_while_one_reading_is_missing(summary):
    indicator = IndicatorFactory()
    ReadingFactory(indicator=indicator, ends_on=date(2014, 9, 30), confirmed=True)
    figure = FigureFactory(
        campaign=summary.campaign,
        measure="indicator_before_after",
        indicator=indicator,
        window_year=2012,
    )
    assert figures.of(summary)[figure.key].text == "待补充"


def test_a_custom_window_counts_its_days_only(summary):
    for day in (date(2014, 3, 31), date(2014, 4, 1), date(2014, 6, 30)):
        ActivityFactory(held_on=day, confirmed=True)
    figure = FigureFactory(
        campaign=summary.campaign,
        window="custom",
        window_from=date(2014, 4, 1),
        window_to=date(2014, 6, 30),
    )
    fact = figures.of(summary)[figure.key]
    assert (fact.text, fact.period.label) == ("2次", "2014年4月—2014年6月")


# -- Formulas --------------------------------------------------------------------------


@pytest.fixture
def parts(summary):
    category = CategoryFactory()
    ActivityFactory(category=category, sessions=3, confirmed=True)
    common = {"campaign": summary.campaign, "category": category}
    FigureFactory(key="a", label="甲", measure="activities", **common)
    FigureFactory(key="b", label="乙", measure="sessions", **common)
    return summary.campaign


def test_a_formula_follows_its_figures_and_names_their_records(summary, parts, clerk):
    made = definitions.define(
        parts,
        by=clerk,
        label="合计",
        measure="formula",
        formula="{甲} + {b}",
        counting_word="次",
    )
    fact = figures.of(summary)[made.key]
    assert (fact.text, fact.parts, fact.model) == ("4次", ("a", "b"), "activity")
    assert fact.records == figures.of(summary)["a"].records


def test_a_formula_of_a_formula_is_calculated_in_the_order_needed(summary, parts):
    common = {"campaign": parts, "measure": "formula", "counting_word": "次"}
    FigureFactory(key="z", label="末", formula="{首} × 2", order=1, **common)
    FigureFactory(key="y", label="首", formula="{甲} + {乙}", order=2, **common)
    assert figures.of(summary)["z"].text == "8次"


def test_a_circle_is_refused_with_its_path(parts):
    FigureFactory(campaign=parts, label="丙", measure="formula", formula="{丁} + 1")
    FigureFactory(campaign=parts, label="丁", measure="formula", formula="{甲}")
    figure = Figure.objects.get(label="丁")
    figure.formula = "{丙} - 1"
    reasons = dict(definitions.faults(figure))
    assert "丁 → 丙 → 丁" in reasons["formula"]


def test_a_formula_of_itself_is_refused(parts):
    reasons = dict(definitions.faults(draft(measure="formula", formula="{新数据} + 1")))
    assert "新数据 → 新数据" in reasons["formula"]


def test_a_circle_that_is_there_all_the_same_tells_no_number(summary, parts):
    common = {"campaign": parts, "measure": "formula"}
    FigureFactory(key="y", label="丙", formula="{丁}", **common)
    FigureFactory(key="z", label="丁", formula="{丙}", **common)
    assert figures.of(summary)["z"].is_missing


@pytest.mark.parametrize("formula", ["{没有的}", "{甲} {乙}", "3 + 4"])
def test_a_formula_that_cannot_be_calculated_is_refused(parts, formula):
    assert fields(measure="formula", formula=formula) == ["formula"]


def test_attendances_and_people_are_not_added(parts):
    FigureFactory(
        campaign=parts, label="人次", measure="attendances", counting_word="人次"
    )
    FigureFactory(campaign=parts, label="人数", measure="people", counting_word="人")
    assert fields(measure="formula", formula="{人次} + {人数}") == ["formula"]
    assert fields(measure="formula", formula="{人次} ÷ {人数}") == []


# -- Change, copy, drop ------------------------------------------------------------------


def test_a_change_is_told_at_once(summary, parts, clerk):
    figure = Figure.objects.get(key="a")
    definitions.change(figure, by=clerk, counting_word="项")
    assert figures.of(summary)["a"].text == "1项"


def test_a_quoted_name_stays_and_the_sentence_is_shown(summary, parts, clerk):
    SectionFactory(summary=summary, body="今年开展{甲}。")
    figure = Figure.objects.get(key="a")
    with pytest.raises(Refused, match="今年开展{甲}。"):
        definitions.change(figure, by=clerk, label="别名")
    assert Figure.objects.get(key="a").label == "甲"


def test_a_name_another_figure_has_is_refused(parts):
    assert fields(label="甲") == ["label"]


def test_a_copy_counts_the_same_under_a_free_name(summary, parts, clerk):
    figure = Figure.objects.get(key="b")
    first, second = (definitions.copy(figure, by=clerk) for _time in range(2))
    assert (first.label, second.label) == ("乙（2）", "乙（3）")
    facts = figures.of(summary)
    assert facts[first.key].records == facts["b"].records


def test_an_unquoted_figure_is_dropped(parts, clerk):
    definitions.drop(Figure.objects.get(key="a"), by=clerk)
    assert not Figure.objects.filter(key="a").exists()


def test_a_quoted_figure_is_not_dropped(summary, parts, clerk):
    SectionFactory(summary=summary, body="开展{a}。")
    with pytest.raises(Refused, match="开展{a}。"):
        definitions.drop(Figure.objects.get(key="a"), by=clerk)


def test_a_figure_others_are_calculated_from_is_not_dropped(parts, clerk):
    FigureFactory(campaign=parts, label="倍数", measure="formula", formula="{甲} × 2")
    with pytest.raises(Refused, match="倍数"):
        definitions.drop(Figure.objects.get(key="a"), by=clerk)
