"""An assessor reads one campaign until a day: walked route by route.

Nothing confidential or unconfirmed, nothing of another campaign, no write but what an
assessor is there for; the day after, no record at all.
"""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from campaigns import models, roles
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CriterionFactory,
    EvidenceFactory,
    EvidenceRuleFactory,
    HonourFactory,
    IndicatorFactory,
    ReadingFactory,
    StandardFactory,
    StatementFactory,
    TargetFactory,
    TrainingRecordFactory,
    UnitFactory,
    UserFactory,
)
from config.tests.test_access import OPEN, ROUTES, SAMPLES, get_resolver
from dossiers import models as dossiers
from dossiers.tests.archive import kept
from dossiers.tests.factories import (
    ArchiveItemFactory,
    FindingFactory,
    ItemPartFactory,
    SampleFactory,
    SectionFactory,
    SummaryFactory,
)

pytestmark = pytest.mark.django_db
SECRET, SHOWN = "机密内容", "公开内容"

# What the first word of a route's name is about; the longest that fits.
KEYS = {
    "activity": "activity",
    "attendance": "attendance",
    "archive": "item",
    "archive-box": "box",
    "archive-part": "part",
    "criterion": "criterion",
    "dashboard-unit": "unit",
    "edition": "edition",
    "evidence": "evidence",
    "exemption": "exemption",
    "figure": "summary",
    "finding": "finding",
    "gaps-give": "criterion",
    "grant": "grant",
    "honour": "honour",
    "incident": "veto",
    "reading": "reading",
    "record": "reading",
    "rehearsal-held": "rehearsal",
    "sample": "sample",
    "section": "section",
    "statement": "statement",
    "summary": "summary",
    "target": "target",
    "task": "task",
    "variant": "summary",
    "year": "year",
}
# What an assessor may leave behind, and what keeps account of them.
OWN = {
    "dossiers.Sample",
    "dossiers.Finding",
    "campaigns.Score",
    "campaigns.Opening",
    "dossiers.ArchiveEvent",
    "auditlog.LogEntry",
    "sessions.Session",
    "campaigns.User",  # the own language and last sign-in
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def assessor():
    return UserFactory(role=roles.ASSESSOR, unit=None)


@pytest.fixture
def granted(assessor):
    campaign = CampaignFactory(
        starts_on=date(2013, 1, 1), ends_on=date(2014, 12, 31), slug="granted"
    )
    row = models.Grant.objects.create(
        campaign=campaign, person=assessor, until_on=localdate()
    )
    campaign.row = row
    return campaign


def furnish(campaign, words, drawn_by=None):
    """A row of every kind an address can name, all of them telling `words`."""
    now, other = timezone.now(), UserFactory()
    done = {"status": "confirmed", "submitted_at": now, "confirmed_at": now}
    unit = UnitFactory(court=campaign.court)
    criterion = CriterionFactory(standard=campaign.standard)
    rule = EvidenceRuleFactory(criterion=criterion)
    activity = ActivityFactory(
        campaign=campaign, title=words, confirmed=True, unit=unit,
        criteria=[criterion], narrative=words, held_on=campaign.starts_on,
    )  # fmt: skip
    statement = StatementFactory(campaign=campaign, unit=unit, signed=True)
    summary = SummaryFactory(campaign=campaign, title=words)
    entry = EvidenceFactory(activity=activity, caption=words)
    item = ArchiveItemFactory(campaign=campaign, title=words, unit=unit)
    by = drawn_by or UserFactory(role=roles.ASSESSOR)
    told = {"campaign": campaign, "criterion": criterion}
    return {
        "activity": activity,
        "attendance": TrainingRecordFactory(activity=activity),
        "item": item,
        "part": ItemPartFactory(item=item, evidence=entry),
        "box": dossiers.Box.objects.create(
            court=campaign.court, number=1, year=campaign.starts_on.year, retention="Y"
        ),
        "criterion": criterion,
        "unit": unit,
        "edition": edition_of(summary, words),
        "evidence": entry,
        "exemption": models.Exemption.objects.create(
            **told, reason=words, judged_by=other
        ),
        "finding": FindingFactory(campaign=campaign, raised_by=by, text=words),
        "grant": campaign.grants.first(),
        "honour": HonourFactory(
            campaign=campaign, title=words, confirmed_by=other, **done
        ),
        "veto": models.VetoRule.objects.create(
            standard=campaign.standard, title=words, consequence="veto"
        ),
        "reading": ReadingFactory(
            confirmed=True,
            source=words,
            ends_on=campaign.ends_on,
            indicator=IndicatorFactory(court=campaign.court),
        ),  # fmt: skip
        "rehearsal": dossiers.Rehearsal.objects.create(
            campaign=campaign, held_on=localdate(), held_by=other
        ),
        "sample": SampleFactory(
            campaign=campaign, drawn_by=by, asked=words, object_pk=activity.pk
        ),
        "section": SectionFactory(summary=summary, heading=words, body=words),
        "statement": statement,
        "summary": summary,
        "target": TargetFactory(statement=statement, title=words),
        "task": models.Task.objects.create(
            **told, rule=rule, unit=unit, due_on=localdate(), given_by=other, note=words
        ),
        "year": models.CampaignYear.objects.create(
            campaign=campaign, year=campaign.starts_on.year, points_share=100
        ),
    }


def edition_of(summary, words):
    return dossiers.Edition.objects.create(
        summary=summary, number=1, title=words, as_of=summary.as_of, text=words,
        issued_by=UserFactory(role=roles.LEADING_GROUP), document={"title": words,
        "notice": "", "blocks": []}, facts={}, passes=[], waivers=[], versions={},
    )  # fmt: skip


def hide(campaign):
    """What even the granted campaign keeps to itself."""
    shown = ActivityFactory(campaign=campaign, title="另一活动", confirmed=True)
    return {
        "activity": ActivityFactory(campaign=campaign, title=SECRET, submitted=True),
        "evidence": EvidenceFactory(
            activity=shown, caption=SECRET, is_confidential=True
        ),
        "honour": HonourFactory(campaign=campaign, title=SECRET),
        "reading": ReadingFactory(source=SECRET, ends_on=date(2014, 5, 1)),
        "item": ArchiveItemFactory(
            campaign=campaign, title=SECRET, is_confidential=True
        ),
        "finding": FindingFactory(campaign=campaign, text=SECRET),
        "sample": SampleFactory(campaign=campaign, asked=SECRET),
        "summary": SummaryFactory(campaign=campaign, title=SECRET, year=2013),
    }


def hide_by_the_item(campaign):
    """Proof that is open itself, in an item that is not."""
    activity = ActivityFactory(campaign=campaign, title="第三活动", confirmed=True)
    entry = EvidenceFactory(
        activity=activity, caption=SECRET, stored_file=kept("第一份。")
    )
    item = ArchiveItemFactory(campaign=campaign, title=SECRET, is_confidential=True)
    return {
        "evidence": entry,
        "item": item,
        "part": ItemPartFactory(item=item, evidence=entry),
    }


def hide_by_the_proof(campaign):
    """An item that is open itself, with proof that was closed after it was filed."""
    activity = ActivityFactory(campaign=campaign, title="第四活动", confirmed=True)
    entry = EvidenceFactory(
        activity=activity, caption=SECRET, stored_file=kept("第二份。")
    )
    item = ArchiveItemFactory(campaign=campaign, title=SECRET)
    part = ItemPartFactory(item=item, evidence=entry)
    models.Evidence.objects.filter(pk=entry.pk).update(is_confidential=True)
    return {"evidence": entry, "item": item, "part": part}


def another_campaign():
    return CampaignFactory(
        slug="other", name="别的届次", starts_on=date(2009, 1, 1),
        ends_on=date(2010, 12, 31), standard=StandardFactory(version="2009"),
    )  # fmt: skip


def addresses(rows):
    """(name, address) of every route, with the keys of `rows` in it."""
    for name in ROUTES:
        if name in OPEN or name == "sign-out":
            continue
        template, arguments = get_resolver().reverse_dict.getlist(name)[0][0][0]
        word = max((key for key in KEYS if name.startswith(key)), key=len, default="")
        row = rows.get(KEYS.get(word))
        values = SAMPLES | ({"pk": str(row.pk)} if row else {"pk": "999999"})
        yield name, "/" + template % {each: values.get(each, "1") for each in arguments}


def told(response):
    if response.status_code != 200 or response.streaming:
        return ""
    return response.content.decode(errors="ignore")


def everything():
    """Every row of every table but those an assessor may leave behind."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in OWN
    }


def test_the_granted_campaign_is_read(client, assessor, granted):
    rows = furnish(granted, SHOWN, drawn_by=assessor)
    client.force_login(assessor)
    opened = {name for name, url in addresses(rows) if SHOWN in told(client.get(url))}
    wanted = {
        *("activities", "activity", "evidence-list", "evidence"),
        *("honours", "honour", "reading", "statement", "editions", "edition"),
        *("samples", "sample", "findings", "finding", "inspection", "archive-item"),
    }
    assert wanted - opened == set()


def test_nothing_of_another_campaign_is_read(client, assessor, granted):
    furnish(granted, SHOWN, drawn_by=assessor)
    client.force_login(assessor)
    assert leaks(client, furnish(another_campaign(), SECRET)) == []


@pytest.mark.parametrize("close", [hide, hide_by_the_item, hide_by_the_proof])
def test_nothing_the_campaign_keeps_to_itself_is_read(client, assessor, granted, close):
    rows = furnish(granted, SHOWN, drawn_by=assessor)
    hidden = close(granted)
    client.force_login(assessor)
    assert leaks(client, hidden) + leaks(client, rows) == []


@pytest.mark.parametrize("close", [hide_by_the_item, hide_by_the_proof])
def test_what_is_closed_on_one_side_hands_out_its_file_on_neither(
    client, assessor, granted, close
):
    rows = close(granted)
    client.force_login(UserFactory(role=roles.OFFICE))
    assert {client.get(url).status_code for url in files_of(rows)} == {200}
    client.force_login(assessor)
    assert {client.get(url).status_code for url in files_of(rows)} == {404}


@pytest.mark.parametrize("close", [hide_by_the_item, hide_by_the_proof])
def test_what_was_withdrawn_closes_nothing(client, assessor, granted, close):
    rows = close(granted)
    dossiers.ItemPart.objects.update(withdrawn_at=timezone.now())
    seen = {
        "evidence": models.Evidence.objects.visible_to(assessor),
        "item": dossiers.ArchiveItem.objects.visible_to(assessor),
    }
    opened = {name for name, found in seen.items() if rows[name] in found}
    assert opened == {"evidence" if close is hide_by_the_item else "item"}


def leaks(client, rows):
    return [name for name, url in addresses(rows) if SECRET in told(client.get(url))]


def files_of(rows):
    return (
        reverse("evidence-file", args=[rows["evidence"].pk]),
        reverse("archive-part-file", args=[rows["part"].pk]),
    )


def test_nothing_is_written_but_what_an_assessor_is_there_for(
    client, assessor, granted
):
    rows = furnish(granted, SHOWN, drawn_by=assessor)
    client.force_login(assessor)
    before = everything()
    for _name, url in addresses(rows):
        client.post(
            url, {"reason": "理由", "text": "意见意见", "note": "x", "year": 2013}
        )
    after = everything()
    assert [label for label in before if before[label] != after[label]] == []


def test_other_samples_and_findings_are_not_touched(client, assessor, granted):
    furnish(granted, SHOWN)
    client.force_login(assessor)
    sample, finding = dossiers.Sample.objects.get(), dossiers.Finding.objects.get()
    for name, pk in (
        ("sample-mark", sample.pk),
        ("finding-answer", finding.pk),
        ("finding-settle", finding.pk),
    ):
        assert client.post(reverse(name, args=[pk])).status_code == 404


def test_the_day_after_there_is_no_record_at_all(client, assessor, granted):
    rows = furnish(granted, SHOWN, drawn_by=assessor)
    models.Grant.objects.update(until_on=localdate() - timedelta(days=1))
    client.force_login(assessor)
    left = [name for name, url in addresses(rows) if SHOWN in told(client.get(url))]
    assert left == []
    before = {label: model.objects.count() for label, model in left_behind().items()}
    for _name, url in addresses(rows):
        client.post(url, {"text": "意见意见", "result": "found"})
    assert before == {
        label: model.objects.count() for label, model in left_behind().items()
    }


def left_behind():
    return {
        "sample": dossiers.Sample,
        "finding": dossiers.Finding,
        "score": models.Score,
        "opening": models.Opening,
    }
