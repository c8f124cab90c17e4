"""What the tests of the archive start from: an office, and proof that was filed."""

from datetime import date

from campaigns import roles
from campaigns.tests.factories import ActivityFactory, EvidenceFactory, UserFactory
from dossiers import filing


def office(**changes):
    return UserFactory(role=roles.OFFICE, unit__code="BGS", **changes)


def filed(by, evidences=None, **changes):
    """An item of `evidences`, or of one piece of a confirmed activity."""
    if evidences is None:
        evidences = [EvidenceFactory(activity=ActivityFactory(confirmed=True))]
    facts = {
        "unit": by.unit,
        "retention": "D30",
        "title": "法官讲坛第七期材料",
        "formed_on": date(2014, 3, 8),
    }
    return filing.file(evidences, by=by, **(facts | changes))
