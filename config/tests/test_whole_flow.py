"""From the form on a phone to the words inside the Word file, on the demonstration."""

import tempfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse
from docx import Document
from PIL import Image

from campaigns.models import Activity, Campaign, TrainingRecord, User
from campaigns.querysets import confirmed
from config import demo
from dossiers.models import Summary

FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


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
        "evidence-declared": "on",
        "evidence-0-file": picture("red"),
        "evidence-0-kind": "picture",
        "evidence-0-caption": "10月24日四楼会议室讲坛现场",
        "evidence-1-file": picture("blue"),
        "evidence-1-kind": "picture",
        "evidence-1-caption": "干警记笔记",
    }


class TestWholeFlow(TestCase):
    """The demonstration is loaded once; each test starts from it anew."""

    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(
            override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=[FAST_HASHER])
        )
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        demo.load(password="demo-pass-2014")
        cls.campaign = Campaign.objects.get()

    def sign_in(self, username):
        self.client.force_login(User.objects.get(username=username))
        return self.client

    def words_in_word(self):
        summary = Summary.objects.get()
        url = reverse("summary-export", args=[summary.pk, "docx"])
        content = self.sign_in("zuzhang").get(url).content
        return "\n".join(p.text for p in Document(BytesIO(content)).paragraphs)

    def test_a_nineteenth_forum_becomes_19_in_word(self):
        values = filled_in(self.campaign, User.objects.get(username="lian-jia"))
        assert "“法官讲坛”18期" in self.words_in_word()

        self.sign_in("lian-jia").post(reverse("activity-new"), values)
        activity = Activity.objects.get(title=values["title"])
        assert (activity.status, activity.evidence.count()) == ("submitted", 2)

        office = self.sign_in("chuangjian-jia")
        assert values["title"] in office.get(reverse("awaiting")).content.decode()
        url = reverse("activity-return", args=[activity.pk])
        office.post(url, {"revision": activity.revision, "reason": "请补充主讲人"})
        assert "“法官讲坛”18期" in self.words_in_word()

        author = self.sign_in("lian-jia")
        page = author.get(activity.get_absolute_url()).content.decode()
        assert "请补充主讲人" in page
        corrected = corrected_after(values, activity)
        author.post(reverse("activity-revise", args=[activity.pk]), corrected)
        activity.refresh_from_db()
        assert (activity.status, activity.narrative) == (
            "submitted",
            "由立案庭负责人主讲。",
        )

        url = reverse("activity-confirm", args=[activity.pk])
        self.sign_in("chuangjian-jia").post(url, {"revision": activity.revision})
        assert "“法官讲坛”19期" in self.words_in_word()

    def test_one_attendance_less_changes_the_words(self):
        assert "60多人次" in self.words_in_word()
        TrainingRecord.objects.filter(
            confirmed("activity__"), activity__category__name="上级法院培训"
        ).first().delete()
        assert "培训班60人次" in self.words_in_word()

    def test_the_author_cannot_confirm_what_they_logged(self):
        person = User.objects.get(username="chuangjian-jia")
        office = self.sign_in("chuangjian-jia")
        values = filled_in(self.campaign, person)
        office.post(reverse("activity-new"), values)
        activity = Activity.objects.get(logged_by=person, title=values["title"])
        url = reverse("activity-confirm", args=[activity.pk])
        office.post(url, {"revision": activity.revision})
        activity.refresh_from_db()
        assert activity.status == "submitted"


def corrected_after(values, activity):
    """The same form again, with a better narrative and no further files."""
    kept = {name: v for name, v in values.items() if not name.startswith("evidence-")}
    return kept | {
        "narrative": "由立案庭负责人主讲。",
        "revision": activity.revision,
        "evidence-TOTAL_FORMS": 0,
        "evidence-INITIAL_FORMS": 0,
    }
