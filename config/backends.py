"""Signing in by name, in any letter case; permissions come by role and no other way."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import F

from campaigns import roles


def name_signed_in_with(request, credentials=None):
    """One name in any letter case is one name, also to whoever counts failures."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return given.strip().casefold()


class RoleBackend(ModelBackend):
    """What a role may do is written in `campaigns/roles.py`, not looked up in tables:
    a page learns who asks, their unit, court and roles in one query."""

    def get_user(self, user_id):
        rows = list(
            get_user_model()
            ._default_manager.filter(pk=user_id)
            .annotate(role_name=F("groups__name"))
        )
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        person = rows[0]
        person.role_names = {row.role_name for row in rows} - {None}
        return person

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_words"):
            user_obj._words = self._words_of(user_obj)
        return user_obj._words

    def _words_of(self, person):
        names = getattr(person, "role_names", None)
        if names is None:
            names = set(person.groups.values_list("name", flat=True))
        return set().union(*(roles.PERMISSIONS.get(name, ()) for name in names))
