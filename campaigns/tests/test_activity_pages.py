"""The pages of activities: logging with files, correcting, judging, listing, exporting."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from campaigns import records, roles
from campaigns.models import Activity, Evidence, StoredFile
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, rows, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def author(campaign):
    return UserFactory()


@pytest.fixture
def office(campaign):
    return UserFactory(role=roles.OFFICE)


@pytest.fixture
def sign_in(client):
    """The client as this person."""

    def as_person(person):
        client.force_login(person)
        return client

    return as_person


def typed(category, *files, **changes):
    """What the form sends; files are pictures of the day unless `evidence` says else."""
    told = {
        "category": category.pk,
        "title": "送法进社区",
        "held_on": "2014-03-08",
        "place": "凤山社区",
        "sessions": 1,
        "narrative": "解答咨询十余人次。",
        "token": "one-form",
    }
    return told | rows(*files) | changes


def said(response):
    """The messages a response leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- Logging ---------------------------------------------------------------------


def test_it_is_saved_as_a_draft_with_its_files(sign_in, author):
    criterion = CriterionFactory()
    data = typed(
        CategoryFactory(), picture(), text(), criteria=[criterion.pk], headcount=18
    )
    data["evidence-1-kind"] = "document"
    response = sign_in(author).post(reverse("activity-new"), data)
    activity = Activity.objects.get()
    assert response.url == activity.get_absolute_url()
    assert (activity.status, activity.headcount) == ("draft", 18)
    assert activity.unit == author.unit
    assert list(activity.criteria.all()) == [criterion]
    assert list(activity.evidence.values_list("kind", "file_name")) == [
        ("picture", "照片.jpg"),
        ("document", "通知.txt"),
    ]


def test_it_is_submitted_at_once(sign_in, author):
    category = CategoryFactory()
    category.criteria.add(CriterionFactory())
    sign_in(author).post(reverse("activity-new"), typed(category, then="submit"))
    assert Activity.objects.get().status == "submitted"


def test_what_cannot_be_submitted_is_saved_and_told_why(sign_in, author):
    data = typed(CategoryFactory(), place="", then="submit")
    data["criteria"] = [CriterionFactory().pk]
    response = sign_in(author).post(reverse("activity-new"), data)
    activity = Activity.objects.get()
    place = str(Activity._meta.get_field("place").verbose_name)
    assert activity.status == "draft"
    assert response.url == reverse("activity-revise", args=[activity.pk])
    assert said(response) == [
        _("Saved as a draft, not submitted yet. %(reason)s")
        % {"reason": _("Still missing: %(fields)s.") % {"fields": place}}
    ]


def test_without_a_choice_the_category_says_what_it_serves(sign_in, author):
    category, usual = CategoryFactory(), CriterionFactory()
    category.criteria.add(usual)
    sign_in(author).post(reverse("activity-new"), typed(category))
    assert list(Activity.objects.get().criteria.all()) == [usual]


def test_a_picture_tells_its_own_day(sign_in, author):
    data = typed(CategoryFactory(), picture(taken_on=date(2014, 3, 7)))
    sign_in(author).post(reverse("activity-new"), data)
    assert Evidence.objects.get().taken_on == date(2014, 3, 7)


def test_two_clicks_are_one_activity(sign_in, author):
    client, category = sign_in(author), CategoryFactory()
    first = client.post(reverse("activity-new"), typed(category, picture()))
    second = client.post(reverse("activity-new"), typed(category, picture()))
    assert Activity.objects.count() == 1
    assert Evidence.objects.count() == 1
    assert first.url == second.url


def test_two_forms_are_two_activities(sign_in, author):
    client, category = sign_in(author), CategoryFactory()
    client.post(reverse("activity-new"), typed(category))
    client.post(reverse("activity-new"), typed(category, token="another-form"))
    assert Activity.objects.count() == 2


def test_a_bad_file_says_why_and_the_good_one_need_not_be_chosen_again(sign_in, author):
    client, category = sign_in(author), CategoryFactory()
    bad = text(name="签到.jpg")
    page = client.post(reverse("activity-new"), typed(category, picture(), bad))
    good_row, bad_row = page.context["files"].forms
    assert Activity.objects.count() == 0
    assert good_row.errors == {}
    assert list(bad_row.errors) == ["file"]
    assert page.context["form"]["title"].value() == "送法进社区"
    again = typed(category) | {
        "evidence-TOTAL_FORMS": 2,
        "evidence-0-stored": good_row["stored"].value(),
        "evidence-0-kind": good_row["kind"].value(),
        "evidence-0-caption": "现场",
    }
    client.post(reverse("activity-new"), again)
    assert list(Evidence.objects.values_list("file_name", "caption")) == [
        ("照片.jpg", "现场")
    ]
    assert StoredFile.objects.count() == 1


