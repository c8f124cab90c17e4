"""The demonstration proves every figure of the published summary from its records.

Counted here by plain queries, apart from the code that computes figures.
"""

import hashlib
import os
import tempfile
from datetime import date
from decimal import Decimal
from io import StringIO
from unittest import mock

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import Count, F, Q, Sum
from django.test import TestCase, override_settings

from campaigns import contents, festivals, progress, roles
from campaigns.models import (
    Activity,
    Campaign,
    Court,
    Criterion,
    Evidence,
    Grant,
    Honour,
    Reading,
    Standard,
    Statement,
    StoredFile,
    Target,
    TrainingRecord,
    Unit,
    User,
)
from config import demo
from config.demo import commitments, filed
from dossiers import backlog, events
from dossiers.models import ArchiveEvent, ArchiveItem, Box, Summary

FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
PASSWORD = "one-for-all-2014"
AS_OF = date(2014, 11, 3)


def row_counts():
    return {
        model._meta.label: model.objects.count()
        for app in ("campaigns", "dossiers", "auth", "auditlog")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def told(category, **where):
    return Activity.objects.filter(
        category__name=category, status="confirmed", held_on__lte=AS_OF, **where
    )


def asked():
    """The criteria of the standard the campaign is measured by, not of the others."""
    return Criterion.objects.filter(standard__campaigns__slug=commitments.SLUG)


def attendances(category):
    return TrainingRecord.objects.filter(activity__in=told(category))


def reading(name, ends_on, starts_on=None):
    found = Reading.objects.get(
        indicator__name=name,
        ends_on=ends_on,
        starts_on=starts_on,
        status="confirmed",
    )
    return found.value


def roles_of(user):
    return list(user.groups.values_list("name", flat=True))


class TestDemo(TestCase):
    """Load once, by the command, into a folder of its own."""

    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(
            override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=[FAST_HASHER])
        )
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        screen = StringIO()
        with mock.patch.dict(os.environ, DEMO_PASSWORD=PASSWORD):
            call_command("load_demo", stdout=screen)
        cls.screen = screen.getvalue()

    # -- Figures of the summary ------------------------------------------------

    def test_61_attendances_at_courses_of_superior_courts(self):
        assert attendances("上级法院培训").count() == 61

    def test_18_sessions_of_the_judges_forum(self):
        sessions = told("法官讲坛").aggregate(total=Sum("sessions"))
        assert sessions == {"total": 18}
        assert set(told("法官讲坛").values_list("place", flat=True)) == {"干部夜校"}

    def test_activities_counted_over_both_years(self):
        assert {
            name: told(name).count()
            for name in (
                "示范庭",
                "百案回访",
                "人民陪审员和联络员培训",
                "书记员比赛",
            )
        } == {
            "示范庭": 25,
            "百案回访": 2,
            "人民陪审员和联络员培训": 3,
            "书记员比赛": 5,
        }

    def test_11_people_at_party_schools_one_of_them_twice(self):
        assert attendances("党校培训").count() == 12
        assert attendances("党校培训").values("person").distinct().count() == 11

    def test_some_people_went_to_both_kinds_of_course(self):
        both = attendances("党校培训").filter(
            person__in=attendances("上级法院培训").values("person")
        )
        assert both.exists()

    def test_three_public_expenses_fell_by_exactly_31_6_percent(self):
        now = reading("三公经费", "2014-10-31", "2014-01-01")
        then = reading("三公经费", "2013-10-31", "2013-01-01")
        assert (now - then) / then * 100 == Decimal("-31.6")

    def test_the_service_network_at_the_end_of_2012(self):
        names = ("中心法庭", "法官工作室", "巡回审判点", "司法便民联络员")
        found = [int(reading(name, "2012-12-31")) for name in names]
        assert found == [5, 8, 10, 109]

    def test_426_liaison_people_now_and_every_village_has_one(self):
        assert reading("司法便民联络员", "2014-09-30") == 426
        assert reading("行政村（社区）联络员覆盖率", "2014-09-30") == 100

    def test_823_judgments_published_without_a_gap_or_overlap(self):
        rows = list(
            Reading.objects.filter(
                indicator__name="公布裁判文书", status="confirmed"
            ).order_by("starts_on")
        )
        assert sum(row.value for row in rows) == 823
        assert (rows[0].starts_on, rows[-1].ends_on) == (
            date(2013, 1, 1),
            date(2014, 10, 31),
        )
        for one, following in zip(rows, rows[1:], strict=False):
            assert (following.starts_on - one.ends_on).days == 1

    def test_the_three_small_lists_of_this_year(self):
        titles = {
            name: sorted(told(name, held_on__year=2014).values_list("title", flat=True))
            for name in ("文体活动", "文明素养", "文明系列评比")
        }
        assert titles == {
            "文体活动": sorted(["篮球赛", "演讲比赛", "家庭运动会"]),
            "文明素养": sorted(["司法礼仪培训", "规范文明用语", "环境卫生大检查"]),
            "文明系列评比": sorted(
                ["文明庭室评选", "文明家庭评选", "文明楼栋评选", "文明职工评选"]
            ),
        }

    def test_five_tribunals_improved_one_activity_each(self):
        units = told("改善办公条件", held_on__year=2014).values_list(
            "unit__name", flat=True
        )
        tribunals = Unit.objects.filter(kind="tribunal").values_list("name", flat=True)
        assert sorted(units) == sorted(tribunals)
        assert len(units) == 5

    def test_four_festivals_on_their_true_days_in_both_years(self):
        for year in (2013, 2014):
            rows = told("节日活动", held_on__year=year)
            assert dict(rows.values_list("festival", "held_on")) == {
                key: festivals.date_of(key, year)
                for key in ("women", "youth", "party", "chongyang")
            }
            assert rows.count() == 4

    def test_the_lunar_festival_fell_where_the_calendar_of_the_time_had_it(self):
        days = told("节日活动", festival="chongyang").values_list("held_on", flat=True)
        assert sorted(days) == [date(2013, 10, 13), date(2014, 10, 2)]

    def test_every_active_unit_signed_in_both_years(self):
        for year in (2013, 2014):
            signed = Statement.objects.signed().filter(year=year)
            assert signed.count() == Unit.objects.active().count() == 22

    def test_experts_donations_and_measures(self):
        assert told("专家讲课").count() == 3
        for year in (2013, 2014):
            assert told("结对帮扶", held_on__year=year, cost__gt=0).exists()
        numbered = Evidence.objects.filter(
            activity__in=told("制度建设", held_on__year=2014), kind="document"
        ).exclude(document_number="")
        assert numbered.values("document_number").distinct().count() == 8

    def test_the_summary_stands_with_its_day(self):
        assert Summary.objects.get().as_of == AS_OF

    # -- Records and their states ----------------------------------------------

    def test_what_does_not_count_is_there_for_every_kind_of_state(self):
        found = dict(
            Activity.objects.exclude(status="confirmed")
            .values_list("status")
            .annotate(Count("pk"))
            .order_by()
        )
        assert found == {"submitted": 7, "returned": 3, "draft": 4}

    def test_a_nineteenth_forum_waits_for_the_head_of_its_unit(self):
        waiting = Activity.objects.get(category__name="法官讲坛", status="submitted")
        head = User.objects.get(username="minyi-tou")
        assert waiting.held_on < AS_OF
        assert waiting in Activity.objects.confirmable_by(head)

    def test_each_of_the_office_has_something_only_the_other_may_confirm(self):
        one, other = User.objects.filter(groups__name=roles.OFFICE)
        for author, reader in ((one, other), (other, one)):
            waiting = Activity.objects.confirmable_by(reader).filter(logged_by=author)
            assert waiting.exists()

    def test_people_of_the_accounts_have_drafts_and_returned_records(self):
        authors = set(
            Activity.objects.unfinished().values_list("logged_by__username", flat=True)
        )
        assert authors == {"lian-jia", "minyi-jia", "chuangjian-jia", "chuangjian-yi"}

    def test_no_record_was_logged_before_it_happened(self):
        lags = [activity.lag_days for activity in Activity.objects.all()]
        assert min(lags) >= 0
        assert sum(lag > 30 for lag in lags) == 6

    def test_what_was_seen_later_has_a_later_moment(self):
        wrong = Activity.objects.filter(
            Q(submitted_at__lt=F("logged_at"))
            | Q(confirmed_at__lt=F("submitted_at"))
            | Q(returned_at__lt=F("submitted_at"))
        )
        assert not wrong.exists()

    def test_nothing_lies_outside_the_campaign(self):
        campaign = Campaign.objects.get()
        days = Activity.objects.values_list("held_on", flat=True)
        assert all(campaign.covers(day) for day in days)

    def test_honours_of_several_levels(self):
        levels = set(
            Honour.objects.filter(status="confirmed").values_list("level", flat=True)
        )
        assert levels == {"provincial", "city", "county"}
        assert Honour.objects.filter(status="submitted").count() == 2

    def test_some_targets_are_kept_and_some_are_not(self):
        per_statement = Statement.objects.annotate(n=Count("targets"))
        assert set(per_statement.values_list("n", flat=True)) <= {2, 3, 4}
        assert Target.objects.count() > 100

    # -- Standard and progress -------------------------------------------------

    def test_children_add_up_to_their_parents_exactly(self):
        for parent in asked().exclude(children=None):
            total = sum(child.points for child in parent.children.all())
            assert (parent.code, total) == (parent.code, parent.points)

    def test_eighty_by_material_and_twenty_by_looking(self):
        leaves = asked().filter(children=None)
        by_material = leaves.filter(methods__is_documentary=True).distinct()
        assert sum(leaf.points for leaf in leaves) == 100
        assert sum(leaf.points for leaf in by_material) == 80

    def test_two_further_standards_were_imported_and_none_uses_them(self):
        others = Standard.objects.filter(campaigns=None).order_by("version")
        names = list(others.values_list("source_name", flat=True))
        assert names == ["three-levels.csv", "monthly-tasks.csv"]

    def test_it_has_three_levels_and_56_leaves(self):
        leaves = asked().filter(children=None)
        assert {leaf.code.count(".") for leaf in leaves} == {2}
        assert leaves.count() == 56

    def test_every_leaf_has_a_unit_that_answers_for_it(self):
        unowned = asked().filter(children=None, assignments=None)
        assert not unowned.exists()

    def test_some_is_complete_some_in_progress_some_untouched(self):
        seen = progress.of(Campaign.objects.get())
        states = [each.state.value for each in seen.criteria if each.node.is_leaf]
        assert {state: states.count(state) for state in set(states)} == {
            "complete": 31,
            "in_progress": 15,
            "nothing": 10,
        }

    def test_two_events_of_the_negative_list_are_not_yet_checked(self):
        campaign = Campaign.objects.get()
        unchecked = campaign.standard.veto_rules.filter(incidents=None)
        assert (unchecked.count(), campaign.incidents.count()) == (2, 6)

    # -- Proof -----------------------------------------------------------------

    def test_no_proof_is_without_its_file(self):
        for stored in StoredFile.objects.all():
            content = default_storage.open(stored.file.name).read()
            assert hashlib.sha256(content).hexdigest() == stored.digest
            assert len(content) == stored.size

    def test_our_own_door_would_let_every_kind_of_file_in(self):
        kinds = Evidence.objects.exclude(stored_file=None)
        for kind in Evidence.Kind.values:
            for entry in kinds.filter(kind=kind).select_related("stored_file")[:3]:
                with entry.stored_file.file.open() as file:
                    seen = contents.inspect(file, entry.file_name)
                assert seen.media_type == entry.stored_file.media_type

    def test_every_picture_has_a_small_one(self):
        shown = StoredFile.objects.filter(media_type__startswith="image/")
        assert shown.count() > 150
        for stored in shown:
            assert default_storage.size(stored.thumbnail.name) > 0

    def test_the_whole_stays_small(self):
        names = StoredFile.objects.values_list("file", "thumbnail")
        sizes = [default_storage.size(name) for row in names for name in row if name]
        assert sum(sizes) < 8_000_000

    def test_captions_tell_day_place_people_and_theme(self):
        for caption in Evidence.objects.filter(kind="picture").values_list(
            "caption", flat=True
        ):
            assert caption.count("，") >= 3

    def test_file_names_of_pictures_carry_the_day(self):
        for entry in Evidence.objects.filter(kind="picture"):
            assert entry.file_name.startswith(f"{entry.taken_on:%Y%m%d}-")

    def test_no_document_number_is_used_for_two_documents(self):
        numbered = Evidence.objects.current().filter(document_number__startswith="罗法")
        numbers = list(numbered.values_list("document_number", flat=True))
        assert len(numbers) == len(set(numbers))

    # -- People and accounts ---------------------------------------------------

    def test_each_role_signs_in_with_the_password_of_the_environment(self):
        able = [user for user in User.objects.all() if user.has_usable_password()]
        assert {name for user in able for name in roles_of(user)} == set(
            roles.PERMISSIONS
        )
        assert all(user.check_password(PASSWORD) for user in able)
        assert len(able) == 10

    def test_the_screen_shows_each_account_with_its_password(self):
        for line in ("lian-jia", "chuangjian-yi", "shenji"):
            assert line in self.screen
        assert self.screen.count(PASSWORD) == 10

    def test_every_unit_has_a_head_of_its_own(self):
        for unit in Unit.objects.select_related("head"):
            assert unit.head.unit_id == unit.pk
            assert roles_of(unit.head) == [roles.UNIT_HEAD]

    def test_nobody_holds_roles_that_must_stay_apart(self):
        assert not any(
            roles.why_not_hold(roles_of(user)) for user in User.objects.all()
        )

    def test_the_assessor_may_read_for_years(self):
        assert Grant.objects.get().until_on >= date(2027, 12, 31)

    def test_the_court_is_marked_as_a_demonstration(self):
        assert Court.objects.get().is_demonstration

    # -- The archive -----------------------------------------------------------

    def test_what_is_dated_to_the_middle_of_2014_is_filed_and_the_rest_waits(self):
        campaign = Campaign.objects.get(slug=commitments.SLUG)
        groups = backlog.of(backlog.rows(campaign))
        of_evidence = ArchiveItem.objects.filter(edition__isnull=True)
        assert (of_evidence.count(), len(groups)) == (318, 70)
        assert min(group.day for group in groups) > filed.UNTIL

    def test_numbers_run_from_one_without_gap_in_every_class(self):
        classes = ArchiveItem.objects.values_list("year", "retention", "unit_code")
        for year, retention, unit in classes.distinct():
            rows = ArchiveItem.objects.filter(
                year=year, retention=retention, unit_code=unit
            )
            numbers = list(rows.in_order().values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))

    def test_every_item_of_the_campaign_stands_in_a_box_with_a_cabinet(self):
        assert Box.objects.filter(cabinet="").count() == 0
        loose = ArchiveItem.objects.filter(year__gte=2013, box__isnull=True)
        assert loose.count() == 0

    def test_the_words_of_its_papers_can_be_searched(self):
        papers = StoredFile.objects.exclude(media_type__startswith="image/")
        assert papers.filter(words=None).count() == 0

    def test_the_edition_issued_is_filed_for_good(self):
        item = ArchiveItem.objects.get(edition__number=1)
        assert (item.year, item.retention, item.parts.count()) == (2014, "Y", 6)

    def test_every_act_of_filing_is_in_the_unbroken_chain(self):
        court = Court.objects.get()
        filings = ArchiveEvent.objects.filter(kind="filing").count()
        assert filings == ArchiveItem.objects.count()
        assert events.broken(court) == ()

    # -- Loading again ---------------------------------------------------------

    def test_loading_again_changes_nothing_and_says_so(self):
        before, screen = row_counts(), StringIO()
        call_command("load_demo", stdout=screen)
        assert row_counts() == before
        assert PASSWORD not in screen.getvalue()
        assert screen.getvalue() != ""

    def test_loading_again_returns_no_accounts(self):
        assert demo.load() == []
