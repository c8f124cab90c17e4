"""Rows of the telling room for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from campaigns.tests.factories import (
    CampaignFactory,
    EvidenceFactory,
    UnitFactory,
    UserFactory,
)
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


class ArchiveItemFactory(DjangoModelFactory):
    """One 件 without parts; `filing.file` is how items come to be outside tests."""

    class Meta:
        model = models.ArchiveItem

    campaign = factory.SubFactory(CampaignFactory)
    court = factory.SelfAttribute("campaign.court")
    unit = factory.SubFactory(UnitFactory, court=factory.SelfAttribute("..court"))
    fonds_number = factory.SelfAttribute("court.fonds_number")
    year = 2014
    retention = "D30"
    unit_code = factory.SelfAttribute("unit.code")
    number = factory.Sequence(lambda n: n % 9999 + 1)
    code = factory.LazyAttribute(
        lambda o: (
            f"{o.fonds_number}-WS·{o.year}-{o.retention}-{o.unit_code}-{o.number:04d}"
        )
    )
    title = factory.Sequence(lambda n: f"归档文件{n}")
    formed_on = factory.LazyAttribute(lambda o: date(o.year, 5, 4))
    filed_by = factory.SubFactory(UserFactory, court=factory.SelfAttribute("..court"))


class ItemPartFactory(DjangoModelFactory):
    """A part over a piece of evidence that is a file."""

    class Meta:
        model = models.ItemPart

    item = factory.SubFactory(ArchiveItemFactory)
    evidence = factory.SubFactory(EvidenceFactory)
    name = factory.SelfAttribute("evidence.file_name")
    media_type = factory.SelfAttribute("evidence.stored_file.media_type")
    algorithm = factory.SelfAttribute("evidence.stored_file.algorithm")
    digest = factory.SelfAttribute("evidence.stored_file.digest")
    size = factory.SelfAttribute("evidence.stored_file.size")


class SampleFactory(DjangoModelFactory):
    """A sample as drawn; its record is given by `object_pk`."""

    class Meta:
        model = models.Sample

    campaign = factory.SubFactory(CampaignFactory)
    seed = "0"
    stock = 1
    position = 1
    subject = "activity"
    object_pk = 1
    name = "法官讲坛"
    artefact = "签到表"
    asked = "给我看2014年第1期法官讲坛的签到表。"
    drawn_by = factory.SubFactory(UserFactory, role="考评人员")


class FindingFactory(DjangoModelFactory):
    """An open finding of an assessor."""

    class Meta:
        model = models.Finding

    campaign = factory.SubFactory(CampaignFactory)
    text = "没有找到签到表。"
    raised_by = factory.SubFactory(UserFactory, role="考评人员")
