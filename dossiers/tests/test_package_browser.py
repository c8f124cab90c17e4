"""A package opened from disk, and prepared by a click, in a real Chromium."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from dossiers.models import Package
from dossiers.packages import delivery
from dossiers.tests.packing import campaign_with_proof, office, packed

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path):
    return delivery.unpack(packed(campaign_with_proof()), tmp_path)


def test_it_opens_from_disk_without_a_network(page, folder):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.goto(f"file://{folder}/index.html")
    page.wait_for_url("**/data/index.html")
    page.get_by_role("link", name="Ⅲ-1-① 学习有计划").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ⅲ-1-① 学习有计划")
    lost = "[...document.images].filter(each => !each.naturalWidth).length"
    assert page.evaluate("document.images.length") == 1
    assert page.evaluate(lost) == 0
    assert {url.partition(":")[0] for url in asked} == {"file"}
    page.get_by_role("img").click()
    page.wait_for_url("**/data/files/*.jpg")


@pytest.mark.parametrize("width", [390, 1280])
def test_its_pages_fit_and_are_accessible(page, folder, axe_violations, width):
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("index", "criteria/Ⅲ-1-①", "years/2014", "proof", "hashes"):
        page.goto(f"file://{folder}/data/{path}.html")
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(wide) <= 0, path
        assert axe_violations(page) == [], path


def test_the_office_prepares_one_with_a_click(page, live_server, client):
    campaign_with_proof()
    client.force_login(office())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": cookie,
                "url": live_server.url,
            }
        ]
    )
    page.goto(f"{live_server.url}/archive/packages/new/")
    page.locator("main form button.primary").click()
    expect(page.locator("a[download]")).to_be_visible()
    package = Package.objects.sealed().get()
    with page.expect_download() as found:
        page.locator("a[download]").click()
    assert found.value.path().stat().st_size == package.seal.size
