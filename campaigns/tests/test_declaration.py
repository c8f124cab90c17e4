"""非涉密: nothing comes in undeclared, and without it nothing typed or kept is lost."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import evidence, secrecy
from campaigns.forms import uploads
from campaigns.models import Activity, Evidence, StoredFile
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    EvidenceFactory,
    StoredFileFactory,
    UserFactory,
)
from campaigns.tests.samples import picture, reason, rows

pytestmark = pytest.mark.django_db
LINK = {"link-kind": "web", "link-link": "http://court.example/1"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def activity(client):
    CampaignFactory()
    made = ActivityFactory(logged_by=UserFactory())
    client.force_login(made.logged_by)
    return made


def add(client, activity, data):
    url = reverse("evidence-add", args=["activity", activity.pk])
    return client.post(url, {"link-kind": "web"} | data)


def test_files_and_links_carry_the_declaration(client, activity):
    add(client, activity, rows(picture()) | LINK)
    assert [each.is_declared_open for each in activity.evidence.all()] == [True, True]


def test_undeclared_files_wait_at_their_rows(client, activity):
    page = add(client, activity, rows(picture(), declared="", caption="升旗"))
    files = page.context["files"]
    assert files.non_form_errors() == [secrecy.NOT_DECLARED]
    assert files.forms[0].stored_name == "照片.jpg"
    assert files.forms[0]["caption"].value() == "升旗"
    assert Evidence.objects.count() == 0
    data = rows() | {"evidence-TOTAL_FORMS": 1}
    for name in ("stored", "kind", "caption"):
        data[f"evidence-0-{name}"] = files.forms[0][name].value()
    add(client, activity, data)
    assert activity.evidence.get().caption == "升旗"


def test_an_undeclared_link_is_refused(client, activity):
    page = add(client, activity, rows(declared="") | LINK)
    assert page.context["link"].non_field_errors() == [str(secrecy.NOT_DECLARED)]
    assert Evidence.objects.count() == 0


def test_an_undeclared_better_file_is_refused(client, activity):
    entry = EvidenceFactory(activity=activity)
    url = reverse("evidence-replace", args=[entry.pk])
    page = client.post(url, {"file": picture()})
    assert page.context["form"].errors == {"declared": [str(secrecy.NOT_DECLARED)]}
    assert Evidence.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_an_activity_without_files_needs_none(client, activity):
    category = CategoryFactory()
    told = {
        "category": category.pk,
        "title": "送法进社区",
        "held_on": "2014-03-08",
        "sessions": 1,
    }
    told |= rows(declared="")
    client.post(reverse("activity-new"), told)
    assert Activity.objects.filter(title="送法进社区").exists()


def test_an_activity_with_undeclared_files_is_not_logged_yet(client, activity):
    category = CategoryFactory()
    told = {
        "category": category.pk,
        "title": "送法进社区",
        "held_on": "2014-03-08",
        "sessions": 1,
    }
    page = client.post(reverse("activity-new"), told | rows(picture(), declared=""))
    assert page.context["files"].non_form_errors() == [secrecy.NOT_DECLARED]
    assert not Activity.objects.filter(title="送法进社区").exists()


@pytest.mark.parametrize("verb", ["attach", "replace"])
def test_the_verbs_refuse_what_is_undeclared(activity, verb):
    by = activity.logged_by
    file = {"stored_file": StoredFileFactory(), "file_name": "a.txt"}
    if verb == "attach":
        told = reason(evidence.attach, activity, by=by, kind="other", **file)
    else:
        entry = EvidenceFactory(activity=activity)
        told = reason(evidence.replace, entry, by=by, **file)
    assert told == str(secrecy.NOT_DECLARED)


# -- A web address ----------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "ftp://court.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "x",
    ],
)
def test_what_is_no_web_address_is_refused(client, activity, link):
    page = add(client, activity, rows() | {"link-link": link})
    assert "link" in page.context["link"].errors
    told = {"kind": "web", "is_declared_open": True, "link": link}
    why = reason(evidence.attach, activity, by=activity.logged_by, **told)
    text = _(
        "“%(link)s” is not a web address. Copy it whole, with http:// or https://."
    )
    assert why == text % {"link": link}
    assert Evidence.objects.count() == 0


def test_a_link_may_be_for_the_archive_only(client, activity):
    add(client, activity, rows() | LINK | {"link-is_confidential": "on"})
    assert activity.evidence.get().is_confidential


# -- A .zip in the plain form ------------------------------------------------------


def bundle(*members):
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        for name, content in members:
            opened.writestr(name, content)
    return SimpleUploadedFile("材料.zip", made.getvalue())


def test_a_bundle_becomes_rows_of_the_plain_form_too(client, activity):
    members = [("甲.jpg", picture().read()), ("Thumbs.db", b"x")]
    file = bundle(*members, ("乙.jpg", picture(colour="blue").read()))
    told = add(client, activity, rows(file))
    assert told.status_code == 302
    names = activity.evidence.values_list("file_name", flat=True)
    assert list(names) == ["甲.jpg", "乙.jpg"]
    said = [str(each) for each in get_messages(told.wsgi_request)]
    assert uploads.IGNORED % {"names": "Thumbs.db"} in said


def test_a_bad_member_has_its_reason_at_a_row_of_its_own(client, activity):
    file = bundle(("甲.jpg", picture().read()), ("坏.jpg", b"no"))
    page = add(client, activity, rows(file, picture("丙.jpg", "green")))
    forms = page.context["files"].forms
    assert [form.stored_name for form in forms] == ["甲.jpg", "丙.jpg", ""]
    assert forms[2].errors["file"][0].startswith("坏.jpg：")
