"""What the demonstration tells holds together before a single record is counted."""

import re

import pytest

from campaigns.tests.factories import (
    CampaignFactory,
    CategoryFactory,
    IndicatorFactory,
)
from config.demo import telling
from config.demo.figures_told import FIGURES
from config.demo.prose import PARTS
from dossiers import summaries
from dossiers.blocks import Heading
from dossiers.models import Figure, Section, Summary

# What the published summary of 2014 tells.
KEYS = [
    "superior_training",
    "judges_forum",
    "model_hearings",
    "case_revisits",
    "assessor_liaison_training",
    "clerk_contests",
    "three_public_expenses",
    "central_tribunals",
    "judge_workrooms",
    "circuit_points",
    "liaison_before",
    "liaison_now",
    "village_coverage",
    "judgments_published",
    "party_school",
    "party_anniversary",
    "tribunals_improved",
    "sub_contests",
    "festival_events",
    "sports_and_culture",
    "statements_signed",
    "training_in_etiquette",
    "lectures_by_experts",
    "donations",
    "measures_issued",
]
PLACEHOLDER = re.compile(r"{([^{}]+?)(\.list)?}")
BY_LABEL = {told["label"]: told for told in FIGURES}
WINDOW_WORDS = {
    "this_year": "今年",
    "campaign": "二年来",
    "since_last_year": "去年以来",
    "each_year": "二年来",
}
COUNTED = re.compile(r"[一二两三四五六七八九十百千数几]+(余|多)?[个次期项名份场件人]")


def paragraphs_of(parts):
    for part in parts:
        yield from part.paragraphs
        yield from paragraphs_of(part.parts)


def headings_of(parts):
    for part in parts:
        yield part.heading
        yield from headings_of(part.parts)


PARAGRAPHS = tuple(paragraphs_of(PARTS))
SENTENCES = [sentence for paragraph in PARAGRAPHS for sentence in paragraph.split("。")]


def labels_in(text):
    return [label for label, _list in PLACEHOLDER.findall(text)]


def without_placeholders(text):
    return PLACEHOLDER.sub("", text)


def time_of(told):
    """Return the words that must name the time of a figure in its sentence."""
    if told["window"] == "as_of_year":
        return f"{told['window_year']}年"
    return WINDOW_WORDS[told["window"]]


# -- The figures ----------------------------------------------------------------


def test_every_figure_of_the_published_summary_is_defined_once():
    assert sorted(told["key"] for told in FIGURES) == sorted(KEYS)


def test_no_two_figures_have_one_label():
    assert len(BY_LABEL) == len(FIGURES)


@pytest.mark.parametrize("told", FIGURES, ids=lambda told: told["key"])
def test_every_figure_says_what_it_counts(told):
    assert told["note"].endswith("。")


# -- The prose ------------------------------------------------------------------


def test_the_prose_quotes_every_figure_and_no_other():
    assert set(labels_in("".join(PARAGRAPHS))) == set(BY_LABEL)


@pytest.mark.parametrize("text", [*PARAGRAPHS, *headings_of(PARTS)])
def test_no_brace_stands_outside_a_figure(text):
    assert not set(without_placeholders(text)) & set("{}")


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_the_only_digits_typed_by_hand_are_years(paragraph):
    rest = re.sub(r"20\d\d年", "", without_placeholders(paragraph))
    assert re.findall(r"\d", rest) == []


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_no_count_is_typed_by_hand_in_chinese(paragraph):
    assert COUNTED.search(without_placeholders(paragraph)) is None


@pytest.mark.parametrize("sentence", [each for each in SENTENCES if labels_in(each)])
def test_a_sentence_names_the_time_of_its_figures(sentence):
    times = {time_of(BY_LABEL[label]) for label in labels_in(sentence)}
    assert [time for time in times if time not in sentence] == []


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_every_paragraph_is_one_line_of_full_width_sentences(paragraph):
    assert paragraph.endswith("。")
    assert not set(paragraph) & set("\n ,;:()\"'")


def test_five_numbered_parts_stand_between_lead_and_closing():
    first, *numbered, last = [part.heading for part in PARTS]
    assert (first, last) == ("", "")
    assert len([heading for heading in numbered if heading]) == len(numbered) == 5


# -- Loading --------------------------------------------------------------------


@pytest.fixture
def campaign(db):
    campaign = CampaignFactory()
    for name in {told["category"] for told in FIGURES if "category" in told}:
        CategoryFactory(court=campaign.court, name=name)
    for name in {told["indicator"] for told in FIGURES if "indicator" in told}:
        IndicatorFactory(court=campaign.court, name=name)
    return campaign


def test_it_works(campaign):
    summary = telling.load(campaign)
    parts = summary.sections.filter(parent=None)
    assert [part.heading for part in parts] == [part.heading for part in PARTS]
    bodies = summary.sections.exclude(body="").values_list("body", flat=True)
    told = [line for body in bodies for line in body.split("\n")]
    assert sorted(told) == sorted(PARAGRAPHS)


def test_its_headings_are_numbered_in_the_order_of_the_standard(campaign):
    document, _facts = summaries.draft(telling.load(campaign))
    labels = [block.label for block in document.blocks if isinstance(block, Heading)]
    assert labels == [
        *("一、", "（一）", "（二）", "1.", "2.", "3.", "4.", "5."),
        *("二、", "三、", "四、", "五、"),
        *("（一）", "（二）", "（三）", "（四）", "（五）"),
    ]


def test_without_records_only_the_anniversary_is_told(campaign):
    _document, facts = summaries.draft(telling.load(campaign))
    told = [fact.text for fact in facts.values() if not fact.is_missing]
    assert told == ["93周年"]


def test_every_figure_would_pass_its_form(campaign):
    telling.load(campaign)
    for figure in campaign.figures.all():
        figure.full_clean()


def test_every_section_would_pass_its_form(campaign):
    for section in telling.load(campaign).sections.all():
        section.full_clean()


def test_loading_twice_adds_nothing(campaign):
    telling.load(campaign)
    before = [
        list(model.objects.order_by("pk").values())
        for model in (Figure, Summary, Section)
    ]
    telling.load(campaign)
    assert before == [
        list(model.objects.order_by("pk").values())
        for model in (Figure, Summary, Section)
    ]


def test_what_the_clerk_rewrote_stays(campaign):
    summary = telling.load(campaign)
    summary.sections.filter(heading="").update(body="改写。")
    telling.load(campaign)
    kept = summary.sections.filter(heading="").values_list("body", flat=True)
    assert list(kept) == ["改写。", "改写。"]
