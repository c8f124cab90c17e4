"""The administration: one court's rows, roles, and criteria with their progress."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone, translation

from campaigns import roles
from campaigns.models import Assignment, CampaignYear, Category, Criterion, Task, User
from campaigns.tests.factories import (
    ActivityFactory,
    CampaignFactory,
    CategoryFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    IndicatorFactory,
    StandardFactory,
    StatementFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "a-long-enough-pass-phrase"


@pytest.fixture
def sign_in(client):
    def enter(role, **values):
        person = UserFactory(role=role, is_staff=True, **values)
        client.force_login(person)
        return person

    return enter


def page(client, model, action="changelist", *args, **query):
    url = reverse(f"admin:campaigns_{model}_{action}", args=args)
    return client.get(url, query)


def shown(client, model, **query):
    """The rows a list shows."""
    return list(page(client, model, **query).context["cl"].result_list)


# -- One court ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "make"),
    [
        ("unit", UnitFactory),
        ("standard", StandardFactory),
        ("category", CategoryFactory),
        ("indicator", IndicatorFactory),
    ],
)
def test_the_office_sees_its_own_courts_rows_only(client, sign_in, model, make):
    court = sign_in(roles.OFFICE).court
    own, other = make(court=court), make(court=CourtFactory(name="邻县人民法院"))
    rows = shown(client, model)
    assert own in rows
    assert other not in rows
    assert page(client, model, "change", other.pk).status_code == 302


def test_rows_that_hang_on_another_court_are_not_seen_either(client, sign_in):
    sign_in(roles.OFFICE)
    other = CourtFactory(name="邻县人民法院")
    campaign = CampaignFactory(court=other, slug="other")
    CriterionFactory(standard=campaign.standard)
    StatementFactory(campaign=campaign)
    ActivityFactory(campaign=campaign, confirmed=True)
    for model in ("campaign", "criterion", "statement", "activity"):
        assert shown(client, model) == []


def test_choices_are_of_the_own_court(client, sign_in):
    court = sign_in(roles.OFFICE).court
    own = StandardFactory(court=court)
    StandardFactory(court=CourtFactory(name="邻县人民法院"))
    form = page(client, "campaign", "add").context["adminform"].form
    assert list(form.fields["standard"].queryset) == [own]
    assert list(form.fields["court"].queryset) == [court]


def test_a_choice_of_another_court_is_refused(client, sign_in):
    court = sign_in(roles.SYSTEM_ADMIN).court
    foreign = UnitFactory(court=CourtFactory(name="邻县人民法院"))
    _open_account(client, court=court.pk, unit=foreign.pk)
    assert not User.objects.filter(username="new").exists()


def test_a_superuser_sees_every_court(client, admin_user):
    client.force_login(admin_user)
    UnitFactory()
    UnitFactory(court=CourtFactory(name="邻县人民法院"))
    assert len(shown(client, "unit")) == 2


def test_an_account_without_court_sees_nothing(client, sign_in):
    sign_in(roles.OFFICE, court=None, unit=None)
    UnitFactory()
    assert shown(client, "unit") == []


# -- People ------------------------------------------------------------------------


def _open_account(client, *names, **values):
    groups = [Group.objects.get(name=name).pk for name in names]
    data = {
        "username": "new",
        "name": "立案庭干警甲",
        "groups": groups,
        "usable_password": "true",
        "password1": SECRET,
        "password2": SECRET,
    }
    return client.post(reverse("admin:campaigns_user_add"), data | values)


def test_the_system_administrator_opens_an_account_with_a_role(client, sign_in):
    person = sign_in(roles.SYSTEM_ADMIN)
    _open_account(client, roles.STAFF, court=person.court_id, unit=person.unit_id)
    new = User.objects.get(username="new")
    assert new.check_password(SECRET)
    assert [group.name for group in new.groups.all()] == [roles.STAFF]
    assert new.is_staff is False


def test_who_holds_the_office_role_may_enter_the_administration(client, sign_in):
    person = sign_in(roles.SYSTEM_ADMIN)
    _open_account(client, roles.OFFICE, court=person.court_id)
    assert User.objects.get(username="new").is_staff is True


@pytest.mark.parametrize(
    "names",
    [
        (roles.SYSTEM_ADMIN, roles.STAFF),
        (roles.SYSTEM_ADMIN, roles.AUDITOR),
        (roles.AUDITOR, roles.LEADING_GROUP),
        (roles.ASSESSOR, roles.OFFICE),
    ],
)
def test_one_account_may_not_hold_two_of_the_three(client, sign_in, names):
    person = sign_in(roles.SYSTEM_ADMIN)
    response = _open_account(client, *names, court=person.court_id)
    told = roles.why_not_hold(names)
    assert response.context["adminform"].form.errors["groups"] == [told]
    assert not User.objects.filter(username="new").exists()


def test_a_sign_in_name_is_taken_in_any_letter_case(client, sign_in):
    person = sign_in(roles.SYSTEM_ADMIN)
    UserFactory(username="NEW")
    response = _open_account(client, court=person.court_id)
    assert response.context["adminform"].form.errors["username"]


def test_a_superuser_is_out_of_the_administrators_reach(client, sign_in, admin_user):
    person = sign_in(roles.SYSTEM_ADMIN)
    User.objects.filter(pk=admin_user.pk).update(court=person.court)
    assert admin_user not in shown(client, "user")
    assert page(client, "user", "change", admin_user.pk).status_code == 302


def test_the_administrator_cannot_make_a_superuser(client, sign_in):
    person = sign_in(roles.SYSTEM_ADMIN)
    _open_account(client, court=person.court_id, is_superuser="on", is_staff="on")
    new = User.objects.get(username="new")
    assert (new.is_superuser, new.is_staff) == (False, False)


def test_people_are_not_deleted(client, sign_in):
    sign_in(roles.SYSTEM_ADMIN)
    other = UserFactory()
    assert page(client, "user", "delete", other.pk).status_code == 403


def test_groups_are_for_superusers(client, sign_in):
    sign_in(roles.SYSTEM_ADMIN)
    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403


# -- Criteria ----------------------------------------------------------------------


@pytest.fixture
def campaign():
    return CampaignFactory()


def cells(client, **query):
    """Code, asked, met and missing of each line, as the list shows them."""
    response = page(client, "criterion", **query)
    listing = response.context["cl"]
    with translation.override("en"):  # the heads are lazy
        names = {
            str(column.short_description): column
            for column in listing.list_display[3:]
            if callable(column)
        }
    return [
        (row.code, *(names[name](row) for name in ("asked", "met", "missing")))
        for row in listing.result_list
    ]


@pytest.fixture
def two_criteria(campaign):
    first, second = (CriterionFactory(code=code) for code in ("1.2", "1.10"))
    for criterion in (first, second):
        EvidenceRuleFactory(criterion=criterion, asked="activity", per="cycle")
    ActivityFactory(criteria=[first], confirmed=True)
    return first, second


@pytest.mark.usefixtures("two_criteria")
def test_each_criterion_shows_what_is_asked_met_and_missing(client, sign_in):
    sign_in(roles.OFFICE, language="en")
    assert cells(client) == [("1.2", 1, 1, 0), ("1.10", 1, 0, 1)]


@pytest.mark.usefixtures("two_criteria")
def test_criteria_are_found_by_their_state(client, sign_in):
    sign_in(roles.OFFICE)
    assert [row.code for row in shown(client, "criterion", state="complete")] == ["1.2"]


def test_criteria_are_found_by_part_and_by_unit(
    client, sign_in, campaign, two_criteria
):
    sign_in(roles.OFFICE)
    first, second = two_criteria
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=second, unit=unit)
    assert shown(client, "criterion", part=first.pk) == [first]
    assert shown(client, "criterion", unit=unit.pk) == [second]


def _save_criterion(client, criterion, **values):
    url = reverse("admin:campaigns_criterion_change", args=[criterion.pk])
    own = {"standard": criterion.standard_id, "code": criterion.code, "order": 0}
    own |= {"title": criterion.title, "score_form": "full"}
    management = {"rules-TOTAL_FORMS": 0, "rules-INITIAL_FORMS": 0}
    return client.post(url, own | management | values)


def test_the_office_corrects_a_criterion_nobody_works_by_yet(client, sign_in):
    sign_in(roles.OFFICE)
    criterion = CriterionFactory()
    _save_criterion(client, criterion, title="年度计划")
    criterion.refresh_from_db()
    assert criterion.title == "年度计划"


def test_a_criterion_cannot_stand_below_itself(client, sign_in):
    sign_in(roles.OFFICE)
    part = CriterionFactory(code="1")
    child = CriterionFactory(code="1.1", parent=part)
    response = _save_criterion(client, part, parent=child.pk)
    assert response.context["adminform"].form.errors["parent"]
    assert Criterion.objects.get(pk=part.pk).parent is None


def test_what_a_campaign_is_measured_by_is_only_looked_at(client, sign_in, campaign):
    sign_in(roles.OFFICE)
    criterion = CriterionFactory(title="年度计划")
    response = page(client, "criterion", "change", criterion.pk)
    assert response.context["has_change_permission"] is False
    assert campaign.name in str(list(response.context["messages"])[0])
    assert _save_criterion(client, criterion, title="别的").status_code == 403
    url = reverse("admin:campaigns_criterion_delete", args=[criterion.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    criterion.refresh_from_db()
    assert criterion.title == "年度计划"


def test_what_is_in_use_is_not_deleted(client, sign_in):
    sign_in(roles.OFFICE)
    category = ActivityFactory().category
    url = reverse("admin:campaigns_category_delete", args=[category.pk])
    assert client.get(url).context["protected"]
    client.post(url, {"post": "yes"})
    assert Category.objects.filter(pk=category.pk).exists()


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_list_of_criteria_takes_as_many_queries_whatever_its_size(
    client, sign_in, campaign, django_assert_max_num_queries, size
):
    sign_in(roles.OFFICE)
    for number in range(size):
        criterion = CriterionFactory(code=f"1.{number}")
        EvidenceRuleFactory(criterion=criterion)
    with django_assert_max_num_queries(12):
        assert len(shown(client, "criterion")) == size


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_of_a_campaign_does_not_ask_for_every_line(
    client, sign_in, campaign, django_assert_max_num_queries, size
):
    sign_in(roles.OFFICE)
    for number in range(size):
        criterion = CriterionFactory(code=f"1.{number}")
        unit = UnitFactory()
        Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    with django_assert_max_num_queries(24):
        assert page(client, "campaign", "change", campaign.pk).status_code == 200


# -- Campaigns, statements, activities, the log ---------------------------------------


def _save_year(client, campaign, year, **values):
    management = {
        f"{name}-{word}_FORMS": number
        for name in ("years", "grants", "assignments")
        for word, number in (("TOTAL", 0), ("INITIAL", 0))
    } | {"years-TOTAL_FORMS": 1, "years-INITIAL_FORMS": 1}
    own = {
        name: getattr(campaign, name)
        for name in ("slug", "name", "title", "starts_on", "ends_on", "cycle")
    }
    own |= {"court": campaign.court_id}
    line = {"id": year.pk, "campaign": campaign.pk, "year": 2014, "points_share": 60}
    line = {f"years-0-{name}": value for name, value in (line | values).items()}
    campaign_values = {
        name: values[name] for name in ("standard", "outcome") if name in values
    }
    url = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    return client.post(url, own | campaign_values | management | line)


def test_a_year_is_weighed_in_the_admin_and_locked_only_on_the_site(
    client, sign_in, campaign
):
    sign_in(roles.OFFICE)
    year = CampaignYear.objects.create(campaign=campaign, year=2014, points_share=60)
    _save_year(client, campaign, year, points_share=55, lock_reason="已上报")
    year.refresh_from_db()
    assert (year.points_share, year.locked_at, year.lock_reason) == (55, None, "")


@pytest.fixture
def locked_year(campaign):
    return CampaignYear.objects.create(
        campaign=campaign,
        year=2014,
        points_share=60,
        locked_at=timezone.now(),
        locked_by=UserFactory(),
        lock_reason="已上报",
    )


def test_a_locked_year_keeps_its_share(client, sign_in, campaign, locked_year):
    sign_in(roles.OFFICE)
    response = _save_year(client, campaign, locked_year, points_share=55)
    assert response.status_code == 302
    locked_year.refresh_from_db()
    assert (locked_year.year, locked_year.points_share) == (2014, 60)


def test_standard_and_outcome_are_changed_on_the_site_only(client, sign_in, campaign):
    sign_in(roles.OFFICE)
    year = CampaignYear.objects.create(campaign=campaign, year=2014, points_share=60)
    other = StandardFactory(version="2015")
    before = campaign.standard
    _save_year(client, campaign, year, standard=other.pk, outcome="named")
    campaign.refresh_from_db()
    assert (campaign.standard, campaign.outcome) == (before, "")


def test_a_campaign_without_a_standard_is_given_one(client, sign_in):
    sign_in(roles.OFFICE)
    bare = CampaignFactory(slug="bare", standard=None)
    form = page(client, "campaign", "change", bare.pk).context["adminform"].form
    assert "standard" in form.fields
    assert "outcome" not in form.fields


def test_targets_stand_still_in_a_locked_year(client, sign_in, campaign, locked_year):
    sign_in(roles.OFFICE)
    for year, is_open in ((2013, True), (2014, False)):
        statement = StatementFactory(campaign=campaign, year=year)
        context = page(client, "statement", "change", statement.pk).context
        (inline,) = context["inline_admin_formsets"]
        assert inline.has_change_permission is is_open
        assert ("unit" in context["adminform"].form.fields) is is_open


def test_targets_stand_still_once_signed(client, sign_in):
    sign_in(roles.OFFICE)
    for signed, is_open in ((False, True), (True, False)):
        statement = TargetFactory(statement=StatementFactory(signed=signed)).statement
        response = page(client, "statement", "change", statement.pk)
        (inline,) = response.context["inline_admin_formsets"]
        assert inline.has_change_permission is is_open


def test_activities_are_only_looked_at(client, sign_in, campaign):
    sign_in(roles.OFFICE)
    activity = ActivityFactory(confirmed=True)
    draft = ActivityFactory()
    assert shown(client, "activity") == [activity]
    assert page(client, "activity", "change", activity.pk).status_code == 200
    assert page(client, "activity", "change", draft.pk).status_code == 302
    assert page(client, "activity", "add").status_code == 403
    assert page(client, "activity", "delete", activity.pk).status_code == 403


def test_the_auditor_reads_the_log_of_the_own_court(client, sign_in):
    auditor = sign_in(roles.AUDITOR)
    other = UserFactory(court=CourtFactory(name="邻县人民法院"))
    LogEntry.objects.update(actor=other)
    own = LogEntry.objects.first()
    LogEntry.objects.filter(pk=own.pk).update(actor=auditor)
    response = client.get(reverse("admin:auditlog_logentry_changelist"))
    assert list(response.context["cl"].result_list) == [own]
    change = reverse("admin:auditlog_logentry_delete", args=[own.pk])
    assert client.post(change, {"post": "yes"}).status_code == 403


def test_the_auditor_finds_entries_by_a_persons_name(client, sign_in):
    auditor = sign_in(roles.AUDITOR, name="审计员甲")
    LogEntry.objects.update(actor=auditor)
    url = reverse("admin:auditlog_logentry_changelist")
    assert client.get(url, {"q": "审计员甲"}).context["cl"].result_count > 0
    assert client.get(url, {"q": "无此人"}).context["cl"].result_count == 0


def test_the_log_links_only_what_its_reader_may_open(client, sign_in):
    auditor = sign_in(roles.AUDITOR)
    LogEntry.objects.update(actor=auditor)
    url = reverse("admin:auditlog_logentry_changelist")
    page = client.get(url).content.decode()
    entry = LogEntry.objects.filter(content_type__model="user").first()
    person = reverse("admin:campaigns_user_change", args=[entry.object_pk])
    assert f'href="{person}"' not in page and entry.object_repr in page
    sign_in(roles.SYSTEM_ADMIN, is_superuser=True)
    assert f'href="{person}"' in client.get(url).content.decode()


def test_staff_do_not_enter_the_administration(client):
    client.force_login(UserFactory())
    assert client.get(reverse("admin:index")).status_code == 302


# -- Progress in the lists -------------------------------------------------------------


def column(client, model, name, **query):
    """What each row shows in a column, by its English head."""
    listing = page(client, model, **query).context["cl"]
    with translation.override("en"):  # the heads are lazy
        (tell,) = (
            each
            for each in listing.list_display
            if callable(each) and str(each.short_description) == name
        )
    return [tell(row) for row in listing.result_list]


@pytest.mark.usefixtures("two_criteria")
def test_a_standard_shows_how_much_is_complete_in_the_current_campaign(client, sign_in):
    sign_in(roles.OFFICE)
    StandardFactory(name="另一体系")
    told = column(client, "standard", "criteria complete")
    assert sorted(["1 / 2" in told[0], "1 / 2" in told[1]]) == [False, True]
    assert "—" in told
    assert sorted(map(str, column(client, "standard", "requirements open"))) == [
        "1",
        "—",
    ]


def test_the_columns_speak_of_the_chosen_year(client, sign_in, campaign):
    sign_in(roles.OFFICE, language="en")
    yearly, once = CriterionFactory(code="1.1"), CriterionFactory(code="1.2")
    CriterionFactory(code="1.3")  # asks for nothing in any year
    EvidenceRuleFactory(criterion=yearly, asked="activity")
    EvidenceRuleFactory(criterion=once, asked="activity", per="cycle")
    ActivityFactory(criteria=[yearly], confirmed=True)  # in 2014
    assert cells(client, year=2014) == [("1.1", 1, 1, 0), ("1.2", 1, 0, 1)]
    assert cells(client, year=2013) == [("1.1", 1, 0, 1), ("1.2", 1, 0, 1)]
    done = shown(client, "criterion", year=2014, state="complete")
    assert done == [yearly]
    assert shown(client, "criterion", year=2013, state="complete") == []


def test_a_year_nobody_offered_narrows_nothing(client, sign_in, two_criteria):
    sign_in(roles.OFFICE)
    assert shown(client, "criterion", year="1999") == list(two_criteria)


def test_the_progress_of_any_campaign_of_the_court_is_looked_at(
    client, sign_in, campaign, two_criteria
):
    sign_in(roles.OFFICE, language="en")
    later = {"starts_on": date(2015, 1, 1), "ends_on": date(2016, 12, 31)}
    CampaignFactory(slug="later", standard=None, **later)  # the current one
    listing = page(client, "campaign").content.decode()
    url = reverse("admin:campaigns_campaign_progress", args=[campaign.pk])
    assert f'href="{url}"' in listing
    response = client.get(url)
    rows = response.context["rows"]
    told = [(row.criterion.node.code, row.criterion.missing) for _i, row, _s in rows]
    assert told == [("1.2", 0), ("1.10", 1)]
    assert "Material complete 1 / 2" in response.content.decode()
    assert client.post(url).status_code == 200  # and changes nothing


def test_another_courts_progress_is_not_found(client, sign_in):
    sign_in(roles.OFFICE)
    other = CampaignFactory(court=CourtFactory(name="邻县人民法院"), slug="other")
    url = reverse("admin:campaigns_campaign_progress", args=[other.pk])
    assert client.get(url).status_code == 404


def test_the_system_administrator_sees_no_progress(client, sign_in, campaign):
    sign_in(roles.SYSTEM_ADMIN)
    url = reverse("admin:campaigns_campaign_progress", args=[campaign.pk])
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("size", [1, 30])
def test_lists_and_progress_take_as_many_queries_whatever_the_size(
    client, sign_in, campaign, django_assert_max_num_queries, size
):
    sign_in(roles.OFFICE)
    for number in range(size):
        EvidenceRuleFactory(criterion=CriterionFactory(code=f"1.{number}"))
    url = reverse("admin:campaigns_campaign_progress", args=[campaign.pk])
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(12):
        assert len(shown(client, "standard")) == 1
    with django_assert_max_num_queries(12):
        assert len(shown(client, "criterion", year=2013)) == size


# -- Several at once -------------------------------------------------------------------


def act(client, model, action, rows, **values):
    """Tick `rows`, choose `action`; the messages that come back, in English."""
    url = reverse(f"admin:campaigns_{model}_changelist")
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = client.post(url, data | values, follow=True)
    return response, [str(each) for each in response.context.get("messages", ())]


def test_tasks_are_made_of_what_the_ticked_criteria_miss(
    client, sign_in, campaign, two_criteria
):
    sign_in(roles.OFFICE, language="en")
    whole, lacking = two_criteria
    unit, nobodys = UnitFactory(), CriterionFactory(code="1.11")
    EvidenceRuleFactory(criterion=nobodys, per="cycle")
    Assignment.objects.create(campaign=campaign, criterion=lacking, unit=unit)
    _page, told = act(client, "criterion", "give_tasks", [whole, lacking, nobodys])
    assert told == [
        "1 tasks given. 1 gaps have no responsible unit. "
        "1 chosen criteria miss nothing in this campaign."
    ]
    task = Task.objects.get()
    assert (task.criterion, task.unit) == (lacking, unit)
    _page, told = act(client, "criterion", "give_tasks", [lacking])
    assert told == ["0 tasks given. 1 gaps have their task already."]
    assert Task.objects.count() == 1


def test_no_task_is_made_in_a_locked_year(client, sign_in, campaign):
    person = sign_in(roles.OFFICE, language="en")
    criterion = CriterionFactory()
    EvidenceRuleFactory(criterion=criterion)
    unit = UnitFactory()
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=unit)
    lock = {"locked_at": timezone.now(), "locked_by": person, "lock_reason": "已上报"}
    CampaignYear.objects.create(campaign=campaign, year=2013, points_share=40, **lock)
    _page, told = act(client, "criterion", "give_tasks", [criterion])
    assert told == ["1 tasks given. 1 gaps lie in a locked year."]
    assert Task.objects.get().year == 2014


def test_a_unit_is_named_for_the_ticked_criteria(
    client, sign_in, campaign, two_criteria
):
    sign_in(roles.OFFICE, language="en")
    unit = UnitFactory(name="政治部")
    first, second = two_criteria
    foreign = CriterionFactory(standard=StandardFactory(name="另一体系"))
    Assignment.objects.create(campaign=campaign, criterion=first, unit=unit)
    rows = [first, second, foreign]
    response, _told = act(client, "criterion", "assign_unit", rows)
    assert list(response.context["form"].fields["unit"].queryset)
    assert Assignment.objects.count() == 1
    _page, told = act(client, "criterion", "assign_unit", rows, unit=unit.pk)
    assert told == [
        "政治部 now answers for 1 more criteria. For 1 it answers already. "
        "1 belong to another standard."
    ]
    named = Assignment.objects.filter(campaign=campaign, unit=unit)
    assert {each.criterion for each in named} == {first, second}


def test_a_unit_of_another_court_is_not_named(client, sign_in, campaign, two_criteria):
    sign_in(roles.OFFICE)
    other = UnitFactory(court=CourtFactory(name="邻县人民法院"))
    response, _told = act(
        client, "criterion", "assign_unit", two_criteria, unit=other.pk
    )
    assert response.context["form"].errors["unit"]
    assert not Assignment.objects.exists()


def test_categories_are_stopped_and_offered_again(client, sign_in):
    sign_in(roles.OFFICE, language="en")
    first, second = CategoryFactory(), CategoryFactory(is_active=False)
    foreign = CategoryFactory(court=CourtFactory(name="邻县人民法院"))
    _page, told = act(client, "category", "stop", [first, second, foreign])
    assert told == ["1 categories are no longer offered. 1 were so already."]
    foreign.refresh_from_db()
    assert foreign.is_active
    _page, told = act(client, "category", "resume", [first, second])
    assert told == ["2 categories are offered again."]
    assert Category.objects.filter(is_active=True).count() == 3


@pytest.mark.parametrize(
    "model", ["standard", "criterion", "category", "campaign", "method", "indicator"]
)
def test_rows_in_use_are_not_deleted_by_the_dozen(client, sign_in, model):
    sign_in(roles.OFFICE)
    choices = page(client, model).context["cl"].model_admin.get_actions
    request = page(client, model).wsgi_request
    assert "delete_selected" not in choices(request)
