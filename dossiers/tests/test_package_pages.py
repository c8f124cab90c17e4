"""The pages of inspection packages: who sees which, preparing, taking out, resuming."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns import roles
from campaigns.models import Evidence, Grant
from campaigns.tests.factories import CampaignFactory, UserFactory
from dossiers.models import ArchiveEvent, Package
from dossiers.packages import delivery, preparation
from dossiers.tests.packing import campaign_with_proof, office, packed, sent

pytestmark = pytest.mark.django_db
ASKED = {"platform": "general", "megabytes": "", "names": ""}


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def campaign():
    return campaign_with_proof()


def assessor(campaign, until=None):
    person = UserFactory(role=roles.ASSESSOR)
    until = until or localdate() + timedelta(days=9)
    Grant.objects.create(campaign=campaign, person=person, until_on=until)
    return person


def signed_in(client, person):
    client.force_login(person)
    return client


def read(response):
    return b"".join(response.streaming_content)


def download(client, package, **headers):
    return client.get(reverse("package-download", args=[package.pk]), headers=headers)


# -- Preparing --------------------------------------------------------------------


def test_the_office_sees_what_would_go_in_and_what_not(client, campaign):
    page = signed_in(client, office()).get(reverse("package-new"))
    count = page.context["count"]
    assert (count.files, count.left_confidential, count.missing) == (2, 1, 1)


def test_the_office_prepares_step_by_step_without_a_script(client, campaign):
    signed_in(client, office())
    made = client.post(reverse("package-new"), ASKED)
    package = Package.objects.get()
    assert made.url == f"{package.get_absolute_url()}#prepare"
    page = client.get(package.get_absolute_url())
    assert page.templates[0].name == "dossiers/package_prepare.html"
    step = client.post(reverse("package-advance", args=[package.pk]), follow=True)
    assert step.templates[0].name == "dossiers/package.html"
    assert Package.objects.get().seal.count == step.context["page"].paginator.count


def test_a_script_is_told_how_far_it_is(client, campaign):
    signed_in(client, office())
    client.post(reverse("package-new"), ASKED)
    url = reverse("package-advance", args=[Package.objects.get().pk])
    asked = {"Accept": "application/json"}
    told = [client.post(url, headers=asked).json() for _step in ("read", "write")]
    whole = {"why": "", "read": 3, "total": 3}
    assert told == [whole | {"isSealed": False}, whole | {"isSealed": True}]


def test_a_lost_file_is_named_and_the_package_waits(client, campaign):
    signed_in(client, office())
    client.post(reverse("package-new"), ASKED)
    stored = Evidence.objects.get(caption="会场照片").stored_file
    default_storage.delete(stored.file.name)
    url = reverse("package-advance", args=[Package.objects.get().pk])
    told = client.post(url, headers={"Accept": "application/json"}).json()
    assert "会场照片" in told["why"]
    assert (told["read"], told["isSealed"]) == (2, False)
    assert not Package.objects.sealed().exists()


def test_names_that_cannot_be_are_refused_and_nothing_typed_is_lost(client, campaign):
    typed = ASKED | {"names": "{地点}", "megabytes": "1.5"}
    page = signed_in(client, office()).post(reverse("package-new"), typed)
    assert "地点" in str(page.context["form"].errors["names"])
    assert page.context["form"]["megabytes"].value() == "1.5"
    assert not Package.objects.exists()


def test_the_settings_of_the_last_package_are_offered_again(client, campaign):
    signed_in(client, office())
    client.post(reverse("package-new"), ASKED | {"platform": "jpg", "megabytes": "1"})
    form = client.get(reverse("package-new")).context["form"]
    assert (form["platform"].value(), form["megabytes"].value()) == ("jpg", 1.0)


@pytest.mark.parametrize("role", [roles.LEADING_GROUP, roles.STAFF, roles.ASSESSOR])
def test_nobody_else_prepares(client, campaign, role):
    person = UserFactory(role=role)
    package = preparation.begin(campaign, by=office())
    signed_in(client, person)
    assert client.get(reverse("package-new")).status_code == 404
    client.post(reverse("package-advance", args=[package.pk]))
    assert not package.files.exists()


# -- Who sees which ---------------------------------------------------------------


def test_an_assessor_takes_out_the_package_of_a_granted_campaign(client, campaign):
    package = packed(campaign)
    signed_in(client, assessor(campaign))
    assert client.get(reverse("packages")).context["page"].object_list[0] == package
    assert read(download(client, package)) == sent(package)


def test_an_assessor_sees_none_with_confidential_items(client, campaign):
    package = packed(campaign, with_confidential=True)
    signed_in(client, assessor(campaign))
    assert client.get(package.get_absolute_url()).status_code == 404
    assert download(client, package).status_code == 404


def test_an_assessor_sees_none_that_is_being_prepared(client, campaign):
    package = preparation.begin(campaign, by=office())
    signed_in(client, assessor(campaign))
    assert client.get(package.get_absolute_url()).status_code == 404


def test_an_assessor_whose_leave_has_ended_sees_none(client, campaign):
    package = packed(campaign)
    signed_in(client, assessor(campaign, until=date(2014, 12, 31)))
    assert download(client, package).status_code == 404


def test_an_assessor_of_another_campaign_sees_none(client, campaign):
    package = packed(campaign)
    signed_in(client, assessor(CampaignFactory(slug="other")))
    assert download(client, package).status_code == 404


@pytest.mark.parametrize("role", [roles.STAFF, roles.SYSTEM_ADMIN, roles.AUDITOR])
def test_who_does_not_see_the_court_sees_no_package(client, campaign, role):
    package = packed(campaign)
    signed_in(client, UserFactory(role=role))
    assert client.get(package.get_absolute_url()).status_code == 404
    assert download(client, package).status_code == 404


def test_the_leading_group_takes_out_what_is_confidential_too(client, campaign):
    package = packed(campaign, with_confidential=True)
    signed_in(client, UserFactory(role=roles.LEADING_GROUP))
    assert read(download(client, package)) == sent(package)


def test_a_court_never_sees_the_package_of_another(client, campaign):
    package = packed(campaign)
    signed_in(client, office(court__name="邻县人民法院"))
    assert client.get(package.get_absolute_url()).status_code == 404


# -- Taking out -------------------------------------------------------------------


def test_the_download_says_its_size_and_name(client, campaign):
    package = packed(campaign)
    response = download(signed_in(client, office()), package)
    whole = read(response)
    assert int(response["Content-Length"]) == len(whole) == package.seal.size
    assert response["ETag"] == f'"{package.seal.digest}"'
    assert response["Content-Disposition"].endswith(".zip")
    assert zipfile.ZipFile(BytesIO(whole)).testzip() is None


def test_a_download_that_broke_off_goes_on(client, campaign):
    package = packed(campaign)
    signed_in(client, office())
    whole, size = sent(package), package.seal.size
    part = download(client, package, Range="bytes=0-999")
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-999/{size}")
    rest = download(client, package, Range="bytes=1000-", if_range=part["ETag"])
    assert rest.status_code == 206
    assert int(rest["Content-Length"]) == size - 1000
    assert read(part) + read(rest) == whole
    tail = download(client, package, Range="bytes=-22")
    assert read(tail) == whole[-22:]


@pytest.mark.parametrize(
    "header", ["bytes=5-2", "bytes=-", "pages=1-2", "bytes=0-1,4-5", "bytes=x"]
)
def test_a_range_that_says_nothing_gets_the_whole(client, campaign, header):
    package = packed(campaign)
    response = download(signed_in(client, office()), package, Range=header)
    assert response.status_code == 200
    assert len(read(response)) == package.seal.size


def test_a_range_of_another_package_gets_the_whole(client, campaign):
    package = packed(campaign)
    asked = {"Range": "bytes=10-19", "If-Range": '"another"'}
    response = download(signed_in(client, office()), package, **asked)
    assert response.status_code == 200


@pytest.mark.parametrize("header", ["bytes=99999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(client, campaign, header):
    package = packed(campaign)
    response = download(signed_in(client, office()), package, Range=header)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{package.seal.size}"


def test_each_taking_out_is_an_event_and_asking_for_its_head_is_none(client, campaign):
    package, person = packed(campaign), office()
    signed_in(client, person)
    client.head(reverse("package-download", args=[package.pk]))
    assert not ArchiveEvent.objects.filter(kind="download").exists()
    read(download(client, package))
    assert ArchiveEvent.objects.get(kind="download").by == person


def test_a_file_altered_since_ends_the_download_and_the_page_says_which(
    client, campaign
):
    package = packed(campaign)
    signed_in(client, office())
    stored = Evidence.objects.get(caption="会场照片").stored_file
    with open(default_storage.path(stored.file.name), "ab") as file:
        file.write(b"more")
    with pytest.raises(delivery.Broken):
        read(download(client, package))
    again = client.get(reverse("package-download", args=[package.pk]), follow=True)
    assert again.redirect_chain == [(package.get_absolute_url(), 302)]
    assert "会场照片" in again.context["why_not"]


def test_a_file_lost_since_is_told_before_a_byte_is_sent(client, campaign):
    package = packed(campaign)
    stored = Evidence.objects.get(caption="会场照片").stored_file
    default_storage.delete(stored.file.name)
    signed_in(client, office())
    answer = client.get(reverse("package-download", args=[package.pk]), follow=True)
    assert answer.redirect_chain == [(package.get_absolute_url(), 302)]
    assert "会场照片" in answer.context["why_not"]
    assert ArchiveEvent.objects.get(kind="download").outcome == "failed"


def test_verifying_reads_every_file_and_tells(client, campaign):
    package = packed(campaign)
    url = reverse("package-verify", args=[package.pk])
    page = signed_in(client, office()).post(url, follow=True)
    assert str(package.seal.count) in str(next(iter(page.context["messages"])))
    assert [event.kind for event in page.context["events"]] == ["check", "export"]


# -- Speed ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["packages", "package-new", "package"])
def test_a_page_takes_the_same_queries_for_one_and_thirty(client, campaign, name):
    signed_in(client, office())
    taken = []
    for total in (1, 3, 30):
        while Package.objects.count() < total:
            package = packed(campaign)
        arguments = [package.pk] if name == "package" else []
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=arguments)).status_code == 200
        taken.append(len(captured))
    assert len(set(taken)) == 1, taken
    assert taken[0] <= 15


# -- The command ------------------------------------------------------------------


def test_the_command_writes_a_zip(campaign, tmp_path):
    target = tmp_path / "out.zip"
    call_command("export_package", campaign.slug, "--output", str(target))
    assert target.read_bytes() == sent(Package.objects.get())
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.zip"]


def test_the_command_writes_a_folder_by_the_rules_of_a_platform(campaign, tmp_path):
    asked = ["--output", str(tmp_path / "out"), "--platform", "code"]
    call_command("export_package", campaign.slug, *asked, "--with-confidential")
    names = sorted(path.name for path in tmp_path.glob("out/*/data/files/*"))
    assert names == [
        "Ⅲ-1-①_20140301_关于举办法官讲坛的通知.txt",
        "Ⅲ-1-①_20140308_会场照片.jpg",
        "Ⅲ-1-①_20140308_当事人照片.jpg",
    ]


def test_the_command_ends_with_one_when_a_file_is_not_whole(campaign, tmp_path):
    stored = Evidence.objects.get(caption="会场照片").stored_file
    default_storage.delete(stored.file.name)
    with pytest.raises(CommandError, match="会场照片") as ended:
        call_command("export_package", campaign.slug, "--output", str(tmp_path / "x"))
    assert ended.value.returncode == 1


@pytest.mark.parametrize(
    "asked",
    [["nowhere-2013"], ["test-2013-2014", "--names", "{地点}"]],
)
def test_the_command_ends_with_two_when_asked_wrongly(campaign, tmp_path, asked):
    with pytest.raises(CommandError) as ended:
        call_command("export_package", *asked, "--output", str(tmp_path / "x"))
    assert ended.value.returncode == 2


@pytest.mark.parametrize("role", [roles.ASSESSOR, roles.LEADING_GROUP])
def test_who_only_reads_finds_no_button_to_verify_and_is_refused(
    client, campaign, role
):
    package = packed(campaign)
    person = assessor(campaign)
    if role != roles.ASSESSOR:
        person = UserFactory(role=role)
    signed_in(client, person)
    url = reverse("package-verify", args=[package.pk])
    assert url not in client.get(package.get_absolute_url()).content.decode()
    client.post(url)
    assert not ArchiveEvent.objects.filter(kind="check").exists()


def test_what_takes_too_long_to_verify_is_not_read_on_a_page(
    client, campaign, monkeypatch
):
    package = packed(campaign)
    monkeypatch.setattr(delivery, "ON_PAGE", package.seal.size - 1)
    url = reverse("package-verify", args=[package.pk])
    signed_in(client, office()).post(url)
    assert not ArchiveEvent.objects.filter(kind="check").exists()
    call_command("verify_package", str(package), verbosity=0)
    assert ArchiveEvent.objects.get(kind="check").outcome == "done"


def test_the_command_that_verifies_ends_with_one_at_a_fault(campaign):
    package = packed(campaign)
    default_storage.delete(package.seal.pages.name)
    with pytest.raises(CommandError) as caught:
        call_command("verify_package", str(package))
    assert caught.value.returncode == 1
    with pytest.raises(CommandError) as caught:
        call_command("verify_package", "nothing-7")
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    "header", [f"bytes={'9' * 5000}-", f"bytes=-{'9' * 5000}", "bytes=٣-٤"]
)
def test_a_range_of_numbers_nobody_could_mean_gets_the_whole(client, campaign, header):
    package = packed(campaign)
    signed_in(client, office())
    response = download(client, package, Range=header)
    assert response.status_code == 200
    assert read(response) == sent(package)
