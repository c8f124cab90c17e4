"""A campaign of any size in a few inserts: what tests of scale and the benchmark fill.

Not for a court's own data: nothing here was logged or confirmed by anybody.
"""

from datetime import timedelta

from django.utils import timezone

from campaigns.models import (
    Activity,
    Assignment,
    Campaign,
    Category,
    Court,
    Criterion,
    Evidence,
    EvidenceRule,
    Standard,
    StoredFile,
    Unit,
    User,
)
from campaigns.models.standards import ProofKind

PARTS = 10
KINDS = (ProofKind.DOCUMENT, ProofKind.PICTURE, ProofKind.REPORT)


def fill(campaign, *, leaves, evidence, units, by, confirmed_by, category, file):
    """Give `campaign` leaves with two rules each, and confirmed activities with proof.

    Every activity carries five pieces of proof and serves one leaf; each unit answers
    for its share. Ten inserts at most, whatever the size.
    """
    nodes = _criteria(campaign.standard, leaves)
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, criterion=node, unit=units[place % len(units)])
        for place, node in enumerate(nodes)
    )
    activities = _activities(campaign, evidence // 5, units, category, by, confirmed_by)
    Activity.criteria.through.objects.bulk_create(
        Activity.criteria.through(activity=row, criterion=nodes[place % len(nodes)])
        for place, row in enumerate(activities)
    )
    Evidence.objects.bulk_create(
        Evidence(
            activity=activities[place % len(activities)],
            stored_file=file,
            file_name="通知.txt",
            kind=KINDS[place % len(KINDS)],
            caption=f"材料{place}",
            uploaded_by=by,
            is_declared_open=True,
        )
        for place in range(evidence)
    )


def people(court, number):
    """A court's `number` units, somebody who logs and somebody who confirms."""
    units = Unit.objects.bulk_create(
        Unit(court=court, name=f"第{each}庭", kind="trial", code=f"{each:03d}")
        for each in range(1, number + 1)
    )
    pair = (
        User(username=f"crowd-{name}", name=name, court=court, unit=units[0])
        for name in ("logs", "confirms")
    )
    return units, User.objects.bulk_create(pair)


def found(slug):
    """A court with an empty campaign of two years that end today."""
    today = timezone.localdate()
    court = Court.objects.create(name="规模测试法院", fonds_number="9999")
    standard = Standard.objects.create(
        court=court,
        name="规模测试体系",
        version="1",
        issuer="文明办",
        level="provincial",
        total_points=1000,
        pass_mark=800,
    )
    return Campaign.objects.create(
        court=court,
        standard=standard,
        slug=slug,
        name="规模测试",
        title="省级文明单位",
        starts_on=today - timedelta(days=729),
        ends_on=today,
    )


def category_and_file(court):
    category = Category.objects.create(court=court, name="规模", kind="activity")
    file = StoredFile.objects.create(
        court=court, digest="0" * 64, size=3, media_type="text/plain", file="0" * 64
    )
    return category, file


def _criteria(standard, leaves):
    parts = Criterion.objects.bulk_create(
        Criterion(standard=standard, code=f"9{part}", title=f"项目{part}", order=part)
        for part in range(1, PARTS + 1)
    )
    nodes = Criterion.objects.bulk_create(
        Criterion(
            standard=standard,
            parent=parts[place % PARTS],
            code=f"{parts[place % PARTS].code}.{place}",
            title=f"标准{place}",
            points=2,
            order=place,
        )
        for place in range(leaves)
    )
    EvidenceRule.objects.bulk_create(
        EvidenceRule(criterion=node, asked=asked, minimum=minimum)
        for node in nodes
        for asked, minimum in (("activity", 1), ("picture", 3))
    )
    return nodes


def _activities(campaign, number, units, category, by, confirmed_by):
    days = (campaign.ends_on - campaign.starts_on).days
    now = timezone.now()
    return Activity.objects.bulk_create(
        Activity(
            campaign=campaign,
            category=category,
            unit=units[place % len(units)],
            title=f"活动{place}",
            held_on=campaign.starts_on + timedelta(days=place % days),
            place="会议室",
            narrative="开展了活动。",
            logged_by=by,
            changed_by=by,
            status="confirmed",
            submitted_at=now,
            confirmed_by=confirmed_by,
            confirmed_at=now,
        )
        for place in range(number)
    )
