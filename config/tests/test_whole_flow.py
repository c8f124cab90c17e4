"""From the form on a phone to the words inside the Word file, on the demonstration."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from PIL import Image

from campaigns.models import Activity, Campaign, TrainingRecord, User
from config import demo
from dossiers.models import Summary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    demo.load(password="demo-pass-2014")
    return Campaign.objects.get()


@pytest.fixture
def sign_in(client):
    def as_(username):
        client.force_login(User.objects.get(username=username))
        return client

    return as_


def picture(colour):
    file = BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return SimpleUploadedFile(f"{colour}.jpg", file.getvalue())


def filled_in(campaign, person):
    """What a 干警 types for one more 法官讲坛, with two photos."""
    category = campaign.court.categories.get(name="法官讲坛")
    return {
        "category": category.pk,
        "unit": person.unit_id,
        "title": "法官讲坛：家事审判中的调解",
        "held_on": "2014-10-24",
        "place": "四楼会议室",
        "sessions": 1,
        "headcount": 42,
        "narrative": "由立案庭主讲，全院干警参加。",
        "criteria": [row.pk for row in category.criteria.all()],
        "token": "one",
        "then": "submit",
        "evidence-TOTAL_FORMS": 2,
        "evidence-INITIAL_FORMS": 0,
        "evidence-0-file": picture("red"),
        "evidence-0-kind": "picture",
        "evidence-0-caption": "10月24日四楼会议室讲坛现场",
        "evidence-1-file": picture("blue"),
        "evidence-1-kind": "picture",
        "evidence-1-caption": "干警记笔记",
    }


def words_in_word(client):
    summary = Summary.objects.get()
    url = reverse("summary-export", args=[summary.pk, "docx"])
    paragraphs = Document(BytesIO(client.get(url).content)).paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs)


def test_a_nineteenth_forum_becomes_19_in_word(demonstration, sign_in):
    author = User.objects.get(username="lian-jia")
    values = filled_in(demonstration, author)
    sign_in("lian-jia").post(reverse("activity-new"), values)
    activity = Activity.objects.get(title=values["title"])
    assert (activity.status, activity.evidence.count()) == ("submitted", 2)

    office = sign_in("chuangjian-jia")
    assert values["title"] in office.get(reverse("awaiting")).content.decode()
    assert "“法官讲坛”18期" in words_in_word(office)

    url = reverse("activity-return", args=[activity.pk])
    office.post(url, {"revision": activity.revision, "reason": "请补充主讲人职务"})
    page = sign_in("lian-jia").get(activity.get_absolute_url()).content.decode()
    assert "请补充主讲人职务" in page

    corrected = values | {
        "narrative": "由立案庭负责人主讲。",
        "revision": activity.revision,
        "evidence-TOTAL_FORMS": 0,
    }
    for name in ("evidence-0-file", "evidence-1-file"):
        del corrected[name]
    sign_in("lian-jia").post(reverse("activity-revise", args=[activity.pk]), corrected)
    activity.refresh_from_db()
    assert activity.status == "submitted"

    office = sign_in("chuangjian-jia")
    url = reverse("activity-confirm", args=[activity.pk])
    office.post(url, {"revision": activity.revision})
    assert "“法官讲坛”19期" in words_in_word(office)


def test_one_attendance_less_changes_the_words(demonstration, sign_in):
    office = sign_in("chuangjian-jia")
    assert "60多人次" in words_in_word(office)
    TrainingRecord.objects.filter(
        activity__category__name="上级法院培训", activity__status="confirmed"
    ).first().delete()
    assert "培训班60人次" in words_in_word(office)


def test_the_author_cannot_confirm_what_they_logged(demonstration, sign_in):
    office = sign_in("chuangjian-jia")
    person = User.objects.get(username="chuangjian-jia")
    office.post(reverse("activity-new"), filled_in(demonstration, person))
    activity = Activity.objects.get(
        logged_by=person, title__startswith="法官讲坛：家事"
    )
    office.post(
        reverse("activity-confirm", args=[activity.pk]), {"revision": activity.revision}
    )
    activity.refresh_from_db()
    assert activity.status == "submitted"
