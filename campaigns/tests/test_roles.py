"""Which roles one account may hold together, and why not others."""

import pytest
from django.utils.translation import gettext as _

from campaigns import roles


@pytest.mark.parametrize(
    "names",
    [
        (),
        (roles.ASSESSOR,),
        (roles.STAFF, roles.UNIT_HEAD, roles.OFFICE, roles.LEADING_GROUP),
        (roles.SYSTEM_ADMIN,),
        (roles.ASSESSOR, "另一个系统的组"),
    ],
)
def test_content_roles_go_together(names):
    assert roles.why_not_hold(names) == ""


@pytest.mark.parametrize(
    "names",
    [
        (roles.SYSTEM_ADMIN, roles.STAFF),
        (roles.SYSTEM_ADMIN, roles.AUDITOR),
        (roles.AUDITOR, roles.ASSESSOR),
    ],
)
def test_administration_audit_and_content_stay_apart(names):
    assert roles.why_not_hold(names) == _(
        "One account may be system administrator, auditor or work with records: "
        "only one of the three."
    )


@pytest.mark.parametrize(
    "other", [roles.STAFF, roles.UNIT_HEAD, roles.OFFICE, roles.LEADING_GROUP]
)
def test_an_assessor_holds_no_other_role(other):
    told = roles.why_not_hold([roles.ASSESSOR, other])
    assert told == _(
        "An assessor holds no other role: who judges the work does not do it."
    )
