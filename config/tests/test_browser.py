"""The browser itself works, before any page of ours is looked at."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

pytestmark = pytest.mark.browser
GOOD = """<!doctype html><html lang="zh-Hans"><title>文明</title>
<main><h1>文明</h1></main>"""
BAD = """<!doctype html><html><title>文明</title><main><h1>文明</h1>
<img src="data:,"></main>"""


def show(page, html, policy="default-src 'self'"):
    """Serve `html` under our content policy without a server."""
    headers = {"Content-Security-Policy": policy}
    page.route(
        "http://court.example/",
        lambda route: route.fulfill(
            body=html, content_type="text/html; charset=utf-8", headers=headers
        ),
    )
    page.goto("http://court.example/")


def test_it_speaks_chinese(page):
    show(page, GOOD)
    assert page.evaluate("navigator.language") == "zh-CN"
    assert page.text_content("h1") == "文明"


def test_a_good_page_has_no_violations(page, axe_violations):
    show(page, GOOD)
    assert axe_violations(page) == []


def test_a_picture_without_words_and_a_page_without_language_are_found(
    page, axe_violations
):
    show(page, BAD)
    found = {line.split(" ")[0] for line in axe_violations(page)}
    assert {"image-alt", "html-has-lang"} <= found


def test_the_server_and_the_test_do_not_share_one_connection(db):
    assert not getattr(connection, "is_in_memory_db", lambda: False)()


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_roles_made_by_a_migration_outlive_the_flush_between_tests(time):
    assert Group.objects.exists()
