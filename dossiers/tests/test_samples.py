"""Drawing by lot: the draw, the words, what the records hold, what was found."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from campaigns import roles
from campaigns.models import Grant
from campaigns.refusals import Refused
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    EvidenceFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StatementFactory,
    TrainingRecordFactory,
    UnitFactory,
    UserFactory,
)
from dossiers import artefacts, samples
from dossiers.models import Box, Sample
from dossiers.tests.factories import (
    ArchiveItemFactory,
    ItemPartFactory,
    SampleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def assessor(campaign):
    person = UserFactory(role=roles.ASSESSOR, unit=None, language="en")
    Grant.objects.create(campaign=campaign, person=person, until_on=localdate())
    return person


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE, language="en")


@pytest.fixture
def forum(campaign):
    return CategoryFactory(
        name="法官讲坛", counting_word="期", artefacts="签到表、照片"
    )


def lecture(campaign, forum, **values):
    return ActivityFactory(campaign=campaign, category=forum, confirmed=True, **values)


def asked(campaign, by, **values):
    return [each.asked for each in samples.stock(campaign, by=by, **values)]


# -- The draw --------------------------------------------------------------------------


def test_a_seed_gives_one_place_and_always_the_same():
    places = {samples.position(f"seed-{n}", 7) for n in range(200)}
    assert places == {1, 2, 3, 4, 5, 6, 7}
    assert samples.position("abc", 539) == samples.position("abc", 539) == 118


def test_a_draw_keeps_its_seed_and_can_be_repeated(campaign, assessor, forum):
    for month in range(1, 8):
        lecture(campaign, forum, held_on=date(2014, month, 8))
    sample = samples.draw(campaign, by=assessor)
    stock = samples.stock(campaign, by=assessor)
    assert sample.stock == len(stock) == 14
    assert sample.position == samples.position(sample.seed, 14)
    again = stock[sample.position - 1]
    assert (again.asked, again.pk) == (sample.asked, sample.object_pk)


def test_two_draws_have_different_seeds(campaign, assessor, forum):
    lecture(campaign, forum)
    seeds = {samples.draw(campaign, by=assessor).seed for _each in range(3)}
    assert len(seeds) == 3


def test_it_asks_as_an_inspector_would(campaign, assessor, forum):
    for year, months in ((2013, (3, 4)), (2014, (3, 4))):
        for month in months:
            lecture(campaign, forum, held_on=date(year, month, 8))
    assert asked(campaign, assessor)[:4] == [
        "给我看2013年第1期法官讲坛的签到表。",
        "给我看2013年第1期法官讲坛的照片。",
        "给我看2013年第2期法官讲坛的签到表。",
        "给我看2013年第2期法官讲坛的照片。",
    ]
    assert asked(campaign, assessor)[4] == "给我看2014年第1期法官讲坛的签到表。"


def test_a_number_in_the_title_is_the_one_it_goes_by(campaign, assessor, forum):
    lecture(campaign, forum, title="法官讲坛第七期：乡村纠纷的调解")
    assert asked(campaign, assessor)[0] == "给我看2014年法官讲坛第七期的签到表。"


def test_a_category_that_names_nothing_is_asked_for_its_photo(campaign, assessor):
    category = CategoryFactory(name="志愿服务", counting_word="次", artefacts="")
    lecture(campaign, category)
    assert asked(campaign, assessor) == ["给我看2014年第1次志愿服务的照片。"]


def test_honours_readings_and_statements_are_asked_for_too(campaign, assessor):
    confirmed = {
        "status": "confirmed",
        "submitted_at": timezone.now(),
        "confirmed_at": timezone.now(),
    }
    HonourFactory(campaign=campaign, confirmed_by=UserFactory(), **confirmed)
    indicator = IndicatorFactory(name="联络员", counting_word="名")
    ReadingFactory(confirmed=True, indicator=indicator, value=426)
    StatementFactory(campaign=campaign, unit=UnitFactory(name="立案庭"))
    assert asked(campaign, assessor) == [
        "奖项核对：“文明窗口”（县文明办，2014-05-04）的奖牌或证书在哪里？给我看授予它的文件。",
        "“联络员426名”（2014-10-31）从哪里来？给我看原始台账。",
        "给我看立案庭2014年责任书的签字页。",
    ]
    assert len(asked(campaign, assessor, subject="honour")) == 1


def test_only_what_is_confirmed_and_granted_is_in_the_lot(campaign, assessor, forum):
    ActivityFactory(campaign=campaign, category=forum, submitted=True)
    lecture(CampaignFactory(slug="other"), forum)
    ReadingFactory(confirmed=True, ends_on=date(2012, 12, 31))
    HonourFactory(campaign=campaign)
    assert asked(campaign, assessor) == []
    with pytest.raises(Refused):
        samples.draw(campaign, by=assessor)


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_lot_takes_four_queries_whatever_the_size(
    campaign, office, forum, size, django_assert_num_queries
):
    for _each in range(size):
        lecture(campaign, forum)
        StatementFactory(campaign=campaign)
    office.has_perm(roles.SEE_COURT)  # permissions are read once
    with django_assert_num_queries(4):
        assert len(samples.stock(campaign, by=office)) == 3 * size


@pytest.mark.parametrize(
    "role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP, roles.SYSTEM_ADMIN]
)
def test_others_draw_nothing(campaign, forum, role):
    lecture(campaign, forum)
    by = UserFactory(role=role)
    with pytest.raises(Refused) as caught:
        samples.draw(campaign, by=by)
    assert str(caught.value) == samples.why_not_draw(campaign, by=by)


def test_without_leave_an_assessor_draws_nothing(campaign, assessor, forum):
    lecture(campaign, forum)
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        samples.draw(campaign, by=assessor)


def test_another_court_draws_nothing(campaign, forum):
    lecture(campaign, forum)
    by = UserFactory(role=roles.OFFICE, court=CourtFactory(name="邻县法院"), unit=None)
    assert samples.why_not_draw(campaign, by=by)


# -- What was found --------------------------------------------------------------------


def test_whoever_drew_says_what_was_found(campaign, assessor):
    sample = SampleFactory(campaign=campaign, drawn_by=assessor)
    samples.mark(sample, by=assessor, result="mismatch", note=" 日期不符 ")
    sample.refresh_from_db()
    assert (sample.result, sample.note, sample.is_wanting) == (
        "mismatch",
        "日期不符",
        True,
    )
    samples.mark(sample, by=assessor, result="found")
    assert Sample.objects.get().is_wanting is False


def test_nobody_else_says_what_was_found(campaign, assessor, office):
    sample = SampleFactory(campaign=campaign, drawn_by=assessor)
    with pytest.raises(Refused):
        samples.mark(sample, by=office, result="found")


def test_a_result_nobody_knows_is_refused(campaign, assessor):
    sample = SampleFactory(campaign=campaign, drawn_by=assessor)
    with pytest.raises(Refused):
        samples.mark(sample, by=assessor, result="perhaps")


def test_after_the_leave_nothing_is_marked(campaign, assessor):
    sample = SampleFactory(campaign=campaign, drawn_by=assessor)
    Grant.objects.update(until_on=localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        samples.mark(sample, by=assessor, result="found")


@pytest.mark.parametrize(
    "values",
    [
        {"asked": ""},
        {"position": 0},
        {"position": 2},
        {"result": "found"},
        {"marked_at": timezone.now()},
        {"result": "perhaps", "marked_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_sample(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        SampleFactory(**values)


# -- What the records hold -------------------------------------------------------------


def entry_of(activity, caption, **values):
    return EvidenceFactory(activity=activity, caption=caption, file_name="", **values)


def of_lecture(campaign, forum, by, artefact):
    activity = lecture(campaign, forum)
    sample = SampleFactory(
        campaign=campaign, object_pk=activity.pk, artefact=artefact, drawn_by=by
    )
    return activity, sample


def test_it_shows_what_looks_like_it_and_keeps_the_rest(campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "签到表")
    sheet = entry_of(activity, "法官讲坛签到表", kind="table")
    photo = entry_of(activity, "签到现场", kind="picture")
    held = samples.held(sample, by=assessor)
    assert [one.entry for one in held.matching] == [sheet]
    assert [one.entry for one in held.others] == [photo]
    assert held.is_there


def test_an_attendance_list_answers_for_the_sign_in_sheet(campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "签到表")
    TrainingRecordFactory(activity=activity)
    held = samples.held(sample, by=assessor)
    assert (held.attendance, held.is_there, held.matching) == (1, True, ())


def test_an_attendance_list_is_no_photo(campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    TrainingRecordFactory(activity=activity)
    assert not samples.held(sample, by=assessor).is_there


def test_it_tells_the_archive_number_and_the_box(campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    photo = entry_of(activity, "现场", kind="picture")
    box = Box.objects.create(
        court=campaign.court, number=5, year=2014, retention="D30", cabinet="3"
    )
    item = ArchiveItemFactory(campaign=campaign, box=box)
    ItemPartFactory(item=item, evidence=photo)
    (one,) = samples.held(sample, by=assessor).matching
    assert (one.item, one.item.box) == (item, box)


def test_a_cabinet_is_told_as_the_office_wrote_it(client, campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    box = Box.objects.create(
        court=campaign.court, number=5, year=2014, retention="D30",
        cabinet="A柜", shelf="第2层",
    )  # fmt: skip
    item = ArchiveItemFactory(campaign=campaign, box=box)
    ItemPartFactory(item=item, evidence=entry_of(activity, "现场", kind="picture"))
    client.force_login(assessor)
    page = client.get(sample.get_absolute_url()).content.decode()
    assert f"{box} A柜 第2层" in page


def test_what_is_for_the_archive_only_is_not_shown(campaign, assessor, office, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    entry_of(activity, "现场", kind="picture", is_confidential=True)
    assert not samples.held(sample, by=assessor).is_there
    assert samples.held(sample, by=office).is_there


def test_a_record_sent_back_is_told_to_be_gone(campaign, assessor, forum):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    type(activity).objects.update(
        status="submitted", confirmed_by=None, confirmed_at=None
    )
    assert samples.held(sample, by=assessor).record is None


@pytest.mark.parametrize("subject", ["honour", "statement", "reading"])
def test_any_proof_of_the_others_is_theirs(campaign, assessor, subject):
    now, other = timezone.now(), UserFactory()
    confirmed = {"status": "confirmed", "submitted_at": now, "confirmed_at": now}
    made = {
        "honour": lambda: HonourFactory(
            campaign=campaign, confirmed_by=other, **confirmed
        ),
        "statement": lambda: StatementFactory(campaign=campaign, signed=True),
        "reading": lambda: ReadingFactory(confirmed=True),
    }
    record = made[subject]()
    paper = EvidenceFactory(activity=None, caption="证书", **{subject: record})
    sample = SampleFactory(
        campaign=campaign,
        subject=subject,
        object_pk=record.pk,
        artefact="",
        drawn_by=assessor,
    )
    held = samples.held(sample, by=assessor)
    assert (held.record, [one.entry for one in held.matching]) == (record, [paper])


@pytest.mark.parametrize(
    ("artefact", "kind", "caption", "fits"),
    [
        ("签到表", "table", "参加人员名单", True),
        ("签到表", "picture", "签到现场", False),
        ("照片", "picture", "", True),
        ("照片", "document", "通知", False),
        ("方案", "document", "三八节活动计划", True),
        ("通知", "document", "关于召开大会的通知", True),
        ("总结", "report", "半年小结", True),
        ("讲稿", "other", "课件", True),
        ("正式文件", "document", "考勤办法", True),
        ("正式文件", "table", "统计表", False),
        ("稿件或网页", "web", "", True),
        ("评议表", "other", "庭审评议表", True),
        ("评议表", "other", "回访表", False),
        ("会议记录", "document", "党组会议纪要", True),
    ],
)
def test_papers_are_known_by_their_words(artefact, kind, caption, fits):
    entry = EvidenceFactory.build(
        kind=kind, caption=caption, file_name="", activity=None, stored_file=None,
        uploaded_by=None,
    )  # fmt: skip
    assert bool(artefacts.tells(artefact, entry)) is fits


# -- The pages -------------------------------------------------------------------------


def test_one_button_draws_and_shows(client, campaign, assessor, forum):
    lecture(campaign, forum)
    client.force_login(assessor)
    page = client.post(reverse("sample-draw"), follow=True)
    assert page.redirect_chain[-1][0] == Sample.objects.get().get_absolute_url()
    assert Sample.objects.get().asked in page.content.decode()


def test_nothing_to_draw_is_told(client, campaign, assessor):
    client.force_login(assessor)
    page = client.post(reverse("sample-draw"), follow=True).content.decode()
    assert "nothing confirmed yet" in page


def test_the_page_marks_and_offers_a_finding(client, campaign, assessor, forum):
    _activity, sample = of_lecture(campaign, forum, assessor, "照片")
    client.force_login(assessor)
    page = client.get(sample.get_absolute_url()).content.decode()
    assert "Nothing here looks like it." in page
    assert reverse("finding-new") not in page
    url = reverse("sample-mark", args=[sample.pk])
    page = client.post(url, {"result": "absent"}, follow=True).content.decode()
    assert f"{reverse('finding-new')}?sample={sample.pk}" in page


def test_without_a_result_nothing_is_marked_and_the_note_stays(
    client, campaign, assessor, forum
):
    _activity, sample = of_lecture(campaign, forum, assessor, "照片")
    client.force_login(assessor)
    url = reverse("sample-mark", args=[sample.pk])
    page = client.post(url, {"note": "柜子锁着"}).content.decode()
    assert "柜子锁着" in page
    assert Sample.objects.get().result == ""


def test_the_list_narrows_to_a_result(client, campaign, assessor):
    SampleFactory(campaign=campaign, drawn_by=assessor)
    found = SampleFactory(
        campaign=campaign,
        drawn_by=assessor,
        result="found",
        marked_at=timezone.now(),
    )
    client.force_login(assessor)
    for result, number in (("", 2), ("found", 1), ("none", 1), ("absent", 0)):
        page = client.get(reverse("samples"), {"result": result})
        assert page.context["page"].paginator.count == number
    assert found in Sample.objects.visible_to(assessor)


def test_an_assessor_sees_their_own_and_the_office_all(campaign, assessor, office):
    own = SampleFactory(campaign=campaign, drawn_by=assessor)
    other = SampleFactory(campaign=campaign)
    assert set(Sample.objects.visible_to(assessor)) == {own}
    assert set(Sample.objects.visible_to(office)) == {own, other}
    assert not Sample.objects.visible_to(UserFactory()).exists()


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD])
def test_staff_find_no_such_pages(client, campaign, role):
    sample = SampleFactory(campaign=campaign)
    client.force_login(UserFactory(role=role))
    for url in (reverse("inspection"), reverse("samples"), sample.get_absolute_url()):
        assert client.get(url).status_code == 404
    assert client.post(reverse("sample-draw")).status_code == 404


@pytest.mark.parametrize("name", ["inspection", "samples"])
@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_lists_take_few_queries_whatever_the_size(
    client, campaign, assessor, size, name, django_assert_max_num_queries
):
    for _each in range(size):
        SampleFactory(campaign=campaign, drawn_by=assessor)
    client.force_login(assessor)
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("size", [1, 3, 30])
def test_a_sample_takes_few_queries_whatever_its_record_has(
    client, campaign, assessor, forum, size, django_assert_max_num_queries
):
    activity, sample = of_lecture(campaign, forum, assessor, "照片")
    for _each in range(size):
        part = ItemPartFactory(
            item=ArchiveItemFactory(campaign=campaign),
            evidence=entry_of(activity, "现场", kind="picture"),
        )
    assert part.item.campaign == campaign
    client.force_login(assessor)
    with django_assert_max_num_queries(12):
        page = client.get(sample.get_absolute_url())
    assert len(page.context["held"].matching) == size
