"""Lay out what the demonstration tells: its figures, and the summary of 2014."""

from datetime import date

from django.db import transaction

from config.demo import letter
from config.demo.figures_told import FIGURES
from config.demo.prose import PARTS, TITLE
from dossiers import editions, readiness, writing
from dossiers.models import Figure, Section, Summary

YEAR = 2014
AS_OF = date(2014, 11, 3)
REMARK = "请写明作风督查发现的问题是怎样整改的。"
TO_SAY = "廉政建设一段请监察室再核对一遍。"
TO_ADD = "档案室搬迁后请补写新的存放位置。"


@transaction.atomic
def load(campaign):
    """Create what is missing and return the summary; what exists stays as it is.

    Raises DoesNotExist when the court lacks a category or indicator of a figure.
    """
    for order, told in enumerate(FIGURES, start=1):
        define(campaign, told, order)
    summary, is_new = Summary.objects.get_or_create(
        campaign=campaign, year=YEAR, defaults={"title": TITLE, "as_of": AS_OF}
    )
    if is_new:
        write(summary, PARTS)
    letter.load(summary)
    return summary


def define(campaign, told, order):
    """Create one figure, unless the campaign has one of that key."""
    fields = {**told, "order": order}
    court = campaign.court
    if name := fields.get("category"):
        fields["category"] = court.categories.get(name=name)
    if name := fields.get("indicator"):
        fields["indicator"] = court.indicators.get(name=name)
    key = fields.pop("key")
    Figure.objects.get_or_create(campaign=campaign, key=key, defaults=fields)


def write(summary, parts, parent=None):
    """Create the sections of `parts` in order, and those below them."""
    for order, part in enumerate(parts, start=1):
        section = Section.objects.create(
            summary=summary,
            parent=parent,
            heading=part.heading,
            body="\n".join(part.paragraphs),
            order=order,
            owner=summary.campaign.court.units.filter(name=part.owner).first(),
        )
        write(summary, part.parts, section)


def issue(summary, people):
    """Send every section for review, pass them all and issue the first edition."""
    office, leader = people["创建办甲"], people["组长"]
    writing.submit(summary, by=office)
    read = dict(summary.sections.values_list("pk", "revision"))
    writing.let_pass(summary, by=leader, read=read)
    fingerprint = readiness.read(summary).fingerprint
    return editions.issue(summary, by=leader, fingerprint=fingerprint)


def revise(summary, people):
    """Begin the next edition: one section returned, one in review with a remark."""
    head, leader = people["监察室头"], people["组长"]
    returned = summary.sections.get(heading="规范档案管理")
    writing.send_back(returned, by=leader, reason=TO_ADD)
    read = summary.sections.get(heading="强化廉政建设，确保公正廉洁司法")
    remark = writing.comment(read, by=leader, text=REMARK)
    read = writing.send_back(read, by=leader, reason=TO_SAY)
    settled = read.comments.exclude(pk=remark.pk).get()
    writing.resolve(settled, by=head)
    writing.submit(summary, by=head, sections=[read.pk])
