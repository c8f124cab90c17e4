"""四性检测 and 鉴定销毁 on screen, as the office and the leading group see them."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from campaigns import roles
from campaigns.tests.factories import (
    CourtFactory,
    EvidenceRuleFactory,
    UserFactory,
)
from dossiers import disposals, fixity
from dossiers.fixity import files
from dossiers.models import ArchiveItem, Disposal, Verification
from dossiers.tests import archive, issuing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "PATIENCE", 0)


@pytest.fixture
def clerk():
    return issuing.clerk()


@pytest.fixture
def leader():
    return issuing.leader()


@pytest.fixture
def item():
    return archive.filed(retention="D10")


def page(client, user, name, *args, query=""):
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, user, name, *args, **values):
    client.force_login(user)
    return client.post(reverse(name, args=args), values, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


# -- Checks -------------------------------------------------------------------------


def test_the_office_starts_a_run_and_reads_what_it_found(client, clerk, item):
    path = Path(item.parts.get().file.path)
    path.unlink()
    response = post(client, clerk, "archive-check-start")
    run = Verification.objects.get()
    assert run.started_by == clerk
    assert run.kind == "manual"
    assert response.redirect_chain == [(run.get_absolute_url(), 302)]
    assert _("file missing") in response.content.decode()


def test_the_leading_group_reads_and_starts_nothing(client, leader, item):
    run = fixity.verify(item.court)
    assert "archive-check-start" not in page(client, leader, "archive-checks")
    page(client, leader, "archive-check", run.pk)
    response = post(client, leader, "archive-check-start")
    assert told(response) == [_("Checking the archive is for the office.")]
    assert Verification.objects.count() == 1


def test_a_run_too_long_for_a_page_names_the_command(client, clerk, item, monkeypatch):
    monkeypatch.setattr(fixity, "ON_PAGE", 0)
    assert "verify_archive" in told(post(client, clerk, "archive-check-start"))[0]
    assert not Verification.objects.exists()


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.ASSESSOR])
def test_others_do_not_find_the_checks(client, item, role):
    client.force_login(UserFactory(role=role))
    run = fixity.verify(item.court)
    for url in (reverse("archive-checks"), run.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_a_run_of_another_court_is_not_found(client, item):
    run = fixity.verify(item.court)
    other = UserFactory(role=roles.OFFICE, court=CourtFactory(name="别的法院"))
    client.force_login(other)
    assert client.get(run.get_absolute_url()).status_code == 404


def test_a_run_is_not_started_by_opening_a_page(client, clerk):
    client.force_login(clerk)
    client.get(reverse("archive-check-start"))
    assert not Verification.objects.exists()


def test_an_unfinished_run_says_so(client, clerk, item, monkeypatch):
    run = Verification.objects.create(court=item.court, kind="periodic")
    monkeypatch.setattr("dossiers.fixity.standing.AT_WORK", -run.started_at.resolution)
    assert _("not finished") in page(client, clerk, "archive-check", run.pk)
    words = page(client, clerk, "archive-checks")
    assert (
        _("The last check of the archive did not finish; it proves nothing.") in words
    )


def test_findings_are_narrowed_by_outcome_and_check(client, clerk, item):
    Path(item.parts.get().file.path).unlink()
    ArchiveItem.objects.update(responsible="")
    run = fixity.verify(item.court)
    name = "archive-check"
    client.force_login(clerk)

    def rows(query):
        shown = client.get(reverse(name, args=[run.pk]) + query).context["findings"]
        return {row.code for row, _check, _fault in shown}

    assert rows("?outcome=failed") == {"1-11", "2-2"}
    assert rows("?outcome=warning") == {"2-4", "2-9"}
    assert rows("?code=2-4") == {"2-4"}


@pytest.mark.parametrize("extension", ["docx", "pdf", "html", "txt", "xlsx"])
def test_the_report_is_a_file_in_every_format(client, clerk, item, extension):
    Path(item.parts.get().file.path).unlink()
    run = fixity.verify(item.court)
    client.force_login(clerk)
    response = client.get(reverse("archive-check-export", args=[run.pk, extension]))
    assert response.status_code == 200
    assert len(response.content) > 500


def test_the_workbook_holds_every_check_and_every_failure(client, clerk, item):
    Path(item.parts.get().file.path).unlink()
    run = fixity.verify(item.court)
    client.force_login(clerk)
    response = client.get(reverse("archive-check-export", args=[run.pk, "xlsx"]))
    book = load_workbook(BytesIO(response.content))
    codes = [
        row[0].value for sheet in book.worksheets[:4] for row in sheet.iter_rows(2)
    ]
    assert codes == [check.code for check in fixity.CHECKS]
    assert book["不通过清单"].max_row == 1 + run.conclusion.failures


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("failed", "The last check of the archive found %(count)s failures."),
        (
            "unfinished",
            "The last check of the archive did not finish; it proves nothing.",
        ),
        ("never", "The archive has never been checked."),
        ("stale", "The archive was last checked %(days)s days ago."),
    ],
)
def test_the_notice_tells_what_is_wrong(state, words):
    run = Verification(pk=1)
    health = fixity.Health(state, run, 2, 9)
    words = _(words) % {"count": 2, "days": 9}
    assert words in render_to_string("parts/archive_health.html", {"health": health})


def test_a_list_of_runs_takes_the_same_queries_for_one_and_for_thirty(
    client, clerk, item
):
    counts = []
    for runs in (1, 2, 27):
        for _run in range(runs):
            run = Verification.objects.create(court=item.court, kind="periodic")
            fixity.Conclusion.objects.create(
                verification=run,
                items=0,
                files=0,
                bytes_read=0,
                failures=0,
                warnings=0,
            )
        page(client, clerk, "archive-checks")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("archive-checks"))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert max(counts) <= 12


def test_a_run_takes_the_same_queries_for_one_and_for_thirty_findings(
    client, clerk, item
):
    counts = []
    for number in (2, 30):
        for one in range(ArchiveItem.objects.count() + 1, number):
            archive.filed(one, responsible="")
        run = fixity.verify(item.court)
        page(client, clerk, "archive-check", run.pk)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("archive-check", args=[run.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts) <= 12


@pytest.mark.parametrize("name", ["home", "archive"])
@pytest.mark.parametrize("who", [issuing.clerk, issuing.leader])
def test_failures_of_the_last_check_are_told_where_a_day_begins(
    client, item, name, who
):
    EvidenceRuleFactory()  # without a standard the office is shown its first steps
    reader = who()
    alarm = "?outcome=failed#findings"
    fixity.verify(item.court)
    assert alarm not in page(client, reader, name)
    Path(item.parts.get().file.path).unlink()
    run = fixity.verify(item.court)
    assert run.get_absolute_url() + alarm in page(client, reader, name)


def test_staff_are_not_told_of_the_archive(client, item):
    Path(item.parts.get().file.path).unlink()
    run = fixity.verify(item.court)
    assert run.get_absolute_url() not in page(client, UserFactory(), "home")


@pytest.mark.parametrize("name", ["home", "archive"])
def test_a_disposal_is_told_to_who_decides_until_it_is_decided(
    client, clerk, leader, item, name
):
    EvidenceRuleFactory()
    disposal = disposals.propose([item], by=clerk, reason="期满待定")
    assert disposal.get_absolute_url() in page(client, leader, name)
    assert disposal.get_absolute_url() not in page(client, clerk, name)
    disposals.decide(disposal, by=leader, decision="destroy")
    assert disposal.get_absolute_url() not in page(client, leader, name)


# -- Disposal -----------------------------------------------------------------------


def test_from_proposal_to_register(client, clerk, leader, item):
    values = {"items": [item.pk], "reason": "保管期满"}
    post(client, clerk, "disposal-new", **values)
    disposal = Disposal.objects.get()
    post(client, leader, "disposal-decide", disposal.pk, decision="destroy")
    response = post(client, clerk, "disposal-destroy", disposal.pk)
    assert told(response) == [_("Carried out; the register tells of each paper.")]
    item.refresh_from_db()
    assert item.is_destroyed
    words = page(client, leader, "disposal", disposal.pk)
    assert item.code in words and _("erased") in words


def test_who_proposed_finds_no_form_to_decide(client, clerk, item):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    words = page(client, clerk, "disposal", disposal.pk)
    assert _("Deciding on disposal is for the leading group.") in words
    assert 'name="decision"' not in words


def test_what_was_typed_stays_when_keeping_has_no_reason(client, clerk, leader, item):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    response = post(client, leader, "disposal-decide", disposal.pk, decision="keep")
    assert _("Say why it is kept.") in response.content.decode()
    assert 'value="keep"' in response.content.decode()
    disposal.refresh_from_db()
    assert disposal.is_open


def test_the_second_decision_is_told_why_not(client, clerk, leader, item):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    post(client, leader, "disposal-decide", disposal.pk, decision="destroy")
    response = post(
        client, leader, "disposal-decide", disposal.pk, decision="keep", opinion="x"
    )
    assert _("This has been decided already.") in told(response)
    assert response.redirect_chain == [(disposal.get_absolute_url(), 302)]


def test_who_proposes_from_a_second_tab_is_told_the_numbers(client, clerk, item):
    other = archive.filed(2, retention="D10")
    disposals.propose([item], by=clerk, reason="期满")
    keys = [item.pk, other.pk]
    response = post(client, clerk, "disposal-new", items=keys, reason="期满")
    why = _("%(code)s stands in a proposal already.") % {"code": item.code}
    assert response.context["form"].errors == {"items": [why]}
    assert f'value="{other.pk}" checked' in response.content.decode()
    assert Disposal.objects.count() == 1


def test_what_is_due_is_narrowed_by_unit_year_and_term(client, clerk, item):
    other = archive.filed(1, retention="D10", year=2013, formed_on=date(2013, 3, 8))
    for query, shown in [("year=2013", {other}), ("retention=D30", set())]:
        words = page(client, clerk, "disposal-new", query=f"?{query}")
        assert {one for one in (item, other) if one.code in words} == shown
    query = f"?unit={item.unit_id}&year={item.year}&retention=D10"
    words = page(client, clerk, "disposal-new", query=query)
    assert item.code in words and other.code not in words


def test_what_is_due_takes_the_same_queries_for_one_and_for_thirty(client, clerk, item):
    counts = []
    for number in (2, 30):
        for one in range(ArchiveItem.objects.count() + 1, number):
            archive.filed(one, retention="D10")
        page(client, clerk, "disposal-new")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("disposal-new"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts) <= 12


def test_an_item_within_its_term_is_not_offered(client, clerk):
    item = archive.filed(retention="D30")
    assert item.code not in page(client, clerk, "disposal-new")
    response = post(client, clerk, "disposal-new", items=[item.pk], reason="x")
    assert response.status_code == 200
    assert not Disposal.objects.exists()


def test_carrying_out_is_a_post(client, clerk, item):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    client.force_login(clerk)
    disposals.decide(disposal, by=issuing.leader(), decision="destroy")
    client.get(reverse("disposal-destroy", args=[disposal.pk]))
    item.refresh_from_db()
    assert not item.is_destroyed


@pytest.mark.parametrize("extension", ["docx", "pdf", "xlsx"])
def test_the_register_is_a_file(client, clerk, item, extension):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    client.force_login(clerk)
    url = reverse("disposal-export", args=[disposal.pk, extension])
    assert len(client.get(url).content) > 500


def test_others_do_not_find_the_disposals(client, clerk, item):
    disposal = disposals.propose([item], by=clerk, reason="期满")
    client.force_login(UserFactory())
    for url in (reverse("disposals"), disposal.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_a_register_takes_the_same_queries_for_one_item_and_for_thirty(
    client, clerk, item
):
    counts = []
    for number in (1, 30):
        first = ArchiveItem.objects.count() + 1
        more = [archive.filed(n, retention="D10") for n in range(first, first + number)]
        disposal = disposals.propose(more, by=clerk, reason="期满")
        page(client, clerk, "disposal", disposal.pk)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("disposal", args=[disposal.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts) <= 12


def test_an_erased_proof_is_not_found_with_words(client, clerk, leader, item):
    proof = item.parts.get().evidence
    disposal = disposals.propose([item], by=clerk, reason="期满")
    disposals.decide(disposal, by=leader, decision="destroy")
    disposals.destroy(Disposal.objects.get(), by=clerk)
    client.force_login(leader)
    response = client.get(reverse("evidence-file", args=[proof.pk]))
    assert response.status_code == 404
    assert _("The file is no longer here") in response.content.decode()
