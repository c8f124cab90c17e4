"""The first page: each role lands on what it came for."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import activities, festivals, incidents, progress, records, roles, targets
from campaigns.models import (
    Activity,
    Assignment,
    Campaign,
    Category,
    Court,
    Criterion,
    Unit,
    User,
)
from campaigns.querysets import confirmed, signed

SHOWN = 8
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One thing to set up before the first record, and where it is done."""

    label: str
    is_done: bool
    url: str = ""
    detail: str = ""
    is_next: bool = False


def home(request):
    user, campaign = request.user, request.campaign or None
    role = _role(user)
    context = {"role": role, "campaign": campaign, **ROLES[role](request)}
    return render(request, "campaigns/home.html", context)


def setup(request):
    return render(request, "campaigns/setup.html", {"steps": _steps(request.user)})
