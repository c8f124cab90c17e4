"""A campaign passes from one standard to the next: what goes where, what has no home."""

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from campaigns import roles, standards
from campaigns.imports import succession
from campaigns.models import (
    Assignment,
    CampaignYear,
    Criterion,
    CriterionMapping,
    Incident,
    VetoRule,
)
from campaigns.refusals import Refused
from campaigns.tests import tables
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceFactory,
    ReadingFactory,
    StandardFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NEW = """编号,上级编号,标题
A,,组织领导
A.1,A,专题研究创建工作
A.2,A,制定年度计划
A.3,A,节能
"""


class Scene:
    """A campaign by an old standard, records on it, and a new standard."""

    def __init__(self):
        self.office = UserFactory(role=roles.OFFICE)
        self.campaign = CampaignFactory()
        self.old = self.campaign.standard
        self.new = tables.run(tables.whole(NEW)).standard
        top = CriterionFactory(standard=self.old, code="1", title="组织领导")
        self.plan = self.leaf("1.1", "年度计划", top)
        self.study = self.leaf("1.2", "专题研究创建工作", top)
        self.odd = self.leaf("1.3", "卫生防疫", top)
        self.activity = ActivityFactory(
            campaign=self.campaign, confirmed=True, criteria=[self.plan, self.odd]
        )
        self.proof = EvidenceFactory(activity=self.activity)
        self.proof.criteria.add(self.study)
        self.category = CategoryFactory(court=self.campaign.court)
        self.category.criteria.add(self.plan)
        self.unit = UnitFactory()
        Assignment.objects.create(
            campaign=self.campaign, criterion=self.plan, unit=self.unit
        )

    def leaf(self, code, title, parent):
        return CriterionFactory(
            standard=self.old, code=code, title=title, parent=parent
        )

    def new_leaf(self, code):
        return self.new.criteria.get(code=code)

    def steps(self):
        steps = succession.steps(self.campaign, self.new)
        return {step.old.code: step for step in steps}

    def proposed(self):
        steps = self.steps().values()
        return {step.old.pk: step.proposed and step.proposed.pk for step in steps}

    def switch(self, mapping=None, by=None):
        mapping = self.proposed() if mapping is None else mapping
        return succession.switch(
            self.campaign, self.new, by=by or self.office, mapping=mapping
        )


@pytest.fixture
def scene():
    return Scene()


# -- Proposals ---------------------------------------------------------------------------


def test_titles_decide_and_codes_do_not(scene):
    found = {
        code: step.proposed and step.proposed.code
        for code, step in scene.steps().items()
    }
    assert found == {"1": "A", "1.1": "A.2", "1.2": "A.1", "1.3": None}


def test_it_tells_what_hangs_on_each(scene):
    step = scene.steps()["1.1"]
    assert (step.activities, step.evidence, step.categories, step.units) == (1, 0, 1, 1)
    assert scene.steps()["1.2"].evidence == 1
    assert [code for code, step in scene.steps().items() if step.is_homeless] == ["1.3"]


def test_records_of_other_campaigns_do_not_count(scene):
    other = CampaignFactory(slug="other", standard=scene.old)
    ActivityFactory(campaign=other, criteria=[scene.plan])
    assert scene.steps()["1.1"].activities == 1


def test_what_was_decided_once_is_proposed_again(scene):
    CriterionMapping.objects.create(old=scene.odd, new=scene.new_leaf("A.3"))
    assert scene.steps()["1.3"].proposed.code == "A.3"


def test_width_and_punctuation_make_no_difference():
    one, other = map(succession.pairs_of, ("“两学”ＡＢ 活动", "两学AB（活动）"))
    assert succession.likeness(one, other) == 1
    assert succession.likeness(one, succession.pairs_of("")) == 0


# -- The switch --------------------------------------------------------------------------


def test_it_carries_every_link_and_keeps_the_old(scene):
    done = scene.switch()
    plan, study = scene.new_leaf("A.2"), scene.new_leaf("A.1")
    assert set(scene.activity.criteria.all()) == {scene.plan, scene.odd, plan}
    assert set(scene.proof.criteria.all()) == {scene.study, study}
    assert set(scene.category.criteria.all()) == {scene.plan, plan}
    assert Assignment.objects.get(criterion=plan).unit == scene.unit
    assert (done.activities, done.evidence, done.categories, done.units) == (1, 1, 1, 1)
    assert done.homeless == ("1.3",)
    scene.campaign.refresh_from_db()
    assert scene.campaign.standard == scene.new


def test_what_was_confirmed_stays_confirmed(scene):
    before = scene.activity.revision
    scene.switch()
    scene.activity.refresh_from_db()
    assert (scene.activity.status, scene.activity.revision) == ("confirmed", before)


