"""The whole story in a browser: logged on a phone with photos, confirmed at the office."""

import base64

import pytest
from django.urls import reverse

from campaigns import roles
from campaigns.models import Activity
from campaigns.tests.factories import (
    CampaignFactory,
    CategoryFactory,
    CriterionFactory,
    UserFactory,
)
from campaigns.tests.samples import picture

pytestmark = pytest.mark.browser
PASSWORD = "jian-chuang-2014"
PHONE = {"width": 390, "height": 844}
BRING = """([box, how, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const carrier = new DataTransfer();
  carrier.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const event = how === "paste"
    ? new ClipboardEvent("paste", { clipboardData: carrier, bubbles: true })
    : new DragEvent("drop", { dataTransfer: carrier, bubbles: true });
  box.querySelector("[data-drop]").dispatchEvent(event);
}"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INTAKE_ROOT = tmp_path / "intake"


@pytest.fixture
def story(transactional_db):
    """A campaign, a category that suggests a criterion, and two people."""
    campaign, criterion = CampaignFactory(), CriterionFactory(title="志愿服务")
    category = CategoryFactory(name="志愿服务", artefacts="方案、照片")
    category.criteria.add(criterion)
    author, office = UserFactory(), UserFactory(role=roles.OFFICE)
    for person in (author, office):
        person.set_password(PASSWORD)
        person.save()
    return campaign, author, office


@pytest.fixture
def enter(browser, live_server):
    """Sign in as somebody on a screen of their own, and return their page."""
    contexts = []

    def as_person(person, viewport):
        contexts.append(
            browser.new_context(
                base_url=live_server.url, viewport=viewport, locale="zh-CN"
            )
        )
        page = contexts[-1].new_page()
        page.goto(reverse("sign-in"))
        page.fill("[name=username]", person.username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button:not(.quiet)")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield as_person
    for context in contexts:
        context.close()


def payload(name, colour):
    file = picture(name, colour)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.read()}


def bring(page, how, name, colour):
    """Paste or drop one picture."""
    content = base64.b64encode(picture(name, colour).read()).decode()
    box = page.query_selector("[data-uploads]")
    page.evaluate(BRING, [box, how, name, content])


def fill(page):
    page.select_option("[name=category]", label="志愿服务")
    page.fill("[name=title]", "凤山社区便民服务")
    page.fill("[name=held_on]", "2014-03-05")
    page.fill("[name=place]", "凤山社区")
    page.fill("[name=headcount]", "18")
    page.fill("[name=narrative]", "量血压、修家电、答咨询。")
    page.check("[name=evidence-declared]")


def test_a_phone_logs_with_photos_and_the_office_confirms(story, enter, axe_violations):
    _campaign, author, office = story
    phone = enter(author, PHONE)
    phone.goto(reverse("activity-new"))
    fill(phone)
    assert phone.is_checked("[name=criteria]")
    assert phone.inner_text("[data-asks] b") == "方案、照片"
    files = [payload("一.jpg", "red"), payload("二.jpg", "green")]
    phone.set_input_files("[data-pick][multiple]", files)
    bring(phone, "paste", "粘贴.jpg", "blue")
    bring(phone, "drop", "拖放.jpg", "yellow")
    assert phone.locator("[data-upload]").count() == 4
    assert axe_violations(phone) == []
    phone.click("form.form .buttons button:not([name=then]):not([type=button])")
    phone.wait_for_selector(".pictures")
    activity = Activity.objects.get()
    assert activity.status == "draft"
    names = activity.evidence.values_list("file_name", flat=True)
    assert list(names) == ["一.jpg", "二.jpg", "粘贴.jpg", "拖放.jpg"]
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert axe_violations(phone) == []
    phone.click("form[action$='/submit/'] button")
    phone.wait_for_selector(".status.wait")

    desk = enter(office, {"width": 1280, "height": 800})
    desk.goto(reverse("awaiting"))
    desk.click("text=凤山社区便民服务")
    desk.wait_for_selector(".pictures img")
    assert desk.locator(".pictures img").count() == 4
    assert axe_violations(desk) == []
    desk.click("form[action$='/confirm/'] button")
    desk.wait_for_selector(".empty")
    activity.refresh_from_db()
    assert (activity.status, activity.confirmed_by) == ("confirmed", office)


def test_a_wrong_file_leaves_everything_typed_and_the_good_picture(story, enter):
    _campaign, author, _office = story
    phone = enter(author, PHONE)
    phone.goto(reverse("activity-new"))
    fill(phone)
    bad = {"name": "坏.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}
    phone.set_input_files("[data-pick][multiple]", [payload("好.jpg", "red"), bad])
    phone.click("[name=then]")
    phone.wait_for_selector(".upload .errorlist li")
    assert phone.input_value("[name=title]") == "凤山社区便民服务"
    assert phone.inner_text("[data-name] >> nth=0") == "好.jpg"
    phone.click("[data-upload]:has(.errorlist li) [data-remove]")
    phone.click("[name=then]")
    phone.wait_for_selector(".status.wait")
    activity = Activity.objects.get()
    assert activity.status == "submitted"
    assert list(activity.evidence.values_list("file_name", flat=True)) == ["好.jpg"]


def test_a_refused_file_waits_and_a_removed_one_stays_away(story, enter):
    _campaign, author, _office = story
    desk = enter(author, {"width": 1280, "height": 800})
    desk.goto(reverse("activity-new"))
    fill(desk)
    fake = {"name": "假图.png", "mimeType": "image/png", "buffer": b"<html></html>"}
    empty = {"name": "空.jpg", "mimeType": "image/jpeg", "buffer": b""}
    plan = {"name": "方案.txt", "mimeType": "text/plain", "buffer": "方案".encode()}
    desk.set_input_files("[data-pick][multiple]", [fake, empty, plan])
    desk.wait_for_selector("[data-state]:not([hidden])")
    desk.locator("[data-reason] li").nth(1).wait_for()
    desk.select_option(
        "[data-upload]:has([data-state]:not([hidden])) select", "document"
    )
    save = "form.form .buttons button:not([name=then]):not([type=button])"
    desk.click(save)
    desk.wait_for_selector(".upload >> text=“假图.png”")
    for _file in range(2):
        desk.click("[data-upload]:not([hidden]):has([name$='-file']) [data-remove]")
    # A browser that does not ask for the kind: the server does, and sends all back.
    kind = "[data-upload]:not([hidden]) [name$='-kind']"
    desk.eval_on_selector(kind, "each => { each.required = false; each.value = ''; }")
    with desk.expect_navigation():
        desk.click(save)
    assert desk.locator("[data-upload][hidden]").count() == 2
    assert desk.locator("[data-upload]:not([hidden])").count() == 1
    desk.select_option(kind, "document")
    desk.click(save)
    desk.wait_for_url("**/activities/*/")
    names = Activity.objects.get().evidence.values_list("file_name", flat=True)
    assert list(names) == ["方案.txt"]
