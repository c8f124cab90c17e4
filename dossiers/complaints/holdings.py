"""The archive as inspectors open it: what counts is filed, and stands in a box."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.complaints.lines import Line, of_entry

OLD = 30  # days; inspectors ask for a check of this month


def unfiled(material):
    """Proof that counts and was not filed."""
    for entry in material.entries:
        if entry.pk not in material.filed:
            yield of_entry(entry, str(entry.owner))


def unboxed(material):
    for item in material.unboxed:
        units = frozenset((item.unit_id,))
        url = item.get_absolute_url()
        told = _("year %(year)s, kept %(period)s")
        detail = told % {"year": item.year, "period": item.get_retention_display()}
        yield Line(str(item), url, detail, units)


def unchecked(material):
    """No 四性检测 of the last 30 days, or one that failed or did not finish."""
    health = material.health
    if health is None or (health.state == "good" and health.days <= OLD):
        return
    url = reverse("archive-checks")
    yield Line(_("Check of the archive"), url, _told(health))


def _told(health):
    if health.run is None:
        return _("never checked")
    if health.failures:
        return _("%(number)s failures") % {"number": health.failures}
    if health.state in ("unfinished", "at-work"):
        return _("the last run did not finish")
    return _("last checked %(days)s days ago") % {"days": health.days}
