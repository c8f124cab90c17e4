"""Many files in a browser: each with its bar, one pasted, all of them proof."""

import base64
import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from campaigns.models import StoredFile
from campaigns.tests.factories import ActivityFactory, CampaignFactory, UserFactory
from campaigns.tests.samples import picture

pytestmark = pytest.mark.browser
PASSWORD = "jian-chuang-2014"
BRING = """([how, files]) => {
  const carrier = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
    carrier.items.add(new File([bytes], name, { type, lastModified: 1 }));
  }
  const event = how === "paste"
    ? new ClipboardEvent("paste", { clipboardData: carrier, bubbles: true })
    : new DragEvent("drop", { dataTransfer: carrier, bubbles: true });
  const target = how === "paste" ? document.body : document.querySelector("[data-drop]");
  target.dispatchEvent(event);
}"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INTAKE_ROOT = tmp_path / "intake"


@pytest.fixture
def activity(transactional_db):
    CampaignFactory()
    author = UserFactory()
    author.set_password(PASSWORD)
    author.save()
    return ActivityFactory(logged_by=author, title="凤山社区便民服务")


@pytest.fixture(params=[1280, 390])
def screen(request, browser, live_server, activity):
    """The page for adding proof, as its author sees it at a desk and on a phone."""
    size = {"width": request.param, "height": 844}
    context = browser.new_context(
        base_url=live_server.url, viewport=size, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(reverse("sign-in"))
    page.fill("[name=username]", activity.logged_by.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:not(.quiet)")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("evidence-add", args=["activity", activity.pk]))
    yield page
    context.close()


def bring(page, how, *files):
    told = [
        (name, kind, base64.b64encode(content).decode())
        for name, kind, content in files
    ]
    page.evaluate(BRING, [how, told])


def photo(name, colour):
    return name, "image/jpeg", picture(name, colour).read()


def screenshot():
    out = BytesIO()
    Image.new("RGB", (30, 20), "yellow").save(out, "PNG")
    return out.getvalue()


def wait_until_safe(page, number):
    page.wait_for_function(
        "(number) => [...document.querySelectorAll('[data-state]:not([hidden])')].length"
        " === number",
        arg=number,
    )


def test_three_dropped_and_one_pasted_are_all_proof(screen, activity, axe_violations):
    files = [photo("一.jpg", "red"), photo("二.jpg", "green"), photo("三.jpg", "blue")]
    bring(screen, "drop", *files)
    wait_until_safe(screen, 3)
    bars = screen.locator("[data-upload] [data-progress]:not([hidden])")
    assert [bars.nth(n).evaluate("bar => bar.value") for n in range(3)] == [1, 1, 1]
    bring(screen, "paste", ("image.png", "image/png", screenshot()))
    wait_until_safe(screen, 4)
    assert axe_violations(screen) == []
    assert (
        screen.evaluate("document.documentElement.scrollWidth")
        <= (screen.viewport_size["width"])
    )
    screen.check("[name=evidence-declared]")
    screen.click("form.form button.primary")
    screen.wait_for_url(f"**{activity.get_absolute_url()}")
    names = list(activity.evidence.values_list("file_name", flat=True))
    assert names[:3] == ["一.jpg", "二.jpg", "三.jpg"]
    assert re.fullmatch(r"粘贴图片-\d{8}-\d{4}\.png", names[3])
    assert screen.locator(".pictures img").count() == 4


def test_a_refused_file_says_why_at_its_row_at_once(screen, activity):
    bring(
        screen,
        "drop",
        photo("好.jpg", "red"),
        ("密.txt", "text/plain", "秘密★".encode()),
    )
    screen.wait_for_selector("[data-reason] li")
    assert "秘密★" in screen.inner_text("[data-reason]:not([hidden])")
    assert StoredFile.objects.count() == 1
    screen.click("[data-upload]:has([data-reason] li) [data-remove]")
    screen.check("[name=evidence-declared]")
    screen.click("form.form button.primary")
    screen.wait_for_url(f"**{activity.get_absolute_url()}")
    assert activity.evidence.get().file_name == "好.jpg"


def test_a_broken_line_and_a_reload_lose_nothing(screen, activity):
    """The line breaks after the first piece; after the reload the second follows."""
    content = ("关于开展活动的通知\n" * 120_000).encode()
    file = ("通知.txt", "text/plain", content)
    pieces = []

    def break_off(route):
        pieces.append(route.request.headers["x-offset"])
        route.abort() if len(pieces) > 1 else route.continue_()

    screen.route("**/evidence/intake/*/", break_off)
    bring(screen, "drop", file)
    screen.wait_for_function(
        "() => document.querySelector('[data-state]:not([hidden])')?.textContent"
        " === document.querySelector('[data-uploads]').dataset.broken"
    )
    screen.unroute("**/evidence/intake/*/")
    screen.on("dialog", lambda dialog: dialog.accept())
    screen.reload()
    with screen.expect_request("**/evidence/intake/*/") as went_on:
        bring(screen, "drop", file)
    assert went_on.value.headers["x-offset"] == str(2 * 1024 * 1024)
    wait_until_safe(screen, 1)
    assert StoredFile.objects.get().size == len(content)


def test_a_form_sent_too_early_waits_for_its_files(screen, activity):
    held = []
    screen.route("**/evidence/intake/*/", lambda route: held.append(route))
    bring(screen, "drop", photo("一.jpg", "red"), photo("二.jpg", "green"))
    screen.check("[name=evidence-declared]")
    screen.click("form.form button.primary")
    waiting = screen.get_attribute("[data-uploads]", "data-waiting")
    assert screen.inner_text("[data-status]") == waiting
    assert activity.evidence.count() == 0
    while len(held) < 2:
        screen.wait_for_timeout(50)
    for route in held:
        route.continue_()
    screen.wait_for_url(f"**{activity.get_absolute_url()}")
    assert activity.evidence.count() == 2


def test_a_file_whose_part_has_gone_begins_anew_once_and_then_tells(screen):
    asked = []

    def gone(route):
        asked.append(route.request.url)
        answer = {"isGone": True, "reason": "已从另一页面送达"}
        route.fulfill(status=410, json=answer)

    screen.route("**/evidence/intake/*/", gone)
    bring(screen, "drop", photo("一.jpg", "red"))
    screen.wait_for_selector("[data-reason] li")
    assert screen.inner_text("[data-reason]:not([hidden])") == "已从另一页面送达"
    screen.wait_for_timeout(2500)
    assert len(asked) == 2
