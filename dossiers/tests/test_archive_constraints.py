"""The database itself refuses what no archive holds, whoever writes it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from campaigns.models.standards import ProofKind
from dossiers.models import ArchiveEvent, ArchiveItem, Disposal, ItemPart, RetentionRule
from dossiers.models.archive import Retention
from dossiers.tests import issuing
from dossiers.tests.factories import ArchiveItemFactory, ItemPartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ArchiveItemFactory()


def refuses(act, *args, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        act(*args, **values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"retention": "D99"},
        {"retention": ""},
        {"secrecy": "secret"},
        {"pages": 0},
        {"year": 2013},
        {"year": 2016},
        {"formed_on": date(2011, 1, 1)},
    ],
)
def test_an_item_has_known_words_a_page_and_its_year(item, wrong):
    refuses(ArchiveItem.objects.update, **wrong)


@pytest.mark.parametrize(
    "right",
    [
        {"retention": "Y"},
        {"secrecy": "internal"},
        {"pages": 1},
        {"pages": None},
        {"year": 2015},
        {"year": 2014, "formed_on": date(2014, 12, 31)},
    ],
)
def test_what_an_archive_holds_is_kept(item, right):
    assert ArchiveItem.objects.update(**right) == 1


@pytest.mark.parametrize("wrong", [{"retention": "D99"}, {"kind": "scroll"}])
def test_a_rule_of_the_table_has_known_words(item, wrong):
    facts = {"court": item.court, "matter": "会议材料", "retention": "Y"}
    refuses(RetentionRule.objects.create, **facts | wrong)


def test_a_part_has_a_known_role(item):
    part = ItemPartFactory(item=item)
    refuses(ItemPart.objects.filter(pk=part.pk).update, role="cover")


@pytest.mark.parametrize("wrong", [{"kind": "theft"}, {"outcome": "perhaps"}])
def test_an_event_has_known_words(item, wrong):
    facts = {"court": item.court, "number": 1, "kind": "filing", "target": item.code}
    facts |= {"agent": "某人", "at": item.filed_at, "outcome": "done"}
    refuses(ArchiveEvent.objects.create, **facts | wrong)
    assert ArchiveEvent.objects.create(**facts).pk


def test_a_file_of_an_edition_is_filed_once(edition_part):
    facts = {"item": edition_part.item, "edition_file": edition_part.edition_file}
    facts |= {"digest": edition_part.digest, "size": edition_part.size}
    refuses(ItemPart.objects.create, **facts)
    ItemPart.objects.filter(pk=edition_part.pk).update(withdrawn_at="2015-01-01T00:00Z")
    assert ItemPart.objects.create(**facts).pk


@pytest.fixture
def edition_part(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    summary, leader = issuing.told_summary(), issuing.leader()
    issuing.passed(summary, issuing.clerk(), leader)
    issuing.issued(summary, leader)
    return ItemPart.objects.filter(edition_file__isnull=False).first()


@pytest.mark.parametrize(
    ("model", "field", "choices"),
    [
        (ArchiveItem, "secrecy", ArchiveItem.Secrecy),
        (ArchiveItem, "retention", Retention),
        (ItemPart, "role", ItemPart.Role),
        (ArchiveEvent, "kind", ArchiveEvent.Kind),
        (ArchiveEvent, "outcome", ArchiveEvent.Outcome),
        (RetentionRule, "kind", ["", *ProofKind.values]),
    ],
)
def test_every_word_the_code_knows_the_database_knows(model, field, choices):
    wanted = {f"{field}__in": {str(each) for each in choices}}
    known = [
        {name: set(values) for name, values in one.condition.children}
        for one in model._meta.constraints
        if one.name.endswith("_known")
    ]
    assert wanted in known


def test_a_decision_is_one_the_code_knows():
    [one] = [c for c in Disposal._meta.constraints if "decision_known" in c.name]
    assert set(Disposal.Decision.values) == {"destroy", "keep"} and one
