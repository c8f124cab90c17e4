"""What a court needs before its first record can be logged, and what it has of it."""

from django.db.models import Exists, OuterRef

from campaigns.models import (
    Assignment,
    Campaign,
    Category,
    Court,
    Criterion,
    EvidenceRule,
    Unit,
    User,
)

# In the order they are set up; each looks for a first row of the court.
NEEDS = {
    "units": (Unit, "court"),
    "people": (User, "unit__court"),
    "criteria": (Criterion, "standard__court"),
    "rules": (EvidenceRule, "criterion__standard__court"),
    "campaign": (Campaign.objects.filter(standard__isnull=False), "court"),
    "categories": (Category.objects.filter(criteria__isnull=False), "court"),
    "assignments": (Assignment, "campaign__court"),
}


def of(court):
    """{need: is it there} for a court or its key, in one query; no court has nothing."""
    rows = Court.objects.filter(pk=getattr(court, "pk", court))
    found = rows.values(**{f"has_{name}": _exists(*NEEDS[name]) for name in NEEDS})
    row = found.first() or {}
    return {name: row.get(f"has_{name}", False) for name in NEEDS}


def _exists(rows, path):
    rows = getattr(rows, "objects", rows)
    return Exists(rows.filter(**{path: OuterRef("pk")}))
