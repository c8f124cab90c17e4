"""Signing in by name, in any letter case; permissions come by role and no other way."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class RoleBackend(ModelBackend):
    def _get_user_permissions(self, user_obj):
        """Nobody holds a permission of their own: what a group says is all there is."""
        return Permission.objects.none()