def test_files_are_kept_when_the_form_is_wrong(sign_in, author):
    data = typed(CategoryFactory(), picture(), title="")
    page = sign_in(author).post(reverse("activity-new"), data)
    [row] = page.context["files"].forms
    assert list(page.context["form"].errors) == ["title"]
    assert row.stored_name == "照片.jpg"
    assert row.stored_thumbnail_url.startswith("data:image/webp;base64,")


def test_a_token_of_another_court_is_no_file(sign_in, author):
    stranger = UserFactory(court=CourtFactory(name="邻县人民法院"))
    CampaignFactory(slug="other", court=stranger.court)
    data = typed(CategoryFactory(court=stranger.court), picture(), title="")
    page = sign_in(stranger).post(reverse("activity-new"), data)
    stolen = page.context["files"].forms[0]["stored"].value()
    data = typed(CategoryFactory()) | {
        "evidence-TOTAL_FORMS": 1,
        "evidence-0-stored": stolen,
    }
    page = sign_in(author).post(reverse("activity-new"), data)
    assert page.context["files"].forms[0].errors == {
        "file": [_("Choose the file this row describes.")]
    }
    assert Activity.objects.count() == 0


def test_a_row_struck_out_is_not_kept(sign_in, author):
    data = typed(CategoryFactory(), picture()) | {"evidence-0-DELETE": "on"}
    sign_in(author).post(reverse("activity-new"), data)
    assert Activity.objects.count() == 1
    assert StoredFile.objects.count() == 0


def test_a_text_wants_to_know_what_kind_of_proof_it_is(sign_in, author):
    page = sign_in(author).post(
        reverse("activity-new"), typed(CategoryFactory(), text())
    )
    assert page.context["files"].errors == [
        {"kind": [_("Say what kind of proof this is.")]}
    ]


def test_the_last_day_is_not_before_the_first(sign_in, author):
    data = typed(CategoryFactory(), ended_on="2014-03-07")
    page = sign_in(author).post(reverse("activity-new"), data)
    assert page.context["form"].errors == {
        "ended_on": [_("The last day lies before the first.")]
    }


def test_a_day_outside_the_campaign_is_refused_at_the_form(sign_in, author):
    data = typed(CategoryFactory(), held_on="2015-01-01")
    page = sign_in(author).post(reverse("activity-new"), data)
    why = _("The date must lie between %(first)s and %(last)s.") % {
        "first": "2013-01-01",
        "last": "2014-12-31",
    }
    assert page.context["form"].non_field_errors() == [why]


def test_staff_cannot_log_for_another_unit_by_hand_made_data(sign_in, author):
    data = typed(CategoryFactory(), unit=UserFactory().unit.pk)
    sign_in(author).post(reverse("activity-new"), data)
    assert Activity.objects.get().unit == author.unit


def test_a_training_is_logged_with_who_took_part(sign_in, author):
    colleague = UserFactory()
    data = typed(
        CategoryFactory(kind="training"), participants=[colleague.pk], hours="4"
    )
    sign_in(author).post(reverse("activity-new"), data)
    row = Activity.objects.get().training_records.get()
    assert (row.person, row.hours) == (colleague, 4)


def test_only_a_training_has_participants(sign_in, author):
    data = typed(CategoryFactory(), participants=[UserFactory().pk])
    page = sign_in(author).post(reverse("activity-new"), data)
    assert page.context["form"].errors == {
        "participants": [_("Only a training keeps a list of who took part.")]
    }


def test_the_day_proposed_lies_within_the_campaign(sign_in, author):
    form = sign_in(author).get(reverse("activity-new")).context["form"]
    assert form["held_on"].value() == date(2014, 12, 31)
    assert form.fields["held_on"].widget.attrs["max"] == "2014-12-31"


def test_who_only_reads_is_told_so(sign_in, campaign):
    leader = UserFactory(role=roles.LEADING_GROUP)
    response = sign_in(leader).get(reverse("activity-new"))
    assert said(response) == [_("Your role reads records and does not log them.")]


# -- Correcting ------------------------------------------------------------------


@pytest.fixture
def draft(author):
    return ActivityFactory(logged_by=author)


def test_a_returned_one_is_corrected_and_submitted_again(sign_in, author):
    returned = ActivityFactory(
        logged_by=author, returned=True, criteria=[CriterionFactory()]
    )
    client, url = sign_in(author), reverse("activity-revise", args=[returned.pk])
    form = client.get(url).context["form"]
    data = typed(returned.category, picture(), then="submit", revision=1)
    client.post(url, data | {"criteria": form["criteria"].value()})
    returned.refresh_from_db()
    assert (returned.title, returned.status) == ("送法进社区", "submitted")
    assert returned.evidence.count() == 1


