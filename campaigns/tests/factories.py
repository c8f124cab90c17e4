"""Rows for tests; defaults hold no surprises: one court, one campaign of two years."""

from datetime import date

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaigns import models, roles


class CourtFactory(DjangoModelFactory):
    class Meta:
        model = models.Court
        django_get_or_create = ["name"]

    name = "测试县人民法院"
    fonds_number = "0117"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = models.Unit

    court = factory.SubFactory(CourtFactory)
    name = factory.Sequence(lambda n: f"第{n}庭")
    kind = "trial"
    code = factory.Sequence(lambda n: f"{n:03d}"[-3:])


class UserFactory(DjangoModelFactory):
    """A 干警; `role` names the group, None leaves the account without any."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    court = factory.SubFactory(CourtFactory)
    unit = factory.SubFactory(UnitFactory, court=factory.SelfAttribute("..court"))
    username = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"干警{n}")

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        name = roles.STAFF if extracted is None else extracted
        if create and name:
            self.groups.add(Group.objects.get(name=name))


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = models.Standard
        django_get_or_create = ["court", "name", "version"]

    court = factory.SubFactory(CourtFactory)
    name = "测评体系"
    version = "2013"
    issuer = "文明委"
    level = "provincial"
    total_points = 100
    pass_mark = 80


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.Criterion

    standard = factory.SubFactory(StandardFactory)
    code = factory.Sequence(lambda n: f"1.{n}")
    title = factory.Sequence(lambda n: f"测评标准{n}")
    points = 2


class EvidenceRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.EvidenceRule

    criterion = factory.SubFactory(CriterionFactory)
    asked = "document"


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = models.Campaign
        django_get_or_create = ["slug"]

    court = factory.SubFactory(CourtFactory)
    standard = factory.SubFactory(
        StandardFactory, court=factory.SelfAttribute("..court")
    )
    slug = "test-2013-2014"
    name = "2013—2014年度"
    title = "省级文明单位"
    starts_on = date(2013, 1, 1)
    ends_on = date(2014, 12, 31)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.Category

    court = factory.SubFactory(CourtFactory)
    name = factory.Sequence(lambda n: f"类别{n}")
    kind = "activity"


class ActivityFactory(DjangoModelFactory):
    """A draft of a 干警; `submitted=True`, `returned=True`, `confirmed=True` for the rest."""

    class Meta:
        model = models.Activity
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(status="submitted", submitted_at=timezone.now())
        returned = factory.Trait(
            status="returned",
            submitted_at=timezone.now(),
            returned_by=factory.SubFactory(UserFactory),
            returned_at=timezone.now(),
            return_reason="缺照片",
        )
        confirmed = factory.Trait(
            status="confirmed",
            submitted_at=timezone.now(),
            confirmed_by=factory.SubFactory(UserFactory),
            confirmed_at=timezone.now(),
        )

    campaign = factory.SubFactory(CampaignFactory)
    category = factory.SubFactory(CategoryFactory)
    logged_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("logged_by")
    unit = factory.SelfAttribute("logged_by.unit")
    title = factory.Sequence(lambda n: f"活动{n}")
    held_on = date(2014, 3, 8)
    place = "三楼会议室"
    narrative = "开展了活动。"

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        if create and extracted:
            self.criteria.set(extracted)


class TrainingRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.TrainingRecord

    activity = factory.SubFactory(ActivityFactory)
    person = factory.SubFactory(UserFactory)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = models.StoredFile

    court = factory.SubFactory(CourtFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    size = 3
    media_type = "text/plain"
    file = factory.SelfAttribute("digest")


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    activity = factory.SubFactory(ActivityFactory)
    stored_file = factory.SubFactory(StoredFileFactory)
    file_name = "通知.txt"
    kind = "document"
    caption = "活动通知"
    is_declared_open = True
    uploaded_by = factory.SubFactory(UserFactory)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = models.Statement

    class Params:
        signed = factory.Trait(
            unit_signed_by=factory.SubFactory(UserFactory),
            unit_signed_at=timezone.now(),
            court_signed_by=factory.SubFactory(UserFactory),
            court_signed_at=timezone.now(),
        )

    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.SubFactory(UnitFactory)
    year = 2014


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = models.Target

    statement = factory.SubFactory(StatementFactory)
    category = factory.SubFactory(CategoryFactory)
    title = "开展活动"
    quantity = 2
    due_on = date(2014, 12, 31)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    court = factory.SubFactory(CourtFactory)
    name = factory.Sequence(lambda n: f"指标{n}")
    kind = "stock"
    counting_word = "个"


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.Reading

    class Params:
        confirmed = factory.Trait(
            status="confirmed",
            submitted_at=timezone.now(),
            confirmed_by=factory.SubFactory(UserFactory),
            confirmed_at=timezone.now(),
        )

    indicator = factory.SubFactory(IndicatorFactory)
    logged_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("logged_by")
    ends_on = date(2014, 10, 31)
    value = 5
    source = "统计台账"


class HonourFactory(DjangoModelFactory):
    class Meta:
        model = models.Honour

    campaign = factory.SubFactory(CampaignFactory)
    logged_by = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("logged_by")
    title = "文明窗口"
    level = "county"
    giver = "县文明办"
    awarded_on = date(2014, 5, 4)
