"""Reading a standard as a tree."""

import pytest

from campaigns import standards
from campaigns.models import Method
from campaigns.tests.factories import (
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    StandardFactory,
)

pytestmark = pytest.mark.django_db


def add(code, parent=None, **values):
    return CriterionFactory(code=code, parent=parent, **values)


def test_it_gives_parents_before_children_with_their_depth():
    part = add("1")
    content = add("1.1", part)
    leaf = add("1.1.1", content)
    add("2")
    nodes = standards.tree(part.standard)
    assert [(node.code, node.depth, node.is_leaf) for node in nodes] == [
        ("1", 1, False),
        ("1.1", 2, False),
        ("1.1.1", 3, True),
        ("2", 1, True),
    ]
    assert nodes[2].codes == ("1", "1.1", "1.1.1")
    assert nodes[2].path == (part.pk, content.pk, leaf.pk)


def test_it_counts_codes_as_people_do():
    for code in ("1.10", "1.2", "1.1"):
        add(code)
    nodes = standards.tree(StandardFactory())
    assert [node.code for node in nodes] == ["1.1", "1.2", "1.10"]


def test_order_goes_before_code():
    add("1", order=2)
    add("2", order=1)
    assert [node.code for node in standards.tree(StandardFactory())] == ["2", "1"]


def test_codes_of_letters_and_numbers_can_stand_beside_each_other():
    for code in ("Ⅲ-10", "附加", "Ⅲ-2", "3"):
        add(code)
    codes = [node.code for node in standards.tree(StandardFactory())]
    assert codes.index("Ⅲ-2") < codes.index("Ⅲ-10")


def test_a_node_carries_its_rules_and_methods():
    leaf = add("1")
    EvidenceRuleFactory(criterion=leaf, asked="picture", minimum=3, per="cycle")
    leaf.methods.add(Method.objects.create(court=CourtFactory(), name="材料审核"))
    (node,) = standards.tree(leaf.standard)
    assert [(rule.asked, rule.minimum, rule.is_yearly) for rule in node.rules] == [
        ("picture", 3, False)
    ]
    assert [method.name for method in node.methods] == ["材料审核"]


def test_two_rules_and_two_methods_make_one_node():
    leaf = add("1")
    for kind in ("picture", "document"):
        EvidenceRuleFactory(criterion=leaf, asked=kind)
    for name in ("材料审核", "实地考察"):
        leaf.methods.add(Method.objects.create(court=CourtFactory(), name=name))
    (node,) = standards.tree(leaf.standard)
    assert [rule.asked for rule in node.rules] == ["picture", "document"]
    assert [method.name for method in node.methods] == ["材料审核", "实地考察"]


def test_only_a_visit_can_judge_what_asks_for_no_material():
    leaf = add("1")
    visit = Method.objects.create(
        court=CourtFactory(), name="实地考察", is_documentary=False
    )
    leaf.methods.add(visit)
    assert standards.tree(leaf.standard)[0].is_judged_by_visit is True
    EvidenceRuleFactory(criterion=leaf)
    assert standards.tree(leaf.standard)[0].is_judged_by_visit is False


def test_another_standard_stays_out():
    add("1")
    add("1", standard=StandardFactory(version="2015"))
    assert len(standards.tree(StandardFactory(version="2015"))) == 1


def test_no_standard_gives_no_criteria():
    assert standards.tree(None) == ()


@pytest.mark.parametrize("size", [1, 3, 30])
def test_it_takes_one_query_whatever_the_size(size, django_assert_num_queries):
    for number in range(size):
        EvidenceRuleFactory(criterion=add(f"1.{number}"))
    standard = StandardFactory()
    with django_assert_num_queries(1):
        assert len(standards.tree(standard)) == size
