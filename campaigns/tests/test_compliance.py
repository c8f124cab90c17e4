"""Which piece satisfies a rule, why another does not, and what is only a hint."""

from datetime import date

import pytest

from campaigns import compliance, progress, standards, tallies
from campaigns.models import Criterion
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    HonourFactory,
    ReadingFactory,
    StatementFactory,
    StoredFileFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2014, 3, 8)
PARTS = "时间、地点、人物、主题"


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def leaf(campaign):
    return CriterionFactory(code="1.1", standard=campaign.standard)


def handed_in(leaf, file=None, **values):
    """A piece of a confirmed activity of 8 March 2014."""
    activity = ActivityFactory(confirmed=True, criteria=[leaf], held_on=DAY)
    values["stored_file"] = StoredFileFactory(**(file or {}))
    return EvidenceFactory(activity=activity, **values)


def judged(leaf, entry, campaign, **asked):
    """The sentences why a piece does not count; the count must agree with them."""
    rule = EvidenceRuleFactory(criterion=leaf, per="cycle", **asked)
    (node,) = standards.loose(Criterion.objects.filter(pk=leaf.pk))
    told = compliance.why_not_fit(node.rules[0], tallies.proof_of(entry), campaign)
    (counted,) = progress.of(campaign).by_pk[leaf.pk].rules
    assert counted.rule.pk == rule.pk
    assert counted.counted == (0 if told else 1)
    return told


# -- What counts ------------------------------------------------------------------


def test_a_piece_of_the_kind_that_is_asked_fits(leaf, campaign):
    assert judged(leaf, handed_in(leaf), campaign, asked="document") == ()


def test_another_kind_never_fits_whatever_else_is_right(leaf, campaign):
    entry = handed_in(leaf, kind="picture")
    told = judged(leaf, entry, campaign, asked="document", needs_document_number=True)
    assert told == (
        compliance._("Asked is: %(asked)s; this is: %(kind)s.")
        % {
            "asked": compliance.ProofKind.DOCUMENT.label,
            "kind": compliance.ProofKind.PICTURE.label,
        },
    )


def test_a_document_without_its_number_does_not_fit_where_one_is_needed(leaf, campaign):
    told = judged(leaf, handed_in(leaf), campaign, needs_document_number=True)
    assert len(told) == 1


def test_a_report_of_501_characters_does_not_fit_and_one_of_500_does(leaf, campaign):
    rule = {"asked": "report", "maximum_characters": 500}
    long = handed_in(leaf, {"characters": 501}, kind="report")
    (told,) = judged(leaf, long, campaign, **rule)
    assert "501" in told
    other = CriterionFactory(code="1.2")
    short = handed_in(other, {"characters": 500}, kind="report")
    assert judged(other, short, campaign, **rule) == ()


def test_a_report_whose_text_cannot_be_read_fits_with_a_hint(leaf, campaign):
    rule = {"asked": "report", "maximum_characters": 500}
    entry = handed_in(leaf, kind="report")
    assert judged(leaf, entry, campaign, **rule) == ()
    (node,) = standards.loose(Criterion.objects.filter(pk=leaf.pk))
    assert len(list(compliance.rule_hints(node.rules[0], entry))) == 1


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2015, 1, 1)])
def test_a_picture_taken_outside_the_campaign_does_not_fit(day, leaf, campaign):
    entry = handed_in(leaf, kind="picture", taken_on=day)
    assert len(judged(leaf, entry, campaign, asked="picture")) == 1


def test_a_document_made_before_the_campaign_may_still_be_in_force(leaf, campaign):
    entry = handed_in(leaf, taken_on=date(2011, 5, 4))
    assert judged(leaf, entry, campaign) == ()


def test_a_document_dated_after_the_campaign_does_not_fit(leaf, campaign):
    entry = handed_in(leaf, taken_on=date(2015, 5, 4))
    assert len(judged(leaf, entry, campaign)) == 1


def test_of_more_pieces_than_the_maximum_the_rest_does_not_count(leaf, campaign):
    EvidenceRuleFactory(criterion=leaf, per="cycle", minimum=2, maximum=3)
    for _number in range(5):
        handed_in(leaf)
    (rule,) = progress.of(campaign).by_pk[leaf.pk].rules
    assert (rule.counted, rule.surplus, rule.missing) == (3, 2, 0)


def test_more_activities_than_a_maximum_are_no_surplus(leaf, campaign):
    EvidenceRuleFactory(criterion=leaf, asked="activity", per="cycle", maximum=1)
    ActivityFactory.create_batch(2, confirmed=True, criteria=[leaf])
    (rule,) = progress.of(campaign).by_pk[leaf.pk].rules
    assert (rule.counted, rule.surplus) == (2, 0)


