"""A small summary that can be issued, and the people it passes through."""

from datetime import date

from django.urls import reverse

from campaigns import roles
from campaigns.models import Category
from campaigns.tests.factories import ActivityFactory, CategoryFactory, UserFactory
from dossiers import editions, readiness, writing
from dossiers.tests.factories import FigureFactory, SectionFactory, SummaryFactory


def told_summary():
    """A summary of one section that quotes one figure: 今年举办法官讲坛1期。"""
    summary = SummaryFactory()
    category = CategoryFactory(name="法官讲坛")
    hold_forum()
    FigureFactory(
        campaign=summary.campaign,
        key="forum",
        label="法官讲坛",
        category=category,
        counting_word="期",
    )
    SectionFactory(
        summary=summary, heading="学习", body="坚持学习。今年举办法官讲坛{法官讲坛}。"
    )
    return summary


def hold_forum(day=1):
    """One more 法官讲坛 that counts."""
    return ActivityFactory(
        category=Category.objects.get(name="法官讲坛"),
        title=f"第{day}期",
        held_on=date(2014, 3, day),
        confirmed=True,
    )


def clerk(**more):
    return UserFactory(role=roles.OFFICE, **more)


def leader(**more):
    return UserFactory(role=roles.LEADING_GROUP, **more)


def read_of(summary):
    """Every section as somebody reads it now."""
    return dict(summary.sections.values_list("pk", "revision"))


def passed(summary, by, reviewer):
    """Send every section and pass it."""
    writing.submit(summary, by=by)
    writing.let_pass(summary, by=reviewer, read=read_of(summary))


def issued(summary, by):
    """Issue what stands there now."""
    read = readiness.read(summary).fingerprint
    return editions.issue(summary, by=by, fingerprint=read)


# -- On screen --------------------------------------------------------------------


def page(client, user, name, *args, query=""):
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, user, name, *args, **values):
    client.force_login(user)
    return client.post(reverse(name, args=args), values)


def told(client, user, name, *args, **values):
    """What the site answers to a post, as messages."""
    client.force_login(user)
    response = client.post(reverse(name, args=args), values, follow=True)
    return [str(message) for message in response.context["messages"]]