def test_a_stale_form_tells_what_differs_and_saves_the_second_time(sign_in, draft):
    client, url = sign_in(draft.logged_by), reverse("activity-revise", args=[draft.pk])
    Activity.objects.filter(pk=draft.pk).update(revision=2, place="县城广场")
    data = typed(draft.category, title=draft.title, narrative=draft.narrative)
    data |= {"revision": 1}
    page = client.post(url, data)
    [difference] = page.context["differences"]
    assert (difference.stored, difference.yours) == ("县城广场", "凤山社区")
    assert page.context["form"]["place"].value() == "凤山社区"
    assert page.context["form"]["revision"].value() == 2
    client.post(url, data | {"revision": 2})
    draft.refresh_from_db()
    assert draft.place == "凤山社区"


def test_a_form_without_its_revision_is_not_taken_for_a_fresh_one(sign_in, draft):
    url = reverse("activity-revise", args=[draft.pk])
    sign_in(draft.logged_by).post(url, typed(draft.category, revision=""))
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_draft_is_discarded(sign_in, draft):
    url = reverse("activity-discard", args=[draft.pk])
    response = sign_in(draft.logged_by).post(url)
    assert response.url == reverse("activities")
    assert Activity.objects.count() == 0


# -- One activity, and judging it ------------------------------------------------


def test_the_office_confirms_and_goes_on_to_the_next(sign_in, office):
    first, second = (ActivityFactory(submitted=True) for _number in range(2))
    url = reverse("activity-confirm", args=[first.pk])
    response = sign_in(office).post(url, {"revision": 1})
    first.refresh_from_db()
    assert (first.status, first.confirmed_by) == ("confirmed", office)
    assert response.url == second.get_absolute_url()


def test_after_the_last_one_comes_the_empty_list(sign_in, office):
    only = ActivityFactory(submitted=True)
    url = reverse("activity-confirm", args=[only.pk])
    assert sign_in(office).post(url, {"revision": 1}).url == reverse("awaiting")


@pytest.mark.parametrize("revision", ["1", "", "x"])
def test_what_was_not_read_is_not_confirmed(sign_in, office, revision):
    changed = ActivityFactory(submitted=True, revision=2)
    url = reverse("activity-confirm", args=[changed.pk])
    response = sign_in(office).post(url, {"revision": revision})
    changed.refresh_from_db()
    assert changed.is_awaiting
    assert response.url == changed.get_absolute_url()


def test_nobody_confirms_what_they_logged_themselves(sign_in, office):
    own = ActivityFactory(submitted=True, logged_by=office)
    client = sign_in(office)
    why = _("You logged this yourself; somebody else must confirm it.")
    page = client.get(own.get_absolute_url())
    assert page.context["why_not"]["confirm"] == page.context["told"] == why
    response = client.post(reverse("activity-confirm", args=[own.pk]), {"revision": 1})
    assert said(response) == [why]


def test_it_is_returned_with_a_reason_its_author_reads(sign_in, office, author):
    activity = ActivityFactory(submitted=True, logged_by=author)
    url = reverse("activity-return", args=[activity.pk])
    sign_in(office).post(url, {"revision": 1, "reason": "缺签到表"})
    page = sign_in(author).get(activity.get_absolute_url())
    assert page.context["activity"].return_reason == "缺签到表"
    assert "缺签到表" in page.content.decode()


def test_a_return_without_a_reason_changes_nothing(sign_in, office):
    activity = ActivityFactory(submitted=True)
    url = reverse("activity-return", args=[activity.pk])
    response = sign_in(office).post(url, {"revision": 1, "reason": ""})
    activity.refresh_from_db()
    assert activity.is_awaiting
    assert said(response) == [_("Say why it is returned, so that it can be put right.")]


def test_submitting_from_the_page_tells_what_is_missing(sign_in, author):
    bare = ActivityFactory(logged_by=author, narrative="")
    response = sign_in(author).post(reverse("activity-submit", args=[bare.pk]))
    assert said(response) == [records.why_not_submit(bare, by=author)]


@pytest.mark.parametrize(
    "name",
    ["activity-submit", "activity-confirm", "activity-return", "activity-discard"],
)
def test_reading_changes_nothing(sign_in, author, draft, name):
    response = sign_in(author).get(reverse(name, args=[draft.pk]))
    assert response.status_code == 405


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("activity", "get"),
        ("activity-revise", "get"),
        ("activity-attendance", "get"),
        ("activity-submit", "post"),
        ("activity-confirm", "post"),
        ("activity-return", "post"),
        ("activity-discard", "post"),
    ],
)
def test_another_court_finds_nothing(sign_in, draft, name, method):
    court = CourtFactory(name="邻县人民法院")
    stranger = UserFactory(court=court, role=roles.OFFICE)
    url = reverse(name, args=[draft.pk])
    assert getattr(sign_in(stranger), method)(url).status_code == 404


