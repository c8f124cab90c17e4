"""Writing in a browser: a figure chosen while typing, the page beside it, a draft kept."""

import pytest
from django.urls import reverse

from dossiers.models import Section
from dossiers.tests import issuing
from dossiers.tests.factories import SectionFactory

pytestmark = pytest.mark.browser
PASSWORD = "jian-chuang-2014"
AREA = "[name=body]"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def section(transactional_db):
    return issuing.told_summary().sections.get()


@pytest.fixture
def clerk(transactional_db):
    person = issuing.clerk()
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def screen(request, browser, live_server, clerk):
    """The clerk, signed in, on a desk or on a phone."""
    viewport = {"width": request.param, "height": 844}
    context = browser.new_context(
        base_url=live_server.url, viewport=viewport, locale="zh-CN"
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    enter(page, clerk)
    yield page
    context.close()


def enter(page, person):
    page.goto(reverse("sign-in"))
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:not(.quiet)")
    page.wait_for_url(lambda url: "sign-in" not in url)


def write(page, section, words):
    """Open the section and type at the end of an empty text."""
    page.goto(reverse("section-revise", args=[section.pk]))
    page.fill(AREA, "")
    page.focus(AREA)
    page.keyboard.type(words)


def options(page):
    return page.locator("[role=option]").all_inner_texts()


def test_a_brace_opens_the_figures_and_enter_puts_one_in(
    screen, section, axe_violations
):
    write(screen, section, "今年举办{讲坛")
    assert len(options(screen)) == 2
    assert screen.get_attribute(AREA, "aria-activedescendant") == "quote-0"
    assert axe_violations(screen) == []
    screen.keyboard.press("ArrowDown")
    assert screen.get_attribute(AREA, "aria-activedescendant") == "quote-1"
    screen.keyboard.press("ArrowUp")
    screen.keyboard.press("Enter")
    screen.keyboard.type("。")
    assert screen.input_value(AREA) == "今年举办{法官讲坛}。"
    assert screen.is_hidden("[role=listbox]")
    screen.wait_for_selector(".preview >> text=今年举办1期。")
    width = screen.evaluate("document.documentElement.scrollWidth")
    assert width == screen.viewport_size["width"]


def test_a_full_width_brace_and_a_tap_do_the_same(screen, section):
    write(screen, section, "今年举办｛讲坛")
    screen.click("[role=option] >> nth=1")
    assert screen.input_value(AREA) == "今年举办{法官讲坛.list}"


def test_the_button_opens_the_list_and_escape_leaves_the_brace(screen, section):
    write(screen, section, "共")
    screen.click("[data-quote-open]")
    assert len(options(screen)) == 2
    screen.keyboard.press("Escape")
    screen.keyboard.type("法")
    assert screen.is_hidden("[role=listbox]")
    assert screen.input_value(AREA) == "共{法"


def test_nothing_typed_is_kept_on_the_server_before_saving(screen, section):
    write(screen, section, "还没有保存。")
    screen.wait_for_selector(".preview >> text=还没有保存。")
    assert Section.objects.get().body == section.body


def test_what_a_lapsed_session_lost_is_offered_back(screen, section, clerk):
    write(screen, section, "写了很久的话。")
    screen.context.clear_cookies(name="sessionid")
    screen.click("form[data-draft] .primary")
    screen.wait_for_url("**/sign-in/**")
    enter(screen, clerk)
    screen.goto(reverse("section-revise", args=[section.pk]))
    screen.click("[data-draft-take]")
    assert screen.input_value(AREA) == "写了很久的话。"
    screen.click("form[data-draft] .primary")
    screen.wait_for_selector("[data-saved]")
    assert Section.objects.get().body == "写了很久的话。"
    assert screen.evaluate("Object.keys(localStorage)") == []


def test_saving_one_section_keeps_the_words_of_another_that_did_not_arrive(
    screen, section
):
    other = SectionFactory(summary=section.summary, heading="其他", body="其他的话。")
    write(screen, section, "没有送到的话。")
    screen.route("**/revise/", failing)
    screen.click("form[data-draft] .primary")
    screen.wait_for_selector("text=502")
    screen.unroute("**/revise/")
    write(screen, other, "送到了的话。")
    screen.click("form[data-draft] .primary")
    screen.wait_for_selector("[data-saved]")
    screen.goto(reverse("section-revise", args=[section.pk]))
    screen.click("[data-draft-take]")
    assert screen.input_value(AREA) == "没有送到的话。"


def failing(route):
    if route.request.method == "POST":
        route.fulfill(status=502, body="502")
    else:
        route.continue_()


@pytest.mark.parametrize("is_previewed", [False, True])
def test_typing_on_writes_over_nothing_that_was_offered(screen, section, is_previewed):
    write(screen, section, "昨天的话。")
    write(screen, section, "今天的话。")
    if is_previewed:
        screen.click("[formaction$='/preview/']")
        screen.wait_for_url("**/preview/")
    screen.click("[data-draft-take]")
    assert screen.input_value(AREA) == "昨天的话。"
    screen.click("[data-draft-take]")
    assert screen.input_value(AREA) == "今天的话。"


def test_the_offer_stays_until_it_is_dropped(screen, section):
    write(screen, section, "昨天的话。")
    write(screen, section, "今")
    assert screen.is_visible("[data-draft-offer]")
    screen.click("[data-draft-drop]")
    assert screen.is_hidden("[data-draft-offer]")
    assert screen.input_value(AREA) == "今"


def test_the_heading_and_the_tick_are_offered_too(screen, section):
    screen.goto(reverse("section-revise", args=[section.pk]))
    screen.fill("[name=heading]", "另一标题")
    screen.uncheck("[name=in_short]")
    screen.goto(reverse("section-revise", args=[section.pk]))
    screen.click("[data-draft-take]")
    assert screen.input_value("[name=heading]") == "另一标题"
    assert not screen.is_checked("[name=in_short]")


def test_without_a_connection_the_page_beside_it_says_that_it_is_old(screen, section):
    write(screen, section, "一。")
    screen.wait_for_selector(".preview >> text=一。")
    screen.context.set_offline(True)
    screen.keyboard.type("二。")
    screen.wait_for_selector("[data-trial-old]")
    screen.context.set_offline(False)
    screen.keyboard.type("三。")
    screen.wait_for_selector(".preview >> text=一。二。三。")
    assert screen.is_hidden("[data-trial-old]")


def test_switching_the_language_loses_nothing(screen, section):
    write(screen, section, "写了一半")
    screen.click("details.account > summary")
    screen.click("[name=language]")
    screen.wait_for_selector("html[lang=en]")
    screen.click("[data-draft-take]")
    assert screen.input_value(AREA) == "写了一半"


def test_signing_out_leaves_nothing_behind(screen, section):
    write(screen, section, "写了一半")
    screen.click("details.account > summary")
    screen.click("form[data-sign-out] button")
    screen.wait_for_url("**/sign-in/**")
    assert screen.evaluate("Object.keys(localStorage)") == []
