"""The pages of proof: list, one entry, its file, adding and putting right."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import evidence, roles
from campaigns.models import Evidence
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    StatementFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, rows, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def author():
    CampaignFactory()
    return UserFactory()


@pytest.fixture
def activity(author):
    return ActivityFactory(logged_by=author, criteria=[CriterionFactory()])


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


def kept(activity, file, **details):
    """An entry with a real file behind it."""
    stored = evidence.keep(file, file.name, court=activity.campaign.court)
    return EvidenceFactory(
        activity=activity, stored_file=stored, file_name=file.name, **details
    )


def url(name, entry):
    return reverse(name, args=[entry.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- The file itself -------------------------------------------------------------


def test_a_picture_is_shown_and_sandboxed(sign_in, activity):
    entry = kept(activity, picture("现场 照片.jpg"))
    response = sign_in(activity.logged_by).get(url("evidence-file", entry))
    assert b"".join(response.streaming_content) == picture().read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''%E7%8E%B0%E5%9C%BA%20%E7%85%A7%E7%89%87.jpg"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_says_how_it_is_written(sign_in, activity, encoding):
    words = SimpleUploadedFile("通知.txt", "关于开展活动的通知".encode(encoding))
    entry = kept(activity, words)
    response = sign_in(activity.logged_by).get(url("evidence-file", entry))
    assert response["Content-Type"] == f"text/plain; charset={encoding}"
    told = b"".join(response.streaming_content)
    assert told.decode(encoding) == "关于开展活动的通知"


def test_a_pdf_is_shown_outside_the_sandbox_where_browsers_would_not(sign_in, activity):
    entry = kept(activity, SimpleUploadedFile("方案.pdf", b"%PDF-1.4\n%%EOF"))
    response = sign_in(activity.logged_by).get(url("evidence-file", entry))
    assert response["Content-Disposition"].startswith("inline;")
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'"
    )


def test_a_table_is_downloaded(sign_in, activity):
    entry = kept(activity, text("名单.csv", "姓名,单位"))
    response = sign_in(activity.logged_by).get(url("evidence-file", entry))
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_picture_is_downloaded_when_asked(sign_in, activity):
    entry = kept(activity, picture())
    response = sign_in(activity.logged_by).get(
        url("evidence-file", entry), {"download": ""}
    )
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_picture_has_a_thumbnail(sign_in, activity):
    entry = kept(activity, picture())
    response = sign_in(activity.logged_by).get(url("evidence-thumbnail", entry))
    assert response["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"


@pytest.mark.parametrize("name", ["evidence-file", "evidence-thumbnail"])
@pytest.mark.parametrize(
    ("is_confidential", "told"),
    [(True, "no-store, private"), (False, "max-age=3600, private")],
)
def test_what_is_confidential_is_kept_by_no_browser(
    sign_in, activity, name, is_confidential, told
):
    entry = kept(activity, picture(), is_confidential=is_confidential)
    response = sign_in(activity.logged_by).get(url(name, entry))
    assert ", ".join(sorted(response["Cache-Control"].split(", "))) == told


def test_a_text_has_no_thumbnail(sign_in, activity):
    entry = kept(activity, text())
    client = sign_in(activity.logged_by)
    assert client.get(url("evidence-thumbnail", entry)).status_code == 404


def test_a_lost_file_is_not_found(sign_in, activity):
    entry = EvidenceFactory(activity=activity)
    client = sign_in(activity.logged_by)
    assert client.get(url("evidence-file", entry)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "evidence",
        "evidence-file",
        "evidence-thumbnail",
        "evidence-describe",
        "evidence-replace",
    ],
)
def test_another_court_finds_nothing(sign_in, activity, name):
    entry = kept(activity, picture())
    court = CourtFactory(name="邻县人民法院")
    client = sign_in(UserFactory(court=court, role=roles.OFFICE))
    assert client.get(url(name, entry)).status_code == 404


def test_an_assessor_gets_no_file_that_is_unconfirmed_or_confidential(sign_in):
    confirmed = ActivityFactory(confirmed=True)
    assessor = UserFactory(role=roles.ASSESSOR, unit=None)
    confirmed.campaign.grants.create(person=assessor, until_on=date(2099, 1, 1))
    shown = kept(confirmed, picture())
    hidden = kept(confirmed, text(), is_confidential=True)
    waiting = kept(ActivityFactory(submitted=True), picture())
    client = sign_in(assessor)
    codes = [
        client.get(url("evidence-file", entry)).status_code
        for entry in (shown, hidden, waiting)
    ]
    assert codes == [200, 404, 404]


# -- The list and the page -------------------------------------------------------


def test_the_list_is_narrowed(sign_in):
    office = UserFactory(role=roles.OFFICE)
    one = EvidenceFactory(
        activity=ActivityFactory(
            submitted=True, title="植树", held_on=date(2013, 3, 12)
        ),
        kind="picture",
        caption="现场",
    )
    EvidenceFactory(activity=ActivityFactory(submitted=True), caption="方案")
    client = sign_in(office)
    unit = one.activity.unit.pk
    for query in (
        {"words": "植树"},
        {"words": "现场"},
        {"kind": "picture"},
        {"year": 2013},
        {"unit": unit},
    ):
        page = client.get(reverse("evidence-list"), query).context["page"]
        assert list(page) == [one], query


def test_the_list_leaves_out_what_was_removed_or_replaced(sign_in, activity):
    old = EvidenceFactory(activity=activity)
    new = EvidenceFactory(activity=activity, replaces=old)
    gone = EvidenceFactory(activity=activity)
    evidence.remove(gone, by=activity.logged_by)
    page = sign_in(activity.logged_by).get(reverse("evidence-list")).context["page"]
    assert list(page) == [new]


def test_the_page_tells_what_it_serves_and_both_days(sign_in, activity):
    further = CriterionFactory()
    entry = kept(activity, picture(), passage="第二段")
    entry.criteria.add(further)
    page = sign_in(activity.logged_by).get(entry.get_absolute_url())
    served = [node.pk for node in page.context["criteria"]]
    assert served == [activity.criteria.get().pk, further.pk]
    assert page.context["happened_on"] == activity.held_on
    shown = page.content.decode()
    assert entry.stored_file.digest in shown
    assert "第二段" in shown


# -- Adding ----------------------------------------------------------------------


def add(client, owner, word="activity", **data):
    blank = rows() | {"link-kind": "web"}
    return client.post(reverse("evidence-add", args=[word, owner.pk]), blank | data)


def test_files_are_added(sign_in, activity):
    data = rows(picture("甲.jpg"), picture("乙.jpg", "blue"))
    response = add(sign_in(activity.logged_by), activity, **data)
    assert response.url == activity.get_absolute_url()
    assert list(activity.evidence.values_list("file_name", flat=True)) == [
        "甲.jpg",
        "乙.jpg",
    ]


def test_a_link_is_added(sign_in, activity):
    link = {"link-link": "http://court.example/1", "link-caption": "报道"}
    add(sign_in(activity.logged_by), activity, **link)
    entry = activity.evidence.get()
    assert (entry.link, entry.kind, entry.caption) == (
        "http://court.example/1",
        "web",
        "报道",
    )


def test_a_statement_gets_its_proof_from_the_head(sign_in):
    statement = StatementFactory()
    head = UserFactory(unit=statement.unit, role=roles.UNIT_HEAD)
    add(sign_in(head), statement, "statement", **rows(picture()))
    assert statement.evidence.count() == 1


def test_nothing_added_is_said(sign_in, activity):
    page = add(sign_in(activity.logged_by), activity)
    assert page.context["link"].non_field_errors() == [
        _("Choose a file, or enter a web address.")
    ]


def test_a_bad_link_leaves_the_good_file_kept(sign_in, activity):
    data = rows(picture()) | {"link-link": "nowhere"}
    page = add(sign_in(activity.logged_by), activity, **data)
    assert page.context["files"].forms[0].stored_name == "照片.jpg"
    assert Evidence.objects.count() == 0


def test_an_unknown_owner_is_not_found(sign_in, activity):
    assert add(sign_in(activity.logged_by), activity, "user").status_code == 404


def test_a_colleague_is_told_why_not(sign_in, activity):
    colleague = UserFactory(unit=activity.unit)
    response = add(sign_in(colleague), activity, **rows(picture()))
    assert said(response) == [
        _("Only its author, the head of the unit or the office can change this.")
    ]
    assert Evidence.objects.count() == 0


# -- Putting right ---------------------------------------------------------------


def test_it_is_described(sign_in, activity):
    entry, criterion = EvidenceFactory(activity=activity), CriterionFactory()
    data = {"kind": "report", "caption": "总结", "criteria": [criterion.pk]}
    sign_in(activity.logged_by).post(url("evidence-describe", entry), data)
    entry.refresh_from_db()
    assert (entry.kind, entry.caption) == ("report", "总结")
    assert list(entry.criteria.all()) == [criterion]


def test_what_was_removed_is_not_described(sign_in, activity):
    entry = EvidenceFactory(activity=activity)
    evidence.remove(entry, by=activity.logged_by)
    client = sign_in(activity.logged_by)
    response = client.get(url("evidence-describe", entry))
    assert said(response) == [_("This entry has been replaced or removed already.")]
    page = client.get(url("evidence", entry)).content.decode()
    assert url("evidence-describe", entry) not in page


def test_it_is_replaced(sign_in, activity):
    entry = kept(activity, picture())
    data = {"file": picture("清晰.jpg", "green"), "declared": "on"}
    response = sign_in(activity.logged_by).post(url("evidence-replace", entry), data)
    better = Evidence.objects.get(replaces=entry)
    assert better.file_name == "清晰.jpg"
    assert response.url == better.get_absolute_url()


def test_a_bad_replacement_says_why(sign_in, activity):
    entry = kept(activity, picture())
    data = {"file": text("签到.jpg"), "declared": "on"}
    page = sign_in(activity.logged_by).post(url("evidence-replace", entry), data)
    assert list(page.context["form"].errors) == ["file"]
    assert Evidence.objects.count() == 1


def test_it_is_removed_by_post_only(sign_in, activity):
    entry = EvidenceFactory(activity=activity)
    client = sign_in(activity.logged_by)
    assert client.get(url("evidence-remove", entry)).status_code == 302
    response = client.post(url("evidence-remove", entry))
    entry.refresh_from_db()
    assert entry.removed_by == activity.logged_by
    assert response.url == activity.get_absolute_url()


def test_what_was_removed_is_not_removed_again(sign_in, activity):
    entry = EvidenceFactory(activity=activity)
    client = sign_in(activity.logged_by)
    client.post(url("evidence-remove", entry))
    response = client.post(url("evidence-remove", entry))
    assert said(response)[-1] == _("This entry has been replaced or removed already.")
