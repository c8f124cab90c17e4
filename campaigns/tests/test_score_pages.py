"""The pages of scores, the forecast, one criterion's score, and the years."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import roles
from campaigns.models import Assignment, CampaignYear, Grant, Score, Verdict
from campaigns.tests.factories import (
    CampaignFactory,
    CourtFactory,
    CriterionFactory,
    EvidenceRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SCORE = {"assessor": "office", "year": "2014", "points": "1.5", "reason": "缺照片"}


@pytest.fixture
def campaign():
    found = CampaignFactory()
    for year, share in ((2013, 40), (2014, 60)):
        CampaignYear.objects.create(campaign=found, year=year, points_share=share)
    return found


@pytest.fixture
def part(campaign):
    return CriterionFactory(code="1", standard=campaign.standard, points=None)


@pytest.fixture
def criterion(part):
    return CriterionFactory(code="1.1", parent=part)


@pytest.fixture
def enter(client, campaign):
    """Sign in as somebody of this role and return them."""

    def as_somebody(role, **fields):
        user = UserFactory(role=role, **fields)
        if role == roles.ASSESSOR:
            today = timezone.localdate()
            Grant.objects.create(campaign=campaign, person=user, until_on=today)
        client.force_login(user)
        return user

    return as_somebody


@pytest.fixture
def office(enter):
    return enter(roles.OFFICE)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def show(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def codes(page):
    """Codes of the criteria with points in the overview."""
    rows = (row for part in page.context["parts"] for row in part.rows)
    return [row.criterion.node.code for row in rows if row.cells]


def given(campaign, criterion, assessor="office", **values):
    fields = {"year": 2014, "points": 1, "reason": "缺照片"} | values
    fields.setdefault("judged_by", UserFactory())
    return Score.objects.create(
        campaign=campaign, criterion=criterion, assessor=assessor, **fields
    )


# -- The overview -----------------------------------------------------------------


def test_the_three_stand_side_by_side(client, office, campaign, criterion):
    for assessor, points in (("self", 2), ("office", 1), ("inspector", 0)):
        given(campaign, criterion, assessor, points=points)
    (part,) = show(client, "scores").context["parts"]
    found = [[score.points for score in cell.scores] for cell in part.rows[0].cells]
    assert found == [[2], [1], [0]]


def test_the_narrowing_to_what_the_office_has_not_scored(client, office, part):
    campaign = CampaignFactory()
    done, half, blank = (CriterionFactory(code=f"1.{n}", parent=part) for n in "123")
    given(campaign, done, year=None)
    given(campaign, half, year=2013)
    page = show(client, "scores", missing="office")
    assert codes(page) == [half.code, blank.code]
    assert codes(show(client, "scores", missing="office", year=2013)) == [blank.code]


def test_a_unit_narrows_to_what_it_answers_for(client, office, campaign, criterion):
    other = CriterionFactory(code="1.2", parent=criterion.parent)
    Assignment.objects.create(campaign=campaign, criterion=other, unit=office.unit)
    assert codes(show(client, "scores", unit=office.unit_id)) == ["1.2"]


def test_a_head_sees_what_the_own_unit_answers_for(client, enter, campaign, criterion):
    head = enter(roles.UNIT_HEAD)
    assert codes(show(client, "scores")) == []
    Assignment.objects.create(campaign=campaign, criterion=criterion, unit=head.unit)
    assert codes(show(client, "scores")) == ["1.1"]
    assert show(client, "forecast").status_code == 404


def test_an_assessor_sees_no_points_of_others_first(client, enter, campaign, criterion):
    enter(roles.ASSESSOR)
    given(campaign, criterion, points="1.37")
    for page in (
        show(client, "scores"),
        show(client, "criterion-score", criterion.pk),
        show(client, "forecast"),
    ):
        assert "1.37" not in page.content.decode()
    assert show(client, "forecast").context["forecast"] is None


def test_an_assessor_sees_all_after_scoring(client, enter, campaign, criterion):
    person = enter(roles.ASSESSOR)
    given(campaign, criterion, points="1.37", year=None)
    given(campaign, criterion, "inspector", year=None, judged_by=person)
    assert "1.37" in show(client, "scores").content.decode()
    assert show(client, "forecast").context["forecast"].points.sure == 1


def test_the_first_thing_to_do_is_the_next_criterion_not_scored(
    client, office, campaign, criterion
):
    later = CriterionFactory(code="1.2", parent=criterion.parent)
    given(campaign, criterion, year=None)
    assert show(client, "scores").context["next"].pk == later.pk
    given(campaign, later, year=None)
    assert show(client, "scores").context["next"] is None


def test_without_a_campaign_it_says_so(client, enter):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    page = show(client, "scores").content.decode()
    assert _("There is no campaign to look at") in page
    assert show(client, "forecast").status_code == 404


# -- The forecast -----------------------------------------------------------------


@pytest.mark.parametrize("role", [roles.OFFICE, roles.LEADING_GROUP])
def test_the_forecast_tells_range_and_reasons(client, enter, campaign, criterion, role):
    enter(role)
    given(campaign, criterion)
    page = show(client, "forecast")
    assert str(page.context["forecast"].points.sure) == "0.60"
    assert "缺照片" in page.content.decode()


# -- One criterion ----------------------------------------------------------------


def post(client, name, criterion, **typed):
    return client.post(reverse(name, args=[criterion.pk]), typed)


def test_the_office_enters_a_score(client, office, criterion):
    response = post(client, "criterion-score", criterion, **SCORE)
    assert response.url == reverse("criterion-score", args=[criterion.pk])
    score = Score.objects.get()
    assert (str(score.points), score.year, score.reason) == ("1.50", 2014, "缺照片")
    assert score.judged_by == office


def test_the_history_names_who_scored(client, office, criterion):
    post(client, "criterion-score", criterion, **SCORE)
    page = show(client, "criterion-score", criterion.pk)
    assert [change.name for change in page.context["history"]] == [office.name]


def test_no_year_is_the_whole_cycle(client, office, criterion):
    post(client, "criterion-score", criterion, **SCORE | {"year": ""})
    assert Score.objects.get().year is None


def test_too_many_points_come_back_with_what_was_typed(client, office, criterion):
    page = post(client, "criterion-score", criterion, **SCORE | {"points": "9"})
    form = page.context["form"]
    assert form.non_field_errors() == [
        _("Give between 0 and %(most)s points.") % {"most": 2}
    ]
    assert form["reason"].value() == "缺照片"
    assert Score.objects.count() == 0


def test_the_form_begins_with_the_first_open_year_not_scored(
    client, office, campaign, criterion
):
    def year():
        return show(client, "criterion-score", criterion.pk).context["form"]["year"]

    assert year().value() == 2013
    given(campaign, criterion, year=2013)
    assert year().value() == 2014


def test_a_locked_year_is_not_offered(client, office, campaign, criterion):
    locked = {"locked_at": timezone.now(), "locked_by": office, "lock_reason": "已报"}
    campaign.years.filter(year=2013).update(**locked)
    form = show(client, "criterion-score", criterion.pk).context["form"]
    assert [value for value, _label in form.fields["year"].choices] == [2014, ""]


def test_a_grade_is_chosen(client, office, part):
    graded = CriterionFactory(
        code="1.4", parent=part, score_form="graded", grades="A=1、B=0.75、C=0"
    )
    page = show(client, "criterion-score", graded.pk)
    choices = page.context["form"].fields["points"].widget.choices
    assert [str(value) for value, _label in choices] == ["2.00", "1.50", "0.00"]
    post(client, "criterion-score", graded, **SCORE)
    assert str(Score.objects.get().points) == "1.50"


@pytest.mark.parametrize("role", [roles.LEADING_GROUP, roles.ASSESSOR])
def test_no_one_scores_as_the_office(client, enter, criterion, role):
    enter(role)
    post(client, "criterion-score", criterion, **SCORE)
    assert Score.objects.count() == 0


def test_a_leader_reads_and_is_told_so(client, enter, criterion):
    enter(roles.LEADING_GROUP)
    why = _("Your role reads scores and does not give them.")
    assert show(client, "criterion-score", criterion.pk).context["why_not"] == why
    assert told(post(client, "criterion-score", criterion, **SCORE)) == [why]


def test_another_units_criterion_is_not_found_by_a_head(client, enter, criterion):
    enter(roles.UNIT_HEAD)
    assert show(client, "criterion-score", criterion.pk).status_code == 404


def test_another_courts_criterion_is_not_found(client, enter, criterion):
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    assert show(client, "criterion-score", criterion.pk).status_code == 404


def test_the_office_enters_a_verdict(client, office, criterion):
    typed = {"year": "2014", "finding": "met", "reason": "齐全"}
    post(client, "criterion-verdict", criterion, **typed)
    assert (Verdict.objects.get().finding, Score.objects.count()) == ("met", 0)


def test_a_verdict_without_a_reason_comes_back(client, office, criterion):
    page = post(client, "criterion-verdict", criterion, year="2014", finding="met")
    assert list(page.context["verdict_form"].errors) == ["reason"]
    assert Verdict.objects.count() == 0


def test_only_the_office_gives_a_verdict(client, enter, criterion):
    enter(roles.LEADING_GROUP)
    response = post(client, "criterion-verdict", criterion, finding="met", reason="好")
    assert told(response) == [_("Whether a criterion is met is judged by the office.")]


# -- Years ------------------------------------------------------------------------


def test_the_office_locks_and_unlocks_a_year(client, office, campaign):
    row = campaign.years.get(year=2013)
    client.post(reverse("year-lock", args=[row.pk]), {"reason": "已上报"})
    row.refresh_from_db()
    assert (row.locked_by, row.lock_reason) == (office, "已上报")
    client.post(reverse("year-unlock", args=[row.pk]), {"reason": "补报"})
    row.refresh_from_db()
    assert (row.locked_at, row.lock_reason) == (None, "补报")
    history = show(client, "years").context["history"]
    assert [(each.reason, each.name) for each in history] == [
        ("补报", office.name),
        ("已上报", office.name),
    ]


def test_a_lock_without_a_reason_comes_back(client, office, campaign):
    row = campaign.years.get(year=2013)
    page = client.post(reverse("year-lock", args=[row.pk]))
    assert [bool(form.errors) for _row, form in page.context["rows"]] == [True, False]
    assert campaign.years.filter(locked_at__isnull=False).count() == 0


def test_a_leader_reads_the_years_and_locks_none(client, enter, campaign):
    enter(roles.LEADING_GROUP)
    row = campaign.years.get(year=2013)
    assert show(client, "years").context["may_keep"] is False
    response = client.post(reverse("year-lock", args=[row.pk]), {"reason": "锁"})
    assert told(response) == [_("Years are locked and unlocked by the office.")]


def test_another_courts_year_is_not_found(client, enter, campaign):
    row = campaign.years.get(year=2013)
    enter(roles.OFFICE, court=CourtFactory(name="邻县人民法院"))
    response = client.post(reverse("year-lock", args=[row.pk]), {"reason": "锁"})
    assert response.status_code == 404


def test_the_office_enters_the_outcome(client, office, campaign):
    client.post(reverse("campaign-outcome"), {"outcome": "named"})
    campaign.refresh_from_db()
    assert campaign.outcome == "named"


@pytest.mark.parametrize("name", ["year-lock", "year-unlock", "criterion-verdict"])
def test_looking_changes_nothing(client, office, campaign, name):
    assert show(client, name, campaign.years.first().pk).status_code == 302


# -- Queries ----------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("name", ["scores", "forecast", "criterion-score", "years"])
def test_queries_do_not_grow(client, office, campaign, part, name, number):
    for each in range(number):
        last = CriterionFactory(code=f"1.{each}", parent=part)
        EvidenceRuleFactory(criterion=last)
        Assignment.objects.create(campaign=campaign, criterion=last, unit=office.unit)
        for assessor in Score.Assessor:
            given(campaign, last, assessor)
    args = [last.pk] if name == "criterion-score" else []
    with CaptureQueriesContext(connection) as queries:
        assert show(client, name, *args).status_code == 200
    assert len(queries) <= MOST_QUERIES, [each["sql"][:160] for each in queries]