def test_an_assessor_sees_what_is_confirmed_and_not_confidential(sign_in, campaign):
    assessor = UserFactory(role=roles.ASSESSOR, unit=None)
    campaign.grants.create(person=assessor, until_on=date(2099, 1, 1))
    confirmed = ActivityFactory(confirmed=True)
    submitted = ActivityFactory(submitted=True)
    shown = EvidenceFactory(activity=confirmed)
    EvidenceFactory(activity=confirmed, is_confidential=True)
    client = sign_in(assessor)
    page = client.get(confirmed.get_absolute_url())
    assert [*page.context["pictures"], *page.context["files"]] == [shown]
    assert client.get(submitted.get_absolute_url()).status_code == 404
    listed = client.get(reverse("activities")).context["page"].object_list
    assert list(listed) == [confirmed]


# -- The list --------------------------------------------------------------------


def listed(client, **query):
    page = client.get(reverse("activities"), query).context["page"]
    return [row.title for row in page]


def test_the_list_is_narrowed(sign_in, office):
    one = ActivityFactory(title="植树", confirmed=True, held_on=date(2013, 3, 12))
    ActivityFactory(title="普法", narrative="到学校植树节宣讲", submitted=True)
    ActivityFactory(title="读书", submitted=True, logged_by=office)
    client = sign_in(office)
    assert listed(client, words="植树", sort="held_on") == ["植树", "普法"]
    assert listed(client, words="植树 学校") == ["普法"]
    assert listed(client, status="confirmed") == ["植树"]
    assert listed(client, year=2013) == ["植树"]
    assert listed(client, unit=one.unit.pk) == ["植树"]
    assert listed(client, category=one.category.pk) == ["植树"]
    assert listed(client, mine="on") == ["读书"]


def test_the_list_is_sorted_by_day_newest_first_unless_asked_else(sign_in, office):
    for day in (2, 1, 3):
        ActivityFactory(title=str(day), held_on=date(2014, 1, day), confirmed=True)
    client = sign_in(office)
    assert listed(client) == ["3", "2", "1"]
    assert listed(client, sort="held_on") == ["1", "2", "3"]
    assert listed(client, sort="password") == ["3", "2", "1"]


def test_staff_see_their_own_unit_only(sign_in, author):
    ActivityFactory(title="别的庭", submitted=True)
    ActivityFactory(title="本庭", submitted=True, logged_by=author)
    assert listed(sign_in(author)) == ["本庭"]


def test_removed_proof_is_not_counted(sign_in, office):
    activity = ActivityFactory(submitted=True)
    EvidenceFactory.create_batch(2, activity=activity)
    EvidenceFactory(
        activity=activity, removed_by=office, removed_at="2014-05-05T00:00Z"
    )
    [row] = sign_in(office).get(reverse("activities")).context["page"]
    assert row.proofs == 2


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["activities", "awaiting", "evidence-list"])
def test_a_list_asks_as_often_for_thirty_rows_as_for_one(sign_in, office, name):
    client, counts = sign_in(office), []
    for number in (1, 2, 27):
        for activity in ActivityFactory.create_batch(number, submitted=True):
            EvidenceFactory(activity=activity)
        counts.append(count_queries(client, reverse(name)))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


def test_one_activity_asks_as_often_whatever_belongs_to_it(sign_in, office):
    activity = ActivityFactory(submitted=True, criteria=[CriterionFactory()])
    client, counts = sign_in(office), []
    for number in (1, 2, 27):
        EvidenceFactory.create_batch(number, activity=activity)
        activity.criteria.add(*CriterionFactory.create_batch(number))
        counts.append(count_queries(client, activity.get_absolute_url()))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


# -- The export ------------------------------------------------------------------


def export(client, **query):
    response = client.get(reverse("activities-export"), query)
    return list(load_workbook(BytesIO(response.content)).active.values)


def test_the_export_holds_what_the_filter_left(sign_in, office):
    ActivityFactory(title="植树", submitted=True)
    ActivityFactory(title="读书", confirmed=True)
    heading, *lines = export(sign_in(office), status="submitted")
    title = str(Activity._meta.get_field("title").verbose_name)
    assert heading[2] == title
    assert [line[2] for line in lines] == ["植树"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_of_the_export_is_a_formula(sign_in, office, begin):
    ActivityFactory(title=f"{begin}1+1", submitted=True)
    _heading, line = export(sign_in(office))
    assert line[2] == f"'{begin}1+1"


def test_the_export_knows_no_more_than_the_list(sign_in, author):
    ActivityFactory(submitted=True)
    assert len(export(sign_in(author))) == 1