@pytest.mark.parametrize(
    ("owner", "year"),
    [
        (lambda: {"statement": StatementFactory(signed=True, year=2013)}, 2013),
        (lambda: {"honour": HonourFactory(awarded_on=date(2014, 5, 4))}, 2014),
        (lambda: {"reading": ReadingFactory(ends_on=date(2014, 10, 31))}, 2014),
        (lambda: {"activity": ActivityFactory(held_on=DAY)}, 2014),
    ],
)
def test_a_page_reads_a_piece_as_the_count_does(owner, year, campaign):
    file = StoredFileFactory(characters=7)
    entry = EvidenceFactory(
        **{"activity": None, **owner()}, stored_file=file, document_number="1号"
    )
    proof = tallies.proof_of(entry)
    assert (proof.pk, proof.kind, proof.has_number) == (entry.pk, "document", True)
    assert (proof.characters, proof.year) == (7, year)


def test_a_link_has_no_characters(campaign):
    entry = EvidenceFactory(stored_file=None, file_name="", link="https://a.example/")
    assert tallies.proof_of(entry).characters is None


# -- Hints ------------------------------------------------------------------------


def hinted(file=None, **values):
    entry = EvidenceFactory.build(
        activity=ActivityFactory.build(held_on=DAY, **values.pop("activity", {})),
        stored_file=StoredFileFactory.build(**(file or {})),
        **{"kind": "picture", **values},
    )
    return len(list(compliance.hints(entry)))


GOOD = {"media_type": "image/jpeg", "size": 900_000, "width": 1600, "height": 1200}


def test_a_good_photo_of_the_day_needs_no_hint():
    assert hinted(GOOD, taken_on=DAY) == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"media_type": "image/tiff"},
        {"size": 2 * 1024 * 1024 + 1},
        {"width": 640, "height": 480},
    ],
)
def test_a_photo_is_hinted_at_for_format_size_and_pixels(fault):
    assert hinted(GOOD | fault) == 1


def test_pictures_bundled_as_pdf_are_no_fault():
    assert hinted({"media_type": "application/pdf", "size": 5 << 20}) == 0


def test_a_photo_of_another_day_than_the_activity_is_hinted_at():
    assert hinted(GOOD, taken_on=date(2014, 3, 9)) == 1
    longer = {"ended_on": date(2014, 3, 10)}
    assert hinted(GOOD, taken_on=date(2014, 3, 9), activity=longer) == 0


def test_a_document_of_another_day_is_no_fault():
    assert hinted(kind="document", taken_on=date(2014, 1, 9)) == 0


# -- Captions ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "unseen"),
    [
        ("2014年3月8日，三楼会议室，立案庭干警，学习贯彻司法为民", ""),
        ("20140308 法官在白莲社区开展送法活动", ""),
        ("三月八日立案庭干警在三楼会议室学习法律", ""),
        ("学习", "时间、地点、人物、主题"),
        ("3月8日，活动照片", "地点、人物、主题"),
        ("三楼会议室集中学习文件精神", "时间、人物"),
    ],
)
def test_a_caption_is_read_for_its_parts(caption, unseen, leaf):
    EvidenceRuleFactory(criterion=leaf, asked="picture", caption_parts=PARTS)
    (node,) = standards.loose(Criterion.objects.filter(pk=leaf.pk))
    entry = handed_in(leaf, kind="picture", caption=caption)
    told = list(compliance.rule_hints(node.rules[0], entry))
    expected = compliance._(
        "The caption should tell %(asked)s; not recognised: %(unseen)s. Add it, if "
        "it is really missing."
    ) % {"asked": PARTS, "unseen": unseen}
    assert told == ([expected] if unseen else [])


def test_a_missing_caption_part_never_keeps_a_picture_from_counting(leaf, campaign):
    entry = handed_in(leaf, kind="picture", caption="照片")
    assert judged(leaf, entry, campaign, asked="picture", caption_parts=PARTS) == ()


# -- For pages --------------------------------------------------------------------


def test_a_review_tells_for_each_rule_what_fits_and_what_does_not(leaf, campaign):
    EvidenceRuleFactory(criterion=leaf, asked="document", needs_document_number=True)
    EvidenceRuleFactory(criterion=leaf, asked="picture", minimum=2)
    EvidenceRuleFactory(criterion=leaf, asked="activity")
    good = handed_in(leaf, document_number="测法发〔2014〕3号")
    bad, photo = handed_in(leaf), handed_in(leaf, kind="picture")
    nodes = standards.loose(Criterion.objects.filter(pk=leaf.pk))
    ((review),) = compliance.review(nodes, [good, bad, photo], campaign)
    documents, pictures = review.rules
    assert documents.fitting == (good,)
    assert [remark.entry for remark in documents.refused] == [bad]
    assert (pictures.fitting, pictures.lacking) == ((photo,), 1)


def test_handing_in_tells_what_the_criteria_still_miss(leaf, campaign):
    EvidenceRuleFactory(criterion=leaf, asked="document", minimum=3)
    EvidenceRuleFactory(criterion=leaf, asked="activity")
    handed_in(leaf)
    activity = ActivityFactory(criteria=[leaf], held_on=DAY)
    EvidenceFactory(activity=activity)
    owed = f"1.1 {compliance.ProofKind.DOCUMENT.label} × 1"
    told = progress.gettext("Its criteria still miss, even with this: %(what)s.")
    assert progress.wanting(activity) == told % {"what": owed}
    EvidenceFactory(activity=activity)
    assert progress.wanting(activity) == ""