def test_proof_of_readings_comes_along(scene):
    proof = EvidenceFactory(activity=None, reading=ReadingFactory())
    proof.criteria.add(scene.plan)
    scene.switch()
    assert scene.new_leaf("A.2") in proof.criteria.all()


def test_the_office_decides_otherwise(scene):
    home = scene.new_leaf("A.3")
    scene.switch(scene.proposed() | {scene.odd.pk: home.pk, scene.plan.pk: None})
    assert set(scene.activity.criteria.all()) == {scene.plan, scene.odd, home}
    assert not CriterionMapping.objects.filter(old=scene.plan).exists()
    assert scene.odd.successors.get().new == home


def test_the_log_tells_of_the_switch(scene):
    scene.switch()
    entries = LogEntry.objects.get_for_object(scene.campaign)
    told = [entry.changes for entry in entries if "links added" in entry.changes]
    assert told == [
        {
            "standard carried over": [str(scene.old), str(scene.new)],
            "links added": ["", "1 + 1 + 1 + 1"],
            "without a home": ["", "1.3"],
        }
    ]


def test_there_and_back_adds_nothing_twice(scene):
    scene.switch()
    scene.campaign.refresh_from_db()
    back = {scene.new_leaf("A.2").pk: scene.plan.pk}
    done = succession.switch(scene.campaign, scene.old, by=scene.office, mapping=back)
    assert (done.activities, done.categories, done.units) == (0, 0, 0)


def test_it_refuses_a_mapping_into_another_standard(scene):
    stray = CriterionFactory(standard=StandardFactory(version="别的"))
    with pytest.raises(Refused):
        scene.switch({scene.plan.pk: stray.pk})
    assert not CriterionMapping.objects.exists()


@pytest.mark.parametrize("role", [roles.STAFF, roles.UNIT_HEAD, roles.LEADING_GROUP])
def test_it_refuses_who_is_not_of_the_office(scene, role):
    with pytest.raises(Refused):
        scene.switch(by=UserFactory(role=role))


def test_it_refuses_the_standard_of_another_court(scene):
    scene.new.court = CourtFactory(name="邻县人民法院")
    assert succession.why_not_switch(scene.campaign, scene.new, by=scene.office)


def test_it_refuses_a_campaign_with_a_locked_year(scene):
    CampaignYear.objects.create(
        campaign=scene.campaign,
        year=2013,
        points_share=40,
        locked_at=timezone.now(),
        locked_by=scene.office,
        lock_reason="已报市里",
    )
    why = succession.why_not_switch(scene.campaign, scene.new, by=scene.office)
    assert "已报市里" in why


def test_it_refuses_the_standard_it_has(scene):
    assert succession.why_not_switch(scene.campaign, scene.old, by=scene.office)


def test_it_asks_the_database_as_often_for_many_as_for_few(
    scene, django_assert_num_queries
):
    with django_assert_num_queries(7):
        scene.steps()
    for at in range(30):
        leaf = scene.leaf(f"2.{at}", f"第{at}条", None)
        ActivityFactory(campaign=scene.campaign, criteria=[leaf])
    with django_assert_num_queries(7):
        scene.steps()


# -- What is used is not edited ------------------------------------------------------------


def test_a_standard_nobody_uses_may_be_edited():
    assert standards.why_not_edit(tables.run(tables.whole()).standard) == ""


def test_an_unused_version_is_deleted_with_its_tree():
    standard = tables.run(tables.whole()).standard
    standard.delete()
    assert not Criterion.objects.exists()


def test_the_standard_of_a_campaign_is_not_edited(scene):
    assert scene.campaign.name in standards.why_not_edit(scene.old)


def _activity(leaf):
    ActivityFactory(campaign=CampaignFactory(standard=None), criteria=[leaf])


def _evidence(leaf):
    EvidenceFactory(activity__campaign__standard=None).criteria.add(leaf)


def _assignment(leaf):
    campaign = CampaignFactory(standard=None)
    Assignment.objects.create(campaign=campaign, criterion=leaf, unit=UnitFactory())


def _target(leaf):
    TargetFactory(statement__campaign__standard=None, criterion=leaf)


def _incident(leaf):
    rule = VetoRule.objects.create(
        standard=leaf.standard, title="甲", consequence="veto"
    )
    Incident.objects.create(
        campaign=CampaignFactory(standard=None),
        rule=rule,
        finding="none",
        checked_by=UserFactory(),
    )


def _mapping(leaf):
    other = CriterionFactory(standard=StandardFactory(version="旧"))
    CriterionMapping.objects.create(old=other, new=leaf)


@pytest.mark.parametrize(
    "link", [_activity, _evidence, _assignment, _target, _incident, _mapping]
)
def test_a_standard_with_a_linked_record_is_not_edited(link):
    standard = tables.run(tables.whole()).standard
    link(standard.criteria.get(code="1.1"))
    assert standards.why_not_edit(standard) != ""
