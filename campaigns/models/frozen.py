"""Rows that are written once: what was issued, checked or handed out stands still."""

from django.db import models

from campaigns.querysets import FrozenQuerySet


class Frozen(models.Model):
    """A row that is written once: no later save, no deletion (house style 17)."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("what was written here once never changes")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("what was written here once is never deleted")


class Lasting(models.Model):
    """A row that may be corrected by its verbs, and is never deleted."""

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise TypeError("what was filed is never deleted")
