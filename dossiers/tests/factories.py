"""Rows of the telling room for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from campaigns.tests.factories import CampaignFactory
from dossiers import models


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = models.Figure

    campaign = factory.SubFactory(CampaignFactory)
    key = factory.Sequence(lambda n: f"figure_{n}")
    label = factory.Sequence(lambda n: f"数据{n}")
    measure = "activities"
    counting_word = "次"


class SummaryFactory(DjangoModelFactory):
    class Meta:
        model = models.Summary

    campaign = factory.SubFactory(CampaignFactory)
    year = 2014
    title = "2014年度创建工作总结"
    as_of = date(2014, 11, 3)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Section

    summary = factory.SubFactory(SummaryFactory)
    heading = "组织领导"
    body = "召开会议。"
