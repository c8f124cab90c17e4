"""The form of an activity: logging with files, keeping what was typed, correcting."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.forms import uploads
from campaigns.models import Activity, Evidence, StoredFile
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
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


@pytest.fixture
def draft(author):
    return ActivityFactory(logged_by=author)


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


@pytest.fixture
def two_bad_and_a_text():
    """What the form sends: a page called a picture, an empty file, a text."""
    page = text("假图.png", "<!doctype html><html></html>")
    return typed(CategoryFactory(), page, text("空.jpg", ""), text("方案.txt"))


def sent_again(page, data):
    """The rows as a browser sends them again: it sends no refused file twice."""
    told = {name: value for name, value in data.items() if not name.endswith("-file")}
    for row in page.context["files"].forms:
        names = ("stored", "missed", "reason", "kind")
        told |= {row[name].html_name: row[name].value() or "" for name in names}
    return told


def test_removed_rows_stay_removed_when_the_form_comes_back(
    sign_in, author, two_bad_and_a_text
):
    client, url = sign_in(author), reverse("activity-new")
    page = client.post(url, two_bad_and_a_text)
    assert [list(row.errors) for row in page.context["files"]] == [
        ["file"],
        ["file"],
        ["kind"],
    ]
    data = sent_again(page, two_bad_and_a_text)
    data |= {"evidence-0-DELETE": "on", "evidence-1-DELETE": "on"}
    page = client.post(url, data)
    files = page.context["files"].forms
    assert [list(row.errors) for row in files] == [[], [], ["kind"]]
    assert [row.is_removed for row in files] == [True, True, False]
    words = page.content.decode()
    assert words.count('<fieldset class="upload" data-upload hidden>') == 2
    assert "假图.png”" not in words
    data = sent_again(page, data) | {"evidence-2-kind": "document"}
    client.post(url, data)
    assert [each.file_name for each in Evidence.objects.all()] == ["方案.txt"]


def test_a_refused_file_is_not_forgotten_by_the_second_save(
    sign_in, author, two_bad_and_a_text
):
    client, url = sign_in(author), reverse("activity-new")
    data = two_bad_and_a_text | {"evidence-TOTAL_FORMS": 2}
    page = client.post(url, data)
    reasons = [row["reason"].value() for row in page.context["files"].forms[:2]]
    assert all(reasons)
    for _time in range(2):
        data = sent_again(page, data)
        page = client.post(url, data)
        told = [row.errors["file"][0] for row in page.context["files"]]
        assert told == [
            uploads.REFUSED % {"name": name, "why": why}
            for name, why in zip(("假图.png", "空.jpg"), reasons, strict=True)
        ]
        words = page.content.decode()
        assert all(escape(why) in words for why in reasons)
    assert Activity.objects.count() == 0


def test_one_button_removes_every_refused_row_and_saves_nothing_yet(
    sign_in, author, two_bad_and_a_text
):
    client, url = sign_in(author), reverse("activity-new")
    page = client.post(url, two_bad_and_a_text)
    assert 'type="submit" name="evidence-drop"' in page.content.decode()
    data = sent_again(page, two_bad_and_a_text) | {"evidence-2-kind": "document"}
    page = client.post(url, data | {"evidence-drop": "on"})
    files = page.context["files"]
    assert [row.is_removed for row in files.forms] == [True, True, False]
    assert files.non_form_errors() == [uploads.DROPPED]
    assert not files.has_refused
    assert Activity.objects.count() == 0
    kept = {f"evidence-{number}-DELETE": "on" for number in (0, 1)}
    client.post(url, data | kept)
    assert [each.file_name for each in Evidence.objects.all()] == ["方案.txt"]


def test_a_refused_file_is_replaced_or_its_row_removed(
    sign_in, author, two_bad_and_a_text
):
    client, url = sign_in(author), reverse("activity-new")
    data = two_bad_and_a_text | {"evidence-TOTAL_FORMS": 2}
    data = sent_again(client.post(url, data), data)
    client.post(url, data | {"evidence-0-file": picture(), "evidence-1-DELETE": "on"})
    assert [each.file_name for each in Evidence.objects.all()] == ["照片.jpg"]


def test_a_good_file_in_place_of_a_refused_one_is_not_called_missing_later(
    sign_in, author, two_bad_and_a_text
):
    client, url = sign_in(author), reverse("activity-new")
    data = two_bad_and_a_text | {"evidence-TOTAL_FORMS": 1}
    data = sent_again(client.post(url, data), data) | {"title": ""}
    page = client.post(url, data | {"evidence-0-file": picture()})
    [row] = page.context["files"].forms
    assert (row.errors, row["missed"].value()) == ({}, "")


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
        {"kind": [uploads.UNKNOWN_KIND % {"name": "通知.txt"}]}
    ]
    assert page.context["files"].forms[0].fields["kind"].required


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


def test_forms_without_a_token_are_two_activities(sign_in, author):
    client, category = sign_in(author), CategoryFactory()
    for _time in range(2):
        client.post(reverse("activity-new"), typed(category, token=""))
    assert Activity.objects.count() == 2
