"""Logs the demonstration events: who recorded each, when, and who confirmed it."""

from datetime import timedelta
from typing import NamedTuple

from campaigns.models import Activity, TrainingRecord
from config.demo import categories, diary, moments
from config.demo.events import Event

Status = Activity.Status
# Days from the event to its record, from there to submission and to confirmation.
LAGS, WAITS = (1, 0, 2, 1, 4, 1, 3, 0, 6, 2, 9), (1, 2, 1, 3, 1, 5)


class Logged(NamedTuple):
    """An event and the activity it became."""

    event: Event
    activity: Activity


def load(campaign, house, kinds, criteria):
    """Log every event in the order of time; return the Logged ones."""
    told = sorted(diary.read(), key=lambda pair: pair[0].held_on)
    logged = [
        Logged(event, _log(number, event, status, campaign, house, kinds))
        for number, (event, status) in enumerate(told)
    ]
    Activity.objects.bulk_create(each.activity for each in logged)
    _add_co_hosts(logged, house)
    _add_criteria(logged, criteria)
    _add_attendances(logged, house)
    return logged


def _log(number, event, status, campaign, house, kinds):
    author = _author(number, event, house)
    last_day = event.ended_on or event.held_on
    lag = LAGS[number % len(LAGS)] if event.late is None else event.late
    logged_on = moments.workday_after(last_day, lag)
    logged_at = moments.at(logged_on, 9 + number % 8, number * 7 % 60)
    return Activity(
        campaign=campaign,
        category=kinds[event.category],
        unit=house.units[event.unit],
        title=event.title,
        held_on=event.held_on,
        ended_on=event.ended_on,
        place=event.place,
        festival=event.festival,
        headcount=event.headcount or len(event.attendees) or None,
        cost=event.cost,
        narrative=event.narrative,
        status=status,
        logged_by=author,
        changed_by=author,
        logged_at=logged_at,
        **_passage(number, event, status, author, logged_at, house),
    )


def _author(number, event, house):
    """Who logged it: the one named, else the unit's people in turn."""
    if event.logged_by:
        return house.people[event.logged_by]
    staff = house.staff[event.unit]
    return staff[number % len(staff)]


def _passage(number, event, status, author, logged_at, house):
    """The moments and people that bring a record to its state."""
    if status == Status.DRAFT:
        return {}
    submitted_at = logged_at + timedelta(minutes=12)
    passage = {"submitted_at": submitted_at}
    day = moments.workday_after(submitted_at.date(), WAITS[number % len(WAITS)])
    seen_at = moments.at(day, 10 + number % 7, number * 11 % 60)
    if status == Status.CONFIRMED:
        passage |= {"confirmed_by": _confirmer(event, author, house)}
        passage |= {"confirmed_at": seen_at}
    if status == Status.RETURNED:
        passage |= {"returned_by": house.people[event.returned_by]}
        passage |= {"returned_at": seen_at, "return_reason": event.reason}
    return passage


def _confirmer(event, author, house):
    """The head of the unit; the other of the office for what the office logged."""
    office = house.people["创建办甲"], house.people["创建办乙"]
    if author in office:
        return office[author is office[0]]
    return house.people[f"{event.unit}头"]


def _add_co_hosts(logged, house):
    hosts = Activity.co_hosts.through
    hosts.objects.bulk_create(
        hosts(activity=activity, unit=house.units[unit])
        for event, activity in logged
        for unit in event.co_hosts
    )


def _add_criteria(logged, criteria):
    """What its category usually serves, and what the line names besides."""
    served = categories.codes_served()
    links = Activity.criteria.through
    links.objects.bulk_create(
        links(activity=activity, criterion=criteria[code])
        for event, activity in logged
        for code in dict.fromkeys([*served[event.category], *event.codes])
    )


def _add_attendances(logged, house):
    TrainingRecord.objects.bulk_create(
        TrainingRecord(
            activity=activity,
            person=house.people[key],
            hours=_hours(event),
            result=TrainingRecord.Result.PASSED
            if event.category == "党校培训"
            else TrainingRecord.Result.ATTENDED,
        )
        for event, activity in logged
        for key in event.attendees
    )


def _hours(event):
    """Seven hours a day, without the days back and forth."""
    days = ((event.ended_on or event.held_on) - event.held_on).days
    return 7 * max(1, days - 1)
