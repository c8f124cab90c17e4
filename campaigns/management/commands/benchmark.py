"""Times the pages that add everything up, at a size no court has; nothing is kept."""

import time
from functools import partial

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import dashboards, matrix, progress, roles
from campaigns.management import crowds
from campaigns.models import Campaign, User

PAGES = ("dashboard", "matrix", "matrix-units", "gaps", "tasks", "progress")


class Command(BaseCommand):
    help = "Time progress, matrix and dashboard in a transaction that is rolled back."

    def add_arguments(self, parser):
        parser.add_argument("--leaves", type=int, default=400)
        parser.add_argument("--evidence", type=int, default=10_000)
        parser.add_argument("--units", type=int, default=20)

    def handle(self, *args, **options):
        size = {name: options[name] for name in ("leaves", "evidence", "units")}
        self.stdout.write(
            _("%(leaves)s leaves, %(evidence)s pieces of evidence, %(units)s units")
            % size
        )
        with transaction.atomic():
            campaign, leader = _fill(**size)
            for name, work in _works(campaign, leader):
                self.stdout.write(_measure(name, work))
            transaction.set_rollback(True)


def _fill(leaves, evidence, units):
    campaign = crowds.found("benchmark")
    rooms, (by, confirmed_by) = crowds.people(campaign.court, units)
    category, file = crowds.category_and_file(campaign.court)
    crowds.fill(
        campaign,
        leaves=leaves,
        evidence=evidence,
        units=rooms,
        by=by,
        confirmed_by=confirmed_by,
        category=category,
        file=file,
    )
    leader = User.objects.create(username="crowd-leads", name="-", court=campaign.court)
    leader.groups.add(Group.objects.get(name=roles.LEADING_GROUP))
    return Campaign.objects.select_related("standard").get(pk=campaign.pk), leader


def _works(campaign, leader):
    """What is timed, by name: the reading, then the whole pages."""
    yield "progress.of", lambda: progress.of(campaign)
    yield "matrix.of", lambda: matrix.of(progress.of(campaign))
    yield "dashboards.of", lambda: dashboards.of(campaign)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(leader)
    for page in PAGES:
        yield reverse(page), partial(_get, browser, reverse(page))


def _get(browser, url):
    response = browser.get(url, secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")


def _measure(name, work):
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        work()
        seconds = time.perf_counter() - begun
    return f"{name:<16} {seconds * 1000:8.0f} ms {len(queries):4} queries"
